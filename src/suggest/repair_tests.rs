//! Repairs into Persian, Arabic, Russian, Chinese, German and English, and what is left alone.

use super::*;
use crate::model::{ConceptEntry, Location, Term, TermStatus};

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// Entries "id subject: language=term|term; …".
fn glossary() -> Glossary {
    let lines = [
        "ir country: en=Iran; fa=ایران; ar=إيران; ru=Иран; zh=伊朗; de=Iran; tr=İran",
        "iq country: en=Iraq; fa=عراق; ar=العراق; ru=Ирак; zh=伊拉克; de=Irak; tr=Irak",
        "tr country: en=Turkey; fa=ترکیه; ar=تركيا; ru=Турция; zh=土耳其; de=Türkei; tr=Türkiye",
        "ru country: en=Russia; fa=روسیه; ar=روسيا; ru=Россия; zh=俄罗斯; de=Russland; tr=Rusya",
        "id country: en=Indonesia; fa=اندونزی; ru=Индонезия; zh=印度尼西亚; de=Indonesien",
        "ge country: en=Georgia; fa=گرجستان; ru=Грузия",
        "am country: en=America; fa=آمریکا; ru=Америка",
        "sc organ: en=Security Council; fa=شورای امنیت; ar=مجلس الأمن; ru=Совет безопасности; zh=安全理事会; de=Sicherheitsrat",
        "gcc organ: en=Cooperation Council; fa=شورای همکاری; ar=مجلس التعاون; ru=Совет сотрудничества; zh=合作委员会; de=Kooperationsrat",
        "un organisation: en=United Nations; fa=سازمان ملل متحد; zh=联合国",
        "min office: en=Minister of Defence; fa=وزیر دفاع; ru=министр обороны",
        "fm office: en=Minister of Foreign Affairs; fa=وزیر امور خارجه; ru=министр иностранных дел",
    ];
    let entries = lines.iter().map(|line| {
        let (head, terms) = line.split_once(": ").unwrap();
        let (id, subject) = head.split_once(' ').unwrap();
        let mut entry = ConceptEntry::new(id, Location::default());
        entry.subject = Some(subject.to_owned());
        for (language, text) in terms.split("; ").map(|term| term.split_once('=').unwrap()) {
            let term = Term::new(tag(language), text, TermStatus::Preferred);
            entry.terms.push(term);
        }
        entry
    });
    Glossary::new(entries.collect())
}

fn repaired(pair: &str, query: &str, source: &str, target: &str) -> Option<String> {
    let (from, to) = pair.split_once('-').unwrap();
    let glossary = glossary();
    let found = Repairer::new(&glossary, &tag(from), &tag(to)).repair(query, source, target)?;
    for change in &found.changes {
        assert_eq!(found.target[change.span.clone()], change.to);
        assert!(target.contains(&change.from));
    }
    Some(found.target)
}

#[track_caller]
fn check(cases: &[(&str, &str, &str, &str, &str)]) {
    for (pair, query, source, target, expected) in cases {
        let found = repaired(pair, query, source, target);
        let expected = (!expected.is_empty()).then(|| (*expected).to_owned());
        assert_eq!(found, expected, "{pair}: {query} / {source} / {target}");
    }
}

