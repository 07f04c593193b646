//! Per-language data: what a general algorithm has to know of one language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::LanguageTag;
use super::figures::FigureProfile;

/// The data of one language, as its file in `lang/data/` says.
///
/// Rooms above add what they need as further fields with a default; a language without a file
/// gets the default of every field, so that nothing fails for want of data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LanguageProfile {
    /// The English name of the language.
    pub name: String,
    /// The name of the language in the language itself.
    pub own_name: String,
    /// How many characters a text takes in it for one in English, measured on news.
    pub length: Option<f64>,
    /// Function words, in lower case: they carry little of the meaning of a title or a name, and
    /// two texts that share them share nothing.
    pub function_words: Vec<String>,
    /// The same as matching sees them; whoever folds words fills it in.
    #[serde(skip)]
    pub(crate) folded_function_words: OnceLock<FxHashSet<String>>,
    /// Abbreviations that end in a point and never end a sentence, without that point, in lower
    /// case (`dr`, `prof`, `z.b`).
    pub abbreviations: WordSet,
    /// Abbreviations that go with a number behind them (`no`, `pp`); before anything else their
    /// point ends a sentence as any other.
    pub number_abbreviations: WordSet,
    /// Abbreviations that may end a sentence (`inc`, `jan`): they do where a word follows that
    /// begins sentences.
    pub final_abbreviations: WordSet,
    /// Abbreviations of times and eras (`p.m`, `b.c`): they end a sentence before a capital.
    pub time_abbreviations: WordSet,
    /// Prepositions that begin an adverbial of time: `At 5 a.m. Mr. Smith` goes on.
    pub adverbial_starters: WordSet,
    /// Words that begin sentences and are hardly ever a name: behind an abbreviation with
    /// points (`U.S.`) they show that a sentence begins.
    pub sentence_starters: WordSet,
    /// Words of one letter (Russian и), which are no initials behind a word in small letters.
    pub letter_words: WordSet,
    /// Words that are always written with a capital (English `I`): it shows no beginning.
    pub capital_words: WordSet,
    /// Verbs of speech and what stands with them: they go on with a sentence behind a quotation
    /// ("Why?" he asked).
    pub speech_words: WordSet,
    /// Words that name the source of a picture before a colon (`Image: NASA`): they begin a
    /// sentence, for the caption before them seldom has a full stop.
    pub credit_words: WordSet,
    /// Whether a point behind a number makes it an ordinal (German `3. Oktober`).
    pub ordinal_point: bool,
    /// Characters that end sentences beside those of UAX #29 (the Greek question mark `;`).
    pub terminators: String,
    /// Characters that end sentences before a capital only (the French semicolon in lists).
    pub capital_terminators: String,
    /// Characters that end no sentence in this language, though they do in others (`.` in
    /// Armenian).
    pub no_terminators: String,
    /// Letters with marks that the alphabet counts as letters of their own, in both cases: the
    /// folding of diacritics leaves them alone.
    pub own_letters: String,
    /// Elided words that an apostrophe joins to the next word, without the apostrophe
    /// (`l`, `d`, `qu`), in lower case.
    pub elisions: Vec<String>,
    /// Prefixes that a space or a ZWNJ may divide from their word.
    pub loose_prefixes: Vec<String>,
    /// Suffixes that a space or a ZWNJ may divide from their word.
    pub loose_suffixes: Vec<String>,
    /// What follows the digits of an ordinal number (`st`, `nd`), in lower case.
    pub ordinal_suffixes: Vec<String>,
    /// Particles that may be written to the front of a word (Arabic و ب ل).
    pub proclitics: Vec<String>,
    /// Particles that may be written to the end of a word, as `host|particle`: the word
    /// without the particle must end in `host` (Persian ezafe `ا|ی`).
    pub enclitics: Vec<String>,
    /// Particles that may be written to the end of the last word of a phrase, but would make
    /// another word of a single one (Persian indefinite ی).
    pub phrase_enclitics: Vec<String>,
    /// Endings of inflection that recognition takes off a word beside what the stemmer does, as
    /// `host|ending`: the word without the ending must end in `host` (German genitive `|s`).
    pub endings: Vec<String>,
    /// Names by one character, as `character|name`, that stand for the name in pairs of them.
    pub short_names: Vec<String>,
    /// What follows such a pair.
    pub pair_followers: Vec<String>,
    /// Names by one character, in the same form, that so stand only for a place to which somebody
    /// is posted (华 in 驻华大使).
    pub post_names: Vec<String>,
    /// What stands before a name by one character where somebody is posted (驻 in 驻华大使).
    pub posted_before: Vec<String>,
    /// Who is posted there: what stands behind that name.
    pub posted_behind: Vec<String>,
    /// Whether words are run together where the last letter of the first does not join the next
    /// (Arabic كورياالشمالية): the missing space cannot be seen.
    pub runs_words_together: bool,
    /// Names that are far more often another word (Persian مالی is "financial", and seldom Mali):
    /// alone they are not recognised in running text.
    pub common_words: WordSet,
    /// Names of places that are days of the week too (Persian دوشنبه is Monday and Dushanbe).
    pub day_names: WordSet,
    /// Words that stand before a day of the week.
    pub before_days: WordSet,
    /// Words that stand behind a day of the week.
    pub behind_days: WordSet,
    /// The endings of names of places and persons of one word, folded, as `ending|forms`: a word with
    /// the stem of such a name is a form of it only with one of the forms in the place of the
    /// ending, `-` being none; names without one of the endings are not looked at.
    pub name_endings: Vec<String>,
    /// Words with a capital, in lower case here, that make another name of a name before them (the
    /// Washington Examiner, British Airways).
    pub name_tails: WordSet,
    /// Names that make a verb with a verb of [`Self::light_verbs`] behind them (Persian ترک کردن is
    /// "to leave").
    pub verb_nouns: WordSet,
    /// What verbs begin with that make another verb with a noun before them.
    pub light_verbs: Vec<String>,
    /// The ending of the plural of nouns, where nouns have no other endings (English).
    pub noun_plural: Option<String>,
    /// Words that are written with a capital in names, and translated by their meaning (Street,
    /// University, Monday), in lower case.
    pub name_nouns: WordSet,
    /// Names of countries that are first names of people too, in lower case.
    pub given_names: WordSet,
    /// Words behind a number that multiply it, with the number of zeros that they stand for.
    pub magnitudes: BTreeMap<String, u32>,
    /// How numbers are written, and what words beside them agree with.
    pub numbers: NumberProfile,
    /// Number words, and what is written beside numbers.
    pub figures: FigureProfile,
    /// How the language denies.
    pub negation: NegationProfile,
    /// How one term can stand in the place of another.
    pub exchange: ExchangeProfile,
    /// How titles and names of several words are put together.
    pub titles: TitleProfile,
    /// How words are reduced to stems.
    pub stemmer: StemmerProfile,
}

