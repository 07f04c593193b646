//! Our own rules as regular expressions, as far as SRX can say them.
//!
//! The rules of `rules.rs` look at more than two expressions can: whole lines, brackets far away,
//! what an earlier sentence began with. [`UNSAID`] lists what is lost.

use std::collections::BTreeSet;

use super::Verdict;
use crate::lang::{LanguageProfile, LanguageTag, WordSet, profile_of, profiles};

/// A set of rules with the expression for the languages that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedSet {
    /// A name for people.
    pub name: String,
    /// The expression that a language's tag has to match.
    pub languages: String,
    /// The rules, in their order.
    pub rules: Vec<ExportedRule>,
}

/// A rule: its verdict and its expressions before and behind the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedRule {
    /// What a match means.
    pub verdict: Verdict,
    /// The expression for what stands before the place.
    pub before: String,
    /// The expression for what stands behind it.
    pub after: String,
}

/// What our rules do and exported ones cannot, a line each.
pub const UNSAID: &[&str] = &[
    "wrapped lines: which line ends part paragraphs is for the tool that reads the text to know",
    "brackets and short quotations: a sentence that ends inside them ends here",
    "lists in running text: that 2. follows on 1.",
    "quotations: which straight quotation mark opens and which closes; who spoke, in scripts without capitals",
    "datelines, credits, emoji, emoticons, drawn lines, references such as [4]",
    "times of day at the front of a sentence (At 5 a.m. Mr. Smith went)",
    "UAX #29 beyond full stops, question and exclamation marks of the scripts named here",
];

/// Our rules for a language, or for all that have data of their own, in the order of a cascade:
/// the rules of the language first, then those for all.
pub fn exported_rules(language: Option<&LanguageTag>) -> Vec<ExportedSet> {
    let mut sets = Vec::new();
    match language {
        Some(language) => sets.extend(set_of(language.primary(), profile_of(language))),
        None => sets.extend(
            profiles()
                .iter()
                .filter_map(|(tag, profile)| set_of(tag, profile)),
        ),
    }
    sets.push(ExportedSet {
        name: "All languages".to_owned(),
        languages: ".*".to_owned(),
        rules: common(),
    });
    sets
}

/// The rules that a language's data make; `None` where it makes none.
fn set_of(tag: &str, profile: &LanguageProfile) -> Option<ExportedSet> {
    let mut rules = Rules::default();
    rules.marks(profile);
    rules.abbreviations(profile);
    rules.numbers(profile);
    rules.initials(profile);
    rules.speech(profile);
    rules.small_letters(profile);
    let name = match profile.name.as_str() {
        "" => tag.to_owned(),
        name => name.to_owned(),
    };
    (!rules.0.is_empty()).then(|| ExportedSet {
        name,
        languages: format!("(?i){tag}([-_].*)?"),
        rules: rules.0,
    })
}

/// What may stand before a word: the start, white space, an opening mark, a dash.
const LEAD: &str = r#"(?:^|[\s(\[{«‹“‘„‚"/–—¿¡（「『【《])"#;

/// What may close behind a full stop.
const CLOSING: &str = r#"["'”’»›)\]}“‘«」』）】》]*"#;

/// The same in text without spaces, where the next sentence may open at once.
const CLOSING_WIDE: &str = r#"["”’»)\]」』）】》]*"#;

/// What may open the next sentence.
const OPENING: &str = r#"["'“‘„«‹(\[「『（¿¡–—-]*\s?"#;

/// Question and exclamation marks and full stops that end a sentence whatever follows behind a
/// space.
const ENDS: &str = "!?‼‽⁇⁈⁉؟۔।॥։።፧፨။၊܀܁܂᠃᠉។៕";

/// Those of scripts without spaces.
const WIDE_ENDS: &str = "。！？｡︒︕︖";

#[derive(Debug, Default)]
struct Rules(Vec<ExportedRule>);

impl Rules {
    fn add(&mut self, verdict: Verdict, before: impl Into<String>, after: impl Into<String>) {
        self.0.push(ExportedRule {
            verdict,
            before: before.into(),
            after: after.into(),
        });
    }

    fn breaks(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.add(Verdict::Break, before, after);
    }

    fn joins(&mut self, before: impl Into<String>, after: impl Into<String>) {
        self.add(Verdict::Join, before, after);
    }

