use super::*;
use crate::lang::Calendar;
use crate::text::figure::unit::Unit;

fn reader(language: &str) -> FigureReader {
    FigureReader::new(&LanguageTag::parse(language).unwrap())
}

fn dates(language: &str, text: &str) -> Vec<WrittenDate> {
    let reader = reader(language);
    reader.read(&reader.analyser.folded_text(text)).1
}

fn may_say(language: &str, text: &str, value: f64) -> bool {
    let reader = reader(language);
    reader.may_say(&reader.analyser.folded_text(text), value)
}

/// The figures that are no loose ones.
fn sure(language: &str, text: &str) -> Vec<f64> {
    let figures = reader(language).figures(text);
    let sure = figures.iter().filter(|one| one.form != FigureForm::Loose);
    sure.map(|figure| figure.value).collect()
}

#[test]
fn number_words_of_many_languages() {
    for (language, text, expected) in [
        (
            "en",
            "two hundred and five thousand people",
            &[205_000.0][..],
        ),
        (
            "en",
            "twenty-five of them, 3.5 million others",
            &[25.0, 3.5e6],
        ),
        ("en", "up from 1.7 million four years ago", &[1.7e6, 4.0]),
        ("en", "£5.2bn and 30k", &[5.2e9, 30e3]),
        (
            "fa",
            "بیست و پنج نفر و ۳ میلیون و ۲۰۰ هزار نفر",
            &[25.0, 3.2e6],
        ),
        ("fa", "۲٫۸۹ میلیون و ۲٫۵۲ میلیون", &[2.89e6, 2.52e6]),
        ("ar", "خمسة وعشرون شخصا", &[25.0]),
        ("ar", "القرن التاسع عشر", &[19.0]),
        ("ru", "двести пять тысяч", &[205_000.0]),
        ("zh", "三十五万五千人，3亿5000万", &[355_000.0, 3.5e8]),
        ("de", "fünfundzwanzig Menschen", &[25.0]),
        ("tr", "yirmibeş", &[25.0]),
        ("fr", "quatre-vingt-dix-sept", &[97.0]),
        ("fr", "soixante et onze", &[71.0]),
        ("tr", "20 milyondan fazla, 1,05 milyonu", &[2e7, 1.05e6]),
        ("tr", "milyon'dan, elli sekizi", &[58.0]),
        ("ja", "1億2,500万ポンド、1 万 5 千ドル", &[1.25e8, 15_000.0]),
        ("ko", "1억 2500만 파운드, 2000만명이", &[1.25e8, 2e7]),
        ("he", "שלושה חודשים, עשרים וחמש", &[3.0, 25.0]),
        ("hi", "तीन साल, दो सौ पचास", &[3.0, 250.0]),
        ("pl", "dwadzieścia pięć osób, czternastu", &[25.0, 14.0]),
        ("uk", "чотирнадцяти людям", &[14.0]),
    ] {
        assert_eq!(sure(language, text), expected, "{language}: {text}");
    }
}

#[test]
fn times_are_one_figure() {
    for (language, text) in [
        ("en", "at 7:55"),
        ("fr", "à 07h55"),
        ("fr", "à 7 h 55"),
        ("zh", "7点55分"),
        ("ko", "오전 7시 55분에"),
    ] {
        assert_eq!(sure(language, text), [7.55], "{language}: {text}");
    }
    assert!(reader("en").figures("at 5.30pm")[0].is_afternoon);
}

#[test]
fn what_may_be_a_number_is_loose() {
    let loose = |language: &str, text: &str| {
        let figures = reader(language).figures(text);
        let loose = figures.iter().filter(|one| one.form == FigureForm::Loose);
        loose.map(|figure| figure.value).collect::<Vec<_>>()
    };
    assert_eq!(loose("en", "both of the G7 in the XIX"), [2.0, 7.0, 19.0]);
    assert_eq!(loose("en", "into the Four Corners"), [4.0]);
    assert!(may_say("ru", "двухлетний", 2.0));
    assert!(!may_say("ru", "летний", 2.0));
    assert!(may_say("ko", "돼지 다섯마리를", 5.0));
    assert!(!may_say("ko", "세계에서", 3.0));
    assert!(may_say("zh", "本世纪之初", 100.0));
}

#[test]
fn units_stand_behind_numbers_and_signs_before_them() {
    for (language, text, unit) in [
        ("en", "2 to 4 inches", "in"),
        ("en", "$5 million", "USD"),
        ("en", "12 miles per hour", "mph"),
        ("fa", "۶۰ سانتیمتری", "cm"),
        ("fa", "۴۳٪", "%"),
        ("ru", "300-килограммовый", "kg"),
        ("de", "27 ºC", "C"),
        ("zh", "620公里", "km"),
        ("ko", "5주를", "wk"),
        ("ja", "620キロメートル", "km"),
        ("he", "620 ק\"מ", "km"),
        ("hi", "137 किलोमीटर प्रति घंटा", "kmh"),
        ("uk", "137 км на годину", "kmh"),
        ("tr", "5 kilometreye", "km"),
    ] {
        let figures = reader(language).figures(text);
        let found = figures[0].unit.map(Unit::symbol);
        assert_eq!(found, Some(unit), "{language}: {text}");
    }
}

#[test]
fn dates_have_a_month_with_a_number() {
    for (language, text, expected) in [
        (
            "en",
            "on 6 September 2021",
            (Calendar::Gregorian, Some(2021), 9, Some(6)),
        ),
        (
            "en",
            "September 6, 2021",
            (Calendar::Gregorian, Some(2021), 9, Some(6)),
        ),
        (
            "tr",
            "6 Kasım'dan sonra",
            (Calendar::Gregorian, None, 11, Some(6)),
        ),
        ("he", "30 בספטמבר", (Calendar::Gregorian, None, 9, Some(30))),
        (
            "fa",
            "۱۵ شهریور ۱۴۰۰",
            (Calendar::SolarHijri, Some(1400), 6, Some(15)),
        ),
        (
            "ar",
            "28 محرم 1443",
            (Calendar::Islamic, Some(1443), 1, Some(28)),
        ),
        (
            "ru",
            "в сентябре 2021 года",
            (Calendar::Gregorian, Some(2021), 9, None),
        ),
    ] {
        let dates = dates(language, text);
        let date = &dates[0];
        let read = (date.calendar, date.year, date.month, date.day);
        assert_eq!(read, expected, "{language}: {text}");
    }
    assert!(dates("en", "it may be so").is_empty());
}

proptest::proptest! {
    #[test]
    fn spans_lie_in_the_text(text in "[ 0-9٠-٩۰-۹a-zа-яآ-ی一-十百千万亿.,:٫٬%$°-]{0,40}") {
        for language in ["en", "fa", "ar", "ru", "zh", "de", "fr"] {
            for figure in reader(language).figures(&text) {
                proptest::prop_assert!(text.get(figure.span.clone()).is_some());
                proptest::prop_assert!(figure.value.is_finite());
            }
        }
    }
}