/// The words by which a language denies something, in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NegationProfile {
    /// Words that deny and mean nothing else; `*n't` is an ending.
    pub plain: Vec<String>,
    /// Words behind a plain negation with which it often vanishes in a translation (not only).
    pub vanishing: Vec<String>,
    /// Words that may deny, `ne*` by their beginning, `*less` by their ending.
    pub possible: Vec<String>,
}

/// How numbers are written in a language (CLDR), and what words beside them agree with.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberProfile {
    /// Characters before decimals, the usual one first.
    pub decimal: String,
    /// Characters between thousands, the usual one first; spaces are read in every language.
    pub group: String,
    /// The zero of the digits that a text has where it shows none.
    pub zero: char,
    /// Which numbers ask for the same form of the words beside them.
    pub agreement: NumberAgreement,
    /// Words beside the number of a year, in every form: it asks for no form of them.
    pub year_words: Vec<String>,
}

impl Default for NumberProfile {
    fn default() -> Self {
        Self {
            decimal: ".".to_owned(),
            group: ",".to_owned(),
            zero: '0',
            agreement: NumberAgreement::default(),
            year_words: Vec::new(),
        }
    }
}

/// Which numbers ask for the same form of the words beside them (the plural rules of CLDR, by
/// groups of languages).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberAgreement {
    /// Not known: only numbers that every language takes to be alike.
    #[default]
    Unknown,
    /// All (Chinese, Japanese, Turkish).
    None,
    /// One, and all others (English, German).
    One,
    /// Up to two, and all others (French).
    Few,
    /// By the last digits (Russian, Ukrainian).
    EastSlavic,
    /// One, two to four, the others (Czech, Slovak).
    WestSlavic,
    /// One, those that end in two to four but not in teens, the others (Polish).
    Polish,
    /// One, two, three to ten, eleven to ninety-nine, by the last two digits (Arabic).
    Arabic,
}

