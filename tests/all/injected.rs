//! Errors of typing and whole sentences put into news that professionals translated, one at a
//! time and by a fixed seed, each into its document: how many of them are found at their place.

use tarjuman::align::{self, AlignOptions, Expected};
use tarjuman::check::{self, Aligned, Check, Finding, Knowledge, Passage, Subject, Whole};
use tarjuman::glossary::Glossary;
use tarjuman::lang::{LanguageTag, profile_of};

use crate::checking::{Caught, Dice, LANGUAGES, News, checks_named, number, tag};
use crate::shared;

/// The lines of a text with their places.
fn lines(text: &str) -> Vec<Passage<'_>> {
    let mut start = 0;
    let passages = text.split('\n').map(|line| {
        let passage = Passage { text: line, start };
        start += line.len() + 1;
        passage
    });
    passages.collect()
}

/// The findings of some checks in a translation whose lines stand for those of its article.
fn findings(source: &str, target: &str, to: &LanguageTag, checks: &[&dyn Check]) -> Vec<Finding> {
    fn some(passage: Passage<'_>) -> Option<Passage<'_>> {
        (!passage.text.is_empty()).then_some(passage)
    }
    let (own, other) = (lines(source), lines(target));
    let segments = own.into_iter().zip(other).map(|(source, target)| Aligned {
        source: some(source),
        target: some(target),
    });
    run(source, target, to, segments.collect(), checks)
}

fn run<'t>(
    source: &'t str,
    target: &'t str,
    to: &LanguageTag,
    segments: Vec<Aligned<'t>>,
    checks: &[&dyn Check],
) -> Vec<Finding> {
    let subject = Subject {
        from: tag("en"),
        to: Some(to.clone()),
        segments,
        whole: Whole {
            source: Some(source),
            target: Some(target),
            ..Whole::default()
        },
    };
    let knowledge = Knowledge {
        glossary: &Glossary::new(Vec::new()),
        translations: &|_| Vec::new(),
    };
    check::run(checks, &subject, &knowledge)
}

/// Puts an error into each sentence where it can be, one at a time, and counts those whose
/// document then has a finding of the check within so many sentences that it had not before.
fn inject(
    news: &News,
    (id, reach): (&str, usize),
    mut error: impl FnMut(&str, &mut Dice) -> Option<String>,
) -> Caught {
    let (checks, to) = (checks_named(&[id]), tag(news.language));
    let mut dice = Dice(20_211_006);
    let mut caught = Caught::default();
    for document in &news.documents {
        let source: Vec<&str> = document.iter().map(|one| one.0.as_str()).collect();
        let target: Vec<&str> = document.iter().map(|one| one.1.as_str()).collect();
        let source = source.join("\n");
        let count = |target: &[&str], at: usize| {
            let found = findings(&source, &target.join("\n"), &to, &checks);
            let near = found.iter().filter(|one| one.segment.abs_diff(at) <= reach);
            near.count()
        };
        for at in 0..target.len() {
            let Some(wrong) = error(target[at], &mut dice) else {
                continue;
            };
            let mut spoilt = target.clone();
            spoilt[at] = &wrong;
            // A finding there already says nothing of the error.
            if count(&target, at) > 0 {
                continue;
            }
            let is_found = count(&spoilt, at) > 0;
            caught.put_in += 1;
            caught.found += usize::from(is_found);
            if !is_found && std::env::var_os("MISSED").is_some() {
                println!("missed {id} {}: {wrong}", news.language);
            }
        }
    }
    caught
}

/// A text with one number in the digits of another script.
fn in_other_digits(text: &str, dice: &mut Dice) -> Option<String> {
    let place = number(text, dice)?;
    let of_kind = |zero: char, digit: u32| char::from_u32(u32::from(zero) + digit);
    let other = text[place.clone()].chars().map(|c| match c {
        '0'..='9' => of_kind('۰', u32::from(c) - u32::from('0')),
        '۰'..='۹' => of_kind('0', u32::from(c) - u32::from('۰')),
        '٠'..='٩' => of_kind('0', u32::from(c) - u32::from('٠')),
        c => Some(c),
    });
    let other: String = other.collect::<Option<_>>()?;
    Some(format!(
        "{}{other}{}",
        &text[..place.start],
        &text[place.end..]
    ))
}

