//! Which units count for a question, and what they lose.
//!
//! Filters leave units out; penalties of the user lower the score of those that stay. Neither
//! ever raises a score, so what the index guarantees stays guaranteed.

use rustc_hash::FxHashMap;

use super::MemoryError;
use crate::lang::LanguageTag;
use crate::model::{Date, DocumentId, Made, Unit, UnitStatus};
use crate::similarity::{Penalty, PenaltyKind};
use crate::store::Store;

/// Which units count, and what the others lose. By default every unit counts and only another
/// variety of the language costs something.
#[derive(Debug, Clone, Default)]
pub struct SelectionOptions {
    /// Only units of these statuses; any where it is empty.
    pub statuses: Vec<UnitStatus>,
    /// Only units about one of these subjects, in any case; any where it is empty.
    pub subjects: Vec<String>,
    /// Only units of documents with one of these names, in which `*` stands for anything; any
    /// where it is empty.
    pub documents: Vec<String>,
    /// Only units made in one of these ways (the confidence of an alignment does not count);
    /// any where it is empty.
    pub made: Vec<Made>,
    /// Only units of this time or later: by the day of the document, else by the last change,
    /// else by the making. A unit without a date is left out.
    pub since: Option<Date>,
    /// Only units of this time or earlier; see [`SelectionOptions::since`].
    pub until: Option<Date>,
    /// Which varieties of a language serve who asks for one of them.
    pub varieties: Varieties,
    /// What the text is about: units about anything else lose
    /// [`UserPenalties::other_subject`].
    pub text_subject: Option<String>,
    /// What units lose.
    pub penalties: UserPenalties,
}

/// Which varieties of a language serve who asks for one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Varieties {
    /// Those that do not contradict it: `en` for `en-GB`, but not `en-US`.
    Compatible,
    /// Those in the same script: `en-US` for `en-GB`, but not `zh-Hant` for `zh-Hans`.
    #[default]
    SameScript,
    /// All.
    Any,
}

/// What units lose, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserPenalties {
    /// Made by a machine.
    pub machine: u16,
    /// Aligned by a program.
    pub aligned: u16,
    /// Neither reviewed nor approved.
    pub draft: u16,
    /// Not approved, but reviewed.
    pub reviewed: u16,
    /// About another subject than the text.
    pub other_subject: u16,
    /// In a variety of the language, on either side, that contradicts the one asked for.
    pub other_variety: u16,
}

impl Default for UserPenalties {
    fn default() -> Self {
        Self {
            machine: 0,
            aligned: 0,
            draft: 0,
            reviewed: 0,
            other_subject: 0,
            other_variety: 100,
        }
    }
}

/// A selection that is ready to judge the units of a store.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    options: SelectionOptions,
    /// The days of documents; empty where no date is asked for.
    days: FxHashMap<DocumentId, Date>,
}

