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
mod ordinal;
mod page;
mod policy;
mod reading;
mod rendering;
mod subject;
mod translation;
mod typing;
mod weekday;
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
pub use policy::{Habits, Ignore, Level, Policy, Silence, Slips, Stands, ignore_of};
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
    /// As [`Told::Habit`] in an article by itself, and in a translation where they are dense: one
    /// in [`DENSE`] segments, so each in a short text. In a longer translation a few are slips of
    /// typing, which only their number is told of: each is told where slips or the check are asked
    /// for, and `--fix` mends what it can.
    Slips {
        /// From how many on they are a habit.
        from: usize,
    },
}

/// The share of segments, one in so many, from which on slips are told.
pub const DENSE: usize = 6;

/// A finding as it is told: what it stands for is one place, or all that are like it.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The finding, of a habit the first.
    pub finding: Finding,
    /// The other places of a habit, in the order of the text.
    pub others: Vec<Spot>,
    /// Whether it is one of a few slips in a long translation, told only where they are asked for.
    pub is_slip: bool,
}

/// Another place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The segment, counted from 0 in the order of the subject.
    pub segment: usize,
    /// The bytes of the whole text of the finding's side.
    pub span: std::ops::Range<usize>,
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
    &translation::UntranslatedTerm,
    &deprecated::Deprecated,
    &misspelt::Misspelt,
    &number::Number,
    &ordinal::Ordinal,
    &weekday::Weekday,
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
/// side of the same segment. What is a habit of the text is told once ([`Told::Habit`]), slips in
/// a translation that has few are not told ([`Told::Slips`]).
pub fn run(
    checks: &[&dyn Check],
    subject: &Subject<'_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Finding> {
    let told = tell(checks, &|_| false, subject, knowledge).into_iter();
    let told = told.filter(|telling| !telling.is_slip);
    told.map(|telling| telling.finding).collect()
}

/// The same with every place of what is told once, and with the slips, marked as such where they
/// were not asked for.
pub fn tell(
    checks: &[&dyn Check],
    is_asked_for: &(dyn Fn(&str) -> bool + Sync),
    subject: &Subject<'_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Telling> {
    let segments = subject.passages(subject.own_side());
    let segments = segments.filter(|(_, own)| !own.text.trim().is_empty());
    let segments = segments.count();
    let told = |check: &&dyn Check| {
        let found = check.run(subject, knowledge);
        let may_slip = matches!(check.told(), Told::Slips { .. }) && subject.to.is_some();
        let is_slip = may_slip && found.len() * DENSE < segments && !is_asked_for(check.id());
        match check.told() {
            _ if is_slip => each(found, is_slip),
            Told::Habit { from } | Told::Slips { from } if found.len() >= from => once(found),
            _ => each(found, is_slip),
        }
    };
    let mut told: Vec<Telling> = checks.par_iter().flat_map_iter(told).collect();
    told.sort_by_key(|telling| order(&telling.finding));
    told
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
    findings.sort_by_key(order);
    findings
}

fn order(finding: &Finding) -> (usize, Side, usize) {
    (finding.segment, finding.side, finding.span.start)
}

/// Findings that each are told, or each are slips.
fn each(found: Vec<Finding>, is_slip: bool) -> Vec<Telling> {
    let alone = |finding| Telling {
        finding,
        others: Vec::new(),
        is_slip,
    };
    found.into_iter().map(alone).collect()
}

/// The first of many findings, with the number and the places of the others.
fn once(found: Vec<Finding>) -> Vec<Telling> {
    let mut found = found.into_iter();
    let Some(mut first) = found.next() else {
        return Vec::new();
    };
    let others: Vec<Spot> = found
        .map(|finding| Spot {
            segment: finding.segment,
            span: finding.span,
        })
        .collect();
    if !others.is_empty() {
        let count = others.len();
        first.message = format!("{}, and {count} more like it in the text", first.message);
    }
    vec![Telling {
        finding: first,
        others,
        is_slip: false,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location, Term, TermStatus};

    /// What a check that finds nothing but this says, so often, and how it is told.
    struct Always(usize, Told);

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
            self.1
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
            let check = Always(count, Told::Habit { from: 3 });
            let [once, each] = found(&[&check], "en", "aaaaaaaaaa", &glossary);
            assert_eq!((once.len(), each.len()), (told, count));
            if count == 9 {
                assert_eq!(once[0].message, "number 0, and 8 more like it in the text");
            }
        }
    }

    #[test]
    fn slips_of_a_translation_are_told_where_they_are_dense() {
        let passage = |text| Some(Passage { text, start: 0 });
        let translation = |segments: usize| Subject {
            from: LanguageTag::parse("en").unwrap(),
            to: LanguageTag::parse("fa").ok(),
            segments: vec![
                Aligned {
                    source: passage("a line"),
                    target: passage("یک خط"),
                };
                segments
            ],
            whole: Whole::default(),
        };
        let knowledge = Knowledge {
            glossary: &glossary(),
            translations: &|_| Vec::new(),
        };
        for (segments, count, slips, told) in
            [(12, 1, 1, 0), (12, 2, 0, 2), (12, 3, 0, 1), (1, 1, 0, 1)]
        {
            let check = Always(count, Told::Slips { from: 3 });
            let subject = translation(segments);
            let all = tell(&[&check], &|_| false, &subject, &knowledge);
            assert_eq!(all.iter().filter(|own| own.is_slip).count(), slips);
            assert_eq!(run(&[&check], &subject, &knowledge).len(), told);
            let asked = tell(&[&check], &|_| true, &subject, &knowledge);
            assert!(asked.iter().all(|own| !own.is_slip));
        }
    }

    #[test]
    fn in_an_article_by_itself_each_slip_is_told() {
        let text = "a line\n".repeat(12);
        for (count, told) in [(1, 1), (2, 2), (3, 1)] {
            let check = Always(count, Told::Slips { from: 3 });
            let [few, each] = found(&[&check], "en", text.trim_end(), &glossary());
            assert_eq!((few.len(), each.len()), (told, count));
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
