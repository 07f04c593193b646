//! Measures of how much a sequence is a term, and of how two things go together.

use super::CandidateKind;

/// C-value (Frantzi, Ananiadou and Mima, "Automatic recognition of multi-word terms: the
/// C-value/NC-value method", 2000): the longer and the more frequent, the better, but not for what
/// stands only inside longer candidates. `longer` says how many of those there are and in how many
/// places they stand together. The logarithm is of the length + 1, so that single words have a
/// value (Barrón-Cedeño, Sierra, Drouin and Ananiadou, 2009).
pub(super) fn c_value(length: usize, count: usize, longer: (usize, usize)) -> f64 {
    let (kinds, places) = longer;
    let inside = match kinds {
        0 => 0.0,
        kinds => float(places) / float(kinds),
    };
    float(length + 1).log2() * (float(count) - inside)
}

/// Log-likelihood of a count in a text of some size against that in another (Dunning 1993, as
/// Rayson and Garside, "Comparing corpora using frequency profiling", 2000): 0 where both are as
/// frequent, negative where it is rarer in the first. From 10.83 on chance is below 0.1 %.
pub(super) fn log_likelihood(own: (usize, usize), other: (usize, usize)) -> f64 {
    let ((count, size), (other_count, other_size)) = (own, other);
    let all = float(count + other_count) / float((size + other_size).max(1));
    let part = |count: usize, size: usize| {
        let expected = float(size) * all;
        match count {
            0 => 0.0,
            count => float(count) * (float(count) / expected).ln(),
        }
    };
    let likelihood = 2.0 * (part(count, size) + part(other_count, other_size)).max(0.0);
    let is_rarer = float(count) * float(other_size) < float(other_count) * float(size);
    if is_rarer { -likelihood } else { likelihood }
}

/// How a candidate is used, by which it is ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Use {
    pub(super) kind: CandidateKind,
    /// In how many places it stands here.
    pub(super) count: usize,
    /// How many words the texts have.
    pub(super) words: usize,
    /// In how many places of how many words it stands elsewhere; `None` where there is nothing.
    pub(super) elsewhere: Option<(usize, usize)>,
    /// In how many of its places nothing that could be in a term stands beside it.
    pub(super) free: usize,
    /// In how many places the most frequent longer candidate stands that it is in.
    pub(super) longer: usize,
    /// How often its first word stands as verbs do, 0–1, and its last.
    pub(super) verbs: [f64; 2],
    /// Whether it has a function word inside.
    pub(super) is_joined: bool,
    /// Whether names have capitals in the language, so that their writing tells them.
    pub(super) is_cased: bool,
}

/// By what candidates are ranked: the log-odds of being a term, as a weighted sum of
///
/// - weirdness (Ahmad, Gillam and Tostevin 1999): how much more frequent it is here than elsewhere;
/// - in what share of its places it stands free, and in what share inside one longer candidate
///   (what C-value subtracts; Frantzi, Ananiadou and Mima 2000);
/// - how often its first and last word stand as verbs do;
/// - whether it is written as a name or as an acronym; whether a phrase has a function word inside.
///
/// The weights are those of a logistic regression on one domain of ACTER (corruption, English),
/// rounded; `docs/terminology.md` has the figures for the others.
pub(super) fn score(own: &Use) -> f64 {
    let share = |places: usize| float(places.min(own.count)) / float(own.count.max(1));
    let is_phrase = own.kind == CandidateKind::Phrase;
    let kind = match own.kind {
        CandidateKind::Acronym => ACRONYM,
        CandidateKind::Name | CandidateKind::Title => NAME,
        CandidateKind::Phrase => 0.0,
    };
    // Of a language without capitals those are words in Latin letters, and any words with one for
    // an office among them.
    let kind = if own.is_cased {
        kind
    } else {
        kind - NAME.min(kind)
    };
    let joined = if own.is_joined && is_phrase {
        JOINED
    } else {
        0.0
    };
    // Of few places the share says little: one more of each kind is thought.
    let free = float(own.free + 1) / float(own.count + 2);
    WEIRDNESS * weirdness(own)
        + FREE * free
        + INSIDE * share(own.longer)
        + VERB * (own.verbs[0] + own.verbs[1])
        + kind
        + joined
}

const WEIRDNESS: f64 = 0.5;
const FREE: f64 = 1.0;
const INSIDE: f64 = -0.8;
const VERB: f64 = -1.5;
const NAME: f64 = 1.0;
const ACRONYM: f64 = 1.8;
const JOINED: f64 = -1.2;

