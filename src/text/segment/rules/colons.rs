//! Rules for what ends at a colon: a dateline, the credit of a picture.

use crate::lang::LanguageProfile;
use crate::text::segment::place::last_word;

/// `تهران - ایرنا:`, `WASHINGTON — Reuters:` at the front of a paragraph: a place and an agency, in few
/// words with a dash between them. Any other colon introduces speech or a list.
pub(in crate::text::segment) fn is_dateline(sentence: &str) -> bool {
    /// A longer one, in bytes or words, is a sentence.
    const LONGEST: usize = 80;
    sentence.len() <= LONGEST
        && sentence.split_whitespace().count() <= 6
        && [" - ", " – ", " — "]
            .iter()
            .any(|dash| sentence.contains(dash))
        && sentence.ends_with(char::is_alphabetic)
}

/// Where a credit begins whose colon ends a text: `in Washington Image: US Navy`, `در تهران عکس: ایرنا`.
/// A caption before it seldom has a full stop.
pub(in crate::text::segment) fn credit(sentence: &str, profile: &LanguageProfile) -> Option<usize> {
    let (word, lead) = last_word(sentence);
    let is_parted = lead.ends_with(char::is_whitespace) && !lead.trim().is_empty();
    // In a script with capitals the word shows by its own that something begins.
    let is_label = word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (is_parted && is_label && profile.credit_words.has(word)).then_some(lead.len())
}
