//! A key for names across scripts: Trump, Трамп, ترامپ, トランプ and טראמפ have like keys.
//!
//! Scripts write a name by its sound, and they differ most in vowels (Arabic and Hebrew leave
//! them out) and in which of neighbouring sounds they tell apart (p and b, v and w, j and zh).
//! So the key keeps the consonants, by classes, in the manner of Soundex and of the keys of
//! cross-language name matching (Freeman, Condon and Ackerman, "Cross linguistic name matching
//! in English and Arabic", 2006):
//!
//! | class | sounds | Latin | Cyrillic | Arabic | Hebrew |
//! |---|---|---|---|---|---|
//! | `b` | p b | p b | п б | پ ب | פ ב |
//! | `f` | f v w | f v w ph | ф в | ف و¹ | ו¹ |
//! | `t` | t d th | t d | т д | ت ط د ض | ט ת ד |
//! | `s` | s z ts | s z ß c² | с з ц | س ص ث ز ذ ظ | ס ש צ ז |
//! | `c` | ch sh j zh | ch sh sch j g² | ч ш щ ж | چ ش ج ژ | ג׳ צ׳ |
//! | `k` | k g q | k g q c | к г | ک گ ق غ | ק כ ג |
//! | `h` | h kh | h¹ kh | х | ه¹ ح خ | ה¹ ח |
//! | `l` `r` `m` `n` | | l r m n | л р м н | ل ر م ن | ל ר מ נ |
//!
//! ¹ at the beginning, or before a vowel that is written; elsewhere it stands for a vowel or is
//! silent. ² before e, i and y. Doubled consonants count once.

/// The consonant key of a word in Latin, Greek, Cyrillic, Arabic or Hebrew letters, or in kana;
/// empty where there is none. Letters of other scripts have no sound here. Give it a word in any
/// case. Linear in the word.
///
/// ```
/// use tarjuman::similarity::name_key;
///
/// assert_eq!(name_key("Trump"), name_key("ترامپ"));
/// assert_eq!(name_key("Lavrov"), name_key("Лавров"));
/// ```
pub fn name_key(word: &str) -> String {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let (classes, taken) = sound(&letters, at);
        for class in classes.chars() {
            if !key.ends_with(class) || at == 0 {
                key.push(class);
            }
        }
        at += taken;
    }
    key
}

/// How alike two keys are, 0–1: the share of consonants that agree in order, half for classes
/// that scripts often exchange (`k` and `c`, `h` and `k`, `s` and `c`, `f` and `b`).
/// Quadratic in the keys, which are short.
pub fn name_similarity(left: &str, right: &str) -> f64 {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let longest = left.len().max(right.len());
    if longest == 0 {
        return 0.0;
    }
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let mut row: Vec<f64> = (0..=right.len()).map(count).collect();
    for (above, own) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = count(above + 1);
        for (before, other) in right.iter().enumerate() {
            let replaced = diagonal + exchange(*own, *other);
            diagonal = row[before + 1];
            row[before + 1] = replaced
                .min(diagonal + gap(*own))
                .min(row[before] + gap(*other));
        }
    }
    1.0 - row[right.len()] / count(longest)
}

/// What it costs that a consonant is missing: an h is often silent.
fn gap(class: u8) -> f64 {
    if class == b'h' { 0.5 } else { 1.0 }
}

/// What it costs that one consonant stands for another.
fn exchange(own: u8, other: u8) -> f64 {
    if own == other {
        return 0.0;
    }
    match (own.min(other), own.max(other)) {
        (b'c', b'k') | (b'h', b'k') | (b'c', b's') | (b'b', b'f') | (b's', b't') => 0.5,
        _ => 1.0,
    }
}

/// The classes of the sound that begins at a letter, and how many letters it takes.
fn sound(letters: &[char], at: usize) -> (&'static str, usize) {
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let after = letters.get(at + 2).copied().unwrap_or(' ');
    let is_first = at == 0;
    match letters[at] {
        'a'..='z' | 'ß' => latin(letters[at], next, after, is_first),
        other => other_script(other, next, is_first),
    }
}

fn latin(letter: char, next: char, after: char, is_first: bool) -> (&'static str, usize) {
    let is_soft = matches!(next, 'e' | 'i' | 'y' | 'é' | 'è');
    match (letter, next) {
        ('s', 'c') if after == 'h' => ("c", 3),
        ('t', 'c') if after == 'h' => ("c", 3),
        ('t', 's') if after == 'c' => ("c", 4),
        ('t' | 'd', 's' | 'z') => ("s", 2),
        ('s' | 'c' | 'z', 'h') => ("c", 2),
        ('s' | 'c', 'z') => ("c", 2),
        ('k', 'h') => ("h", 2),
        ('g', 'h') => ("k", 2),
        ('p', 'h') => ("f", 2),
        ('t', 'h') => ("t", 2),
        ('r', 'h') => ("r", 2),
        ('c', 'k') => ("k", 2),
        ('d', 'j') | ('d', 'g') => ("c", 2),
        ('b' | 'p', _) => ("b", 1),
        ('f' | 'v', _) => ("f", 1),
        ('w', _) if is_first || is_vowel(next) => ("f", 1),
        ('t' | 'd', _) => ("t", 1),
        ('c', _) if is_soft => ("s", 1),
        ('s' | 'z' | 'ß', _) => ("s", 1),
        ('g', _) if is_soft => ("c", 1),
        ('j', _) => ("c", 1),
        ('k' | 'g' | 'q' | 'c', _) => ("k", 1),
        ('x', _) => ("ks", 1),
        ('h', _) if is_first || is_vowel(next) => ("h", 1),
        ('l', _) => ("l", 1),
        ('r', _) => ("r", 1),
        ('m', _) => ("m", 1),
        ('n', _) => ("n", 1),
        _ => ("", 1),
    }
}