#[test]
fn numbers_are_carried_over_in_the_digits_of_the_target() {
    check(&[
        (
            "en-fa",
            "Trade grew by 47 percent.",
            "Trade grew by 43 percent.",
            "تجارت ۴۳ درصد رشد کرد.",
            "تجارت ۴۷ درصد رشد کرد.",
        ),
        (
            "en-fa",
            "It rose 4.5%.",
            "It rose 3.2%.",
            "۳٫۲٪ افزایش یافت.",
            "۴٫۵٪ افزایش یافت.",
        ),
        (
            "en-fa",
            "It cost 1,234 dollars.",
            "It cost 900 dollars.",
            "۹۰۰ دلار هزینه داشت.",
            "۱٬۲۳۴ دلار هزینه داشت.",
        ),
        (
            "en-fa",
            "It cost 1,234 dollars.",
            "It cost 900 dollars.",
            "900 دلار هزینه داشت.",
            "1,234 دلار هزینه داشت.",
        ),
        (
            "en-ar",
            "47 percent of votes",
            "43 percent of votes",
            "٤٣ في المئة من الأصوات",
            "٤٧ في المئة من الأصوات",
        ),
        (
            "en-ru",
            "It grew by 1,234.5 points.",
            "It grew by 2,345.6 points.",
            "Выросло на 2\u{a0}345,6 пункта.",
            "Выросло на 1\u{a0}234,5 пункта.",
        ),
        (
            "en-de",
            "1,234.5 tonnes of steel",
            "987.5 tonnes of steel",
            "987,5 Tonnen Stahl",
            "1.234,5 Tonnen Stahl",
        ),
        (
            "en-zh",
            "4 million people came.",
            "3 million people came.",
            "300万人来了。",
            "400万人来了。",
        ),
        (
            "en-zh",
            "About 47% agreed.",
            "About 43% agreed.",
            "约43%的人同意。",
            "约47%的人同意。",
        ),
        (
            "fa-en",
            "تجارت ۴۷ درصد رشد کرد.",
            "تجارت ۴۳ درصد رشد کرد.",
            "Trade grew by 43 percent.",
            "Trade grew by 47 percent.",
        ),
        (
            "fa-en",
            "چهل و ۴۲ام",
            "چهل و ۴۳ام",
            "the 43rd of forty",
            "the 42nd of forty",
        ),
        (
            "ru-en",
            "5-й съезд",
            "4-й съезд",
            "the 4th congress",
            "the 5th congress",
        ),
        (
            "en-fa",
            "10-20 people at 11:45",
            "10-15 people at 10:30",
            "۱۰ تا ۱۵ نفر در ساعت ۱۰:۳۰",
            "۱۰ تا ۲۰ نفر در ساعت ۱۱:۴۵",
        ),
        (
            "en-ru",
            "In 2022 it grew.",
            "In 2021 it grew.",
            "В 2021 году рост продолжился.",
            "В 2022 году рост продолжился.",
        ),
        (
            "en-ru",
            "It grew by 45%.",
            "It grew by 43%.",
            "Рост составил 43 %.",
            "Рост составил 45 %.",
        ),
        (
            "en-fa",
            "More than 1,106 people came.",
            "More than 1,100 people came.",
            "بیش از 1100 نفر آمدند.",
            "بیش از 1106 نفر آمدند.",
        ),
    ]);
}

#[test]
fn numbers_are_left_alone_where_it_is_not_certain() {
    check(&[
        // The word beside the number would change with it.
        (
            "en-ru",
            "45 countries agreed.",
            "43 countries agreed.",
            "43 страны согласились.",
            "",
        ),
        (
            "en-ar",
            "9 countries agreed.",
            "11 countries agreed.",
            "وافقت 11 دولة.",
            "",
        ),
        (
            "en-de",
            "2 people came.",
            "1 people came.",
            "1 Person kam.",
            "",
        ),
        // The number is not in the target, or more often, or in another way.
        ("en-fa", "47 percent", "43 percent", "چهل و سه درصد", ""),
        ("en-fa", "47 percent", "43 percent", "۴۳ درصد از ۴۳", ""),
        ("en-fa", "6 of 5", "5 of 5", "۵ از ۵", ""),
        (
            "en-fa",
            "on 16.09.2021",
            "on 15.09.2021",
            "در ۲۴ شهریور ۱۴۰۰",
            "",
        ),
        // Something else differs too.
        (
            "en-fa",
            "Exports grew by 47 percent.",
            "Trade grew by 43 percent.",
            "تجارت ۴۳ درصد رشد کرد.",
            "",
        ),
        (
            "en-fa",
            "It grew by 47 percent!",
            "It grew by 43 percent.",
            "۴۳ درصد رشد کرد.",
            "",
        ),
        (
            "en-fa",
            "It grew by -47 percent.",
            "It grew by 43 percent.",
            "۴۳ درصد رشد کرد.",
            "",
        ),
        ("en-fa", "the 44th session", "the 43 session", "نشست ۴۳", ""),
        // Nothing differs.
        ("en-fa", "43 percent", "43 percent", "۴۳ درصد", ""),
        (
            "en-fa",
            "It’s 43 percent",
            "It's 43 percent",
            "۴۳ درصد است",
            "",
        ),
    ]);
}

#[test]
fn placeables_are_exchanged_letter_by_letter() {
    check(&[
        (
            "en-fa",
            "See https://b.org/x now.",
            "See https://a.org/y now.",
            "https://a.org/y را ببینید.",
            "https://b.org/x را ببینید.",
        ),
        (
            "en-zh",
            "Hello {user}!",
            "Hello {name}!",
            "你好 {name}！",
            "你好 {user}！",
        ),
        (
            "en-ar",
            "Open %d of {b}",
            "Open %s of {a}",
            "افتح %s من {a}",
            "افتح %d من {b}",
        ),
        ("en-fa", "Hello {user}!", "Hello {name}!", "سلام!", ""),
    ]);
}

