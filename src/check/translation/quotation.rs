//! `quotation`: words that the source quotes and the translation does not.

use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject, Told};
use crate::model::Severity;

/// Finds quotations of the source, from eight words on, in whose translation no quotation mark
/// stands, nor in the sentences beside it.
pub(in crate::check) struct Quotation;

/// From how many words on a quotation is what somebody said, and no term, title or saying that may
/// become indirect speech.
const SHORTEST: usize = 8;

impl Check for Quotation {
    fn id(&self) -> &'static str {
        "quotation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "The source quotes what somebody said, and the translation has no quotation marks"
    }

    fn explains(&self) -> &'static str {
        "Quotations of eight words and more that open and close in one sentence. A translation may open \
         or close them in the sentence beside it, and with the marks of any language. A translation \
         that makes indirect speech of all quotations is told once. Whether every mark \
         that opens is closed is judged for each document by a check of one text."
    }

    fn told(&self) -> Told {
        Told::Habit { from: 2 }
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["\"We will go on with the talks next week,\" he said."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["او گفت هفتهٔ آینده گفتگوها را ادامه می‌دهیم."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["او گفت: «هفتهٔ آینده گفتگوها را ادامه می‌دهیم.»"])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        if subject.to.is_none() {
            return Vec::new();
        }
        let segments: Vec<(usize, Passage<'_>, Passage<'_>)> = both(subject).collect();
        let has_marks = |at: usize| {
            segments
                .get(at)
                .is_some_and(|one| one.2.text.contains(is_mark))
        };
        let is_lost = |at: usize| {
            let (_, source, target) = &segments[at];
            target.text.contains(char::is_alphabetic)
                && quotes(source.text)
                && !has_marks(at)
                && !(at > 0 && has_marks(at - 1))
                && !has_marks(at + 1)
        };
        (0..segments.len())
            .filter(|at| is_lost(*at))
            .map(|at| Finding {
                check: self.id(),
                severity: self.severity(),
                message:
                    "the source quotes what somebody said, the translation has no quotation marks"
                        .to_owned(),
                suggestion: None,
                confidence: 0.6,
                side: Side::Target,
                segment: segments[at].0,
                span: segments[at].2.span(),
            })
            .collect()
    }
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '‹'
            | '›'
            | '‘'
            | '’'
            | '‚'
            | '\''
            | '＂'
            | '〝'
            | '〞'
            | '`'
            | '´'
    )
}

/// Whether a text quotes several words: marks that open and close, words between.
fn quotes(text: &str) -> bool {
    let is_double = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」');
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_double(*c)).collect();
    marks.chunks(2).any(|two| match two {
        [(open, mark), (close, _)] => {
            let inside = &text[open + mark.len_utf8()..*close];
            inside.split_whitespace().count() >= SHORTEST
        }
        _ => false,
    })
}