/// The logarithm of how much more frequent something is here than elsewhere, where it is taken to
/// stand in one place more; that of its count where there is nothing to compare with.
fn weirdness(own: &Use) -> f64 {
    let count = float(own.count);
    match own.elsewhere {
        Some((places, words)) if words > 0 => {
            (count / float(own.words.max(1)) * float(words) / float(places + 1)).ln()
        }
        _ => count.ln(),
    }
}

/// How far two things stand in the same units, 0–1 (Dice): `both` of `left` and `right`.
pub(super) fn dice(both: usize, left: usize, right: usize) -> f64 {
    2.0 * float(both) / float((left + right).max(1))
}

/// Log-likelihood that two things stand in the same of `all` units not by chance (Dunning 1993).
pub(super) fn association(both: usize, left: usize, right: usize, all: usize) -> f64 {
    let (left_alone, right_alone) = (left - both, right - both);
    let neither = all.saturating_sub(left + right_alone);
    let term = |count: usize, row: usize, column: usize| match count {
        0 => 0.0,
        count => {
            let expected = float(row) * float(column) / float(all.max(1));
            float(count) * (float(count) / expected).ln()
        }
    };
    let (others, rest) = (all - right, all - left);
    2.0 * (term(both, left, right)
        + term(left_alone, left, others)
        + term(right_alone, rest, right)
        + term(neither, rest, others))
}

pub(super) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_values_come_out() {
        // Two words in ten places, in three of them inside one longer candidate.
        assert!((c_value(2, 10, (0, 0)) - 10.0 * 3f64.log2()).abs() < 1e-9);
        assert!((c_value(2, 10, (1, 3)) - 7.0 * 3f64.log2()).abs() < 1e-9);
        assert!(c_value(3, 4, (1, 4)).abs() < 1e-9);
        // As often here as there says nothing; 10 of 1,000 against 10 of 10,000 does.
        assert!(log_likelihood((10, 1_000), (100, 10_000)).abs() < 1e-9);
        let likelihood = log_likelihood((10, 1_000), (10, 10_000));
        assert!((likelihood - 22.14).abs() < 0.01, "{likelihood}");
        assert!(log_likelihood((1, 10_000), (100, 10_000)) < 0.0);
        assert!((dice(3, 3, 3) - 1.0).abs() < 1e-9);
        assert!(association(5, 5, 5, 100) > association(5, 5, 20, 100));
        assert!(association(1, 10, 10, 100).abs() < 1e-9);
    }

    #[test]
    fn what_stands_free_and_more_often_here_is_first() {
        let phrase = Use {
            kind: CandidateKind::Phrase,
            count: 10,
            words: 1_000,
            elsewhere: Some((0, 1_000)),
            free: 10,
            longer: 0,
            verbs: [0.0, 0.0],
            is_joined: false,
            is_cased: true,
        };
        for worse in [
            Use {
                elsewhere: Some((9, 1_000)),
                ..phrase
            },
            Use { free: 2, ..phrase },
            Use {
                longer: 9,
                ..phrase
            },
            Use {
                verbs: [0.5, 0.0],
                ..phrase
            },
            Use {
                is_joined: true,
                ..phrase
            },
            Use {
                count: 3,
                free: 3,
                ..phrase
            },
        ] {
            assert!(score(&worse) < score(&phrase), "{worse:?}");
        }
        let name = Use {
            kind: CandidateKind::Name,
            ..phrase
        };
        assert!(score(&name) > score(&phrase));
        let uncased = Use {
            is_cased: false,
            ..name
        };
        assert!((score(&uncased) - score(&phrase)).abs() < 1e-9);
        // Nothing to compare with is no failure.
        assert!(
            score(&Use {
                elsewhere: Some((0, 0)),
                ..phrase
            })
            .is_finite()
        );
        assert!(
            score(&Use {
                elsewhere: None,
                count: 1,
                ..phrase
            })
            .is_finite()
        );
    }

    proptest::proptest! {
        #[test]
        fn association_is_never_negative(both in 0usize..50, left in 0usize..50, right in 0usize..50, rest in 0usize..50) {
            let (left, right) = (left + both, right + both);
            let value = association(both, left, right, left + right - both + rest);
            proptest::prop_assert!(value > -1e-6, "{value}");
        }
    }
}
