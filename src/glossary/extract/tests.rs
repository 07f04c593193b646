//! Candidates in five languages, against their twin that counts by hand, and in pairs.

use std::collections::HashMap;

use super::*;
use crate::model::{ConceptEntry, Location, Term, TermStatus};

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

fn glossary(terms: &[(&str, &str)]) -> Glossary {
    let entries = terms.iter().enumerate().map(|(nth, (language, text))| {
        let mut entry = ConceptEntry::new(format!("e{nth}"), Location::default());
        let term = Term::new(tag(language), *text, TermStatus::Preferred);
        entry.terms.push(term);
        entry
    });
    Glossary::new(entries.collect())
}

fn sentences<'t>(texts: &[&'t str]) -> Vec<ExtractSentence<'t>> {
    let of = |text: &&'t str| ExtractSentence { text, document: 0 };
    texts.iter().map(of).collect()
}

fn extracted(language: &str, glossary: &Glossary, texts: &[&str]) -> Vec<Candidate> {
    glossary.extract(&sentences(texts), None, &ExtractOptions::new(tag(language)))
}

fn shown(candidates: &[Candidate]) -> Vec<String> {
    let show = |own: &Candidate| format!("{} {} {}", own.count, own.kind.as_str(), own.text);
    candidates.iter().map(show).collect()
}

#[test]
fn names_titles_acronyms_and_phrases_are_candidates() {
    for (language, texts, expected) in [
        (
            "en",
            &[
                "The Quadrilateral Coordination Group (QCG) met on Monday in Herat.",
                "Members of the QCG said the Special Envoy of Norland would attend.",
                "The peace process is slow, but the peace process goes on.",
            ][..],
            &[
                "1 name Quadrilateral Coordination Group",
                "1 title Special Envoy of Norland",
                "2 acronym QCG",
                "2 phrase peace process",
            ][..],
        ),
        (
            "fa",
            &[
                "رئیس کمیسیون ملی همبستگی در هرات گفت.",
                "کمیسیون ملی همبستگی دیروز برگزار شد.",
            ],
            &[
                "2 phrase کمیسیون ملی همبستگی",
                "1 title رئیس کمیسیون ملی همبستگی",
            ],
        ),
        (
            "ar",
            &[
                "اجتمعت اللجنة الوطنية للمصالحة في بغداد.",
                "قالت اللجنة الوطنية للمصالحة إنها ستجتمع.",
            ],
            &["2 phrase اللجنة الوطنية للمصالحة"],
        ),
        (
            "ru",
            &[
                "Заседание Национальной комиссии примирения прошло в Герате.",
                "Национальная комиссия примирения (НКП) соберётся вновь.",
            ],
            &["2 phrase Национальная комиссия примирения", "1 acronym НКП"],
        ),
        (
            "zh",
            &[
                "民族和解委员会昨天开会。",
                "他参加了民族和解委员会。",
                "在民族和解委员会，他表示支持。",
            ],
            &["3 phrase 民族和解委员会"],
        ),
    ] {
        let found = extracted(language, &glossary(&[]), texts);
        let shown = shown(&found);
        for wanted in expected {
            assert!(
                shown.contains(&(*wanted).to_owned()),
                "{language}: {wanted} in {shown:?}"
            );
        }
        for candidate in &found {
            for used in &candidate.uses {
                assert!(texts[used.sentence].get(used.span.clone()).is_some());
            }
        }
    }
}

#[test]
fn what_the_glossary_has_is_no_candidate() {
    let texts = [
        "The Quadrilateral Coordination Group met.",
        "A Quadrilateral Coordination Group meeting.",
    ];
    let known = glossary(&[("en", "Quadrilateral Coordination Group")]);
    let shown = shown(&extracted("en", &known, &texts));
    assert!(
        shown.iter().all(|own| !own.ends_with("Coordination Group")),
        "{shown:?}"
    );
}

#[test]
fn what_stands_only_inside_a_longer_candidate_is_none() {
    let texts = [
        "The Higher Council for Relief met.",
        "A member of the Higher Council for Relief.",
        "The Higher Council for Relief said so.",
    ];
    let shown = shown(&extracted("en", &glossary(&[]), &texts));
    assert!(
        shown.contains(&"3 name Higher Council for Relief".to_owned()),
        "{shown:?}"
    );
    assert!(
        !shown.iter().any(|own| own.ends_with("name Higher Council")),
        "{shown:?}"
    );
}

