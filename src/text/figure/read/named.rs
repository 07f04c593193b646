//! Days of the week, and ordinal numbers in words.

use std::borrow::Cow;
use std::ops::Range;

use super::{FigureReader, hangul_beginnings};
use crate::lang::{NumberedWords, profile_of};
use crate::text::FoldedText;

/// How many tokens the name of a day, or an ordinal number, has at the most.
const LONGEST: usize = 2;

impl FigureReader {
    /// The days of the week that a text names, Monday being 1, with the bytes of each, in no
    /// particular order. Linear in the text.
    pub fn weekdays(&self, text: &FoldedText<'_>) -> Vec<(u8, Range<usize>)> {
        // 周六天 is six days a week.
        self.named(text, &self.words.weekdays, &['天', '小', '个', '個'])
    }

    /// The ordinal numbers in words that a text has, from 1 to 12, with the bytes of each, in no
    /// particular order; the last word of a longer one (twenty-third) is among them. Linear in the
    /// text.
    pub fn ranks(&self, text: &FoldedText<'_>) -> Vec<(u8, Range<usize>)> {
        // 第三十 is the thirtieth.
        let numerals = [
            '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '〇',
            '零',
        ];
        self.named(text, &self.words.ranks, &numerals)
    }

    /// The words of a list in a text; those in ideographs, which are tokens of their own, where no
    /// character follows that makes something else of them.
    fn named(
        &self,
        text: &FoldedText<'_>,
        list: &NumberedWords,
        not_before: &[char],
    ) -> Vec<(u8, Range<usize>)> {
        let mut found = in_ideographs(&list.ideographic, text.text, not_before);
        if list.by_key.is_empty() {
            return found;
        }
        let tokens = &text.tokens;
        let keys: Vec<Cow<'_, str>> = self.keyed(text).map(|(_, key)| key).collect();
        let mut at = 0;
        while at < tokens.len() {
            let number = (1..=LONGEST.min(tokens.len() - at))
                .rev()
                .find_map(|length| {
                    Some((
                        self.number_of(&keys[at..at + length].concat(), list)?,
                        length,
                    ))
                })
                .or_else(|| Some((self.inflected_number(&keys[at], list)?, 1)));
            let Some((number, length)) = number else {
                at += 1;
                continue;
            };
            found.push((number, tokens[at].start..tokens[at + length - 1].end()));
            at += length;
        }
        found
    }

    /// The number of a word, particles before it passed over.
    fn number_of(&self, key: &str, list: &NumberedWords) -> Option<u8> {
        let known = |word: &str| list.by_key.get(word).copied();
        let particles = profile_of(self.language()).proclitics.iter();
        let mut without = particles.filter_map(|one| key.strip_prefix(one.as_str()));
        known(key).or_else(|| without.find_map(known))
    }

    /// The number of a word with something written to it: Monday's, Perşembe'den, 월요일에.
    fn inflected_number(&self, key: &str, list: &NumberedWords) -> Option<u8> {
        let known = |word: &str| list.by_key.get(word).copied();
        known(key.strip_suffix("'s").unwrap_or(key))
            .or_else(|| known(self.before_apostrophe(key)?))
            .or_else(|| hangul_beginnings(key).find_map(known))
    }
}

fn in_ideographs(
    named: &[(String, u8)],
    text: &str,
    not_before: &[char],
) -> Vec<(u8, Range<usize>)> {
    let mut found = Vec::new();
    for (name, number) in named {
        for (at, _) in text.match_indices(name.as_str()) {
            let end = at + name.len();
            if !text[end..].starts_with(not_before) {
                found.push((*number, at..end));
            }
        }
    }
    found
}
