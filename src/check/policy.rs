//! What a user wants to hear of: which checks run, how much their findings matter, what is
//! passed over and why.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{CHECKS, Check, Checked, Finding};
use crate::model::Severity;
use crate::text::{Foldings, fold};

/// Whether a check runs, and how much its findings matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs, and its findings matter as much as it says itself.
    On,
    /// It runs, and all its findings matter so much.
    As(Severity),
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "on" => Ok(Self::On),
            "note" => Ok(Self::As(Severity::Note)),
            "warning" => Ok(Self::As(Severity::Warning)),
            "error" => Ok(Self::As(Severity::Error)),
            other => Err(format!(
                "{other:?} is none of off, on, note, warning, error"
            )),
        }
    }
}

/// Findings that are not to count, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// The checks whose findings are meant; all where it is empty.
    pub checks: Vec<String>,
    /// The words that are meant: a finding counts as meant where its place touches them in its
    /// segment, or its message names them. Letter forms and case do not matter. All places of
    /// the file where it is `None`.
    pub text: Option<String>,
    /// The line of a file of units that is meant; all where it is `None`.
    pub line: Option<u32>,
    /// Why.
    pub reason: String,
    /// Whether the file itself says so.
    pub stands: Stands,
}

/// Where it is said that findings do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In the settings of the project.
    InSettings,
    /// In the file that is checked.
    InFile,
}

/// What holds for one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// The checks that are named, and how they run; the others run as they are.
    pub levels: BTreeMap<String, Level>,
    /// Only these checks run, whatever the levels say of them; all where it is empty.
    pub only: Vec<String>,
    /// Findings below this confidence are left out.
    pub min_confidence: f64,
    /// What is passed over.
    pub ignores: Vec<Ignore>,
    /// Whether habits of a text are told once, or each of their places.
    pub habits: Habits,
    /// Whether a few slips of typing in a long translation are told.
    pub slips: Slips,
}

/// How a few slips of typing in a long translation are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Slips {
    /// By their number.
    #[default]
    Counted,
    /// Each.
    Each,
}

/// How what is a habit of a text is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Habits {
    /// Once.
    #[default]
    Once,
    /// Each place, as it is to be mended.
    Each,
}

impl Default for Policy {
    /// Every check as it is.
    fn default() -> Self {
        Self {
            levels: BTreeMap::new(),
            only: Vec::new(),
            min_confidence: 0.0,
            ignores: Vec::new(),
            habits: Habits::Once,
            slips: Slips::Counted,
        }
    }
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// A user said so.
    Ignored {
        /// Why.
        reason: String,
        /// Where it is said.
        stands: Stands,
    },
    /// It was there before: the baseline has it.
    Known,
    /// It is one of a few slips of typing in a long translation.
    Slip,
}

impl Policy {
    /// The checks that run.
    pub fn checks(&self) -> Vec<&'static dyn Check> {
        let runs = |check: &&dyn Check| match self.only.is_empty() {
            true => match self.levels.get(check.id()) {
                Some(level) => *level != Level::Off,
                None => check.by_default(),
            },
            false => self.only.iter().any(|name| name == check.id()),
        };
        CHECKS.iter().copied().filter(runs).collect()
    }

    /// Whether the slips of a check are asked for: all are, or those of the check by its name.
    pub fn asks_for_slips(&self, id: &str) -> bool {
        self.slips == Slips::Each
            || self.levels.contains_key(id)
            || self.only.iter().any(|name| name == id)
    }

    /// How a check runs.
    pub fn level(&self, id: &str) -> Level {
        self.levels.get(id).copied().unwrap_or(Level::On)
    }

    /// A finding as it matters here; `None` where it is not sure enough.
    pub fn weigh(&self, mut finding: Finding) -> Option<Finding> {
        if let Level::As(severity) = self.level(finding.check) {
            finding.severity = severity;
        }
        (finding.confidence >= self.min_confidence).then_some(finding)
    }

    /// Why a finding in a text does not count, where it is one that is passed over.
    pub fn silence(&self, checked: &Checked, finding: &Finding) -> Option<Silence> {
        let ignore = self
            .ignores
            .iter()
            .find(|ignore| ignore.means(checked, finding))?;
        Some(Silence::Ignored {
            reason: ignore.reason.clone(),
            stands: ignore.stands,
        })
    }
}

impl Ignore {
    fn means(&self, checked: &Checked, finding: &Finding) -> bool {
        let names_check =
            self.checks.is_empty() || self.checks.iter().any(|name| name == finding.check);
        let is_line = self
            .line
            .is_none_or(|line| checked.unit_line(finding.segment) == Some(line));
        names_check
            && is_line
            && self
                .text
                .as_deref()
                .is_none_or(|text| touches(text, checked, finding))
    }
}

