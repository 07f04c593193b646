//! Adding articles with their translations: aligned, and their units stored.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::align::{Aligned, Aligner, Segmented, Side};
use super::observer::{Event, Observer};
use super::sync::shown_path;
use super::{Project, ProjectError, Segmentation, sync};
use crate::lang::LanguageTag;
use crate::model::{
    Document, DocumentId, Made, Origin, Property, ReviewRow, ReviewTable, ReviewVerdict, Timestamp,
    Unit, UnitStatus, Variant,
};
use crate::similarity::{resemblance, signature};
use crate::store::{Fingerprint, NewSource, SourceKind};
use crate::text::{Analyser, nfc};

/// From which confidence on texts are taken as translations of each other.
pub const LEAST_TRANSLATION: f64 = 0.5;

/// From which resemblance on two articles are nearly the same.
const NEAR: f64 = 0.5;

/// The property of a document that holds the signature of its first language.
const SIGNATURE: &str = "x-signature";

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
    /// Articles are aligned on all threads of the current pool. The results are in the order of
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
        let mut results = Vec::new();
        for (done, batch) in articles.chunks(BATCH).enumerate() {
            let reviewed: Vec<Result<(ReviewTable, f64), ProjectError>> = batch
                .par_iter()
                .map(|article| {
                    let aligner = &aligners[&languages_of(article)];
                    let aligned = aligner.align(article, options.segmentation)?;
                    if aligned.confidence < LEAST_TRANSLATION && options.doubt == Doubt::Refuse {
                        return Err(not_translations(article, &aligned));
                    }
                    let review = review_of(&self.root, article, &aligned, options.threshold);
                    Ok((review, aligned.confidence))
                })
                .collect();
            for (article, reviewed) in batch.iter().zip(reviewed) {
                let added = reviewed.and_then(|(review, confidence)| {
                    self.store_review(&source_of(&self.root, article), review, confidence, options)
                });
                results.push(added);
            }
            observer.event(&Event::Aligned {
                articles: u32::try_from(done * BATCH + batch.len()).unwrap_or(u32::MAX),
            });
        }
        drop(aligners);
        if options.mode == super::ImportMode::Write {
            self.memory = sync::index(&self.store, observer)?;
        }
        Ok(results)
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
        let others: Vec<&str> = review
            .languages
            .iter()
            .skip(1)
            .map(LanguageTag::as_str)
            .collect();
        let source = format!("{}+{}", review.document.id, others.join("+"));
        let added = self.store_review(&source, review, 1.0, options)?;
        if options.mode == super::ImportMode::Write {
            self.memory = sync::index(&self.store, observer)?;
        }
        Ok(added)
    }

    fn store_review(
        &self,
        source: &str,
        review: ReviewTable,
        confidence: f64,
        options: &AddOptions,
    ) -> Result<Added, ProjectError> {
        let mut added = Added {
            source: source.to_owned(),
            confidence,
            units: 0,
            doubtful: 0,
            gaps: 0,
            replaced: self.store.source(source)?.is_some(),
            near: self.near(&review.document)?,
            review,
        };
        let units = units_of(
            &added.review,
            &mut added.units,
            &mut added.doubtful,
            &mut added.gaps,
        );
        if options.mode == super::ImportMode::DryRun {
            return Ok(added);
        }
        let texts: Vec<String> = added
            .review
            .rows
            .iter()
            .map(|row| row.texts.concat())
            .collect();
        let text = texts.concat();
        let mut writer = self.store.begin(NewSource {
            path: source.to_owned(),
            kind: SourceKind::Imported,
            fingerprint: Fingerprint {
                length: text.len() as u64,
                modified: 0,
                hash: xxh3_128(text.as_bytes()),
            },
            format: FORMAT.to_owned(),
            imported: now(),
        })?;
        for unit in &units {
            writer.unit(unit)?;
        }
        writer.document(&added.review.document)?;
        writer.commit()?;
        Ok(added)
    }

    /// The documents that are nearly the same as one, but not itself.
    fn near(&self, document: &Document) -> Result<Vec<(DocumentId, f64)>, ProjectError> {
        let Some(own) = signature_of(document) else {
            return Ok(Vec::new());
        };
        let mut near = Vec::new();
        for other in self.store.documents() {
            let other = other?;
            let likeness = signature_of(&other).map_or(0.0, |theirs| resemblance(own, theirs));
            if likeness >= NEAR && other.id != document.id {
                near.push((other.id, likeness));
            }
        }
        near.sort_by(|one, other| other.1.total_cmp(&one.1));
        Ok(near)
    }
}

/// How many articles are aligned before their units are stored.
const BATCH: usize = 64;

fn now() -> Timestamp {
    super::import::now()
}

fn languages_of(article: &[Side]) -> Vec<LanguageTag> {
    article.iter().map(|side| side.language.clone()).collect()
}

/// The name of the source of an article: its path and the languages of its translations.
fn source_of(root: &Path, article: &[Side]) -> String {
    let others: Vec<&str> = article[1..]
        .iter()
        .map(|side| side.language.as_str())
        .collect();
    format!("{}+{}", path_of(root, &article[0]), others.join("+"))
}

fn path_of(root: &Path, side: &Side) -> String {
    match std::fs::canonicalize(&side.text.name) {
        Ok(file) => shown_path(root, &file),
        Err(_) => side.text.name.clone(),
    }
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

fn signature_of(document: &Document) -> Option<&str> {
    let found = document
        .properties
        .iter()
        .find(|own| own.name == SIGNATURE)?;
    Some(&found.value)
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
    let mut document = Document::named(path_of(root, &article[0]));
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
    let analyser = Analyser::new(&article[0].language);
    if let Some(value) = signature(&analyser, texts[0].whole) {
        document.properties.push(Property {
            name: SIGNATURE.to_owned(),
            language: None,
            value,
        });
    }
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
