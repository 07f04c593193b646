//! Recognition and extraction of terms on the data of published tasks: ACTER (TermEval 2020), the
//! terminology tasks of WMT 2021 and 2023, the glossaries of TICO-19. `docs/terminology.md` has
//! the figures; `cargo test --test all term_gold -- --nocapture` prints them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use tarjuman::glossary::{
    Candidate, ExtractOptions, ExtractSentence, Glossary, Nesting, SingleWords,
};
use tarjuman::lang::LanguageTag;
use tarjuman::model::{ConceptEntry, Location, Term, TermStatus};
use tarjuman::text::Segmenter;

use crate::shared;

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// How many were found of those that are there, and how many that are not.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    found: usize,
    gold: usize,
}

impl Score {
    fn percent(part: usize, whole: usize) -> f64 {
        let float = |count: usize| f64::from(u32::try_from(count).unwrap());
        100.0 * float(part) / float(whole.max(1))
    }

    fn precision(self) -> f64 {
        Self::percent(self.right, self.found)
    }

    fn recall(self) -> f64 {
        Self::percent(self.right, self.gold)
    }

    fn f1(self) -> f64 {
        Self::percent(2 * self.right, self.found + self.gold)
    }

    fn print(self, name: &str) {
        println!(
            "{name}: precision {:.1}, recall {:.1}, F1 {:.1} ({} of {}, {} found)",
            self.precision(),
            self.recall(),
            self.f1(),
            self.right,
            self.gold,
            self.found
        );
    }
}

/// A glossary of one term per entry, or of a term with its renderings.
fn glossary<'t>(entries: impl Iterator<Item = Vec<(&'t LanguageTag, &'t str)>>) -> Glossary {
    let entries = entries.enumerate().map(|(nth, terms)| {
        let mut entry = ConceptEntry::new(format!("e{nth}"), Location::default());
        for (language, text) in terms {
            let term = Term::new(language.clone(), text, TermStatus::Preferred);
            entry.terms.push(term);
        }
        entry
    });
    Glossary::new(entries.collect())
}

/// The unique terms of a domain of ACTER, with its named entities.
fn acter_terms(folder: &Path, domain: &str, language: &str) -> BTreeSet<String> {
    let lists = folder.join("annotated/annotations/unique_annotation_lists");
    let file = lists.join(format!("{domain}_{language}_terms_nes.tsv"));
    let text = fs::read_to_string(file).unwrap();
    let term = |line: &str| line.split('\t').next().unwrap().trim().to_lowercase();
    text.lines()
        .map(term)
        .filter(|term| !term.is_empty())
        .collect()
}

fn texts(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let read = |file: &std::path::PathBuf| fs::read_to_string(file).unwrap();
    files.iter().map(read).collect()
}

/// How well candidates agree with the terms of a domain.
struct Extracted {
    /// As many written forms as the domain has terms: the participants of TermEval knew that
    /// number too, and its list has every form of a term.
    all: Score,
    /// What share of the first 50, 100 and 200 candidates is a term, in percent.
    first: [f64; 3],
}

fn extraction(folder: &Path, domain: &str, language: &str, news: &Path) -> Extracted {
    let gold = acter_terms(folder, domain, language);
    let texts = texts(&folder.join("annotated/texts"));
    let segmenter = Segmenter::new(&tag(language));
    let mut sentences = Vec::new();
    for (document, text) in (0..).zip(&texts) {
        for sentence in segmenter.sentences(text) {
            let text = sentence.trimmed().1;
            sentences.push(ExtractSentence { text, document });
        }
    }
    let news = fs::read_to_string(news).unwrap();
    let mut memory = news.lines().map(str::to_owned);
    let options = ExtractOptions {
        limit: gold.len(),
        single_words: SingleWords::All,
        ..ExtractOptions::new(tag(language))
    };
    let found = Glossary::new(Vec::new()).extract(&sentences, Some(&mut memory), &options);
    let forms = |own: &Candidate| -> Vec<String> {
        let forms = own.forms.iter().map(|(text, _)| text.to_lowercase());
        forms.collect()
    };
    let first = [50, 100, 200].map(|count| {
        let first = found.iter().take(count);
        let right = first.filter(|own| forms(own).iter().any(|form| gold.contains(form)));
        Score::percent(right.count(), count.min(found.len()))
    });
    let mut own: BTreeSet<String> = BTreeSet::new();
    let forms = found.iter().flat_map(forms);
    for form in forms {
        if own.len() < gold.len() {
            own.insert(form);
        }
    }
    let all = Score {
        right: own.intersection(&gold).count(),
        found: own.len(),
        gold: gold.len(),
    };
    Extracted { all, first }
}

