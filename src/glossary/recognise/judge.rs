//! By what written words count as a term, or why they do not.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::Reader;
use super::letters::{begins_with_capital, capitals_fit, is_capitals, is_cased};
use super::walk::Path;
use crate::glossary::keys::Way;
use crate::glossary::language::{IndexedTerm, TermForm, carries_meaning};
use crate::glossary::mention::MentionKind;
use crate::glossary::pairs::is_short_name_at;
use crate::glossary::persons::is_given_name;
use crate::model::{PartOfSpeech, Term, TermType};
use crate::text::{TokenClass, foldings_between};

/// How many letters a term of one word must have for a typing mistake in it to be forgiven.
const LONGEST_STRICT_WORD: usize = 8;

thread_local! {
    /// What was found out about words and terms: running text repeats itself. Words of one hash would be taken for each
    /// other, as in [`crate::glossary::met`].
    static JUDGED: RefCell<FxHashMap<Judged, Option<Judgement>>> = RefCell::default();
}

/// The number of a vocabulary, the hash of words, and the entry and place of a term.
type Judged = (u64, u64, u32, usize);

/// How much of that is kept; then all is forgotten.
const MOST_JUDGED: usize = 1 << 15;

/// By what written words count as a term, and why where they are not the term itself.
pub(super) type Judgement = (MentionKind, Option<String>);

