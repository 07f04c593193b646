//! JSON Lines: the shapes that scripts rely on (`docs/json.md`).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use crate::check::{Checked, Judged, Side, Silence, Spot};
use crate::glossary::{Mention, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{BlockKind, ConceptEntry, Date, RelatedEntry, Severity, Term, TermField};
use crate::suggest::{ArticleUse, Evidence, Lineage};
use crate::text::{Sentence, Token, TokenKind};

use super::lookup::EntryView;

/// A place in the text, counted in bytes, in UTF-16 and in lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offset {
    /// In bytes of UTF-8.
    pub bytes: usize,
    /// In units of UTF-16.
    pub utf16: usize,
    /// In lines, counted from 0.
    pub lines: usize,
}

impl Offset {
    /// The same place in a text, found from an earlier place in it: so that the offsets of a
    /// whole text cost one pass.
    pub fn advance(&mut self, text: &str, bytes: usize) -> Self {
        let between = text.get(self.bytes..bytes).unwrap_or("");
        self.utf16 += utf16_length(between);
        self.lines += between.bytes().filter(|byte| *byte == b'\n').count();
        self.bytes = bytes;
        *self
    }
}

/// The length of a text in UTF-16: one unit for each character, two for those of four bytes.
fn utf16_length(text: &str) -> usize {
    let is_first = |byte: &u8| byte & 0xC0 != 0x80;
    let is_long = |byte: &u8| *byte >= 0xF0;
    text.bytes().filter(is_first).count() + text.bytes().filter(is_long).count()
}

/// One line of JSON for a value, without a line break.
pub fn line(value: &impl Serialize) -> String {
    // Every shape of this room has string keys and finite numbers, so it cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// Offsets in UTF-16 of a byte range of a text.
pub(super) fn utf16(text: &str, span: &Range<usize>) -> (usize, usize) {
    let count = |end: usize| {
        text.get(..end)
            .map_or(0, |part| part.encode_utf16().count())
    };
    (count(span.start), count(span.end))
}

/// `segment --json`: one sentence.
#[derive(Debug, Serialize)]
pub struct SentenceJson<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<BlockKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tokens: Vec<TokenJson<'t>>,
}

#[derive(Debug, Serialize)]
struct TokenJson<'t> {
    text: &'t str,
    class: &'static str,
    kind: &'static str,
    start: usize,
    end: usize,
}

