//! Terms that texts or the memory use and the glossary lacks.

use std::io::Write;
use std::sync::Arc;

use super::{Project, ProjectError, Segmentation, Segmenting, Text};
use crate::formats::{self, Export, FORMATS, Holds};
use crate::glossary::{Candidate, CandidateKind, ExtractOptions, ExtractSentence, PairUnit};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, PartOfSpeech, Review, Severity, Term, TermStatus, TermType,
    Unit,
};

/// From what terms are extracted.
#[derive(Debug, Clone, Copy)]
pub enum ExtractFrom<'r> {
    /// From texts, which are compared with the memory.
    Texts(&'r [Text], &'r Segmenting),
    /// From the memory itself.
    Memory,
}

/// What is to be extracted.
#[derive(Debug, Clone)]
pub struct ExtractRequest<'r> {
    /// From what.
    pub from: ExtractFrom<'r>,
    /// In which language, and how much.
    pub options: ExtractOptions,
    /// Into which languages renderings are looked for in the memory.
    pub to: &'r [LanguageTag],
}

/// What was extracted.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The language of the candidates.
    pub language: LanguageTag,
    /// The candidates, best first.
    pub candidates: Vec<Candidate>,
    /// The sentences that their uses are in, by number.
    pub sentences: Vec<SentenceSource>,
}

/// A sentence with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceSource {
    /// Its text.
    pub text: String,
    /// The file, or the unit of the memory.
    pub source: String,
    /// The number of the document.
    document: u32,
}

impl Project {
    /// Extracts terms that the glossary lacks, with what the memory has for them.
    ///
    /// # Errors
    /// When a text cannot be divided, or the store cannot be read.
    pub fn extract(&self, request: &ExtractRequest<'_>) -> Result<Extraction, ProjectError> {
        let language = &request.options.language;
        let sentences = match request.from {
            ExtractFrom::Texts(texts, segmenting) => of_texts(texts, segmenting, language)?,
            ExtractFrom::Memory => self.memory_sentences(language)?,
        };
        let places: Vec<ExtractSentence<'_>> = sentences
            .iter()
            .map(|sentence| ExtractSentence {
                text: &sentence.text,
                document: sentence.document,
            })
            .collect();
        let mut candidates = match request.from {
            ExtractFrom::Memory => self.glossary.extract(&places, None, &request.options),
            ExtractFrom::Texts(..) => self.extract_against_memory(&places, &request.options)?,
        };
        for to in request.to {
            let units = self.pair_units(language, to)?;
            self.glossary
                .pair_candidates(&mut candidates, language, &units, to);
        }
        Ok(Extraction {
            language: language.clone(),
            candidates,
            sentences,
        })
    }

