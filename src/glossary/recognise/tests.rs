//! What is recognised, and as what.

use crate::glossary::{Glossary, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Location, Term, TermStatus};

pub(in crate::glossary) fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// A glossary of lines "id subject: language=term|term; …".
pub(in crate::glossary) fn glossary(lines: &[&str]) -> Glossary {
    let entries = lines.iter().map(|line| {
        let (head, terms) = line.split_once(": ").unwrap();
        let (id, subject) = head.split_once(' ').unwrap();
        let mut entry = ConceptEntry::new(id, Location::default());
        entry.subject = Some(subject.to_owned());
        for language in terms.split("; ") {
            let (language, texts) = language.split_once('=').unwrap();
            for text in texts.split('|') {
                entry
                    .terms
                    .push(Term::new(tag(language), text, TermStatus::Preferred));
            }
        }
        entry
    });
    Glossary::new(entries.collect())
}

fn found(glossary: &Glossary, language: &str, text: &str) -> Vec<String> {
    glossary
        .mentions(text, &tag(language))
        .iter()
        .map(|mention| {
            format!(
                "{}{} {} [{}]",
                if mention.nesting == Nesting::Inner {
                    "  "
                } else {
                    ""
                },
                mention.entry.id,
                mention.kind.as_str(),
                &text[mention.span.clone()],
            )
        })
        .collect()
}

#[test]
fn terms_are_recognised_however_they_are_written() {
    let glossary = glossary(&[
        "sc organ: en=Security Council; ru=Совет безопасности; ar=مجلس الأمن; zh=安全理事会",
        "ru country: en=Russia|Russian Federation; ru=Россия; ar=روسيا; fa=روسیه",
        "ir country: en=Iran; fa=ایران; ar=إيران",
        "snsc organ: fa=شورای عالی امنیت ملی; en=Supreme National Security Council",
        "sec office: en=Secretary of the Supreme National Security Council",
        "nato organisation: en=North Atlantic Treaty Organization|NATO; fa=ناتو",
        "sanction concept: fa=تحریم; en=sanction",
        "us country: en=United States|US",
        "asia region: fa=آسیا",
        "mou concept: fa=یادداشت تفاهم",
        "tr country: en=Turkey; tr=Türkiye",
    ]);
    for (language, text, expected) in [
        (
            "en",
            "the Security Council of Russia",
            &[
                "sc+ru composed [Security Council of Russia]",
                "  sc exact [Security Council]",
                "  ru exact [Russia]",
            ][..],
        ),
        (
            "en",
            "Iran’s SECURITY-COUNCIL",
            &[
                "sc+ir composed [Iran’s SECURITY-COUNCIL]",
                "  ir exact [Iran]",
                "  sc folded [SECURITY-COUNCIL]",
            ],
        ),
        (
            "en",
            "tell us; the US and the U.S.",
            &["us acronym [US]", "us acronym [U.S.]"],
        ),
        (
            "en",
            "North Atlantic Treaty Organzation (NATO)",
            &[
                "nato variant [North Atlantic Treaty Organzation]",
                "nato acronym [NATO]",
            ],
        ),
        (
            "en",
            "Secretary of the Supreme National Security Council",
            &[
                "sec exact [Secretary of the Supreme National Security Council]",
                "  snsc exact [Supreme National Security Council]",
            ],
        ),
        ("en", "roast turkey in Turkey", &["tr exact [Turkey]"]),
        (
            "ru",
            "секретаря Совета безопасности",
            &["sc inflected [Совета безопасности]"],
        ),
        (
            "fa",
            "شوراي عالي امنيت ملي",
            &["snsc folded [شوراي عالي امنيت ملي]"],
        ),
        (
            "fa",
            "تحریم ها و تحریم‌های و تحریمها",
            &[
                "sanction inflected [تحریم ها]",
                "sanction inflected [تحریم‌های]",
                "sanction inflected [تحریمها]",
            ],
        ),
        ("fa", "آسیای میانه", &["asia clitic [آسیا]"]),
        (
            "fa",
            "یادداشت تفاهمی میان ایرانیان ایرانی",
            &["mou clitic [یادداشت تفاهم]"],
        ),
        (
            "ar",
            "وروسيا ولمجلس الامن",
            &["ru clitic [روسيا]", "sc clitic [مجلس الامن]"],
        ),
        ("zh", "联合国安全理事会通过", &["sc exact [安全理事会]"]),
        ("tr", "Türkiye'nin", &["tr inflected [Türkiye'nin]"]),
    ] {
        assert_eq!(
            found(&glossary, language, text),
            expected,
            "{language}: {text}"
        );
    }
}

