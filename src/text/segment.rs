//! Sentences: the boundaries of UAX #29, mended by rules over a language's data.
//!
//! One algorithm for all languages. UAX #29 (`unicode-segmentation`) proposes boundaries; a few
//! rules take some of them back (abbreviations, initials, list markers, a question inside a
//! sentence, a line that only wraps) and add others (a missing space behind a full stop, a
//! sentence that begins with a number). `docs/segmentation.md` lists them; each has a name, so
//! that a place can be explained.

mod lines;
mod rules;

use unicode_segmentation::UnicodeSegmentation;

use crate::lang::{LanguageProfile, LanguageTag, profile_of};

use lines::Wrapping;

/// One sentence, as the bytes of the text that it takes, the white space behind it included:
/// the sentences of a text, joined, give the text back byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// The sentence with the white space around it.
    pub text: &'t str,
    /// The byte offset in the text at which it starts.
    pub start: usize,
}

impl<'t> Sentence<'t> {
    /// The sentence without the white space around it, with its place in the whole text.
    pub fn trimmed(&self) -> (usize, &'t str) {
        let trimmed = self.text.trim_start();
        let start = self.start + self.text.len() - trimmed.len();
        (start, trimmed.trim_end())
    }
}

/// Why a text was divided at a place, or was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The byte offset in the text.
    pub offset: usize,
    /// Whether a sentence begins there.
    pub verdict: Verdict,
    /// The name of the rule.
    pub rule: &'static str,
}

/// What was decided at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A sentence begins there.
    Break,
    /// The sentence goes on, though something there looks like an end.
    Join,
}

/// Divides text in one language into sentences. Made once for each language.
#[derive(Debug, Clone)]
pub struct Segmenter {
    profile: &'static LanguageProfile,
}

impl Segmenter {
    /// A segmenter by our own rules for a language; a language without data of its own is
    /// divided by UAX #29 and the rules that need none.
    pub fn new(language: &LanguageTag) -> Self {
        Self {
            profile: profile_of(language),
        }
    }

