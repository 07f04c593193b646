//! Alignment on real texts, where they are there: news with dropped and merged sentences,
//! Text+Berg, the hand-aligned texts of hunalign.
//!
//! Two scores. *Strict* counts a bead as right when a gold bead has exactly its sentences on
//! both sides, *lax* when it shares a pair of sentences with some gold bead (the scorer of
//! vecalign, and before it of Bleualign). Gaps of the gold are not counted in recall. In the
//! first pair of figures gaps of the answer are not counted in precision either; in the second,
//! vecalign's own way, they are: a gap that the gold does not have too is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use tarjuman::align::{AlignOptions, Evidence, Lexicon, Text, align};
use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;

use crate::shared;

type Beads = Vec<(Vec<usize>, Vec<usize>)>;

/// Two texts in sentences with the beads that a person, or the maker of the data, gave them.
struct Case {
    from: LanguageTag,
    to: LanguageTag,
    source: Vec<String>,
    target: Vec<String>,
    gold: Beads,
    /// The name of its document among the news.
    document: String,
}

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

fn lines(path: &std::path::Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

fn numbers(list: &Value) -> Vec<usize> {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    list.as_array().unwrap().iter().map(number).collect()
}

/// The cases of one file of news, `en-fa`.
fn news(pair: &str) -> Vec<Case> {
    let Some(path) = shared(&format!("data/alignment/ntrex-derived/{pair}.jsonl")) else {
        return Vec::new();
    };
    let strings = |list: &Value| -> Vec<String> {
        let texts = list.as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    lines(&path)
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|case| Case {
            from: tag(case["src_lang"].as_str().unwrap()),
            to: tag(case["tgt_lang"].as_str().unwrap()),
            document: case["doc"].as_str().unwrap().to_owned(),
            source: strings(&case["src"]),
            target: strings(&case["tgt"]),
            gold: case["gold"]
                .as_array()
                .unwrap()
                .iter()
                .map(|bead| (numbers(&bead[0]), numbers(&bead[1])))
                .collect(),
        })
        .collect()
}

fn textberg(name: &str) -> Vec<Case> {
    let file = |ending: &str| shared(&format!("data/alignment/textberg-{name}.{ending}"));
    let Some(gold) = file("defr") else {
        return Vec::new();
    };
    let gold = lines(&gold)
        .iter()
        .map(|line| serde_json::from_str(&format!("[{}]", line.replace(':', ","))).unwrap())
        .map(|bead: Value| (numbers(&bead[0]), numbers(&bead[1])))
        .collect();
    vec![Case {
        from: tag("de"),
        to: tag("fr"),
        source: lines(&file("de").unwrap()),
        target: lines(&file("fr").unwrap()),
        gold,
        document: String::new(),
    }]
}

fn hunalign(name: &str) -> Vec<Case> {
    let file = |file: &str| shared(&format!("data/alignment/hunalign-{name}-en-hu/{file}"));
    let Some(ladder) = file("hand.ladder") else {
        return Vec::new();
    };
    let rungs: Vec<Vec<usize>> = lines(&ladder)
        .iter()
        .map(|line| {
            line.split_whitespace()
                .map(|n| n.parse().unwrap())
                .collect()
        })
        .collect();
    let gold = rungs
        .windows(2)
        .map(|pair| {
            let side = |side: usize| (pair[0][side]..pair[1][side]).collect::<Vec<_>>();
            (side(1), side(0))
        })
        .collect();
    vec![Case {
        from: tag("en"),
        to: tag("hu"),
        source: lines(&file("en.sen").unwrap()),
        target: lines(&file("hu.sen").unwrap()),
        gold,
        document: String::new(),
    }]
}

/// How many beads of one list are in another: exactly, in part, and how many there are.
#[derive(Default, Clone, Copy)]
struct Count {
    strict: usize,
    lax: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, beads: &Beads, among: &Beads) {
        let known: BTreeSet<_> = among.iter().collect();
        let mut opposite: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (own, other) in among {
            for one in own {
                opposite.entry(*one).or_default().extend(other);
            }
        }
        for bead in beads {
            let is_known = known.contains(bead);
            let touches = bead.0.iter().any(|one| {
                let others = opposite.get(one);
                others.is_some_and(|others| bead.1.iter().any(|other| others.contains(other)))
            });
            self.all += 1;
            self.strict += usize::from(is_known);
            self.lax += usize::from(is_known || touches);
        }
    }
}

/// Precision and recall over the cases of a set.
#[derive(Default, Clone, Copy)]
struct Tally {
    precision: Count,
    with_gaps: Count,
    recall: Count,
}