/// How one term can stand in the place of another in a sentence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExchangeProfile {
    /// Whether nothing in a sentence depends on which term stands there: no case, no gender, no
    /// article.
    pub invariable: bool,
    /// Sets of words of one gender that are declined alike, as `letters|endings`: words that end
    /// in one of the letters and one of the endings, the ending of the dictionary form first;
    /// `-` is the empty ending. With `letters` empty any letter will do.
    pub paradigms: Vec<String>,
    /// Words that look as if they belonged to a paradigm and do not.
    pub exceptions: Vec<String>,
}

/// How titles of offices and names of organisations are put together, so that one that is written
/// otherwise than its term is recognised.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TitleProfile {
    /// Function words that join the words of one title (of, for, the); any other function word
    /// between two words (and, with, to) ends it.
    pub links: Vec<String>,
    /// Words of many titles that newspapers leave out or put in (national, supreme, federal).
    pub qualifiers: Vec<String>,
    /// In what order the words of a title may stand.
    pub order: TitleOrder,
    /// Whether every content word of a title is written with a capital (English, not Russian).
    pub capitalised: bool,
}

/// In what order the words of a title may stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleOrder {
    /// Only as in the term, but for the name of the country (Chinese).
    #[default]
    Fixed,
    /// Any that begins with the word that names the office or body, or with the adjective of a
    /// country (Persian, Arabic, Russian, French).
    HeadFirst,
    /// Any (English, German).
    Free,
}

/// Words in lower case, asked for in any case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct WordSet(FxHashSet<String>);

impl WordSet {
    /// Whether a word is in the set: a word in small letters stands for every case, one with a
    /// capital (`Sat`) for itself and for capitals (`SAT`).
    pub fn has(&self, word: &str) -> bool {
        if self.0.is_empty() || word.is_empty() {
            return false;
        }
        if !word.contains(char::is_uppercase) || self.0.contains(word) {
            return self.0.contains(word);
        }
        let lower = word.to_lowercase();
        let mut letters = word.chars();
        let capitalised = letters
            .next()
            .map(|first| format!("{first}{}", letters.as_str().to_lowercase()));
        self.0.contains(&lower) || capitalised.is_some_and(|word| self.0.contains(&word))
    }

    /// Whether the set has no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// How the words of a language are reduced to stems; by default they are not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StemmerProfile {
    /// The name of an algorithm: a Snowball one such as `russian`, or `english-inflection`.
    pub algorithm: Option<String>,
    /// Prefixes of a light stemmer, tried in their order, of folded words.
    pub prefixes: Vec<String>,
    /// Endings of a light stemmer, tried in their order: `ending` is cut off, `ending>other`
    /// is replaced.
    pub suffixes: Vec<String>,
    /// How many letters the light stemmer has to leave.
    pub shortest: usize,
    /// Whether an apostrophe parts a word from its endings (Turkish `İran'ın`).
    pub cuts_at_apostrophe: bool,
    /// Folded words that keep their form, or `word>stem` for those that have another stem;
    /// they come before any algorithm.
    pub exceptions: StemExceptions,
}

/// Words with a stem that no algorithm gives them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct StemExceptions(FxHashMap<String, String>);

