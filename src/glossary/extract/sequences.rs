//! Sequences of words that could be a term, by how they are written.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashSet, FxHasher};

use super::CandidateKind;
use super::words::words_of;
use crate::lang::LanguageTag;
use crate::text::{Analyser, Token, TokenClass};

/// How many words a candidate has at the most.
const LONGEST: usize = 6;

/// How many ideographs a candidate has at the most.
const LONGEST_IDEOGRAPHS: usize = 10;

/// How many connectors may follow one another.
const CONNECTORS: usize = 2;

/// What a sequence is known by: the hash of its stems.
pub(super) type Key = u64;

/// A sequence of words in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Sequence {
    pub(super) key: Key,
    /// How many words it has.
    pub(super) length: usize,
    pub(super) kind: CandidateKind,
    pub(super) span: Range<usize>,
    /// The keys of the shorter sequences inside it.
    pub(super) words: Range<usize>,
    /// Whether it is of ideographs.
    pub(super) is_ideographic: bool,
    /// Whether it has a function word inside.
    pub(super) is_joined: bool,
    /// Whether it is one word that opens a sentence or quotation: its capital says nothing.
    pub(super) opens: bool,
}

/// The words of a sentence, with what decides whether they can be part of a term.
pub(super) struct Line {
    words: Vec<Word>,
    is_in_capitals: bool,
}

#[derive(Debug, Clone)]
struct Word {
    stem: u64,
    span: Range<usize>,
    role: Role,
    shape: Shape,
    is_title: bool,
    is_ideograph: bool,
    /// Whether nothing may follow it in a candidate.
    ends: bool,
    /// Whether a mark parts it from the word before.
    begins: bool,
    /// Whether a sentence or quotation begins with it, so that its capital says nothing.
    opens: bool,
    beside: Beside,
}

/// What a function word tells of the words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// A verb often stands behind it (*to*, *they*).
    VerbBehind,
    /// A verb often stands before it, a noun hardly (*the*).
    VerbBefore,
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Content,
    Connector,
    Article,
    Coordinator,
    /// A function word, number or common word that no candidate has.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Capitals,
    Capital,
    Small,
    /// Of a script without capitals.
    Uncased,
}

/// Divides sentences of one language into sequences.
pub(super) struct Sequencer {
    analyser: Analyser,
    connectors: FxHashSet<String>,
    articles: FxHashSet<String>,
    coordinators: FxHashSet<String>,
    titles: FxHashSet<String>,
    common: FxHashSet<String>,
    common_prefixes: &'static [String],
    before_verbs: FxHashSet<String>,
    behind_verbs: FxHashSet<String>,
}

impl Sequencer {
    pub(super) fn new(language: &LanguageTag) -> Self {
        let analyser = Analyser::new(language);
        let words = words_of(language);
        let folded = |words: &[String]| words.iter().map(|word| analyser.folded(word)).collect();
        let stems = |words: &[String]| {
            let stem = |word: &String| analyser.stem(&analyser.folded(word));
            words.iter().map(stem).collect()
        };
        Self {
            connectors: folded(&words.connectors),
            articles: folded(&words.articles),
            coordinators: folded(&words.coordinators),
            titles: stems(&words.titles),
            common: stems(&words.common),
            common_prefixes: &words.common_prefixes,
            before_verbs: folded(&words.before_verbs),
            behind_verbs: folded(&words.behind_verbs),
            analyser,
        }
    }

    /// The words of a sentence.
    pub(super) fn line(&self, text: &str) -> Line {
        let tokens = self.analyser.tokens(text);
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        let (mut begins, mut opens) = (true, true);
        for token in &tokens {
            match token.class {
                TokenClass::Punctuation if is_joint(token.text) => {}
                TokenClass::Punctuation => {
                    begins = true;
                    opens |= is_opening(token.text);
                }
                TokenClass::Word => {
                    let word = self.word(token);
                    let joined = words
                        .last_mut()
                        .filter(|last| !begins && &text[last.span.end..token.start] == "\u{200C}");
                    if let Some(last) = joined {
                        last.join(&word);
                        continue;
                    }
                    words.push(Word {
                        begins: std::mem::take(&mut begins),
                        opens: std::mem::take(&mut opens),
                        ..word
                    });
                }
                TokenClass::Number | TokenClass::Placeable => begins = true,
            }
        }
        let capitals = words.iter().filter(|word| word.shape == Shape::Capitals);
        let is_in_capitals = words.len() > 3 && capitals.count() * 2 > words.len();
        Line {
            words,
            is_in_capitals,
        }
    }

