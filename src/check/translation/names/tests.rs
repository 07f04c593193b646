use super::*;
use crate::check::{Aligned, Passage, Whole};
use crate::glossary::Glossary;

fn found(to: &str, sides: &[(&str, &str)]) -> Vec<String> {
    let passage = |text| Some(Passage { text, start: 0 });
    let tag = |text| LanguageTag::parse(text).unwrap();
    let segments = sides.iter().map(|(source, target)| Aligned {
        source: passage(*source),
        target: passage(*target),
    });
    let subject = Subject {
        from: tag("en"),
        to: Some(tag(to)),
        segments: segments.collect(),
        whole: Whole::default(),
    };
    let knowledge = Knowledge {
        glossary: &Glossary::new(Vec::new()),
        translations: &|_| Vec::new(),
    };
    let findings = Names.run(&subject, &knowledge).into_iter();
    findings.map(|finding| finding.message).collect()
}

#[test]
fn a_surname_in_the_place_of_another_is_told_in_every_script() {
    let source = "Later the lawyer Marko Petrovic spoke to reporters.";
    for (to, right, wrong) in [
        (
            "fa",
            "سپس وکیل مارکو پتروویچ با خبرنگاران سخن گفت.",
            "سپس وکیل مارکو لینده‌مان با خبرنگاران سخن گفت.",
        ),
        (
            "ar",
            "ثم تحدث المحامي ماركو بتروفيتش إلى الصحفيين.",
            "ثم تحدث المحامي ماركو ليندمان إلى الصحفيين.",
        ),
        (
            "ru",
            "Затем адвокат Марко Петрович выступил перед журналистами.",
            "Затем адвокат Марко Линдеман выступил перед журналистами.",
        ),
        (
            "zh",
            "随后律师马尔科·彼得罗维奇向记者发表讲话。",
            "随后律师马尔科·林德曼向记者发表讲话。",
        ),
    ] {
        assert!(found(to, &[(source, right)]).is_empty(), "{right}");
        assert_eq!(found(to, &[(source, wrong)]).len(), 1, "{wrong}");
    }
}

#[test]
fn a_name_counts_as_often_as_the_source_has_it() {
    let source = "Marko Petrovic said that Petrovic and Novak were friends.";
    let both = "Марко Петрович сказал, что Петрович и Новак — друзья.";
    let one = "Марко Линдеман сказал, что Петрович и Новак — друзья.";
    assert!(found("ru", &[(source, both)]).is_empty());
    assert_eq!(found("ru", &[(source, one)]).len(), 1);
}

#[test]
fn a_word_that_writes_another_name_does_not_write_this_one() {
    // Brandt sounds like Fort, and is there for itself.
    let source = "The talks of Bernd Brandt with Kirsten Fort went well.";
    let right = "Переговоры Бернда Брандта с Кирстен Форт прошли хорошо.";
    let wrong = "Переговоры Бернда Брандта с Кирстен Линдеман прошли хорошо.";
    assert!(found("ru", &[(source, right)]).is_empty());
    assert_eq!(found("ru", &[(source, wrong)]).len(), 1);
}

#[test]
fn a_name_in_latin_letters_that_only_the_translation_has_is_told() {
    let source = "He was seen on the peninsula on Monday.";
    let wrong = "روز دوشنبه Lindemann در شبه‌جزیره دیده شد.";
    let messages = found("fa", &[(source, wrong)]);
    assert_eq!(messages, ["only the translation has Lindemann"]);
    let source = "Lindemann was seen on the peninsula on Monday.";
    assert!(found("fa", &[(source, wrong)]).is_empty());
}

#[test]
fn a_new_name_behind_a_word_in_latin_letters_is_told() {
    let source = "He is the chief of Sinovation Ventures in the city.";
    let wrong = "Он генеральный директор Sinovation Линдеман в этом городе.";
    assert_eq!(found("ru", &[(source, wrong)]).len(), 1);
    for right in [
        "Он генеральный директор Sinovation Ventures в этом городе.",
        "Он генеральный директор Sinovation Венчурс в этом городе.",
    ] {
        assert!(found("ru", &[(source, right)]).is_empty(), "{right}");
    }
}

#[test]
fn a_title_in_a_sentence_does_not_hide_its_names() {
    let source = "Jana Novotna, author of \"Just the Funny Parts and Hard Truths About \
                  Sneaking Into the Boys Club\", has another theory.";
    let wrong = "Марко Линдеман, автор книги «Только смешное», предлагает другую теорию.";
    assert_eq!(found("ru", &[(source, wrong)]).len(), 1);
}

#[test]
fn endings_and_sounds_of_other_languages_are_no_other_names() {
    for (to, source, target) in [
        // The instrumental of both parts.
        (
            "ru",
            "He spoke with his friend Michael Sanford about it.",
            "Он говорил об этом со своим другом Майклом Сэнфордом.",
        ),
        // J and g of Spanish.
        (
            "ru",
            "The storm was near Punta Eugenia on Sunday.",
            "В воскресенье шторм был у города Пунта-Эухения.",
        ),
        (
            "ar",
            "Later Sergio Aguero scored.",
            "ثم سجل سيرخيو أجويرو هدفا.",
        ),
        // A character that is rare in names, and a J that is a vowel in Chinese.
        (
            "zh",
            "However Mike Pompeo said so.",
            "但迈克·蓬佩奥则向联合国这样说。",
        ),
        (
            "zh",
            "However John Edward said so.",
            "但约翰·爱德华这样说。",
        ),
        // An initial between the parts.
        (
            "zh",
            "Later George W. Bush called.",
            "随后乔治·布什打了电话。",
        ),
    ] {
        assert!(found(to, &[(source, target)]).is_empty(), "{target}");
    }
}

#[test]
fn words_of_a_latin_language_are_no_names_in_latin_letters() {
    for (to, target) in [
        (
            "tr",
            "Fakat Pyongyang'ın güvenliği sağlamanın tek çaresi olarak gördüğü şeyden vazgeçeceği şüpheli.",
        ),
        (
            "pl",
            "Niemniej Ługańsk pozostaje miejscem, gdzie trwają ciężkie walki.",
        ),
        ("vi", "Nhưng Bình Nhưỡng vẫn chưa từ bỏ vũ khí."),
    ] {
        let source = "But there is doubt that Pyongyang gives it up, and Luhansk is fought over.";
        assert!(found(to, &[(source, target)]).is_empty(), "{to}");
    }
}