fn f1(right: (usize, usize), all: (usize, usize)) -> f64 {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right.0, all.0), share(right.1, all.1));
    if precision + recall > 0.0 {
        200.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}

impl Tally {
    fn add(&mut self, answer: &Beads, gold: &Beads) {
        let whole = |beads: &Beads| -> Beads {
            let beads = beads.iter();
            let whole = beads.filter(|(own, other)| !own.is_empty() && !other.is_empty());
            whole.cloned().collect()
        };
        self.precision.add(&whole(answer), gold);
        self.with_gaps.add(answer, gold);
        self.recall.add(&whole(gold), answer);
    }

    fn strict(&self) -> f64 {
        f1(
            (self.precision.strict, self.recall.strict),
            (self.precision.all, self.recall.all),
        )
    }

    fn lax(&self) -> f64 {
        f1(
            (self.precision.lax, self.recall.lax),
            (self.precision.all, self.recall.all),
        )
    }

    fn strict_with_gaps(&self) -> f64 {
        f1(
            (self.with_gaps.strict, self.recall.strict),
            (self.with_gaps.all, self.recall.all),
        )
    }

    fn lax_with_gaps(&self) -> f64 {
        f1(
            (self.with_gaps.lax, self.recall.lax),
            (self.with_gaps.all, self.recall.all),
        )
    }
}

const NEWS: [&str; 12] = [
    "en-fa", "en-ru", "en-ar", "en-tg", "en-de", "en-fr", "en-zh", "en-ja", "en-he", "en-tr",
    "en-ur", "en-ps",
];

fn sets() -> Vec<(String, Vec<Case>)> {
    let mut sets = vec![("Text+Berg".to_owned(), {
        let files = ["dev", "test0", "test5"];
        files.into_iter().flat_map(textberg).collect()
    })];
    sets.extend(NEWS.map(|pair| (pair.to_owned(), news(pair))));
    sets.extend(["dtm", "steinbeck"].map(|name| (name.to_owned(), hunalign(name))));
    sets
}

