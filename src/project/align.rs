//! Aligning texts with what a project knows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use super::observer::{Event, Observer};
use super::{Project, ProjectError, Segmentation, Segmenting, Text, language_of};
use crate::align::{
    self, AlignOptions, Evidence, Expected, Judged, Lexicon, Row, RowPlace, combine,
};
use crate::glossary::Glossary;
use crate::lang::LanguageTag;
use crate::suggest::Passage;

/// How many units of the memory a lexicon is learnt from, the newest first.
const LEARNT_UNITS: usize = 5_000;

/// Texts of so many sentences say how far their alignment has come: it takes a second or more.
const LONG: usize = 1_000;

/// A text to align, with its language where it is known.
#[derive(Debug, Clone)]
pub struct Side {
    /// The text.
    pub text: Text,
    /// Its language.
    pub language: LanguageTag,
}

impl Side {
    /// Reads an article of any format, or lines; its language is the one that is named, or as
    /// its name, its file or its words say.
    ///
    /// # Errors
    /// When it cannot be read, or its language is not clear.
    pub fn read(
        name: &str,
        language: Option<LanguageTag>,
        segmentation: Segmentation,
    ) -> Result<Self, ProjectError> {
        let text = match segmentation {
            Segmentation::Lines => Text::read_lines(name)?,
            Segmentation::Sentences => Text::read(name)?,
        };
        let language = match language {
            Some(language) => language,
            None => language_of(&text, "LANG=FILE")?,
        };
        Ok(Self { text, language })
    }

    fn segmented(
        &self,
        segmenting: &Segmenting,
        segmentation: Segmentation,
    ) -> Result<Segmented<'_>, ProjectError> {
        let passages = segmenting.passages(&self.text, &self.language, segmentation)?;
        let paragraphs = match segmentation {
            Segmentation::Lines => Vec::new(),
            Segmentation::Sentences => paragraphs(&self.text.text, &passages),
        };
        Ok(Segmented {
            whole: &self.text.text,
            language: &self.language,
            passages,
            paragraphs,
        })
    }
}

/// A text in its segments.
#[derive(Debug, Clone)]
pub struct Segmented<'t> {
    /// The whole text.
    pub whole: &'t str,
    /// Its language.
    pub language: &'t LanguageTag,
    /// The segments in their order.
    pub passages: Vec<Passage<'t>>,
    /// The segments that begin paragraphs.
    paragraphs: Vec<usize>,
}

impl Segmented<'_> {
    /// Some neighbouring segments as one text, as it stands in the whole.
    pub fn joined(&self, span: Range<usize>) -> &str {
        let passages = &self.passages[span];
        match (passages.first(), passages.last()) {
            (Some(first), Some(last)) => &self.whole[first.start..last.start + last.text.len()],
            _ => "",
        }
    }
}

/// Texts that were aligned.
#[derive(Debug, Clone)]
pub struct Aligned<'t> {
    /// The texts in their segments, the first text first.
    pub texts: Vec<Segmented<'t>>,
    /// The rows in the order of the texts.
    pub rows: Vec<Row>,
    /// How likely it is that the texts are translations of each other, 0–1: the least of the
    /// pairs with the first text.
    pub confidence: f64,
}

impl Aligned<'_> {
    /// How many rows stand in another place in some text.
    pub fn moved(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.place == RowPlace::Moved).count()
    }
}

/// What texts are aligned with: the glossary, and lexicons from the memory.
#[derive(Default)]
pub struct Aligner<'p> {
    glossary: Option<&'p Glossary>,
    lexicons: BTreeMap<(LanguageTag, LanguageTag), Lexicon>,
    segmenting: Segmenting,
}

impl Project {
    /// An aligner between a language and others that knows the glossary and the memory of the
    /// project.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn aligner(&self, languages: &[LanguageTag]) -> Result<Aligner<'_>, ProjectError> {
        let mut aligner = Aligner {
            glossary: Some(&self.glossary),
            lexicons: BTreeMap::new(),
            segmenting: self.segmenting(&super::Silent)?,
        };
        if let Some((from, others)) = languages.split_first() {
            for to in others {
                let key = (from.clone(), to.clone());
                if let Entry::Vacant(place) = aligner.lexicons.entry(key) {
                    place.insert(self.lexicon(from, to)?);
                }
            }
        }
        Ok(aligner)
    }

    /// What the newest units of the memory teach of the words of two languages.
    fn lexicon(&self, from: &LanguageTag, to: &LanguageTag) -> Result<Lexicon, ProjectError> {
        let mut sources = self.store.sources()?;
        sources.sort_by_key(|source| std::cmp::Reverse(source.import));
        let mut both: (Vec<String>, Vec<String>) = Default::default();
        let units = sources
            .iter()
            .flat_map(|source| self.store.units(source.import));
        for unit in units {
            let (_, unit) = unit?;
            if let (Some(own), Some(other)) = (unit.variant(from), unit.variant(to)) {
                both.0.push(own.segment.text.clone());
                both.1.push(other.segment.text.clone());
            }
            if both.0.len() >= LEARNT_UNITS {
                break;
            }
        }
        Ok(Lexicon::learn(
            (&borrowed(&both.0), from),
            (&borrowed(&both.1), to),
        ))
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl Aligner<'_> {
    /// An aligner that knows only the texts.
    pub fn bare() -> Self {
        Self::default()
    }

    /// Aligns texts: each with the first, and the alignments joined to rows over all of them.
    ///
    /// Long texts say how far they have come.
    ///
    /// # Errors
    /// When there are fewer than two texts, or the rules of a user cannot divide one.
    pub fn align<'t>(
        &self,
        sides: &'t [Side],
        segmentation: Segmentation,
        observer: &dyn Observer,
    ) -> Result<Aligned<'t>, ProjectError> {
        if sides.len() < 2 {
            return Err(ProjectError::OneText);
        }
        let texts = sides
            .iter()
            .map(|side| side.segmented(&self.segmenting, segmentation))
            .collect::<Result<Vec<Segmented<'t>>, _>>()?;
        let sentences: Vec<Vec<&str>> = texts
            .iter()
            .map(|text| text.passages.iter().map(|passage| passage.text).collect())
            .collect();
        let side = |at: usize| align::Text {
            sentences: &sentences[at],
            language: texts[at].language,
            paragraphs: &texts[at].paragraphs,
        };
        let alignments: Vec<_> = (1..texts.len())
            .map(|at| {
                let key = (texts[0].language.clone(), texts[at].language.clone());
                let text = sides[at].text.name.as_str();
                let is_long = sentences[0].len().max(sentences[at].len()) >= LONG;
                let tell = |share| observer.event(&Event::Aligning { text, share });
                let options = AlignOptions {
                    glossary: self.glossary,
                    lexicon: self.lexicons.get(&key),
                    evidence: Evidence::ALL,
                    expected: Expected::Translation,
                    judged: Judged::Texts,
                    progress: is_long.then_some(&tell),
                };
                align::align(&side(0), &side(at), &options)
            })
            .collect();
        let least = alignments.iter().map(|one| one.confidence);
        Ok(Aligned {
            rows: combine(texts[0].passages.len(), &alignments),
            confidence: least.fold(1.0, f64::min),
            texts,
        })
    }
}

/// The segments before which an empty line stands, and the first.
pub(super) fn paragraphs(whole: &str, passages: &[Passage<'_>]) -> Vec<usize> {
    let mut end = 0;
    let mut found = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let between = &whole[end..passage.start];
        if at == 0 || between.matches('\n').count() > 1 {
            found.push(at);
        }
        end = passage.start + passage.text.len();
    }
    found
}
