//! Composed titles in several languages.

use super::*;
use crate::glossary::{Glossary, renderings};
use crate::model::{Location, Term, TermStatus};

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// A glossary of lines "id subject: language=term|term; …"; a term with `~` is an adjective.
fn glossary() -> Glossary {
    let lines = [
        "fm office: en=Foreign Minister|Minister of Foreign Affairs; fa=وزیر امور خارجه|وزیر خارجه; ar=وزير الخارجية; ru=министр иностранных дел; zh=外交部长; tg=вазири корҳои хориҷӣ; fr=ministre des Affaires étrangères; de=Außenminister; tr=Dışişleri Bakanı",
        "pm office: en=Prime Minister; fa=نخست‌وزیر; ar=رئيس الوزراء; ru=премьер-министр; zh=总理; de=Premierminister; tr=Başbakan",
        "spokes office: en=Spokesperson|Spokesman; fa=سخنگو; ru=официальный представитель; zh=发言人",
        "mayor office: en=Mayor; fa=شهردار; ru=мэр",
        "mfa ministry: en=Ministry of Foreign Affairs|Foreign Ministry; fa=وزارت امور خارجه; ar=وزارة الخارجية; ru=Министерство иностранных дел; zh=外交部",
        "snsc organ: en=Supreme National Security Council; fa=شورای عالی امنیت ملی|شورای عالی امنیت ملی ایران",
        "tj country: en=Tajikistan|Republic of Tajikistan|~Tajik; fa=تاجیکستان|جمهوری تاجیکستان; ar=طاجيكستان|جمهورية طاجيكستان|~طاجيكي; ru=Таджикистан|Республика Таджикистан; zh=塔吉克斯坦|塔吉克斯坦共和国; tg=Тоҷикистон|Ҷумҳурии Тоҷикистон; fr=Tadjikistan|République du Tadjikistan; de=Tadschikistan|Republik Tadschikistan|~tadschikisch; tr=Tacikistan|~Tacik",
        "gb country: en=United Kingdom; fa=بریتانیا; ar=المملكة المتحدة; ru=Великобритания; zh=英国; fr=Royaume-Uni",
        "ru country: en=Russia|Russian Federation|~Russian; fa=روسیه|فدراسیون روسیه; ru=Россия|Российская Федерация",
        "ru-fm office: en=Minister of Foreign Affairs of the Russian Federation|Foreign Minister of Russia; fa=وزیر امور خارجه فدراسیون روسیه",
        "ir country: en=Iran|~Iranian; fa=ایران; ru=Иран; zh=伊朗; de=Iran; ar=إيران; tr=İran",
        "kp-fm office: en=North Korean Foreign Minister; ar=وزير خارجية كوريا الشمالية",
        "kp country: en=~North Korean; ar=كوريا الشمالية",
        "uz country: en=Uzbekistan; zh=乌兹别克斯坦",
        "uz-mod ministry: en=Ministry of Defence of Uzbekistan; zh=乌兹别克斯坦国防部",
        "dm office: en=Defence Minister; zh=国防部长",
        "dushanbe capital: en=Dushanbe; fa=دوشنبه; ru=Душанбе; fr=Douchanbé",
        "amb office: en=Ambassador; fa=سفیر; ar=سفير; ru=посол; zh=大使; tg=сафир; fr=ambassadeur; de=Botschafter; tr=Büyükelçi",
        "rep office: en=Permanent Representative; fa=نماینده دائم; ru=постоянный представитель; zh=常驻代表",
        "speaker office: en=Speaker of the Parliament|Speaker of Parliament; fa=رئیس مجلس; ru=спикер парламента",
        "parliament parliament: en=Parliament; fa=پارلمان; ru=парламент",
        "un organisation: en=United Nations; fa=سازمان ملل متحد; ru=Организация Объединённых Наций; zh=联合国; fr=Organisation des Nations unies; de=Vereinte Nationen; ar=الأمم المتحدة",
        "fr country: en=France|~French; fa=فرانسه; ru=Франция; zh=法国; fr=France",
    ];
    let entries = lines.iter().map(|line| {
        let (head, terms) = line.split_once(": ").unwrap();
        let (id, subject) = head.split_once(' ').unwrap();
        let mut entry = ConceptEntry::new(id, Location::default());
        entry.subject = Some(subject.to_owned());
        for language in terms.split("; ") {
            let (language, texts) = language.split_once('=').unwrap();
            for (place, text) in texts.split('|').enumerate() {
                let status = match place {
                    0 => TermStatus::Preferred,
                    _ => TermStatus::Admitted,
                };
                let mut term = Term::new(tag(language), text.trim_start_matches('~'), status);
                if text.starts_with('~') {
                    term.part_of_speech = Some(PartOfSpeech::Adjective);
                }
                entry.terms.push(term);
            }
        }
        entry
    });
    Glossary::new(entries.collect())
}

