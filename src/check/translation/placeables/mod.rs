//! `placeables`: addresses, placeholders and tags that the translation does not have as they are.

mod code;
mod scan;
mod tag;

pub(super) use self::scan::spans;

use std::collections::BTreeMap;
use std::ops::Range;

use self::scan::{Kind, Placeable, has_any, placeables};
use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::model::Severity;
use crate::text::Analyser;

/// Finds addresses of the web and of mail, placeholders and tags of the source that are missing
/// in the translation or differ, and those that only the translation has.
pub(in crate::check) struct Placeables;

impl Check for Placeables {
    fn id(&self) -> &'static str {
        "placeables"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "An address, placeholder or tag of the source is missing from the translation or differs"
    }

    fn explains(&self) -> &'static str {
        "Addresses of the web and of mail, links of Markdown, `{name}`, `{}`, `%s` and its like (`%2$s` \
         stands for the second `%s`), `%1`, `$(name)`, `$name$`, `@name@`, `%name%`, `#name#`, `&name;`, \
         `name()`, `--option`, `\\n`, `[b]…[/b]` and tags. Of tags the name, the names of attributes \
         and what `src` says count, not other values, for these are translated. An address that a \
         translation leaves out is a warning, for a press agency may do so; a sign of its own, such as \
         #, is a note."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["Write to press@example.org or see https://example.org/a."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "fa",
                    &["به press@example.com بنویسید یا https://example.org/a را ببینید."],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "fa",
                    &["به press@example.org بنویسید یا https://example.org/a را ببینید."],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let (from, to) = (Analyser::new(&subject.from), Analyser::new(to));
        let with_any = both(subject)
            .filter(|(_, source, target)| has_any(source.text) || has_any(target.text));
        with_any
            .flat_map(|(segment, source, target)| {
                let mut own = placeables(&from, source.text);
                let mut other = placeables(&to, target.text);
                code::number_alike(&mut own, &mut other);
                let lost = lacking(&own, &other, target.text);
                let won = lacking(&other, &own, source.text);
                self.findings(&lost, &won, segment, target)
            })
            .collect()
    }
}

impl Placeables {
    /// What is missing with what stands for it, then what only the translation has.
    fn findings(
        &self,
        lost: &[&Placeable],
        won: &[&Placeable],
        segment: usize,
        target: Passage<'_>,
    ) -> Vec<Finding> {
        let mut left: Vec<&Placeable> = won.to_vec();
        let mut findings = Vec::new();
        for one in lost {
            let instead = left.iter().position(|other| other.kind == one.kind);
            let (message, place) = match instead.map(|at| left.remove(at)) {
                Some(other) => (
                    format!(
                        "{} is missing from the translation, which has {}",
                        one.text, other.text
                    ),
                    Some(other.span.clone()),
                ),
                None => (
                    format!("{} is missing from the translation", one.text),
                    None,
                ),
            };
            findings.push(self.finding(message, one.kind, segment, target, place));
        }
        for one in left.into_iter().filter(|one| one.kind.is_kept()) {
            let message = format!("{} is not in the source", one.text);
            findings.push(self.finding(message, one.kind, segment, target, Some(one.span.clone())));
        }
        findings
    }

    fn finding(
        &self,
        message: String,
        kind: Kind,
        segment: usize,
        target: Passage<'_>,
        place: Option<Range<usize>>,
    ) -> Finding {
        let severity = match kind {
            Kind::Sign => Severity::Note,
            Kind::Address if place.is_none() => Severity::Warning,
            _ => self.severity(),
        };
        Finding {
            check: self.id(),
            severity,
            message,
            suggestion: None,
            confidence: if kind == Kind::Sign { 0.5 } else { 0.85 },
            side: Side::Target,
            segment,
            span: place.map_or_else(|| target.span(), |span| target.whole(&span)),
        }
    }
}

/// What one side has more often than the other, whose text is given too: what is written there
/// in whatever tokens is not lacking.
fn lacking<'p>(own: &'p [Placeable], other: &[Placeable], text: &str) -> Vec<&'p Placeable> {
    let mut have: BTreeMap<&str, usize> = BTreeMap::new();
    for one in other {
        *have.entry(&one.key).or_default() += 1;
    }
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lacking = Vec::new();
    for one in own {
        let count = asked.entry(&one.key).or_default();
        *count += 1;
        let has = have.get(one.key.as_str()).copied().unwrap_or_default();
        if has < *count && !one.is_written(text, *count) {
            lacking.push(one);
        }
    }
    lacking
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;

    fn messages(source: &str, target: &str, to: &str) -> Vec<String> {
        let analyser = |tag: &str| Analyser::new(&LanguageTag::parse(tag).unwrap());
        let mut own = placeables(&analyser("en"), source);
        let mut other = placeables(&analyser(to), target);
        code::number_alike(&mut own, &mut other);
        let passage = Passage {
            text: target,
            start: 0,
        };
        let lost = lacking(&own, &other, target);
        let won = lacking(&other, &own, source);
        let findings = Placeables.findings(&lost, &won, 0, passage);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn what_is_kept_is_quiet() {
        for (source, target, to) in [
            ("Save %1 of $(file)", "ذخیرهٔ %1 از $(file)", "fa"),
            ("%s has %d files", "%2$d файлов у %1$s", "ru"),
            ("a {0} and {1}", "{1} و {0}", "ar"),
            ("up 5 % to 20%, #1 in the list", "上升5%至20%，榜首", "zh"),
            ("50% share, %100", "٪۵۰ سهم", "fa"),
            ("<b>now</b> <Error>", "<b>сейчас</b> <Ошибка>", "ru"),
            ("R&D; AT&T; it costs $5-$6 $", "R&D هزینه ۵ تا ۶ دلار", "fa"),
            ("the talks -- he said -- end", "گفتگوها", "fa"),
            ("<a href=\"/en\">x</a>", "<a href=\"/fa\">ی</a>", "fa"),
            ("Source", "<<Quelle>>", "de"),
            (
                "See [here](https://example.org/a).",
                "[这里](https://example.org/a)",
                "zh",
            ),
        ] {
            assert_eq!(
                messages(source, target, to),
                Vec::<String>::new(),
                "{source}"
            );
        }
    }

    #[test]
    fn what_is_lost_changed_or_new_is_found_once() {
        for (source, target) in [
            ("Save %1", "Сохранить %2"),
            ("I am %s", "Я %d"),
            ("%s, %f and %d", "%1$s, %3$d и %4$f"),
            ("{} and {}", "{} и"),
            ("one {}", "{} и {}"),
            ("&brandShortName; starts", "&Name; начинает"),
            ("About $_CLICK", "О $_KLIK"),
            ("call rgb()", "вызвать brg()"),
            ("use --help", "использовать --hulp"),
            ("a line\\n", "строка"),
            ("[b]bold[/b] text", "[b]жирный[b] текст"),
            ("<img src='a.jpg'>", "<img src='b.jpg'>"),
            ("<br />", "<br>"),
            ("[x](../a/) y", "[x] (../a/) y"),
            ("press #", "нажмите"),
            ("a@b.org", "a@b.com"),
        ] {
            assert_eq!(messages(source, target, "ru").len(), 1, "{source}");
        }
    }
}
