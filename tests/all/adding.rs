//! `align`, `add` and `show`, as a user runs them.

use crate::desk::Desk;

const ARTICLE: &str = "\
Talks in Dushanbe end with 12 agreements

The Secretary of the Council met President Rahmon on 15 September 2021.
He said that trade had grown by 43 percent.
\"We need each other,\" he added.

Will there be a treaty?
Nobody could say so on Monday.
NATO was not represented at the meeting.
";

const TRANSLATION: &str = "\
گفت‌وگوها در دوشنبه با ۱۲ توافق پایان یافت

دبیر شورا ۱۵ سپتامبر ۲۰۲۱ با رحمان رئیس‌جمهور دیدار کرد.
او گفت که تجارت ۴۳ درصد رشد کرده است.
وی افزود: «ما به یکدیگر نیاز داریم».

آیا پیمانی بسته خواهد شد؟
هیچ‌کس روز دوشنبه نمی‌توانست چنین بگوید.
ناتو در این نشست نماینده‌ای نداشت.
";

const OTHER: &str = "\
باران در شمال کشور

هواشناسی از بارش ۷۰ میلی‌متر باران خبر داد.
مردم ۳ روستا خانه‌های خود را ترک کردند.
راه‌ها بسته است!
مدرسه‌ها تا شنبه تعطیل شدند.
بازار تهران آرام بود.
";

fn desk() -> Desk {
    let desk = Desk::with_content();
    desk.write("talks.en.txt", ARTICLE);
    desk.write("talks.fa.txt", TRANSLATION);
    desk.write("rain.fa.txt", OTHER);
    desk
}

#[test]
fn each_sentence_finds_its_counterpart() {
    let desk = desk();
    let beads = desk.json(&["align", "en=talks.en.txt", "fa=talks.fa.txt"]);
    assert_eq!(beads.len(), 7);
    for (at, bead) in beads.iter().enumerate() {
        assert_eq!(bead["source"], serde_json::json!([at]), "{bead}");
        assert_eq!(bead["target"], serde_json::json!([at]), "{bead}");
        assert!(bead["confidence"].as_f64().unwrap() > 0.5, "{bead}");
    }
    let shown = desk.ok(&["align", "talks.en.txt", "talks.fa.txt"]);
    assert!(shown.contains("fa    4      وی افزود"), "{shown}");
    let lines = desk.json(&["align", "--lines", "en=talks.en.txt", "fa=talks.fa.txt"]);
    let all: Vec<u64> = lines
        .iter()
        .flat_map(|bead| bead["source"].as_array().unwrap())
        .map(|line| line.as_u64().unwrap())
        .collect();
    assert_eq!(all, (0..9).collect::<Vec<_>>(), "blank lines count");
}

#[test]
fn three_texts_are_rows_over_all_of_them() {
    let desk = desk();
    let rows = desk.json(&[
        "align",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "fa-AF=talks.fa.txt",
    ]);
    assert_eq!(rows[1]["targets"]["fa-AF"], serde_json::json!([1]));
    assert_eq!(rows[1]["target"], serde_json::json!([1]));
}