/// The outer mentions of a text: id, kind and what is written.
fn found(language: &str, text: &str) -> Vec<String> {
    let mentions = glossary().mentions(text, &tag(language));
    let outer = mentions.iter().filter(|own| own.nesting == Nesting::Outer);
    outer
        .map(|own| {
            let written = &text[own.span.clone()];
            format!("{} {} [{written}]", own.entry.id, own.kind.as_str())
        })
        .collect()
}

#[test]
fn titles_are_put_together_from_their_parts() {
    for (language, text, expected) in [
        (
            "en",
            "the Foreign Minister of Tajikistan said",
            "fm+tj composed [Foreign Minister of Tajikistan]",
        ),
        (
            "en",
            "Tajik Foreign Minister Muhriddin",
            "fm+tj composed [Tajik Foreign Minister]",
        ),
        (
            "en",
            "the Minister of Foreign Affairs of the Republic of Tajikistan",
            "fm+tj composed [Minister of Foreign Affairs of the Republic of Tajikistan]",
        ),
        (
            "en",
            "Tajikistan’s Prime Minister",
            "pm+tj composed [Tajikistan’s Prime Minister]",
        ),
        (
            "en",
            "the Mayor of Dushanbe",
            "mayor+dushanbe composed [Mayor of Dushanbe]",
        ),
        (
            "en",
            "Foreign Ministry of Tajikistan",
            "mfa+tj composed [Foreign Ministry of Tajikistan]",
        ),
        (
            "en",
            "Spokesman for the Foreign Ministry of Tajikistan",
            "spokes+mfa+tj composed [Spokesman for the Foreign Ministry of Tajikistan]",
        ),
        (
            "fa",
            "وزیر امور خارجه تاجیکستان گفت",
            "fm+tj composed [وزیر امور خارجه تاجیکستان]",
        ),
        (
            "fa",
            "سخنگوی وزارت امور خارجه جمهوری تاجیکستان",
            "spokes+mfa+tj composed [سخنگوی وزارت امور خارجه جمهوری تاجیکستان]",
        ),
        (
            "ru",
            "с министром иностранных дел Таджикистана",
            "fm+tj composed [министром иностранных дел Таджикистана]",
        ),
        (
            "ru",
            "министр иностранных дел Республики Таджикистан",
            "fm+tj composed [министр иностранных дел Республики Таджикистан]",
        ),
        (
            "ar",
            "وزير الخارجية الطاجيكي",
            "fm+tj composed [وزير الخارجية الطاجيكي]",
        ),
        (
            "ar",
            "وزير خارجية طاجيكستان",
            "fm+tj composed [وزير خارجية طاجيكستان]",
        ),
        (
            "zh",
            "塔吉克斯坦外交部长表示",
            "fm+tj composed [塔吉克斯坦外交部长]",
        ),
        (
            "tg",
            "вазири корҳои хориҷии Тоҷикистон",
            "fm+tj composed [вазири корҳои хориҷии Тоҷикистон]",
        ),
        (
            "ar",
            "قال المتحدث لوزير خارجية طاجيكستان",
            "fm+tj composed [وزير خارجية طاجيكستان]",
        ),
        (
            "ar",
            "بوزير الخارجية الطاجيكي",
            "fm+tj composed [وزير الخارجية الطاجيكي]",
        ),
        (
            "zh",
            "乌兹别克斯坦国防部长表示",
            "dm+uz composed [乌兹别克斯坦国防部长]",
        ),
        (
            "zh",
            "伊朗驻塔吉克斯坦大使",
            "amb+ir+to+tj composed [伊朗驻塔吉克斯坦大使]",
        ),
        (
            "tr",
            "Tacikistan Dışişleri Bakanı'nın açıklaması",
            "fm+tj composed [Tacikistan Dışişleri Bakanı]",
        ),
        (
            "tr",
            "Tacikistan'ın Dışişleri Bakanı",
            "fm+tj composed [Tacikistan'ın Dışişleri Bakanı]",
        ),
        (
            "tr",
            "Tacik Dışişleri Bakanı",
            "fm+tj composed [Tacik Dışişleri Bakanı]",
        ),
        (
            "tr",
            "Tacikistan Başbakanı geldi",
            "pm+tj composed [Tacikistan Başbakanı]",
        ),
        (
            "de",
            "Tadschikistans Außenminister sagte",
            "fm+tj composed [Tadschikistans Außenminister]",
        ),
        (
            "de",
            "des Premierministers Tadschikistans",
            "pm+tj composed [Premierministers Tadschikistans]",
        ),
        (
            "de",
            "dem tadschikischen Außenminister",
            "fm+tj composed [tadschikischen Außenminister]",
        ),
        (
            "fr",
            "le ministre des Affaires étrangères du Tadjikistan",
            "fm+tj composed [ministre des Affaires étrangères du Tadjikistan]",
        ),
    ] {
        assert_eq!(found(language, text), [expected], "{language}: {text}");
    }
}

