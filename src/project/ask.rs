//! The questions that a project answers.

use std::collections::BTreeMap;

use super::error::listed;
use super::{Project, ProjectError};
use crate::glossary::{Found, FoundBy, LookupOptions, Mention};
use crate::lang::LanguageTag;
use crate::memory::{
    Concordance, ConcordanceOptions, Concordances, Selection, SelectionOptions, Wording,
};
use crate::model::{ConceptEntry, Date, RelatedEntry, Relation, TermStatus};
use crate::store::SourceRecord;
use crate::suggest::{
    Asked, Evidence, Knowledge, Marks, Origins, Passage as SuggestPassage, SuggestOptions,
    Suggestion, evidence_of, renderings_of, suggest,
};

/// For what text, and how, suggestions are wanted.
#[derive(Debug, Clone)]
pub struct SuggestRequest<'r> {
    /// Its segments.
    pub passages: &'r [SuggestPassage<'r>],
    /// Between which languages.
    pub options: SuggestOptions,
}

/// What is to be looked up.
#[derive(Debug, Clone)]
pub struct LookupRequest<'r> {
    /// The term.
    pub term: &'r str,
    /// How.
    pub options: LookupOptions,
    /// The languages of the renderings; all where it is empty.
    pub to: &'r [LanguageTag],
}

/// What glossary and memory say of a term.
#[derive(Debug, Clone)]
pub struct LookedUp {
    /// The entry; `None` where only the memory uses the words.
    pub found: Option<Found>,
    /// How the memory rendered it.
    pub evidence: Vec<Evidence>,
}

/// What a project holds.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// Its sources.
    pub sources: Vec<SourceRecord>,
    /// Units by source, all together.
    pub units: u64,
    /// Segments by language.
    pub segments: Vec<(LanguageTag, u64)>,
    /// Concept entries.
    pub concepts: usize,
    /// Terms by language.
    pub terms: BTreeMap<LanguageTag, usize>,
    /// Documents.
    pub documents: u64,
    /// Bytes of the store.
    pub store_bytes: u64,
    /// Bytes of the index.
    pub index_bytes: u64,
}