/// Whether the place of a finding touches some words, or its message names them.
fn touches(text: &str, checked: &Checked, finding: &Finding) -> bool {
    let language = &checked.side(finding.side).language;
    // Without white space: folding trims it, and the parts are folded each by itself.
    let plain = |text: &str| -> String {
        let folded = fold(text, language, Foldings::ALL);
        folded.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let wanted = plain(text);
    if wanted.is_empty() {
        return false;
    }
    if plain(&finding.message).contains(&wanted) {
        return true;
    }
    let whole = &checked.side(finding.side).text;
    let segment = checked.segment_span(finding.segment, finding.side);
    let (start, end) = (
        segment.start.min(finding.span.start),
        segment.end.max(finding.span.end),
    );
    let (Some(before), Some(within), Some(after)) = (
        whole.get(start..finding.span.start),
        whole.get(finding.span.clone()),
        whole.get(finding.span.end..end),
    ) else {
        return false;
    };
    let (before, within, after) = (plain(before), plain(within), plain(after));
    let place = before.len()..before.len() + within.len();
    let segment = format!("{before}{within}{after}");
    segment
        .match_indices(&wanted)
        .any(|(at, _)| at < place.end.max(place.start + 1) && at + wanted.len() > place.start)
}

/// What a comment or note in a file asks to be passed over: `tarjuman: ignore number, letter-forms
/// "47" because it is a quotation`. The checks are separated by commas (`all` for every check),
/// the words in quotation marks and what stands before the reason (`-`, `—`, `:`, `because`) may
/// be left out, the reason not.
///
/// `None` for comments that do not address Tarjuman.
///
/// # Errors
/// One sentence, where it does but is not complete.
pub fn ignore_of(comment: &str) -> Option<Result<Ignore, String>> {
    let rest = comment.trim().strip_prefix("tarjuman:")?.trim_start();
    let rest = rest.strip_prefix("ignore")?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some(ignored(rest.trim()))
}

fn ignored(mut rest: &str) -> Result<Ignore, String> {
    let mut checks = Vec::new();
    loop {
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | ':'))
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if !super::is_check(name) && name != "all" {
            return Err(match name {
                "" => "tarjuman: ignore needs the name of a check, or all".to_owned(),
                name => format!("there is no check {name:?} to ignore"),
            });
        }
        checks.push(name.to_owned());
        rest = behind.trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None => break,
        }
    }
    if checks.iter().any(|name| name == "all") {
        checks.clear();
    }
    let mut text = None;
    if let Some(quoted) = rest.strip_prefix('"') {
        let (words, behind) = quoted
            .split_once('"')
            .ok_or("the words to ignore have no closing quotation mark")?;
        text = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        rest = behind;
    }
    let reason = rest.trim_start_matches(|c: char| c.is_whitespace() || "-–—:".contains(c));
    let reason = reason.strip_prefix("because ").unwrap_or(reason).trim();
    if reason.is_empty() {
        return Err("tarjuman: ignore needs a reason behind the name of the check".to_owned());
    }
    Ok(Ignore {
        checks,
        text,
        line: None,
        reason: reason.to_owned(),
        stands: Stands::InFile,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_ignore_with_a_reason() {
        let ignore = ignore_of(" tarjuman: ignore number, letter-forms \"۴۷\" — as quoted ")
            .unwrap()
            .unwrap();
        assert_eq!(ignore.checks, ["number", "letter-forms"]);
        assert_eq!(ignore.text.as_deref(), Some("۴۷"));
        assert_eq!(ignore.reason, "as quoted");
        let ignore = ignore_of("tarjuman: ignore all because it is a poem").unwrap();
        let ignore = ignore.unwrap();
        assert!(ignore.checks.is_empty() && ignore.text.is_none());
        assert_eq!(ignore.reason, "it is a poem");
        assert!(ignore_of("a comment").is_none());
        assert!(ignore_of("tarjuman: ignored").is_none());
        for wrong in [
            "tarjuman: ignore",
            "tarjuman: ignore number",
            "tarjuman: ignore number: ",
            "tarjuman: ignore spelling it is right",
            "tarjuman: ignore number \"x it is right",
            "tarjuman: ignore number,",
        ] {
            assert!(ignore_of(wrong).unwrap().is_err(), "{wrong}");
        }
    }

    #[test]
    fn levels_are_read() {
        assert_eq!("off".parse(), Ok(Level::Off));
        assert_eq!("warning".parse(), Ok(Level::As(Severity::Warning)));
        assert!("loud".parse::<Level>().is_err());
    }
}
