//! `mixed-script`: a word with letters of two scripts that look alike (a Latin a in a Russian
//! word).

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, unruled, words};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds words in which letters of one script stand for those of another.
pub struct Scripts;

/// Letters that look alike: Latin, Cyrillic, Greek. A space where a script has none (UTS #39).
const ALIKE: &[[char; 3]] = &[
    ['a', 'а', 'α'],
    ['c', 'с', 'ϲ'],
    ['e', 'е', ' '],
    ['i', 'і', 'ι'],
    ['j', 'ј', 'ϳ'],
    ['o', 'о', 'ο'],
    ['p', 'р', 'ρ'],
    ['s', 'ѕ', ' '],
    ['x', 'х', 'χ'],
    ['y', 'у', 'γ'],
    ['v', 'ѵ', 'ν'],
    ['h', 'һ', ' '],
    ['k', 'к', 'κ'],
    ['A', 'А', 'Α'],
    ['B', 'В', 'Β'],
    ['C', 'С', 'Ϲ'],
    ['E', 'Е', 'Ε'],
    ['H', 'Н', 'Η'],
    ['I', 'І', 'Ι'],
    ['J', 'Ј', ' '],
    ['K', 'К', 'Κ'],
    ['M', 'М', 'Μ'],
    ['N', ' ', 'Ν'],
    ['O', 'О', 'Ο'],
    ['P', 'Р', 'Ρ'],
    ['S', 'Ѕ', ' '],
    ['T', 'Т', 'Τ'],
    ['X', 'Х', 'Χ'],
    ['Y', 'У', 'Υ'],
    ['Z', ' ', 'Ζ'],
    ['ö', 'ӧ', ' '],
    ['ä', 'ӓ', ' '],
    ['ë', 'ё', ' '],
    ['ï', 'ї', ' '],
];

impl Check for Scripts {
    fn id(&self) -> &'static str {
        "mixed-script"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A word has letters of two scripts that look alike, such as a Latin a in a Russian word"
    }

    fn explains(&self) -> &'static str {
        "No search finds such a word. It counts where every letter of the rarer script looks like one of the other; a Latin name with a Russian ending (Googleом) does not."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            // The second letter of the first word is Latin.
            bad: Example::of("ru", &["Рoссия и Китай"]),
            good: Example::of("ru", &["Россия и Китай, IP-адрес, Googleом"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            if paragraph.text.is_ascii() {
                return Vec::new();
            }
            let unruled = unruled(paragraph.text);
            words(paragraph.text)
                .filter(|(start, _)| !is_within(&unruled, *start))
                .filter_map(|(start, word)| {
                    let mended = mended(word)?;
                    let message = format!("{word} has letters of two scripts");
                    Some(Remark::new(start..start + word.len(), message, 0.95).instead(mended))
                })
                .collect()
        })
    }
}

/// The script of a letter as a column of [`ALIKE`].
fn script_of(letter: char) -> Option<usize> {
    match letter {
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' => {
            Some(0)
        }
        '\u{400}'..='\u{52f}' => Some(1),
        '\u{370}'..='\u{3ff}' => Some(2),
        _ => None,
    }
}

/// The word in one script, where it has two and one of them can give way.
fn mended(word: &str) -> Option<String> {
    let mut counts = [0usize; 3];
    for letter in word.chars() {
        counts[script_of(letter)?] += 1;
    }
    let [first, second] = {
        let used: Vec<usize> = (0..3).filter(|script| counts[*script] > 0).collect();
        <[usize; 2]>::try_from(used).ok()?
    };
    // The script with more letters first; either may give way if only it can.
    let order = match counts[first] >= counts[second] {
        true => [(first, second), (second, first)],
        false => [(second, first), (first, second)],
    };
    order
        .into_iter()
        .find_map(|(kept, lost)| in_script(word, kept, lost))
}

fn in_script(word: &str, kept: usize, lost: usize) -> Option<String> {
    let convert = |letter: char| {
        if script_of(letter) == Some(kept) {
            return Some(letter);
        }
        let row = ALIKE.iter().find(|row| row[lost] == letter)?;
        Some(row[kept]).filter(|letter| *letter != ' ')
    };
    word.chars().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_scripts_take_the_letters_of_one() {
        assert_eq!(mended("Рoссия").as_deref(), Some("Россия"));
        assert_eq!(mended("Irаn").as_deref(), Some("Iran"));
        assert_eq!(mended("Россия"), None);
        assert_eq!(mended("Googleом"), None);
        assert_eq!(mended("تهران"), None);
    }
}
