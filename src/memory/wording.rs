//! What a concordance searches for: words and phrases, and where a sequence of tokens has them.

use std::ops::Range;

use crate::text::{Analyser, TokenClass};

/// What a concordance searches for: parts that must all stand in one segment, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    parts: Vec<Part>,
}

/// Words that must stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    text: String,
    /// Whether the last word is only begun.
    is_begun: bool,
}

/// In which forms words are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forms {
    /// In any inflected form.
    #[default]
    Any,
    /// In the form that is given, however it is typed (case, letter forms, accents).
    Given,
}

impl Wording {
    /// A phrase: its words one after the other, whatever punctuation stands between them.
    pub fn phrase(phrase: &str) -> Self {
        let mut wording = Self::default();
        wording.add(phrase);
        wording
    }

    /// Reads the arguments of a search. An argument of several words is a phrase; one with
    /// quotation marks (`"…"`, `«…»`, `“…”`) has phrases between them and words outside. A word
    /// that ends in `*` is only begun.
    ///
    /// ```
    /// use tarjuman::memory::Wording;
    ///
    /// let one = Wording::read(["\"security council\" resol*"]);
    /// assert_eq!(one, Wording::read(["security council", "resol*"]));
    /// assert!(Wording::read([" "]).is_empty());
    /// ```
    pub fn read<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        const MARKS: [char; 5] = ['"', '«', '»', '“', '”'];
        let mut wording = Self::default();
        for argument in arguments {
            if !argument.contains(MARKS) {
                wording.add(argument);
                continue;
            }
            for (nth, piece) in argument.split(MARKS).enumerate() {
                match nth % 2 {
                    0 => piece.split_whitespace().for_each(|word| wording.add(word)),
                    _ => wording.add(piece),
                }
            }
        }
        wording
    }

    fn add(&mut self, text: &str) {
        let text = text.trim();
        let bare = text.trim_end_matches('*');
        if bare.chars().any(char::is_alphanumeric) {
            self.parts.push(Part {
                text: bare.to_owned(),
                is_begun: bare.len() < text.len(),
            });
        }
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The parts as a language has them; `None` where one of them has no word in it.
    pub(super) fn analysed(&self, analyser: &Analyser, forms: Forms) -> Option<Vec<Vec<Element>>> {
        let parts = self.parts.iter().map(|part| {
            let mut tokens = analyser.tokens(&part.text);
            tokens.retain(|token| token.class != TokenClass::Punctuation);
            let last = tokens.len().checked_sub(1)?;
            let element = |(place, token): (usize, &crate::text::Token<'_>)| {
                let folded = analyser.folded(token.text);
                let stem = analyser.stem(&folded);
                let kind = match token.class {
                    TokenClass::Word if part.is_begun && place == last => Kind::Begun,
                    TokenClass::Word if forms == Forms::Any => Kind::AnyForm,
                    TokenClass::Word => Kind::Given,
                    TokenClass::Number => Kind::Number,
                    TokenClass::Placeable | TokenClass::Punctuation => Kind::Placeable,
                };
                Element { kind, folded, stem }
            };
            Some(tokens.iter().enumerate().map(element).collect())
        });
        parts.collect()
    }
}

/// One word of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) kind: Kind,
    pub(super) folded: String,
    pub(super) stem: String,
}

/// How a word is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// In any form.
    AnyForm,
    /// In the form that is given.
    Given,
    /// As the beginning of a word.
    Begun,
    /// A number, by its digits.
    Number,
    /// An address or another placeable.
    Placeable,
}

impl Element {
    /// Whether a word of a text is the one that is searched for, by its folded form.
    pub(super) fn is_like(&self, folded: &str, class: TokenClass, analyser: &Analyser) -> bool {
        match self.kind {
            Kind::AnyForm => class == TokenClass::Word && analyser.stem(folded) == self.stem,
            Kind::Given => class == TokenClass::Word && folded == self.folded,
            Kind::Begun => folded.starts_with(&self.folded),
            Kind::Number => class == TokenClass::Number && folded == self.folded,
            Kind::Placeable => class == TokenClass::Placeable && folded == self.folded,
        }
    }
}

/// Where parts stand in a sequence of tokens: the places of each, in the order of the sequence.
/// `None` where one of them does not stand there, or not all within so many tokens of each other.
/// `is_like` says whether a word of a part (by the places of part and word) is a token.
pub(super) fn places_of(
    parts: &[usize],
    length: usize,
    near: Option<usize>,
    is_like: impl Fn(usize, usize, usize) -> bool,
) -> Option<Vec<Range<usize>>> {
    let mut all: Vec<Vec<Range<usize>>> = Vec::with_capacity(parts.len());
    for (part, words) in parts.iter().enumerate() {
        let starts = 0..(length + 1).saturating_sub(*words);
        let stands = |start: &usize| (0..*words).all(|word| is_like(part, word, start + word));
        let own: Vec<_> = starts
            .filter(stands)
            .map(|start| start..start + words)
            .collect();
        if own.is_empty() {
            return None;
        }
        all.push(own);
    }
    if near.is_some_and(|near| !are_near(&all, near)) {
        return None;
    }
    let mut places: Vec<Range<usize>> = all.into_iter().flatten().collect();
    places.sort_by_key(|place| (place.start, place.end));
    Some(merged(places))
}

/// Whether one place of each part lies within so many tokens.
fn are_near(all: &[Vec<Range<usize>>], near: usize) -> bool {
    let firsts = all.iter().flatten().map(|place| place.start);
    firsts.into_iter().any(|first| {
        all.iter().all(|own| {
            own.iter()
                .any(|place| place.start >= first && place.end <= first + near)
        })
    })
}

/// Places without overlaps.
fn merged(places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_words_and_phrases() {
        let read = |arguments: &[&str]| -> Vec<String> {
            let wording = Wording::read(arguments.iter().copied());
            let shown =
                |part: &Part| format!("{}{}", part.text, if part.is_begun { "*" } else { "" });
            wording.parts.iter().map(shown).collect()
        };
        assert_eq!(read(&["inclusive government"]), ["inclusive government"]);
        assert_eq!(read(&["inclusive", "govern*"]), ["inclusive", "govern*"]);
        assert_eq!(read(&["«شورای امنیت» قطعنامه"]), ["شورای امنیت", "قطعنامه"]);
        assert_eq!(read(&["", " ", "*", "."]), [""; 0]);
    }

    #[test]
    fn parts_are_near_each_other_or_not() {
        let text = ["a", "b", "x", "x", "a", "x", "b"];
        let parts = [["a"], ["b"]];
        let places = |near| {
            places_of(&[1, 1], text.len(), near, |part, word, place| {
                parts[part][word] == text[place]
            })
        };
        assert_eq!(places(None), Some(vec![0..1, 1..2, 4..5, 6..7]));
        assert!(places(Some(2)).is_some());
        assert_eq!(places(Some(1)), None);
    }
}
