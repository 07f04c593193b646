//! `ordinal`: an ordinal number in words that is another one in the translation.

use std::ops::Range;

use super::reading::Reading;
use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::profile_of;
use crate::model::Severity;

/// Finds ordinal numbers in words that changed: the third that became the fourth.
///
/// Languages say first and second in so many ways (initial, another, both) that only a
/// contradiction counts: the source has one that the translation says by no number, and the
/// translation one that the source says by none.
pub struct Ordinal;

impl Check for Ordinal {
    fn id(&self) -> &'static str {
        "ordinal"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "An ordinal number in words of the source is another one in the translation"
    }

    fn explains(&self) -> &'static str {
        "From the first to the twelfth, in words. Told where the source has one that the translation \
         says by no number, in words or digits, nor the sentences beside it, and the translation one \
         that the source says by none. Ordinal numbers in digits, and longer ones, are compared as all \
         numbers are."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["The third summit opened in Vienna."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["چهارمین نشست در وین آغاز شد."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["سومین نشست در وین آغاز شد."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let knows = |side| {
            let figures = &profile_of(subject.language(side)).figures;
            !figures.ranks.is_empty()
        };
        if subject.to.is_none() || !knows(Side::Source) || !knows(Side::Target) {
            return Vec::new();
        }
        let sentences: Vec<Ranks<'_, '_>> = subject
            .both_readings()
            .map(|(segment, source, target)| Ranks {
                segment,
                source,
                target,
                own: source.ranks(),
                other: target.ranks(),
            })
            .collect();
        (0..sentences.len())
            .filter_map(|at| contradiction(&sentences, at))
            .collect()
    }
}

/// The ordinal numbers of both sides of a segment.
struct Ranks<'s, 't> {
    segment: usize,
    source: Reading<'s, 't>,
    target: Reading<'s, 't>,
    own: Vec<(u8, Range<usize>)>,
    other: Vec<(u8, Range<usize>)>,
}

/// An ordinal number of a segment of the source and the one that the translation has instead.
fn contradiction(sentences: &[Ranks<'_, '_>], at: usize) -> Option<Finding> {
    let here = &sentences[at];
    let around = &sentences[at.saturating_sub(1)..sentences.len().min(at + 2)];
    let in_source = |rank| around.iter().any(|one| says(one.source, &one.own, rank));
    let in_target = |rank| around.iter().any(|one| says(one.target, &one.other, rank));
    let (_, lost) = here.own.iter().find(|(rank, _)| !in_target(*rank))?;
    let (_, put) = here.other.iter().find(|(rank, _)| !in_source(*rank))?;
    let written = &here.source.text()[lost.clone()];
    let became = &here.target.text()[put.clone()];
    Some(Finding {
        check: Ordinal.id(),
        severity: Ordinal.severity(),
        message: format!("{written} became {became}"),
        suggestion: None,
        confidence: 0.8,
        side: Side::Target,
        segment: here.segment,
        span: here.target.passage().whole(put),
    })
}

fn value(rank: u8) -> f64 {
    f64::from(rank)
}

/// Whether a side has a number, as an ordinal or as any figure.
fn says(reading: Reading<'_, '_>, ranks: &[(u8, Range<usize>)], rank: u8) -> bool {
    let figures = &reading.figures().0;
    let parts = |own: &crate::text::Figure| {
        let parts = own.readings().chain(own.parts.iter().copied());
        parts.into_iter().any(|one| one == value(rank))
    };
    ranks.iter().any(|(own, _)| *own == rank) || figures.iter().any(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Passage, Whole};
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;

    fn found(to: &str, sides: &[(&str, &str)]) -> Vec<String> {
        let passage = |text| Some(Passage { text, start: 0 });
        let tag = |text| LanguageTag::parse(text).unwrap();
        let segments = sides.iter().map(|(source, target)| Aligned {
            source: passage(*source),
            target: passage(*target),
        });
        let subject = Subject {
            from: tag("en"),
            to: Some(tag(to)),
            segments: segments.collect(),
            whole: Whole::default(),
        };
        let knowledge = Knowledge {
            glossary: &Glossary::new(Vec::new()),
            translations: &|_| Vec::new(),
        };
        let findings = Ordinal.run(&subject, &knowledge).into_iter();
        findings.map(|finding| finding.message).collect()
    }

    #[test]
    fn the_third_that_became_the_fourth_is_told_in_every_script() {
        let source = "The third summit was held in Vienna.";
        for (to, right, wrong, became) in [
            (
                "fa",
                "سومین نشست در وین برگزار شد.",
                "چهارمین نشست در وین برگزار شد.",
                "چهارمین",
            ),
            (
                "ar",
                "عقدت القمة الثالثة في فيينا.",
                "عقدت القمة الرابعة في فيينا.",
                "الرابعة",
            ),
            (
                "ru",
                "Третий саммит прошёл в Вене.",
                "Четвёртый саммит прошёл в Вене.",
                "Четвёртый",
            ),
            (
                "zh",
                "第三次峰会在维也纳举行。",
                "第四次峰会在维也纳举行。",
                "第四",
            ),
            (
                "tg",
                "Нишасти сеюм дар Вена баргузор шуд.",
                "Нишасти чоруми созмон дар Вена баргузор шуд.",
                "чоруми",
            ),
            (
                "tr",
                "Üçüncü zirve Viyana'da yapıldı.",
                "Dördüncü zirve Viyana'da yapıldı.",
                "Dördüncü",
            ),
            (
                "de",
                "Der dritte Gipfel war in Wien.",
                "Der vierte Gipfel war in Wien.",
                "vierte",
            ),
            (
                "fr",
                "Le troisième sommet eut lieu à Vienne.",
                "Le quatrième sommet eut lieu à Vienne.",
                "quatrième",
            ),
        ] {
            assert!(found(to, &[(source, right)]).is_empty(), "{to}");
            assert_eq!(
                found(to, &[(source, wrong)]),
                [format!("third became {became}")],
                "{to}"
            );
        }
    }

    #[test]
    fn longer_numbers_and_what_stands_beside_are_no_contradiction() {
        let source = "He was the twenty-third president, the twelfth to resign.";
        for (to, target) in [
            (
                "fa",
                "او بیست و سومین رئیس‌جمهور و دوازدهمین کسی بود که استعفا داد.",
            ),
            (
                "ru",
                "Он был двадцать третьим президентом, двенадцатым, кто ушёл в отставку.",
            ),
            ("ar", "كان الرئيس الثالث والعشرين والثاني عشر الذي استقال."),
            ("zh", "他是第二十三任总统，也是第十二位辞职的。"),
        ] {
            assert!(found(to, &[(source, target)]).is_empty(), "{to}");
        }
        let moved = [
            ("The third day came.", "روز دوم آمد."),
            ("The second was calm.", "سومی آرام بود."),
        ];
        assert!(found("fa", &moved).is_empty());
        let digits = [(
            "The third quarter was good.",
            "三季度表现良好，第一是出口。",
        )];
        assert!(found("zh", &digits).is_empty());
    }
}
