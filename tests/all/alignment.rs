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
use tarjuman::align::{AlignOptions, Evidence, Expected, Judged, Lexicon, Text, align};
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

/// In how many parts the news are divided, to learn from the others for each.
const PARTS: usize = 10;

/// A lexicon from the news that are in other parts than the documents of one.
fn lexicon_of_others(cases: &[Case], part: usize) -> Option<Lexicon> {
    let file = |name: &str| Some(lines(&shared(&format!("data/news/ntrex/{name}"))?));
    let first = cases.first()?;
    let (source, target) = (file("en.txt")?, file(&format!("{}.txt", first.to))?);
    let own: BTreeSet<&str> = cases
        .iter()
        .skip(part)
        .step_by(PARTS)
        .map(|case| case.document.as_str())
        .collect();
    let documents = file("documents.tsv")?;
    let is_other = |row: &String| {
        row.split('\t')
            .next()
            .is_some_and(|name| !own.contains(name))
    };
    let kept: Vec<usize> = (0..documents.len())
        .filter(|at| is_other(&documents[*at]))
        .collect();
    let pick = |lines: &[String]| kept.iter().map(|at| lines[*at].clone()).collect::<Vec<_>>();
    let (source, target) = (pick(&source), pick(&target));
    Some(Lexicon::learn(
        (&strings(&source), &first.from),
        (&strings(&target), &first.to),
    ))
}

