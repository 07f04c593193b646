//! Checks: where a text departs from the glossary, from the memory, or from its source.
//!
//! Each check is one file with one type that implements [`Check`], and one line in [`CHECKS`].
//! Help, the reference page and the tests of the examples are made from that table.

mod article;
mod baseline;
mod checked;
mod conventions;
mod deprecated;
mod finding;
mod fingerprint;
mod fix;
mod inconsistent;
mod letters;
mod memory;
mod memory_texts;
mod misspelt;
mod naming;
mod number;
mod page;
mod policy;
mod reading;
mod rendering;
mod subject;
mod translation;
mod typing;
mod wording;

pub use baseline::{Baseline, BaselineError};
pub use checked::{Checked, CheckedText, Judged, Place, Places, SegmentSpans, place_of};
pub use finding::{Finding, Side};
pub use fingerprint::Fingerprint;
pub use fix::{edits, is_safe};
pub use memory::{
    ConceptUses, Group, Groups, MemoryCheck, MemoryFinding, MemoryUse, Scan, SeenUnit, UnitPlace,
    Used, drift,
};
pub use memory_texts::{MemoryText, memory_texts};
pub use page::{Fix, Page, Scope, page_of, pages};
pub use policy::{Habits, Ignore, Level, Policy, Silence, Stands, ignore_of};
pub use reading::Shared;
pub use subject::{Aligned, Knowledge, Passage, Subject, Whole};

use rayon::prelude::*;

use crate::model::Severity;

/// How the findings of a check in one text are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Each.
    Each,
    /// Each where they are few. From some number on they are a habit of the writer, and the first
    /// is told with how many there are.
    Habit {
        /// The number.
        from: usize,
    },
}

/// One kind of thing that can be wrong.
pub trait Check: Sync {
    /// The name by which findings, settings and pages call it.
    fn id(&self) -> &'static str;

    /// How much its findings matter by default.
    fn severity(&self) -> Severity;

    /// What it finds, in one sentence.
    fn about(&self) -> &'static str;

    /// Why it matters and what exactly counts, for its page: sentences of Markdown, or nothing.
    fn explains(&self) -> &'static str {
        ""
    }

    /// Whether `--fix` may write its suggestions: only if each is exactly what has to stand in
    /// the place of the finding. Findings of a confidence below 0.9 are never fixed.
    fn fix(&self) -> Fix {
        Fix::ByHand
    }

    /// How its findings are told.
    fn told(&self) -> Told {
        Told::Each
    }

    /// Whether it runs where nobody asks for it by name.
    fn by_default(&self) -> bool {
        true
    }

    /// A text that it finds something in, and one that it does not.
    fn examples(&self) -> Examples;

    /// The findings in a text or a text and its translation, in the order of the text.
    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding>;
}

/// Examples of a check for its page; the tests run them against the shipped glossaries.
#[derive(Debug, Clone, Copy)]
pub struct Examples {
    /// Language, text, and language and text of the translation if the check is of one.
    pub bad: Example,
    /// The same without the fault.
    pub good: Example,
}

/// A text with its language, and its translation where there is one.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Language and text of each segment of the article.
    pub source: (&'static str, &'static [&'static str]),
    /// Language and text of each segment of the translation.
    pub target: Option<(&'static str, &'static [&'static str])>,
}

impl Example {
    /// A text alone.
    pub const fn of(language: &'static str, text: &'static [&'static str]) -> Self {
        Self {
            source: (language, text),
            target: None,
        }
    }
}

/// Every check, in the order in which findings at one place are shown.
pub const CHECKS: &[&dyn Check] = &[
    &rendering::Rendering,
    &rendering::Added,
    &deprecated::Deprecated,
    &misspelt::Misspelt,
    &number::Number,
    &translation::Missing,
    &translation::Untranslated,
    &translation::Length,
    &translation::Question,
    &translation::Negation,
    &translation::Quotation,
    &translation::QuotationCut,
    &translation::Placeables,
    &translation::Bracket,
    &translation::EndMark,
    &translation::FirstLetter,
    &translation::Names,
    &inconsistent::Inconsistent,
    &letters::Letters,
    &naming::two_names::TwoNames,
    &naming::title_variant::TitleVariant,
    &naming::outdated::Outdated,
    &naming::names::Names,
    &naming::acronym_meanings::AcronymMeanings,
    &naming::acronym_twice::AcronymTwice,
    &naming::acronym_early::AcronymEarly,
    &naming::acronym_unexplained::AcronymUnexplained,
    &typing::mojibake::Mojibake,
    &typing::controls::Controls,
    &typing::directions::Directions,
    &typing::invisible::Invisible,
    &typing::decomposed::Decomposed,
    &typing::presentation::Presentation,
    &typing::entities::Entities,
    &typing::scripts::Scripts,
    &typing::missing_space::MissingSpace,
    &typing::doubled_word::DoubledWord,
    &typing::doubled_space::DoubledSpace,
    &typing::stray_space::StraySpace,
    &typing::unspaced_mark::UnspacedMark,
    &typing::foreign_mark::ForeignMark,
    &typing::doubled_mark::DoubledMark,
    &typing::hyphens::Hyphens,
    &typing::quotes::Quotes,
    &typing::brackets::Brackets,
    &typing::quote_kinds::QuoteKinds,
    &typing::digits::Digits,
    &typing::zwnj::Zwnj,
    &typing::separate_affix::SeparateAffix,
    &typing::capitals::Capitals,
    &wording::ends::Ends,
    &wording::starts::Starts,
    &wording::repeated::Repeated,
];

/// The check of a name.
pub fn check_of(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|check| check.id() == id)
}

/// Whether there is a check of a name.
pub fn is_check(id: &str) -> bool {
    pages().iter().any(|page| page.id == id)
}

/// The findings of some checks in the order of the text, the source side before the target
/// side of the same segment. What is a habit of the text is told once ([`Told::Habit`]).
pub fn run(
    checks: &[&dyn Check],
    subject: &Subject<'_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Finding> {
    let told = |check: &&dyn Check| {
        let found = check.run(subject, knowledge);
        match check.told() {
            Told::Habit { from } if found.len() >= from => once(found),
            _ => found,
        }
    };
    in_order(checks.par_iter().flat_map_iter(told).collect())
}

/// Every finding of some checks, habits too: what is to be mended. In the order of [`run`].
pub fn run_each(
    checks: &[&dyn Check],
    subject: &Subject<'_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Finding> {
    let found = checks
        .par_iter()
        .flat_map_iter(|check| check.run(subject, knowledge));
    in_order(found.collect())
}

fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.segment, finding.side, finding.span.start));
    findings
}