#[test]
fn extraction_on_acter() {
    let (Some(acter), Some(news)) = (shared("data/terms/acter"), shared("data/news/ntrex")) else {
        return;
    };
    for (language, domain, least) in [
        ("en", "corp", 32.0),
        ("en", "equi", 45.0),
        ("fr", "corp", 27.0),
    ] {
        let folder = acter.join(language).join(domain);
        let news = news.join(format!("{language}.txt"));
        let Extracted { all, first } = extraction(&folder, domain, language, &news);
        all.print(&format!("ACTER extraction {language} {domain}"));
        println!(
            "precision of the first 50, 100, 200: {:.1}, {:.1}, {:.1}",
            first[0], first[1], first[2]
        );
        assert!(all.f1() >= least, "{}", all.f1());
    }
}

/// A sentence of the annotated tokens of ACTER: its text and the bytes of each term.
fn annotated(block: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for line in block.lines() {
        let Some((token, label)) = line.rsplit_once('\t') else {
            continue;
        };
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        match (label, spans.last_mut()) {
            ("B", _) => spans.push(start..text.len()),
            ("I", Some(last)) => last.end = text.len(),
            _ => {}
        }
    }
    (text, spans)
}

/// The terms of the list recognised in the annotated texts, place by place.
fn recognition(folder: &Path, domain: &str, language: &str) -> Score {
    let own = tag(language);
    let terms = acter_terms(folder, domain, language);
    let glossary = glossary(terms.iter().map(|term| vec![(&own, term.as_str())]));
    let annotations = folder.join("annotated/annotations/sequential_annotations");
    let mut score = Score::default();
    for text in texts(&annotations.join("iob_annotations/with_named_entities")) {
        for block in text.split("\n\n") {
            let (text, gold) = annotated(block);
            let mentions = glossary.mentions(&text, &own);
            let outer = mentions.iter().filter(|own| own.nesting == Nesting::Outer);
            let found: BTreeSet<(usize, usize)> =
                outer.map(|own| (own.span.start, own.span.end)).collect();
            let gold: BTreeSet<(usize, usize)> =
                gold.iter().map(|own| (own.start, own.end)).collect();
            score.right += found.intersection(&gold).count();
            score.found += found.len();
            score.gold += gold.len();
        }
    }
    score
}

#[test]
fn recognition_on_acter() {
    let Some(acter) = shared("data/terms/acter") else {
        return;
    };
    for (language, domain, least) in [
        ("en", "corp", 75.0),
        ("en", "equi", 75.0),
        ("fr", "corp", 70.0),
    ] {
        let score = recognition(&acter.join(language).join(domain), domain, language);
        score.print(&format!("ACTER recognition {language} {domain}"));
        assert!(score.f1() >= least, "{}", score.f1());
    }
}

/// A sentence of a terminology task.
struct Task {
    source: String,
    reference: String,
    /// The marked terms, with what the task accepts for each.
    terms: Vec<(String, Vec<String>)>,
}

fn tasks(file: &Path) -> Vec<Task> {
    let text = fs::read_to_string(file).unwrap();
    let task = |line: &str| {
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        let said = |name: &str| read[name].as_str().unwrap().to_owned();
        let terms = read["terms"].as_array().unwrap().iter().map(|term| {
            let accepted = match &term["tgt"] {
                serde_json::Value::Array(all) => all
                    .iter()
                    .map(|own| own.as_str().unwrap().to_owned())
                    .collect(),
                other => vec![other.as_str().unwrap().to_owned()],
            };
            (term["src"].as_str().unwrap().to_owned(), accepted)
        });
        Task {
            source: said("src"),
            reference: said("ref"),
            terms: terms.collect(),
        }
    };
    text.lines().map(task).collect()
}