#[test]
fn terms_are_exchanged_where_nothing_depends_on_them() {
    check(&[
        (
            "en-fa",
            "The President of Iraq arrived.",
            "The President of Iran arrived.",
            "رئیس‌جمهور ایران وارد شد.",
            "رئیس‌جمهور عراق وارد شد.",
        ),
        (
            "en-fa",
            "Iraq’s economy grew by 5 percent.",
            "Iran's economy grew by 4 percent.",
            "اقتصاد ایران ۴ درصد رشد کرد.",
            "اقتصاد عراق ۵ درصد رشد کرد.",
        ),
        (
            "en-zh",
            "Russia and Turkey met.",
            "Russia and Iran met.",
            "俄罗斯和伊朗举行了会晤。",
            "俄罗斯和土耳其举行了会晤。",
        ),
        (
            "en-zh",
            "Iran thanked Russia.",
            "Russia thanked Iran.",
            "俄罗斯感谢伊朗。",
            "伊朗感谢俄罗斯。",
        ),
        (
            "en-fa",
            "The Cooperation Council met.",
            "The Security Council met.",
            "شورای امنیت تشکیل جلسه داد.",
            "شورای همکاری تشکیل جلسه داد.",
        ),
        // Russian: one paradigm, or one head.
        (
            "en-ru",
            "The President of Iraq arrived.",
            "The President of Iran arrived.",
            "Президент Ирана прибыл.",
            "Президент Ирака прибыл.",
        ),
        (
            "en-ru",
            "He spoke about Turkey.",
            "He spoke about Georgia.",
            "Он говорил о Грузии.",
            "Он говорил о Турции.",
        ),
        (
            "en-ru",
            "a member of the Cooperation Council",
            "a member of the Security Council",
            "член Совета безопасности",
            "член Совета сотрудничества",
        ),
        (
            "en-ar",
            "The Cooperation Council met.",
            "The Security Council met.",
            "اجتمع مجلس الأمن.",
            "اجتمع مجلس التعاون.",
        ),
        (
            "fa-en",
            "رئیس‌جمهور عراق وارد شد.",
            "رئیس‌جمهور ایران وارد شد.",
            "The President of Iran arrived.",
            "The President of Iraq arrived.",
        ),
    ]);
}

#[test]
fn terms_are_left_alone_where_something_depends_on_them() {
    check(&[
        // Another gender or paradigm.
        (
            "en-ru",
            "Turkey declared war.",
            "Iran declared war.",
            "Иран объявил войну.",
            "",
        ),
        (
            "en-ru",
            "He was in America.",
            "He was in Georgia.",
            "Он был в Грузии.",
            "",
        ),
        (
            "en-ar",
            "Iraq declared.",
            "Iran declared.",
            "أعلنت إيران.",
            "",
        ),
        (
            "en-de",
            "He lives in Turkey.",
            "He lives in Iran.",
            "Er lebt im Iran.",
            "",
        ),
        // The short word before it would be another.
        (
            "en-ru",
            "He spoke about Indonesia.",
            "He spoke about Georgia.",
            "Он говорил о Грузии.",
            "",
        ),
        // The term is not in the target, or twice.
        (
            "en-fa",
            "Iraq arrived.",
            "Iran arrived.",
            "تهران وارد شد.",
            "",
        ),
        (
            "en-fa",
            "Iraq met.",
            "Iran met.",
            "ایران با ایران دیدار کرد.",
            "",
        ),
        // Concepts of different fields; words that are no terms.
        (
            "en-fa",
            "The Security Council met.",
            "The Iran met.",
            "ایران تشکیل جلسه داد.",
            "",
        ),
        (
            "en-fa",
            "The President of France arrived.",
            "The President of Iran arrived.",
            "رئیس‌جمهور ایران وارد شد.",
            "",
        ),
        // A particle that only the new term would take.
        ("en-fa", "great America", "great Iran", "ایران بزرگ", ""),
    ]);
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_spans_are_right(
        query in "(Iran |Iraq |met |4[0-9]|1,000|\\{a\\}|[ .:-]){0,8}",
        source in "(Iran |Iraq |met |4[0-9]|1,000|\\{b\\}|[ .:-]){0,8}",
        target in "(ایران |عراق |۴[۰-۹]|۱٬۰۰۰|\\{b\\}|[ .:-]){0,8}",
    ) {
        let glossary = glossary();
        let repairer = Repairer::new(&glossary, &tag("en"), &tag("fa"));
        if let Some(found) = repairer.repair(&query, &source, &target) {
            let mut back = found.target.clone();
            for change in found.changes.iter().rev() {
                proptest::prop_assert_eq!(&back[change.span.clone()], &change.to);
                back.replace_range(change.span.clone(), &change.from);
            }
            proptest::prop_assert_eq!(back, target);
        }
    }
}
