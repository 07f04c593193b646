//! The score of two segments: a base that an index can guarantee, lowered by penalties.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::alignment::{Edit, align_tokens};
use super::score::{Penalty, PenaltyKind, Score};
use super::short::{SHORT_TOKENS, ShortPattern};
use crate::text::{Analyser, Folding, Foldings, TokenClass, foldings_between};

/// The key of every number: for the base, numbers are one class.
const NUMBER: &str = "\u{1}number";

/// The key of every other placeable.
const PLACEABLE: &str = "\u{1}placeable";

/// A text as the score sees it.
#[derive(Debug, Clone)]
pub struct AnalysedText {
    /// The text.
    pub text: String,
    /// The tokens that count for the base: words and placeables; where there are none, all.
    pub tokens: Vec<AnalysedToken>,
    /// The letters of a short text: its words and placeables folded and written together.
    /// Empty for a longer one, and for one that is only marks.
    letters: String,
    /// The punctuation between them, joined.
    punctuation: Vec<String>,
}

/// One token that counts for the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysedToken {
    /// What two tokens must share to count as the same: the stem of a word, the class of a
    /// placeable.
    pub key: TokenKey,
    /// What it is.
    pub class: TokenClass,
    /// The bytes of the text that it takes.
    pub span: Range<usize>,
}

/// The key of a token: a shared text, so that the same word of many texts has one.
#[derive(Debug, Clone, Eq)]
pub struct TokenKey(Arc<str>);

impl TokenKey {
    /// The key as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for TokenKey {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// How many words are remembered before the keys are forgotten.
const REMEMBERED: usize = 100_000;

/// The keys of words that were seen before, in one language: folding and stemming are most of
/// the work of analysing a text.
#[derive(Debug)]
pub struct KeyCache {
    words: FxHashMap<Box<str>, TokenKey>,
    number: TokenKey,
    placeable: TokenKey,
}

impl Default for KeyCache {
    fn default() -> Self {
        Self {
            words: FxHashMap::default(),
            number: TokenKey(NUMBER.into()),
            placeable: TokenKey(PLACEABLE.into()),
        }
    }
}

impl KeyCache {
    fn key(&mut self, class: TokenClass, written: &str, analyser: &Analyser) -> TokenKey {
        match class {
            TokenClass::Number => self.number.clone(),
            TokenClass::Placeable => self.placeable.clone(),
            TokenClass::Punctuation => TokenKey(analyser.folded(written).into()),
            TokenClass::Word => {
                if let Some(key) = self.words.get(written) {
                    return key.clone();
                }
                if self.words.len() >= REMEMBERED {
                    self.words.clear();
                }
                let key = TokenKey(analyser.stem(&analyser.folded(written)).into());
                self.words.insert(written.into(), key.clone());
                key
            }
        }
    }
}

impl AnalysedText {
    /// Analyses a text. Linear in it.
    pub fn new(text: &str, analyser: &Analyser) -> Self {
        Self::with_cache(text, analyser, &mut KeyCache::default())
    }

    /// Analyses a text with the keys of words that were seen before; the same as
    /// [`AnalysedText::new`], and faster for one text after the other. The cache has to be used
    /// with one language alone.
    pub fn with_cache(text: &str, analyser: &Analyser, cache: &mut KeyCache) -> Self {
        let all = analyser.tokens(text);
        let counts = |class: TokenClass| class != TokenClass::Punctuation;
        let only_marks = !all.iter().any(|token| counts(token.class));
        let mut tokens = Vec::with_capacity(all.len());
        let mut punctuation = Vec::new();
        for token in &all {
            if !counts(token.class) {
                punctuation.push(analyser.folded(token.text));
            }
            if only_marks || counts(token.class) {
                tokens.push(AnalysedToken {
                    key: cache.key(token.class, token.text, analyser),
                    class: token.class,
                    span: token.span(),
                });
            }
        }
        let mut letters = String::new();
        if tokens.len() <= SHORT_TOKENS && !only_marks {
            for token in &tokens {
                letters.push_str(&analyser.folded(&text[token.span.clone()]));
            }
        }
        Self {
            text: text.to_owned(),
            tokens,
            letters,
            punctuation,
        }
    }

    /// The keys of the tokens in their order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.key.as_str())
    }

    /// The letters by which short texts are compared: the folded words written together.
    /// Empty for a text of more than [`SHORT_TOKENS`] tokens.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    fn written(&self, place: usize) -> &str {
        &self.text[self.tokens[place].span.clone()]
    }
}

/// The base in hundredths of a point: 1 − distance ÷ the longer length, rounded down; two texts
/// without tokens are alike.
pub fn base_score(distance: usize, left: usize, right: usize) -> Score {
    let longer = left.max(right);
    if longer == 0 {
        return Score::IDENTICAL;
    }
    let kept = (longer - distance.min(longer)) * 10_000 / longer;
    Score::from_hundredths(u16::try_from(kept).unwrap_or(u16::MAX))
}