    /// Marks that end sentences in this language only, or do not in it.
    fn marks(&mut self, profile: &LanguageProfile) {
        if !profile.no_terminators.is_empty() {
            self.joins(format!("[{}]", escaped(&profile.no_terminators)), "");
        }
        if !profile.terminators.is_empty() {
            let marks = escaped(&profile.terminators);
            self.breaks(format!("[{marks}]+{CLOSING}"), r"\s");
        }
        if !profile.capital_terminators.is_empty() {
            let marks = escaped(&profile.capital_terminators);
            self.breaks(format!("[{marks}]"), r"\s+\p{Lu}[\p{Ll}'’]");
        }
    }

    fn abbreviations(&mut self, profile: &LanguageProfile) {
        if let Some(words) = words(&profile.abbreviations, Form::Abbreviation) {
            self.joins(format!(r"{LEAD}{words}\s?\."), r"\s");
        }
        if let Some(words) = words(&profile.number_abbreviations, Form::Abbreviation) {
            let before = format!(r"{LEAD}{words}\.");
            self.joins(&before, r"\s*\p{Nd}");
            self.joins(&before, r"\s+(?:[IVX]+|[ivx]+|\p{Ll}+)\b");
        }
        let starters = starters(profile);
        if let Some(words) = words(&profile.time_abbreviations, Form::Abbreviation) {
            // Two words before it: not "5 a.m. Mr. Smith went".
            self.breaks(
                format!(r"\S\s+\S+\s+{words}\."),
                format!(r"\s+{OPENING}[\p{{Lu}}\p{{Nd}}]"),
            );
            self.joins(format!(r"{LEAD}{words}\."), r"\s");
        }
        if let Some(words) = words(&profile.final_abbreviations, Form::Abbreviation) {
            let before = format!(r"{LEAD}{words}\.");
            if let Some(starters) = &starters {
                self.breaks(&before, starters);
            }
            if let Some(units) = small_words(&profile.final_abbreviations) {
                self.breaks(
                    format!(r"\p{{Nd}}\s+{units}\."),
                    format!(r"\s+{OPENING}\p{{Lu}}"),
                );
            }
            self.joins(before, r"\s");
        }
    }

    fn numbers(&mut self, profile: &LanguageProfile) {
        if profile.ordinal_point {
            self.joins(format!(r"{LEAD}-?[0-9]{{1,2}}\."), r"\s");
            self.joins(format!(r"{LEAD}[IVX]{{1,7}}\."), r"\s");
        }
    }

    fn initials(&mut self, profile: &LanguageProfile) {
        let initial = format!(r"{LEAD}(?:\p{{Lu}}\.\s?-?)*\p{{Lu}}\.");
        let pointed = format!(r"{LEAD}(?:\p{{L}}\p{{M}}*\.)+\p{{L}}\p{{M}}*\.");
        let Some(starters) = starters(profile) else {
            return;
        };
        // Before all others: И. И. Иванов, though И begins sentences.
        self.joins(format!(r"{LEAD}\p{{L}}\p{{M}}*\."), r"\s*\p{L}\p{M}*\.");
        self.breaks(&initial, &starters);
        self.breaks(&pointed, &starters);
        let letters = profile
            .letter_words
            .iter()
            .chain(profile.capital_words.iter());
        let letters: BTreeSet<String> = letters
            .filter(|word| word.chars().count() == 1)
            .map(|word| regex_syntax::escape(&word.to_uppercase()))
            .collect();
        if !letters.is_empty() {
            let letters: String = letters.into_iter().collect();
            self.breaks(format!(r"\p{{Ll}}\s+[{letters}]\."), r"\s+\p{Lu}");
        }
        self.joins(pointed, format!(r"\s+{OPENING}[^\p{{Nd}}\s]"));
    }

