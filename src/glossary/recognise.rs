//! Recognition of terms in running text.
//!
//! From each word the trie is walked along the keys of the words that follow; the longest term
//! wins, the surest way of several. Hyphens and quotation marks between words are passed over, any
//! other punctuation ends a term. Linear in the text times the length of the longest term. Titles
//! that are written otherwise than their terms are found beside that (`variant`).

mod glued;
mod introduced;
mod nest;
#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::keys::{Key, Known, Way};
use super::language::{IndexedTerm, LanguageIndex, ROOT, TermForm, carries_meaning};
use super::mention::{Mention, MentionKind, Nesting};
use super::pairs::is_in_pair;
use super::persons::is_given_name;
use super::variant;
use crate::model::{PartOfSpeech, Term, TermType};
use crate::similarity::character_similarity;
use crate::text::{Token, TokenClass, foldings_between};
pub(super) use glued::joint;

/// How many letters a term of one word must have for a typing mistake in it to be forgiven.
const LONGEST_STRICT_WORD: usize = 8;

/// From how many bytes on a text is read in parts at the same time.
const LONG_TEXT: usize = 1 << 16;

/// All mentions of a text, outer and inner.
pub(super) fn mentions(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    if index.is_empty() {
        return Vec::new();
    }
    let mut found = if text.len() < 2 * LONG_TEXT {
        mentions_of_part(index, text)
    } else {
        mentions_of_parts(index, text)
    };
    introduced::add_introduced(text, index.vocabulary.analyser(), &mut found);
    found
}

/// The mentions of a long text, whose parts are read at the same time.
fn mentions_of_parts(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    let found: Vec<Vec<Mention>> = parts(text)
        .into_par_iter()
        .map(|part| {
            let mut found = mentions_of_part(index, &text[part.clone()]);
            for mention in &mut found {
                mention.span = mention.span.start + part.start..mention.span.end + part.start;
            }
            found
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The parts in which a long text is read: they end where no mention goes on, with a paragraph
/// or, where there are none, with a line that ends in a stop. Linear in the text.
fn parts(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::with_capacity(text.len() / LONG_TEXT + 1);
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        let line = &text[start..at];
        let ends = bytes.get(at + 1) == Some(&b'\n') || line.ends_with(['.', '!', '?', '。', '؟']);
        if ends && at - start >= LONG_TEXT {
            parts.push(start..at + 1);
            start = at + 1;
        }
    }
    parts.push(start..text.len());
    parts
}

fn mentions_of_part(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    let read = Read::new(index, text);
    let reader = Reader { index, read: &read };
    let mut found = plain_mentions(&reader);
    variant::add_variants(&reader, &mut found);
    nest::nest(found.into_iter().map(|own| own.mention).collect())
}

/// The mentions of terms as they stand, the shorter ones that begin in the same place too; by
/// their starts.
pub(super) fn plain_mentions(reader: &Reader<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for start in 0..reader.read.tokens.len() {
        reader.walk(start, |path| match reader.mention(path) {
            Some(mention) => {
                found.push(mention);
                Step::Ends
            }
            None => Step::GoesOn,
        });
    }
    found.sort_by_key(|own| own.mention.span.start);
    found
}

/// A mention with what the search knows of it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    /// The number of its entry.
    pub(super) entry: u32,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// A text in words, with what is known of each.
pub(super) struct Read<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<'t>>,
    /// What terms know of each token; nothing of most.
    pub(super) known: Vec<Option<Rc<Known>>>,
    /// Which tokens were written together with their neighbour, ascending.
    glued: Vec<usize>,
}

impl<'t> Read<'t> {
    pub(super) fn new(index: &LanguageIndex, text: &'t str) -> Self {
        let tokens = index.vocabulary.analyser().tokens(text);
        let mut is_glued = false;
        let mut known: Vec<Option<Rc<Known>>> = Vec::with_capacity(tokens.len());
        index.vocabulary.with_words(|know| {
            for token in &tokens {
                let own = carries_meaning(token).then(|| know(token)).flatten();
                is_glued |= own.as_ref().is_some_and(|own| own.joint.is_some());
                known.push(own);
            }
        });
        let read = Self {
            text,
            tokens,
            known,
            glued: Vec::new(),
        };
        if is_glued { read.unglued(index) } else { read }
    }

    /// The same with glued words taken apart.
    fn unglued(self, index: &LanguageIndex) -> Self {
        let mut apart = Self {
            text: self.text,
            tokens: Vec::with_capacity(self.tokens.len() + 2),
            known: Vec::with_capacity(self.tokens.len() + 2),
            glued: Vec::new(),
        };
        index.vocabulary.with_words(|know| {
            for (token, known) in self.tokens.into_iter().zip(self.known) {
                let Some(joint) = known.as_ref().and_then(|known| known.joint) else {
                    apart.tokens.push(token);
                    apart.known.push(known);
                    continue;
                };
                for part in glued::parts(&token, joint) {
                    apart.glued.push(apart.tokens.len());
                    apart.known.push(know(&part));
                    apart.tokens.push(part);
                }
            }
        });
        apart
    }

    /// The keys that a token may have, the surest first; none beyond the end.
    pub(super) fn keys(&self, at: usize) -> &[(Key, Way)] {
        let known = self.known.get(at).and_then(Option::as_ref);
        known.map_or(&[], |known| known.keys.as_slice())
    }

    fn is_glued(&self, at: usize) -> bool {
        self.glued.binary_search(&at).is_ok()
    }
}

/// Reads a text with the index of its language.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) index: &'a LanguageIndex,
    pub(super) read: &'a Read<'a>,
}

