//! Language identification on news in many languages, where they stand beside the project.

use std::fmt::Write as _;

use tarjuman::lang::LanguageTag;
use tarjuman::text::identify;

use crate::shared;

/// The languages of the data, by file, with what the answer may be.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["en"]),
    ("fa", &["fa"]),
    ("prs", &["fa"]),
    ("ar", &["ar"]),
    ("ru", &["ru"]),
    ("zh", &["zh"]),
    ("tg", &["tg"]),
    ("ur", &["ur"]),
    ("ps", &["ps"]),
    ("ckb", &["ckb"]),
    ("kmr", &["kmr"]),
    ("ug", &["ug"]),
    ("de", &["de"]),
    ("fr", &["fr"]),
    ("es", &["es"]),
    ("it", &["it"]),
    ("pt", &["pt"]),
    ("tr", &["tr"]),
    ("az", &["az"]),
    ("uz", &["uz"]),
    ("tk", &["tk"]),
    ("kk", &["kk"]),
    ("ky", &["ky"]),
    ("mn", &["mn"]),
    ("uk", &["uk"]),
    ("sr", &["sr"]),
    // Written in Latin letters, Serbian and Croatian are not told apart.
    ("sr-Latn", &["hr", "sr"]),
    ("pl", &["pl"]),
    ("id", &["id"]),
    ("vi", &["vi"]),
    ("he", &["he"]),
    ("hi", &["hi"]),
    ("bn", &["bn"]),
    ("hy", &["hy"]),
    ("ka", &["ka"]),
    ("ja", &["ja"]),
    ("ko", &["ko"]),
    ("th", &["th"]),
    ("km", &["km"]),
    ("my", &["my"]),
    ("am", &["am"]),
];

/// The share of texts whose language is identified, of those the share that is wrong with a
/// confidence of more than 0.8, and the answer that is wrong most often.
fn measured(texts: &[String], expected: &[&str]) -> (f64, f64, String) {
    let (mut right, mut sure) = (0, 0);
    let mut wrong = std::collections::BTreeMap::<String, usize>::new();
    for text in texts {
        let found = identify(text);
        let tag = found
            .as_ref()
            .map_or("none", |found| found.language.primary());
        if expected.contains(&tag) {
            right += 1;
            continue;
        }
        *wrong.entry(tag.to_owned()).or_default() += 1;
        sure += usize::from(found.is_some_and(|found| found.confidence > 0.8));
    }
    let most = wrong.into_iter().max_by_key(|(_, count)| *count);
    let share = |count: usize| count as f64 * 100.0 / texts.len() as f64;
    let most = most.map_or(String::new(), |(tag, count)| format!("{tag} {count}"));
    (share(right), share(sure), most)
}

#[test]
fn languages_of_news() {
    let mut table = String::from(
        "| language | sentences, % right | surely wrong | taken for | five sentences, % right |\n|---|---|---|---|---|\n",
    );
    let (mut sums, mut count) = ([0.0; 3], 0.0);
    for (file, expected) in LANGUAGES {
        let Some(path) = shared(&format!("data/news/ntrex/{file}.txt")) else {
            return;
        };
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let five: Vec<String> = lines.chunks(5).map(|chunk| chunk.join(" ")).collect();
        let (sentences, sure, most) = measured(&lines, expected);
        let (paragraphs, paragraphs_sure, _) = measured(&five, expected);
        let _ = writeln!(
            table,
            "| {file} | {sentences:.1} | {sure:.1} | {most} | {paragraphs:.1} |"
        );
        for (sum, value) in sums.iter_mut().zip([sentences, paragraphs, sure]) {
            *sum += value;
        }
        count += 1.0;
        assert!(LanguageTag::parse(file).is_ok());
        assert!(paragraphs_sure < 3.0, "{file}: {paragraphs_sure}");
    }
    let _ = writeln!(
        table,
        "| mean | {:.1} | {:.1} | | {:.1} |",
        sums[0] / count,
        sums[2] / count,
        sums[1] / count
    );
    println!("{table}");
    crate::desk::update_section("docs/languages.md", "identification", &table);
    assert!(sums[0] / count > 90.0, "{sums:?}");
}