/// The largest distance at which two texts of these lengths reach a base.
pub fn largest_distance(least: Score, left: usize, right: usize) -> usize {
    let longer = left.max(right);
    let least = usize::from(least.hundredths().min(10_000));
    // base ≥ least ⇔ ⌊(longer − d)·10000 ÷ longer⌋ ≥ least ⇔ (longer − d)·10000 ≥ least·longer
    longer - (least * longer).div_ceil(10_000).min(longer)
}

/// The score of a segment of the memory for a query, with its reasons.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The score: the base without the penalties.
    pub score: Score,
    /// The base.
    pub base: Score,
    /// Why the score is lower than the base, the heaviest first.
    pub penalties: Vec<Penalty>,
    /// The alignment of the query's tokens (left) with the segment's (right).
    pub edits: Vec<Edit>,
}

/// What each kind of difference costs for one token, in hundredths of the token's share.
fn weight(kind: PenaltyKind) -> u32 {
    match kind {
        PenaltyKind::Inflection => 30,
        PenaltyKind::Number | PenaltyKind::Placeable => 20,
        PenaltyKind::Diacritics | PenaltyKind::Codes => 15,
        PenaltyKind::Case | PenaltyKind::Typing => 10,
        PenaltyKind::Punctuation => 10,
        PenaltyKind::Spacing => 5,
        // What a unit loses for what it is says nothing of the two texts.
        PenaltyKind::Machine
        | PenaltyKind::Aligned
        | PenaltyKind::Draft
        | PenaltyKind::Reviewed
        | PenaltyKind::OtherSubject
        | PenaltyKind::OtherVariety => 0,
    }
}

/// A text that differs in no word loses at least so much for each kind of difference, and at
/// the most so much in all: it stays between 95 and 99.
const LEAST: u16 = 100;
const MOST: u16 = 500;

impl Assessment {
    /// Compares a query with a segment of the memory in the same language. Quadratic in the
    /// tokens, for the alignment.
    pub fn new<'a>(
        query: &'a AnalysedText,
        segment: &'a AnalysedText,
        analyser: &Analyser,
    ) -> Self {
        let keys = |text: &'a AnalysedText| -> Vec<&'a TokenKey> {
            text.tokens.iter().map(|token| &token.key).collect()
        };
        let (left, right) = (keys(query), keys(segment));
        let edits = align_tokens(&left, &right);
        let kept = |edit: &&Edit| matches!(edit, Edit::Kept { .. });
        let distance = edits.len() - edits.iter().filter(kept).count();
        let mut base = base_score(distance, left.len(), right.len());
        if distance > 0 && left.len().max(right.len()) <= SHORT_TOKENS {
            let short = ShortPattern::new(&query.letters, left.len());
            base = base.max(
                short
                    .base(&segment.letters, right.len())
                    .unwrap_or_default(),
            );
        }
        let mut assessment = Self {
            score: base,
            base,
            penalties: Vec::new(),
            edits,
        };
        if query.text == segment.text {
            assessment.score = base.min(Score::IDENTICAL);
        } else {
            assessment.penalise(query, segment, analyser);
        }
        assessment
    }

    fn penalise(&mut self, query: &AnalysedText, segment: &AnalysedText, analyser: &Analyser) {
        let typed = foldings_between(&query.text, &segment.text, analyser.language());
        if let Some(foldings) = typed.filter(|set| set.is_within(Foldings::TYPING)) {
            let names: Vec<_> = foldings.iter().map(|folding| folding.to_string()).collect();
            self.penalties.push(Penalty {
                kind: PenaltyKind::Typing,
                hundredths: LEAST,
                detail: names.join(", "),
            });
            self.score = self.base.min(Score::TYPED);
            return;
        }
        let differences = self.differences(query, segment, analyser);
        let longer = query.tokens.len().max(segment.tokens.len()).max(1);
        let longer = u32::try_from(longer).unwrap_or(u32::MAX);
        let is_whole = self.base == Score::IDENTICAL;
        for (kind, details) in differences {
            let count = u32::try_from(details.len()).unwrap_or(u32::MAX);
            let cost = (100 * weight(kind)).saturating_mul(count);
            let cost = cost.saturating_add(longer / 2) / longer;
            let cost = u16::try_from(cost).unwrap_or(u16::MAX);
            let least = if is_whole { LEAST } else { 0 };
            self.penalties.push(Penalty {
                kind,
                hundredths: cost.max(least),
                detail: details.join(", "),
            });
        }
        self.penalties
            .sort_by_key(|penalty| std::cmp::Reverse(penalty.hundredths));
        let total = self
            .penalties
            .iter()
            .fold(0u16, |sum, penalty| sum.saturating_add(penalty.hundredths));
        let inflected = self
            .penalties
            .iter()
            .any(|penalty| penalty.kind == PenaltyKind::Inflection);
        let most = match (is_whole, inflected) {
            (true, false) => MOST,
            (true, true) => 2 * MOST,
            (false, _) => self.base.hundredths() / 4,
        };
        self.score = self.base.minus(total.min(most).max(u16::from(is_whole)));
    }

    /// What differs though the words are the same, by kind.
    fn differences(
        &self,
        query: &AnalysedText,
        segment: &AnalysedText,
        analyser: &Analyser,
    ) -> Vec<(PenaltyKind, Vec<String>)> {
        let mut found: Vec<(PenaltyKind, Vec<String>)> = Vec::new();
        let mut add = |kind: PenaltyKind, detail: String| match found
            .iter_mut()
            .find(|(known, _)| *known == kind)
        {
            Some((_, details)) => details.push(detail),
            None => found.push((kind, vec![detail])),
        };
        for edit in &self.edits {
            let Edit::Kept { left, right } = edit else {
                continue;
            };
            let (own, other) = (query.written(*left), segment.written(*right));
            if own != other {
                let class = query.tokens[*left].class;
                if let Some(kind) = difference(own, other, class, analyser) {
                    add(kind, format!("{other} → {own}"));
                }
            }
        }
        if query.punctuation != segment.punctuation {
            for edit in align_tokens(&query.punctuation, &segment.punctuation) {
                let detail = match edit {
                    Edit::Kept { .. } => continue,
                    Edit::Replaced { left, right } => {
                        format!(
                            "{} → {}",
                            segment.punctuation[right], query.punctuation[left]
                        )
                    }
                    Edit::Deleted { left } => format!("+{}", query.punctuation[left]),
                    Edit::Inserted { right } => format!("−{}", segment.punctuation[right]),
                };
                add(PenaltyKind::Punctuation, detail);
            }
        }
        if found.is_empty() && self.base == Score::IDENTICAL {
            found.push((PenaltyKind::Spacing, vec!["white space".to_owned()]));
        }
        found
    }
}

