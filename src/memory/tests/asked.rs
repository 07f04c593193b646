//! Passages, selections, concordances and context, each against its definition.

use super::*;
use crate::memory::{Forms, PassageOptions, SelectionOptions, Total, UserPenalties};
use crate::model::{DocumentId, Made, Origin, UnitStatus};
use crate::text::TokenClass;

/// The passages of a query by their definition, from the texts alone: places of its tokens, and
/// how many texts have each.
pub(super) fn passages_by_definition(
    language: &str,
    texts: &[String],
    query: &str,
) -> Vec<(std::ops::Range<usize>, usize)> {
    let analyser = Analyser::new(&tag(language));
    let keys = |text: &str| -> Vec<String> {
        let analysed = AnalysedText::new(text, &analyser);
        analysed.keys().map(str::to_owned).collect()
    };
    let texts: Vec<Vec<String>> = texts.iter().map(|text| keys(text)).collect();
    let analysed = AnalysedText::new(query, &analyser);
    let own = keys(query);
    let is_content = |place: usize| -> bool {
        let token = &analysed.tokens[place];
        token.class == TokenClass::Word
            && !analyser.is_function_word(&analyser.folded(&query[token.span.clone()]))
    };
    let mut gaps: Vec<std::ops::Range<usize>> = std::iter::once(0..own.len()).collect();
    let mut found = Vec::new();
    while let Some(gap) = gaps.pop() {
        let mut best: Option<(std::ops::Range<usize>, usize)> = None;
        for start in gap.clone() {
            for end in start + 3..=gap.end {
                let has =
                    |text: &&Vec<String>| text.windows(end - start).any(|w| *w == own[start..end]);
                let count = texts.iter().filter(has).count();
                let is_better = best.as_ref().is_none_or(|(other, of_other)| {
                    (end - start, count) > (other.len(), *of_other)
                });
                if count > 0
                    && (start..end).filter(|place| is_content(*place)).count() >= 2
                    && is_better
                {
                    best = Some((start..end, count));
                }
            }
        }
        if let Some((stretch, count)) = best {
            gaps.extend([gap.start..stretch.start, stretch.end..gap.end]);
            found.push((stretch, count));
        }
    }
    found.sort_by_key(|(stretch, count)| {
        (std::cmp::Reverse((stretch.len(), *count)), stretch.start)
    });
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn passages_are_those_of_the_definition(
        (language, units, queries) in (0..WORDS.len()).prop_flat_map(|language| {
            let (tag, words) = WORDS[language];
            (Just(tag), texts(words, 0..40), texts(words, 1..6))
        }),
    ) {
        let (_folder, store, memory) = memory(language, &units);
        let (from, to) = (tag(language), tag("fr"));
        for query in &queries {
            let asked = Query { text: query, from: &from, to: Some(&to), previous: None, next: None };
            let options = PassageOptions { limit: usize::MAX, units: usize::MAX };
            let found = memory.passages(&store, &asked, &options, &Selection::default()).unwrap();
            let analysed = AnalysedText::new(query, &Analyser::new(&from));
            let expected = passages_by_definition(language, &units, query);
            let shown: Vec<_> = found.iter().map(|passage| {
                let place = |at: usize, end: bool| analysed.tokens.iter().position(|token| {
                    at == if end { token.span.end } else { token.span.start }
                }).unwrap();
                (place(passage.span.start, false)..place(passage.span.end, true) + 1, passage.count)
            }).collect();
            prop_assert_eq!(shown, expected);
            for passage in &found {
                prop_assert_eq!(passage.uses.len(), passage.count);
            }
        }
    }
}

/// Units with everything that a selection can ask for, drawn at random.
fn described_units() -> impl Strategy<Value = Vec<Unit>> {
    let text = prop::collection::vec(prop::sample::select(WORDS[0].1), 1..7);
    let one = (
        text,
        0u8..3,
        0u8..4,
        prop::sample::select(vec![None, Some("law"), Some("Sport")]),
        prop::sample::select(vec![None, Some(20_000i64), Some(20_400)]),
        prop::sample::select(vec!["en", "en-GB", "en-US"]),
        prop::sample::select(vec!["fr", "fr-CA", "de"]),
    );
    let unit = one.prop_map(|(words, status, made, subject, days, own, other)| Unit {
        variants: vec![
            Variant::plain(tag(own), words.join(" ")),
            Variant::plain(tag(other), words.concat()),
        ],
        status: [
            UnitStatus::Draft,
            UnitStatus::Reviewed,
            UnitStatus::Approved,
        ][status as usize],
        made: [
            Made::Imported,
            Made::Human,
            Made::Machine,
            Made::Aligned(90),
        ][made as usize],
        subject: subject.map(str::to_owned),
        changed: days.map(|days| Timestamp(days * 86_400)),
        ..Unit::default()
    });
    prop::collection::vec(unit, 0..40)
}

