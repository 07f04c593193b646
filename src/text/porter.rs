//! English inflection: the steps of Porter's algorithm that remove it, and no others.
//!
//! M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), steps 1a, 1b, 1c and
//! 5a. The steps that take derivation away (2, 3, 4) are left out: a translator keeps
//! *organisation* and *organ*, *minister* and *ministry* apart.

/// The stem of a word in lower case. A word with letters other than a–z is its own stem.
pub(super) fn stem(word: &str) -> String {
    let bare = ["'s", "s'", "'"]
        .iter()
        .find_map(|possessive| {
            let bare = word.strip_suffix(possessive)?;
            (bare.len() >= 2).then_some(if *possessive == "s'" {
                &word[..word.len() - 1]
            } else {
                bare
            })
        })
        .unwrap_or(word);
    if bare.len() < 3 || !bare.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return bare.to_owned();
    }
    let mut word = bare.to_owned();
    plural(&mut word);
    past_and_participle(&mut word);
    if word.ends_with('y') && word.len() > 2 && has_vowel(&word[..word.len() - 1]) {
        word.replace_range(word.len() - 1.., "i");
    }
    final_e(&mut word);
    word
}

/// Step 1a; words in -ics and -us are no plurals.
fn plural(word: &mut String) {
    if word.ends_with("sses") || (word.ends_with("ies") && word.len() > 4) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !["ss", "ics", "us", "is"].iter().any(|e| word.ends_with(e)) {
        word.truncate(word.len() - 1);
    }
}

/// Step 1b.
fn past_and_participle(word: &mut String) {
    if word.ends_with("eed") {
        if measure(&word[..word.len() - 3]) > 0 {
            word.truncate(word.len() - 1);
        }
        return;
    }
    let Some(rest) = ["ed", "ing"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| has_vowel(rest) && rest.len() > 1)
    else {
        return;
    };
    word.truncate(rest.len());
    if ["at", "bl", "iz"].iter().any(|end| word.ends_with(end)) {
        word.push('e');
    } else if ends_doubled(word) {
        word.truncate(word.len() - 1);
    } else if measure(word) == 1 && ends_short(word) {
        word.push('e');
    }
}

/// Step 5a.
fn final_e(word: &mut String) {
    if let Some(rest) = word.strip_suffix('e') {
        let length = measure(rest);
        if length > 1 || (length == 1 && !ends_short(rest)) {
            word.truncate(word.len() - 1);
        }
    }
}

fn is_vowel(word: &[u8], at: usize) -> bool {
    match word[at] {
        b'a' | b'e' | b'i' | b'o' | b'u' => true,
        b'y' => at > 0 && !is_vowel(word, at - 1),
        _ => false,
    }
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| is_vowel(word.as_bytes(), at))
}

/// How many times a vowel group is followed by a consonant group: Porter's m.
fn measure(word: &str) -> usize {
    let bytes = word.as_bytes();
    (1..bytes.len())
        .filter(|&at| is_vowel(bytes, at - 1) && !is_vowel(bytes, at))
        .count()
}

/// Ends in a doubled consonant other than l, s and z.
fn ends_doubled(word: &str) -> bool {
    match word.as_bytes() {
        [.., before, last] => {
            before == last
                && !matches!(last, b'l' | b's' | b'z')
                && !is_vowel(word.as_bytes(), word.len() - 1)
        }
        _ => false,
    }
}

/// Ends in consonant, vowel, consonant other than w, x and y: Porter's *o.
fn ends_short(word: &str) -> bool {
    let length = word.len();
    length >= 3
        && !is_vowel(word.as_bytes(), length - 3)
        && is_vowel(word.as_bytes(), length - 2)
        && !is_vowel(word.as_bytes(), length - 1)
        && !matches!(word.as_bytes()[length - 1], b'w' | b'x' | b'y')
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflected_forms_have_one_stem() {
        for forms in [
            &["impose", "imposes", "imposed", "imposing"][..],
            &["plan", "plans", "planned", "planning"],
            &["state", "states", "stated", "stating"],
            &["agree", "agrees", "agreed", "agreeing"],
            &["country", "countries", "country's", "countries'"],
            &["force", "forces", "forced"],
            &["class", "classes"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn what_is_no_word_stays() {
        for word in [
            "", "a", "is", "us", "g7", "covid", "été", "king", "thing", "'s",
        ] {
            assert_eq!(stem(word), word);
        }
    }
}
