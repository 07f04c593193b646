//! One of two texts as the aligner sees it: sentences of tokens that may have counterparts.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{AlignOptions, Evidence, Text};
use crate::glossary::{Glossary, MentionKind};
use crate::similarity::name_key;
use crate::text::{Analyser, Token, TokenClass, quantities};

/// How a token may be known again in the other language.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A word, by what inflected forms of it have in common.
    Word {
        /// The word without case and marks, as it is first written.
        folded: String,
        /// Its consonant key.
        key: String,
        /// How often it has a capital.
        capitals: u32,
        /// How often it is in small letters of a script that has capitals.
        smalls: u32,
    },
    /// Two neighbouring ideographs: what comes nearest to a word without a dictionary.
    Ideographs,
    /// A number, with both values where its separator can be read in two ways.
    Number(f64, Option<f64>),
    /// A mark that translations keep, such as the question mark.
    Mark,
    /// A concept of the glossary.
    Concept,
    /// An address, a code, a placeholder.
    Placeable,
}

/// All tokens of a text that count as the same.
#[derive(Debug, Clone)]
pub(super) struct TokenType {
    pub(super) kind: Kind,
    /// The name by which the type is known: the stem, the mark, the id of the concept.
    pub(super) name: String,
    /// How many tokens of the text are of the type.
    pub(super) count: u32,
}

/// One sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    /// Its tokens, by the number of their type.
    pub(super) tokens: Vec<u32>,
    /// Its length in characters that are no white space.
    pub(super) length: f64,
    /// How many marks that end sentences or clauses are within it and at its end.
    pub(super) stops: usize,
    /// Whether a paragraph begins with it.
    pub(super) begins_paragraph: bool,
    /// Whether it has no word and no number: a blank line, a rule, a paragraph mark.
    pub(super) is_bare: bool,
}

/// A text in sentences of tokens.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) sentences: Vec<Sentence>,
    pub(super) types: Arc<Vec<TokenType>>,
    /// How many tokens there are.
    pub(super) total: f64,
    /// What is counted of the sentences before each place, and of all of them.
    before: Vec<Sums>,
}

/// What is counted of sentences.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// A whole number, so that sums and differences are exact.
    length: f64,
    stops: usize,
    bare: usize,
    paragraphs: usize,
}

impl Sums {
    fn before_each(sentences: &[Sentence]) -> Vec<Self> {
        let mut sums = Vec::with_capacity(sentences.len() + 1);
        let mut sum = Self::default();
        sums.push(sum);
        for sentence in sentences {
            sum.length += sentence.length;
            sum.stops += sentence.stops;
            sum.bare += usize::from(sentence.is_bare);
            sum.paragraphs += usize::from(sentence.begins_paragraph);
            sums.push(sum);
        }
        sums
    }
}

impl Side {
    /// Reads a text; tells the share of it that is read now and then.
    pub(super) fn of(text: &Text<'_>, options: &AlignOptions<'_>, tell: &dyn Fn(f64)) -> Self {
        /// How often it tells.
        const STEP: usize = 512;
        let mut reader = Reader {
            analyser: Analyser::new(text.language),
            glossary: options.glossary,
            evidence: options.evidence,
            types: Vec::new(),
            known: FxHashMap::default(),
            words: FxHashMap::default(),
        };
        let mut sentences: Vec<Sentence> = text
            .sentences
            .iter()
            .enumerate()
            .map(|(at, one)| {
                if at % STEP == 0 {
                    tell(at as f64 / text.sentences.len() as f64);
                }
                reader.sentence(one)
            })
            .collect();
        for start in text.paragraphs {
            if let Some(sentence) = sentences.get_mut(*start) {
                sentence.begins_paragraph = true;
            }
        }
        let total = reader.types.iter().map(|one| f64::from(one.count)).sum();
        Self {
            before: Sums::before_each(&sentences),
            sentences,
            types: Arc::new(reader.types),
            total,
        }
    }

    /// Some sentences of the text as a text of their own, in the order that is given.
    pub(super) fn part(&self, sentences: impl IntoIterator<Item = usize>) -> Self {
        let sentences = sentences.into_iter();
        let sentences: Vec<Sentence> = sentences.map(|at| self.sentences[at].clone()).collect();
        Self {
            before: Sums::before_each(&sentences),
            sentences,
            types: Arc::clone(&self.types),
            total: self.total,
        }
    }

