//! Adding articles with their translations: aligned, and their units stored.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::align::{Aligned, Aligner, Segmented, Side};
use super::near::{self, KnownDocuments};
use super::observer::{Event, Observer};
use super::sync::shown_path;
use super::texts::{language_name, other_language};
use super::{Project, ProjectError, Segmentation, sync};
use crate::lang::LanguageTag;
use crate::model::{
    Document, DocumentId, Made, Origin, ReviewRow, ReviewTable, ReviewVerdict, Timestamp, Unit,
    UnitStatus, Variant,
};
use crate::store::{Fingerprint, NewSource, SourceKind, SourceWriter, Store};
use crate::text::nfc;

/// From which confidence on texts are taken as translations of each other.
pub const LEAST_TRANSLATION: f64 = 0.5;

/// The format of sources that were aligned.
const FORMAT: &str = "aligned";

/// How articles are added.
#[derive(Debug, Clone)]
pub struct AddOptions {
    /// The least confidence, 0–1, with which a unit goes into the memory.
    pub threshold: f64,
    /// What happens to texts that are not translations of each other.
    pub doubt: Doubt,
    /// How texts are divided.
    pub segmentation: Segmentation,
    /// Whether anything is stored.
    pub mode: super::ImportMode,
}

/// The default of [`AddOptions::threshold`]: of the units that reach it about one in a hundred
/// is not exactly right.
pub const SURE: f64 = 0.93;

impl Default for AddOptions {
    fn default() -> Self {
        Self {
            threshold: SURE,
            doubt: Doubt::Refuse,
            segmentation: Segmentation::Sentences,
            mode: super::ImportMode::Write,
        }
    }
}

/// What happens to texts that are not translations of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// They are refused.
    Refuse,
    /// They are taken all the same.
    Take,
}

/// What became of one article with its translations.
#[derive(Debug, Clone)]
pub struct Added {
    /// The path of the source that holds its units.
    pub source: String,
    /// How likely it is that the texts are translations of each other, 0–1.
    pub confidence: f64,
    /// Units that went into the memory.
    pub units: u32,
    /// Units that were not sure enough.
    pub doubtful: u32,
    /// Sentences without a counterpart, as rows.
    pub gaps: u32,
    /// Rows that stand in another place in a translation, those that were not sure enough too.
    pub moved: u32,
    /// Whether units of the same article were there before, and are replaced.
    pub replaced: bool,
    /// Documents of the memory that are nearly the same, with their resemblance, 0–1.
    pub near: Vec<(DocumentId, f64)>,
    /// The texts as they were aligned.
    pub review: ReviewTable,
}

impl Project {
    /// Aligns articles with their translations and stores the units that are sure enough: each
    /// article as a source of its own, whose units replace those of the same article before.
    /// Articles are aligned on all threads of the current pool, and stored some at a time, so
    /// that what was stored stays when the work is broken off. The results are in the order of
    /// the articles; one that is refused does not stop the others.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add(
        &mut self,
        articles: &[Vec<Side>],
        options: &AddOptions,
        observer: &dyn Observer,
    ) -> Result<Vec<Result<Added, ProjectError>>, ProjectError> {
        let mut aligners: BTreeMap<Vec<LanguageTag>, Aligner<'_>> = BTreeMap::new();
        for article in articles {
            let languages = languages_of(article);
            if let Entry::Vacant(place) = aligners.entry(languages) {
                let aligner = self.aligner(place.key())?;
                place.insert(aligner);
            }
        }
        let mut shelf = Shelf::of(&self.store)?;
        let mut results = Vec::new();
        let done = AtomicU32::new(0);
        let all = u32::try_from(articles.len()).unwrap_or(u32::MAX);
        for batch in articles.chunks(BATCH) {
            let reviewed: Vec<Result<Reviewed, ProjectError>> = batch
                .par_iter()
                .map(|article| {
                    let aligner = &aligners[&languages_of(article)];
                    let reviewed = self.reviewed(article, aligner, options, observer);
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    observer.event(&Event::Aligned {
                        articles: done,
                        all,
                    });
                    reviewed
                })
                .collect();
            for reviewed in reviewed {
                results.push(match reviewed {
                    Ok(reviewed) => Ok(shelf.put(reviewed, options.mode)?),
                    Err(error) => Err(error),
                });
            }
            shelf.commit()?;
        }
        drop(aligners);
        drop(shelf);
        if options.mode == super::ImportMode::Write {
            self.memory = sync::index(&self.store, observer)?;
        }
        Ok(results)
    }

    /// An article as its review table.
    fn reviewed(
        &self,
        article: &[Side],
        aligner: &Aligner<'_>,
        options: &AddOptions,
        observer: &dyn Observer,
    ) -> Result<Reviewed, ProjectError> {
        if options.doubt == Doubt::Refuse {
            refuse_other_language(article)?;
        }
        let aligned = aligner.align(article, options.segmentation, observer)?;
        if aligned.confidence < LEAST_TRANSLATION && options.doubt == Doubt::Refuse {
            return Err(not_translations(article, &aligned));
        }
        Ok(Reviewed {
            source: source_of(&self.root, article),
            review: review_of(&self.root, article, &aligned, options.threshold),
            confidence: aligned.confidence,
            moved: u32::try_from(aligned.moved()).unwrap_or(u32::MAX),
        })
    }

    /// Takes a review table that a person corrected: its rows are units that were reviewed. They
    /// replace those of the same article before.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add_reviewed(
        &mut self,
        review: ReviewTable,
        options: &AddOptions,
        observer: &dyn Observer,
    ) -> Result<Added, ProjectError> {
        let reviewed = Reviewed {
            source: source_named(&review.document.id.0, &review.languages),
            review,
            confidence: 1.0,
            moved: 0,
        };
        let mut shelf = Shelf::of(&self.store)?;
        let added = shelf.put(reviewed, options.mode)?;
        shelf.commit()?;
        drop(shelf);
        if options.mode == super::ImportMode::Write {
            self.memory = sync::index(&self.store, observer)?;
        }
        Ok(added)
    }
}

