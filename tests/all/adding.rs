//! `align`, `add` and `show`, as a user runs them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{Desk, finished, objects};

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
fn a_text_in_another_language_than_it_is_said_to_be_is_refused() {
    let desk = desk();
    let ran = desk.run(&["add", "en=talks.en.txt", "ru=talks.fa.txt"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let says = "talks.fa.txt: the text looks like Persian (fa) (100 % sure), not like Russian (ru)";
    assert!(ran.stderr.contains(says), "{ran:?}");
    let ran = desk.run(&["align", "en=talks.en.txt", "ru=talks.fa.txt"]);
    assert!(ran.status == 0 && ran.stderr.contains(says), "{ran:?}");
    let forced = ["add", "en=talks.en.txt", "ru=talks.fa.txt", "--force"];
    assert_eq!(desk.run(&forced).status, 0);
    // Of a language of which nothing is known nothing can be said.
    let ran = desk.run(&["add", "en=talks.en.txt", "qaa=talks.fa.txt"]);
    assert_eq!(ran.status, 0, "{ran:?}");
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

/// One article in five languages, each as a page, a DOCX, an ODT and Markdown.
fn same(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/articles/same")
        .join(name)
}

/// The page of the article as a site has it, with its date and its address.
fn page(address: &str) -> String {
    let page = fs::read_to_string(same("en.html")).unwrap();
    let facts = format!(
        "<meta property=\"article:published_time\" content=\"2026-05-03T18:20:00Z\"><link rel=\"canonical\" href=\"{address}\"><title>"
    );
    page.replacen("<title>", &facts, 1)
}

const ADDRESS: &str = "https://wire.example/2026/05/03/talks";

#[test]
fn a_page_and_its_translation_in_any_format_become_units_that_know_their_article() {
    for (language, ending, title, word) in [
        (
            "fa",
            "docx",
            "گفت‌وگوهای تاشکند بی‌نتیجه پایان یافت",
            "اورگنج",
        ),
        ("ar", "odt", "محادثات طشقند تنتهي دون اتفاق", "أورغينتش"),
        (
            "ru",
            "md",
            "Переговоры в Ташкенте закончились ничем",
            "Ургенче",
        ),
        ("zh", "html", "塔什干会谈未达成协议", "委员会"),
    ] {
        let desk = Desk::new();
        desk.write("article.html", &page(ADDRESS));
        let file = format!("tarjome.{ending}");
        fs::copy(same(&format!("{language}.{ending}")), desk.path(&file)).unwrap();
        let translation = format!("{language}={file}");
        let added = desk.json(&["add", "article.html", &translation, "--threshold", "0.5"]);
        let added = &added[0];
        assert_eq!(
            added["source"],
            format!("article.html+{language}"),
            "{added}"
        );
        assert!(added["gaps"].as_u64().unwrap() <= 1, "{language}: {added}");
        let units = added["units"].as_u64().unwrap() + added["doubtful"].as_u64().unwrap();
        assert!(units >= 10, "{language}: {added}");
        let found = desk.json(&["search", "commission in Urgench"]);
        let origin = &found[0]["origin"];
        assert_eq!(origin["title"], "Talks in Tashkent end without a deal");
        assert_eq!(origin["date"], "2026-05-03", "{origin}");
        assert_eq!(origin["address"], ADDRESS, "{origin}");
        let found = desk.json(&["search", word]);
        assert!(!found.is_empty(), "{language}");
        let export = desk.ok(&["export", "-", "--format", "tmx"]);
        assert!(export.contains(title), "{language}: {export}");
    }
}

#[test]
fn an_article_from_standard_input_is_known_by_its_address_or_its_translation() {
    let desk = Desk::new();
    fs::copy(same("fa.docx"), desk.path("tarjome.docx")).unwrap();
    let add = |text: &str| {
        desk.write("in.html", text);
        let mut command = desk.command(&["add", "en=-", "fa=tarjome.docx", "--json"]);
        command.stdin(fs::File::open(desk.path("in.html")).unwrap());
        let ran = finished(&mut command);
        assert_eq!(ran.status, 0, "{ran:?}");
        let added = objects(&ran.stdout).remove(0);
        (
            added["source"].as_str().unwrap().to_owned(),
            added["replaced"].clone(),
        )
    };
    let named = format!("{ADDRESS}+fa");
    assert_eq!(add(&page(ADDRESS)), (named.clone(), false.into()));
    assert_eq!(add(&page(ADDRESS)), (named, true.into()));
    let without = fs::read_to_string(same("en.html")).unwrap();
    assert_eq!(add(&without), ("tarjome.docx+fa".to_owned(), false.into()));
    let sources = desk.json(&["stats"])[0]["sources"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(
        sources, 2,
        "one from standard input does not replace another"
    );
}

#[test]
fn patterns_take_the_files_in_which_the_same_stands_for_the_star() {
    let desk = desk();
    desk.write("news/talks-en.txt", ARTICLE);
    desk.write("news/rain-en.txt", ARTICLE);
    desk.write("tarjome/talks.txt", TRANSLATION);
    let added = desk.json(&["add", "en=news/*-en.txt", "fa=tarjome/*.txt"]);
    assert_eq!(added.len(), 1, "{added:?}");
    assert_eq!(added[0]["source"], "news/talks-en.txt+fa");
    let ran = desk.run(&["add", "en=news/*-ru.txt", "fa=tarjome/*.txt"]);
    assert!(
        ran.status == 2 && ran.stderr.contains("no file of one"),
        "{ran:?}"
    );
}

#[test]
fn an_article_that_was_shortened_leaves_no_unit_behind() {
    let desk = desk();
    let add = [
        "add",
        "en=talks.en.txt",
        "fa=talks.fa.txt",
        "--threshold",
        "0.5",
    ];
    desk.ok(&add);
    assert_eq!(desk.json(&["search", "NATO"]).len(), 1);
    let without = |text: &str| {
        text.lines()
            .filter(|line| !line.contains("NATO") && !line.contains("ناتو"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    desk.write("talks.en.txt", &without(ARTICLE));
    desk.write("talks.fa.txt", &without(TRANSLATION));
    let again = desk.json(&add);
    assert_eq!(again[0]["replaced"], true);
    assert_eq!(again[0]["units"], 6, "{again:?}");
    assert!(desk.json(&["search", "NATO"]).is_empty());
}
