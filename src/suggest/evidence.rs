//! Evidence: how the memory really rendered a term, how often, and where.

use std::collections::BTreeMap;

use super::{Knowledge, Lineage, Origins};
use crate::lang::LanguageTag;
use crate::memory::{Concordance, ConcordanceOptions, MemoryError, Selection, Wording};
use crate::model::{ConceptEntry, PartOfSpeech, Term, UnitId, Variant};

/// One rendering of a term in the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The language of the rendering.
    pub language: LanguageTag,
    /// The rendering as the memory writes it most often; `None` for units in which no term of
    /// the concept was recognised.
    pub rendering: Option<String>,
    /// The term of the concept that the rendering is; `None` where none was recognised.
    pub term: Option<Term>,
    /// In how many units.
    pub count: usize,
    /// The articles that it stands in, the ones with most units first.
    pub articles: Vec<ArticleUse>,
    /// Where one of the units came from.
    pub lineage: Lineage,
    /// Its text in the language of the query.
    pub source: String,
    /// Its text in the language of the rendering.
    pub target: String,
}

/// An article that uses a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleUse {
    /// Its title, or its name, or the path of its source.
    pub title: String,
    /// Its day.
    pub date: Option<String>,
    /// The first unit that uses the term, as `tarjuman suggest` names it.
    pub unit: String,
    /// The term.
    pub term: String,
    /// How many units of it use the term.
    pub count: usize,
}

/// What evidence is wanted of.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// Words, in a language where one is given: their units are only shown.
    Words(&'a str, Option<&'a LanguageTag>),
    /// A concept by everything that it is called in the language of one of its terms; where the
    /// memory has none of that, by what it is called in any language. Its terms are recognised
    /// in the translations.
    Concept(&'a ConceptEntry, &'a Term),
}

/// How many units are looked at: enough to count what is usual.
const UNITS: usize = 500;

/// How the memory rendered words or a concept in some languages (in all others that its units
/// have, where none is named): by language, the most frequent rendering first.
///
/// # Errors
/// When the store cannot be read.
pub fn evidence_of(
    knowledge: Knowledge<'_>,
    origins: &Origins,
    asked: Asked<'_>,
    to: &[LanguageTag],
) -> Result<Vec<Evidence>, MemoryError> {
    let mut gathered: BTreeMap<(LanguageTag, Option<String>), Gathered> = BTreeMap::new();
    for used in uses(knowledge, asked)? {
        let own = &used.unit.variants[used.variant];
        let others = used.unit.variants.iter();
        for variant in others.filter(|variant| is_asked(variant, own, to)) {
            let (term, rendering) = rendering(knowledge, asked, variant).unzip();
            let key = term.as_ref().map(|term: &Term| term.text.clone());
            gathered
                .entry((variant.language.clone(), key))
                .or_insert_with(|| Gathered::new(&used, variant, term, origins))
                .add(&used, variant, rendering, origins);
        }
    }
    let mut evidence: Vec<Evidence> = gathered.into_values().map(Gathered::finished).collect();
    evidence.sort_by(|left, right| {
        left.language
            .cmp(&right.language)
            .then(left.rendering.is_none().cmp(&right.rendering.is_none()))
            .then(right.count.cmp(&left.count))
    });
    Ok(evidence)
}

/// Whether a variant of a unit is one that renderings are wanted in.
fn is_asked(variant: &Variant, own: &Variant, to: &[LanguageTag]) -> bool {
    variant.language != own.language
        && (to.is_empty() || to.iter().any(|tag| variant.language.goes_with(tag)))
}

/// The units that use what is asked for, in the order of their ids.
fn uses(knowledge: Knowledge<'_>, asked: Asked<'_>) -> Result<Vec<Concordance>, MemoryError> {
    match asked {
        Asked::Words(words, language) => phrase_uses(knowledge, words, language),
        Asked::Concept(entry, answer) => {
            let is_adjective = |term: &Term| term.part_of_speech == Some(PartOfSpeech::Adjective);
            let alike = |term: &&Term| is_adjective(term) == is_adjective(answer);
            let own_language = |term: &&Term| term.language.goes_with(&answer.language);
            let terms = || entry.terms.iter().filter(alike);
            let own = term_uses(knowledge, terms().filter(own_language))?;
            match own.is_empty() {
                true => term_uses(knowledge, terms()),
                false => Ok(own),
            }
        }
    }
}

