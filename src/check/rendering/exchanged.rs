//! Two countries that change places: the translation names both, each where the source has the
//! other.

use super::super::reading::Reading;
use super::compared::{Compared, Sides};
use crate::glossary::Mention;
use crate::similarity::{name_key, name_similarity};
use crate::text::TokenClass;

/// From here on a word of the source and one of the translation are one name.
const SAME_SOUND: f64 = 0.8;

/// How many consonants a word needs to be told by its sound.
const SHORTEST_KEY: usize = 3;

/// How much nearer to one country than to the other a landmark has to stand, as a share of the
/// text.
const NEARER: f64 = 0.06;

/// Two countries of a translation, each in the place of the other.
pub(super) struct Exchange<'s> {
    pub(super) first: &'s Mention,
    pub(super) second: &'s Mention,
}

/// Something that stands on both sides: where, as a share of each text.
type Landmark = (f64, f64);

impl<'s> Compared<'s, '_> {
    /// Two countries of a segment that stand in another order than in the source, where no more of
    /// what stands beside them has moved with them than has stayed. Translators keep the order of
    /// two countries nearly always, also where words change places within phrases.
    pub(super) fn exchange(&self, at: usize) -> Option<Exchange<'s>> {
        let own = &self.sides[at];
        let (source, target) = (countries(own.own), countries(own.other));
        let (source, target) = (shared(&source, &target), shared(&target, &source));
        let pair = transposed(&source, &target)
            .or_else(|| transposed(&once_in_a_row(&source), &once_in_a_row(&target)))
            // One that the translation names less often may be "the country" there.
            .or_else(|| match target.len() <= source.len() {
                true => transposed(&firsts(&source), &firsts(&target)),
                false => None,
            })?;
        let [[left, right], [first, second]] = pair;
        // "German Turks" has another order in other languages.
        let between = own.source.text.get(left.span.end..right.span.start)?;
        if !between.contains(char::is_alphanumeric) {
            return None;
        }
        let places = Places {
            source: [left, right].map(|one| share(own.source.text, one.span.start)),
            // In the order of the source.
            target: [second, first].map(|one| share(own.target.text, one.span.start)),
        };
        let landmarks = landmarks(own);
        let said = |vote: Vote| {
            let votes = landmarks.iter().map(|landmark| places.vote(landmark));
            votes.filter(|own| *own == vote).count()
        };
        (said(Vote::Stayed) >= said(Vote::Moved)).then_some(Exchange { first, second })
    }
}

/// The mentions of one side whose concept the other side names too.
fn shared<'s>(mine: &[&'s Mention], others: &[&'s Mention]) -> Vec<&'s Mention> {
    let is_shared = |one: &&&Mention| others.iter().any(|other| is_one(one, other));
    mine.iter().filter(is_shared).copied().collect()
}

/// Without those that stand behind one of the same concept.
fn once_in_a_row<'s>(mentions: &[&'s Mention]) -> Vec<&'s Mention> {
    let mut once = mentions.to_vec();
    once.dedup_by(|right, left| is_one(left, right));
    once
}

/// The first of each concept.
fn firsts<'s>(mentions: &[&'s Mention]) -> Vec<&'s Mention> {
    let is_first = |place: &usize| {
        let before = &mentions[..*place];
        !before.iter().any(|one| is_one(one, mentions[*place]))
    };
    let places = (0..mentions.len()).filter(is_first);
    places.map(|place| mentions[place]).collect()
}

/// The only two that stand in another order in the translation, in the source and in the
/// translation; `None` where more differs.
fn transposed<'s>(source: &[&'s Mention], target: &[&'s Mention]) -> Option<[[&'s Mention; 2]; 2]> {
    if source.len() != target.len() {
        return None;
    }
    let differ = |place: &usize| !is_one(source[*place], target[*place]);
    let moved: Vec<usize> = (0..source.len()).filter(differ).collect();
    let [left, right] = moved.as_slice() else {
        return None;
    };
    let pair = [
        [source[*left], source[*right]],
        [target[*left], target[*right]],
    ];
    let is_exchange = is_one(pair[0][0], pair[1][1]) && is_one(pair[0][1], pair[1][0]);
    is_exchange.then_some(pair)
}

