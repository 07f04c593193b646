use super::*;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

#[test]
fn what_is_quickly_composed_is_composed_anywhere() {
    use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
    for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
        let alone = is_nfc_quick(std::iter::once(c));
        assert_eq!(alone, IsNormalized::Yes, "U+{:04X}", c as u32);
        assert_eq!(canonical_combining_class(c), 0, "U+{:04X}", c as u32);
    }
}

#[test]
fn digits_are_those_of_unicode() {
    for character in '\0'..=char::MAX {
        let is_digit = character.general_category() == GeneralCategory::DecimalNumber;
        if is_digit {
            assert!(decimal_value(character).is_some(), "{:x}", character as u32);
        }
    }
    assert_eq!(decimal_value('۴'), Some(4));
    assert_eq!(decimal_value('٩'), Some(9));
    assert_eq!(decimal_value('७'), Some(7));
    assert_eq!(decimal_value('五'), None);
    assert_eq!(decimal_value('x'), None);
}

#[test]
fn typing_differences_fold_away() {
    for (language, left, right) in [
        ("fa", "علي كريمي", "علی کریمی"),
        ("fa", "۱۲۳ تحریم‌ها", "123 تحريمها"),
        ("fa", "آ\u{200f}ب", "آب"),
        ("ar", "مُحَمَّد", "محمد"),
        ("ar", "الأمـــن", "الأمن"),
        ("zh", "ＡＢＣ１２", "ABC12"),
        ("en", "“It’s”—so…", "\"It's\"-so..."),
        ("fa", "ایران، تهران؟", "ایران, تهران?"),
        ("he", "שָׁלוֹם", "שלום"),
        ("en", "a\u{a0} b ", "a b"),
    ] {
        let language = tag(language);
        assert_eq!(
            fold(left, &language, Foldings::TYPING),
            fold(right, &language, Foldings::TYPING),
            "{left} {right}"
        );
    }
}

#[test]
fn words_that_differ_stay_apart() {
    for (language, left, right) in [
        ("de", "schon", "schön"),
        ("tr", "ılık", "ilik"),
        ("ru", "май", "маи"),
        ("ja", "国", "國"),
        ("fa", "آن", "ان"),
        ("uk", "її", "іі"),
    ] {
        let language = tag(language);
        assert_ne!(
            fold(left, &language, Foldings::ALL),
            fold(right, &language, Foldings::ALL),
            "{left} {right}"
        );
    }
    let arabic = tag("ar");
    assert_ne!(
        fold("على", &arabic, Foldings::TYPING),
        fold("علي", &arabic, Foldings::TYPING)
    );
}

#[test]
fn the_foldings_between_two_texts_are_named_and_minimal() {
    let name = |left: &str, right: &str, language: &str| {
        foldings_between(left, right, &tag(language)).map(|set| {
            set.iter()
                .map(|folding| folding.to_string())
                .collect::<Vec<_>>()
        })
    };
    let named = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
    assert_eq!(name("a", "a", "en"), named(&[]));
    assert_eq!(name("a", "b", "en"), None);
    assert_eq!(name("كتاب", "کتاب", "fa"), named(&["letter forms"]));
    assert_eq!(name("می‌رود", "می رود", "fa"), named(&["spaces"]));
    assert_eq!(
        name("می‌رود", "میرود", "fa"),
        named(&["zero-width characters"])
    );
    assert_eq!(name("۱۲ Mai", "12 mai", "de"), named(&["digits", "case"]));
    assert_eq!(name("Ещё", "ещe", "ru"), None);
    assert_eq!(name("Ещё", "еще", "ru"), named(&["case", "diacritics"]));
    assert_eq!(name("STRASSE", "Straße", "de"), named(&["case"]));
    assert_eq!(name("İstanbul", "istanbul", "tr"), named(&["case"]));
    assert_eq!(name("e\u{301}tat", "état", "fr"), named(&[]));
}

#[test]
fn the_table_of_languages_is_true() {
    let page = include_str!("../../../docs/normalisation.md");
    let section = page.split("## By language").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let (mut count, mut wrong) = (0, Vec::new());
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim_matches(' ')).collect();
        let (language, left, right) = (tag(cells[1]), cells[2], cells[3]);
        let found = foldings_between(left, right, &language);
        let names = found.map_or("apart".to_owned(), |set| {
            let names: Vec<_> = set.iter().map(|folding| folding.to_string()).collect();
            names.join(", ")
        });
        let score = match found {
            None => "–",
            Some(Foldings::NONE) => "100",
            Some(set) if set.is_within(Foldings::TYPING) => "99",
            Some(_) => "penalty",
        };
        if (names.as_str(), score) != (cells[4], cells[5]) {
            wrong.push(format!("{row} {names} {score}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 50, "only {count} rows");
}

#[test]
fn dashes_quotes_and_spaces_are_those_of_unicode() {
    use GeneralCategory::{DashPunctuation, FinalPunctuation, InitialPunctuation, SpaceSeparator};
    // Dashes of other scripts, the wave dash, and brackets of critical editions stay.
    let stays = ['\u{1400}', '\u{1806}', '〜', '゠', '\u{10d6e}', '\u{10ead}'];
    let language = tag("en");
    for character in '\0'..=char::MAX {
        let expected = match character.general_category() {
            _ if stays.contains(&character) => continue,
            _ if matches!(character, '\u{2e02}'..='\u{2e21}') => continue,
            DashPunctuation => &["-"][..],
            InitialPunctuation | FinalPunctuation => &["\"", "'"],
            SpaceSeparator => &[" "],
            _ => continue,
        };
        let folded = fold(&format!("a{character}b"), &language, Foldings::TYPING);
        let middle = &folded[1..folded.len() - 1];
        assert!(expected.contains(&middle), "U+{:04X}", character as u32);
    }
}

#[test]
fn folding_any_character_twice_changes_nothing_more() {
    let languages = [
        "en", "fa", "ar", "ru", "tr", "ckb", "ps", "ur", "tg", "da", "de",
    ];
    let mut wrong = Vec::new();
    for language in languages {
        let language = tag(language);
        for character in '\0'..=char::MAX {
            let once = fold(&character.to_string(), &language, Foldings::ALL);
            if fold(&once, &language, Foldings::ALL) != once {
                wrong.push((language.clone(), character, once));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

proptest::proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
        for language in ["en", "fa", "ar", "ru", "zh", "tr", "ckb", "ps"] {
            let language = tag(language);
            for set in [Foldings::NONE, Foldings::TYPING, Foldings::ALL] {
                let once = fold(&text, &language, set);
                proptest::prop_assert_eq!(&fold(&once, &language, set), &once);
            }
        }
    }
}
