//! Which ways of writing a title count as variants of it, and which do not.

use std::collections::BTreeSet;

use super::atom::atoms;
use super::fit::{Fitter, Forms};
use super::{fits_in, runs, zones};
use crate::glossary::MentionKind;
use crate::glossary::recognise::tests::{glossary, tag};
use crate::glossary::recognise::{Owners, Read, Reader, plain_mentions};

/// A small glossary of states, bodies and offices in several languages.
fn desk() -> crate::glossary::Glossary {
    glossary(&[
        "ru country: en=Russia|Russian Federation|Russian; fa=روسیه|فدراسیون روسیه; ar=روسيا|الاتحاد الروسي|الروسي; ru=Россия|Российская Федерация|РФ|российский; zh=俄罗斯|俄罗斯联邦; de=Russland|Russische Föderation|russisch; tr=Rusya|Rusya Federasyonu",
        "ir country: en=Iran|Islamic Republic of Iran|Iranian; fa=ایران|جمهوری اسلامی ایران; ar=إيران|الإيراني; ru=Иран|Исламская Республика Иран|иранский; zh=伊朗; de=Iran|iranisch; tr=İran",
        "kz country: en=Kazakhstan; fa=قزاقستان; ru=Казахстан; zh=哈萨克斯坦",
        "un organisation: en=United Nations|UN; fa=سازمان ملل متحد|سازمان ملل",
        "nato organisation: en=North Atlantic Treaty Organization|NATO; ru=Организация Североатлантического договора",
        "sc organ: en=Security Council of the Russian Federation|Security Council of Russia; fa=شورای امنیت فدراسیون روسیه; ar=مجلس الأمن الروسي; ru=Совет Безопасности Российской Федерации; zh=俄罗斯联邦安全会议; de=Sicherheitsrat der Russischen Föderation; tr=Rusya Güvenlik Konseyi",
        "sc-secretary office: en=Secretary of the Security Council of the Russian Federation; fa=دبیر شورای امنیت فدراسیون روسیه; ar=أمين مجلس الأمن الروسي; ru=секретарь Совета Безопасности Российской Федерации; zh=俄罗斯联邦安全会议秘书; de=Sekretär des Sicherheitsrates der Russischen Föderation; tr=Rusya Güvenlik Konseyi Sekreteri",
        "snsc organ: en=Supreme National Security Council; fa=شورای عالی امنیت ملی",
        "snsc-secretary office: en=Secretary of the Supreme National Security Council|Secretary of the Supreme National Security Council of Iran; fa=دبیر شورای عالی امنیت ملی ایران",
        "ir-fm office: en=Minister of Foreign Affairs of the Islamic Republic of Iran|Foreign Minister of Iran; fa=وزیر امور خارجه ایران; ru=министр иностранных дел Ирана; ar=وزير الخارجية الإيراني",
        "ir-deputy-fm office: en=Deputy Foreign Minister of Iran; fa=معاون وزیر امور خارجه ایران",
        "sg office: en=Secretary-General of the United Nations; fa=دبیرکل سازمان ملل متحد",
        "ag office: en=Attorney General",
        "leader office: en=Supreme Leader|Supreme Leader of Iran",
        "deputy-minister office: en=Deputy Minister",
        "minister office: en=Minister",
        "mou concept: en=memorandum of understanding",
    ])
}

/// The variants of a text, as `concept [what is written] reason`.
fn variants(language: &str, text: &str) -> Vec<String> {
    desk()
        .mentions(text, &tag(language))
        .iter()
        .filter(|mention| mention.kind == MentionKind::Variant)
        .map(|mention| {
            let written = &text[mention.span.clone()];
            let reason = mention.reason.as_deref().unwrap_or_default();
            format!("{} [{written}] {reason}", mention.entry.id)
        })
        .collect()
}