    /// Verbs of speech go on with a sentence behind a quotation.
    fn speech(&mut self, profile: &LanguageProfile) {
        if let Some(words) = words(&profile.speech_words, Form::Word) {
            let after = format!(r"\s+(?:\p{{L}}+\s+){{0,2}}{words}\b");
            self.joins(r#"[.!?؟]["”’»]+"#, &after);
            self.joins("[!?]+", format!(r"\s+{words}\b"));
        }
    }

    /// In texts that are written without capitals.
    fn small_letters(&mut self, profile: &LanguageProfile) {
        let Some(abbreviations) = words(&profile.abbreviations, Form::Abbreviation) else {
            return;
        };
        if let Some(words) = words(&profile.speech_words, Form::Word) {
            self.joins(r"\p{L}\.", format!(r"\s+{words}\b"));
        }
        self.joins(format!(r"{LEAD}{abbreviations}\."), "");
        self.breaks(r"(?:^|[^\p{Nd}\s])\s+\p{Ll}{3,}\.", r"\s+\p{Ll}");
    }
}

/// The rules for every language.
fn common() -> Vec<ExportedRule> {
    let mut rules = Rules::default();
    // Items, and letters with points between them.
    rules.joins(
        r"^\s*[(•*–-]*\s*(?:[0-9]{1,3}|\p{L}|[ivx]{1,5}|[IVX]{1,5})\.\)?",
        r"\s",
    );
    rules.joins(format!(r"{LEAD}\p{{L}}\p{{M}}*\."), r"\s*\p{L}\p{M}*\.");
    rules.joins(
        format!(r"{LEAD}(?:\p{{Lu}}\.\s?-?)*\p{{Lu}}\."),
        format!(r"\s+{OPENING}[\p{{Lu}}\p{{Lt}}\p{{Lo}}]"),
    );
    // UAX #29, SB8: a full stop before a small letter, whatever stands between.
    rules.breaks(r"\p{L}\p{Ll}{3,}\.", r"\s+[0-9]");
    rules.joins(format!(r"[.．]+{CLOSING}"), r"\s*[^\p{L}.!?\n]*\p{Ll}");
    rules.joins(format!(r"(?:\.{{3}}|…){CLOSING}"), r"\s*[^\p{L}\n]*\p{Ll}");
    rules.joins(r#"[!?؟]["”’»]+"#, r"\s*\p{Ll}");
    // A space is missing; not in an address.
    rules.joins(r"\p{Ll}\.", r"(?:Com|Org|Net|Info|Gov|Edu)\b");
    rules.breaks(r"[\p{L}\p{Nd}]\p{Ll}{2,}\.", r"\p{Lu}\p{Ll}+[\s,'’]");
    rules.breaks(format!("[.．]+{CLOSING}"), r"\s");
    rules.breaks(
        format!("…{CLOSING}"),
        format!(r"\s+{OPENING}[\p{{Lu}}\p{{Lo}}]"),
    );
    rules.breaks(format!(r"[{ENDS}][{ENDS}.…]*{CLOSING}"), r"\s");
    rules.breaks(format!(r"[!?؟۔।]+{CLOSING_WIDE}"), r"[\p{Lu}\p{Lo}]");
    rules.breaks(
        format!("[{WIDE_ENDS}][{WIDE_ENDS}!?…]*{CLOSING_WIDE}"),
        format!(r"[^{WIDE_ENDS}!?…”’»)\]」』）】》]"),
    );
    rules.breaks(r"\n\s*\n", "");
    rules.0
}

/// What stands behind a boundary that only a word which begins sentences makes.
fn starters(profile: &LanguageProfile) -> Option<String> {
    let words: BTreeSet<String> = profile
        .sentence_starters
        .iter()
        .map(|word| regex_syntax::escape(&capitalised(word)))
        .collect();
    let words: Vec<String> = words.into_iter().collect();
    (!words.is_empty()).then(|| format!(r"\s+{OPENING}(?:{})\b", words.join("|")))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// How words of a set are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With points inside, behind which a space may stand (`z. B.`).
    Abbreviation,
    /// As they are.
    Word,
}

/// The words of a set as one expression, in the cases that [`WordSet::has`] takes.
fn words(set: &WordSet, form: Form) -> Option<String> {
    let written = |word: &str| {
        let escaped = regex_syntax::escape(word);
        match form {
            Form::Abbreviation => escaped.replace(r"\.", r"\.\s?"),
            Form::Word => escaped,
        }
    };
    let mut any_case = BTreeSet::new();
    let mut capitals = BTreeSet::new();
    for word in set.iter() {
        if word.contains(char::is_uppercase) {
            capitals.insert(written(word));
            capitals.insert(written(&word.to_uppercase()));
        } else {
            any_case.insert(written(word));
        }
    }
    let joined = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>().join("|");
    let mut parts = Vec::new();
    if !any_case.is_empty() {
        parts.push(format!("(?i:{})", joined(any_case)));
    }
    if !capitals.is_empty() {
        parts.push(joined(capitals));
    }
    match parts.len() {
        0 => None,
        1 => Some(format!("(?:{})", parts[0])),
        _ => Some(format!("(?:{})", parts.join("|"))),
    }
}

/// The words of a set that are written small, in that case only.
fn small_words(set: &WordSet) -> Option<String> {
    let small: BTreeSet<String> = set
        .iter()
        .filter(|word| !word.contains(char::is_uppercase))
        .map(regex_syntax::escape)
        .collect();
    let small: Vec<String> = small.into_iter().collect();
    (!small.is_empty()).then(|| format!("(?:{})", small.join("|")))
}

/// Characters as members of a set.
fn escaped(marks: &str) -> String {
    regex_syntax::escape(marks)
}