/// A Persian text with one letter of the Arabic keyboard.
fn with_arabic_letter(text: &str, dice: &mut Dice) -> Option<String> {
    let letters: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, 'ی' | 'ک'))
        .collect();
    let (at, letter) = *letters.get(dice.below(letters.len()))?;
    let other = if letter == 'ی' { 'ي' } else { 'ك' };
    let behind = &text[at + letter.len_utf8()..];
    Some(format!("{}{other}{behind}", &text[..at]))
}

#[test]
fn digits_of_another_script_are_found() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    for language in LANGUAGES {
        let news = News::read(&folder, language);
        // Told once for a document.
        let caught = inject(&news, ("mixed-digits", usize::MAX), in_other_digits);
        println!(
            "en-{language}: digits of another script {} of {} ({:.1} %)",
            caught.found,
            caught.put_in,
            caught.percent()
        );
        // German and French are only measured.
        if !matches!(language, &"de" | &"fr") {
            assert!(caught.percent() >= 90.0, "{language}");
        }
    }
}

#[test]
fn arabic_letters_in_persian_are_found() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let news = News::read(&folder, "fa");
    let caught = inject(&news, ("letter-forms", 1), with_arabic_letter);
    println!(
        "fa: Arabic letters {} of {} ({:.1} %)",
        caught.found,
        caught.put_in,
        caught.percent()
    );
    assert!(caught.percent() >= 95.0);
}

/// A text with one day of the week changed for the next, but not for Monday, whose name is that of
/// a town in Persian.
fn on_another_day(text: &str, language: &LanguageTag) -> Option<String> {
    let days: Vec<(f64, String)> = profile_of(language)
        .figures
        .weekdays
        .iter()
        .map(|(day, name)| (day, name.replace('_', " ")))
        .collect();
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    let is_part =
        |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{2e80}' || c == '\u{200c}');
    // Persian counts from Saturday: سه شنبه is the third day behind it.
    let is_counted = |before: &str| {
        let counts = ["یک ", "دو ", "سه ", "چهار ", "پنج "];
        counts.iter().any(|count| before.ends_with(count))
    };
    let places = days.iter().flat_map(|(day, name)| {
        [name.clone(), capitalised(name)]
            .into_iter()
            .filter_map(|name| Some((text.find(&name)?, name)))
            .map(move |(at, name)| (at, name, *day))
    });
    let (at, name, day) = places
        .filter(|(at, name, _)| {
            !is_part(text[..*at].chars().next_back())
                && !is_counted(&text[..*at])
                && !is_part(text[at + name.len()..].chars().next())
        })
        .min_by_key(|(at, ..)| *at)?;
    let next = if day > 6.5 { 2.0 } else { day + 1.0 };
    let (_, other) = days.iter().find(|(day, _)| (day - next).abs() < 0.5)?;
    Some(format!(
        "{}{other}{}",
        &text[..at],
        &text[at + name.len()..]
    ))
}

#[test]
fn changed_days_of_the_week_are_found() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    for language in LANGUAGES {
        let news = News::read(&folder, language);
        let to = tag(language);
        let caught = inject(&news, ("weekday", 0), |text, _| on_another_day(text, &to));
        println!(
            "en-{language}: days of the week changed {} of {} ({:.1} %)",
            caught.found,
            caught.put_in,
            caught.percent()
        );
        assert!(caught.put_in > 20, "{language}");
        assert!(caught.percent() >= 70.0, "{language}");
    }
}

/// What stands for each sentence of an article in its translation, by the aligner.
fn aligned<'t>(source: &'t str, target: &'t str, to: &LanguageTag) -> Vec<Aligned<'t>> {
    let (own, other) = (lines(source), lines(target));
    let texts = [&own, &other].map(|lines| lines.iter().map(|one| one.text).collect::<Vec<_>>());
    let english = tag("en");
    let text = |sentences, language| align::Text {
        sentences,
        language,
        paragraphs: &[],
    };
    let beads = align::align(
        &text(&texts[0], &english),
        &text(&texts[1], to),
        &AlignOptions {
            expected: Expected::Omissions,
            ..AlignOptions::default()
        },
    );
    let joined = |whole: &'t str, passages: &[Passage<'t>]| {
        let (first, last) = (passages.first()?, passages.last()?);
        Some(Passage {
            text: &whole[first.start..last.start + last.text.len()],
            start: first.start,
        })
    };
    let beads = beads.beads.into_iter().map(|bead| Aligned {
        source: joined(source, &own[bead.source]),
        target: joined(target, &other[bead.target]),
    });
    beads.collect()
}