/// What a selection of approved or reviewed units from 2025 on costs and admits, said anew.
fn expected_loss(unit: &Unit) -> Option<u16> {
    // 20,400 days after the epoch is in 2025, 20,000 in 2024.
    let is_admitted = unit.status != UnitStatus::Draft
        && unit
            .changed
            .is_some_and(|changed| changed.0 >= 20_089 * 86_400)
        && unit.variants[1].language.primary() == "fr";
    let lost = [
        (unit.made == Made::Machine, 500),
        (unit.status == UnitStatus::Reviewed, 100),
        (unit.subject.as_deref() != Some("law"), 200),
        (unit.variants[0].language.as_str() == "en-US", 150),
        (unit.variants[1].language.as_str() == "fr-CA", 150),
    ];
    let lost = lost.iter().filter(|(loses, _)| *loses);
    is_admitted.then(|| lost.map(|(_, lost)| lost).sum())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_selection_finds_what_a_scan_of_it_finds(
        units in described_units(),
        query in prop::collection::vec(prop::sample::select(WORDS[0].1), 1..7),
        hundredths in prop::sample::select(vec![5000u16, 7000, 9000]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
        import(&store, "a.tmx", &units);
        let mut memory = Memory::open(&store).unwrap();
        memory.update(&store).unwrap();
        let options = SelectionOptions {
            statuses: vec![UnitStatus::Approved, UnitStatus::Reviewed],
            since: Some("2025".parse().unwrap()),
            text_subject: Some("LAW".to_owned()),
            penalties: UserPenalties {
                machine: 500,
                reviewed: 100,
                other_subject: 200,
                other_variety: 150,
                ..UserPenalties::default()
            },
            ..SelectionOptions::default()
        };
        let selection = Selection::new(options, &store).unwrap();
        let (from, to) = (tag("en-GB"), tag("fr-FR"));
        let text = query.join(" ");
        let asked = Query { text: &text, from: &from, to: Some(&to), previous: None, next: None };
        let threshold = Score::from_hundredths(hundredths);

        // The oracle: every unit is scored, what it loses is taken off, equal texts become one.
        let analyser = Analyser::new(&from);
        let analysed = AnalysedText::new(&text, &analyser);
        let mut scored: Vec<(std::cmp::Reverse<Score>, usize)> = Vec::new();
        for (place, unit) in units.iter().enumerate() {
            let own = AnalysedText::new(&unit.variants[0].segment.text, &analyser);
            let score = Assessment::new(&analysed, &own, &analyser).score;
            if let Some(lost) = expected_loss(unit) && score.minus(lost) >= threshold {
                scored.push((std::cmp::Reverse(score.minus(lost)), place));
            }
        }
        scored.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        let texts = |place: usize| {
            let text = |at: usize| units[place].variants[at].segment.text.clone();
            (text(0), text(1))
        };
        scored.retain(|(_, place)| seen.insert(texts(*place)));
        for strategy in [Way::Index, Way::Exhaustive] {
            for limit in [usize::MAX, 2] {
                let options = SearchOptions { threshold, limit, strategy };
                let found = memory.search_selected(&store, &asked, &options, &selection).unwrap();
                let shown: Vec<_> = found
                    .iter()
                    .map(|found| (std::cmp::Reverse(found.score), found.id.ordinal as usize))
                    .collect();
                prop_assert_eq!(&shown[..], &scored[..scored.len().min(limit)]);
                for found in &found {
                    let lost: u16 = found.penalties.iter().map(|lost| lost.hundredths).sum();
                    prop_assert!(found.score <= found.base && (lost > 0 || found.score == found.base));
                }
            }
        }
    }

    #[test]
    fn a_concordance_has_what_a_scan_has(
        (language, units, words) in (0..WORDS.len()).prop_flat_map(|language| {
            let (tag, words) = WORDS[language];
            let parts = prop::collection::vec(
                prop::collection::vec(prop::sample::select(words), 1..3), 1..3);
            (Just(tag), texts(words, 0..40), parts)
        }),
        forms in prop::sample::select(vec![Forms::Any, Forms::Given]),
        near in prop::sample::select(vec![None, Some(2), Some(4)]),
        is_begun in prop::bool::ANY,
    ) {
        let (_folder, store, memory) = memory(language, &units);
        let analyser = Analyser::new(&tag(language));
        let mut arguments: Vec<String> = words.iter().map(|part| part.join(" ")).collect();
        if is_begun {
            let last = arguments.last_mut().unwrap();
            last.pop();
            last.push('*');
        }
        let wording = Wording::read(arguments.iter().map(String::as_str));
        let options = ConcordanceOptions {
            language: Some(tag(language)),
            forms,
            near,
            ..ConcordanceOptions::default()
        };
        let found = memory.concordance(&store, &wording, &options, &Selection::default()).unwrap();
        let shown: Vec<usize> = found.units.iter().map(|unit| unit.id.ordinal as usize).collect();
        let expected: Vec<usize> = match wording.analysed(&analyser, forms) {
            Some(parts) if !parts.is_empty() => (0..units.len())
                .filter(|unit| has_words(&units[*unit], &parts, near, &analyser))
                .collect(),
            _ => Vec::new(),
        };
        prop_assert_eq!(&shown, &expected);
        prop_assert_eq!(found.total, Total::Exactly(expected.len()));
        let limited = ConcordanceOptions { limit: Some(1), ..options };
        let count = memory.count_of(&store, &wording, &limited, &Selection::default()).unwrap();
        prop_assert_eq!(count, expected.len());
        let few = memory.concordance(&store, &wording, &limited, &Selection::default()).unwrap();
        match few.total {
            Total::Exactly(all) => prop_assert_eq!(all, expected.len()),
            Total::AtMost(most) => prop_assert!(most >= expected.len()),
        }
    }
}

/// Whether a text has every part, each word of it after the other, all within so many words.
pub(super) fn has_words(
    text: &str,
    parts: &[Vec<crate::memory::wording::Element>],
    near: Option<usize>,
    analyser: &Analyser,
) -> bool {
    let mut tokens = analyser.tokens(text);
    tokens.retain(|token| token.class != TokenClass::Punctuation);
    let stands = |part: &Vec<crate::memory::wording::Element>, start: usize| {
        part.iter().enumerate().all(|(word, element)| {
            tokens.get(start + word).is_some_and(|token| {
                element.is_like(&analyser.folded(token.text), token.class, analyser)
            })
        })
    };
    let window = near.unwrap_or(tokens.len());
    (0..tokens.len()).any(|first| {
        parts.iter().all(|part| {
            (first..tokens.len())
                .any(|start| start + part.len() <= first + window && stands(part, start))
        })
    })
}

#[test]
fn context_is_of_one_document_and_may_lack_one_side() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
    let in_document = |text: &str, document: &str| Unit {
        origin: Origin {
            document: Some(DocumentId(document.to_owned())),
            ..Origin::default()
        },
        ..unit("en", text, text)
    };
    let units = [
        in_document("first", "a"),
        in_document("last", "a"),
        in_document("other first", "b"),
        in_document("alone", "c"),
    ];
    import(&store, "a.tmx", &units);
    let mut memory = Memory::open(&store).unwrap();
    memory.update(&store).unwrap();
    let from = tag("en");
    let score = |text, previous, next| {
        let query = Query {
            text,
            from: &from,
            to: None,
            previous,
            next,
        };
        memory
            .search(&store, &query, &SearchOptions::default())
            .unwrap()[0]
            .score
    };
    // At the beginning and at the end of a text one neighbour is enough.
    assert_eq!(score("first", None, Some("last")), Score::CONTEXT);
    assert_eq!(score("first", None, Some(" last ")), Score::CONTEXT);
    assert_eq!(score("last", Some("first"), None), Score::CONTEXT);
    assert_eq!(score("first", None, None), Score::IDENTICAL);
    // A neighbour that is there must agree, and one of another document is none.
    assert_eq!(score("last", Some("first"), Some("x")), Score::IDENTICAL);
    assert_eq!(
        score("last", Some("first"), Some("other first")),
        Score::IDENTICAL
    );
    assert_eq!(score("first", Some("x"), Some("last")), Score::IDENTICAL);
    assert_eq!(score("alone", Some("other first"), None), Score::IDENTICAL);
}