/// By what written words count as a term, and why where they are not the term itself.
type Judgement = (MentionKind, Option<String>);

/// One way through the trie from a word on.
#[derive(Clone)]
struct Path {
    node: u32,
    /// The tokens taken, with the way in which each came to its key.
    taken: Vec<(usize, Way)>,
}

impl Path {
    fn misspelt(&self) -> usize {
        self.taken
            .iter()
            .filter(|(_, way)| *way == Way::Misspelt)
            .count()
    }

    /// Whether a particle stands before its first word.
    fn is_behind_particle(&self) -> bool {
        let first = self.taken.first();
        first.is_some_and(|(_, way)| matches!(way, Way::Clitic { before, .. } if *before > 0))
    }

    fn ways(&self) -> usize {
        self.taken
            .iter()
            .filter(|(_, way)| *way != Way::Stem)
            .count()
    }
}

/// Whether a term ends where a way through the trie has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Ends,
    GoesOn,
}

/// Whose names are read as owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owners {
    /// Countries.
    Countries,
    /// Countries and international organisations.
    All,
}

/// The name of the owner of an office or body in a text: a country or an organisation.
#[derive(Debug, Clone)]
pub(super) struct OwnerName {
    /// The number of its entry.
    pub(super) entry: u32,
    /// Its place among the terms of the entry.
    pub(super) term: usize,
    /// Whether it is an adjective.
    pub(super) is_adjective: bool,
    pub(super) tokens: Range<usize>,
    pub(super) span: Range<usize>,
}

impl<'a> Reader<'a> {
    /// The longest name of a country or organisation that starts at a token.
    pub(super) fn owner_from(&self, start: usize, owners: Owners) -> Option<OwnerName> {
        let mut longest = None;
        self.walk(start, |path| match self.owner(path, owners) {
            Some(owner) => {
                longest = Some(owner);
                Step::Ends
            }
            None => Step::GoesOn,
        });
        longest
    }

    /// Goes all ways from a token on; of those that have come equally far, the surest first,
    /// until a term ends at one.
    fn walk(&self, start: usize, mut judge: impl FnMut(&Path) -> Step) {
        if !self.may_begin(start) {
            return;
        }
        let mut paths = vec![Path {
            node: ROOT,
            taken: Vec::new(),
        }];
        let mut at = start;
        while !paths.is_empty() {
            paths = self.step(&paths, at);
            paths.sort_by_key(Path::ways);
            let _ = paths.iter().any(|path| judge(path) == Step::Ends);
            let Some(next) = self.next_word(at) else {
                break;
            };
            at = next;
        }
    }

    /// Whether a term may begin with a token, by it and the next word alone: most words that
    /// begin terms begin none where they stand.
    fn may_begin(&self, start: usize) -> bool {
        let keys = self.read.keys(start);
        let mut nodes = keys
            .iter()
            .filter_map(|(key, _)| self.index.child(ROOT, *key))
            .peekable();
        if nodes.peek().is_none() {
            return false;
        }
        let is_behind = |way: &Way| matches!(way, Way::Clitic { before, .. } if *before > 0);
        let is_capital = keys.iter().any(|(_, way)| is_behind(way))
            || begins_with_capital(self.read.tokens[start].text);
        let mut open: Option<&[(Key, Way)]> = None;
        nodes.any(|node| {
            if self.index.has_terms(node, is_capital) {
                return true;
            }
            let next = open.get_or_insert_with(|| {
                let next = self.next_word(start);
                next.map_or(&[][..], |next| self.read.keys(next))
            });
            next.iter()
                .any(|(key, _)| self.index.child(node, *key).is_some())
        })
    }

