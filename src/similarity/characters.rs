//! The similarity of short strings by their characters: terms, titles and names.

/// How alike two terms are by their characters, 0–1: the mean of the Jaro–Winkler similarity,
/// which forgives endings, and the normalised Damerau–Levenshtein similarity, which forgives
/// nothing but counts a swap of neighbours once. Give it folded text. Quadratic in the length.
///
/// ```
/// use tarjuman::similarity::character_similarity;
///
/// assert_eq!(character_similarity("nato", "nato"), 1.0);
/// assert!(character_similarity("organization", "organzation") > 0.9);
/// assert!(character_similarity("austria", "australia") < character_similarity("austria", "austira"));
/// ```
pub fn character_similarity(left: &str, right: &str) -> f64 {
    let winkler = strsim::jaro_winkler(left, right);
    let damerau = strsim::normalized_damerau_levenshtein(left, right);
    f64::midpoint(winkler, damerau)
}

/// How many characters have to be inserted, deleted, replaced or swapped with their neighbour
/// (optimal string alignment) to make one word of the other.
pub fn edit_distance(left: &str, right: &str) -> usize {
    strsim::osa_distance(left, right)
}