fn strings(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// The lines of the other documents of the news with their translations.
fn other_news(case: &Case) -> Option<(Vec<String>, Vec<String>)> {
    let file = |name: &str| Some(lines(&shared(&format!("data/news/ntrex/{name}"))?));
    let (source, target) = (file("en.txt")?, file(&format!("{}.txt", case.to))?);
    let places = file("documents.tsv")?;
    let others = places
        .iter()
        .enumerate()
        .filter(|(_, row)| row.split('\t').next() != Some(&case.document))
        .map(|(line, _)| line);
    Some(
        others
            .map(|line| (source[line].clone(), target[line].clone()))
            .unzip(),
    )
}

fn aligned(case: &Case, options: &AlignOptions<'_>) -> (Beads, Vec<f64>) {
    let (source, target) = (strings(&case.source), strings(&case.target));
    let text = |sentences, language| Text {
        sentences,
        language,
        paragraphs: &[],
    };
    align(
        &text(&source, &case.from),
        &text(&target, &case.to),
        options,
    )
    .beads
    .into_iter()
    .map(|bead| {
        (
            (bead.source.collect(), bead.target.collect()),
            bead.confidence,
        )
    })
    .unzip()
}

/// Whether the lexicon of other news is used.
#[derive(Clone, Copy, PartialEq)]
enum Memory {
    Empty,
    OtherNews,
}

/// Aligns the cases of a set and counts what is right; also of the beads from some confidence
/// on how many there are and how many of them are right.
fn measured(
    cases: &[Case],
    glossary: Option<&Glossary>,
    evidence: Evidence,
    memory: Memory,
) -> (Tally, Vec<(f64, bool)>) {
    let mut tally = Tally::default();
    let mut sure = Vec::new();
    for case in cases {
        let lexicon = match memory {
            Memory::Empty => None,
            Memory::OtherNews => other_news(case).map(|(source, target)| {
                Lexicon::learn(
                    (&strings(&source), &case.from),
                    (&strings(&target), &case.to),
                )
            }),
        };
        let options = AlignOptions {
            glossary,
            lexicon: lexicon.as_ref(),
            evidence,
        };
        let (beads, confidences) = aligned(case, &options);
        for (bead, confidence) in beads.iter().zip(confidences) {
            if !bead.0.is_empty() && !bead.1.is_empty() {
                sure.push((confidence, case.gold.contains(bead)));
            }
        }
        tally.add(&beads, &case.gold);
    }
    (tally, sure)
}

#[test]
fn the_table() {
    let glossary = Glossary::new(crate::content::shipped().entries);
    let only = std::env::var("SETS").unwrap_or_default();
    let memory = if std::env::var("MEM").is_ok() {
        Memory::OtherNews
    } else {
        Memory::Empty
    };
    for (name, cases) in sets() {
        if !only.is_empty() && !only.split(',').any(|one| name.starts_with(one)) {
            continue;
        }
        let glossary = name.starts_with("en-").then_some(&glossary);
        let (tally, sure) = measured(&cases, glossary, Evidence::ALL, memory);
        print!(
            "{name:<12} {:5.1} {:5.1}   {:5.1} {:5.1}",
            tally.strict(),
            tally.lax(),
            tally.strict_with_gaps(),
            tally.lax_with_gaps()
        );
        for least in [0.5, 0.7, 0.8, 0.9, 0.95] {
            let taken: Vec<_> = sure.iter().filter(|one| one.0 >= least).collect();
            let right = taken.iter().filter(|one| one.1).count();
            print!(
                "  {least}: {:.1} of {:.0}%",
                100.0 * right as f64 / taken.len().max(1) as f64,
                100.0 * taken.len() as f64 / sure.len() as f64
            );
        }
        let share = |low: f64, high: f64| {
            let taken: Vec<_> = sure
                .iter()
                .filter(|one| one.0 >= low && one.0 < high)
                .collect();
            let mean = taken.iter().map(|one| one.0).sum::<f64>() / taken.len().max(1) as f64;
            format!(
                "{:.2}→{:.2}",
                mean,
                taken.iter().filter(|one| one.1).count() as f64 / taken.len().max(1) as f64
            )
        };
        println!(
            "  cal {} {} {} {}",
            share(0.3, 0.6),
            share(0.6, 0.8),
            share(0.8, 0.95),
            share(0.95, 1.1)
        );
    }
}

#[test]
fn refusal() {
    let glossary = Glossary::new(crate::content::shipped().entries);
    for (name, cases) in sets() {
        if name == "steinbeck" {
            continue;
        }
        let options = AlignOptions {
            glossary: Some(&glossary),
            lexicon: None,
            evidence: Evidence::ALL,
        };
        let score = |source: &Case, target: &Case| {
            let (own, other) = (strings(&source.source), strings(&target.target));
            let text = |sentences, language| Text {
                sentences,
                language,
                paragraphs: &[],
            };
            let found = align(
                &text(&own, &source.from),
                &text(&other, &target.to),
                &options,
            );
            let beads: Vec<_> = found
                .beads
                .iter()
                .filter(|b| !b.source.is_empty() && !b.target.is_empty())
                .collect();
            let n = (own.len() + other.len()) as f64;
            let conf = beads
                .iter()
                .map(|b| b.confidence * (b.source.len() + b.target.len()) as f64)
                .sum::<f64>()
                / n;
            (found.confidence, conf)
        };
        if std::env::var("DUMP").is_ok() {
            for i in 0..cases.len() {
                let n = |a: &Case, b: &Case| (a.source.len(), b.target.len());
                println!(
                    "D 1 {name} {:?} {:?}",
                    score(&cases[i], &cases[i]),
                    n(&cases[i], &cases[i])
                );
                let j = (i + 1) % cases.len();
                println!(
                    "D 0 {name} {:?} {:?}",
                    score(&cases[i], &cases[j]),
                    n(&cases[i], &cases[j])
                );
            }
            continue;
        }
        let mut right: Vec<_> = cases.iter().map(|c| score(c, c)).collect();
        let mut wrong: Vec<_> = (0..cases.len())
            .map(|i| score(&cases[i], &cases[(i + 1) % cases.len()]))
            .collect();
        for list in [&mut right, &mut wrong] {
            let mut g: Vec<f64> = list.iter().map(|x| x.0).collect();
            g.sort_by(f64::total_cmp);
            let mut c: Vec<f64> = list.iter().map(|x| x.1).collect();
            c.sort_by(f64::total_cmp);
            let n = g.len() - 1;
            println!(
                "{name} gain {:.2} {:.2} {:.2} {:.2} {:.2}   conf {:.2} {:.2} {:.2} {:.2} {:.2}",
                g[0],
                g[n / 20],
                g[n / 2],
                g[n - n / 20],
                g[n],
                c[0],
                c[n / 20],
                c[n / 2],
                c[n - n / 20],
                c[n]
            );
        }
    }
}