impl<'t> SentenceJson<'t> {
    /// The shape of a sentence that starts at a place of the text, in a block of a kind where
    /// the text was taken out of a file block by block.
    pub fn new(
        sentence: &Sentence<'t>,
        block: Option<BlockKind>,
        tokens: &[(Token<'t>, TokenKind)],
        at: Offset,
    ) -> Self {
        Self {
            text: sentence.text,
            start: sentence.start,
            end: sentence.start + sentence.text.len(),
            start_utf16: at.utf16,
            end_utf16: at.utf16 + sentence.text.encode_utf16().count(),
            line: at.lines + 1,
            block,
            tokens: tokens
                .iter()
                .map(|(token, kind)| TokenJson {
                    text: token.text,
                    class: token.class.as_str(),
                    kind: kind.as_str(),
                    start: sentence.start + token.start,
                    end: sentence.start + token.end(),
                })
                .collect(),
        }
    }
}

/// A term of an entry: its text, and each of its fields that says something under its name.
#[derive(Debug, Clone, Serialize)]
pub struct TermJson {
    text: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
    /// The last day on which it was right, where that is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    outdated_since: Option<String>,
}

impl TermJson {
    /// The shape of a term on a day.
    pub fn new(term: &Term, day: &Date) -> Self {
        let said = TermField::ALL.iter().filter_map(|field| {
            let value = Value::String(field.of(term)?);
            Some((field.as_str().replace('-', "_"), value))
        });
        Self {
            text: term.text.clone(),
            fields: said.collect(),
            outdated_since: term.outdated_since(day).map(ToString::to_string),
        }
    }
}

/// How an entry stands to another.
#[derive(Debug, Serialize)]
struct RelationJson {
    #[serde(rename = "type")]
    kind: &'static str,
    concept: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// The preferred terms of the other entry.
    names: BTreeMap<String, String>,
}

impl RelationJson {
    fn new(related: &RelatedEntry) -> Self {
        let relation = &related.relation;
        let mut names = BTreeMap::new();
        for term in related.entry.iter().flat_map(|entry| &entry.terms) {
            let preferred = related
                .entry
                .as_ref()
                .and_then(|entry| entry.preferred(&term.language));
            if let Some(preferred) = preferred {
                names.insert(term.language.to_string(), preferred.text.clone());
            }
        }
        Self {
            kind: relation.kind.as_str(),
            concept: relation.target.to_string(),
            from: relation.from.as_ref().map(ToString::to_string),
            until: relation.until.as_ref().map(ToString::to_string),
            names,
        }
    }
}

/// A definition in one language.
#[derive(Debug, Serialize)]
struct DefinitionJson {
    language: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// Something to be looked at elsewhere.
#[derive(Debug, Serialize)]
struct LinkJson {
    #[serde(rename = "type")]
    kind: &'static str,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

/// `terms --json`, and `terms` inside `suggest --json`: one mention.
#[derive(Debug, Serialize)]
pub struct MentionJson {
    concept: String,
    kind: &'static str,
    similarity: f64,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    line: usize,
    text: String,
    term: String,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    nested: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    renderings: RenderingsJson,
}

impl MentionJson {
    /// The shape of a mention in a text.
    ///
    /// `at` is where the text starts in the input, in bytes and in UTF-16.
    pub fn new(
        mention: &Mention,
        text: &str,
        at: Offset,
        renderings: &KnownRenderings<'_>,
    ) -> Self {
        let (start_utf16, end_utf16) = utf16(text, &mention.span);
        Self {
            concept: mention.entry.id.to_string(),
            kind: mention.kind.as_str(),
            similarity: rounded(mention.similarity),
            start: at.bytes + mention.span.start,
            end: at.bytes + mention.span.end,
            start_utf16: at.utf16 + start_utf16,
            end_utf16: at.utf16 + end_utf16,
            line: at.lines + 1 + text[..mention.span.start].matches('\n').count(),
            text: text[mention.span.clone()].to_owned(),
            term: mention.term().text.clone(),
            status: mention.term().status.as_str(),
            reason: mention.reason.clone(),
            subject: mention.entry.subject.clone(),
            nested: mention.nesting == Nesting::Inner,
            also: mention
                .also
                .iter()
                .map(|entry| entry.id.to_string())
                .collect(),
            renderings: renderings.of(mention),
        }
    }
}

/// The renderings of mentions as JSON, each made once: a text names the same concepts again and
/// again.
#[derive(Debug)]
pub struct KnownRenderings<'l> {
    languages: &'l [LanguageTag],
    known: RefCell<FxHashMap<(*const ConceptEntry, usize), Kept>>,
}

/// Renderings with their entry, which is kept so that no other one comes to lie in its place.
type Kept = (Arc<ConceptEntry>, RenderingsJson);

/// Renderings by language, as JSON.
#[derive(Debug, Clone, Serialize)]
struct RenderingsJson(Arc<RawValue>);

impl<'l> KnownRenderings<'l> {
    /// Renderings in some languages; in every language of an entry but the mention's own where
    /// there are none.
    pub fn new(languages: &'l [LanguageTag]) -> Self {
        Self {
            languages,
            known: RefCell::default(),
        }
    }

    fn of(&self, mention: &Mention) -> RenderingsJson {
        let mut known = self.known.borrow_mut();
        let key = (Arc::as_ptr(&mention.entry), mention.term);
        let (_, renderings) = known.entry(key).or_insert_with(|| {
            let renderings = renderings_in(&mention.entry, mention.term(), self.languages);
            // As in `line`, it cannot fail.
            let raw = to_raw_value(&renderings).unwrap_or_default();
            (Arc::clone(&mention.entry), RenderingsJson(Arc::from(raw)))
        });
        renderings.clone()
    }
}

/// The renderings of a term by language; see [`KnownRenderings::new`].
fn renderings_in(
    entry: &ConceptEntry,
    term: &Term,
    languages: &[LanguageTag],
) -> BTreeMap<String, Vec<String>> {
    let own = [&term.language];
    let wanted: Vec<&LanguageTag> = if languages.is_empty() {
        let all = entry.terms.iter().map(|term| &term.language);
        all.filter(|tag| !own.contains(tag)).collect()
    } else {
        languages.iter().collect()
    };
    wanted
        .into_iter()
        .map(|language| {
            let texts = renderings(entry, term, language);
            let texts = texts.iter().map(|term| term.text.clone()).collect();
            (language.to_string(), texts)
        })
        .collect()
}

/// How the memory rendered a term: a rendering, how often, and one unit that shows it.
#[derive(Debug, Serialize)]
pub struct EvidenceJson<'e> {
    language: &'e str,
    rendering: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    count: usize,
    articles: Vec<ArticleUseJson<'e>>,
    source: &'e str,
    target: &'e str,
    unit: &'e str,
    origin: OriginJson<'e>,
}

impl<'e> EvidenceJson<'e> {
    /// The shape of evidence.
    pub fn new(evidence: &'e Evidence) -> Self {
        Self {
            language: evidence.language.as_str(),
            rendering: evidence.rendering.as_deref(),
            term: evidence.term.as_ref().map(|term| term.text.as_str()),
            status: evidence.term.as_ref().map(|term| term.status.as_str()),
            count: evidence.count,
            articles: evidence.articles.iter().map(ArticleUseJson::new).collect(),
            source: &evidence.source,
            target: &evidence.target,
            unit: &evidence.lineage.unit,
            origin: OriginJson::new(&evidence.lineage),
        }
    }
}

/// An article that uses a rendering.
#[derive(Debug, Serialize)]
struct ArticleUseJson<'e> {
    title: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'e str>,
    unit: &'e str,
    count: usize,
}

impl<'e> ArticleUseJson<'e> {
    fn new(article: &'e ArticleUse) -> Self {
        Self {
            title: &article.title,
            date: article.date.as_deref(),
            unit: &article.unit,
            count: article.count,
        }
    }
}

/// Where a unit came from.
#[derive(Debug, Serialize)]
pub struct OriginJson<'l> {
    file: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'l str>,
    position: u32,
}

