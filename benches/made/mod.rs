//! Made text: sentences of made words, drawn as a language draws them (few words often, most
//! words seldom). The same seed gives the same text.

/// A small generator of numbers (xorshift64*); good enough to draw words.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        drawn as usize % end
    }

    /// A share from 0 up to 1.
    fn share(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }
}

/// A made language.
pub struct Language {
    syllables: &'static [&'static str],
    stop: &'static str,
}

pub const ENGLISH: Language = Language {
    syllables: &[
        "ra", "ten", "mi", "sol", "ver", "qua", "dis", "lo", "per", "un", "gi", "sta", "com",
        "ple", "net", "for", "al", "bur", "che", "os",
    ],
    stop: ". ",
};

#[allow(dead_code, reason = "not every benchmark reads Persian")]
pub const PERSIAN: Language = Language {
    syllables: &[
        "را", "مین", "سا", "دو", "شر", "گا", "کی", "نو", "پر", "می", "بر", "تا", "خو", "چه", "لان",
        "زی", "فر", "آب", "جا", "هم",
    ],
    stop: ". ",
};

/// How many words a made language has.
const WORDS: usize = 40_000;

impl Language {
    /// The word of a rank, the most frequent first; frequent words are short.
    fn word(&self, rank: usize) -> String {
        let mut dice = Dice::new(rank as u64 + 7);
        let syllables = 1 + (rank + 1).ilog10() as usize;
        (0..syllables)
            .map(|_| self.syllables[dice.below(self.syllables.len())])
            .collect()
    }

    /// A sentence of 8 to 26 words, without a stop.
    pub fn sentence(&self, dice: &mut Dice) -> String {
        let words = 8 + dice.below(19);
        let ranks = (0..words).map(|_| (WORDS as f64).powf(dice.share()) as usize - 1);
        let mut sentence = String::new();
        for rank in ranks.collect::<Vec<_>>() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(&self.word(rank));
        }
        capitalised(&sentence)
    }

    /// A text of at least so many bytes, in paragraphs.
    #[allow(dead_code, reason = "not every benchmark reads running text")]
    pub fn text(&self, bytes: usize) -> String {
        let mut dice = Dice::new(3);
        let mut text = String::new();
        while text.len() < bytes {
            text += &self.sentence(&mut dice);
            text += self.stop;
            if dice.below(5) == 0 {
                text += "\n\n";
            }
        }
        text
    }

    /// A sentence with one to three of its words replaced.
    #[allow(dead_code, reason = "not every benchmark searches")]
    pub fn edited(&self, sentence: &str, dice: &mut Dice) -> String {
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        for _ in 0..=dice.below(3) {
            let at = dice.below(words.len());
            words[at] = self.word(dice.below(WORDS));
        }
        words.join(" ")
    }
}

fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