#[test]
fn what_the_memory_uses_as_often_ranks_below() {
    let texts = [
        "The water table and the grain corridor.",
        "The grain corridor, the water table.",
    ];
    let memory = [
        "The water table rose.",
        "The water table fell.",
        "A low water table.",
    ];
    let mut memory = memory.iter().map(|text| (*text).to_owned());
    let found = glossary(&[]).extract(
        &sentences(&texts),
        Some(&mut memory),
        &ExtractOptions::new(tag("en")),
    );
    assert_eq!(found[0].text, "grain corridor", "{found:?}");
    assert!(found[0].log_likelihood > found[1].log_likelihood);
}

#[test]
fn repeated_sentences_count_once() {
    let texts = ["A grain corridor opened.", "A grain corridor opened."];
    let found = extracted("en", &glossary(&[]), &texts);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn renderings_come_from_units_by_association_and_sound() {
    let glossary = glossary(&[]);
    let pairs = [
        (
            "The grain corridor opened on Monday.",
            "کریدور غلات روز دوشنبه گشایش یافت.",
        ),
        (
            "Nobody used the grain corridor.",
            "هیچ‌کس از کریدور غلات استفاده نکرد.",
        ),
        ("The grain corridor is closed.", "کریدور غلات بسته است."),
        (
            "Nikolai Patrushev came to Herat.",
            "نیکلای پاتروشف به هرات آمد.",
        ),
        ("The weather was fine.", "هوا خوب بود."),
        ("Trade grew by a third.", "تجارت یک‌سوم رشد کرد."),
        ("The minister left the room.", "وزیر اتاق را ترک کرد."),
        ("The roads were closed.", "راه‌ها بسته بود."),
    ];
    let texts: Vec<&str> = pairs.iter().map(|(source, _)| *source).collect();
    let units: Vec<PairUnit> = pairs
        .iter()
        .map(|(source, target)| PairUnit {
            source: (*source).to_owned(),
            target: (*target).to_owned(),
        })
        .collect();
    let mut found = extracted("en", &glossary, &texts);
    glossary.pair_candidates(&mut found, &tag("en"), &units, &tag("fa"));
    let rendering = |text: &str| {
        let own = found.iter().find(|own| own.text == text).unwrap();
        own.renderings.first().map(|own| own.text.clone())
    };
    assert_eq!(rendering("grain corridor").as_deref(), Some("کریدور غلات"));
    assert_eq!(
        rendering("Nikolai Patrushev").as_deref(),
        Some("نیکلای پاتروشف")
    );
}

/// What candidates of the first of two languages have in the second.
fn paired(from: &str, to: &str, pairs: &[(&str, &str)]) -> Vec<Candidate> {
    let glossary = glossary(&[]);
    let texts: Vec<&str> = pairs.iter().map(|(source, _)| *source).collect();
    let units = pairs.iter().map(|(source, target)| PairUnit {
        source: (*source).to_owned(),
        target: (*target).to_owned(),
    });
    let units: Vec<PairUnit> = units.collect();
    let mut found = extracted(from, &glossary, &texts);
    glossary.pair_candidates(&mut found, &tag(from), &units, &tag(to));
    found
}

#[test]
fn renderings_are_found_in_russian_arabic_and_chinese() {
    let english = [
        "The grain corridor opened on Monday.",
        "Nobody used the grain corridor.",
        "The grain corridor is closed.",
        "Nikolai Patrushev came to Herat.",
        "The weather was fine.",
        "Trade grew by a third.",
        "The roads were closed.",
    ];
    for (language, translations, phrase, name) in [
        (
            "ru",
            [
                "Зерновой коридор открылся в понедельник.",
                "Никто не пользовался зерновым коридором.",
                "Зерновой коридор закрыт.",
                "Николай Патрушев прибыл в Герат.",
                "Погода была хорошей.",
                "Торговля выросла на треть.",
                "Дороги были закрыты.",
            ],
            "Зерновой коридор",
            "Николай Патрушев",
        ),
        (
            "ar",
            [
                "افتتح ممر الحبوب يوم الاثنين.",
                "لم يستخدم أحد ممر الحبوب.",
                "ممر الحبوب مغلق.",
                "وصل نيكولاي باتروشيف إلى هرات.",
                "كان الطقس جميلا.",
                "نمت التجارة بمقدار الثلث.",
                "كانت الطرق مغلقة.",
            ],
            "ممر الحبوب",
            "نيكولاي باتروشيف",
        ),
        (
            "zh",
            [
                "粮食走廊周一开放。",
                "没有人使用粮食走廊。",
                "粮食走廊已经关闭。",
                "尼古拉·帕特鲁舍夫抵达赫拉特。",
                "天气很好。",
                "贸易增长三分之一。",
                "道路被封。",
            ],
            "粮食走廊",
            "尼古拉·帕特鲁舍夫",
        ),
    ] {
        let pairs: Vec<(&str, &str)> = english.into_iter().zip(translations).collect();
        let found = paired("en", language, &pairs);
        let rendering = |text: &str| {
            let own = found.iter().find(|own| own.text == text);
            let first = own.and_then(|own| own.renderings.first());
            first.map(|own| own.text.clone())
        };
        assert_eq!(rendering("grain corridor").as_deref(), Some(phrase));
        assert_eq!(rendering("Nikolai Patrushev").as_deref(), Some(name));
    }
}

#[test]
fn forms_of_a_candidate_are_told() {
    let found = extracted(
        "en",
        &glossary(&[]),
        &[
            "A grain corridor opened.",
            "Both grain corridors, and the grain corridor, closed.",
        ],
    );
    let forms: Vec<(&str, usize)> = found[0]
        .forms
        .iter()
        .map(|(text, count)| (text.as_str(), *count))
        .collect();
    assert_eq!(forms, [("grain corridor", 2), ("grain corridors", 1)]);
}

#[test]
fn what_stands_as_verbs_do_ranks_below() {
    let texts = [
        "They stress test grain corridors.",
        "They want to stockpile flour and grain corridors.",
        "They will stockpile the flour of a grain corridor.",
        "We stockpile flour.",
    ];
    let options = ExtractOptions {
        single_words: SingleWords::All,
        ..ExtractOptions::new(tag("en"))
    };
    let found = glossary(&[]).extract(&sentences(&texts), None, &options);
    let place = |text: &str| found.iter().position(|own| own.text == text);
    assert!(place("flour") < place("stockpile"), "{:?}", shown(&found));
}

proptest::proptest! {
    /// Counts of phrases against counting every pair of words by hand.
    #[test]
    fn counts_are_those_of_counting_by_hand(
        lines in proptest::collection::vec(
            proptest::collection::vec(
                proptest::sample::select(vec!["grain", "corridor", "ظرف", "آب", "зерно", "of", "the"]),
                0..9,
            ),
            1..8,
        )
    ) {
        let texts: Vec<String> = lines.iter().map(|words| words.join(" ")).collect();
        let mut distinct = texts.clone();
        distinct.sort();
        distinct.dedup();
        let mut by_hand: HashMap<String, usize> = HashMap::new();
        for text in &distinct {
            let words: Vec<&str> = text.split(' ').collect();
            for two in words.windows(2) {
                let is_content = |word: &&str| !matches!(*word, "of" | "the" | "");
                if two.iter().all(is_content) {
                    *by_hand.entry(two.join(" ")).or_default() += 1;
                }
            }
        }
        let options = ExtractOptions { limit: 10_000, ..ExtractOptions::new(tag("en")) };
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        for candidate in glossary(&[]).extract(&sentences(&borrowed), None, &options) {
            if candidate.text.split(' ').count() == 2 {
                proptest::prop_assert_eq!(by_hand.get(&candidate.text), Some(&candidate.count));
            }
        }
    }

    #[test]
    fn no_text_does_harm(texts in proptest::collection::vec("\\PC{0,40}", 0..6)) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        for language in ["en", "fa", "zh"] {
            for candidate in extracted(language, &glossary(&[]), &borrowed) {
                proptest::prop_assert!(candidate.c_value > 0.0);
                proptest::prop_assert!(!candidate.text.is_empty());
            }
        }
    }
}