/// The first of many findings, with the number of the others.
fn once(mut found: Vec<Finding>) -> Vec<Finding> {
    let others = found.len().saturating_sub(1);
    found.truncate(1);
    for first in &mut found {
        first.message = format!("{}, and {others} more like it in the text", first.message);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location, Term, TermStatus};

    /// What a check that finds nothing but this says, so often.
    struct Always(usize);

    impl Check for Always {
        fn id(&self) -> &'static str {
            "always"
        }

        fn severity(&self) -> Severity {
            Severity::Note
        }

        fn about(&self) -> &'static str {
            "A finding"
        }

        fn told(&self) -> Told {
            Told::Habit { from: 3 }
        }

        fn examples(&self) -> Examples {
            let example = Example::of("en", &["a"]);
            Examples {
                bad: example,
                good: example,
            }
        }

        fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
            let finding = |at| Finding {
                check: self.id(),
                severity: self.severity(),
                message: format!("number {at}"),
                suggestion: None,
                confidence: 1.0,
                side: subject.own_side(),
                segment: 0,
                span: at..at + 1,
            };
            (0..self.0).map(finding).collect()
        }
    }

    fn glossary() -> Glossary {
        let english = LanguageTag::parse("en").unwrap();
        let mut entry = ConceptEntry::new("sco", Location::default());
        for text in ["Shanghai Cooperation Organization", "SCO"] {
            let term = Term::new(english.clone(), text, TermStatus::Admitted);
            entry.terms.push(term);
        }
        Glossary::new(vec![entry])
    }

    /// What is found in a text of lines, habits told once or not.
    fn found(
        checks: &[&dyn Check],
        language: &str,
        text: &str,
        glossary: &Glossary,
    ) -> [Vec<Finding>; 2] {
        let segments = text.split('\n').map(|line| Aligned {
            source: Some(Passage {
                text: line,
                start: line.as_ptr() as usize - text.as_ptr() as usize,
            }),
            target: None,
        });
        let subject = Subject {
            from: LanguageTag::parse(language).unwrap(),
            to: None,
            segments: segments.collect(),
            whole: Whole {
                source: Some(text),
                ..Whole::default()
            },
        };
        let no_memory = |_: &str| Vec::new();
        let knowledge = Knowledge {
            glossary,
            translations: &no_memory,
        };
        [
            run(checks, &subject, &knowledge),
            run_each(checks, &subject, &knowledge),
        ]
    }

    #[test]
    fn a_habit_is_told_once_with_its_number() {
        let glossary = glossary();
        for (count, told) in [(0, 0), (2, 2), (3, 1), (9, 1)] {
            let check = Always(count);
            let [once, each] = found(&[&check], "en", "aaaaaaaaaa", &glossary);
            assert_eq!((once.len(), each.len()), (told, count));
            if count == 9 {
                assert_eq!(once[0].message, "number 0, and 8 more like it in the text");
            }
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

        /// No text makes a check panic, and every finding is a place in the text.
        #[test]
        fn findings_are_places_in_any_text(
            text in "([a-zA-ZА-яا-ی一-三 ]|[.,;:!?'\"«»“”„()\\[\\]\n\t،؟。，\u{200c}\u{200d}\u{200e}\u{202a}\u{202c}\u{a0}\u{ad}ـ٠۰0-9&#<>/@%\u{301}\u{fffd}\u{fe8d}Ã©â€™]|SCO|\\(SCO\\)|Shanghai Cooperation Organization| می شود|\\PC){0,40}",
            language in proptest::sample::select(&["en", "fa", "ar", "ru", "zh", "de", "fr", "fr-CA", "he", "th", "st", "tr"][..]),
        ) {
            thread_local! {
                static GLOSSARY: Glossary = glossary();
            }
            GLOSSARY.with(|glossary| {
                for finding in found(CHECKS, language, &text, glossary).concat() {
                    assert!(text.get(finding.span.clone()).is_some_and(|place| !place.is_empty()), "{finding:?}");
                    assert!((0.0..=1.0).contains(&finding.confidence));
                    assert_ne!(finding.suggestion.as_deref(), text.get(finding.span.clone()), "{finding:?}");
                }
            });
        }
    }

    #[test]
    fn checks_have_names_of_their_own() {
        let mut names: Vec<_> = CHECKS.iter().map(|check| check.id()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHECKS.len());
        for name in names {
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(check_of(name).is_some());
        }
    }
}
