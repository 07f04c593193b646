//! Places marked in a text.

use std::ops::Range;

/// A text with brackets around some places of it, which are in its order and do not overlap.
pub(super) fn marked(text: &str, places: &[Range<usize>]) -> String {
    let mut shown = String::with_capacity(text.len() + 2 * places.len());
    let mut end = 0;
    for place in places {
        let (Some(before), Some(within)) = (text.get(end..place.start), text.get(place.clone()))
        else {
            continue;
        };
        shown.push_str(before);
        shown.push('[');
        shown.push_str(within);
        shown.push(']');
        end = place.end;
    }
    shown.push_str(&text[end..]);
    shown
}

/// Places as JSON has them.
pub(super) fn pairs(places: &[Range<usize>]) -> Vec<[usize; 2]> {
    let pair = |place: &Range<usize>| [place.start, place.end];
    places.iter().map(pair).collect()
}