impl Project {
    /// What suggestions are made from.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            store: &self.store,
            memory: &self.memory,
            glossary: &self.glossary,
        }
    }

    /// Where the units of the project came from.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn origins(&self) -> Result<Origins, ProjectError> {
        Ok(Origins::of(&self.store)?)
    }

    /// The language to translate into: the one that is named, else the only one that the
    /// project has beside the source.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn target_language(
        &self,
        named: Option<LanguageTag>,
        from: &LanguageTag,
    ) -> Result<LanguageTag, ProjectError> {
        if let Some(named) = named {
            return Ok(named);
        }
        let languages = &self.config.languages;
        let mut others = languages.iter().filter(|tag| !tag.goes_with(from));
        match (others.next(), others.next()) {
            (Some(only), None) => Ok(only.clone()),
            _ => Err(ProjectError::NoTarget {
                known: listed(languages),
            }),
        }
    }

    /// Makes suggestions for a text and hands them over in its order.
    ///
    /// # Errors
    /// When the store cannot be read, or whatever `each` returns.
    pub fn suggest(
        &self,
        request: &SuggestRequest<'_>,
        each: impl FnMut(Suggestion) -> Result<(), ProjectError>,
    ) -> Result<(), ProjectError> {
        self.suggest_made(request, |suggestion| suggestion, each)
    }

    /// Makes suggestions for a text, and of each what `make` makes of it, on all threads, and
    /// hands that over in the order of the text.
    ///
    /// # Errors
    /// When the store cannot be read, or whatever `each` returns.
    pub fn suggest_made<T: Send>(
        &self,
        request: &SuggestRequest<'_>,
        make: impl Fn(Suggestion) -> T + Sync,
        each: impl FnMut(T) -> Result<(), ProjectError>,
    ) -> Result<(), ProjectError> {
        let knowledge = self.knowledge();
        suggest(knowledge, request.passages, &request.options, make, each)
    }

    /// Every mention of a concept in a text.
    pub fn terms(&self, text: &str, language: &LanguageTag) -> Vec<Mention> {
        self.glossary.article_mentions(text, language)
    }

    /// Looks a term up: entries of the glossary, each with what the memory did; where the
    /// glossary has none, what the memory did with the words.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lookup(&self, request: &LookupRequest<'_>) -> Result<Vec<LookedUp>, ProjectError> {
        let origins = self.origins()?;
        let mut answers = Vec::new();
        for found in self.glossary.lookup(request.term, &request.options) {
            let term = &found.entry.terms[found.term];
            let asked = Asked::Concept(&found.entry, term);
            let evidence = evidence_of(self.knowledge(), &origins, asked, request.to)?;
            answers.push(LookedUp {
                found: Some(found),
                evidence,
            });
        }
        if answers.is_empty() {
            let asked = Asked::Words(request.term, request.options.from.as_ref());
            let evidence = evidence_of(self.knowledge(), &origins, asked, request.to)?;
            if !evidence.is_empty() {
                answers.push(LookedUp {
                    found: None,
                    evidence,
                });
            }
        }
        Ok(answers)
    }

    /// The deprecated and forbidden terms that some words are, however they are typed.
    pub fn terms_to_avoid(&self, words: &str, language: Option<&LanguageTag>) -> Vec<Found> {
        let options = LookupOptions {
            from: language.cloned(),
            ..LookupOptions::default()
        };
        let mut found = self.glossary.lookup(words, &options);
        found.retain(|found| {
            let status = found.entry.terms[found.term].status;
            found.by <= FoundBy::Inflected && status > TermStatus::Admitted
        });
        found
    }

    /// How an entry stands to others: its own relations, and those of others to it (an office is
    /// held by who holds it), on a day or at any time. The latest stand first.
    pub fn relations(&self, entry: &ConceptEntry, on: Option<&Date>) -> Vec<RelatedEntry> {
        let holds_then = |relation: &Relation| on.is_none_or(|day| relation.holds_on(day));
        let own = entry
            .relations
            .iter()
            .cloned()
            .map(|relation| RelatedEntry {
                entry: self.glossary.entry(&relation.target).cloned(),
                relation,
            });
        let of_others = self.glossary.related_to(&entry.id);
        let of_others = of_others.into_iter().flat_map(|other| {
            let to_it = other.relations.iter().filter(|own| own.target == entry.id);
            to_it.map(|relation| RelatedEntry {
                relation: Relation {
                    kind: relation.kind.reverse(),
                    target: other.id.clone(),
                    ..relation.clone()
                },
                entry: Some(other.clone()),
            })
        });
        let mut all: Vec<RelatedEntry> = Vec::new();
        for related in own.chain(of_others).filter(|own| holds_then(&own.relation)) {
            if !all.iter().any(|known| known.relation == related.relation) {
                all.push(related);
            }
        }
        all.sort_by(|one, two| {
            let kinds = one.relation.kind.cmp(&two.relation.kind);
            kinds.then_with(|| two.relation.from.cmp(&one.relation.from))
        });
        all
    }

    /// A selection of the project's units, with the penalties of its settings.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn selection(&self, options: SelectionOptions) -> Result<Selection, ProjectError> {
        let options = SelectionOptions {
            penalties: self.config.penalties.into(),
            ..options
        };
        Ok(Selection::new(options, &self.store)?)
    }

    /// Every unit of a selection that uses some words.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search(
        &self,
        wording: &Wording,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> Result<Concordances, ProjectError> {
        let found = self
            .memory
            .concordance(&self.store, wording, options, selection);
        Ok(found?)
    }

    /// How many units of a selection use some words; the limit of the options does not count.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count(
        &self,
        wording: &Wording,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> Result<usize, ProjectError> {
        let count = self
            .memory
            .count_of(&self.store, wording, options, selection);
        Ok(count?)
    }

    /// What stands for the words of a concordance in the other languages of its units.
    pub fn renderings_of(&self, units: &[Concordance]) -> Vec<Marks> {
        renderings_of(self.knowledge(), units)
    }

    /// What the project holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn statistics(&self) -> Result<Statistics, ProjectError> {
        let mut sources = self.store.sources()?;
        for source in &mut sources {
            let now = self.store.unit_count(source);
            source.units = u32::try_from(now).unwrap_or(u32::MAX);
        }
        let mut terms: BTreeMap<LanguageTag, usize> = BTreeMap::new();
        for entry in self.glossary.entries() {
            for term in &entry.terms {
                *terms.entry(term.language.clone()).or_default() += 1;
            }
        }
        Ok(Statistics {
            units: sources.iter().map(|source| u64::from(source.units)).sum(),
            documents: sources
                .iter()
                .map(|source| u64::from(source.documents))
                .sum(),
            segments: self.memory.languages(),
            concepts: self.glossary.len(),
            terms,
            store_bytes: self.store.size_on_disk()?,
            index_bytes: self.memory.size_on_disk(),
            sources,
        })
    }
}