    /// The share of tokens that are of a type.
    pub(super) fn frequency(&self, of: u32) -> f64 {
        f64::from(self.types[of as usize].count) / self.total.max(1.0)
    }

    /// How long some sentences are together.
    pub(super) fn length(&self, range: Range<usize>) -> f64 {
        self.before[range.end].length - self.before[range.start].length
    }

    /// How many stops some sentences have together.
    pub(super) fn stops(&self, range: Range<usize>) -> usize {
        self.before[range.end].stops - self.before[range.start].stops
    }

    /// How many of some sentences are bare.
    pub(super) fn bare(&self, range: &Range<usize>) -> usize {
        self.before[range.end].bare - self.before[range.start].bare
    }

    /// How many of some sentences begin paragraphs.
    pub(super) fn paragraphs(&self, range: &Range<usize>) -> usize {
        self.before[range.end].paragraphs - self.before[range.start].paragraphs
    }
}

/// The words of a text as the lexicon knows them: stems cut to a few letters, and neighbouring
/// ideographs.
pub(super) fn lexical_names(text: &Text<'_>) -> Vec<Vec<String>> {
    let options = AlignOptions {
        evidence: Evidence::NONE,
        ..AlignOptions::default()
    };
    let side = Side::of(text, &options, &|_| ());
    let is_lexical = |of: &u32| {
        let kind = &side.types[*of as usize].kind;
        matches!(kind, Kind::Word { .. } | Kind::Ideographs)
    };
    let sentences = side.sentences.iter();
    sentences
        .map(|sentence| {
            let tokens = sentence.tokens.iter().filter(|of| is_lexical(of));
            tokens
                .map(|of| side.types[*of as usize].name.clone())
                .collect()
        })
        .collect()
}

struct Reader<'r> {
    analyser: Analyser,
    glossary: Option<&'r Glossary>,
    evidence: Evidence,
    types: Vec<TokenType>,
    known: FxHashMap<String, u32>,
    /// The words that were met, as they are written.
    words: FxHashMap<String, u32>,
}

impl Reader<'_> {
    fn sentence(&mut self, text: &str) -> Sentence {
        let tokens = self.analyser.tokens(text);
        let letters = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .count();
        let mut sentence = Sentence {
            length: f64::from(u32::try_from(letters).unwrap_or(u32::MAX)),
            stops: stops(&tokens),
            is_bare: !tokens
                .iter()
                .any(|token| matches!(token.class, TokenClass::Word | TokenClass::Number)),
            ..Sentence::default()
        };
        let mut before: Option<&Token<'_>> = None;
        for token in &tokens {
            match token.class {
                TokenClass::Word => {
                    let of = self.word(token.text);
                    sentence.tokens.push(of);
                    if let Some(pair) = before.and_then(|one| ideographs(text, one, token)) {
                        sentence
                            .tokens
                            .push(self.type_of(Kind::Ideographs, pair.to_owned()));
                    }
                }
                TokenClass::Punctuation => {
                    if let Some(mark) = mark(token.text) {
                        sentence
                            .tokens
                            .push(self.type_of(Kind::Mark, mark.to_owned()));
                    }
                }
                TokenClass::Placeable => {
                    let of = self.type_of(Kind::Placeable, token.text.to_owned());
                    sentence.tokens.push(of);
                }
                TokenClass::Number => {}
            }
            before = Some(token);
        }
        self.numbers(text, &tokens, &mut sentence);
        self.concepts(text, &mut sentence);
        sentence
    }

    fn numbers(&mut self, text: &str, tokens: &[Token<'_>], sentence: &mut Sentence) {
        if !tokens.iter().any(|token| token.class == TokenClass::Number) {
            return;
        }
        for quantity in quantities(&self.analyser, text) {
            let name = quantity.value.to_string();
            let of = self.type_of(Kind::Number(quantity.value, quantity.other), name);
            sentence.tokens.push(of);
        }
    }

    fn concepts(&mut self, text: &str, sentence: &mut Sentence) {
        let Some(glossary) = self
            .glossary
            .filter(|_| self.evidence.has(Evidence::GLOSSARY))
        else {
            return;
        };
        let mentions = glossary.mentions(text, self.analyser.language());
        // The parts of a composed title are mentions too, and speak for themselves.
        let own = mentions
            .iter()
            .filter(|mention| mention.kind != MentionKind::Composed);
        for mention in own {
            let of = self.type_of(Kind::Concept, mention.entry.id.0.clone());
            sentence.tokens.push(of);
        }
    }

    fn word(&mut self, text: &str) -> u32 {
        let of = match self.words.get(text) {
            Some(of) => {
                self.types[*of as usize].count += 1;
                *of
            }
            None => {
                let of = self.new_word(text);
                self.words.insert(text.to_owned(), of);
                of
            }
        };
        if let Kind::Word {
            capitals, smalls, ..
        } = &mut self.types[of as usize].kind
        {
            let first = text.chars().next();
            *capitals += u32::from(first.is_some_and(char::is_uppercase));
            *smalls += u32::from(first.is_some_and(char::is_lowercase));
        }
        of
    }

    /// A word that was not met in this writing.
    fn new_word(&mut self, text: &str) -> u32 {
        let folded = self.analyser.folded(text);
        let stem = shortened(&self.analyser.stem(&folded));
        let kind = Kind::Word {
            key: if self.known.contains_key(&stem) {
                String::new()
            } else {
                name_key(&folded)
            },
            folded,
            capitals: 0,
            smalls: 0,
        };
        self.type_of(kind, stem)
    }

    fn type_of(&mut self, kind: Kind, name: String) -> u32 {
        let class = match kind {
            Kind::Word { .. } => 'w',
            Kind::Ideographs => 'i',
            Kind::Number(..) => 'n',
            Kind::Mark => 'm',
            Kind::Concept => 'c',
            Kind::Placeable => 'p',
        };
        let known = if class == 'w' {
            name.clone()
        } else {
            format!("\u{0}{class}{name}")
        };
        let next = u32::try_from(self.types.len()).unwrap_or(u32::MAX);
        let of = *self.known.entry(known).or_insert(next);
        if of == next {
            self.types.push(TokenType {
                kind,
                name,
                count: 0,
            });
        }
        self.types[of as usize].count += 1;
        of
    }
}