    fn word(&self, token: &Token<'_>) -> Word {
        let possessive = possessive_length(token.text);
        let bare = &token.text[..token.text.len() - possessive];
        let folded = self.analyser.folded(bare);
        let stem = self.analyser.stem(&folded);
        let is_ideographic = bare.chars().all(is_ideograph);
        let role = match () {
            () if self.connectors.contains(&folded) => Role::Connector,
            () if self.articles.contains(&folded) => Role::Article,
            () if self.coordinators.contains(&folded) => Role::Coordinator,
            // 和 is a function word, and the first half of 和平 and the second of 缓和.
            () if !is_ideographic && self.analyser.is_function_word(&folded) => Role::Other,
            () if self.common.contains(&stem) => Role::Other,
            () if self.common_prefixes.iter().any(|own| bare.starts_with(own)) => Role::Other,
            () if !bare.chars().any(char::is_alphabetic) => Role::Other,
            () => Role::Content,
        };
        Word {
            stem: hash_of(&stem),
            span: token.start..token.start + bare.len(),
            role,
            shape: shape_of(bare),
            is_title: self.titles.contains(&stem),
            is_ideograph: is_ideographic,
            ends: possessive > 0,
            begins: false,
            opens: false,
            beside: match () {
                () if self.before_verbs.contains(&folded) => Beside::VerbBehind,
                () if self.behind_verbs.contains(&folded) => Beside::VerbBefore,
                () => Beside::Nothing,
            },
        }
    }
}

impl Word {
    /// Takes a word that a zero-width non-joiner joins to it: both are one (هسته‌ای, پیش‌بینی).
    fn join(&mut self, next: &Self) {
        let mut hasher = FxHasher::default();
        (self.stem, next.stem).hash(&mut hasher);
        self.stem = hasher.finish();
        self.span.end = next.span.end;
        self.is_title |= next.is_title;
        if self.role != next.role {
            self.role = Role::Content;
        }
    }
}

impl Line {
    /// How many words the sentence has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The stems of the words that may be in a term, each with whether it stands here as verbs do.
    pub(super) fn content(&self) -> impl Iterator<Item = (u64, bool)> {
        let places = self.words.iter().enumerate();
        let content = places.filter(|(_, word)| word.role == Role::Content);
        content.map(|(at, word)| (word.stem, self.is_like_a_verb(at)))
    }

    fn is_like_a_verb(&self, at: usize) -> bool {
        let word = &self.words[at];
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        let before = before.filter(|before| !word.begins && !before.ends);
        let behind = self.words.get(at + 1);
        let behind = behind.filter(|behind| !word.ends && !behind.begins);
        before.is_some_and(|own| own.beside == Beside::VerbBehind)
            || behind.is_some_and(|own| own.beside == Beside::VerbBefore)
    }

    /// The stems of the first word of a sequence and of its last.
    pub(super) fn ends_of(&self, words: &Range<usize>) -> [u64; 2] {
        [words.start, words.end - 1].map(|at| self.words[at].stem)
    }

    /// Whether a sequence stands between marks, function words or the ends of the sentence.
    pub(super) fn is_free(&self, words: &Range<usize>) -> bool {
        let (before, behind) = self.beside(words);
        before.is_none() && behind.is_none()
    }

    /// The words directly before a sequence and behind it that could be in a term.
    fn beside(&self, words: &Range<usize>) -> (Option<&Word>, Option<&Word>) {
        let is_content = |word: &&Word| word.is_ideograph || word.role == Role::Content;
        let before = words.start.checked_sub(1).map(|at| &self.words[at]);
        let before = before.filter(|word| !word.ends && !self.words[words.start].begins);
        let behind = self.words.get(words.end).filter(|word| !word.begins);
        (before.filter(is_content), behind.filter(is_content))
    }

    /// Every sequence that could be a term, in the order of the sentence.
    pub(super) fn sequences(&self) -> Vec<Sequence> {
        let mut found = Vec::new();
        for start in 0..self.words.len() {
            self.from(start, &mut found);
        }
        found
    }

    fn from(&self, start: usize, found: &mut Vec<Sequence>) {
        let first = &self.words[start];
        if first.role != Role::Content {
            return;
        }
        let longest = match first.is_ideograph {
            true => LONGEST_IDEOGRAPHS,
            false => LONGEST,
        };
        let (mut connectors, mut has_connector) = (0, false);
        for end in start..(start + longest).min(self.words.len()) {
            let word = &self.words[end];
            let is_cut = end > start && (word.begins || self.words[end - 1].ends);
            if is_cut || word.is_ideograph != first.is_ideograph {
                return;
            }
            match word.role {
                Role::Content => connectors = 0,
                Role::Connector => (connectors, has_connector) = (connectors + 1, true),
                Role::Article if connectors > 0 => connectors += 1,
                Role::Coordinator if has_connector => connectors += 1,
                Role::Article | Role::Coordinator | Role::Other => return,
            }
            if connectors > CONNECTORS {
                return;
            }
            if word.role == Role::Content {
                found.push(self.sequence(start..end + 1));
            }
        }
    }

