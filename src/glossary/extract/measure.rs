//! Measures of how much a sequence is a term, and of how two things go together.

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

/// By what candidates are ranked: log-likelihood times the logarithm of the C-value, which alone
/// counts where there is nothing to compare with. On the data of ACTER this orders better than
/// either measure alone or their product.
pub(super) fn score(c_value: f64, log_likelihood: Option<f64>) -> f64 {
    log_likelihood.map_or(c_value, |likelihood| likelihood * c_value.ln_1p())
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

    proptest::proptest! {
        #[test]
        fn association_is_never_negative(both in 0usize..50, left in 0usize..50, right in 0usize..50, rest in 0usize..50) {
            let (left, right) = (left + both, right + both);
            let value = association(both, left, right, left + right - both + rest);
            proptest::prop_assert!(value > -1e-6, "{value}");
        }
    }
}