fn other_script(letter: char, next: char, is_first: bool) -> (&'static str, usize) {
    let class = match letter {
        'д' if next == 'ж' => return ("c", 2),
        'ш' | 'щ' | 'ч' | 'ж' | 'ҷ' | 'چ' | 'ش' | 'ج' | 'ژ' | 'ç' | 'ş' | 'š' | 'č' | 'ž' | 'ğ' => {
            "c"
        }
        'п' | 'б' | 'پ' | 'ب' | 'פ' | 'ף' | 'ב' | 'β' | 'π' => "b",
        'ф' | 'в' | 'ف' | 'ڤ' | 'φ' => "f",
        'و' | 'ו' if is_first || matches!(next, 'ا' | 'ی' | 'ي' | 'א' | 'י') => "f",
        'т' | 'д' | 'ت' | 'ط' | 'د' | 'ض' | 'ټ' | 'ٹ' | 'ډ' | 'ڈ' | 'ט' | 'ת' | 'ד' | 'τ' | 'δ'
        | 'θ' => "t",
        'с' | 'з' | 'ц' | 'س' | 'ص' | 'ث' | 'ز' | 'ذ' | 'ظ' | 'ס' | 'ש' | 'צ' | 'ץ' | 'ז' | 'σ'
        | 'ς' | 'ζ' => "s",
        'к' | 'г' | 'қ' | 'ғ' | 'ك' | 'ک' | 'گ' | 'ق' | 'غ' | 'ګ' | 'ק' | 'כ' | 'ך' | 'ג' | 'κ'
        | 'γ' => "k",
        'х' | 'ҳ' | 'ح' | 'خ' | 'ח' | 'χ' => "h",
        'ه' | 'ہ' | 'ھ' | 'ה' if is_first || is_vowel(next) => "h",
        'л' | 'ل' | 'ל' | 'λ' | 'ł' => "l",
        'р' | 'ر' | 'ړ' | 'ڑ' | 'ר' | 'ρ' => "r",
        'м' | 'م' | 'מ' | 'ם' | 'μ' => "m",
        'н' | 'ن' | 'ں' | 'נ' | 'ן' | 'ñ' | 'ν' => "n",
        'ξ' => "ks",
        'ψ' => "bs",
        _ => kana(letter),
    };
    (class, 1)
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à'..='æ' | 'è'..='ï' | 'ò'..='ö' | 'ù'..='ý' | 'ø'
            | 'ı' | 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ӣ' | 'ӯ'
            | 'ا' | 'آ' | 'و' | 'ی' | 'ي' | 'א' | 'ו' | 'י'
    )
}

/// The consonant of a katakana; r and l are one sound in Japanese, so both are `r`.
fn kana(letter: char) -> &'static str {
    match letter {
        'カ'..='ゴ' | 'ヵ' | 'ヶ' => "k",
        'シ' | 'ジ' | 'チ' | 'ヂ' => "c",
        'サ'..='ゾ' | 'ツ' | 'ヅ' => "s",
        'タ'..='ド' => "t",
        'ナ'..='ノ' | 'ン' => "n",
        'フ' | 'ヴ' | 'ワ' => "f",
        'バ' | 'パ' | 'ビ' | 'ピ' | 'ブ' | 'プ' | 'ベ' | 'ペ' | 'ボ' | 'ポ' => "b",
        'ハ' | 'ヒ' | 'ヘ' | 'ホ' => "h",
        'マ'..='モ' => "m",
        'ラ'..='ロ' => "r",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_several_scripts_have_like_keys() {
        for names in [
            &["Trump", "Трамп", "ترامپ", "ترامب", "טראמפ"][..],
            &["Putin", "Путин", "پوتین", "بوتين", "פוטין"],
            &["Lavrov", "Лавров", "لاوروف"],
            &["Ivanov", "Иванов", "ایوانوف"],
            &["Washington", "Вашингтон", "واشنگتن", "واشنطن"],
            &["George", "Джордж", "جورج"],
            &["Khamenei", "Хаменеи", "خامنه‌ای"],
            &["Merkel", "Меркель", "مرکل", "メルケル"],
            &["Philip", "Филип", "فیلیپ"],
        ] {
            for name in names {
                let likeness = name_similarity(&name_key(names[0]), &name_key(name));
                assert!(likeness >= 0.7, "{} {name}: {likeness}", names[0]);
            }
        }
        for (left, right) in [("Trump", "Путин"), ("Moscow", "تهران"), ("Paris", "Лондон")]
        {
            let likeness = name_similarity(&name_key(left), &name_key(right));
            assert!(likeness < 0.6, "{left} {right}: {likeness}");
        }
    }

    #[test]
    fn a_word_without_consonants_has_an_empty_key() {
        assert_eq!(name_key("aeiou"), "");
        assert_eq!(name_key("联合国"), "");
        assert!(name_similarity("", "") < f64::EPSILON);
    }

    proptest::proptest! {
        #[test]
        fn similarity_is_symmetric_and_between_0_and_1(left in "\\PC{0,12}", right in "\\PC{0,12}") {
            let (left, right) = (name_key(&left), name_key(&right));
            let likeness = name_similarity(&left, &right);
            proptest::prop_assert!((0.0..=1.0).contains(&likeness));
            proptest::prop_assert!((likeness - name_similarity(&right, &left)).abs() < 1e-9);
        }
    }
}
