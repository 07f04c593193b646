//! Words by which a text shows at once that it is in the language that it is said to be in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::{LanguageTag, profiles};
use crate::text::letter::is_letter_or_digit;

/// How many different words of its own a language needs in a text.
const FEWEST: usize = 3;

/// One word in so many of a text has to be one of them.
const ONE_IN: usize = 5;

/// A shorter word is too often one of a language without a profile.
const SHORTEST: usize = 3;

/// Function words that only one of the languages with a profile has, with that language.
static OWNERS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut owners: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for (language, profile) in profiles() {
        let words = profile.function_words.iter();
        for word in words.filter(|word| word.chars().count() >= SHORTEST) {
            owners
                .entry(word)
                .and_modify(|owner| *owner = None)
                .or_insert(Some(language));
        }
    }
    let single = |(word, owner): (_, Option<_>)| Some((word, owner?));
    owners.into_iter().filter_map(single).collect()
});

/// Whether a text is plainly in a language: it has several function words that no other language
/// with a profile has, and is full of them. It may be in a close relative that has no profile or no
/// function words there (Italian for Spanish). `false` says nothing: ask
/// [`identify`](super::identify), which takes many times as long.
pub fn is_plainly(text: &str, language: &LanguageTag) -> bool {
    let (mut words, mut own) = (0, 0);
    let mut different = BTreeSet::new();
    for word in text.split(|c: char| !is_letter_or_digit(c)) {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let known = match word.chars().any(char::is_uppercase) {
            true => OWNERS.get_key_value(word.to_lowercase().as_str()),
            false => OWNERS.get_key_value(word),
        };
        if let Some((word, owner)) = known
            && *owner == language.primary()
        {
            own += 1;
            different.insert(*word);
        }
    }
    different.len() >= FEWEST && own * ONE_IN >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(language: &str, text: &str) -> bool {
        is_plainly(text, &LanguageTag::parse(language).unwrap())
    }

    #[test]
    fn a_text_is_plainly_in_its_own_language_alone() {
        let texts = [
            (
                "en",
                "They said that the ministers of both states would meet with each other and then sign it.",
            ),
            (
                "de",
                "Die Minister trafen sich und sprachen lange über den neuen Vertrag zwischen beiden Ländern, der nicht gilt.",
            ),
            (
                "fr",
                "Les ministres des deux pays se sont réunis dans la capitale et ont signé un accord avec eux.",
            ),
            (
                "fa",
                "وزیران دو کشور در وین دیدار کردند و این پیمان را که برای آنها مهم است امضا کردند.",
            ),
            (
                "ru",
                "Министры обеих стран встретились, чтобы подписать договор, который был для них очень важен.",
            ),
        ];
        assert!(is("en", texts[0].1));
        for (own, text) in texts {
            for other in ["en", "de", "fr", "es", "fa", "ar", "ru", "uk"] {
                assert!(own == other || !is(other, text), "{other}: {text}");
            }
        }
        // A quotation does not make a text one of its language.
        let quoted = "Er sagte: „They would with their own“, und alle anderen im Saal wunderten sich \
                      sehr lange über diesen Satz, den niemand dort so recht verstehen konnte.";
        assert!(!is("en", quoted));
        assert!(!is("en", ""));
    }
}