#[test]
fn an_article_is_added_once_and_suggested_with_its_place() {
    let desk = desk();
    let added = desk.json(&[
        "add",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "--threshold",
        "0.5",
    ]);
    assert_eq!(added[0]["units"], 7, "{added:?}");
    assert_eq!(added[0]["replaced"], false);
    let again = desk.json(&[
        "add",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "--threshold",
        "0.5",
    ]);
    assert_eq!(again[0]["replaced"], true);
    let stats = desk.json(&["stats"]);
    let sources = stats[0]["sources"].as_array().unwrap();
    let own = sources
        .iter()
        .filter(|one| one["path"] == "talks.en.txt+fa");
    assert_eq!(
        own.map(|one| one["units"].as_u64().unwrap()).sum::<u64>(),
        7
    );
    let found = desk.json(&["search", "trade had grown"]);
    assert_eq!(found[0]["origin"]["document"], "talks.en.txt");
    assert_eq!(found[0]["origin"]["position"], 3);
    assert_eq!(
        found[0]["origin"]["title"],
        "Talks in Dushanbe end with 12 agreements"
    );
    let place = desk.json(&["show", "--context", "1", found[0]["unit"].as_str().unwrap()]);
    assert_eq!(place[0]["before"].as_array().unwrap().len(), 1);
    assert_eq!(
        place[0]["after"][0]["en"],
        "\"We need each other,\" he added."
    );
    assert!(desk.ok(&["show", "talks.en.txt+fa#3"]).contains("▸"));
    let ran = desk.run(&["show", "talks.en.txt+fa#99"]);
    assert!(ran.status == 2 && ran.stderr.contains("#1 to"), "{ran:?}");
}

#[test]
fn nearly_the_same_article_is_noticed() {
    let desk = desk();
    desk.ok(&["add", "en=talks.en.txt", "fa=talks.fa.txt"]);
    desk.write("copy.en.txt", &ARTICLE.replace("Nobody", "No one"));
    let ran = desk.run(&["add", "en=copy.en.txt", "fa=talks.fa.txt"]);
    assert!(
        ran.stderr.contains("nearly the same as talks.en.txt"),
        "{ran:?}"
    );
}

#[test]
fn texts_that_are_no_translations_are_refused_with_their_confidence() {
    let desk = desk();
    let ran = desk.run(&["add", "en=talks.en.txt", "fa=rain.fa.txt"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.stderr.contains("(confidence 0."), "{ran:?}");
    assert!(
        desk.run(&["add", "en=talks.en.txt", "fa=rain.fa.txt", "--force"])
            .status
            == 0
    );
    assert!(desk.run(&["add", "en=talks.en.txt"]).status == 2);
    assert!(desk.run(&["add", "en=talks.en.txt", "fa=none.txt"]).status == 2);
}

#[test]
fn a_corrected_table_is_taken_as_reviewed() {
    let desk = desk();
    desk.ok(&[
        "align",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "--review",
        "table.tsv",
    ]);
    let table = std::fs::read_to_string(desk.path("table.tsv")).unwrap();
    let corrected: String = table
        .lines()
        .map(|line| {
            line.replace("check\t", "ok\t")
                .replace("43 percent", "44 percent")
                + "\n"
        })
        .filter(|line| !line.contains("NATO"))
        .collect();
    desk.write("table.tsv", &corrected);
    let added = desk.json(&["add", "--from", "table.tsv"]);
    assert_eq!(added[0]["units"], 6, "{added:?}");
    assert_eq!(desk.json(&["search", "grown by 44 percent"]).len(), 1);
    let shown = desk.json(&["show", "talks.en.txt+fa#1"]);
    assert_eq!(shown[0]["status"], "reviewed");
    for (name, reads) in [("t.xliff", true), ("t.html", false)] {
        desk.ok(&[
            "align",
            "en=talks.en.txt",
            "fa=talks.fa.txt",
            "--review",
            name,
        ]);
        assert_eq!(
            desk.run(&["add", "--from", name]).status == 0,
            reads,
            "{name}"
        );
    }
    let ran = desk.run(&[
        "align",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "--review",
        "t.doc",
    ]);
    assert!(ran.status == 2 && ran.stderr.contains("tsv"), "{ran:?}");
}

#[test]
fn folders_are_taken_by_names() {
    let desk = desk();
    desk.write("en/talks.txt", ARTICLE);
    desk.write("en/alone.txt", ARTICLE);
    desk.write("fa/talks.fa.txt", TRANSLATION);
    let added = desk.json(&["add", "en=en", "fa=fa"]);
    assert_eq!(added.len(), 1, "{added:?}");
    assert_eq!(added[0]["source"], "en/talks.txt+fa");
}