    fn step(&self, paths: &[Path], at: usize) -> Vec<Path> {
        let mut reached = Vec::new();
        for path in paths {
            for &(key, way) in self.read.keys(at) {
                let within = |clitic: &Way| match clitic {
                    Way::Misspelt => path.misspelt() == 0,
                    Way::Stem | Way::Ending | Way::Clitic { .. } | Way::Glued { .. } => true,
                };
                if let Some(node) = self.index.child(path.node, key).filter(|_| within(&way)) {
                    let mut taken = path.taken.clone();
                    taken.push((at, way));
                    reached.push(Path { node, taken });
                }
            }
        }
        reached
    }

    /// The next word, when only hyphens, quotation marks and white space lie between.
    pub(super) fn next_word(&self, at: usize) -> Option<usize> {
        let tokens = &self.read.tokens;
        let mut next = at + 1;
        let is_initial = tokens[at].text.chars().count() == 1;
        let ends_initial = |next: usize| is_initial && next == at + 1 && tokens[next].text == ".";
        while next < tokens.len() && (is_joint(&tokens[next]) || ends_initial(next)) {
            next += 1;
        }
        let token = tokens.get(next).filter(|token| carries_meaning(token))?;
        let between = &self.read.text[tokens[at].end()..token.start];
        (!between.contains("\n\n")).then_some(next)
    }

    fn owner(&self, path: &Path, owners: Owners) -> Option<OwnerName> {
        let mut names = self.index.owners_at(path.node, owners).peekable();
        names.peek()?;
        let span = self.span(path)?;
        let written = &self.read.text[span.clone()];
        let found = names.find(|term| {
            let judged = self.judge(path, written, term);
            judged.is_some_and(|(kind, _)| kind != MentionKind::Variant)
        })?;
        let (first, last) = (path.taken.first()?.0, path.taken.last()?.0);
        Some(OwnerName {
            entry: found.entry,
            term: found.term,
            is_adjective: is_adjective(self.index.term(&found)),
            tokens: first..last + 1,
            span,
        })
    }

    /// The mention of the best term that ends where a path has come to.
    fn mention(&self, path: &Path) -> Option<Found> {
        let terms = self.index.terms_at(path.node);
        let span = self.span(path)?;
        let written = &self.read.text[span.clone()];
        let is_capital = path.is_behind_particle() || begins_with_capital(written);
        if !self.index.has_terms(path.node, is_capital) {
            return None;
        }
        let mut fitting: Vec<(MentionKind, Option<String>, IndexedTerm)> = Vec::new();
        let mut last: Option<(IndexedTerm, Option<Judgement>)> = None;
        for term in terms {
            let judged = match last.take() {
                // Several concepts often have one term.
                Some((other, judged)) if self.are_alike(&other, &term) => judged,
                _ => self.judge(path, written, &term),
            };
            fitting.extend(judged.clone().map(|(kind, reason)| (kind, reason, term)));
            last = Some((term, judged));
        }
        fitting.sort_by_key(|(kind, _, term)| (*kind, self.index.term(term).status));
        let (kind, reason, best) = fitting.first()?;
        let similarity = match kind {
            MentionKind::Variant => character_similarity(written, &self.index.term(best).text),
            _ => 1.0,
        };
        let others = fitting[1..].iter().map(|(_, _, term)| term);
        let mention = Mention {
            entry: Arc::clone(self.index.entry(best)),
            term: best.term,
            kind: *kind,
            similarity,
            reason: reason.clone(),
            span,
            nesting: Nesting::Outer,
            also: self.index.others(best, others),
        };
        Some(Found {
            mention,
            entry: best.entry,
            tokens: path.taken.first()?.0..path.taken.last()?.0 + 1,
        })
    }

    /// Whether two terms are judged alike, whatever is written.
    fn are_alike(&self, left: &IndexedTerm, right: &IndexedTerm) -> bool {
        let (left_form, right_form) = (left.form, right.form);
        let (left, right) = (self.index.term(left), self.index.term(right));
        left_form == right_form
            && left.text == right.text
            && left.kind == right.kind
            && left.part_of_speech == right.part_of_speech
    }

    /// The bytes from the first to the last word, without the clitics outside.
    fn span(&self, path: &Path) -> Option<Range<usize>> {
        let (first, way) = path.taken.first()?;
        let start = self.start_of(*first, Some(*way));
        let (last, way) = path.taken.last()?;
        Some(start..self.end_of(*last, Some(*way)))
    }

