//! Stems: inflected forms of one word brought together, different words kept apart.

use rust_stemmers::Algorithm;

use super::porter;
use crate::lang::StemmerProfile;

/// How one language reduces folded words to stems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stemmer {
    profile: &'static StemmerProfile,
    algorithm: Option<Named>,
}

/// An algorithm that a language file names.
#[derive(Debug, Clone, Copy)]
enum Named {
    Snowball(Algorithm),
    EnglishInflection,
}

impl Stemmer {
    pub(super) fn new(profile: &'static StemmerProfile) -> Self {
        let algorithm = profile.algorithm.as_deref().and_then(named);
        Self { profile, algorithm }
    }

    pub(super) fn stem(self, folded: &str) -> String {
        if self.profile.cuts_at_apostrophe
            && let Some((name, _)) = folded.split_once('\'').filter(|(name, _)| !name.is_empty())
        {
            return name.to_owned();
        }
        if let Some(stem) = self.profile.exceptions.stem_of(folded) {
            return stem.to_owned();
        }
        match self.algorithm {
            Some(Named::EnglishInflection) => porter::stem(folded),
            Some(Named::Snowball(algorithm)) => rust_stemmers::Stemmer::create(algorithm)
                .stem(folded)
                .into_owned(),
            None => light_stem(folded, self.profile),
        }
    }
}

fn named(name: &str) -> Option<Named> {
    match name {
        "english-inflection" => Some(Named::EnglishInflection),
        _ => snowball(name).map(Named::Snowball),
    }
}

/// The Snowball algorithm of a name in a language file.
fn snowball(name: &str) -> Option<Algorithm> {
    Some(match name {
        "danish" => Algorithm::Danish,
        "dutch" => Algorithm::Dutch,
        "finnish" => Algorithm::Finnish,
        "greek" => Algorithm::Greek,
        "hungarian" => Algorithm::Hungarian,
        "norwegian" => Algorithm::Norwegian,
        "romanian" => Algorithm::Romanian,
        "russian" => Algorithm::Russian,
        "swedish" => Algorithm::Swedish,
        "tamil" => Algorithm::Tamil,
        "turkish" => Algorithm::Turkish,
        _ => return None,
    })
}

/// Cuts one prefix and one ending of a table, as long as enough letters stay.
fn light_stem(folded: &str, profile: &StemmerProfile) -> String {
    let letters = |text: &str| text.chars().count();
    let word = profile
        .prefixes
        .iter()
        .find_map(|prefix| {
            folded
                .strip_prefix(prefix.as_str())
                .filter(|rest| letters(rest) >= profile.shortest)
        })
        .unwrap_or(folded);
    profile
        .suffixes
        .iter()
        .find_map(|rule| {
            let (ending, instead) = rule.split_once('>').unwrap_or((rule, ""));
            word.strip_suffix(ending)
                .filter(|rest| letters(rest) >= profile.shortest)
                .map(|rest| format!("{rest}{instead}"))
        })
        .unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::lang::profiles;

    #[test]
    fn every_algorithm_that_a_language_names_is_known() {
        for (language, profile) in profiles() {
            if let Some(name) = &profile.stemmer.algorithm {
                assert!(named(name).is_some(), "{language}: {name}");
            }
        }
    }
}
