//! Rules for marks behind which a sentence may go on.

use crate::text::segment::place::{Place, last_word};

/// `او... رفت`, `我……走了`: where no capital shows that a sentence begins.
pub(super) fn is_ellipsis_inside(place: &Place<'_>) -> bool {
    let is_caseless = || {
        place
            .next_letter()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
    };
    place.is_ellipsis()
        && !place.tail.has_quote
        && (is_caseless() || place.profile.capital_words.has(place.next_word()))
}

/// `He waited … Nobody came`: UAX #29 does not know the ellipsis character.
pub(super) fn is_ellipsis_before_capital(place: &Place<'_>) -> bool {
    place.is_ellipsis()
        && !place.gap().is_empty()
        && place.next_letter().is_some_and(char::is_uppercase)
        && !place.before().trim().is_empty()
}

/// `However , 6 ... d6 ! ? is`: in text whose tokens are parted, several marks and a small letter.
pub(super) fn is_behind_spaced_marks(place: &Place<'_>) -> bool {
    let tail = &place.text[place.mark_end..place.end];
    place.before().ends_with(' ')
        && tail.starts_with(' ')
        && tail.contains(['!', '?'])
        && place.behind().starts_with(char::is_lowercase)
}

/// `as popular as Yahoo! and AOL`: a capitalised word inside the sentence, and a small letter.
pub(super) fn is_behind_marked_name(place: &Place<'_>) -> bool {
    let (word, lead) = last_word(place.before().trim_end());
    matches!(place.mark(), "!" | "?")
        && place.end == place.mark_end
        && place.behind().starts_with(char::is_lowercase)
        && word.starts_with(char::is_uppercase)
        && lead
            .trim_end()
            .ends_with(|c: char| c.is_alphanumeric() || c == ',')
}