    /// The sentences of a text in their order. Never fails; a text without a sentence end is
    /// one sentence, an empty text has none. Linear in the text.
    pub fn sentences<'t>(&self, text: &'t str) -> Vec<Sentence<'t>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        self.decide(text, |decision| {
            if decision.verdict == Verdict::Break {
                sentences.push(Sentence {
                    text: &text[start..decision.offset],
                    start,
                });
                start = decision.offset;
            }
        });
        if start < text.len() {
            sentences.push(Sentence {
                text: &text[start..],
                start,
            });
        }
        sentences
    }

    /// Every place at which something was decided, in the order of the text.
    pub fn explain(&self, text: &str) -> Vec<Decision> {
        let mut decisions = Vec::new();
        self.decide(text, |decision| decisions.push(decision));
        decisions
    }

    fn decide(&self, text: &str, mut each: impl FnMut(Decision)) {
        let wrapping = Wrapping::of(text);
        let mut start = 0;
        for (offset, piece) in text.split_sentence_bound_indices() {
            // Blank lines belong to the sentence before them.
            if offset > 0 && piece.trim().is_empty() {
                continue;
            }
            if offset > 0 {
                let (verdict, rule) = self.judge(text, start, offset, &wrapping);
                each(Decision {
                    offset,
                    verdict,
                    rule,
                });
                if verdict == Verdict::Break {
                    start = offset;
                }
            }
            rules::inner_boundaries(piece, self.profile, |at, rule| {
                start = offset + at;
                each(Decision {
                    offset: start,
                    verdict: Verdict::Break,
                    rule,
                });
            });
        }
    }

    /// Whether a boundary of UAX #29 stands, for a sentence that began at `start`.
    fn judge(
        &self,
        text: &str,
        start: usize,
        offset: usize,
        wrapping: &Wrapping,
    ) -> (Verdict, &'static str) {
        let (left, right) = (&text[start..offset], &text[offset..]);
        if left.ends_with([
            '\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}',
        ]) {
            return match wrapping.continues(text, offset) {
                true => (Verdict::Join, "wrapped line"),
                false => (Verdict::Break, "end of line"),
            };
        }
        match rules::joins(left, right, self.profile) {
            Some(rule) => (Verdict::Join, rule),
            None => (Verdict::Break, "UAX #29"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(language: &str, text: &str) -> Vec<String> {
        let segmenter = Segmenter::new(&LanguageTag::parse(language).unwrap());
        let sentences = segmenter.sentences(text);
        let joined: String = sentences.iter().map(|sentence| sentence.text).collect();
        assert_eq!(joined, text);
        sentences
            .iter()
            .map(|sentence| sentence.trimmed().1.to_owned())
            .filter(|sentence| !sentence.is_empty())
            .collect()
    }

    #[test]
    fn sentences_of_many_languages() {
        for (language, text, expected) in [
            (
                "en",
                "Dr. Smith met J. R. Jones. They spoke.",
                &["Dr. Smith met J. R. Jones.", "They spoke."][..],
            ),
            (
                "en",
                "The U.S. Senate voted. He left the U.S. The end.",
                &["The U.S. Senate voted.", "He left the U.S.", "The end."],
            ),
            (
                "en",
                "It was over.The next day came.",
                &["It was over.", "The next day came."],
            ),
            (
                "en",
                "He said: \"We are ready.\" They left.",
                &["He said: \"We are ready.\"", "They left."],
            ),
            (
                "en",
                "\"Why?\" he asked. \"No!\" she said.",
                &["\"Why?\" he asked.", "\"No!\" she said."],
            ),
            (
                "en",
                "1. First point. 2. Second point.",
                &["1. First point.", "2. Second point."],
            ),
            (
                "en",
                "See example.Com and node.js now.",
                &["See example.Com and node.js now."],
            ),
            (
                "en",
                "Related News:\nRussia speaks",
                &["Related News:", "Russia speaks"],
            ),
            (
                "de",
                "Am 3. Oktober z. B. kam er. Dann ging er.",
                &["Am 3. Oktober z. B. kam er.", "Dann ging er."],
            ),
            (
                "ru",
                "В 1991 г. он уехал. И. И. Иванов остался.",
                &["В 1991 г. он уехал.", "И. И. Иванов остался."],
            ),
            (
                "fa",
                "او گفت: «بله.» سپس رفت. آیا آمد؟ نه!",
                &["او گفت: «بله.»", "سپس رفت.", "آیا آمد؟", "نه!"],
            ),
            (
                "ar",
                "قال: نعم. هل جاء؟ لا.",
                &["قال: نعم.", "هل جاء؟", "لا."],
            ),
            (
                "zh",
                "他说：“好。”然后走了。你呢？",
                &["他说：“好。”", "然后走了。", "你呢？"],
            ),
            ("ur", "وہ آیا۔ وہ گیا۔", &["وہ آیا۔", "وہ گیا۔"]),
            ("eo", "Unu. Du.", &["Unu.", "Du."]),
        ] {
            assert_eq!(sentences(language, text), expected, "{language}: {text}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_headings_are_not() {
        let text = "A short heading\n\nThis paragraph was wrapped by somebody at about sixty\ncharacters a line, so that its sentence goes on and on over\nthree lines. Then it ends.\n";
        assert_eq!(sentences("en", text).len(), 3);
        let list = "- one thing\n- another thing\n- a third thing\n";
        assert_eq!(sentences("en", list).len(), 3);
    }

    #[test]
    fn decisions_are_explained() {
        let segmenter = Segmenter::new(&LanguageTag::parse("en").unwrap());
        let rules: Vec<_> = segmenter
            .explain("Dr. Smith came. He left.The end.")
            .iter()
            .map(|decision| (decision.offset, decision.rule))
            .collect();
        assert_eq!(
            rules,
            [(4, "abbreviation"), (16, "UAX #29"), (24, "missing space")]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(text in "(\\PC|[\n\r\t.!?؟۔。\"«» ]){0,80}") {
            for language in ["en", "fa", "ar", "ru", "zh", "de", "eo"] {
                let segmenter = Segmenter::new(&LanguageTag::parse(language).unwrap());
                let mut end = 0;
                for sentence in segmenter.sentences(&text) {
                    proptest::prop_assert_eq!(sentence.start, end);
                    proptest::prop_assert!(!sentence.text.is_empty());
                    end += sentence.text.len();
                }
                proptest::prop_assert_eq!(end, text.len());
            }
        }
    }
}