#[test]
fn what_belongs_apart_stays_apart() {
    for (language, text) in [
        ("en", "the Foreign Minister, Tajikistan and others"),
        ("en", "Foreign Ministers of Tajikistan"),
        ("en", "the Foreign Minister.\n\nTajikistan"),
        ("en", "the Foreign Minister in Tajikistan"),
        ("en", "Tajikistan and its Foreign Minister"),
        ("ru", "премьер-министр Таджикистан"),
        ("fa", "وزیر امور خارجه و تاجیکستان"),
        ("ru", "министры иностранных дел Таджикистана"),
        ("tr", "Tacikistan Dışişleri Bakanları"),
        ("en", "Talks with Iran\nForeign Minister of France"),
        ("en", "It can trust Iran\nNorth Korean Foreign Minister"),
        ("en", "the Iranian North Korean Foreign Minister"),
        ("en", "the Foreign Minister of Tajikistan-based rebels"),
        ("ar", "أخبر وزير خارجية كوريا الشمالية الأمم المتحدة"),
    ] {
        let composed = found(language, text);
        assert_eq!(composed.len(), 2, "{language}: {composed:?}");
    }
    let composed = found("en", "the Foreign Minister of Tajikistan of Russia");
    assert_eq!(
        composed,
        [
            "fm+tj composed [Foreign Minister of Tajikistan]",
            "ru exact [Russia]"
        ]
    );
    // The council of Iran is the council.
    let composed = found("en", "Iran’s Supreme National Security Council");
    assert!(
        composed.iter().all(|own| !own.contains("composed")),
        "{composed:?}"
    );
}

#[test]
fn an_entry_of_the_whole_comes_first() {
    assert_eq!(
        found("en", "the Foreign Minister of the Russian Federation"),
        ["ru-fm variant [Foreign Minister of the Russian Federation]"]
    );
}

