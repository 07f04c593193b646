//! What the letters of a text say of its language, where several languages share a script.
//!
//! Trigrams (`whatlang`) know some of the languages of a script and take the others for one of
//! them: Pashto and Kurdish for Persian, Kazakh and Tajik for Russian. Their alphabets tell: each
//! has letters that its neighbours lack. Letter inventories after the Unicode CLDR (exemplar
//! characters).

use super::Identified;
use crate::lang::LanguageTag;
use crate::text::letter::is_letter;

/// Letters of a text that languages are told by, counted.
#[derive(Debug, Default)]
pub(super) struct Letters {
    arabic: usize,
    cyrillic: usize,
    latin: usize,
    all: usize,
    /// For each letter of interest, how often it stands there.
    counts: rustc_hash::FxHashMap<char, usize>,
    /// The language whose words stand there, of those that may lack letters of their own.
    words: Option<&'static str>,
}

/// Every language that letters may give away.
pub(super) const TAGS: &[&str] = &[
    "ar", "az", "ba", "be", "ckb", "fa", "kk", "kmr", "ky", "mk", "mn", "ps", "ru", "sd", "sr",
    "tg", "tk", "tt", "ug", "uk", "ur", "uz-Cyrl",
];

/// Frequent words of languages whose sentences may lack their own letters.
const WORDS: &[(&str, &[&str])] = &[
    (
        "ky",
        &[
            "жана",
            "менен",
            "бул",
            "болгон",
            "деп",
            "эмес",
            "ал",
            "анын",
            "бир",
            "да",
            "алар",
            "болуп",
            "кийин",
            "ошол",
            "эле",
            "дагы",
            "жатат",
        ],
    ),
    (
        "mn",
        &[
            "нь",
            "энэ",
            "гэж",
            "байна",
            "болон",
            "байсан",
            "болсон",
            "юм",
            "байгаа",
            "тэр",
            "хийх",
            "гэсэн",
            "хэмээн",
            "бол",
            "олон",
            "дээр",
        ],
    ),
    (
        "ru",
        &[
            "и", "в", "на", "не", "что", "с", "по", "из", "к", "он", "она", "это", "как", "для",
            "о", "от", "но", "его", "был", "их", "за", "у",
        ],
    ),
    (
        "uk",
        &[
            "і", "та", "що", "не", "на", "з", "у", "до", "й", "в", "як", "від", "про",
        ],
    ),
    (
        "bg",
        &[
            "и", "на", "да", "се", "от", "за", "в", "с", "е", "че", "по", "не", "са",
        ],
    ),
    (
        "be",
        &["і", "ў", "што", "не", "на", "з", "да", "у", "як", "па"],
    ),
    (
        "sr",
        &[
            "и", "је", "да", "у", "на", "се", "за", "су", "од", "са", "не",
        ],
    ),
    (
        "mk",
        &["и", "на", "во", "да", "се", "од", "за", "е", "што", "со"],
    ),
];

/// Kyrgyz or Mongolian, where more of their words stand in a text than of any other language.
fn by_words(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !is_letter(c))
        .filter(|word| !word.is_empty())
        .collect();
    let score = |known: &[&str]| words.iter().filter(|word| known.contains(word)).count();
    let best = WORDS
        .iter()
        .map(|(tag, known)| (score(known), *tag))
        .reduce(|best, other| if other.0 >= best.0 { other } else { best })?;
    (best.0 > 0 && matches!(best.1, "ky" | "mn")).then_some(best.1)
}