fn strings(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn with_texts<T>(
    source: &Case,
    target: &Case,
    use_them: impl FnOnce(&Text<'_>, &Text<'_>) -> T,
) -> T {
    let (own, other) = (strings(&source.source), strings(&target.target));
    let text = |sentences, language| Text {
        sentences,
        language,
        paragraphs: &[],
    };
    use_them(&text(&own, &source.from), &text(&other, &target.to))
}

/// Whether the lexicon of other news is used.
#[derive(Clone, Copy, PartialEq)]
enum Memory {
    Empty,
    OtherNews,
}

/// What came of a set: how much is right, and each whole bead with its confidence and whether it
/// is right.
#[derive(Default)]
struct Measured {
    tally: Tally,
    beads: Vec<(f64, bool)>,
}

impl Measured {
    /// Of the beads from a confidence on the share that is right, and the share that they are of
    /// all, in percent.
    fn taken(&self, least: f64) -> (f64, f64) {
        let taken: Vec<_> = self.beads.iter().filter(|bead| bead.0 >= least).collect();
        let right = taken.iter().filter(|bead| bead.1).count();
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        (
            share(right, taken.len()),
            share(taken.len(), self.beads.len()),
        )
    }
}

fn measured(
    cases: &[Case],
    glossary: Option<&Glossary>,
    evidence: Evidence,
    memory: Memory,
) -> Measured {
    let lexicons: Vec<Option<Lexicon>> = match memory {
        Memory::Empty => vec![None],
        Memory::OtherNews => (0..PARTS)
            .map(|part| lexicon_of_others(cases, part))
            .collect(),
    };
    let mut measured = Measured::default();
    for (at, case) in cases.iter().enumerate() {
        let options = AlignOptions {
            glossary,
            lexicon: lexicons[at % lexicons.len()].as_ref(),
            evidence,
            expected: Expected::Translation,
            judged: Judged::Texts,
            progress: None,
        };
        let found = with_texts(case, case, |own, other| align(own, other, &options));
        let mut beads = Beads::new();
        for bead in found.beads {
            let own = (
                bead.source.collect::<Vec<_>>(),
                bead.target.collect::<Vec<_>>(),
            );
            if !own.0.is_empty() && !own.1.is_empty() {
                measured
                    .beads
                    .push((bead.confidence, case.gold.contains(&own)));
            }
            beads.push(own);
        }
        measured.tally.add(&beads, &case.gold);
    }
    measured
}

fn glossary() -> Glossary {
    Glossary::new(crate::content::shipped().entries)
}

/// The least that is asked: set, strict, lax, both in percent, gaps counted as vecalign does.
const BARS: &[(&str, f64, f64)] = &[
    ("Text+Berg", 84.0, 95.0),
    ("en-fa", 92.0, 97.0),
    ("en-ru", 92.0, 97.0),
    ("en-ar", 90.0, 97.0),
    ("en-tg", 90.0, 97.0),
    ("en-de", 94.0, 97.0),
    ("en-fr", 94.0, 97.0),
    ("en-zh", 88.0, 94.0),
    ("dtm", 97.0, 98.0),
    ("steinbeck", 97.0, 98.0),
];

#[test]
fn real_texts_are_aligned_with_an_empty_memory() {
    let glossary = glossary();
    for (name, cases) in sets() {
        let Some((_, strict, lax)) = BARS.iter().find(|bar| bar.0 == name) else {
            continue;
        };
        if cases.is_empty() {
            continue;
        }
        let glossary = name.starts_with("en-").then_some(&glossary);
        let found = measured(&cases, glossary, Evidence::ALL, Memory::Empty).tally;
        let figures = (found.strict_with_gaps(), found.lax_with_gaps());
        println!("{name:<10} {:5.1} {:5.1}", figures.0, figures.1);
        assert!(
            figures.0 >= *strict && figures.1 >= *lax,
            "{name}: {figures:?}"
        );
    }
}

#[test]
fn other_news_help_and_what_is_sure_is_right() {
    let glossary = glossary();
    for pair in ["en-fa", "en-zh"] {
        let cases = news(pair);
        if cases.is_empty() {
            continue;
        }
        let found = measured(&cases, Some(&glossary), Evidence::ALL, Memory::OtherNews);
        let tally = found.tally;
        let (right, taken) = found.taken(tarjuman::project::SURE);
        println!(
            "{pair} {:.1} {:.1}, taken {taken:.0} %, of them right {right:.1} %",
            tally.strict(),
            tally.lax()
        );
        assert!(
            tally.strict_with_gaps() >= 94.0 && tally.lax() >= 98.5,
            "{pair}"
        );
        assert!(right >= 98.5 && taken > 80.0, "{pair}: {right} of {taken}");
    }
}

#[test]
fn texts_that_are_no_translations_are_told_from_those_that_are() {
    let glossary = glossary();
    let options = AlignOptions {
        glossary: Some(&glossary),
        ..AlignOptions::default()
    };
    for pair in ["en-fa", "en-ru", "en-zh"] {
        let cases = news(pair);
        let confidence = |own: &Case, other: &Case| {
            with_texts(own, other, |own, other| {
                align(own, other, &options).confidence
            })
        };
        let mut wrong = 0;
        for (at, case) in cases.iter().enumerate() {
            let next = &cases[(at + 1) % cases.len()];
            wrong += usize::from(confidence(case, case) < 0.5);
            wrong += usize::from(confidence(case, next) >= 0.5);
        }
        println!("{pair}: {wrong} of {} misjudged", 2 * cases.len());
        assert!(wrong * 100 <= 2 * cases.len() * 4, "{pair}: {wrong}");
    }
}

/// An article whose translation has some beads in another place, and which those are.
fn moved(case: &Case, seed: usize) -> Option<(Case, Beads)> {
    let size = 3 + seed % 3;
    let beads = &case.gold;
    let room = beads.len().checked_sub(size + 12)?;
    let from = (seed * 7) % (room + 1);
    let gap = 5 + seed % 5;
    let to = if from + size + gap <= beads.len() {
        from + size + gap
    } else {
        from.checked_sub(gap)?
    };
    let mut order: Vec<usize> = (0..beads.len()).collect();
    let block: Vec<usize> = order.drain(from..from + size).collect();
    let to = if to > from { to - size } else { to };
    order.splice(to..to, block.iter().copied());
    let mut target = Vec::new();
    let mut gold = beads.clone();
    for at in order {
        let start = target.len();
        target.extend(beads[at].1.iter().map(|one| case.target[*one].clone()));
        gold[at].1 = (start..target.len()).collect();
    }
    let is_whole = |bead: &&(Vec<usize>, Vec<usize>)| !bead.0.is_empty() && !bead.1.is_empty();
    let block = block.iter().map(|at| &gold[*at]);
    let block = block.filter(is_whole).cloned().collect();
    let case = Case {
        from: case.from.clone(),
        to: case.to.clone(),
        source: case.source.clone(),
        target,
        gold,
        document: case.document.clone(),
    };
    Some((case, block))
}

#[test]
fn moved_paragraphs_are_noticed_and_none_is_where_none_was_moved() {
    let glossary = glossary();
    let options = AlignOptions {
        glossary: Some(&glossary),
        ..AlignOptions::default()
    };
    type Moved = (f64, (Vec<usize>, Vec<usize>));
    let crossings = |case: &Case| -> Vec<Moved> {
        let found = with_texts(case, case, |own, other| align(own, other, &options));
        let beads = found.crossings.into_iter();
        beads
            .map(|bead| {
                (
                    bead.confidence,
                    (bead.source.collect(), bead.target.collect()),
                )
            })
            .collect()
    };
    for pair in ["en-fa", "en-ru", "en-ar", "en-zh", "en-de"] {
        let (mut all, mut noticed, mut articles, mut whole) = (0, 0, 0, 0);
        let (mut sure, mut right, mut false_ones) = (0, 0, 0);
        for (seed, case) in news(pair).iter().enumerate() {
            let ones = crossings(case);
            false_ones += ones.len();
            let Some((case, block)) = moved(case, seed) else {
                continue;
            };
            let found = crossings(&case);
            articles += 1;
            whole += usize::from(!found.is_empty());
            all += block.len();
            let beads: Vec<_> = found.iter().map(|one| one.1.clone()).collect();
            noticed += block.iter().filter(|bead| beads.contains(bead)).count();
            for (confidence, bead) in &found {
                if *confidence >= tarjuman::project::SURE {
                    sure += 1;
                    right += usize::from(case.gold.contains(bead));
                }
            }
        }
        println!(
            "{pair}: noticed in {whole} of {articles} articles, {noticed} of {all} beads; {sure} sure, {right} of them right; {false_ones} where nothing was moved"
        );
        if articles > 0 {
            assert!(whole * 10 >= articles * 4, "{pair}: {whole} of {articles}");
            assert!(false_ones <= 3, "{pair}: {false_ones}");
        }
    }
}

/// The kinds of evidence in the order in which the table adds them.
const KINDS: &[(&str, Evidence)] = &[
    ("marks and stops", Evidence::MARKS),
    ("numbers", Evidence::NUMBERS),
    ("equal words", Evidence::WORDS),
    ("names by sound, like words", Evidence::NAMES),
    ("glossary", Evidence::GLOSSARY),
    ("words learnt from the texts", Evidence::LEARNT),
];

#[test]
#[ignore = "takes minutes; UPDATE=1 cargo test --release table_of_evidence -- --ignored"]
fn table_of_evidence() {
    let glossary = glossary();
    let wanted = BARS
        .iter()
        .map(|bar| bar.0)
        .filter(|name| *name != "steinbeck");
    let sets: Vec<_> = sets()
        .into_iter()
        .filter(|(name, cases)| wanted.clone().any(|one| one == name) && !cases.is_empty())
        .collect();
    let mut rows = vec![("lengths".to_owned(), Evidence::NONE, Memory::Empty)];
    let mut evidence = Evidence::NONE;
    for (name, kind) in KINDS {
        evidence = evidence.with(*kind);
        rows.push((format!("+ {name}"), evidence, Memory::Empty));
    }
    let all = evidence.with(Evidence::MEMORY);
    rows.push((
        "+ other news in the memory".to_owned(),
        all,
        Memory::OtherNews,
    ));
    for (name, kind) in KINDS {
        rows.push((
            format!("all but {name}"),
            evidence.without(*kind),
            Memory::Empty,
        ));
    }
    let mut table = String::from("| evidence |");
    sets.iter()
        .for_each(|(name, _)| table.push_str(&format!(" {name} |")));
    table.push_str("\n|---|");
    sets.iter().for_each(|_| table.push_str("---|"));
    for (name, evidence, memory) in rows {
        table.push_str(&format!("\n| {name} |"));
        for (set, cases) in &sets {
            let is_news = set.starts_with("en-");
            let memory = if is_news { memory } else { Memory::Empty };
            let found = measured(cases, is_news.then_some(&glossary), evidence, memory).tally;
            table.push_str(&format!(" {:.1} / {:.1} |", found.strict(), found.lax()));
        }
    }
    table.push('\n');
    println!("{table}");
    crate::desk::update_section("docs/alignment.md", "evidence", &table);
}

#[test]
#[ignore = "takes minutes; UPDATE=1 cargo test --release table_of_sets -- --ignored"]
fn table_of_sets() {
    let glossary = glossary();
    let mut table = String::from(
        "| set | strict / lax | gaps counted | with other news | taken | of them right |\n|---|---|---|---|---|---|\n",
    );
    for (name, cases) in sets() {
        let is_news = name.starts_with("en-");
        let glossary = is_news.then_some(&glossary);
        let found = measured(&cases, glossary, Evidence::ALL, Memory::Empty);
        let (right, taken) = found.taken(tarjuman::project::SURE);
        let with_memory = if is_news {
            let found = measured(&cases, glossary, Evidence::ALL, Memory::OtherNews);
            let (right, taken) = found.taken(tarjuman::project::SURE);
            format!(
                "{:.1} / {:.1} ({right:.1} of {taken:.0} %)",
                found.tally.strict(),
                found.tally.lax()
            )
        } else {
            "–".to_owned()
        };
        table.push_str(&format!(
            "| {name} | {:.1} / {:.1} | {:.1} / {:.1} | {with_memory} | {taken:.0} % | {right:.1} % |\n",
            found.tally.strict(),
            found.tally.lax(),
            found.tally.strict_with_gaps(),
            found.tally.lax_with_gaps(),
        ));
    }
    println!("{table}");
    crate::desk::update_section("docs/alignment.md", "sets", &table);
}
