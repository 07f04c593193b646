//! `acronym-unexplained`: an acronym that the article never introduces.

use std::collections::BTreeSet;

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::acronyms::{has_acronyms, introductions, uses};
use crate::model::{Severity, TermType};

/// Finds acronyms that neither the article nor the glossary explains.
pub struct AcronymUnexplained;

impl Check for AcronymUnexplained {
    fn id(&self) -> &'static str {
        "acronym-unexplained"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "An acronym is neither introduced in the text nor known to the glossary"
    }

    fn explains(&self) -> &'static str {
        "Told once for each acronym. News is full of acronyms that every reader knows, so the check runs only where it is asked for."
    }

    fn by_default(&self) -> bool {
        false
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["The RCZQ met in Dushanbe."]),
            good: Example::of(
                "en",
                &["The SCO met in Dushanbe with the Rural Council (RC)."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        if !has_acronyms(subject) {
            return Vec::new();
        }
        let article = Article::of(subject);
        let introduced = introductions(&article, knowledge)
            .into_iter()
            .map(|own| own.acronym);
        let mut explained: BTreeSet<String> = introduced.collect();
        let acronyms = knowledge
            .glossary
            .entries()
            .iter()
            .flat_map(|entry| &entry.terms);
        explained.extend(
            acronyms
                .filter(|term| term.kind == Some(TermType::Acronym))
                .map(|term| term.text.clone()),
        );
        let mut findings = Vec::new();
        for own in uses(&article) {
            if explained.insert(own.acronym.clone()) {
                let message = format!("{} is not introduced", own.acronym);
                let remark = Remark::new(own.span.clone(), message, 0.5);
                findings.push(article.finding(self, &article.paragraphs[own.paragraph], remark));
            }
        }
        findings
    }
}