/// A sentence dropped from a text that nobody aligned: the aligner has to see that it is missing.
#[test]
fn sentences_dropped_from_unaligned_texts_are_found() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let checks = checks_named(&["missing-sentence", "length"]);
    for language in LANGUAGES {
        let (news, to) = (News::read(&folder, language), tag(language));
        let mut dice = Dice(20_211_006);
        let (mut caught, mut near) = (Caught::default(), 0);
        let mut false_alarms = 0;
        for document in &news.documents {
            let source: Vec<&str> = document.iter().map(|one| one.0.as_str()).collect();
            let target: Vec<&str> = document.iter().map(|one| one.1.as_str()).collect();
            let source_text = source.join("\n");
            // The stretches of the article that findings are about.
            let places = |target: &str| -> Vec<std::ops::Range<usize>> {
                let segments = aligned(&source_text, target, &to);
                let spans: Vec<_> = segments.iter().map(|one| one.source).collect();
                let found = run(&source_text, target, &to, segments, &checks);
                let about = found.into_iter().filter_map(|one| spans[one.segment]);
                about.map(|passage| passage.span()).collect()
            };
            let before = places(&target.join("\n"));
            false_alarms += before.len();
            for _ in 0..2 {
                let at = dice.below(target.len());
                let mut left = target.clone();
                left.remove(at);
                let places_of = lines(&source_text);
                let start = places_of[at].start;
                // The gap may be seen one sentence before or behind.
                let first = places_of[at.saturating_sub(1)].start;
                let last = places_of[(at + 1).min(places_of.len() - 1)].start;
                let found = places(&left.join("\n"));
                let news = || found.iter().filter(|place| !before.contains(place));
                let is_found = news().any(|place| place.contains(&start));
                let is_near = news().any(|place| place.start <= last && first < place.end);
                near += usize::from(is_near);
                caught.put_in += 1;
                caught.found += usize::from(is_found);
                if !is_found && std::env::var_os("MISSED").is_some() {
                    println!("missed {language}: {}", source[at]);
                }
            }
        }
        println!(
            "en-{language}: sentences dropped from unaligned texts {} of {} ({:.1} %), {near} with a \
             neighbour's; {false_alarms} false alarms in {} documents",
            caught.found,
            caught.put_in,
            caught.percent(),
            news.documents.len()
        );
        assert!(near * 100 >= caught.put_in * 88, "{language}: {near}");
        assert!(false_alarms <= 8, "{language}: {false_alarms}");
    }
}

/// The end of a mark that closes a quotation opened in the same text: one pair alone, so that what
/// is left has no fellow.
fn closing_mark(text: &str) -> Option<std::ops::Range<usize>> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」');
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_mark(*c)).collect();
    let [_, (at, mark)] = marks.as_slice() else {
        return None;
    };
    Some(*at..at + mark.len_utf8())
}

/// A quotation that is opened and not closed, in a document with its paragraphs: an empty line
/// between them, as articles have it.
#[test]
fn quotations_that_are_not_closed_are_found() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let checks = checks_named(&["unbalanced-quote"]);
    for language in LANGUAGES {
        let (news, to) = (News::read(&folder, language), tag(language));
        let mut caught = Caught::default();
        let mut false_alarms = 0;
        for document in &news.documents {
            let source: Vec<&str> = document.iter().map(|one| one.0.as_str()).collect();
            let target: Vec<&str> = document.iter().map(|one| one.1.as_str()).collect();
            let source = source.join("\n\n");
            let count = |target: &[&str]| {
                let found = findings(&source, &target.join("\n\n"), &to, &checks);
                found.len()
            };
            let before = count(&target);
            false_alarms += before;
            for at in 0..target.len() {
                let Some(mark) = closing_mark(target[at]) else {
                    continue;
                };
                let wrong = format!("{}{}", &target[at][..mark.start], &target[at][mark.end..]);
                let mut spoilt = target.clone();
                spoilt[at] = &wrong;
                caught.put_in += 1;
                let is_found = count(&spoilt) > before;
                caught.found += usize::from(is_found);
                if !is_found && std::env::var_os("MISSED").is_some() {
                    println!("missed {language}: {wrong}");
                }
            }
        }
        println!(
            "en-{language}: quotations not closed {} of {} ({:.1} %), {false_alarms} findings in \
             what the translators wrote",
            caught.found,
            caught.put_in,
            caught.percent()
        );
        assert!(caught.percent() >= 75.0, "{language}");
    }
}