    fn sequence(&self, words: Range<usize>) -> Sequence {
        let own = &self.words[words.clone()];
        Sequence {
            key: self.key(words.clone()),
            length: own.len(),
            kind: self.kind(words.clone()),
            span: own[0].span.start..own[own.len() - 1].span.end,
            words,
            is_ideographic: own[0].is_ideograph,
            is_joined: own.iter().any(|word| word.role != Role::Content),
            opens: own[0].opens && own.len() == 1,
        }
    }

    /// The key of some of its words.
    pub(super) fn key(&self, words: Range<usize>) -> Key {
        let mut hasher = FxHasher::default();
        for word in &self.words[words] {
            word.stem.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Whether a sequence is cut out of a run of words with capitals: a part of a name.
    pub(super) fn is_cut(&self, words: &Range<usize>) -> bool {
        let is_capital = |word: &Word| {
            word.role == Role::Content && matches!(word.shape, Shape::Capital | Shape::Capitals)
        };
        let first = &self.words[words.start];
        let before = words.start.checked_sub(1).map(|at| &self.words[at]);
        let before = before.filter(|word| !first.begins && !word.ends && !word.opens);
        let last = &self.words[words.end - 1];
        let behind = self.words.get(words.end);
        let behind = behind.filter(|word| !word.begins && !last.ends);
        is_capital(first) && before.is_some_and(is_capital)
            || is_capital(last) && behind.is_some_and(is_capital)
    }

    /// What stands before a sequence and behind it, as one number each; the edges of sentences,
    /// marks and function words are all different.
    pub(super) fn neighbours(&self, words: &Range<usize>, nth: u64) -> (u64, u64) {
        let place = nth.wrapping_mul(1 << 20).wrapping_add(words.start as u64);
        let edge = place | 1 << 63;
        let (before, behind) = self.beside(words);
        let own = |word: Option<&Word>| word.map_or(edge, |word| word.stem);
        (own(before), own(behind))
    }

    fn kind(&self, words: Range<usize>) -> CandidateKind {
        let own = &self.words[words.clone()];
        let content = || own.iter().filter(|word| word.role == Role::Content);
        if own.len() == 1 && own[0].shape == Shape::Capitals && !self.is_in_capitals {
            return CandidateKind::Acronym;
        }
        let is_small = content().any(|word| matches!(word.shape, Shape::Small));
        // The capital at the beginning of a sentence says nothing.
        let is_beginning = own[0].opens && own.len() == 1;
        let is_name = !is_small
            && !is_beginning
            && !self.is_in_capitals
            && content().all(|word| word.shape != Shape::Uncased);
        let is_long = own.len() > 1;
        match () {
            () if is_long && (is_name || !is_cased(own)) && own.iter().any(|w| w.is_title) => {
                CandidateKind::Title
            }
            () if is_name => CandidateKind::Name,
            () => CandidateKind::Phrase,
        }
    }
}

fn is_cased(words: &[Word]) -> bool {
    words.iter().any(|word| word.shape != Shape::Uncased)
}

fn shape_of(word: &str) -> Shape {
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    let is_cased = |letter: &char| letter.is_lowercase() || letter.is_uppercase();
    let count = letters().count();
    match () {
        () if !letters().any(|letter| is_cased(&letter)) => Shape::Uncased,
        () if (2..=8).contains(&count) && letters().all(char::is_uppercase) => Shape::Capitals,
        () if letters().next().is_some_and(char::is_uppercase) => Shape::Capital,
        () => Shape::Small,
    }
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '々')
}

/// Marks that join the words of a term.
fn is_joint(mark: &str) -> bool {
    matches!(mark, "-" | "‐" | "‑" | "·" | "・" | "־")
}

/// Marks behind which a word may have a capital as at the beginning of a sentence.
fn is_opening(mark: &str) -> bool {
    matches!(
        mark,
        ":" | "." | "!" | "?" | "\"" | "“" | "”" | "„" | "«" | "»" | "…" | ";"
    )
}

fn possessive_length(word: &str) -> usize {
    ["'s", "’s", "'", "’"]
        .iter()
        .find(|ending| word.ends_with(*ending) && word.len() > ending.len())
        .map_or(0, |ending| ending.len())
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
