//! Rules of users in the place of ours, or before them.

use super::lines::Wrapping;
use super::srx::{SrxDecision, SrxError, SrxRules, WhiteSpace};
use super::{Decision, Verdict, stops};

/// What users decided, by place, while a walk passes them.
#[derive(Debug, Default)]
pub(super) struct Users {
    /// In the order of the text, one for each place.
    decisions: Vec<Decision>,
    next: usize,
    /// The place of the last decision that was handed over.
    pub(super) last: Option<usize>,
}

impl Users {
    /// What rules decide that come before ours: places are moved behind white space, where ours
    /// are.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub(super) fn before_ours(rules: &SrxRules, text: &str) -> Result<Self, SrxError> {
        let mut decisions: Vec<Decision> = Vec::new();
        for paragraph in paragraphs(text) {
            let mut found = Vec::new();
            rules.decide(
                &text[paragraph.start..paragraph.end],
                paragraph.start,
                &mut found,
            )?;
            let white_space = WhiteSpace::BeforeBoundary;
            decisions.extend(moved(text, &found, paragraph.end, white_space));
        }
        Ok(Self {
            decisions,
            ..Self::default()
        })
    }

    /// The next decision at or before an offset, each once.
    pub(super) fn until(&mut self, offset: usize) -> Option<Decision> {
        let next = *self.decisions.get(self.next)?;
        (next.offset <= offset).then(|| {
            self.next += 1;
            self.last = Some(next.offset);
            next
        })
    }
}

/// What rules decide that take the place of ours: inside paragraphs their own decisions, between
/// them boundaries.
///
/// # Errors
/// When a rule takes too many steps.
pub(super) fn decide(
    rules: &SrxRules,
    text: &str,
    mut each: impl FnMut(Decision),
) -> Result<(), SrxError> {
    for paragraph in paragraphs(text) {
        let mut found = Vec::new();
        let Paragraph { start, end } = paragraph;
        rules.decide(&text[start..end], start, &mut found)?;
        moved(text, &found, end, rules.white_space())
            .into_iter()
            .for_each(&mut each);
        if end < text.len() {
            each(Decision {
                offset: end,
                verdict: Verdict::Break,
                rule: "paragraph",
                line: None,
            });
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy)]
struct Paragraph {
    start: usize,
    end: usize,
}

/// The paragraphs of a text with the white space behind them: what line ends part, but where
/// lines are only wrapped.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let wrapping = Wrapping::of(text);
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let mut from = text.len() - text.trim_start().len();
    while let Some(at) = text[from..].find(stops::is_line_end) {
        let at = from + at;
        let next = text.len() - text[at..].trim_start().len();
        if next < text.len() && !wrapping.continues(text, at, next) {
            paragraphs.push(Paragraph { start, end: next });
            start = next;
        }
        from = next;
    }
    paragraphs.push(Paragraph {
        start,
        end: text.len(),
    });
    paragraphs
}

/// The decisions of a paragraph at the places where boundaries stand, one for each place. A
/// sentence of white space only is none: no boundary stands before or behind it.
fn moved(text: &str, found: &[SrxDecision], end: usize, white_space: WhiteSpace) -> Vec<Decision> {
    let mut decisions: Vec<Decision> = Vec::new();
    for one in found {
        let rest = &text[one.offset..end];
        let next = end - rest.trim_start().len();
        if next == end {
            break;
        }
        let offset = match white_space {
            WhiteSpace::BeforeBoundary => next,
            WhiteSpace::AsRuled => one.offset,
        };
        let decision = Decision {
            offset,
            verdict: one.verdict,
            rule: "SRX",
            line: Some(one.line),
        };
        match decisions.last_mut() {
            // In one stretch of white space a boundary anywhere is one.
            Some(last) if last.offset == offset => {
                if last.verdict == Verdict::Join {
                    *last = decision;
                }
            }
            Some(last) if text[last.offset..offset].trim().is_empty() => {
                if last.verdict == Verdict::Join {
                    *last = decision;
                }
            }
            _ if text[..offset].trim().is_empty() => {}
            _ => decisions.push(decision),
        }
    }
    decisions
}