impl<'l> OriginJson<'l> {
    /// The shape of a lineage.
    pub fn new(lineage: &'l Lineage) -> Self {
        Self {
            file: &lineage.file,
            line: (lineage.line > 0).then_some(lineage.line),
            document: lineage.document.as_deref(),
            title: lineage.title.as_deref(),
            date: lineage.date.as_deref(),
            address: lineage.address.as_deref(),
            position: lineage.position,
        }
    }
}

/// `lookup --json`: one entry.
#[derive(Debug, Serialize)]
pub struct EntryJson<'e> {
    concept: Option<String>,
    by: &'static str,
    similarity: f64,
    term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    definitions: Vec<DefinitionJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationJson>,
    terms: BTreeMap<String, Vec<TermJson>>,
    evidence: Vec<EvidenceJson<'e>>,
}

impl<'e> EntryJson<'e> {
    /// The shape of an entry that answers a query, in some languages or in all.
    pub fn new(view: &EntryView<'_>, evidence: &'e [Evidence]) -> Self {
        let (found, languages) = (view.found, view.languages);
        let entry = &found.entry;
        let mut terms: BTreeMap<String, Vec<TermJson>> = BTreeMap::new();
        for term in &entry.terms {
            let wanted = languages.is_empty()
                || languages.iter().any(|tag| term.language.goes_with(tag))
                || term.language == entry.terms[found.term].language;
            if wanted {
                terms
                    .entry(term.language.to_string())
                    .or_default()
                    .push(TermJson::new(term, view.day));
            }
        }
        Self {
            concept: Some(entry.id.to_string()),
            by: found.by.as_str(),
            similarity: rounded(found.similarity),
            term: entry.terms[found.term].text.clone(),
            subject: entry.subject.clone(),
            definition: entry.definition.clone(),
            note: entry.note.clone(),
            source: entry.source.clone(),
            location: Some(entry.location.to_string()),
            definitions: entry
                .definitions
                .iter()
                .map(|own| DefinitionJson {
                    language: own.language.to_string(),
                    text: own.text.clone(),
                    source: own.source.clone(),
                })
                .collect(),
            links: entry
                .links
                .iter()
                .map(|own| LinkJson {
                    kind: own.kind.as_str(),
                    target: own.target.clone(),
                    label: own.label.clone(),
                })
                .collect(),
            relations: view.relations.iter().map(RelationJson::new).collect(),
            terms,
            evidence: evidence.iter().map(EvidenceJson::new).collect(),
        }
    }

