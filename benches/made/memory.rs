//! Makes a large TMX for measurements: each line of standard input as an English segment, with
//! a made Persian target. `cargo run --release --example
//! made_memory -- 10 < lines > ten-times.tmx` repeats the lines ten times,
//! with two to three words of each exchanged in every round but the first, so that the memory
//! grows tenfold without becoming ten copies of itself.

use std::io::{self, BufWriter, Read, Write};

/// The Persian letter that stands for each Latin one in a made target.
const LETTERS: [char; 26] = [
    'ا', 'ب', 'س', 'د', 'ه', 'ف', 'گ', 'ح', 'ی', 'ج', 'ک', 'ل', 'م', 'ن', 'و', 'پ', 'ق', 'ر', 'ش',
    'ت', 'خ', 'غ', 'ع', 'ژ', 'ز', 'ص',
];

fn main() -> io::Result<()> {
    let rounds = std::env::args().nth(1);
    let rounds: usize = rounds.and_then(|number| number.parse().ok()).unwrap_or(1);
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut output = BufWriter::with_capacity(1 << 20, io::stdout());
    writeln!(
        output,
        r#"<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="made" creationtoolversion="1" segtype="sentence" o-tmf="made" adminlang="en" srclang="en" datatype="plaintext"/><body>"#
    )?;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for round in 0..rounds {
        for line in &lines {
            let varied = varied(line, round, &words, &mut dice);
            let target = target(&varied);
            writeln!(
                output,
                r#"<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="fa"><seg>{}</seg></tuv></tu>"#,
                escaped(&varied),
                escaped(&target)
            )?;
        }
    }
    writeln!(output, "</body></tmx>")?;
    output.flush()
}

/// The line as it is in round 0; later with two or three of its words exchanged for others of
/// the corpus, drawn as often as they are used.
fn varied(line: &str, round: usize, words: &[&str], dice: &mut Dice) -> String {
    let mut own: Vec<&str> = line.split(' ').collect();
    if round > 0 {
        for _ in 0..2 + dice.below(2) {
            let at = dice.below(own.len());
            own[at] = words[dice.below(words.len())];
        }
    }
    own.join(" ")
}

/// The words in reverse order, in Persian letters.
fn target(line: &str) -> String {
    let letter = |character: char| match character {
        'a'..='z' => LETTERS[character as usize - 'a' as usize],
        'A'..='Z' => LETTERS[character as usize - 'A' as usize],
        other => other,
    };
    let words: Vec<String> = line
        .split(' ')
        .rev()
        .map(|word| word.chars().map(letter).collect())
        .collect();
    words.join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A small generator of numbers (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end.max(1)
    }
}
