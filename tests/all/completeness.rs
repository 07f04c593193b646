//! The index against the exhaustive scan, on news in four languages.

use std::fmt::Write as _;
use std::path::Path;

use crate::desk::Desk;
use crate::shared;

/// The languages whose texts are asked, with a language of the answers.
const LANGUAGES: [(&str, &str); 4] = [("fa", "en"), ("ru", "en"), ("ar", "fa"), ("zh", "en")];

/// How many queries are made from the texts of a language.
const QUERIES: usize = 120;

fn lines(folder: &Path, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

/// The news as one memory in five languages.
fn memory(folder: &Path) -> String {
    let mut tmx = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>"#,
    );
    let texts = ["en", "fa", "ru", "ar", "zh"].map(|tag| (tag, lines(folder, tag)));
    for line in 0..texts[0].1.len() {
        tmx.push_str("<tu>");
        for (language, own) in &texts {
            let text = own[line].replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(tmx, r#"<tuv xml:lang="{language}"><seg>{text}</seg></tuv>"#);
        }
        tmx.push_str("</tu>\n");
    }
    tmx.push_str("</body></tmx>\n");
    tmx
}

/// Lines of a text as they are, with words left out, exchanged for others of the text, and cut;
/// the same ones at every run.
fn queries(texts: &[String]) -> String {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % end.max(1)
    };
    let mut made = String::new();
    for number in 0..QUERIES {
        let line = &texts[below(texts.len())];
        let other = &texts[below(texts.len())];
        // Chinese has no spaces: its characters are what is exchanged.
        let has_spaces = line.contains(' ');
        let pieces = |line: &str| -> Vec<String> {
            match has_spaces {
                true => line.split(' ').map(str::to_owned).collect(),
                false => line.chars().map(String::from).collect(),
            }
        };
        let (mut own, others) = (pieces(line), pieces(other));
        for _ in 0..number % 7 {
            let at = below(own.len());
            match below(3) {
                0 if own.len() > 2 => drop(own.remove(at)),
                1 => own.insert(at, others[below(others.len())].clone()),
                _ => own[at] = others[below(others.len())].clone(),
            }
        }
        if number % 11 == 0 {
            own.truncate(own.len().div_ceil(2));
        }
        made.push_str(&own.join(if has_spaces { " " } else { "" }));
        made.push('\n');
    }
    made
}

#[test]
fn the_index_answers_like_the_exhaustive_scan_on_news() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let desk = Desk::new();
    desk.write("tm/news.tmx", &memory(&folder));
    for (language, to) in LANGUAGES {
        let asked = queries(&lines(&folder, language));
        desk.write("queries.txt", &asked);
        for threshold in ["0.5", "0.7"] {
            for limit in ["100000", "3"] {
                let mut arguments = vec!["suggest", "--lines", "--json", "queries.txt"];
                arguments.extend(["--from", language, "--to", to]);
                arguments.extend(["--threshold", threshold, "--limit", limit]);
                let by_index = desk.ok(&arguments);
                arguments.push("--exhaustive");
                let by_scan = desk.ok(&arguments);
                let place = by_index
                    .lines()
                    .zip(by_scan.lines())
                    .position(|(l, r)| l != r);
                assert_eq!(place, None, "{language} at {threshold}: a query differs");
                assert_eq!(by_index.lines().count(), asked.lines().count());
                let matches = by_index.matches("\"score\":").count();
                // Every query was made from a text, and most are still like it.
                assert!(
                    matches > QUERIES / 2,
                    "{language} at {threshold}: {matches}"
                );
                println!(
                    "{language} at {threshold}, limit {limit}: {matches} matches, none differs"
                );
            }
        }
    }
}