impl Selection {
    /// Makes a selection ready. Where a date is asked for, the documents of the store are read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn new(options: SelectionOptions, store: &Store) -> Result<Self, MemoryError> {
        let mut days = FxHashMap::default();
        if options.since.is_some() || options.until.is_some() {
            for document in store.documents() {
                let document = document?;
                if let Some(date) = document.date {
                    days.insert(document.id, date);
                }
            }
        }
        Ok(Self { options, days })
    }

    /// Whether text in one variety of a language can serve who asks for another.
    pub(super) fn serves(&self, own: &LanguageTag, asked: &LanguageTag) -> bool {
        own.goes_with(asked)
            || own.primary() == asked.primary()
                && match self.options.varieties {
                    Varieties::Compatible => false,
                    Varieties::SameScript => own.script() == asked.script(),
                    Varieties::Any => true,
                }
    }

    /// The place of the variant that serves a language best: the same tag, one that does not
    /// contradict it, another variety.
    pub(super) fn variant(&self, unit: &Unit, asked: &LanguageTag) -> Option<usize> {
        let place_of = |wanted: &dyn Fn(&LanguageTag) -> bool| {
            let mut variants = unit.variants.iter();
            variants.position(|variant| wanted(&variant.language))
        };
        place_of(&|own| own == asked)
            .or_else(|| place_of(&|own| own.goes_with(asked)))
            .or_else(|| place_of(&|own| self.serves(own, asked)))
    }

    /// Whether a unit counts.
    pub(super) fn admits(&self, unit: &Unit) -> bool {
        let options = &self.options;
        let among = |wanted: &[String], own: Option<&str>, is: fn(&str, &str) -> bool| {
            wanted.is_empty() || own.is_some_and(|own| wanted.iter().any(|one| is(one, own)))
        };
        let document = unit.origin.document.as_ref().map(|id| id.0.as_str());
        (options.statuses.is_empty() || options.statuses.contains(&unit.status))
            && (options.made.is_empty() || options.made.iter().any(|way| way.is_like(unit.made)))
            && among(&options.subjects, unit.subject.as_deref(), is_same_subject)
            && among(&options.documents, document, fits)
            && self.is_in_time(unit)
    }

    /// Whether every unit of a language counts, so that units need not be read to know.
    pub(super) fn admits_all(&self) -> bool {
        let options = &self.options;
        options.statuses.is_empty()
            && options.made.is_empty()
            && options.subjects.is_empty()
            && options.documents.is_empty()
            && options.since.is_none()
            && options.until.is_none()
    }

    fn is_in_time(&self, unit: &Unit) -> bool {
        let (since, until) = (&self.options.since, &self.options.until);
        if since.is_none() && until.is_none() {
            return true;
        }
        let document = unit.origin.document.as_ref();
        let day = document.and_then(|id| self.days.get(id)).cloned();
        let Some(day) = day.or_else(|| Some(unit.changed.or(unit.created)?.date())) else {
            return false;
        };
        // A date may be a whole month or year: it counts where any day of it lies within.
        let common = |bound: &Date| {
            let length = day.as_str().len().min(bound.as_str().len());
            day.as_str()[..length].cmp(&bound.as_str()[..length])
        };
        since.as_ref().is_none_or(|since| common(since).is_ge())
            && until.as_ref().is_none_or(|until| common(until).is_le())
    }

    /// What a unit loses, given the languages asked for and those of its variants.
    pub(super) fn penalties<'l>(
        &self,
        unit: &Unit,
        languages: impl Iterator<Item = (&'l LanguageTag, &'l LanguageTag)>,
    ) -> Vec<Penalty> {
        let amounts = &self.options.penalties;
        let mut penalties = Vec::new();
        let mut add = |kind, hundredths, detail: String| {
            if hundredths > 0 {
                penalties.push(Penalty {
                    kind,
                    hundredths,
                    detail,
                });
            }
        };
        match unit.made {
            Made::Machine => add(PenaltyKind::Machine, amounts.machine, "machine".to_owned()),
            Made::Aligned(sure) => {
                add(PenaltyKind::Aligned, amounts.aligned, format!("{sure} %"));
            }
            Made::Imported | Made::Human => {}
        }
        let (kind, amount) = match unit.status {
            UnitStatus::Draft => (PenaltyKind::Draft, amounts.draft),
            UnitStatus::Reviewed => (PenaltyKind::Reviewed, amounts.reviewed),
            UnitStatus::Approved => (PenaltyKind::Reviewed, 0),
        };
        add(kind, amount, unit.status.to_string());
        if let Some(subject) = &self.options.text_subject {
            let own = unit.subject.as_deref();
            if !own.is_some_and(|own| is_same_subject(subject, own)) {
                let detail = own.unwrap_or("no subject").to_owned();
                add(PenaltyKind::OtherSubject, amounts.other_subject, detail);
            }
        }
        for (own, asked) in languages {
            if !own.goes_with(asked) {
                add(
                    PenaltyKind::OtherVariety,
                    amounts.other_variety,
                    format!("{own} for {asked}"),
                );
            }
        }
        penalties
    }
}