    /// The shape of words that only the memory knows.
    pub fn of_memory(term: &str, evidence: &'e [Evidence]) -> Self {
        Self {
            concept: None,
            by: "memory",
            similarity: 1.0,
            term: term.to_owned(),
            subject: None,
            definition: None,
            note: None,
            source: None,
            location: None,
            definitions: Vec::new(),
            links: Vec::new(),
            relations: Vec::new(),
            terms: BTreeMap::new(),
            evidence: evidence.iter().map(EvidenceJson::new).collect(),
        }
    }
}

/// `check --json`: one finding.
#[derive(Debug, Serialize)]
pub struct FindingJson<'f> {
    check: &'static str,
    severity: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'f str>,
    confidence: f64,
    file: &'f str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    side: &'static str,
    segment: usize,
    text: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<&'f str>,
    fingerprint: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<SpotJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silenced: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'f str>,
}

/// Another place of a finding that is told once.
#[derive(Debug, Serialize)]
struct SpotJson {
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    segment: usize,
}

impl SpotJson {
    fn new(checked: &Checked, side: Side, spot: &Spot) -> Self {
        let place = checked.place_at(side, spot.segment, spot.span.start);
        Self {
            line: place.line,
            column: place.column,
            start: spot.span.start,
            end: spot.span.end,
            segment: spot.segment,
        }
    }
}

impl<'f> FindingJson<'f> {
    /// The shape of a finding in what was checked.
    pub fn new(checked: &'f Checked, judged: &'f Judged) -> Self {
        let finding = &judged.finding;
        let (start_utf16, end_utf16) = utf16(&checked.side(finding.side).text, &finding.span);
        let place = checked.place(finding);
        let (silenced, reason) = match &judged.silence {
            Some(Silence::Ignored { reason, .. }) => (Some("ignored"), Some(reason.as_str())),
            Some(Silence::Known) => (Some("baseline"), None),
            None => (None, None),
        };
        Self {
            check: finding.check,
            severity: severity_name(finding.severity),
            message: &finding.message,
            suggestion: finding.suggestion.as_deref(),
            confidence: rounded(finding.confidence),
            file: place.file,
            line: place.line,
            column: place.column,
            start: finding.span.start,
            end: finding.span.end,
            start_utf16,
            end_utf16,
            side: finding.side.as_str(),
            segment: finding.segment,
            text: checked.segment(finding.segment, finding.side),
            other: checked.counterpart(finding).map(|(_, text)| text),
            fingerprint: &judged.fingerprint.0,
            more: judged
                .others
                .iter()
                .map(|spot| SpotJson::new(checked, finding.side, spot))
                .collect(),
            silenced,
            reason,
        }
    }
}

/// The name of a severity in JSON.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A share rounded to four places, so that output does not depend on the last bits.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::place_of;

    #[test]
    fn places_are_counted_in_characters_and_utf16() {
        let text = "یک\n𝒳 دو";
        let two = text.find("دو").unwrap();
        assert_eq!(place_of(text, two), (2, 3));
        assert_eq!(utf16(text, &(two..text.len())), (6, 8));
        assert_eq!(place_of(text, 0), (1, 1));
    }
}
