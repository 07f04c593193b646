//! Sentences: the boundaries of UAX #29, mended by rules over a language's data.
//!
//! One algorithm for all languages. A scan finds the few places at which a sentence may end;
//! at each of them the rules of `rules.rs` are asked in their order, and where none applies
//! UAX #29 (`unicode-segmentation`) decides. `docs/segmentation.md` describes them; each has a
//! name, so that a place can be explained.

mod custom;
mod export;
mod lines;
mod marks;
mod place;
mod rules;
mod srx;
mod stops;
mod uax;

use crate::lang::{LanguageProfile, LanguageTag, profile_of};

use custom::Users;
use lines::Wrapping;
use place::{Place, near_before};
use stops::{Stop, Stops};
use uax::Boundaries;

pub use export::{ExportedRule, ExportedSet, UNSAID, exported_rules};
pub use srx::{
    CodeHandling, KeptWith, SrxCascade, SrxError, SrxMap, SrxMode, SrxRuleSource, SrxRules,
    SrxSource, WhiteSpace,
};

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
    /// The name of the rule; `SRX` for a rule of the user.
    pub rule: &'static str,
    /// The line of the user's file that the rule is on.
    pub line: Option<u32>,
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
    stops: Stops,
    srx: Option<(SrxRules, SrxMode)>,
}

impl Segmenter {
    /// A segmenter by our own rules for a language; a language without data of its own is
    /// divided by UAX #29 and the rules that need none.
    pub fn new(language: &LanguageTag) -> Self {
        let profile = profile_of(language);
        Self {
            profile,
            stops: Stops::new(
                &profile.terminators,
                &profile.capital_terminators,
                &profile.no_terminators,
            ),
            srx: None,
        }
    }

    /// The same segmenter with rules of the user in the place of ours, or before them.
    pub fn with_srx(self, rules: SrxRules, mode: SrxMode) -> Self {
        Self {
            srx: Some((rules, mode)),
            ..self
        }
    }

    /// The sentences of a text in their order. Never fails; a text without a sentence end is
    /// one sentence, an empty text has none. Linear in the text. Where a rule of the user takes
    /// too many steps, our own rules decide; [`Segmenter::try_sentences`] says so.
    pub fn sentences<'t>(&self, text: &'t str) -> Vec<Sentence<'t>> {
        self.try_sentences(text)
            .unwrap_or_else(|_| divided(text, |each| self.decide(text, Users::default(), each)))
    }

    /// The sentences of a text in their order, as [`Segmenter::sentences`].
    ///
    /// # Errors
    /// When a rule of the user takes too many steps.
    pub fn try_sentences<'t>(&self, text: &'t str) -> Result<Vec<Sentence<'t>>, SrxError> {
        let mut outcome = Ok(());
        let sentences = divided(text, |each| outcome = self.decide_all(text, each));
        outcome.map(|()| sentences)
    }

    /// Every place at which something was decided, in the order of the text.
    ///
    /// # Errors
    /// When a rule of the user takes too many steps.
    pub fn explain(&self, text: &str) -> Result<Vec<Decision>, SrxError> {
        let mut decisions = Vec::new();
        self.decide_all(text, &mut |decision| decisions.push(decision))?;
        Ok(decisions)
    }

    fn decide_all(&self, text: &str, each: &mut dyn FnMut(Decision)) -> Result<(), SrxError> {
        let users = match &self.srx {
            None => Users::default(),
            Some((rules, SrxMode::Replace)) => return custom::decide(rules, text, each),
            Some((rules, SrxMode::Extend)) => Users::before_ours(rules, text)?,
        };
        self.decide(text, users, each);
        Ok(())
    }

    /// What our rules decide where users did not.
    fn decide(&self, text: &str, users: Users, each: &mut dyn FnMut(Decision)) {
        let mut walk = Walk {
            segmenter: self,
            text,
            start: text.len() - text.trim_start().len(),
            wrapping: Wrapping::of(text),
            boundaries: Boundaries::of(text),
            users,
            each,
        };
        let mut from = walk.start;
        while let Some((at, stop)) = self.stops.next(text, from) {
            walk.users_until(at);
            from = match stop {
                Stop::Terminator => walk.terminator(at),
                Stop::LineEnd => walk.line_end(at),
                Stop::Bracket => walk.bracket(at),
                Stop::Colon => walk.colon(at),
                Stop::Weak => walk.weak(at),
                Stop::Emoji => walk.emoji(at),
                Stop::Drawing => walk.drawing(at),
            };
        }
        walk.users_until(text.len());
    }
}

/// The sentences between the boundaries that are decided.
fn divided<'t>(text: &'t str, decide: impl FnOnce(&mut dyn FnMut(Decision))) -> Vec<Sentence<'t>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    decide(&mut |decision| {
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

/// A walk through a text from stop to stop. Every step returns where the scan goes on.
struct Walk<'w> {
    segmenter: &'w Segmenter,
    text: &'w str,
    /// Where the sentence begins that the walk is in.
    start: usize,
    wrapping: Wrapping,
    boundaries: Boundaries<'w>,
    users: Users,
    each: &'w mut dyn FnMut(Decision),
}