/// The glossary of all terms that a task marks anywhere.
fn task_glossary(tasks: &[Task], from: &LanguageTag, to: &LanguageTag) -> Glossary {
    let mut terms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (source, accepted) in tasks.iter().flat_map(|task| &task.terms) {
        let known = terms.entry(source).or_default();
        known.extend(accepted.iter().map(String::as_str));
    }
    glossary(terms.iter().map(|(source, accepted)| {
        let renderings = accepted.iter().map(|own| (to, *own));
        std::iter::once((from, *source)).chain(renderings).collect()
    }))
}

/// How the marked terms are found in the sources, and how often what is accepted for them is
/// found in the references.
fn task_scores(tasks: &[Task], from: &LanguageTag, to: &LanguageTag) -> (Score, Score) {
    let glossary = task_glossary(tasks, from, to);
    let (mut sources, mut references) = (Score::default(), Score::default());
    for task in tasks {
        let found: BTreeSet<String> = glossary
            .mentions(&task.source, from)
            .iter()
            .map(|own| own.entry.terms[0].text.clone())
            .collect();
        let gold: BTreeSet<String> = task.terms.iter().map(|(own, _)| own.clone()).collect();
        sources.right += found.intersection(&gold).count();
        sources.found += found.len();
        sources.gold += gold.len();
        let rendered: BTreeSet<String> = glossary
            .mentions(&task.reference, to)
            .iter()
            .flat_map(|own| std::iter::once(&own.entry).chain(&own.also))
            .map(|entry| entry.terms[0].text.clone())
            .collect();
        references.gold += gold.len();
        references.right += gold.iter().filter(|own| rendered.contains(*own)).count();
    }
    (sources, references)
}

#[test]
fn recognition_on_the_terminology_tasks_of_wmt() {
    let Some(folder) = shared("data/terms") else {
        return;
    };
    for (file, from, to, least) in [
        ("wmt21-terminology-en-fr.jsonl", "en", "fr", 85.0),
        ("wmt23-dev-deen.jsonl", "de", "en", 80.0),
        ("wmt23-dev-encs.jsonl", "en", "cs", 80.0),
        ("wmt23-dev-zhen.jsonl", "zh", "en", 80.0),
    ] {
        let tasks = tasks(&folder.join(file));
        let (sources, references) = task_scores(&tasks, &tag(from), &tag(to));
        sources.print(&format!("{file} terms in the source"));
        println!(
            "{file} accepted terms found in the reference: {:.1} ({} of {})",
            references.recall(),
            references.right,
            references.gold
        );
        assert!(sources.recall() >= least, "{}", sources.recall());
    }
}

/// The rows of a glossary of TICO-19: `id,sourceLang,targetLang,sourceString,targetString`.
fn tico(file: &Path) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let row = |row: csv::StringRecord| (row[3].trim().to_owned(), row[4].trim().to_owned());
    let rows = reader.records().map(|record| row(record.unwrap()));
    rows.filter(|(source, target)| !source.is_empty() && !target.is_empty())
        .collect()
}

#[test]
fn the_glossary_of_tico_19_in_its_sentences() {
    let Some(folder) = shared("data/terms") else {
        return;
    };
    let rows = tico(&folder.join("tico-facebook/f_en-fr_XX.csv"));
    let (en, fr) = (tag("en"), tag("fr"));
    let glossary = glossary(
        rows.iter()
            .map(|(source, target)| vec![(&en, source.as_str()), (&fr, target.as_str())]),
    );
    let mut score = Score::default();
    for task in tasks(&folder.join("wmt21-terminology-en-fr.jsonl")) {
        let rendered: BTreeSet<String> = glossary
            .mentions(&task.reference, &fr)
            .iter()
            .flat_map(|own| std::iter::once(&own.entry).chain(&own.also))
            .map(|entry| entry.id.0.clone())
            .collect();
        for mention in glossary.mentions(&task.source, &en) {
            score.gold += 1;
            score.right += usize::from(rendered.contains(&mention.entry.id.0));
        }
    }
    println!(
        "TICO-19 glossary en-fr: its rendering stands in the translation of {:.1} % of {} mentions",
        score.recall(),
        score.gold
    );
    assert!(
        score.gold >= 500 && score.recall() >= 40.0,
        "{}",
        score.recall()
    );
}
