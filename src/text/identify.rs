//! Language identification, for text whose language nobody named.

mod letters;
mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use whatlang::{Lang, detect};

use crate::lang::LanguageTag;
use letters::Letters;

pub use words::is_plainly;

/// What the language of a text seems to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// The language.
    pub language: LanguageTag,
    /// How sure that is, 0–1.
    pub confidence: f64,
}

/// The codes of `whatlang` that have no two-letter code in [`LanguageTag::parse`]'s own table.
const CODES: &[(Lang, &str)] = &[
    (Lang::Afr, "af"),
    (Lang::Aka, "ak"),
    (Lang::Amh, "am"),
    (Lang::Aze, "az"),
    (Lang::Bel, "be"),
    (Lang::Ben, "bn"),
    (Lang::Bul, "bg"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Cmn, "zh"),
    (Lang::Cym, "cy"),
    (Lang::Dan, "da"),
    (Lang::Ell, "el"),
    (Lang::Epo, "eo"),
    (Lang::Est, "et"),
    (Lang::Fin, "fi"),
    (Lang::Guj, "gu"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jav, "jv"),
    (Lang::Jpn, "ja"),
    (Lang::Kan, "kn"),
    (Lang::Kat, "ka"),
    (Lang::Khm, "km"),
    (Lang::Kor, "ko"),
    (Lang::Lat, "la"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Mal, "ml"),
    (Lang::Mar, "mr"),
    (Lang::Mkd, "mk"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Ori, "or"),
    (Lang::Pan, "pa"),
    (Lang::Pes, "fa"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Sin, "si"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Sna, "sn"),
    (Lang::Spa, "es"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Tgl, "tl"),
    (Lang::Tha, "th"),
    (Lang::Tuk, "tk"),
    (Lang::Ukr, "uk"),
    (Lang::Uzb, "uz"),
    (Lang::Vie, "vi"),
    (Lang::Yid, "yi"),
    (Lang::Zul, "zu"),
];

/// Whether [`identify`] can find a language: it takes a text in any other for one that it knows.
pub fn can_identify(language: &LanguageTag) -> bool {
    static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        // Told by its letters.
        let by_letters = ["tg"];
        let codes = CODES.iter().map(|(_, code)| *code).chain(by_letters);
        codes
            .chain(Lang::all().iter().map(|lang| lang.code()))
            .filter_map(|code| Some(LanguageTag::parse(code).ok()?.primary().to_owned()))
            .collect()
    });
    KNOWN.contains(language.primary())
}

/// Whether [`identify`] answers every text whose letters are of the script of a language with a
/// language that `is_near`.
pub fn identifies_only(language: &LanguageTag, is_near: impl Fn(&str) -> bool) -> bool {
    let codes = CODES.iter().map(|(_, code)| *code);
    let others = Lang::all().iter().map(|lang| lang.code());
    codes
        .chain(others)
        .chain(letters::TAGS.iter().copied())
        .filter_map(|code| LanguageTag::parse(code).ok())
        .filter(|known| known.script() == language.script())
        .all(|known| is_near(known.primary()))
}

/// The language that a text seems to be in; `None` for a text without letters.
///
/// By its letters, where they give a language away (`letters.rs`), else by script and trigrams
/// (`whatlang`): a few words are not enough to be sure, so look at the confidence before you
/// contradict a person. `docs/languages.md` has what it gets right.
pub fn identify(text: &str) -> Option<Identified> {
    let by_trigrams = by_trigrams(text);
    let Some(by_letters) = Letters::of(text).language() else {
        return by_trigrams;
    };
    match by_trigrams {
        Some(same) if same.language.primary() == by_letters.language.primary() => {
            Some(Identified {
                confidence: by_letters.confidence.max(same.confidence),
                ..by_letters
            })
        }
        _ => Some(by_letters),
    }
}

fn by_trigrams(text: &str) -> Option<Identified> {
    let found = detect(text)?;
    let code = CODES
        .iter()
        .find(|(lang, _)| *lang == found.lang())
        .map_or_else(|| found.lang().code(), |(_, code)| code);
    Some(Identified {
        language: LanguageTag::parse(code).ok()?,
        confidence: found.confidence(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_news_are_told_apart() {
        for (text, expected) in [
            (
                "The Secretary stressed the need to establish strategic cooperation.",
                "en",
            ),
            (
                "دبیر شورای عالی امنیت ملی بر لزوم همکاری راهبردی تأکید کرد.",
                "fa",
            ),
            (
                "أكد أمين المجلس الأعلى للأمن القومي على ضرورة التعاون الاستراتيجي.",
                "ar",
            ),
            (
                "Секретарь Совета безопасности подчеркнул необходимость сотрудничества.",
                "ru",
            ),
            ("最高国家安全委员会秘书强调需要建立战略合作。", "zh"),
            (
                "Котиби Шӯрои амният зарурати ҳамкории стратегиро таъкид кард, гуфт Ҷумҳурӣ.",
                "tg",
            ),
            (
                "Le secrétaire a souligné la nécessité d’une coopération stratégique.",
                "fr",
            ),
            (
                "Der Sekretär betonte die Notwendigkeit einer strategischen Zusammenarbeit.",
                "de",
            ),
        ] {
            let found = identify(text).unwrap();
            assert_eq!(found.language.as_str(), expected, "{text}");
        }
        assert_eq!(identify("12 — 34!"), None);
        assert_eq!(identify(""), None);
    }

    #[test]
    fn what_can_be_found_is_known() {
        for (tag, expected) in [
            ("fa-IR", true),
            ("ru", true),
            ("tr", true),
            ("tg", true),
            ("wo", false),
        ] {
            let tag = LanguageTag::parse(tag).unwrap();
            assert_eq!(can_identify(&tag), expected, "{tag}");
        }
    }

    #[test]
    fn every_language_has_a_tag() {
        for lang in Lang::all() {
            let code = CODES
                .iter()
                .find(|(known, _)| known == lang)
                .map_or_else(|| lang.code(), |(_, code)| code);
            let tag = LanguageTag::parse(code).unwrap();
            assert_eq!(tag.primary().len(), 2, "{code}");
        }
    }
}