impl Letters {
    /// Counts the letters of a text. Linear in it.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars() {
            let c = match c {
                _ if c.is_ascii_alphabetic() => {
                    letters.latin += 1;
                    letters.all += 1;
                    continue;
                }
                _ if !is_letter(c) => continue,
                _ => c.to_lowercase().next().unwrap_or(c),
            };
            letters.all += 1;
            match c as u32 {
                0x0620..=0x06ff | 0x0750..=0x077f => letters.arabic += 1,
                0x0400..=0x052f => letters.cyrillic += 1,
                0x00c0..=0x024f | 0x0259 | 0x1e00..=0x1eff | 0x02bb | 0x02bc => letters.latin += 1,
                _ => continue,
            }
            *letters.counts.entry(c).or_default() += 1;
        }
        if letters.cyrillic * 2 > letters.all {
            letters.words = by_words(text);
        }
        letters
    }

    /// How often letters of a list stand there.
    fn count(&self, letters: &str) -> usize {
        letters.chars().filter_map(|c| self.counts.get(&c)).sum()
    }

    /// Whether letters of a list are at least so many in a thousand of a script's.
    fn has(&self, letters: &str, of: usize, per_thousand: usize) -> bool {
        let count = self.count(letters);
        count > 0 && count * 1000 >= of * per_thousand
    }

    /// The language that the letters give away; `None` where they leave it to trigrams.
    pub(super) fn language(&self) -> Option<Identified> {
        let most = self.all / 2;
        let tag = if self.arabic > most {
            self.in_arabic_script()
        } else if self.cyrillic > most {
            self.in_cyrillic_script()
        } else if self.latin > most {
            self.in_latin_script()
        } else {
            None
        };
        let (tag, told_by) = tag?;
        debug_assert!(TAGS.contains(&tag), "{tag} is missing from TAGS");
        Some(Identified {
            language: LanguageTag::parse(tag).ok()?,
            confidence: confidence(self.count(told_by)),
        })
    }

    fn in_arabic_script(&self) -> Option<(&'static str, &'static str)> {
        let of = self.arabic;
        let has = |letters, per_thousand| self.has(letters, of, per_thousand);
        if has("ۇۈۋڭ", 10) {
            return Some(("ug", "ەۇۈۋڭې"));
        }
        // ە is a vowel of Kurdish and Uyghur, and one letter in ten of both.
        if has("ە", 20) {
            return Some(("ckb", "ەێۆڕڵ"));
        }
        let rest = [
            ("sd", "ٻڀٺٽڄڃڇڏڌڊڻڳڱڪ", 20),
            ("ps", "ټډړږښګڼۍځڅې", 10),
            ("ur", "ٹڈڑںےہھ", 30),
        ];
        if let Some((tag, letters, _)) =
            rest.iter().find(|(_, letters, least)| has(letters, *least))
        {
            return Some((tag, letters));
        }
        // Persian may be typed with Arabic ي and ك; Arabic names have no پ چ ژ گ.
        let (persian, arabic) = (self.count("پچژگکی"), self.count("ةىأإٱكي"));
        let own = self.count("پچژگ");
        if own > 0 && own * 1000 >= of * 8 || persian > arabic * 3 && persian > 0 {
            return Some(("fa", "پچژگکی"));
        }
        (arabic > persian * 3 && self.count("ةأإ") > 0).then_some(("ar", "ةىأإ"))
    }

    fn in_cyrillic_script(&self) -> Option<(&'static str, &'static str)> {
        let of = self.cyrillic;
        let has = |letters| self.has(letters, of, 3);
        if has("ҷӣӯ") && !has("ў") {
            return Some(("tg", "ҷӣӯҳқғ"));
        }
        if has("ў") && has("қғҳ") {
            return Some(("uz-Cyrl", "ўқғҳ"));
        }
        if has("ҳ") && !has("ў") && !has("ә") {
            return Some(("tg", "ҳқғ"));
        }
        if has("ҡҙҫ") {
            return Some(("ba", "ҡҙҫ"));
        }
        if has("ұ") || has("қғ") && has("әіңө") {
            return Some(("kk", "ұәқғңөүі"));
        }
        if has("җ") || has("ә") && !has("қғі") {
            return Some(("tt", "җәңөү"));
        }
        if has("ә") || has("қғ") {
            return Some(("kk", "әқғңөүі"));
        }
        if has("ң") {
            return Some(match has("і") {
                true => ("kk", "ңіөү"),
                false => ("ky", "ңөү"),
            });
        }
        if has("өү") {
            // Mongolian is full of х and ь, which Kyrgyz has in loans only; Kyrgyz of ы.
            return Some(match self.count("хь") >= self.count("ы") {
                true => ("mn", "өүхь"),
                false => ("ky", "өүы"),
            });
        }
        if has("їєґ") {
            return Some(("uk", "їєґі"));
        }
        if has("ў") {
            return Some(("be", "ўі"));
        }
        if has("ѓќѕ") {
            return Some(("mk", "ѓќѕјљњџ"));
        }
        if has("ђћ") {
            return Some(("sr", "ђћјљњџ"));
        }
        // Kyrgyz and Mongolian may do without their own letters in a short sentence.
        if let Some(tag) = self.words {
            return Some((tag, "ыхь"));
        }
        // Bulgarian has no ы, э, ё; trigrams of short texts do not know.
        (has("ыэ") && !has("іј")).then_some(("ru", "ыэё"))
    }

    fn in_latin_script(&self) -> Option<(&'static str, &'static str)> {
        let of = self.latin;
        let has = |letters, per_thousand| self.has(letters, of, per_thousand);
        if has("ə", 20) {
            return Some(("az", "əğışçöü"));
        }
        // Kurmanji has ê, î, û all over; French has few of them, Turkish has no ê.
        if has("ê", 15) && has("îû", 15) {
            return Some(("kmr", "êîûçş"));
        }
        (has("ň", 5) && has("ý", 5) && has("äöüşž", 10) && !has("řěů", 1))
            .then_some(("tk", "ňýäşž"))
    }
}

/// How sure so many telling letters make it.
fn confidence(letters: usize) -> f64 {
    let letters = letters.min(1_000) as f64;
    1.0 - 0.5 / (1.0 + letters)
}
