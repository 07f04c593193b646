//! `outdated-name`: a name that was not valid on the day of the article.

use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::model::{Severity, Term, TermStatus};

/// Finds terms whose dates in the glossary do not cover the article's day.
pub struct Outdated;

impl Check for Outdated {
    fn id(&self) -> &'static str {
        "outdated-name"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A name or title was not yet or no longer valid on the day of the article"
    }

    fn explains(&self) -> &'static str {
        "By the dates of terms in the glossary (`valid-from`, `valid-until`). The day is the article's own where its file states one; without a day nothing is told. The suggestion is a term of the same concept that was valid then."
    }

    fn examples(&self) -> Examples {
        // Shown on the page; whether it is found depends on the day and the glossary.
        Examples {
            bad: Example::of("en", &["The President of Swaziland arrived."]),
            good: Example::of("en", &["The President of Eswatini arrived."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let Some(day) = &subject.whole.date else {
            return Vec::new();
        };
        let side = subject.own_side();
        subject
            .own_mentions(knowledge.glossary)
            .filter_map(|(segment, passage, mention)| {
                let term = mention.term();
                if term.is_valid_on(day) {
                    return None;
                }
                let valid =
                    |other: &&Term| other.is_valid_on(day) && other.status <= TermStatus::Admitted;
                let instead = mention.entry.terms_in(&term.language).find(valid);
                let written = &passage.text[mention.span.clone()];
                let message = match term.outdated_since(day) {
                    Some(until) => {
                        format!("{written} was right until {until}; the article is of {day}")
                    }
                    None => format!("{written} was not yet right on {day}"),
                };
                Some(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message,
                    suggestion: instead.map(|term| term.text.clone()),
                    confidence: 0.85,
                    side,
                    segment,
                    span: passage.whole(&mention.span),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Passage, Whole};
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location};

    /// What is told of an article of a day by a glossary with one renamed state.
    fn told(text: &str, day: Option<&str>) -> Vec<(String, Option<String>)> {
        let english = LanguageTag::parse("en").unwrap();
        let mut entry = ConceptEntry::new("country-tr", Location::default());
        let mut old = Term::new(english.clone(), "Turkey", TermStatus::Admitted);
        old.valid_until = Some("2022-05-31".parse().unwrap());
        let mut new = Term::new(english.clone(), "Türkiye", TermStatus::Preferred);
        new.valid_from = Some("2022-06-01".parse().unwrap());
        entry.terms = vec![new, old];
        let glossary = Glossary::new(vec![entry]);
        let subject = Subject {
            from: english,
            to: None,
            segments: vec![Aligned {
                source: Some(Passage { text, start: 0 }),
                target: None,
            }],
            whole: Whole {
                date: day.map(|day| day.parse().unwrap()),
                ..Whole::default()
            },
        };
        let no_memory = |_: &str| Vec::new();
        let knowledge = Knowledge {
            glossary: &glossary,
            translations: &no_memory,
        };
        let found = Outdated.run(&subject, &knowledge).into_iter();
        found.map(|own| (own.message, own.suggestion)).collect()
    }

    #[test]
    fn a_name_has_to_be_valid_on_the_day_of_the_article() {
        let text = "Turkey spoke.";
        let told_late = told(text, Some("2026-03-14"));
        assert_eq!(told_late.len(), 1);
        assert!(
            told_late[0]
                .0
                .starts_with("Turkey was right until 2022-05-31")
        );
        assert_eq!(told_late[0].1.as_deref(), Some("Türkiye"));
        assert!(told(text, Some("2020-01-01")).is_empty());
        assert!(told(text, None).is_empty());
        let early = told("Türkiye spoke.", Some("2020-01-01"));
        assert_eq!(early[0].1.as_deref(), Some("Turkey"));
    }
}
