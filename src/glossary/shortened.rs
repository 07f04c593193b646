//! Names without their owner: "the Security Council" in a text that calls it the UN Security
//! Council elsewhere.

mod bodies;
mod named;
mod offices;

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::compose::is_body;
use super::mention::{Mention, MentionKind, Nesting};
use crate::text::{Analyser, TokenClass};

pub(super) use bodies::add as add_bodies;
pub(super) use offices::{Known, resolve as resolve_offices};

/// How near a name without its owner is to the whole.
const SIMILARITY: f64 = 0.9;

/// Takes mentions of a body that is no one's ("Security Council") for the one body that the text
/// calls by the same words with its owner ("Security Council of Russia"). Where the text has two of
/// those, or none, they stay what they are. The other concept stays beside the mention. Linear in
/// the mentions, times the bodies that are called by the same words.
pub(super) fn resolve(text: &str, analyser: &Analyser, mentions: &mut [Mention]) {
    let wholes = wholes(text, analyser, mentions);
    let meant = meant_by_words(&wholes, mentions);
    if meant.is_empty() {
        return;
    }
    for at in 0..mentions.len() {
        let mention = &mentions[at];
        let is_short = mention.nesting == Nesting::Outer
            && !matches!(mention.kind, MentionKind::Acronym | MentionKind::Composed)
            && is_body(&mention.entry)
            && wholes
                .binary_search_by_key(&at, |whole| whole.mention)
                .is_err();
        if !is_short {
            continue;
        }
        let words = stems(&text[mention.span.clone()], analyser);
        let meant = meant.get(words.as_slice()).map_or(&[][..], Vec::as_slice);
        let own = &mention.entry.id;
        let mut others = meant.iter().filter(|at| mentions[**at].entry.id != *own);
        if let (Some(whole), None) = (others.next(), others.next()) {
            let whole = mentions[*whole].clone();
            shorten_body(&mut mentions[at], whole, text);
        }
    }
}

/// Takes a mention for a body that the text calls with its owner.
fn shorten_body(short: &mut Mention, whole: Mention, text: &str) {
    short.also.insert(0, Arc::clone(&short.entry));
    short.reason = Some(format!("short for {}", &text[whole.span]));
    short.entry = whole.entry;
    short.term = whole.term;
    short.kind = MentionKind::Variant;
    short.similarity = SIMILARITY;
}

/// For the words of bodies the first mention of each body that is called so.
fn meant_by_words<'w>(
    wholes: &'w [Whole],
    mentions: &[Mention],
) -> FxHashMap<&'w [String], Vec<usize>> {
    let mut meant: FxHashMap<&[String], Vec<usize>> = FxHashMap::default();
    for whole in wholes {
        let id = &mentions[whole.mention].entry.id;
        let own = meant.entry(&whole.words).or_default();
        if !own.iter().any(|other| mentions[*other].entry.id == *id) {
            own.push(whole.mention);
        }
    }
    meant
}

/// A body that is called with its owner: the number of its mention, and its words without the
/// owner.
struct Whole {
    mention: usize,
    words: Vec<String>,
}

fn wholes(text: &str, analyser: &Analyser, mentions: &[Mention]) -> Vec<Whole> {
    let bodies = mentions.iter().enumerate().filter(|(_, mention)| {
        is_body(&mention.entry)
            && mention.kind != MentionKind::Composed
            && mention.kind != MentionKind::Acronym
    });
    bodies
        .filter_map(|(at, mention)| {
            let owner = owner_in(mention, &mentions[at + 1..])?;
            let span = &mention.span;
            let mut words = stems(&text[span.start..owner.start], analyser);
            words.extend(stems(&text[owner.end..span.end], analyser));
            (!words.is_empty()).then_some(Whole { mention: at, words })
        })
        .collect()
}

/// The place of the country or organisation inside a mention.
fn owner_in(outer: &Mention, behind: &[Mention]) -> Option<Range<usize>> {
    let mut inside = behind
        .iter()
        .take_while(|own| own.span.start < outer.span.end);
    let is_owner = |own: &&Mention| {
        let subject = own.entry.subject.as_deref();
        matches!(subject, Some("country" | "organisation")) && own.span.end <= outer.span.end
    };
    inside.find(is_owner).map(|own| own.span.clone())
}

/// The places of some words in a text, of which none touches the next. Linear in the text.
fn places_of<'t>(words: &'t str, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let length = words.len();
    memmem::find_iter(text.as_bytes(), words.as_bytes()).map(move |at| at..at + length)
}

/// The words of a text by their stems, without function words.
fn stems(text: &str, analyser: &Analyser) -> Vec<String> {
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class != TokenClass::Punctuation);
    words
        .map(|token| analyser.folded(token.text))
        .filter(|word| !analyser.is_function_word(word))
        .map(|word| analyser.stem(&word))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location, Term, TermStatus};

    /// An entry: its id, its subject, and its terms with their languages.
    type Row = (
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    );

    fn glossary() -> Glossary {
        let rows: &[Row] = &[
            ("un", "organisation", &[("en", "UN"), ("fa", "سازمان ملل")]),
            ("russia", "country", &[("en", "Russia"), ("fa", "روسیه")]),
            (
                "council",
                "organ",
                &[("en", "Security Council"), ("fa", "شورای امنیت")],
            ),
            (
                "un-council",
                "organ",
                &[
                    ("en", "UN Security Council"),
                    ("fa", "شورای امنیت سازمان ملل"),
                ],
            ),
            (
                "ru-council",
                "organ",
                &[
                    ("en", "Security Council of Russia"),
                    ("fa", "شورای امنیت روسیه"),
                ],
            ),
        ];
        let entries = rows.iter().map(|(id, subject, terms)| {
            let mut entry = ConceptEntry::new(*id, Location::default());
            entry.subject = Some((*subject).to_owned());
            for (language, text) in *terms {
                let language = LanguageTag::parse(language).unwrap();
                let term = Term::new(language, *text, TermStatus::Admitted);
                entry.terms.push(term);
            }
            entry
        });
        Glossary::new(entries.collect())
    }

    /// The concepts of the outer mentions of bodies in a text.
    fn bodies(language: &str, text: &str) -> Vec<String> {
        let mentions = glossary().mentions(text, &LanguageTag::parse(language).unwrap());
        let bodies = mentions
            .iter()
            .filter(|own| own.entry.subject.as_deref() == Some("organ"));
        bodies.map(|own| own.entry.id.to_string()).collect()
    }

    #[test]
    fn a_name_without_its_owner_is_that_of_the_text() {
        assert_eq!(
            bodies(
                "en",
                "The UN Security Council met. The Security Council voted."
            ),
            ["un-council", "un-council"]
        );
        assert_eq!(
            bodies(
                "en",
                "The Security Council voted. It was the Security Council of Russia."
            ),
            ["ru-council", "ru-council"]
        );
        assert_eq!(
            bodies(
                "fa",
                "شورای امنیت سازمان ملل تشکیل جلسه داد. شورای امنیت رأی داد."
            ),
            ["un-council", "un-council"]
        );
    }

    #[test]
    fn of_two_it_is_none() {
        let text =
            "The UN Security Council, the Security Council of Russia and the Security Council.";
        assert_eq!(bodies("en", text), ["un-council", "ru-council", "council"]);
        assert_eq!(bodies("en", "The Security Council voted."), ["council"]);
    }
}