#[test]
fn composed_titles_are_rendered_from_their_parts() {
    let glossary = glossary();
    let rendered = |text: &str, language: &str| -> Vec<String> {
        let mentions = glossary.mentions(text, &tag("en"));
        let mention = &mentions[0];
        let terms = renderings(&mention.entry, mention.term(), &tag(language));
        terms.iter().map(|term| term.text.clone()).collect()
    };
    for (text, language, expected) in [
        (
            "Foreign Minister of Tajikistan",
            "fa",
            "وزیر امور خارجه تاجیکستان",
        ),
        (
            "Minister of Foreign Affairs of the Republic of Tajikistan",
            "fa",
            "وزیر امور خارجه جمهوری تاجیکستان",
        ),
        (
            "Tajik Foreign Minister",
            "ru",
            "министр иностранных дел Таджикистана",
        ),
        (
            "Minister of Foreign Affairs of the Republic of Tajikistan",
            "ru",
            "министр иностранных дел Республики Таджикистан",
        ),
        ("Tajik Foreign Minister", "zh", "塔吉克斯坦外交部长"),
        ("Tajik Foreign Minister", "ar", "وزير خارجية طاجيكستان"),
        (
            "Tajik Foreign Minister",
            "tg",
            "вазири корҳои хориҷии Тоҷикистон",
        ),
        (
            "Tajik Foreign Minister",
            "fr",
            "ministre des Affaires étrangères du Tadjikistan",
        ),
        (
            "Tajik Foreign Minister",
            "de",
            "Außenminister von Tadschikistan",
        ),
        (
            "Foreign Ministry of Tajikistan",
            "ru",
            "Министерство иностранных дел Таджикистана",
        ),
        (
            "Spokesman for the Foreign Ministry of Tajikistan",
            "ru",
            "официальный представитель Министерства иностранных дел Таджикистана",
        ),
        (
            "Spokesman for the Foreign Ministry of Tajikistan",
            "fa",
            "سخنگوی وزارت امور خارجه تاجیکستان",
        ),
        (
            "Spokesman for the Foreign Ministry of Tajikistan",
            "zh",
            "塔吉克斯坦外交部发言人",
        ),
        (
            "Prime Minister of the United Kingdom",
            "ru",
            "премьер-министр Великобритании",
        ),
        (
            "Prime Minister of the United Kingdom",
            "fa",
            "نخست‌وزیر بریتانیا",
        ),
        ("Mayor of Dushanbe", "ru", "мэр Душанбе"),
        (
            "Tajik Foreign Minister",
            "tr",
            "Tacikistan Dışişleri Bakanı",
        ),
        ("Prime Minister of Tajikistan", "tr", "Tacikistan Başbakanı"),
        ("Ambassador of Tajikistan", "tr", "Tacikistan Büyükelçisi"),
        (
            "Minister of Foreign Affairs of the Republic of Tajikistan",
            "de",
            "Außenminister von der Republik Tadschikistan",
        ),
    ] {
        let found = rendered(text, language);
        assert_eq!(
            found.first().map(String::as_str),
            Some(expected),
            "{text}: {found:?}"
        );
    }
    let own = rendered("Tajik Foreign Minister", "ar");
    assert!(
        own.contains(&"وزير الخارجية الطاجيكي".to_owned()),
        "{own:?}"
    );
    let mentions = glossary.mentions("رئيس وزراء المملكة المتحدة", &tag("ar"));
    let mention = &mentions[0];
    let english = renderings(&mention.entry, mention.term(), &tag("en"));
    assert_eq!(english[0].text, "Prime Minister of the United Kingdom");
}

