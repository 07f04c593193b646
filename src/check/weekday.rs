//! `weekday`: a day of the week that is another one in the translation.

use std::ops::Range;

use super::reading::Reading;
use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::profile_of;
use crate::model::Severity;

/// Finds days of the week that changed.
///
/// A translation may leave a day out, or put a date in its place, so only a contradiction counts:
/// the source names a day that the translation does not, and the translation one that the source
/// does not.
pub struct Weekday;

impl Check for Weekday {
    fn id(&self) -> &'static str {
        "weekday"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "A day of the week of the source is another one in the translation"
    }

    fn explains(&self) -> &'static str {
        "Told where the source names a day that the translation does not, and the translation one that \
         the source does not. What the sentences beside it say counts as said. A day \
         whose name is that of a town too (Persian دوشنبه, Dushanbe) is no contradiction."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["They met on Tuesday in Vienna."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["آنان چهارشنبه در وین دیدار کردند."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["آنان سه‌شنبه در وین دیدار کردند."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let knows = |side| {
            !profile_of(subject.language(side))
                .figures
                .weekdays
                .is_empty()
        };
        if subject.to.is_none() || !knows(Side::Source) || !knows(Side::Target) {
            return Vec::new();
        }
        let days: Vec<Days<'_, '_>> = subject
            .both_readings()
            .map(|(segment, source, target)| Days {
                segment,
                source,
                target,
                own: source.weekdays(),
                other: target.weekdays(),
            })
            .collect();
        (0..days.len())
            .filter_map(|at| contradiction(&days, at))
            .collect()
    }
}

/// The days of both sides of a segment.
struct Days<'s, 't> {
    segment: usize,
    source: Reading<'s, 't>,
    target: Reading<'s, 't>,
    own: Vec<(u8, Range<usize>)>,
    other: Vec<(u8, Range<usize>)>,
}

/// A day of a segment of the source and the one that the translation has instead.
fn contradiction(days: &[Days<'_, '_>], at: usize) -> Option<Finding> {
    let around = &days[at.saturating_sub(1)..days.len().min(at + 2)];
    let is_in_source = |day: u8| around.iter().any(|one| has(&one.own, day));
    let is_in_target = |day: u8| around.iter().any(|one| has(&one.other, day));
    let here = &days[at];
    let (_, lost) = (here.own.iter())
        .find(|(day, place)| !is_in_target(*day) && !may_be_town(here.source, place))?;
    let (_, put) = (here.other.iter())
        .find(|(day, place)| !is_in_source(*day) && !may_be_town(here.target, place))?;
    let written = &here.source.text()[lost.clone()];
    let became = &here.target.text()[put.clone()];
    Some(Finding {
        check: Weekday.id(),
        severity: Weekday.severity(),
        message: format!("{written} became {became}"),
        suggestion: None,
        confidence: 0.85,
        side: Side::Target,
        segment: here.segment,
        span: here.target.passage().whole(put),
    })
}

/// Whether the name of a day may be that of a town: Persian دوشنبه, Tajik Душанбе with a capital.
fn may_be_town(reading: Reading<'_, '_>, place: &Range<usize>) -> bool {
    let written = &reading.text()[place.clone()];
    let profile = profile_of(reading.language());
    profile.day_names.has(written) || written.starts_with("Душанбе")
}

fn has(days: &[(u8, Range<usize>)], day: u8) -> bool {
    days.iter().any(|(own, _)| *own == day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Passage, Whole};
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;

    fn found(from: &str, to: &str, sides: &[(&str, &str)]) -> Vec<String> {
        let passage = |text| Some(Passage { text, start: 0 });
        let tag = |text| LanguageTag::parse(text).unwrap();
        let segments = sides.iter().map(|(source, target)| Aligned {
            source: passage(*source),
            target: passage(*target),
        });
        let subject = Subject {
            from: tag(from),
            to: Some(tag(to)),
            segments: segments.collect(),
            whole: Whole::default(),
        };
        let knowledge = Knowledge {
            glossary: &Glossary::new(Vec::new()),
            translations: &|_| Vec::new(),
        };
        let findings = Weekday.run(&subject, &knowledge).into_iter();
        findings.map(|finding| finding.message).collect()
    }

    #[test]
    fn days_are_compared_in_many_languages() {
        for (to, right, wrong, became) in [
            ("fa", "روز سه شنبه در وین", "روز پنج‌شنبه در وین", "پنج‌شنبه"),
            ("ar", "يوم الثلاثاء في فيينا", "يوم الأربعاء", "الأربعاء"),
            ("ru", "во вторник в Вене", "в среду в Вене", "среду"),
            ("zh", "周二在维也纳", "星期三在维也纳", "星期三"),
            ("de", "am Dienstagabend in Wien", "am Mittwoch", "Mittwoch"),
            ("fr", "mardi à Vienne", "mercredi à Vienne", "mercredi"),
            ("tr", "salı günü", "Perşembe'den beri", "Perşembe'den"),
            ("uk", "у вівторок", "у четвер", "четвер"),
            ("tg", "рӯзи сешанбе", "рӯзи ҷумъа", "ҷумъа"),
            ("he", "ביום שלישי בווינה", "ביום רביעי בווינה", "ביום רביעי"),
            ("hi", "मंगलवार को", "बुधवार को", "बुधवार"),
            ("ko", "화요일에", "수요일에", "수요일에"),
            ("ja", "火曜日に", "水曜日に", "水曜"),
            ("pl", "we wtorek", "w środę", "środę"),
        ] {
            let source = "They met on Tuesday in Vienna.";
            assert!(found("en", to, &[(source, right)]).is_empty(), "{right}");
            let expected = format!("Tuesday became {became}");
            assert_eq!(found("en", to, &[(source, wrong)]), [expected], "{wrong}");
        }
    }

    #[test]
    fn what_is_left_out_or_said_beside_it_is_no_contradiction() {
        for sides in [
            &[("They met on Tuesday.", "آنان دیدار کردند.")][..],
            &[("They met.", "آنان سه‌شنبه دیدار کردند.")],
            &[
                ("They met on Tuesday.", "آنان دیدار کردند."),
                ("They parted on Friday.", "سه‌شنبه بود و جمعه رفتند."),
            ],
            &[("On Tuesday in Dushanbe", "روز سوم در دوشنبه")],
        ] {
            assert!(found("en", "fa", sides).is_empty(), "{sides:?}");
        }
    }
}