#[test]
fn acronyms_are_bound_where_a_text_introduces_them() {
    let glossary = glossary(&[
        "snsc organ: en=Supreme National Security Council; fa=شورای عالی امنیت ملی; ru=Высший совет национальной безопасности; zh=最高国家安全委员会",
        "osce organisation: en=Organization for Security and Co-operation in Europe; fa=سازمان همکاری شانگهای",
        "imf organisation: en=International Monetary Fund|IMF",
    ]);
    let acronyms = |language: &str, text: &str| -> Vec<String> {
        let mentions = glossary.mentions(text, &tag(language));
        let acronyms = mentions.iter().filter(|mention| {
            mention
                .reason
                .as_deref()
                .unwrap_or_default()
                .starts_with("introduced")
        });
        acronyms
            .map(|mention| format!("{} {}", mention.entry.id, &text[mention.span.clone()]))
            .collect()
    };
    for (language, text, expected) in [
        (
            "en",
            "SNSC? The Supreme National Security Council (SNSC) met. SNSC's secretary, the S.N.S.C., not SNSCX.",
            &["snsc SNSC", "snsc SNSC", "snsc S.N.S.C."][..],
        ),
        (
            "en",
            "Organization for Security and Co-operation in Europe (“OSCE”): OSCE",
            &["osce OSCE", "osce OSCE"],
        ),
        (
            "en",
            "the Supreme National Security Council (Tehran), the Supreme National Security Council (NATO): NATO",
            &[],
        ),
        ("en", "International Monetary Fund (IMF): IMF", &[]),
        (
            "ru",
            "Высший совет национальной безопасности (ВСНБ). В ВСНБ",
            &["snsc ВСНБ", "snsc ВСНБ"],
        ),
        (
            "fa",
            "شورای عالی امنیت ملی (شعام) و شعام؛ سازمان همکاری شانگهای (SCO)، SCO",
            &["snsc شعام", "snsc شعام", "osce SCO", "osce SCO"],
        ),
        (
            "zh",
            "最高国家安全委员会（SNSC）说，SNSC",
            &["snsc SNSC", "snsc SNSC"],
        ),
    ] {
        assert_eq!(acronyms(language, text), expected, "{language}: {text}");
    }
}

#[test]
fn a_long_text_has_the_mentions_of_its_parts() {
    let glossary = glossary(&[
        "sc organ: en=Security Council",
        "nato organisation: en=North Atlantic Treaty Organization|NATO",
        "ru country: en=Russia",
    ]);
    let paragraph = "The Security Council of Russia and the North Atlantic Treaty Organzation met. فارسی 中文 𝒳\n";
    let english = tag("en");
    let once = glossary.mentions(paragraph, &english);
    let count = 4_000;
    let text = paragraph.repeat(count);
    let all = glossary.mentions(&text, &english);
    assert_eq!(all.len(), once.len() * count);
    for (number, mention) in all.iter().enumerate() {
        let own = &once[number % once.len()];
        let start = own.span.start + number / once.len() * paragraph.len();
        assert_eq!(
            (mention.span.start, &mention.entry.id),
            (start, &own.entry.id)
        );
    }
}

#[test]
fn acronyms_hold_for_the_other_passages_of_a_text() {
    let glossary =
        glossary(&["snsc organ: en=Supreme National Security Council; fa=شورای عالی امنیت ملی"]);
    for (language, passages, expected) in [
        (
            "en",
            [
                "The Supreme National Security Council (SNSC) met.",
                "The SNSC agreed.",
            ],
            "SNSC",
        ),
        (
            "fa",
            [
                "شورای عالی امنیت ملی (SNSC) تشکیل جلسه داد.",
                "مصوبه SNSC ابلاغ شد.",
            ],
            "SNSC",
        ),
    ] {
        let language = tag(language);
        let introduced = glossary.introduced(passages, &language);
        let found = glossary.mentions_knowing(passages[1], &language, &introduced);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(&passages[1][found[0].span.clone()], expected);
        assert_eq!(found[0].entry.id.0, "snsc");
        let alone = glossary.introduced([passages[1]], &language);
        let found = glossary.mentions_knowing(passages[1], &language, &alone);
        assert!(found.is_empty());
    }
}