/// How two tokens of one key differ; `None` for another way of typing the same.
fn difference(
    own: &str,
    other: &str,
    class: TokenClass,
    analyser: &Analyser,
) -> Option<PenaltyKind> {
    match foldings_between(own, other, analyser.language()) {
        Some(set) if set.has(Folding::Diacritics) || set.has(Folding::Characters) => {
            Some(PenaltyKind::Diacritics)
        }
        Some(set) if set.has(Folding::Case) => Some(PenaltyKind::Case),
        Some(_) => Some(PenaltyKind::Typing),
        None => Some(match class {
            TokenClass::Number => PenaltyKind::Number,
            TokenClass::Placeable if own.contains('\u{FFFC}') => PenaltyKind::Codes,
            TokenClass::Placeable => PenaltyKind::Placeable,
            TokenClass::Word | TokenClass::Punctuation => PenaltyKind::Inflection,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;

    fn score(language: &str, query: &str, segment: &str) -> String {
        let analyser = Analyser::new(&LanguageTag::parse(language).unwrap());
        let analyse = |text: &str| AnalysedText::new(text, &analyser);
        let found = Assessment::new(&analyse(query), &analyse(segment), &analyser);
        assert!(found.score <= found.base);
        let kinds: Vec<_> = found.penalties.iter().map(|p| p.kind.as_str()).collect();
        format!("{} {}", found.score, kinds.join(" "))
    }

    #[test]
    fn scores_that_a_translator_would_agree_with() {
        for (language, query, segment, expected) in [
            ("en", "The same text.", "The same text.", "100 "),
            (
                "fa",
                "سازمان همكاري شانگهاي",
                "سازمان همکاری شانگهای",
                "99 typing",
            ),
            ("fa", "۴۳ تحریم‌ها می‌رود", "43 تحریم ها می رود", "99 typing"),
            ("ar", "مجلسُ الأمن", "مجلس الأمن", "99 typing"),
            (
                "en",
                "It grew by 43 percent.",
                "It grew by 44 percent.",
                "96 number",
            ),
            (
                "en",
                "the Security Council",
                "The security council",
                "95 case",
            ),
            ("en", "He said: yes", "He said, yes", "96.67 punctuation"),
            (
                "ru",
                "Совет безопасности",
                "Совета безопасности",
                "90 inflection",
            ),
            (
                "fr",
                "Résumé du rapport",
                "Resume du rapport",
                "95 diacritics",
            ),
            (
                "zh",
                "联合国安理会通过决议。",
                "联合国安理会通过决定。",
                "90 ",
            ),
            ("en", "one two three four", "one two five four", "75 "),
            ("en", "completely different", "other words", "0 "),
            ("ja", "トムは行った。", "トムは行った", "98 punctuation"),
            (
                "tr",
                "İstanbul'da toplantı",
                "istanbul'da toplantı",
                "95 case",
            ),
        ] {
            let found = score(language, query, segment);
            assert_eq!(found, expected, "{query} / {segment}");
        }
    }

    #[test]
    fn the_largest_distance_is_the_last_that_reaches_the_base() {
        for left in 0..40 {
            for right in 0..40 {
                for least in [0, 1, 5000, 6999, 7000, 7001, 9999, 10_000] {
                    let least = Score::from_hundredths(least);
                    let most = largest_distance(least, left, right);
                    assert!(base_score(most, left, right) >= least);
                    if most < left.max(right) {
                        assert!(base_score(most + 1, left, right) < least);
                    }
                }
            }
        }
    }
}