/// An article as its review table.
struct Reviewed {
    /// The name of its source.
    source: String,
    review: ReviewTable,
    /// How likely it is that the texts are translations of each other.
    confidence: f64,
    /// Rows that stand in another place in a translation.
    moved: u32,
}

/// Where articles wait until some of them are stored at once.
struct Shelf<'s> {
    store: &'s Store,
    known: KnownDocuments,
    /// The sources of this run.
    put: BTreeSet<String>,
    waiting: Vec<SourceWriter<'s>>,
}

impl<'s> Shelf<'s> {
    fn of(store: &'s Store) -> Result<Self, ProjectError> {
        Ok(Self {
            store,
            known: KnownDocuments::of(store)?,
            put: BTreeSet::new(),
            waiting: Vec::new(),
        })
    }

    /// Takes the units of an article; they count when it is committed.
    fn put(&mut self, reviewed: Reviewed, mode: super::ImportMode) -> Result<Added, ProjectError> {
        let Reviewed {
            source,
            review,
            confidence,
            moved,
        } = reviewed;
        let is_there = self.store.source(&source)?.is_some();
        let mut added = Added {
            replaced: !self.put.insert(source.clone()) || is_there,
            source,
            confidence,
            units: 0,
            doubtful: 0,
            gaps: 0,
            moved,
            near: self.known.near(&review.document),
            review,
        };
        self.known.add(&added.review.document);
        let units = units_of(
            &added.review,
            &mut added.units,
            &mut added.doubtful,
            &mut added.gaps,
        );
        if mode == super::ImportMode::Write {
            let mut writer = self.store.begin(new_source(&added))?;
            for unit in &units {
                writer.unit(unit)?;
            }
            writer.document(&added.review.document)?;
            self.waiting.push(writer);
        }
        Ok(added)
    }

    fn commit(&mut self) -> Result<(), ProjectError> {
        self.store.commit_all(std::mem::take(&mut self.waiting))?;
        Ok(())
    }
}

/// The source of an article; its fingerprint is that of its rows.
fn new_source(added: &Added) -> NewSource {
    let rows = added.review.rows.iter();
    let text: String = rows.map(|row| row.texts.concat()).collect();
    NewSource {
        path: added.source.clone(),
        kind: SourceKind::Imported,
        fingerprint: Fingerprint {
            length: text.len() as u64,
            modified: 0,
            hash: xxh3_128(text.as_bytes()),
        },
        format: FORMAT.to_owned(),
        imported: now(),
    }
}

/// How many articles are aligned before their units are stored.
const BATCH: usize = 64;

/// What standard input is called among the names of texts.
const STANDARD_INPUT: &str = "-";

fn now() -> Timestamp {
    super::import::now()
}

fn languages_of(article: &[Side]) -> Vec<LanguageTag> {
    article.iter().map(|side| side.language.clone()).collect()
}

/// The name of the source of an article: its document and the languages of its translations.
fn source_of(root: &Path, article: &[Side]) -> String {
    source_named(&name_of(root, article), &languages_of(article))
}

fn source_named(document: &str, languages: &[LanguageTag]) -> String {
    let others = languages.iter().skip(1);
    let others: Vec<&str> = others.map(LanguageTag::as_str).collect();
    format!("{document}+{}", others.join("+"))
}

/// The name of a document: the path of the article. One from standard input has none, and would
/// replace any other from there: it is known by its address, or by the path of a translation.
fn name_of(root: &Path, article: &[Side]) -> String {
    let is_file = |side: &&Side| side.text.name != STANDARD_INPUT;
    let first = &article[0];
    let address = || first.text.facts.address.clone();
    let of_file = |side: &Side| path_of(root, side);
    match is_file(&first) {
        true => of_file(first),
        false => address()
            .or_else(|| article.iter().find(is_file).map(of_file))
            .unwrap_or_else(|| STANDARD_INPUT.to_owned()),
    }
}