    /// Where a mention begins that begins with a token, without the particles before it.
    pub(super) fn start_of(&self, first: usize, way: Option<Way>) -> usize {
        self.read.tokens[first].start
            + match way {
                Some(Way::Clitic { before, .. } | Way::Glued { before, .. }) => before,
                _ => 0,
            }
    }

    /// Where a mention ends that ends with a token, without the particles behind it.
    pub(super) fn end_of(&self, last: usize, way: Option<Way>) -> usize {
        let last = &self.read.tokens[last];
        last.end()
            - match way {
                Some(Way::Clitic { behind, .. } | Way::Glued { behind, .. }) => behind,
                _ => possessive_length(last.text),
            }
    }

    /// By what the written words count as a term, or `None` when they do not.
    fn judge(&self, path: &Path, written: &str, indexed: &IndexedTerm) -> Option<Judgement> {
        let term = self.index.term(indexed);
        let is_acronym = term.kind == Some(TermType::Acronym) || is_capitals(&term.text);
        if self.is_another_word(path) || self.is_given_name(path) {
            return None;
        }
        if indexed.form == TermForm::Short {
            return self.judge_short(path, term);
        }
        if let Some(run) = self.words_run_together(path) {
            return Some((MentionKind::Variant, Some(format!("run together: {run}"))));
        }
        if path.misspelt() > 0 {
            return self.judge_misspelt(path, written, indexed);
        }
        let bare = written.split(['\'', '’']).next().unwrap_or_default();
        if is_acronym && !is_capitals(bare) && is_cased(&term.text) {
            return None;
        }
        if !path.is_behind_particle() && !capitals_fit(&term.text, written) {
            return None;
        }
        if let Some(glued) = self.glued_reason(path) {
            return Some((MentionKind::Variant, Some(glued)));
        }
        let plain = if is_acronym {
            MentionKind::Acronym
        } else {
            MentionKind::Exact
        };
        if path.taken.iter().any(|(_, way)| *way == Way::Ending) {
            let reason = format!("form of {}", term.text);
            return Some((MentionKind::Inflected, Some(reason)));
        }
        if let Some(clitic) = self.clitic_reason(path) {
            return Some((MentionKind::Clitic, Some(clitic)));
        }
        if written == term.text || is_acronym {
            return Some((plain, None));
        }
        let language = self.index.vocabulary.analyser().language();
        match foldings_between(written, &term.text, language) {
            Some(foldings) => {
                let names: Vec<_> = foldings.iter().map(|folding| folding.to_string()).collect();
                let reason = (!names.is_empty()).then(|| names.join(", "));
                Some((
                    reason.as_ref().map_or(plain, |_| MentionKind::Folded),
                    reason,
                ))
            }
            None => self.judge_words(path, &term.text),
        }
    }

    /// Judges by the words alone: the same words with other punctuation between them, or other
    /// forms of them. Two words of one stem that do not begin alike are different words whose
    /// endings happened to fall.
    fn judge_words(&self, path: &Path, term: &str) -> Option<Judgement> {
        let analyser = self.index.vocabulary.analyser();
        let words = analyser.tokens(term);
        let words = words.iter().filter(|token| carries_meaning(token));
        let mut kind = (MentionKind::Folded, "punctuation".to_owned());
        for ((at, _), word) in path.taken.iter().zip(words) {
            let own = analyser.folded(word.text);
            let written = analyser.folded(self.read.tokens[*at].text);
            if own != written {
                let (own, written) = (analyser.stem(&own), analyser.stem(&written));
                if own != written {
                    return None;
                }
                kind = (MentionKind::Inflected, format!("form of {term}"));
            }
        }
        Some((kind.0, Some(kind.1)))
    }

    /// Whether a particle makes another word of a single one, or stands inside a phrase.
    fn is_another_word(&self, path: &Path) -> bool {
        let last = path.taken.len() - 1;
        path.taken.iter().enumerate().any(|(place, (at, way))| {
            let Way::Clitic { behind, .. } = way else {
                return false;
            };
            let word = self.read.tokens[*at].text;
            let (host, particle) = word.split_at(word.len() - behind);
            self.index.vocabulary.is_phrase_enclitic(particle, host) && (place == 0 || place < last)
        })
    }

    fn is_given_name(&self, path: &Path) -> bool {
        let [(at, _)] = path.taken.as_slice() else {
            return false;
        };
        let read = self.read;
        is_given_name(read.text, &read.tokens, *at, &self.index.vocabulary)
    }