impl Reader<'_> {
    /// Whether two terms are judged alike, whatever is written.
    pub(super) fn are_alike(&self, left: &IndexedTerm, right: &IndexedTerm) -> bool {
        let (left_form, right_form) = (left.form, right.form);
        let (left, right) = (self.index.term(left), self.index.term(right));
        left_form == right_form
            && left.text == right.text
            && left.kind == right.kind
            && left.part_of_speech == right.part_of_speech
    }

    /// By what the written words count as a term, or `None` when they do not.
    pub(super) fn judge(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<Judgement> {
        let term = self.index.term(indexed);
        let is_acronym = term.kind == Some(TermType::Acronym) || is_capitals(&term.text);
        if self.is_another_word(path)
            || self.is_given_name(path)
            || self.is_of_a_verb(path)
            || self.is_of_a_name(path)
            || self.is_a_day(path)
        {
            return None;
        }
        if indexed.form == TermForm::Short {
            return self.judge_short(path, term);
        }
        if let Some(run) = self.words_run_together(path) {
            return Some((MentionKind::Variant, Some(format!("run together: {run}"))));
        }
        if path.misspelt() > 0 {
            return self.judge_misspelt(path, written, indexed);
        }
        let bare = written.split(['\'', '’']).next().unwrap_or_default();
        let is_plural = is_acronym && self.is_plural_acronym(bare);
        if is_acronym && !is_plural && !is_capitals(bare) && is_cased(&term.text) {
            return None;
        }
        if !path.is_behind_particle() && !capitals_fit(&term.text, written) {
            return None;
        }
        if let Some(glued) = self.glued_reason(path) {
            return Some((MentionKind::Variant, Some(glued)));
        }
        if path.taken.iter().any(|(_, way)| *way == Way::Ending) {
            if !self.may_be_form_of_name(path, indexed) {
                return None;
            }
            let reason = format!("form of {}", term.text);
            return Some((MentionKind::Inflected, Some(reason)));
        }
        if let Some(clitic) = self.clitic_reason(path) {
            return Some((MentionKind::Clitic, Some(clitic)));
        }
        if is_acronym {
            return Some((MentionKind::Acronym, None));
        }
        if written == term.text {
            return Some((MentionKind::Exact, None));
        }
        self.judged_by_words(path, written, indexed)
    }

    /// [`Self::judge_by_words`], found out once for the same words and term.
    fn judged_by_words(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<Judgement> {
        let tokens = &self.read.tokens;
        let (first, last) = (path.taken.first()?.0, path.taken.last()?.0);
        let words = &self.read.text[tokens[first].start..tokens[last].end()];
        let key = (
            self.index.vocabulary.number(),
            xxh3_64(words.as_bytes()),
            indexed.entry,
            indexed.term,
        );
        if let Some(known) = JUDGED.with_borrow(|all| all.get(&key).cloned()) {
            return known;
        }
        let judged = self.judge_by_words(path, written, indexed);
        JUDGED.with_borrow_mut(|all| {
            if all.len() == MOST_JUDGED {
                all.clear();
            }
            all.insert(key, judged.clone());
        });
        judged
    }

    /// By what words that came to a term by their stems count as it. Depends on nothing but them.
    fn judge_by_words(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<Judgement> {
        let term = self.index.term(indexed);
        let language = self.index.vocabulary.analyser().language();
        match foldings_between(written, &term.text, language) {
            Some(_) if self.is_function_word(path) => None,
            Some(foldings) => {
                let names: Vec<_> = foldings.iter().map(|folding| folding.to_string()).collect();
                Some(match names.is_empty() {
                    true => (MentionKind::Exact, None),
                    false => (MentionKind::Folded, Some(names.join(", "))),
                })
            }
            None if parts_name(written) && !parts_name(&term.text) => None,
            None => self.judge_words(path, &term.text).filter(|(kind, _)| {
                *kind != MentionKind::Inflected || self.may_be_form_of_name(path, indexed)
            }),
        }
    }

    /// Whether an acronym is written with the ending of the plural (MPs).
    fn is_plural_acronym(&self, written: &str) -> bool {
        let profile = self.index.vocabulary.profile();
        let ending = profile.noun_plural.as_deref();
        let bare = ending.and_then(|ending| written.strip_suffix(ending));
        bare.is_some_and(is_capitals)
    }

    /// Whether a word that has the stem of a noun in small letters is another word: the noun is
    /// always written in the plural (talks), and this is none (talk, talking); or one of the two
    /// ends in an e that is no ending of nouns (coupe, coup).
    fn is_other_word(&self, written: &str, noun: &str) -> bool {
        let profile = self.index.vocabulary.profile();
        let Some(plural) = profile.noun_plural.as_deref() else {
            return false;
        };
        let is_plural = noun.ends_with(plural) && !noun.ends_with(&plural.repeat(2));
        let has_e = |long: &str, short: &str| long.strip_suffix('e') == Some(short);
        is_plural && !written.ends_with(plural) || has_e(written, noun) || has_e(noun, written)
    }

    /// Whether a single word is, letter by letter, a function word with a particle before it, which
    /// only folding makes a term: Arabic وإلى ("and to") is not والي ("governor").
    fn is_function_word(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        let profile = self.index.vocabulary.profile();
        let word = self.read.tokens[*at].text;
        let is_known = |word: &str| profile.function_words.iter().any(|own| own == word);
        let mut particles = profile.proclitics.iter();
        is_known(word) || particles.any(|own| word.strip_prefix(own.as_str()).is_some_and(is_known))
    }

    /// Whether a single word may be a form of the name that a term is. Stemmers take more off names
    /// than these have: Russian Росс is no Россия, Arabic البحر no البحرين.
    fn may_be_form_of_name(&self, path: &Path, indexed: &IndexedTerm) -> bool {
        let analyser = self.index.vocabulary.analyser();
        let profile = self.index.vocabulary.profile();
        let ([(at, _)], term) = (path.taken.as_slice(), self.index.term(indexed)) else {
            return true;
        };
        if profile.name_endings.is_empty() || term.part_of_speech == Some(PartOfSpeech::Adjective) {
            return true;
        }
        let subject = self.index.entry(indexed).subject.as_deref();
        let is_party = subject == Some("party");
        let is_state = matches!(subject, Some("country" | "territory"));
        let is_name = is_state
            || is_party
            || matches!(
                subject,
                Some("capital" | "city" | "region" | "sea" | "person" | "organisation")
            );
        if !is_name {
            return true;
        }
        let written = analyser.folded(self.read.tokens[*at].text);
        let own = analyser.folded(&term.text);
        let article = |word: &'_ str| {
            let mut prefixes = profile.stemmer.prefixes.iter();
            prefixes.find_map(|prefix| Some(word.strip_prefix(prefix.as_str())?.to_owned()))
        };
        let (bare, own_bare) = (article(&written), article(&own));
        // A name gets no article; that of a state may fall off.
        if bare.is_some() && own_bare.is_none() || own_bare.is_some() && bare.is_none() && !is_state
        {
            return false;
        }
        let (bare, own_bare) = (bare.unwrap_or(written), own_bare.unwrap_or(own));
        let forms = profile.name_endings.iter().find_map(|rule| {
            let (ending, forms) = rule.split_once('|')?;
            let stem = own_bare.strip_suffix(ending)?;
            (!is_party || !ending.is_empty()).then_some((stem, forms))
        });
        forms.is_none_or(|(stem, forms)| {
            let ending = bare.strip_prefix(stem);
            let of = |form: &str| if form == "-" { "" } else { form }.to_owned();
            ending.is_some_and(|ending| forms.split(' ').any(|form| of(form) == ending))
        })
    }

    /// Judges by the words alone: the same words with other punctuation between them, or other
    /// forms of them. Two words of one stem that do not begin alike are different words whose
    /// endings happened to fall.
    fn judge_words(&self, path: &Path, term: &str) -> Option<Judgement> {
        let analyser = self.index.vocabulary.analyser();
        let words = analyser.tokens(term);
        let words = words.iter().filter(|token| carries_meaning(token));
        let is_alone = path.taken.len() == 1 && !begins_with_capital(term);
        let mut kind = (MentionKind::Folded, "punctuation".to_owned());
        for ((at, _), word) in path.taken.iter().zip(words) {
            let own = analyser.folded(word.text);
            let folded = analyser.folded(self.read.tokens[*at].text);
            if own != folded {
                let (own, written) = (analyser.stem(&own), analyser.stem(&folded));
                if own != written || is_alone && self.is_other_word(&folded, word.text) {
                    return None;
                }
                kind = (MentionKind::Inflected, format!("form of {term}"));
            }
        }
        Some((kind.0, Some(kind.1)))
    }

    /// Whether a particle makes another word of a single one, or stands inside a phrase.
    fn is_another_word(&self, path: &Path) -> bool {
        let last = path.taken.len() - 1;
        path.taken.iter().enumerate().any(|(place, (at, way))| {
            let Way::Clitic { behind, .. } = way else {
                return false;
            };
            let word = self.read.tokens[*at].text;
            let (host, particle) = word.split_at(word.len() - behind);
            self.index.vocabulary.is_phrase_enclitic(particle, host) && (place == 0 || place < last)
        })
    }

    /// Whether a single word makes a verb with the one behind it: Persian ترک کرد is "left".
    fn is_of_a_verb(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        let analyser = self.index.vocabulary.analyser();
        let profile = self.index.vocabulary.profile();
        let tokens = &self.read.tokens;
        let next = || {
            let next = tokens.get(at + 1).map(|token| analyser.folded(token.text));
            next.is_some_and(|next| profile.light_verbs.iter().any(|own| next.starts_with(own)))
        };
        !profile.verb_nouns.is_empty() && profile.verb_nouns.has(tokens[*at].text) && next()
    }

    /// Whether a single word that names a place is a day here: روز دوشنبه, دوشنبه گذشته, دوشنبه ۱۵ مهر.
    fn is_a_day(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        let profile = self.index.vocabulary.profile();
        let tokens = &self.read.tokens;
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let behind = tokens.get(at + 1);
        profile.day_names.has(tokens[*at].text)
            && (before.is_some_and(|own| profile.before_days.has(own.text))
                || behind.is_some_and(|own| {
                    own.class == TokenClass::Number || profile.behind_days.has(own.text)
                }))
    }

    /// Whether a word behind a path makes another name of it: the Washington Examiner.
    fn is_of_a_name(&self, path: &Path) -> bool {
        let (tokens, last) = (&self.read.tokens, path.taken.last());
        let next = last.and_then(|(at, _)| Some((tokens[*at].end(), tokens.get(at + 1)?)));
        let next = next.filter(|(end, next)| {
            begins_with_capital(next.text) && self.read.text[*end..next.start] == *" "
        });
        let profile = self.index.vocabulary.profile();
        next.is_some_and(|(_, next)| profile.name_tails.has(next.text))
    }

    fn is_given_name(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        let read = self.read;
        is_given_name(read.text, &read.tokens, *at, &self.index.vocabulary)
    }

    /// Judges a name by one character, which counts in a pair of such and as a post only.
    fn judge_short(&self, path: &Path, term: &Term) -> Option<Judgement> {
        let (read, (at, _)) = (self.read, path.taken.first()?);
        let counts = is_short_name_at(read.text, &read.tokens, *at, &self.index.vocabulary);
        let reason = format!("short for {}", term.text);
        counts.then_some((MentionKind::Acronym, Some(reason)))
    }

    /// The word of a path that is several words without their spaces.
    pub(super) fn words_run_together(&self, path: &Path) -> Option<&str> {
        let glued = |(_, way): &&(usize, Way)| matches!(way, Way::Glued { .. });
        let (at, _) = path.taken.iter().find(glued)?;
        Some(self.read.tokens[*at].text)
    }

    fn judge_misspelt(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<Judgement> {
        let term = self.index.term(indexed);
        let is_long_enough = path.taken.len() > 1 || written.chars().count() > LONGEST_STRICT_WORD;
        let usable = is_long_enough
            && !is_derived(path, written, &term.text)
            && term.part_of_speech != Some(PartOfSpeech::Adjective)
            && capitals_fit(&term.text, written);
        let word = path
            .taken
            .iter()
            .find(|(_, way)| *way == Way::Misspelt)
            .map(|(at, _)| self.read.tokens[*at].text)?;
        usable.then(|| (MentionKind::Variant, Some(format!("misspelt: {word}"))))
    }

    /// The word that was glued to a neighbour, as it is written.
    fn glued_reason(&self, path: &Path) -> Option<String> {
        let (at, _) = path.taken.iter().find(|(at, _)| self.read.is_glued(*at))?;
        let tokens = &self.read.tokens;
        let place = self.read.glued.binary_search(at).ok()?;
        // They come in pairs.
        let first = self.read.glued[place - place % 2];
        let whole = tokens[first].start..tokens.get(first + 1)?.end();
        Some(format!("glued: {}", &self.read.text[whole]))
    }

    fn clitic_reason(&self, path: &Path) -> Option<String> {
        path.taken.iter().find_map(|(at, way)| {
            let word = self.read.tokens[*at].text;
            match way {
                Way::Clitic { before, .. } if *before > 0 => {
                    Some(format!("with {}", &word[..*before]))
                }
                Way::Clitic { behind, .. } => {
                    Some(format!("with {}", &word[word.len() - behind..]))
                }
                _ => None,
            }
        })
    }
}

/// Whether a point parts the words of a Chinese name (罗·马 is no 罗马).
fn parts_name(text: &str) -> bool {
    text.contains(['·', '•'])
}

/// Whether a single word only goes on behind a term, or ends before it: another word of the same
/// root (Macedonian), no mistake.
fn is_derived(path: &Path, written: &str, term: &str) -> bool {
    path.taken.len() == 1 && (written.starts_with(term) || term.starts_with(written))
}
