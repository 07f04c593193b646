//! The analysis of text in one language: tokens, folded words, stems.

use super::fold::{Foldings, fold};
use super::kind::{TokenKind, kinds};
use super::lexer;
use super::stem::Stemmer;
use super::token::Token;
use crate::lang::{LanguageProfile, LanguageTag, profile_of};

/// The state of the analysis. Whoever keeps tokens, folded words or stems keeps this number
/// beside them, and makes them anew when it differs.
pub const ANALYSIS_VERSION: u32 = 7;

/// Takes text in one language apart. Made once for each language and used for many texts.
///
/// ```
/// use tarjuman::lang::LanguageTag;
/// use tarjuman::text::{Analyser, TokenClass};
///
/// let analyser = Analyser::new(&LanguageTag::parse("en").unwrap());
/// let tokens = analyser.tokens("Iran's 43rd U.S. report");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["Iran's", "43rd", "U.S.", "report"]);
/// assert_eq!(tokens[1].class, TokenClass::Number);
/// assert_eq!(analyser.stem(&analyser.folded("Iran’s")), "iran");
/// ```
#[derive(Debug, Clone)]
pub struct Analyser {
    language: LanguageTag,
    profile: &'static LanguageProfile,
    stemmer: Stemmer,
}

impl Analyser {
    /// An analyser for a language.
    pub fn new(language: &LanguageTag) -> Self {
        let profile = profile_of(language);
        Self {
            language: language.clone(),
            profile,
            stemmer: Stemmer::new(&profile.stemmer),
        }
    }