    fn extract_against_memory(
        &self,
        sentences: &[ExtractSentence<'_>],
        options: &ExtractOptions,
    ) -> Result<Vec<Candidate>, ProjectError> {
        let mut failure = None;
        let mut texts = self.units_of_all()?.filter_map(|unit| match unit {
            Ok((_, unit)) => text_in(&unit, &options.language).map(str::to_owned),
            Err(error) => {
                failure.get_or_insert(error);
                None
            }
        });
        let candidates = self.glossary.extract(sentences, Some(&mut texts), options);
        drop(texts);
        match failure {
            Some(error) => Err(error),
            None => Ok(candidates),
        }
    }

    /// The texts of the memory in a language, with the units that they are from.
    fn memory_sentences(
        &self,
        language: &LanguageTag,
    ) -> Result<Vec<SentenceSource>, ProjectError> {
        let origins = self.origins()?;
        let mut sentences: Vec<SentenceSource> = Vec::new();
        let mut last: Option<(u32, Option<String>)> = None;
        let mut document = 0;
        for unit in self.units_of_all()? {
            let (id, unit) = unit?;
            let Some(text) = text_in(&unit, language) else {
                continue;
            };
            let own = (
                id.import,
                unit.origin.document.as_ref().map(ToString::to_string),
            );
            if last.as_ref() != Some(&own) {
                document += 1;
                last = Some(own);
            }
            sentences.push(SentenceSource {
                text: text.to_owned(),
                source: origins.lineage(id, &unit, language).unit,
                document,
            });
        }
        Ok(sentences)
    }

    /// The units of the memory that have two languages.
    fn pair_units(
        &self,
        from: &LanguageTag,
        to: &LanguageTag,
    ) -> Result<Vec<PairUnit>, ProjectError> {
        let mut pairs = Vec::new();
        for unit in self.units_of_all()? {
            let (_, unit) = unit?;
            if let Some((source, target)) = text_in(&unit, from).zip(text_in(&unit, to)) {
                pairs.push(PairUnit {
                    source: source.to_owned(),
                    target: target.to_owned(),
                });
            }
        }
        Ok(pairs)
    }

    fn units_of_all(
        &self,
    ) -> Result<
        impl Iterator<Item = Result<(crate::model::UnitId, Unit), ProjectError>>,
        ProjectError,
    > {
        let sources = self.store.sources()?;
        Ok(sources.into_iter().flat_map(|source| {
            let units = self.store.units(source.import);
            units.map(|unit| unit.map_err(ProjectError::from))
        }))
    }

    /// Writes candidates as entries that are proposed, in a format of glossaries.
    ///
    /// # Errors
    /// When the format is not known or is none of glossaries, or the output cannot be written.
    pub fn write_candidates(
        extraction: &Extraction,
        format: &str,
        output: &mut dyn Write,
    ) -> Result<(), ProjectError> {
        let known = || FORMATS.iter().filter(|own| own.holds() == Holds::Glossary);
        let format = formats::format_of(format)
            .filter(|own| own.holds() == Holds::Glossary)
            .ok_or_else(|| ProjectError::Unknown {
                what: "format of glossaries",
                name: format.to_owned(),
                known: known().map(|own| own.name()).collect::<Vec<_>>().join(", "),
            })?;
        let entries = extraction.entries();
        let export = Export {
            units: &mut std::iter::empty(),
            concepts: &entries,
            document: None,
            languages: &[],
        };
        format.write(export, output).map_err(|error| {
            let message = format!("the candidates cannot be written: {error}");
            let location = Location::file("output");
            let diagnostic = Diagnostic::new(Severity::Error, location, message);
            ProjectError::Refused(Box::new(diagnostic))
        })
    }
}

impl Extraction {
    /// The candidates as entries whose terms are proposed, best first.
    pub fn entries(&self) -> Vec<Arc<ConceptEntry>> {
        let entries = self.candidates.iter().map(|candidate| {
            let id = format!("candidate-{}", slug(&candidate.text));
            let mut entry = ConceptEntry::new(id, Location::default());
            entry.subject = Some(candidate.kind.as_str().to_owned());
            entry.note = Some(figures(candidate));
            entry.terms.push(self.own_term(candidate));
            for rendering in &candidate.renderings {
                let mut term = proposed(&rendering.language, &rendering.text);
                let sound = rendering
                    .transliteration
                    .map(|sound| format!(", sound {sound:.2}"));
                term.note = Some(format!(
                    "together in {}, association {:.2}{}",
                    counted(rendering.count, "unit", "units"),
                    rendering.association,
                    sound.unwrap_or_default()
                ));
                entry.terms.push(term);
            }
            Arc::new(entry)
        });
        entries.collect()
    }

    fn own_term(&self, candidate: &Candidate) -> Term {
        let mut term = proposed(&self.language, &candidate.text);
        term.kind = (candidate.kind == CandidateKind::Acronym).then_some(TermType::Acronym);
        term.part_of_speech =
            (candidate.kind == CandidateKind::Name).then_some(PartOfSpeech::ProperNoun);
        let first = candidate.uses.first();
        if let Some(sentence) = first.and_then(|own| self.sentences.get(own.sentence)) {
            term.change_details(|details| {
                let words: Vec<&str> = sentence.text.split_whitespace().collect();
                details.context = Some(words.join(" "));
                details.context_source = Some(sentence.source.clone());
            });
        }
        term
    }
}

fn proposed(language: &LanguageTag, text: &str) -> Term {
    let mut term = Term::new(language.clone(), text, TermStatus::Preferred);
    term.review = Some(Review::Proposed);
    term
}

/// What the measures say of a candidate, for whoever reviews the table.
fn figures(candidate: &Candidate) -> String {
    let likelihood = candidate
        .log_likelihood
        .map(|own| format!(", log-likelihood {own:.1}"));
    format!(
        "{} in {}, C-value {:.1}{}",
        counted(candidate.count, "time", "times"),
        counted(candidate.documents, "document", "documents"),
        candidate.c_value,
        likelihood.unwrap_or_default()
    )
}

fn counted(number: impl std::fmt::Display, one: &str, many: &str) -> String {
    let number = number.to_string();
    let name = if number == "1" { one } else { many };
    format!("{number} {name}")
}

fn slug(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join("-")
}

fn text_in<'u>(unit: &'u Unit, language: &LanguageTag) -> Option<&'u str> {
    let variant = unit
        .variants
        .iter()
        .find(|variant| variant.language.goes_with(language))?;
    Some(&variant.segment.text)
}

fn of_texts(
    texts: &[Text],
    segmenting: &Segmenting,
    language: &LanguageTag,
) -> Result<Vec<SentenceSource>, ProjectError> {
    let mut sentences = Vec::new();
    for (document, text) in (0..).zip(texts) {
        for passage in segmenting.passages(text, language, Segmentation::Sentences)? {
            let line = text.text[..passage.start].matches('\n').count() + 1;
            sentences.push(SentenceSource {
                text: passage.text.to_owned(),
                source: format!("{}:{line}", text.name),
                document,
            });
        }
    }
    Ok(sentences)
}