/// The units that use one of some terms, each once.
fn term_uses<'t>(
    knowledge: Knowledge<'_>,
    terms: impl Iterator<Item = &'t Term>,
) -> Result<Vec<Concordance>, MemoryError> {
    let mut found: BTreeMap<UnitId, Concordance> = BTreeMap::new();
    for term in terms {
        for used in phrase_uses(knowledge, &term.text, Some(&term.language))? {
            found.entry(used.id).or_insert(used);
        }
        if found.len() >= UNITS {
            break;
        }
    }
    Ok(found.into_values().take(UNITS).collect())
}

fn phrase_uses(
    knowledge: Knowledge<'_>,
    phrase: &str,
    language: Option<&LanguageTag>,
) -> Result<Vec<Concordance>, MemoryError> {
    let options = ConcordanceOptions {
        language: language.cloned(),
        limit: Some(UNITS),
        ..ConcordanceOptions::default()
    };
    let wording = Wording::phrase(phrase);
    let selection = Selection::default();
    let Knowledge { store, memory, .. } = knowledge;
    Ok(memory
        .concordance(store, &wording, &options, &selection)?
        .units)
}

/// The term of the concept that a variant uses, and how it is written there.
fn rendering(
    knowledge: Knowledge<'_>,
    asked: Asked<'_>,
    variant: &Variant,
) -> Option<(Term, String)> {
    let Asked::Concept(entry, _) = asked else {
        return None;
    };
    let text = &variant.segment.text;
    let mentions = knowledge.glossary.mentions(text, &variant.language);
    let mention = mentions
        .iter()
        .find(|mention| mention.entry.id == entry.id)?;
    Some((
        mention.term().clone(),
        text[mention.span.clone()].to_owned(),
    ))
}

/// What is known of one rendering while units are gone through.
struct Gathered {
    evidence: Evidence,
    /// How often each written form stands there, in the order in which they were seen.
    written: Vec<(String, usize)>,
    /// The articles by document, else by source.
    articles: BTreeMap<String, ArticleUse>,
}

impl Gathered {
    fn new(used: &Concordance, variant: &Variant, term: Option<Term>, origins: &Origins) -> Self {
        Self {
            evidence: Evidence {
                language: variant.language.clone(),
                rendering: None,
                term,
                count: 0,
                articles: Vec::new(),
                lineage: origins.lineage(used.id, &used.unit, &variant.language),
                source: used.unit.variants[used.variant].segment.text.clone(),
                target: variant.segment.text.clone(),
            },
            written: Vec::new(),
            articles: BTreeMap::new(),
        }
    }

    fn add(
        &mut self,
        used: &Concordance,
        variant: &Variant,
        rendering: Option<String>,
        origins: &Origins,
    ) {
        self.evidence.count += 1;
        let lineage = origins.lineage(used.id, &used.unit, &variant.language);
        let key = lineage.document.clone().unwrap_or(lineage.file.clone());
        let term = rendering.clone().unwrap_or_default();
        let article = self.articles.entry(key);
        article
            .or_insert_with(|| ArticleUse::new(lineage, term))
            .count += 1;
        let Some(rendering) = rendering else {
            return;
        };
        match self.written.iter_mut().find(|(own, _)| *own == rendering) {
            Some((_, count)) => *count += 1,
            None => self.written.push((rendering, 1)),
        }
    }

    fn finished(self) -> Evidence {
        let mut evidence = self.evidence;
        // `max_by_key` takes the last of equals, so the first seen comes last.
        let usual = self
            .written
            .into_iter()
            .rev()
            .max_by_key(|(_, count)| *count);
        evidence.rendering = usual.map(|(written, _)| written);
        evidence.articles = self.articles.into_values().collect();
        evidence
            .articles
            .sort_by_key(|article| std::cmp::Reverse(article.count));
        evidence
    }
}

impl ArticleUse {
    /// The article of a unit that uses a term, counted not at all yet.
    pub fn new(lineage: Lineage, term: String) -> Self {
        Self {
            title: lineage.title.or(lineage.document).unwrap_or(lineage.file),
            date: lineage.date,
            unit: lineage.unit,
            term,
            count: 0,
        }
    }
}
