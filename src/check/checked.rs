//! What came of checking a text or a translation: the texts, their segments, and each finding
//! with its fingerprint and whether it counts.

use std::ops::Range;

use super::fingerprint::{Fingerprint, fingerprints};
use super::policy::{Habits, Policy, Silence};
use super::{Finding, Knowledge, Side, Spot, Subject, Telling, run_each, tell};
use crate::lang::LanguageTag;
use crate::model::Severity;

/// One side of what was checked.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedText {
    /// The file, as the user named it.
    pub name: String,
    /// The file as seen from the project, with `/` between folders: the same wherever the
    /// command was run.
    pub key: String,
    /// Its language.
    pub language: LanguageTag,
    /// What offsets are counted in: the file, or what was taken out of it.
    pub text: String,
}

/// How places in the text are places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// The text is the file.
    File,
    /// The text was taken out of the file; lines are those of what was taken out.
    Extract,
    /// The file holds units: the line of each segment's unit, 0 where it is not known.
    Units(Vec<u32>),
}

/// The segments of both sides that stand for each other, as bytes of their texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentSpans {
    /// The source side.
    pub source: Option<Range<usize>>,
    /// The target side.
    pub target: Option<Range<usize>>,
}

/// A text, or a text and its translation, with everything that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The article.
    pub source: CheckedText,
    /// Its translation, where there is one.
    pub target: Option<CheckedText>,
    /// How places in the texts are places in their files.
    pub places: Places,
    /// The segments in the order of the text.
    pub segments: Vec<SegmentSpans>,
    /// The findings in the order of the text, those that do not count too.
    pub findings: Vec<Judged>,
}

/// A finding with what makes it the same finding tomorrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// The other places of what is told once, in the order of the text.
    pub others: Vec<Spot>,
    /// What it is known by in a baseline.
    pub fingerprint: Fingerprint,
    /// Why it does not count; `None` where it does.
    pub silence: Option<Silence>,
}

/// A place in a file for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'c> {
    /// The file, as the user named it.
    pub file: &'c str,
    /// The line, from 1; of a file of units that of the unit.
    pub line: usize,
    /// The column in characters, from 1; 1 in a file of units.
    pub column: usize,
}

impl Checked {
    /// Runs the checks of a policy over a subject whose passages lie in the given texts.
    pub fn of(
        subject: &Subject<'_>,
        (source, target): (CheckedText, Option<CheckedText>),
        places: Places,
        policy: &Policy,
        knowledge: &Knowledge<'_>,
    ) -> Self {
        let segments = subject.segments.iter().map(|aligned| SegmentSpans {
            source: aligned.source.map(|passage| passage.span()),
            target: aligned.target.map(|passage| passage.span()),
        });
        let mut checked = Self {
            source,
            target,
            places,
            segments: segments.collect(),
            findings: Vec::new(),
        };
        let checks = policy.checks();
        let told: Vec<Telling> = match policy.habits {
            Habits::Once => tell(&checks, &|id| policy.asks_for_slips(id), subject, knowledge),
            Habits::Each => run_each(&checks, subject, knowledge)
                .into_iter()
                .map(|finding| Telling {
                    finding,
                    others: Vec::new(),
                    is_slip: false,
                })
                .collect(),
        };
        let (found, told): (Vec<Finding>, Vec<(Vec<Spot>, bool)>) = told
            .into_iter()
            .filter_map(|telling| {
                let rest = (telling.others, telling.is_slip);
                Some((policy.weigh(telling.finding)?, rest))
            })
            .unzip();
        let prints = fingerprints(&checked, &found);
        checked.findings = found
            .into_iter()
            .zip(told)
            .zip(prints)
            .map(|((finding, (others, is_slip)), fingerprint)| Judged {
                silence: policy
                    .silence(&checked, &finding)
                    .or_else(|| is_slip.then_some(Silence::Slip)),
                finding,
                others,
                fingerprint,
            })
            .collect();
        checked
    }

    /// A side; the source where there is no target.
    pub fn side(&self, side: Side) -> &CheckedText {
        match side {
            Side::Target => self.target.as_ref().unwrap_or(&self.source),
            Side::Source => &self.source,
        }
    }

    /// The file that is being checked: the translation where there is one.
    pub fn own(&self) -> &CheckedText {
        self.side(Side::Target)
    }

    /// The bytes of a segment in the text of a side; empty where that side has nothing there.
    pub fn segment_span(&self, segment: usize, side: Side) -> Range<usize> {
        let spans = self.segments.get(segment);
        let span = spans.and_then(|spans| match side {
            Side::Source => spans.source.clone(),
            Side::Target => spans.target.clone(),
        });
        span.unwrap_or(0..0)
    }

    /// A segment of a side; empty where that side has nothing there.
    pub fn segment(&self, segment: usize, side: Side) -> &str {
        let span = self.segment_span(segment, side);
        self.side(side).text.get(span).unwrap_or("")
    }

    /// What stands on the other side of a finding, with its language; `None` where there is no
    /// other side.
    pub fn counterpart(&self, finding: &Finding) -> Option<(&LanguageTag, &str)> {
        self.target.as_ref()?;
        let side = finding.side.other();
        Some((
            &self.side(side).language,
            self.segment(finding.segment, side),
        ))
    }

    /// The line of the unit of a segment, in a file of units.
    pub fn unit_line(&self, segment: usize) -> Option<u32> {
        match &self.places {
            Places::Units(lines) => lines.get(segment).copied(),
            Places::File | Places::Extract => None,
        }
    }

    /// The place of a finding in its file.
    pub fn place(&self, finding: &Finding) -> Place<'_> {
        self.place_at(finding.side, finding.segment, finding.span.start)
    }

    /// The place in its file of a byte in a segment of a side.
    pub fn place_at(&self, side: Side, segment: usize, at: usize) -> Place<'_> {
        let side = self.side(side);
        let (line, column) = match self.unit_line(segment) {
            Some(line) => (usize::try_from(line).unwrap_or(0).max(1), 1),
            None => place_of(&side.text, at),
        };
        Place {
            file: &side.name,
            line,
            column,
        }
    }

    /// The findings that count.
    pub fn counting(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|judged| judged.silence.is_none())
            .map(|judged| &judged.finding)
    }

    /// The slips of typing that are not told.
    pub fn slips(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|judged| judged.silence == Some(Silence::Slip))
            .map(|judged| &judged.finding)
    }

    /// The gravest severity of the findings that count.
    pub fn gravest(&self) -> Option<Severity> {
        self.counting().map(|finding| finding.severity).max()
    }
}

/// The line and the column in characters, both from 1, of a byte offset.
pub fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
