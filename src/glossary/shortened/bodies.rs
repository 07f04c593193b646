//! Bodies without the owner that stands before their name, where no term is written so: "the
//! Judiciary Committee" of the Senate.

use std::collections::BTreeSet;
use std::ops::Range;

use super::offices::{Known, is_free, shorten};
use super::places_of;
use crate::glossary::compose::is_body;
use crate::glossary::mention::{Mention, MentionKind, Nesting};

/// Adds mentions for the words of bodies behind their owner, where these stand elsewhere in the
/// text, each with a capital and two of them at least, and no other mention does; one of a body
/// that is no one's is taken for that of the text. What two bodies
/// of the text are called so is none. For languages that write titles with capitals. Linear in the
/// mentions, and in the text for each body that is named.
pub(in crate::glossary) fn add(text: &str, mentions: &mut Vec<Mention>, known: &Known<'_>) {
    let bodies = mentions.iter().enumerate().filter(|(_, own)| {
        own.nesting == Nesting::Outer
            && is_body(&own.entry)
            && own.kind != MentionKind::Composed
            && own.kind != MentionKind::Acronym
    });
    let wholes: Vec<(usize, &str)> = bodies
        .filter_map(|(at, own)| Some((at, without_owner(&text[own.span.clone()], known)?)))
        .collect();
    let mut meant: Vec<(Range<usize>, usize)> = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (at, name) in &wholes {
        let whole = &mentions[*at];
        let is_other = |(other, own): &(usize, &str)| {
            own == name && mentions[*other].entry.id != whole.entry.id
        };
        if !done.insert(name) || wholes.iter().any(is_other) {
            continue;
        }
        meant.extend(
            places_of(name, text)
                .filter(|place| is_whole(text, place))
                .map(|place| (place, *at)),
        );
    }
    let mut added: Vec<Mention> = Vec::new();
    for (place, whole) in meant {
        let whole = mentions[whole].clone();
        let title = &text[whole.span.clone()];
        if let Some(general) = general_at(mentions, &place) {
            shorten(&mut mentions[general], &whole, title);
        } else if is_free(mentions, &place) {
            let mut mention = whole.clone();
            shorten(&mut mention, &whole, title);
            mention.span = place;
            added.push(mention);
        }
    }
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|own| (own.span.start, usize::MAX - own.span.end));
    }
}

/// The words of a body behind the owner that it begins with: a state, an organisation, another
/// body.
fn without_owner<'t>(title: &'t str, known: &Known<'_>) -> Option<&'t str> {
    let gaps = title.match_indices(' ').map(|(at, _)| at);
    let name = gaps.take(LONGEST_OWNER).find_map(|gap| {
        let owner = title[..gap].trim_end_matches("'s").trim_end_matches("’s");
        let found = (known.recognise)(owner).into_iter().next()?;
        let subject = found.entry.subject.as_deref();
        let is_owner = is_body(&found.entry) || matches!(subject, Some("country" | "organisation"));
        let is_whole = found.span == (0..owner.len()) && found.kind != MentionKind::Variant;
        (is_owner && is_whole).then(|| &title[gap + 1..])
    })?;
    let mut words = name.split(' ');
    let is_name =
        name.contains(' ') && words.all(|word| word.chars().next().is_some_and(char::is_uppercase));
    is_name.then_some(name)
}

/// How many words an owner before a name has at the most.
const LONGEST_OWNER: usize = 3;

/// The mention of a body that is no one's at a place: a committee of any parliament.
fn general_at(mentions: &[Mention], place: &Range<usize>) -> Option<usize> {
    let first = mentions.partition_point(|own| own.span.start < place.start);
    let here = mentions[first..]
        .iter()
        .take_while(|own| own.span.start == place.start);
    let mut here = here.enumerate().filter(|(_, own)| {
        own.span == *place && own.nesting == Nesting::Outer && is_body(&own.entry)
    });
    here.next().map(|(at, _)| first + at)
}

/// Whether a place is neither cut out of words nor out of a longer run of capitals.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let previous = before.strip_suffix(' ').map(|before| {
        let start = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + 1);
        before.get(start..).unwrap_or_default()
    });
    let follows = behind.strip_prefix(' ').and_then(|own| own.chars().next());
    let is_article = |word: &str| matches!(word, "The" | "A" | "An");
    let is_run = previous.is_some_and(|word| {
        word.chars().next().is_some_and(char::is_uppercase) && !is_article(word)
    });
    !is_letter(before.chars().next_back())
        && !is_letter(behind.chars().next())
        && !is_run
        && !follows.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::glossary::recognise::tests::{glossary, tag};

    fn bodies(text: &str) -> Vec<String> {
        let glossary = glossary(&[
            "senate parliament: en=Senate",
            "judiciary organ: en=Senate Judiciary Committee",
            "house parliament: en=House",
            "house-judiciary organ: en=House Judiciary Committee",
        ]);
        let found = glossary.article_mentions(text, &tag("en"));
        let bodies = found
            .iter()
            .filter(|own| own.entry.id.0.ends_with("judiciary"));
        bodies
            .map(|own| format!("{}={}", &text[own.span.clone()], own.entry.id))
            .collect()
    }

    #[test]
    fn a_body_without_its_owner_is_that_of_the_text() {
        assert_eq!(
            bodies("The Senate Judiciary Committee met. The Judiciary Committee voted."),
            [
                "Senate Judiciary Committee=judiciary",
                "Judiciary Committee=judiciary"
            ]
        );
        for text in [
            "The Senate Judiciary Committee met. The New Judiciary Committee voted.",
            "The Senate Judiciary Committee met. The judiciary committee voted.",
            "The Senate Judiciary Committee met. A Judiciary Committee Hearing.",
        ] {
            assert_eq!(
                bodies(text),
                ["Senate Judiciary Committee=judiciary"],
                "{text}"
            );
        }
        let general = glossary(&[
            "judiciary organ: en=Senate Judiciary Committee",
            "senate parliament: en=Senate",
            "any organ: en=Judiciary Committee",
        ]);
        let text = "The Senate Judiciary Committee met. The Judiciary Committee voted.";
        let found = general.article_mentions(text, &tag("en"));
        assert_eq!(
            found.last().map(|own| own.entry.id.0.as_str()),
            Some("judiciary")
        );
        // Of two it is none.
        let text = "The Senate Judiciary Committee and the House Judiciary Committee. The Judiciary Committee.";
        assert_eq!(bodies(text).len(), 2);
    }
}
