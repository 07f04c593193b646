//! Recognition on real articles, against mentions that were marked by hand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use tarjuman::glossary::{Glossary, Mention, MentionKind};
use tarjuman::lang::LanguageTag;

use crate::content::shipped;
use crate::shared;

/// The subject fields that the gold does not mark.
const NOT_MARKED: &[&str] = &[
    "capital", "region", "sea", "rank", "concept", "person", "media",
];

/// A marked article: its file of gold, its text beside the project, its lines there.
struct Article {
    gold: &'static str,
    text: &'static str,
    lines: Option<Range<usize>>,
}

/// The article that the project started from, and eight of the news.
const SEED: Article = Article {
    gold: include_str!("../fixtures/terms/seed.tsv"),
    text: "data/seed/article.en.txt",
    lines: None,
};

fn news() -> [(&'static str, Article); 8] {
    let article = |gold, lines| Article {
        gold,
        text: "data/news/ntrex/en.txt",
        lines: Some(lines),
    };
    [
        (
            "reuters.218861",
            article(
                include_str!("../fixtures/terms/reuters.218861.tsv"),
                476..501,
            ),
        ),
        (
            "bbc.381736",
            article(include_str!("../fixtures/terms/bbc.381736.tsv"), 1032..1046),
        ),
        (
            "guardian.221756",
            article(
                include_str!("../fixtures/terms/guardian.221756.tsv"),
                738..761,
            ),
        ),
        (
            "rt.com.91337",
            article(include_str!("../fixtures/terms/rt.com.91337.tsv"), 1..7),
        ),
        (
            "cnbc.com.6769",
            article(
                include_str!("../fixtures/terms/cnbc.com.6769.tsv"),
                374..384,
            ),
        ),
        (
            "dailymail.298696",
            article(
                include_str!("../fixtures/terms/dailymail.298696.tsv"),
                912..941,
            ),
        ),
        (
            "newsweek.51328",
            article(
                include_str!("../fixtures/terms/newsweek.51328.tsv"),
                633..652,
            ),
        ),
        (
            "nytimes.184804",
            article(
                include_str!("../fixtures/terms/nytimes.184804.tsv"),
                848..860,
            ),
        ),
    ]
}

impl Article {
    fn text(&self) -> Option<String> {
        let text = fs::read_to_string(shared(self.text)?).unwrap();
        let Some(lines) = self.lines.clone() else {
            return Some(text);
        };
        let kept = text.lines().skip(lines.start - 1).take(lines.len());
        Some(kept.fold(String::new(), |text, line| text + line + "\n"))
    }

    /// The marked mentions: their bytes, and the concepts of which one is right.
    fn marked(&self) -> Vec<(Range<usize>, Vec<&str>)> {
        let rows = self.gold.lines().filter(|line| !line.starts_with('#'));
        rows.map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            let start: usize = cells[0].parse().unwrap();
            (start..start + cells[1].len(), cells[2].split('|').collect())
        })
        .collect()
    }
}

/// How well mentions agree with what was marked.
struct Agreement {
    marked: usize,
    found: usize,
    reported: usize,
    wrong: usize,
    /// What differs, for the reader of a failure.
    log: String,
}

impl Agreement {
    fn of(text: &str, marked: &[(Range<usize>, Vec<&str>)], mentions: &[Mention]) -> Self {
        let is_right = |mention: &Mention, own: &(Range<usize>, Vec<&str>)| {
            let written = &text[own.0.clone()];
            assert!(!written.is_empty());
            mention.span == own.0 && own.1.contains(&mention.entry.id.0.as_str())
        };
        let mut log = String::new();
        let missed = marked
            .iter()
            .filter(|own| !mentions.iter().any(|mention| is_right(mention, own)));
        let mut found = marked.len();
        for own in missed {
            found -= 1;
            let _ = writeln!(
                log,
                "missed {} {:?} {:?}",
                own.0.start,
                &text[own.0.clone()],
                own.1
            );
        }
        let is_marked = |mention: &&Mention| {
            let subject = mention.entry.subject.as_deref().unwrap_or_default();
            !NOT_MARKED.contains(&subject)
        };
        let reported: Vec<&Mention> = mentions.iter().filter(is_marked).collect();
        let mut wrong = 0;
        for mention in &reported {
            if !marked.iter().any(|own| is_right(mention, own)) {
                wrong += 1;
                let _ = writeln!(
                    log,
                    "wrong {} {:?} {}",
                    mention.span.start,
                    &text[mention.span.clone()],
                    mention.entry.id
                );
            }
        }
        Self {
            marked: marked.len(),
            found,
            reported: reported.len(),
            wrong,
            log,
        }
    }

