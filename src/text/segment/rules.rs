//! The rules that mend the boundaries of UAX #29, in the order in which they are asked.

mod abbreviations;
mod begins;
mod colons;
mod enclosed;
mod goes_on;
mod lists;
mod speech;

use super::Verdict::{self, Break, Join};
use super::place::Place;
use abbreviations::{
    is_behind_abbreviation, is_behind_final_abbreviation, is_behind_initial,
    is_behind_number_abbreviation, is_behind_ordinal, is_behind_pointed, is_behind_time,
};
use begins::{
    is_before_dash, is_before_number, is_before_small_letter, is_behind_emoji, is_behind_reference,
    is_missing_space, is_own_mark,
};
use enclosed::{is_inside_address, is_inside_brackets, is_inside_quotation};
use goes_on::{
    is_behind_marked_name, is_behind_spaced_marks, is_ellipsis_before_capital, is_ellipsis_inside,
};
use lists::is_behind_list_marker;
use speech::{is_before_attribution, is_before_speech_verb, is_quoted_inside};

pub(super) use colons::{credit, is_dateline};
pub(super) use lists::next_item;

/// One rule: where it applies, its verdict stands whatever the rules behind it and UAX #29 say.
pub(super) struct Rule {
    /// The name, as `segment --explain` prints it and `docs/segmentation.md` describes it.
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
    applies: fn(&Place<'_>) -> bool,
}

const fn rule(name: &'static str, verdict: Verdict, applies: fn(&Place<'_>) -> bool) -> Rule {
    Rule {
        name,
        verdict,
        applies,
    }
}

/// All rules, the first that applies decides.
pub(super) const RULES: &[Rule] = &[
    rule("inside an address", Join, is_inside_address),
    rule("inside brackets", Join, is_inside_brackets),
    rule("inside a quotation", Join, is_inside_quotation),
    rule("list marker", Join, is_behind_list_marker),
    rule("abbreviation", Join, is_behind_abbreviation),
    rule(
        "abbreviation before a number",
        Join,
        is_behind_number_abbreviation,
    ),
    rule("time of day", Break, is_behind_time),
    rule(
        "abbreviation that may end",
        Join,
        is_behind_final_abbreviation,
    ),
    rule("ordinal", Join, is_behind_ordinal),
    rule("initial", Join, is_behind_initial),
    rule("abbreviation with points", Join, is_behind_pointed),
    rule("end mark of the language", Break, is_own_mark),
    rule("missing space", Break, is_missing_space),
    rule("reference", Break, is_behind_reference),
    rule("number begins a sentence", Break, is_before_number),
    rule(
        "small letter begins a sentence",
        Break,
        is_before_small_letter,
    ),
    rule("reported speech", Join, is_before_speech_verb),
    rule("question inside a sentence", Join, is_quoted_inside),
    rule("name with a mark", Join, is_behind_marked_name),
    rule("marks with spaces", Join, is_behind_spaced_marks),
    rule("ellipsis", Join, is_ellipsis_inside),
    rule(
        "ellipsis before a capital",
        Break,
        is_ellipsis_before_capital,
    ),
    rule("attribution", Join, is_before_attribution),
    rule("dash begins a sentence", Break, is_before_dash),
    rule("emoji", Break, is_behind_emoji),
];

/// The first rule that applies to a place; `None` leaves it to UAX #29.
pub(super) fn decide(place: &Place<'_>) -> Option<&'static Rule> {
    RULES.iter().find(|rule| (rule.applies)(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_described_in_its_order() {
        let page = include_str!("../../../docs/segmentation.md");
        let mut at = 0;
        for rule in RULES {
            let verdict = match rule.verdict {
                Break => "break",
                Join => "join",
            };
            let row = format!("\n| {} | {verdict} |", rule.name);
            let found = page[at..].find(&row);
            assert!(
                found.is_some(),
                "docs/segmentation.md lacks, or has not in its order: {row}"
            );
            at += found.unwrap_or(0);
        }
    }
}