/// The mentions of countries in the order of the text.
fn countries(mentions: &[Mention]) -> Vec<&Mention> {
    let is_country = |one: &&Mention| one.entry.subject.as_deref() == Some("country");
    let mut countries: Vec<&Mention> = mentions.iter().filter(is_country).collect();
    countries.sort_by_key(|one| one.span.start);
    countries.dedup_by(|right, left| right.span.start < left.span.end);
    countries
}

fn is_one(left: &Mention, right: &Mention) -> bool {
    left.entry.id == right.entry.id
}

/// Where two countries stand on both sides, in the order of the source.
struct Places {
    source: [f64; 2],
    target: [f64; 2],
}

/// What a landmark says of two countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vote {
    /// It stands beside one of them in the source and beside the other in the translation.
    Stayed,
    /// It stands beside the same on both sides.
    Moved,
    Neither,
}

impl Places {
    fn vote(&self, (source, target): &Landmark) -> Vote {
        let lean = |places: &[f64; 2], at: f64| (at - places[1]).abs() - (at - places[0]).abs();
        let (own, other) = (lean(&self.source, *source), lean(&self.target, *target));
        match () {
            () if own.abs() < NEARER || other.abs() < NEARER => Vote::Neither,
            () if own.signum() == other.signum() => Vote::Moved,
            () => Vote::Stayed,
        }
    }
}

/// What stands once on both sides of a segment beside its countries: concepts, numbers, names.
fn landmarks(own: &Sides<'_, '_>) -> Vec<Landmark> {
    let (source, target) = (own.readings[0], own.readings[1]);
    let place = |from: usize, to: usize| (share(own.source.text, from), share(own.target.text, to));
    let mut landmarks = Vec::new();
    for mention in own.own {
        let alike = |mentions: &[Mention]| -> Vec<usize> {
            let same = mentions.iter().filter(|other| is_one(mention, other));
            same.map(|other| other.span.start).collect()
        };
        if mention.entry.subject.as_deref() == Some("country") {
            continue;
        }
        if let ([from], [to]) = (alike(own.own).as_slice(), alike(own.other).as_slice()) {
            landmarks.push(place(*from, *to));
        }
    }
    let others = words(target, own.other);
    for word in words(source, own.own) {
        let same: Vec<&Word> = others.iter().filter(|other| word.is_like(other)).collect();
        if let [only] = same.as_slice() {
            landmarks.push(place(word.start, only.start));
        }
    }
    landmarks
}

/// A name or number outside of mentions.
struct Word {
    start: usize,
    /// The consonants of a name; the digits of a number.
    key: String,
    is_number: bool,
}

impl Word {
    fn is_like(&self, other: &Self) -> bool {
        match (self.is_number, other.is_number) {
            (true, true) => self.key == other.key,
            (false, false) => name_similarity(&self.key, &other.key) >= SAME_SOUND,
            _ => false,
        }
    }
}

/// The numbers of a text and the words that may be names: in a script with capitals those that
/// have one.
fn words(reading: Reading<'_, '_>, mentions: &[Mention]) -> Vec<Word> {
    let is_cased = reading.text().contains(char::is_lowercase);
    let folded = &reading.folded().folded;
    let mut words = Vec::new();
    for (token, folded) in reading.tokens().iter().zip(folded) {
        let span = token.span();
        let touches = |one: &Mention| one.span.start < span.end && span.start < one.span.end;
        let is_name = !is_cased || token.text.starts_with(char::is_uppercase);
        let word = match token.class {
            TokenClass::Number => Word {
                start: token.start,
                key: folded.to_string(),
                is_number: true,
            },
            TokenClass::Word if is_name && !mentions.iter().any(touches) => Word {
                start: token.start,
                key: name_key(token.text),
                is_number: false,
            },
            _ => continue,
        };
        if word.is_number || word.key.len() >= SHORTEST_KEY {
            words.push(word);
        }
    }
    words
}

/// A place in a text as a share of its length.
fn share(text: &str, at: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(at) / float(text.len().max(1))
}