#[test]
fn titles_are_recognised_however_their_words_stand() {
    let mut wrong = Vec::new();
    for (language, text, expected) in [
        (
            "en",
            "Secretary of the National Security Council of the Russian Federation",
            &[
                "sc-secretary [Secretary of the National Security Council of the Russian Federation] added: National",
                "sc [National Security Council of the Russian Federation] added: National",
            ][..],
        ),
        (
            "en",
            "The Secretary of the National Security Council of Russia called",
            &[
                "sc-secretary [Secretary of the National Security Council of Russia] added: National",
                "sc [National Security Council of Russia] added: National",
            ],
        ),
        (
            "en",
            "Iran's Secretary of the Supreme National Security Council said",
            &[
                "snsc-secretary [Iran's Secretary of the Supreme National Security Council] word order",
            ],
        ),
        (
            "en",
            "the Russian Security Council secretary",
            &[
                "sc-secretary [Russian Security Council secretary] word order",
                "sc [Russian Security Council] word order",
            ],
        ),
        (
            "en",
            "Iranian Foreign Minister, the foreign minister of the Islamic Republic of Iran",
            &[
                "ir-fm [Iranian Foreign Minister] word order",
                "ir-fm [foreign minister of the Islamic Republic of Iran] name: Islamic Republic of Iran",
            ],
        ),
        (
            "en",
            "the UN Secretary-General",
            &["sg [UN Secretary-General] word order"],
        ),
        (
            "en",
            "the Treaty Organzation of the North Atlantic",
            &["nato [Treaty Organzation of the North Atlantic] misspelt: Organzation, word order"],
        ),
        (
            "fa",
            "دبیر شورای امنیت ملی روسیه گفت",
            &[
                "sc-secretary [دبیر شورای امنیت ملی روسیه] added: ملی",
                "sc [شورای امنیت ملی روسیه] added: ملی",
            ],
        ),
        (
            "fa",
            "وزیر خارجه جمهوری اسلامی ایران",
            &["ir-fm [وزیر خارجه جمهوری اسلامی ایران] missing: امور"],
        ),
        (
            "ru",
            "секретаря Совета национальной безопасности РФ",
            &[
                "sc-secretary [секретаря Совета национальной безопасности РФ] added: национальной",
                "sc [Совета национальной безопасности РФ] added: национальной",
            ],
        ),
        (
            "ru",
            "иранским министром иностранных дел",
            &["ir-fm [иранским министром иностранных дел] word order"],
        ),
        (
            "ar",
            "أمين مجلس الأمن القومي الروسي",
            &[
                "sc-secretary [أمين مجلس الأمن القومي الروسي] added: القومي",
                "sc [مجلس الأمن القومي الروسي] added: القومي",
            ],
        ),
        (
            "zh",
            "俄罗斯联邦国家安全会议秘书说",
            &[
                "sc-secretary [俄罗斯联邦国家安全会议秘书] added: 国家",
                "sc [俄罗斯联邦国家安全会议] added: 国家",
            ],
        ),
        (
            "zh",
            "俄罗斯安全会议秘书",
            &[
                "sc-secretary [俄罗斯安全会议秘书] name: 俄罗斯",
                "sc [俄罗斯安全会议] name: 俄罗斯",
            ],
        ),
        (
            "de",
            "der Sekretär des russischen Sicherheitsrates",
            &[
                "sc-secretary [Sekretär des russischen Sicherheitsrates] word order",
                "sc [russischen Sicherheitsrates] word order",
            ],
        ),
        (
            "tr",
            "Rusya Federasyonu Güvenlik Konseyi Sekreteri'nin",
            &[
                "sc-secretary [Rusya Federasyonu Güvenlik Konseyi Sekreteri] name: Rusya Federasyonu",
                "sc [Rusya Federasyonu Güvenlik Konseyi] name: Rusya Federasyonu",
            ],
        ),
        (
            "en",
            "the meetingIran met",
            &["ir [Iran] glued: meetingIran"],
        ),
    ] {
        let found = variants(language, text);
        if found != expected {
            wrong.push(format!("{language}: {text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn other_titles_are_no_variants() {
    for (language, text) in [
        // Another country, another role, another body.
        ("en", "Secretary of the Security Council of Kazakhstan"),
        (
            "en",
            "Minister of the Security Council of the Russian Federation",
        ),
        (
            "en",
            "Deputy Secretary of the Security Council of the Russian Federation",
        ),
        (
            "en",
            "Secretary of the Economic Council of the Russian Federation",
        ),
        ("en", "Council of the Russian Federation"),
        ("en", "Foreign Minister of Russia"),
        // Another sentence, another part of it.
        ("en", "the Security Council. The Russian Federation"),
        ("en", "the Security Council and Russia"),
        (
            "en",
            "the secretary and the Security Council of the Russian Federation",
        ),
        // Common words.
        ("en", "an understanding of the memorandum"),
        ("en", "foreign affairs, minister; islamic republic"),
        ("fa", "در ایران وزیر امور خارجه"),
        ("fa", "دبیر شورای امنیت قزاقستان"),
        ("fa", "روسیه شورای امنیت"),
        ("ru", "В России секретарь Совета безопасности"),
        ("ru", "секретарь Совета Безопасности Казахстана"),
        ("zh", "哈萨克斯坦安全会议秘书"),
        ("zh", "俄罗斯联邦会议安全"),
        ("en", "PetroIran and iPhone"),
    ] {
        assert_eq!(
            variants(language, text),
            Vec::<String>::new(),
            "{language}: {text}"
        );
    }
}

#[test]
fn a_term_with_another_owner_or_role_beside_it_is_no_mention() {
    let glossary = desk();
    for (text, expected) in [
        ("the Supreme Leader of Iran", &["leader", "ir"][..]),
        ("the Supreme Leader of Kazakhstan", &["kz"]),
        ("Kazakhstan's Supreme Leader", &["kz"]),
        ("the attorney general", &["ag"]),
        ("the deputy attorney general", &[]),
        ("the Supreme Leader", &["leader"]),
    ] {
        let mentions = glossary.mentions(text, &tag("en"));
        let found: Vec<&str> = mentions
            .iter()
            .map(|mention| mention.entry.id.0.as_str())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn similarity_falls_with_what_differs() {
    let glossary = desk();
    let of = |text: &str| {
        let mentions = glossary.mentions(text, &tag("en"));
        let office = mentions
            .iter()
            .find(|mention| mention.entry.id.0 == "sc-secretary");
        office.map(|mention| mention.similarity).unwrap()
    };
    let exact = of("Secretary of the Security Council of the Russian Federation");
    let named = of("Secretary of the Security Council of Russia");
    let turned = of("Russian Security Council Secretary");
    let added = of("Secretary of the National Security Council of Russia");
    assert!(
        exact > named && named > turned && turned > added && added >= 0.7,
        "{exact} {named} {turned} {added}"
    );
}

/// Every fit of a text, by trying each form at each place.
fn fits_by_trying(reader: &Reader<'_>) -> BTreeSet<(u32, usize, usize)> {
    let titles = reader.index.titles();
    let atoms = atoms(reader, Owners::All, 0..reader.read.tokens.len());
    let forms = Forms::default();
    let fitter = Fitter::new(reader, &atoms, &forms);
    let mut fits = BTreeSet::new();
    for run in runs(&atoms) {
        for number in 0..titles.count() {
            let form = titles.form(number);
            for start in run.clone().filter(|start| fitter.begins(&form, *start)) {
                if let Some(fit) = fitter.best_from((number, &form), start, run.clone()) {
                    fits.insert((
                        number,
                        atoms[fit.first].span.start,
                        atoms[fit.last].span.end,
                    ));
                }
            }
        }
    }
    fits
}

/// Every fit of a text, as the index leads to it.
fn fits_by_index(reader: &Reader<'_>) -> BTreeSet<(u32, usize, usize)> {
    let found = plain_mentions(reader);
    let mut fits = BTreeSet::new();
    for zone in zones(reader, &found) {
        let atoms = atoms(reader, Owners::All, zone);
        let forms = Forms::default();
        let fitter = Fitter::new(reader, &atoms, &forms);
        for run in runs(&atoms) {
            for fit in fits_in(&fitter, run) {
                let span = (atoms[fit.first].span.start, atoms[fit.last].span.end);
                fits.insert((fit.form, span.0, span.1));
            }
        }
    }
    fits
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(200))]
    #[test]
    fn the_index_leads_to_every_fit(places in proptest::collection::vec(0..48_usize, 1..60)) {
        const WORDS: &[&str] = &[
            "Secretary", "secretary", "of", "the", "Security", "Council", "Russia", "Russian Federation",
            "National", "Supreme", "Iran", "Iranian", "Foreign", "Minister", "Affairs", "Deputy", "UN",
            "United Nations", "General", "Leader", "and", "met", "with", ",", "Kazakhstan's", "Organzation",
            "North", "Atlantic", "Treaty", "Attorney", "Coucil", "Iran's",
            "دبیر", "شورای", "امنیت", "ملی", "روسیه", "و", "секретарь", "Совета", "безопасности", "РФ",
            "俄罗斯", "国家", "安全", "会议", "秘书", "联邦",
        ];
        let words: Vec<&str> = places.iter().map(|place| WORDS[*place]).collect();
        let text = words.join(" ");
        let desk = desk();
        for language in ["en", "fa", "ru", "zh"] {
            let index = desk.index(&tag(language));
            let read = Read::new(&index, &text);
            let reader = Reader { index: &index, read: &read };
            proptest::prop_assert_eq!(fits_by_index(&reader), fits_by_trying(&reader), "{}: {}", language, text);
        }
    }
}