fn path_of(root: &Path, side: &Side) -> String {
    match std::fs::canonicalize(&side.text.name) {
        Ok(file) => shown_path(root, &file),
        Err(_) => side.text.name.clone(),
    }
}

/// Two texts in one language, or a page of another one, would be aligned like any other.
fn refuse_other_language(article: &[Side]) -> Result<(), ProjectError> {
    let found = article
        .iter()
        .find_map(|side| Some((side, other_language(&side.text, Some(&side.language))?)));
    let Some((side, other)) = found else {
        return Ok(());
    };
    Err(ProjectError::OtherLanguage {
        text: side.text.name.clone(),
        claimed: language_name(&other.claimed),
        found: language_name(&other.found.language),
        confidence: other.found.confidence,
    })
}

fn not_translations(article: &[Side], aligned: &Aligned<'_>) -> ProjectError {
    ProjectError::NotTranslations {
        texts: article
            .iter()
            .map(|side| side.text.name.as_str())
            .collect::<Vec<_>>()
            .join(" and "),
        confidence: aligned.confidence,
    }
}

/// The review table of texts that were aligned: rows from a confidence on are good. Paths are
/// named relative to a folder.
pub fn review_of(
    root: &Path,
    article: &[Side],
    aligned: &Aligned<'_>,
    threshold: f64,
) -> ReviewTable {
    let rows = aligned.rows.iter().map(|row| ReviewRow {
        verdict: match () {
            () if !row.is_whole() => ReviewVerdict::Drop,
            () if row.confidence >= threshold => ReviewVerdict::Ok,
            () => ReviewVerdict::Check,
        },
        confidence: hundredths(row.confidence),
        texts: aligned
            .texts
            .iter()
            .zip(&row.spans)
            .map(|(text, span)| one_line(text.joined(span.clone())))
            .collect(),
        line: 0,
    });
    ReviewTable {
        document: document_of(root, article, &aligned.texts),
        languages: languages_of(article),
        rows: rows
            .filter(|row| row.texts.iter().any(|text| !text.is_empty()))
            .collect(),
    }
}

fn hundredths(confidence: f64) -> u8 {
    (confidence * 100.0).round().clamp(0.0, 100.0) as u8
}

/// A text in NFC with all white space as single spaces.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    nfc(&words.join(" ")).into_owned()
}

/// The record of an article: its path, the headings of its texts, what it is like.
fn document_of(root: &Path, article: &[Side], texts: &[Segmented<'_>]) -> Document {
    let mut document = Document::named(name_of(root, article));
    for (side, text) in article.iter().zip(texts) {
        let stated = side.text.facts.title.as_deref().map(one_line);
        if let Some(title) = stated.or_else(|| title_of(text)) {
            document.titles.push((text.language.clone(), title));
        }
    }
    // What the article says of itself, else what a translation does.
    let facts = || article.iter().map(|side| &side.text.facts);
    document.date = facts().find_map(|facts| facts.date.clone());
    document.address = facts().find_map(|facts| facts.address.clone());
    near::sign(&mut document, &article[0].language, texts[0].whole);
    document
}

/// The first line of a text, where it is short and does not end as a sentence does.
fn title_of(text: &Segmented<'_>) -> Option<String> {
    let line = text
        .whole
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    let is_sentence = line.ends_with(['.', '。', '।', '۔']);
    (!is_sentence && line.chars().count() <= 200).then(|| one_line(line))
}

/// The units of a table, counted by what becomes of them.
fn units_of(review: &ReviewTable, sure: &mut u32, doubtful: &mut u32, gaps: &mut u32) -> Vec<Unit> {
    let mut units = Vec::new();
    for (position, row) in (0_u32..).zip(&review.rows) {
        let variants: Vec<Variant> = review
            .languages
            .iter()
            .zip(&row.texts)
            .filter(|(_, text)| !text.is_empty())
            .map(|(language, text)| Variant::plain(language.clone(), text.clone()))
            .collect();
        match row.verdict {
            _ if variants.len() < 2 => *gaps += 1,
            ReviewVerdict::Drop => *gaps += 1,
            ReviewVerdict::Check => *doubtful += 1,
            ReviewVerdict::Ok => {
                *sure += 1;
                units.push(Unit {
                    variants,
                    origin: Origin {
                        document: Some(review.document.id.clone()),
                        position,
                        line: row.line,
                    },
                    status: if row.line > 0 {
                        UnitStatus::Reviewed
                    } else {
                        UnitStatus::Draft
                    },
                    made: Made::Aligned(row.confidence),
                    created: Some(now()),
                    ..Unit::default()
                });
            }
        }
    }
    units
}