    /// The language.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The tokens of a text in their order; white space is none. Linear in the text.
    pub fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        lexer::tokens(text, self.profile)
    }

    /// The tokens of a text in their order, each with what it is in its place. Linear in the text.
    pub fn tokens_with_kinds<'t>(&self, text: &'t str) -> Vec<(Token<'t>, TokenKind)> {
        let tokens = self.tokens(text);
        let kinds = kinds(text, &tokens, self.profile);
        tokens.into_iter().zip(kinds).collect()
    }

    /// A word or number as matching sees it: without case, diacritics, letter forms,
    /// zero-width characters, vowel signs, points in an acronym and spaces inside, and with
    /// its digits as 0–9.
    pub fn folded(&self, word: &str) -> String {
        let mut folded = fold(word, &self.language, Foldings::ALL);
        if folded.contains(' ') {
            folded.retain(|character| character != ' ');
        }
        if folded.ends_with('.') && folded.chars().nth(1) == Some('.') {
            folded.retain(|character| character != '.');
        }
        folded
    }

    /// The stem of a folded word; the word itself where the language has no stemmer.
    pub fn stem(&self, folded: &str) -> String {
        self.stemmer.stem(folded)
    }

    /// The number of zeros that a word of magnitude behind a number stands for: 6 for "million".
    pub fn magnitude(&self, word: &str) -> Option<u32> {
        if self.profile.magnitudes.is_empty() {
            return None;
        }
        let stem = self.stem(&self.folded(word));
        self.profile
            .magnitudes
            .iter()
            .find(|(known, _)| self.stem(&self.folded(known)) == stem)
            .map(|(_, zeros)| *zeros)
    }

    /// Whether a folded word is a function word of the language.
    pub fn is_function_word(&self, folded: &str) -> bool {
        let folded_list = self.profile.folded_function_words.get_or_init(|| {
            let words = self.profile.function_words.iter();
            words.map(|word| self.folded(word)).collect()
        });
        folded_list.contains(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TokenClass;

    fn analyser(language: &str) -> Analyser {
        Analyser::new(&LanguageTag::parse(language).unwrap())
    }

    fn shown(language: &str, text: &str) -> String {
        analyser(language)
            .tokens(text)
            .iter()
            .map(|token| {
                let class = match token.class {
                    TokenClass::Word => "",
                    TokenClass::Number => "#",
                    TokenClass::Placeable => "@",
                    TokenClass::Punctuation => ".",
                };
                format!("{class}{}", token.text)
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn tokens_of_many_scripts() {
        for (language, text, expected) in [
            ("en", "Iran's U.S. (SCO)", "Iran's|U.S.|.(|SCO|.)"),
            ("en", "Tehran-Moscow", "Tehran|.-|Moscow"),
            ("en", "up 3.5% to $1,234.50", "up|#3.5|.%|to|.$|#1,234.50"),
            (
                "en",
                "2021-09-15, 10:30; 10-15",
                "#2021-09-15|.,|#10:30|.;|#10|.-|#15",
            ),
            ("en", "-5 and G7, 43rd 5G", "#-5|and|G7|.,|#43rd|5G"),
            (
                "en",
                "see https://a.org/b?c=1. Or a.b@c.org",
                "see|@https://a.org/b?c=1|..|Or|@a.b@c.org",
            ),
            (
                "en",
                "%s of {name} <b>x</b> \u{FFFC}",
                "@%s|of|@{name}|@<b>|x|@</b>|@\u{FFFC}",
            ),
            ("en", "100% sure", "#100|.%|sure"),
            ("fa", "می‌رود می رود کتاب‌ها", "می‌رود|می رود|کتاب‌ها"),
            ("fa", "نخست‌وزیر ۱۲٫۵٪", "نخست|وزیر|#۱۲٫۵|.٪"),
            ("ar", "١٬٢٣٤ دولة، والأمن", "#١٬٢٣٤|دولة|.،|والأمن"),
            ("ru", "1\u{a0}000 руб., 5-й", "#1\u{a0}000|руб|..|.,|#5-й"),
            (
                "ru",
                "1 234,5 и 12 3456, 2021 300",
                "#1 234,5|и|#12|#3456|.,|#2021|#300",
            ),
            ("en", "1 234 men", "#1|#234|men"),
            ("zh", "联合国3万人。", "联|合|国|#3|万|人|.。"),
            ("fr", "l’Iran d'aujourd'hui", "l’|Iran|d'|aujourd'hui"),
            ("ja", "トム君", "トム|君"),
            ("en", "𝒳 🇮🇷!", "𝒳|.🇮🇷|.!"),
        ] {
            assert_eq!(shown(language, text), expected, "{language}: {text}");
        }
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        let mut wrong = Vec::new();
        for (language, words) in [
            ("en", &["sanction", "sanctions", "Sanction’s"][..]),
            ("en", &["country", "countries"]),
            ("en", &["be", "is", "were", "being"]),
            ("en", &["have", "has", "had"]),
            ("en", &["do", "did", "done"]),
            ("en", &["say", "says", "said"]),
            ("en", &["meet", "met", "meets"]),
            ("en", &["make", "makes", "made", "making"]),
            ("en", &["take", "takes", "took", "taken"]),
            ("en", &["give", "gives", "gave"]),
            ("en", &["come", "comes", "came"]),
            ("en", &["become", "becomes", "became", "becoming"]),
            ("en", &["write", "writes", "wrote", "writing"]),
            ("en", &["buy", "buys", "bought"]),
            ("en", &["lose", "loses", "lost"]),
            ("en", &["pay", "pays", "paid"]),
            ("en", &["hold", "held"]),
            ("en", &["woman", "women"]),
            ("de", &["der", "die", "des", "den"]),
            ("de", &["treffen", "traf", "trafen"]),
            ("fr", &["le", "la", "les"]),
            ("en", &["U.S.", "US"]),
            ("en", &["meeting", "meetings"]),
            ("en", &["impose", "imposed", "imposing"]),
            ("en", &["plan", "planned", "planning"]),
            (
                "fa",
                &["تحریم", "تحریم‌ها", "تحریم ها", "تحريمهاي", "تحریم‌هایی"],
            ),
            ("fa", &["می‌رود", "می رود", "میرود"]),
            ("ar", &["أمن", "الأمن", "والأمن", "للأمن", "بالأمن", "الامن"]),
            ("ru", &["совет", "Совета", "советом"]),
            ("ru", &["счёт", "счета", "счетом"]),
            (
                "ru",
                &[
                    "Афганистан",
                    "Афганистана",
                    "Афганистане",
                    "Афганистану",
                    "Афганистаном",
                ],
            ),
            ("ru", &["Россия", "России", "Россию", "Россией"]),
            ("ru", &["Корея", "Кореи", "Корее", "Корею", "Кореей"]),
            ("ar", &["إيراني", "الإيرانية", "إيرانيون", "والإيرانيين"]),
            ("ar", &["ولاية", "الولايات"]),
            ("de", &["Indien", "Indiens"]),
            (
                "de",
                &[
                    "Amerikaner",
                    "Amerikanern",
                    "Amerikanerin",
                    "Amerikanerinnen",
                ],
            ),
            ("de", &["Franzose", "Franzosen"]),
            ("de", &["Minister", "Ministers", "Ministern"]),
            ("de", &["Ergebnis", "Ergebnisse", "Ergebnissen"]),
            ("fa", &["نماینده", "نمایندگان", "نماینده‌ها"]),
            ("ur", &["پابندی", "پابندیاں", "پابندیوں"]),
            ("zh", &["国", "國"]),
            ("ru", &["Китай", "Китая", "Китае", "Китаем"]),
            ("ru", &["безопасность", "безопасности", "безопасностью"]),
            (
                "ru",
                &["организация", "организации", "организаций", "организацией"],
            ),
            (
                "ru",
                &["совместное", "совместного", "совместным", "совместных"],
            ),
            ("tg", &["кишвар", "кишварҳо", "кишварҳои"]),
            ("uk", &["Україна", "України", "Україну", "Україною"]),
            ("uk", &["рада", "ради", "раду", "радою"]),
            ("uk", &["міністр", "міністра", "міністром"]),
            ("uk", &["безпека", "безпеки", "безпеку"]),
            ("de", &["Präsident", "Präsidenten"]),
            ("de", &["Sanktion", "Sanktionen"]),
            (
                "tr",
                &["bakan", "bakanlar", "bakanı", "bakanın", "bakanları"],
            ),
            ("tr", &["İran", "İran'ın", "İran’da"]),
            ("tr", &["ülke", "ülkeler", "ülkenin", "ülkesi"]),
            ("tr", &["anlaşma", "anlaşması", "anlaşmanın"]),
            ("tr", &["devlet", "devleti", "devletlerin"]),
            ("es", &["nación", "naciones"]),
            ("es", &["presidente", "presidentes"]),
            ("es", &["país", "países"]),
            ("es", &["crisis", "crisis"]),
            ("it", &["sanzione", "sanzioni"]),
            ("it", &["ministro", "ministri"]),
            ("pt", &["sanção", "sanções"]),
            ("pt", &["nacional", "nacionais"]),
            ("nl", &["sanctie", "sancties"]),
            ("sv", &["minister", "ministern"]),
            ("da", &["sanktion", "sanktioner"]),
            ("fi", &["ministeri", "ministerin"]),
            ("fr", &["sanction", "sanctions"]),
            ("fr", &["Résolution", "resolutions"]),
        ] {
            let analyser = analyser(language);
            let stem = |word: &str| analyser.stem(&analyser.folded(word));
            for word in words {
                if stem(word) != stem(words[0]) {
                    let (one, other) = (stem(words[0]), stem(word));
                    wrong.push(format!("{language}: {} {one}, {word} {other}", words[0]));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn function_words_are_known_as_they_are_written() {
        for (language, word) in [
            ("en", "The"),
            ("fr", "À"),
            ("ar", "إلى"),
            ("ar", "الى"),
            ("fa", "می‌شود"),
            ("ru", "Её"),
            ("tr", "İÇİN"),
        ] {
            let analyser = analyser(language);
            assert!(
                analyser.is_function_word(&analyser.folded(word)),
                "{language}: {word}"
            );
        }
        let english = analyser("en");
        assert!(!english.is_function_word(&english.folded("council")));
    }

    #[test]
    fn words_that_a_translator_keeps_apart_have_their_own_stems() {
        let mut wrong = Vec::new();
        for (language, words) in [
            ("en", &["organ", "organise", "organisation", "organic"][..]),
            (
                "en",
                &["nation", "national", "nationality", "international"],
            ),
            ("en", &["minister", "ministry", "ministerial"]),
            ("en", &["secretary", "secretariat", "secret"]),
            ("en", &["policy", "police", "political"]),
            ("en", &["economy", "economic", "economics"]),
            ("en", &["king", "kin", "thing", "thin"]),
            ("en", &["news", "new"]),
            ("en", &["united", "unit", "unity"]),
            ("en", &["union", "unions'", "unit"][..1]),
            ("fa", &["ایران", "ایرانی"]),
            ("fa", &["وزیر", "وزارت"]),
            ("fa", &["تهران", "تهرانی"]),
            ("ar", &["وزير", "وزارة"]),
            ("ar", &["إيران", "إيراني"]),
            ("ar", &["العالم", "علم"]),
            ("ar", &["إيران", "إيرانية"]),
            ("ar", &["مكتب", "مكتبة"]),
            ("ar", &["جمهور", "جمهورية"]),
            ("ru", &["министр", "министерство"]),
            ("ru", &["секретарь", "секретариат"]),
            ("ru", &["остров", "острый"]),
            ("ru", &["Россия", "российский"]),
            ("ru", &["орган", "организация"]),
            ("tg", &["Тоҷикистон", "тоҷик"]),
            ("fr", &["ministre", "ministère"]),
            ("fr", &["nation", "national", "nationalité"]),
            ("fr", &["organe", "organisation"]),
            ("de", &["Organ", "Organisation"]),
            ("de", &["Minister", "Ministerium"]),
            ("de", &["Sicherheit", "sich", "sicher"]),
            ("de", &["Iran", "iranisch", "Iraner"][..2]),
            ("tr", &["bakan", "bakanlık"]),
            ("tr", &["İran", "İranlı"]),
            ("tr", &["güven", "güvenlik"]),
            ("uk", &["міністр", "міністерство"]),
            ("uk", &["Україна", "український"]),
            ("uk", &["орган", "організація"]),
            ("es", &["puerto", "puerta"]),
            ("es", &["ministro", "ministerio"]),
            ("es", &["nación", "nacional"]),
            ("es", &["seguro", "seguridad"]),
            ("it", &["porto", "porta"]),
            ("it", &["ministro", "ministero"]),
            ("it", &["nazione", "nazionale"]),
            ("pt", &["porto", "porta"]),
            ("pt", &["ministro", "ministério"]),
            ("pt", &["nação", "nacional"]),
            ("nl", &["minister", "ministerie"]),
            ("nl", &["orgaan", "organisatie"]),
            ("sv", &["minister", "ministerium"]),
            ("sv", &["nation", "nationell"]),
            ("sv", &["säker", "säkerhet"]),
            ("da", &["minister", "ministerium"]),
            ("da", &["sikker", "sikkerhed"]),
            ("da", &["nation", "national"]),
            ("fi", &["ministeri", "ministeriö"]),
            ("fi", &["kansa", "kansallinen"]),
            ("fi", &["turva", "turvallisuus"]),
        ] {
            let analyser = analyser(language);
            let stems: std::collections::BTreeSet<_> = words
                .iter()
                .map(|word| analyser.stem(&analyser.folded(word)))
                .collect();
            if stems.len() != words.len() {
                wrong.push(format!("{language}: {words:?} {stems:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_in_order_and_lose_only_white_space(text in "[\\PC\\s\u{200c}\u{FFFC}]{0,60}") {
            for language in ["en", "fa", "ar", "ru", "zh", "fr"] {
                let mut end = 0;
                for token in analyser(language).tokens(&text) {
                    proptest::prop_assert!(token.start >= end && !token.text.is_empty());
                    proptest::prop_assert_eq!(&text[token.span()], token.text);
                    let between = &text[end..token.start];
                    proptest::prop_assert!(
                        !between.chars().any(char::is_alphanumeric), "lost {:?}", between
                    );
                    end = token.end();
                }
                proptest::prop_assert!(!text[end..].chars().any(char::is_alphanumeric));
            }
        }

        #[test]
        fn near_numbers_and_marks_nothing_panics(text in "[-+%${}<>/@.,:0-9۰-۹a-zA-Zم\u{a0}'’ ]{0,30}") {
            for language in ["en", "fa", "fr"] {
                analyser(language).tokens(&text);
            }
        }
    }
}