    /// Judges a name by one character, which counts in a pair of such only.
    fn judge_short(&self, path: &Path, term: &Term) -> Option<Judgement> {
        let (read, (at, _)) = (self.read, path.taken.first()?);
        let counts = is_in_pair(read.text, &read.tokens, *at, &self.index.vocabulary);
        let reason = format!("short for {}", term.text);
        counts.then_some((MentionKind::Acronym, Some(reason)))
    }

    /// The word of a path that is several words without their spaces.
    fn words_run_together(&self, path: &Path) -> Option<&str> {
        let glued = |(_, way): &&(usize, Way)| matches!(way, Way::Glued { .. });
        let (at, _) = path.taken.iter().find(glued)?;
        Some(self.read.tokens[*at].text)
    }

    fn judge_misspelt(
        &self,
        path: &Path,
        written: &str,
        indexed: &IndexedTerm,
    ) -> Option<Judgement> {
        let term = self.index.term(indexed);
        let is_long_enough = path.taken.len() > 1 || written.chars().count() > LONGEST_STRICT_WORD;
        let usable = is_long_enough
            && !is_derived(path, written, &term.text)
            && term.part_of_speech != Some(PartOfSpeech::Adjective)
            && capitals_fit(&term.text, written);
        let word = path
            .taken
            .iter()
            .find(|(_, way)| *way == Way::Misspelt)
            .map(|(at, _)| self.read.tokens[*at].text)?;
        usable.then(|| (MentionKind::Variant, Some(format!("misspelt: {word}"))))
    }

    /// The word that was glued to a neighbour, as it is written.
    fn glued_reason(&self, path: &Path) -> Option<String> {
        let (at, _) = path.taken.iter().find(|(at, _)| self.read.is_glued(*at))?;
        let tokens = &self.read.tokens;
        let place = self.read.glued.binary_search(at).ok()?;
        // They come in pairs.
        let first = self.read.glued[place - place % 2];
        let whole = tokens[first].start..tokens.get(first + 1)?.end();
        Some(format!("glued: {}", &self.read.text[whole]))
    }

    fn clitic_reason(&self, path: &Path) -> Option<String> {
        path.taken.iter().find_map(|(at, way)| {
            let word = self.read.tokens[*at].text;
            match way {
                Way::Clitic { before, .. } if *before > 0 => {
                    Some(format!("with {}", &word[..*before]))
                }
                Way::Clitic { behind, .. } => {
                    Some(format!("with {}", &word[word.len() - behind..]))
                }
                _ => None,
            }
        })
    }
}

/// Whether a token may stand between two words of a term.
pub(super) fn is_joint(token: &Token<'_>) -> bool {
    token.class == TokenClass::Punctuation
        && matches!(
            token.text,
            "-" | "‐"
                | "‑"
                | "–"
                | "—"
                | "'"
                | "’"
                | "·"
                | "・"
                | "־"
                | "«"
                | "»"
                | "“"
                | "”"
                | "\""
        )
}

/// Whether a single word only goes on behind a term, or ends before it: another word of the same
/// root (Macedonian), no mistake.
fn is_derived(path: &Path, written: &str, term: &str) -> bool {
    path.taken.len() == 1 && (written.starts_with(term) || term.starts_with(written))
}

/// The bytes of an English possessive ending, which is no part of a mention.
fn possessive_length(word: &str) -> usize {
    ["'s", "’s", "'", "’"]
        .iter()
        .find(|ending| word.ends_with(*ending))
        .map_or(0, |ending| ending.len())
}

/// Whether a word is written in capitals alone, with digits and points at most between them; one
/// letter needs a digit (G7).
pub(super) fn is_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    let least = if word.contains(char::is_numeric) {
        1
    } else {
        2
    };
    letters().all(char::is_uppercase) && letters().take(least).count() == least
}

/// Whether a name of a country is an adjective, as its entry or a small first letter says.
fn is_adjective(term: &Term) -> bool {
    let first = term.text.chars().next();
    term.part_of_speech == Some(PartOfSpeech::Adjective) || first.is_some_and(char::is_lowercase)
}

/// Whether a script with capital letters is used.
pub(super) fn is_cased(word: &str) -> bool {
    word.chars()
        .any(|letter| letter.is_uppercase() || letter.is_lowercase())
}

/// A term of one word with a capital letter is a name: written without, it is another word.
fn capitals_fit(term: &str, written: &str) -> bool {
    !is_name(term) || begins_with_capital(written)
}

/// Whether a term is a name of one word, by its first letter.
pub(super) fn is_name(term: &str) -> bool {
    begins_with_capital(term) && !term.contains([' ', '-'])
}

fn begins_with_capital(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphabetic());
    first.is_some_and(char::is_uppercase)
}