impl Walk<'_> {
    fn say(&mut self, offset: usize, verdict: Verdict, rule: &'static str) {
        self.users_until(offset);
        let is_decided = self.users.last == Some(offset);
        if is_decided || offset <= self.start || offset >= self.text.len() {
            return;
        }
        self.decided(Decision {
            offset,
            verdict,
            rule,
            line: None,
        });
    }

    fn decided(&mut self, decision: Decision) {
        (self.each)(decision);
        if decision.verdict == Verdict::Break {
            self.start = decision.offset;
        }
    }

    /// Hands over what users decided up to an offset.
    fn users_until(&mut self, offset: usize) {
        while let Some(decision) = self.users.until(offset) {
            if decision.offset > self.start {
                self.decided(decision);
            }
        }
    }

    fn terminator(&mut self, at: usize) -> usize {
        if let Some(item) = rules::next_item(&self.text[self.start..], at - self.start) {
            self.say(self.start + item, Verdict::Break, "list item");
        }
        let segmenter = self.segmenter;
        let mut place = Place::read(
            self.text,
            self.start,
            at,
            &segmenter.stops,
            segmenter.profile,
        );
        if place.next == self.text.len() {
            return place.next;
        }
        if place.gap().contains(stops::is_line_end)
            && !self.wrapping.continues(self.text, place.end, place.next)
        {
            self.say(place.next, Verdict::Break, "end of line");
            return place.next;
        }
        place.is_boundary = self.boundaries.any(at, place.first_letter_end());
        match rules::decide(&place) {
            Some(rule) => self.say(place.next, rule.verdict, rule.name),
            None if place.is_boundary => self.say(place.next, Verdict::Break, "UAX #29"),
            None if !place.gap().is_empty() => self.say(place.next, Verdict::Join, "UAX #29"),
            None => {}
        }
        place.end
    }

    fn line_end(&mut self, at: usize) -> usize {
        let text = self.text;
        let next = text.len() - text[at..].trim_start().len();
        match self.wrapping.continues(text, at, next) {
            true => self.say(next, Verdict::Join, "wrapped line"),
            false => self.say(next, Verdict::Break, "end of line"),
        }
        next
    }

    /// A closing bracket that may end an emoticon or the number of an item.
    fn bracket(&mut self, at: usize) -> usize {
        let sentence = &self.text[self.start..];
        if let Some(item) = rules::next_item(sentence, at - self.start) {
            self.say(self.start + item, Verdict::Break, "list item");
            return at + 1;
        }
        let from = near_before(self.text, self.start, at);
        let before = self.text[from..at].trim_end_matches(['-', ':', ';', '=', ')', '\'']);
        let start = from + before.len();
        match marks::emoticon(&self.text[start..]) {
            0 => at + 1,
            width => self.face(start, start + width),
        }
    }

    /// A colon, which ends a dateline or begins an emoticon.
    fn colon(&mut self, at: usize) -> usize {
        let width = marks::emoticon(&self.text[at..]);
        if width > 0 {
            return self.face(at, at + width);
        }
        if let Some(next) = self.parted(at + 1)
            && rules::is_dateline(&self.text[self.start..at])
        {
            self.say(next, Verdict::Break, "dateline");
            return next;
        }
        let from = near_before(self.text, self.start, at);
        if let Some(credit) = rules::credit(&self.text[from..at], self.segmenter.profile) {
            self.say(from + credit, Verdict::Break, "credit");
        }
        at + 1
    }

    /// What ends a sentence before a capital only: before two letters, of which the first is one.
    fn weak(&mut self, at: usize) -> usize {
        if let Some(next) = self.parted(at + 1) {
            let mut letters = self.text[next..].chars();
            let is_capitalised = letters.next().is_some_and(char::is_uppercase)
                && letters
                    .next()
                    .is_some_and(|c| c.is_lowercase() || c == '\'' || c == '’');
            if is_capitalised {
                self.say(next, Verdict::Break, "semicolon before a capital");
            }
        }
        at + 1
    }

    /// Where the text goes on behind an offset, if white space but no line end comes before it.
    fn parted(&self, end: usize) -> Option<usize> {
        let next = self.text.len() - self.text[end..].trim_start().len();
        let gap = &self.text[end..next];
        (!gap.is_empty() && !gap.contains(stops::is_line_end)).then_some(next)
    }

    fn emoji(&mut self, at: usize) -> usize {
        self.face(at, at + marks::emoji(&self.text[at..]))
    }

    /// A sentence that an emoji or emoticon ends: a capital follows, and words stand before it.
    fn face(&mut self, at: usize, end: usize) -> usize {
        let from = near_before(self.text, self.start, at);
        let has_words = self.text[from..at].contains(char::is_alphabetic);
        if let Some(next) = self.parted(end).filter(|_| has_words)
            && self.text[next..].starts_with(|c: char| c.is_uppercase() || c == '@')
        {
            self.say(next, Verdict::Break, "emoji");
        }
        end
    }

    /// A line drawn of equal signs parts what stands before and behind it; not where it touches
    /// words (`****NOTICE****`).
    fn drawing(&mut self, at: usize) -> usize {
        let end = at + stops::equal_bytes(&self.text.as_bytes()[at..]);
        if self.text[..at].ends_with(char::is_whitespace) {
            self.say(at, Verdict::Break, "drawn line");
        }
        if let Some(next) = self.parted(end) {
            self.say(next, Verdict::Break, "drawn line");
        }
        end
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
                "A summit in Washington Image: US Navy",
                &["A summit in Washington", "Image: US Navy"],
            ),
            ("en", "The image: a ship.", &["The image: a ship."]),
            (
                "fa",
                "نشست سران در تهران عکس: ایرنا",
                &["نشست سران در تهران", "عکس: ایرنا"],
            ),
            (
                "fr",
                "Il va à la banque. - 13 octobre 2004 : recours.",
                &["Il va à la banque.", "- 13 octobre 2004 : recours."],
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
            .unwrap()
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