proptest::proptest! {
    #[test]
    fn any_text_is_composed_without_harm(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "Foreign Minister", "Tajik", "Tajikistan", "of the", "of", "'s", " ", "\n\n", "،",
                "Spokesman", "Foreign Ministry", "Republic of Tajikistan", "Prime Minister", "é",
            ]),
            0..12,
        )
    ) {
        let text = parts.join(" ");
        let mentions = glossary().mentions(&text, &tag("en"));
        let mut outer_end = 0;
        for mention in &mentions {
            proptest::prop_assert!(text.get(mention.span.clone()).is_some());
            if mention.nesting == Nesting::Outer {
                proptest::prop_assert!(mention.span.start >= outer_end);
                outer_end = mention.span.end;
            } else {
                proptest::prop_assert!(mention.span.end <= outer_end);
            }
        }
    }
}

#[test]
fn who_is_sent_has_a_country_and_a_place() {
    for (language, text, expected) in [
        (
            "en",
            "Ambassador to Tajikistan",
            "amb+to+tj composed [Ambassador to Tajikistan]",
        ),
        (
            "en",
            "the Iranian ambassador to Tajikistan said",
            "amb+ir+to+tj composed [Iranian ambassador to Tajikistan]",
        ),
        (
            "en",
            "Iran’s Permanent Representative to the United Nations",
            "rep+ir+to+un composed [Iran’s Permanent Representative to the United Nations]",
        ),
        (
            "fa",
            "سفیر ایران در تاجیکستان گفت",
            "amb+ir+to+tj composed [سفیر ایران در تاجیکستان]",
        ),
        (
            "ru",
            "посол Ирана в Таджикистане заявил",
            "amb+ir+to+tj composed [посол Ирана в Таджикистане]",
        ),
    ] {
        assert_eq!(found(language, text), [expected], "{language}");
    }
    assert_eq!(
        found("en", "the Prime Minister to Tajikistan"),
        ["pm exact [Prime Minister]", "tj exact [Tajikistan]"]
    );
}

#[test]
fn who_is_sent_is_rendered_as_a_language_does() {
    let english = tag("en");
    for (text, language, expected) in [
        ("Ambassador to Tajikistan", "fa", "سفیر در تاجیکستان"),
        ("Ambassador to Tajikistan", "ru", "посол в Таджикистане"),
        ("Ambassador to Tajikistan", "zh", "驻塔吉克斯坦大使"),
        (
            "Ambassador to Tajikistan",
            "fr",
            "ambassadeur au Tadjikistan",
        ),
        (
            "Iranian ambassador to France",
            "ru",
            "посол Ирана во Франции",
        ),
        (
            "Iran’s Permanent Representative to the United Nations",
            "ru",
            "постоянный представитель Ирана при Организации Объединённых Наций",
        ),
        (
            "Permanent Representative to the United Nations",
            "zh",
            "常驻联合国代表",
        ),
    ] {
        let mentions = glossary().mentions(text, &english);
        let entry = &mentions[0].entry;
        let found = renderings(entry, mentions[0].term(), &tag(language));
        assert_eq!(found[0].text, expected, "{text}");
    }
}

#[test]
fn heads_in_small_letters_need_their_country() {
    for (text, expected) in [
        (
            "the French ambassador left",
            vec!["amb+fr composed [French ambassador]"],
        ),
        (
            "the parliament of Tajikistan",
            vec!["parliament+tj composed [parliament of Tajikistan]"],
        ),
        (
            "Iran’s parliament",
            vec!["parliament+ir composed [Iran’s parliament]"],
        ),
        ("an ambassador in Iran", vec!["ir exact [Iran]"]),
        ("the Iranian ambassadors", vec!["ir exact [Iranian]"]),
        ("the parliament", Vec::new()),
    ] {
        assert_eq!(found("en", text), expected, "{text}");
    }
}

#[test]
fn a_country_inside_a_title_is_its_country() {
    assert_eq!(
        found("en", "the Speaker of the Tajik Parliament said"),
        ["speaker+tj composed [Speaker of the Tajik Parliament]"]
    );
}