fn is_same_subject(wanted: &str, own: &str) -> bool {
    wanted.to_lowercase() == own.to_lowercase()
}

/// Whether a name fits a pattern in which `*` stands for any characters, none too. Linear in
/// the name times the pieces of the pattern.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut left) = name.strip_prefix(head) else {
        return false;
    };
    let (between, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in between.split('*') {
        match left.find(piece) {
            Some(at) => left = &left[at + piece.len()..],
            None => return false,
        }
    }
    left.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Timestamp, Variant};

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("2026-*", "2026-03-14", true),
            ("*summit", "sco-summit", true),
            ("*summit", "sco-summits", false),
            ("2026*sco*it", "2026-07-04-sco-summit", true),
            ("ab*ba", "aba", false),
            ("نشست*", "نشست سران", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn dates_of_every_precision_lie_within_or_not() {
        let mut unit = Unit {
            changed: Timestamp::from_basic("20260314T090000Z"),
            ..Unit::default()
        };
        let admits = |unit: &Unit, since: Option<&str>, until: Option<&str>| {
            let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
            let selection = Selection {
                options: SelectionOptions {
                    since: date(since),
                    until: date(until),
                    ..SelectionOptions::default()
                },
                days: FxHashMap::default(),
            };
            selection.admits(unit)
        };
        assert!(admits(&unit, Some("2026-03-14"), Some("2026-03-14")));
        assert!(admits(&unit, Some("2026"), None));
        assert!(admits(&unit, None, Some("2026-03")));
        assert!(!admits(&unit, Some("2026-03-15"), None));
        assert!(!admits(&unit, None, Some("2025")));
        unit.changed = None;
        assert!(admits(&unit, None, None));
        assert!(!admits(&unit, Some("2000"), None));
    }

    #[test]
    fn varieties_serve_each_other_as_asked() {
        let serves = |varieties, own: &str, asked: &str| {
            let options = SelectionOptions {
                varieties,
                ..SelectionOptions::default()
            };
            let selection = Selection {
                options,
                days: FxHashMap::default(),
            };
            selection.serves(&tag(own), &tag(asked))
        };
        use Varieties::{Any, Compatible, SameScript};
        for (own, asked, expected) in [
            ("en", "en-GB", [true, true, true]),
            ("en-US", "en-GB", [false, true, true]),
            ("fa-AF", "fa-IR", [false, true, true]),
            ("zh-Hant", "zh-Hans", [false, false, true]),
            ("zh-TW", "zh-Hans", [false, false, true]),
            ("zh-CN", "zh-Hans", [true, true, true]),
            ("fa", "ar", [false, false, false]),
        ] {
            let found = [Compatible, SameScript, Any].map(|way| serves(way, own, asked));
            assert_eq!(found, expected, "{own} for {asked}");
        }
    }

    #[test]
    fn a_unit_loses_what_it_is_said_to_lose() {
        let unit = Unit {
            variants: vec![
                Variant::plain(tag("en-US"), "x"),
                Variant::plain(tag("fa"), "y"),
            ],
            made: Made::Machine,
            subject: Some("Law".to_owned()),
            ..Unit::default()
        };
        let selection = Selection {
            options: SelectionOptions {
                text_subject: Some("law".to_owned()),
                penalties: UserPenalties {
                    machine: 500,
                    draft: 50,
                    other_subject: 200,
                    ..UserPenalties::default()
                },
                ..SelectionOptions::default()
            },
            days: FxHashMap::default(),
        };
        let (own, asked) = (tag("en-US"), tag("en-GB"));
        let lost = selection.penalties(&unit, [(&own, &asked)].into_iter());
        let names: Vec<_> = lost.iter().map(|lost| lost.kind.as_str()).collect();
        assert_eq!(names, ["machine", "draft", "other-variety"]);
    }
}