    fn recall(&self) -> f64 {
        percent(self.found, self.marked)
    }

    fn precision(&self) -> f64 {
        100.0 - percent(self.wrong, self.reported)
    }
}

#[allow(clippy::cast_precision_loss)]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn agreement(glossary: &Glossary, article: &Article) -> Option<Agreement> {
    let text = article.text()?;
    let mentions = glossary.article_mentions(&text, &LanguageTag::parse("en").unwrap());
    Some(Agreement::of(&text, &article.marked(), &mentions))
}

#[test]
fn the_first_report_is_recognised() {
    let glossary = Glossary::new(shipped().entries);
    let Some(agreement) = agreement(&glossary, &SEED) else {
        return;
    };
    println!("{}", agreement.log);
    assert!(agreement.marked >= 60);
    assert!(agreement.recall() >= 95.0, "{}", agreement.log);
    assert!(agreement.precision() >= 97.0, "{}", agreement.log);
}

#[test]
fn the_titles_of_the_first_report_are_variants() {
    let Some(text) = SEED.text() else {
        return;
    };
    let mut entries = shipped().entries;
    for entry in &mut entries {
        // A form of its own in the glossary, because the check of names tells of it.
        let is_own = |text: &str| text.starts_with("Iran’s Secretary of the Supreme");
        entry.terms.retain(|term| !is_own(&term.text));
    }
    let glossary = Glossary::new(entries);
    let mentions = glossary.mentions(&text, &LanguageTag::parse("en").unwrap());
    let variants: BTreeSet<(&str, String, &str)> = mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Variant)
        .map(|mention| {
            let reason = mention.reason.as_deref().unwrap_or_default();
            (
                &text[mention.span.clone()],
                mention.entry.id.0.clone(),
                reason,
            )
        })
        .collect();
    for (written, concept, reason) in [
        (
            "Iran's Secretary of the Supreme National Security Council",
            "office-ir-snsc-secretary",
            "word order",
        ),
        (
            "Secretary of the National Security Council of the Russian Federation",
            "office-ru-security-council-secretary",
            "added: National",
        ),
        (
            "Secretary of the National Security Council of Russia",
            "office-ru-security-council-secretary",
            "added: National",
        ),
        (
            "North Atlantic Treaty Organzation",
            "nato",
            "misspelt: Organzation",
        ),
        ("Iran", "country-ir", "glued: meetingIran"),
    ] {
        let expected = (written, concept.to_owned(), reason);
        assert!(
            variants.contains(&expected),
            "{expected:?} is not among {variants:#?}"
        );
    }
}

/// `docs/terminology.md` has the figures; here they are only kept from falling.
#[test]
fn titles_in_the_news_are_recognised() {
    let glossary = Glossary::new(shipped().entries);
    let mut log = String::new();
    let (mut marked, mut found, mut reported, mut wrong) = (0, 0, 0, 0);
    for (name, article) in news() {
        let Some(own) = agreement(&glossary, &article) else {
            return;
        };
        let (recall, precision) = (own.recall(), own.precision());
        let _ = writeln!(
            log,
            "{name}: recall {recall:.1}, precision {precision:.1}\n{}",
            own.log
        );
        marked += own.marked;
        found += own.found;
        reported += own.reported;
        wrong += own.wrong;
    }
    println!("{log}");
    assert!(percent(found, marked) >= 93.0, "{log}");
    assert!(percent(wrong, reported) <= 3.0, "{log}");
}