impl StemExceptions {
    /// The stem of a folded word, where it is an exception.
    pub fn stem_of(&self, word: &str) -> Option<&str> {
        self.0.get(word).map(String::as_str)
    }
}

impl From<Vec<String>> for StemExceptions {
    fn from(exceptions: Vec<String>) -> Self {
        let pair = |exception: String| match exception.split_once('>') {
            Some((word, stem)) => (word.to_owned(), stem.to_owned()),
            None => (exception.clone(), exception),
        };
        Self(exceptions.into_iter().map(pair).collect())
    }
}

/// The languages that have a file of their own: tag and file. One line adds one.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("data/ar.toml")),
    ("bg", include_str!("data/bg.toml")),
    ("ckb", include_str!("data/ckb.toml")),
    ("cs", include_str!("data/cs.toml")),
    ("da", include_str!("data/da.toml")),
    ("de", include_str!("data/de.toml")),
    ("el", include_str!("data/el.toml")),
    ("en", include_str!("data/en.toml")),
    ("es", include_str!("data/es.toml")),
    ("fa", include_str!("data/fa.toml")),
    ("fi", include_str!("data/fi.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("he", include_str!("data/he.toml")),
    ("hi", include_str!("data/hi.toml")),
    ("hy", include_str!("data/hy.toml")),
    ("it", include_str!("data/it.toml")),
    ("ja", include_str!("data/ja.toml")),
    ("kk", include_str!("data/kk.toml")),
    ("ko", include_str!("data/ko.toml")),
    ("ml", include_str!("data/ml.toml")),
    ("mr", include_str!("data/mr.toml")),
    ("nl", include_str!("data/nl.toml")),
    ("pl", include_str!("data/pl.toml")),
    ("pt", include_str!("data/pt.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("sk", include_str!("data/sk.toml")),
    ("sv", include_str!("data/sv.toml")),
    ("tg", include_str!("data/tg.toml")),
    ("tr", include_str!("data/tr.toml")),
    ("uk", include_str!("data/uk.toml")),
    ("ur", include_str!("data/ur.toml")),
    ("zh", include_str!("data/zh.toml")),
];

/// The profile of a language by its language subtag; the default profile where there is none.
pub fn profile_of(language: &LanguageTag) -> &'static LanguageProfile {
    static NONE: OnceLock<LanguageProfile> = OnceLock::new();
    static READ: [OnceLock<LanguageProfile>; FILES.len()] =
        [const { OnceLock::new() }; FILES.len()];
    match FILES.binary_search_by_key(&language.primary(), |(tag, _)| tag) {
        Ok(found) => READ[found].get_or_init(|| {
            toml::from_str(FILES[found].1).expect("a test reads every language file")
        }),
        Err(_) => NONE.get_or_init(LanguageProfile::default),
    }
}

/// The file that a language's profile is read from, as it is written; empty where there is none.
/// What was derived with a profile is out of date when this has changed.
pub fn profile_source(language: &LanguageTag) -> &'static str {
    let found = FILES.binary_search_by_key(&language.primary(), |(tag, _)| tag);
    found.map_or("", |found| FILES[found].1)
}

/// The files of all profiles, by language subtag.
pub fn profile_sources() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(_, text)| *text)
}

/// Every language that has a file of its own, by language subtag.
pub fn profiles() -> BTreeMap<&'static str, &'static LanguageProfile> {
    FILES
        .iter()
        .filter_map(|(tag, _)| Some((*tag, profile_of(&LanguageTag::parse(tag).ok()?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_reads() {
        assert!(FILES.is_sorted());
        for (tag, text) in FILES {
            let read: Result<LanguageProfile, _> = toml::from_str(text);
            assert!(read.is_ok(), "{tag}: {read:?}");
        }
        assert_eq!(profiles().len(), FILES.len());
    }

    #[test]
    fn a_language_without_a_file_has_the_default() {
        let tag = LanguageTag::parse("eo").unwrap();
        assert_eq!(profile_of(&tag).name, "");
    }
}