/// What inflected forms of a word have in common where its language has no stemmer, or a light
/// one: its first letters; fewer in scripts that leave vowels out.
fn shortened(stem: &str) -> String {
    let longest = match stem.chars().next() {
        Some('\u{590}'..='\u{8ff}') => 4,
        _ => 5,
    };
    stem.chars().take(longest).collect()
}

/// Two neighbouring ideographs as one text.
fn ideographs<'t>(text: &'t str, before: &Token<'_>, token: &Token<'_>) -> Option<&'t str> {
    let is_ideograph = |token: &Token<'_>| {
        let mut letters = token.text.chars();
        matches!(
            letters.next(),
            Some('\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        ) && letters.next().is_none()
    };
    let is_pair = before.end() == token.start && is_ideograph(before) && is_ideograph(token);
    is_pair.then(|| &text[before.start..token.end()])
}

/// How many marks end a sentence or clause.
fn stops(tokens: &[Token<'_>]) -> usize {
    let is_stop = |token: &Token<'_>| {
        token.class == TokenClass::Punctuation
            && token.text.chars().all(|mark| {
                matches!(
                    mark,
                    '.' | '!'
                        | '?'
                        | '。'
                        | '！'
                        | '？'
                        | '؟'
                        | '۔'
                        | '।'
                        | '…'
                        | ';'
                        | '；'
                        | '؛'
                        | ':'
                        | '：'
                )
            })
    };
    let mut count = 0;
    let mut end = None;
    for token in tokens.iter().filter(|token| is_stop(token)) {
        count += usize::from(end != Some(token.start));
        end = Some(token.end());
    }
    count
}

/// The name of a mark that translations keep.
fn mark(text: &str) -> Option<&'static str> {
    Some(match text.chars().next()? {
        '?' | '？' | '؟' => "question",
        '!' | '！' => "exclamation",
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '‟' => {
            "quotation"
        }
        '(' | '（' | '[' => "bracket",
        ':' | '：' => "colon",
        ';' | '；' | '؛' => "semicolon",
        '%' | '٪' | '％' => "percent",
        '…' => "ellipsis",
        '—' | '–' => "dash",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        ',' | '،' | '，' | '、' => "comma",
        _ => return None,
    })
}