#[test]
fn places_are_not_told_inside_names_of_organisations_treaties_and_persons() {
    let glossary = glossary(&[
        "shanghai city: en=Shanghai; zh=上海",
        "sco organisation: en=Shanghai Cooperation Organisation; zh=上海合作组织",
        "geneva-conventions treaty: en=Geneva Conventions",
        "geneva city: en=Geneva",
        "governor office: en=Governor of Shanghai",
        "israel country: en=Israel",
        "katz person: en=Israel Katz",
    ]);
    let told = |text: &str, language: &str| -> Vec<String> {
        let mentions = glossary.mentions(text, &tag(language));
        mentions
            .iter()
            .map(|own| own.entry.id.to_string())
            .collect()
    };
    assert_eq!(
        told(
            "The Shanghai Cooperation Organisation met in Shanghai.",
            "en"
        ),
        ["sco", "shanghai"]
    );
    assert_eq!(told("上海合作组织在上海", "zh"), ["sco", "shanghai"]);
    assert_eq!(
        told("Geneva recalls the Geneva Conventions.", "en"),
        ["geneva", "geneva-conventions"]
    );
    assert_eq!(
        told("the Governor of Shanghai", "en"),
        ["governor", "shanghai"]
    );
    assert_eq!(told("Israel Katz left Israel.", "en"), ["katz", "israel"]);
}

/// What is in a text that is put together of words, marks and breaks: each mention as a line.
fn by_parts(glossary: &Glossary, language: &str, text: &str, part: usize) -> Vec<String> {
    let found = glossary.mentions_by_parts(text, &tag(language), part);
    let told = found.iter().map(|own| {
        let also: Vec<&str> = own.also.iter().map(|entry| entry.id.0.as_str()).collect();
        format!(
            "{} {:?} {:?} {} {:?} {:?} {also:?}",
            own.entry.id, own.kind, own.span, own.similarity, own.reason, own.nesting
        )
    });
    told.collect()
}

/// Pieces of texts, among them all that may end a part, and names that end in stops.
fn pieces(words: &'static [&'static str]) -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let marks = &[
        "\n", "\n\n", ".\n", "!\n", "?\n", "؟\n", "。\n", ". ", " of ", " of\n", "'s ", "\"\n",
        " (", ") ", " ",
    ];
    let word = proptest::sample::select(words);
    let mark = proptest::sample::select(&marks[..]);
    let pieces = proptest::collection::vec((word, mark), 0..40);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(word, mark)| [word, mark])
            .collect()
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn parts_are_read_as_the_whole(
        english in pieces(&[
            "Security Council", "Russia", "Iran", "Iranian", "U.S.", "U.S. Senate", "J. Smith", "St. Petersburg",
            "Foreign Minister", "foreign minister", "secretary", "Secretary of the", "the National", "N.A.T.O.",
            "NATO", "North Atlantic Treaty Organization", "talks", "Ministry of", "J", "Smith", "No", "Senate",
        ]),
        persian in pieces(&["شورای امنیت", "ایران", "وزیر خارجه", "وزیر", "روسیه", "ناتو", "سازمان", "ا. ب", "به"]),
        chinese in pieces(&["安全理事会", "俄罗斯", "中国", "驻", "大使", "外交部长", "美", "中"]),
    ) {
        let glossary = glossary(&[
            "sc organ: en=Security Council; fa=شورای امنیت; zh=安全理事会",
            "ru-sc organ: en=Security Council of Russia; fa=شورای امنیت روسیه; zh=俄罗斯安全理事会",
            "ru country: en=Russia; fa=روسیه; zh=俄罗斯",
            "ir country: en=Iran|Iranian; fa=ایران; zh=伊朗",
            "us country: en=United States|U.S.; fa=آمریکا; zh=美国",
            "cn country: en=China; zh=中国",
            "fm office: en=Foreign Minister; fa=وزیر خارجه; zh=外交部长",
            "ambassador office: en=Ambassador; zh=大使",
            "secretary office: en=Secretary",
            "senate parliament: en=U.S. Senate|Senate",
            "smith person: en=J. Smith",
            "petersburg city: en=St. Petersburg",
            "nato organisation: en=North Atlantic Treaty Organization|NATO; fa=ناتو",
        ]);
        for (language, text) in [("en", &english), ("fa", &persian), ("zh", &chinese)] {
            let whole = by_parts(&glossary, language, text, usize::MAX / 2);
            proptest::prop_assert_eq!(by_parts(&glossary, language, text, 1), whole, "{}", text);
        }
    }
}
