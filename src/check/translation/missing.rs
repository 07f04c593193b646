//! `missing-sentence`: a sentence of the article that nothing in the translation stands for.

use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;

/// Finds segments of the source with words and without a translation.
pub(in crate::check) struct Missing;

impl Check for Missing {
    fn id(&self) -> &'static str {
        "missing-sentence"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "A sentence of the source has no translation"
    }

    fn explains(&self) -> &'static str {
        "The place is that of the sentence in the source. Where sentences were aligned, it is one \
         that nothing was found to stand for; a line of marks or digits alone does not count."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["The talks began.", "Nobody spoke to the press."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["گفتگوها آغاز شد.", ""])),
            },
            good: Example {
                source,
                target: Some(("fa", &["گفتگوها آغاز شد.", "هیچ‌کس با خبرنگاران سخن نگفت."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        if subject.to.is_none() {
            return Vec::new();
        }
        let is_blank = |text: &str| !text.contains(char::is_alphanumeric);
        let missing = subject
            .segments
            .iter()
            .enumerate()
            .filter_map(|(at, aligned)| {
                let source = aligned.source?;
                let has_words = source.text.contains(char::is_alphabetic);
                let is_missing = aligned.target.is_none_or(|target| is_blank(target.text));
                (has_words && is_missing).then_some((at, source))
            });
        missing
            .map(|(segment, source)| Finding {
                check: self.id(),
                severity: self.severity(),
                message: "this sentence has no translation".to_owned(),
                suggestion: None,
                confidence: 0.9,
                side: Side::Source,
                segment,
                span: source.span(),
            })
            .collect()
    }
}
