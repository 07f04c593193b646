//! `check --memory`, `harmonise` and `check --fix`.

use std::fmt::Write as _;
use std::fs;

use crate::desk::Desk;

/// A memory of units in English and Persian.
fn tmx(document: &str, date: &str, units: &[(&str, &str)]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\">\n<prop type=\"x-document\">{document}</prop>\n<prop type=\"x-date\">{date}</prop>\n</header>\n<body>\n"
    );
    for (source, target) in units {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            text,
            "<tu>\n  <tuv xml:lang=\"en\"><seg>{}</seg></tuv>\n  <tuv xml:lang=\"fa\"><seg>{}</seg></tuv>\n</tu>",
            escaped(source),
            escaped(target)
        );
    }
    text + "</body>\n</tmx>\n"
}

const GLOSSARY: &str = "id\tsubject\ten\tfa\tfa:deprecated\nsco\torganisation\tShanghai Cooperation Organization|SCO\tسازمان همکاری شانگهای\tپیمان شانگهای\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("glossaries/terms.tsv", GLOSSARY);
    desk.write(
        "tm/a.tmx",
        &tmx(
            "a",
            "2025-03-14",
            &[
                ("Related news:", "اخبار مرتبط:"),
                ("Related news:", "اخبار مرتبط:"),
                ("Read A & B.", "الف و ب را بخوانید."),
                ("The SCO met.", "سازمان همکاری شانگهای تشکیل جلسه داد."),
                (
                    "The SCO met again.",
                    "سازمان همکاری شانگهای باز تشکیل جلسه داد.",
                ),
                (
                    "Trade between the countries grew.",
                    "Trade between the countries grew.",
                ),
            ],
        ),
    );
    desk.write(
        "tm/b.tmx",
        &tmx(
            "b",
            "2026-05-01",
            &[
                ("Related news:", "خبرهای مرتبط:"),
                ("Read more.", "الف و ب را بخوانید."),
                ("The SCO summit opened.", "اجلاس پیمان شانگهای آغاز شد."),
            ],
        ),
    );
    desk
}

#[test]
fn the_memory_is_checked_as_a_whole() {
    let desk = desk();
    let found = desk.json(&["check", "--memory"]);
    let of = |check: &str| -> Vec<&serde_json::Value> {
        found.iter().filter(|own| own["check"] == check).collect()
    };
    let translations = of("memory-translations");
    assert_eq!(translations.len(), 1, "{found:#?}");
    assert_eq!(translations[0]["text"], "Related news:");
    assert_eq!(translations[0]["uses"][0]["text"], "اخبار مرتبط:");
    assert_eq!(translations[0]["uses"][0]["count"], 2);
    assert_eq!(translations[0]["uses"][0]["units"][0]["unit"], "tm/a.tmx#1");
    assert_eq!(translations[0]["uses"][1]["first"], "2026-05-01");
    let message = translations[0]["message"].as_str().unwrap();
    assert!(
        message.ends_with("2 translations, 67 % alike; خبرهای مرتبط: since 2026-05-01"),
        "{message}"
    );
    assert_eq!(of("memory-sources")[0]["text"], "الف و ب را بخوانید.");
    assert_eq!(of("memory-duplicates")[0]["uses"][0]["count"], 2);
    assert_eq!(of("memory-broken").len(), 1);
    let terms = of("memory-terms");
    assert_eq!(terms.len(), 1);
    assert_eq!(terms[0]["severity"], "warning");
    let message = terms[0]["message"].as_str().unwrap();
    assert!(
        message.contains("in 2 ways, 67 % سازمان همکاری شانگهای; a deprecated term"),
        "{message}"
    );
    let ran = desk.run(&["check", "--memory", "--fail-on", "error"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stderr
            .contains("en→fa: 9 units, 7 sources: 1 memory-terms, 1 memory-translations"),
        "{ran:?}"
    );
    assert_eq!(desk.run(&["check", "--memory"]).status, 1);
    let only = desk.json(&["check", "--memory", "--only", "memory-sources"]);
    assert_eq!(only.len(), 1);
    let ran = desk.run(&["check", "--memory", "--to", "ru"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("it has en, fa"), "{ran:?}");
}

#[test]
fn the_memory_has_ignores_a_baseline_and_reports() {
    let desk = desk();
    let checks = [
        "check",
        "--memory",
        "--only",
        "memory-translations,memory-terms",
    ];
    let with = |more: &[&str]| desk.run(&[&checks[..], more].concat());
    assert_eq!(desk.json(&checks).len(), 2);

    let sarif = with(&["--report", "sarif"]);
    assert_eq!(sarif.status, 1, "{sarif:?}");
    let log: serde_json::Value = serde_json::from_str(&sarif.stdout).unwrap();
    crate::checks::assert_valid_sarif(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "tm/b.tmx");
    let text = fs::read_to_string(desk.path("tm/b.tmx")).unwrap();
    let line = usize::try_from(place["region"]["startLine"].as_u64().unwrap()).unwrap();
    assert!(
        text.lines().nth(line - 1).unwrap().contains("<tu>"),
        "{place}"
    );
    let message = results[1]["message"]["text"].as_str().unwrap();
    assert!(
        message.contains("2 × اخبار مرتبط:, 2025-03-14, tm/a.tmx#1")
            && message.ends_with("write: اخبار مرتبط:"),
        "{message}"
    );

    let junit = with(&["--report", "junit", "--output", "m.xml"]);
    assert!(junit.stdout.contains("Related news:"), "{junit:?}");
    crate::checks::assert_valid_junit(&desk, &fs::read_to_string(desk.path("m.xml")).unwrap());
    assert_eq!(with(&["--report", "html", "--output", "m.html"]).status, 1);
    let page = fs::read_to_string(desk.path("m.html")).unwrap();
    assert!(page.contains("memory-translations"), "{page}");

    let ran = with(&["--baseline", "b.txt", "--update-baseline"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = with(&["--baseline", "b.txt"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran:?}");
    assert!(ran.stderr.contains("2 findings do not count"), "{ran:?}");
    // What is known of the same file as a file stays, and the other way round.
    desk.run(&[
        "check",
        "tm/b.tmx",
        "--baseline",
        "b.txt",
        "--update-baseline",
    ]);
    assert_eq!(with(&["--baseline", "b.txt"]).status, 0);
    let known = fs::read_to_string(desk.path("b.txt")).unwrap();
    with(&["--baseline", "b.txt", "--update-baseline"]);
    assert_eq!(fs::read_to_string(desk.path("b.txt")).unwrap(), known);

    assert_eq!(
        desk.json(&[&checks[..], &["--min-confidence", "0.9"]].concat())
            .len(),
        0
    );
    let settings = fs::read_to_string(desk.path("tarjuman.toml")).unwrap();
    desk.write(
        "tarjuman.toml",
        &format!("{settings}\n[[checks.ignore]]\ncheck = \"memory-translations\"\ntext = \"Related news\"\nreason = \"two sections of the site\"\n"),
    );
    let left = desk.json(&checks);
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["check"], "memory-terms");
}

#[test]
fn harmonising_is_a_change_that_git_applies() {
    let desk = desk();
    let ran = desk.run(&["harmonise", "--output", "change.patch"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stderr
            .contains("1 source gets one translation, 0 are undecided"),
        "{ran:?}"
    );
    let patch = fs::read_to_string(desk.path("change.patch")).unwrap();
    assert!(
        patch.contains("+  <tuv xml:lang=\"fa\"><seg>اخبار مرتبط:</seg></tuv>"),
        "{patch}"
    );
    let before = fs::read_to_string(desk.path("tm/b.tmx")).unwrap();
    let git = std::process::Command::new("git")
        .args(["apply", "change.patch"])
        .current_dir(desk.path("."))
        .output();
    match git {
        Ok(git) => assert!(git.status.success(), "{git:?}"),
        Err(_) => return println!("skipped: there is no git"),
    }
    let after = fs::read_to_string(desk.path("tm/b.tmx")).unwrap();
    let expected = before
        .replace("خبرهای مرتبط:", "اخبار مرتبط:")
        .replace("پیمان شانگهای", "سازمان همکاری شانگهای");
    assert_eq!(after, expected);
    let found = desk.json(&["check", "--memory", "--only", "memory-translations"]);
    assert!(found.is_empty(), "{found:?}");
    let told = desk.run(&["harmonise"]);
    assert_eq!(told.stdout, "");
    // Two translations that are used alike are nobody's to choose.
    desk.write(
        "tm/c.tmx",
        &tmx("c", "2026", &[("One.", "یک."), ("One.", "یکی.")]),
    );
    assert!(
        desk.run(&["harmonise"])
            .stderr
            .contains("0 sources get one translation, 1 is undecided")
    );
}

/// The term of each language: the rendering of the glossary, one that is deprecated, and one that
/// is admitted.
const COUNCIL: &[(&str, [&str; 3])] = &[
    ("fa", ["شورای امنیت", "کنسول امنیت", "انجمن امنیتی"]),
    (
        "ru",
        ["Совет Безопасности", "Совбез", "Комитет безопасности"],
    ),
    ("ar", ["مجلس الأمن", "لجنة الأمن", "هيئة الأمن"]),
    ("zh", ["安全理事会", "保安理事会", "安全委员会"]),
];

#[test]
fn a_term_that_is_rendered_three_ways_becomes_one() {
    for (language, [good, bad, other]) in COUNCIL {
        let desk = Desk::new();
        desk.write(
            "glossaries/council.tsv",
            &format!(
                "id\tlang\tterm\tstatus\nunsc\ten\tSecurity Council\tpreferred\nunsc\t{language}\t{good}\tpreferred\nunsc\t{language}\t{bad}\tdeprecated\nunsc\t{language}\t{other}\tadmitted\n"
            ),
        );
        let unit = |number: usize, term: &str| {
            format!(
                "<tu>\n  <tuv xml:lang=\"en\"><seg>The Security Council met: {number}.</seg></tuv>\n  <tuv xml:lang=\"{language}\"><seg>{term}: {number}.</seg></tuv>\n</tu>\n"
            )
        };
        let memory = |document: &str, date: &str, units: String| {
            tmx(document, date, &[]).replace("<body>\n", &format!("<body>\n{units}"))
        };
        let kept: String = (1..=5).map(|number| unit(number, good)).collect();
        desk.write("tm/a.tmx", &memory("a", "2026-05-04", kept));
        let others = unit(6, bad) + &unit(7, other);
        desk.write("tm/b.tmx", &memory("b", "2026-05-06", others.clone()));

        let found = desk.json(&["check", "--memory", "--only", "memory-terms"]);
        let message = found[0]["message"].as_str().unwrap();
        assert!(message.contains("rendered in 3 ways, 71 %"), "{message}");
        let uses = &found[0]["uses"];
        assert_eq!(uses[0]["count"], 5);
        assert_eq!(uses[1]["first"], "2026-05-06");
        let unit_of = |at: usize| uses[at]["units"][0]["unit"].as_str().unwrap();
        assert!(unit_of(1).starts_with("tm/b.tmx#") && unit_of(1) != unit_of(2));

        let early = [
            "check",
            "--memory",
            "--only",
            "memory-terms",
            "--until",
            "2026-05-04",
        ];
        assert!(desk.json(&early).is_empty());
        let week = desk.json(&[
            "check",
            "--memory",
            "--only",
            "memory-terms",
            "--since",
            "2026-05-05",
        ]);
        assert!(
            week[0]["message"].as_str().unwrap().contains("in 2 ways"),
            "{week:?}"
        );

        let ran = desk.run(&["harmonise", "--output", "change.patch"]);
        assert!(ran.stderr.contains("1 term gets one rendering"), "{ran:?}");
        let patch = fs::read_to_string(desk.path("change.patch")).unwrap();
        assert!(
            patch.contains("# term en: Security Council (3 ways, 71 % as proposed)")
                && patch.contains(&format!("1 × {bad}  2026-05-06"))
                && patch.contains("becomes, as in 5 units"),
            "{patch}"
        );
        let json = desk.json(&["harmonise"]);
        assert_eq!(json[0]["what"], "term");
        assert_eq!(json[0]["percent"], 71);
        let git = std::process::Command::new("git")
            .args(["apply", "change.patch"])
            .current_dir(desk.path("."))
            .output();
        match git {
            Ok(git) => assert!(git.status.success(), "{git:?}"),
            Err(_) => return println!("skipped: there is no git"),
        }
        let after = fs::read_to_string(desk.path("tm/b.tmx")).unwrap();
        assert!(after.contains(&(unit(6, good) + &unit(7, good))), "{after}");
        let left = desk.json(&["check", "--memory", "--only", "memory-terms"]);
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn what_is_inflected_is_left_to_a_person() {
    let desk = Desk::new();
    desk.write(
        "glossaries/council.tsv",
        "id\tlang\tterm\tstatus\nunsc\ten\tSecurity Council\tpreferred\nunsc\tru\tСовет Безопасности\tpreferred\nunsc\tru\tКомитет безопасности\tdeprecated\n",
    );
    desk.write(
        "tm/a.tmx",
        &tmx("a", "2026", &[])
            .replace("<body>", "<body>\n<tu>\n<tuv xml:lang=\"en\"><seg>The talks of the Security Council ended.</seg></tuv>\n<tuv xml:lang=\"ru\"><seg>Переговоры Комитета безопасности завершились.</seg></tuv>\n</tu>"),
    );
    let ran = desk.run(&["harmonise"]);
    assert!(
        ran.stderr.contains("1 unit is left to be changed by hand"),
        "{ran:?}"
    );
    assert!(
        ran.stdout
            .contains("by hand: tm/a.tmx#1: Переговоры Комитета")
            && !ran.stdout.contains("\n+"),
        "{ran:?}"
    );
}

/// 493 of the 13,866 sources of a real catalogue have several translations.
#[test]
fn the_sources_of_a_real_catalogue_are_counted() {
    let Some(path) = crate::shared("data/catalogues/en-fa.jsonl") else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    let units: Vec<(String, String)> = crate::desk::objects(&text)
        .iter()
        .map(|own| {
            let said = |name: &str| own[name].as_str().unwrap().to_owned();
            (said("source"), said("target"))
        })
        .collect();
    let desk = Desk::new();
    let units: Vec<(&str, &str)> = units
        .iter()
        .map(|(own, other)| (own.as_str(), other.as_str()))
        .collect();
    desk.write("tm/catalogue.tmx", &tmx("catalogue", "2026", &units));
    let arguments = [
        "check",
        "--memory",
        "--limit",
        "100000",
        "--only",
        "memory-translations",
    ];
    let ran = desk.run(&arguments);
    assert!(
        ran.stderr
            .contains("19,366 units, 13,866 sources: 493 memory-translations"),
        "{}",
        ran.stderr
    );
    let found = desk.json(&arguments);
    assert_eq!(found.len(), 493);
    let weights: Vec<u64> = found
        .iter()
        .map(|own| own["weight"].as_u64().unwrap())
        .collect();
    assert!(weights.is_sorted_by(|one, two| one >= two));
}

#[test]
fn what_is_sure_is_mended_in_plain_text_only() {
    let desk = Desk::new();
    let text = "وزير امور خارجه رفت.\r\n\r\nآن كتاب خوب بود.";
    desk.write("a.fa.txt", text);
    desk.write("b.fa.md", "# خبر\n\nوزير امور خارجه رفت.\n");
    fs::write(
        desk.path("c.fa.txt"),
        b"\xEF\xBB\xBF\xD9\x83\xD8\xAA\xD8\xA7\xD8\xA8\n",
    )
    .unwrap();
    let fix = |more: &[&str]| {
        let mut all = vec![
            "check",
            "a.fa.txt",
            "b.fa.md",
            "c.fa.txt",
            "--only",
            "letter-forms",
        ];
        all.extend(["--fail-on", "note", "--fix"]);
        all.extend(more);
        desk.run(&all)
    };
    // Nobody is there to be asked.
    for more in [&[][..], &["--dry-run"]] {
        let ran = fix(more);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.stdout
                .contains("-وزير امور خارجه رفت.\r\n+وزیر امور خارجه رفت.\r\n"),
            "{ran:?}"
        );
        assert!(ran.stderr.contains("nothing was written"), "{ran:?}");
        assert_eq!(fs::read_to_string(desk.path("a.fa.txt")).unwrap(), text);
    }
    let ran = fix(&["--yes"]);
    assert!(ran.stderr.contains("wrote 3 changes in 2 files"), "{ran:?}");
    // What is in the Markdown is left, and counts.
    assert_eq!(ran.status, 1);
    let mended = fs::read_to_string(desk.path("a.fa.txt")).unwrap();
    assert_eq!(mended, text.replace("وزير", "وزیر").replace('ك', "ک"));
    assert!(
        fs::read(desk.path("c.fa.txt"))
            .unwrap()
            .starts_with(b"\xEF\xBB\xBF\xDA\xA9")
    );
    assert!(
        fs::read_to_string(desk.path("b.fa.md"))
            .unwrap()
            .contains("وزير")
    );
    let ran = desk.run(&[
        "check",
        "a.fa.txt",
        "c.fa.txt",
        "--only",
        "letter-forms",
        "--fail-on",
        "note",
    ]);
    assert_eq!(ran.status, 0, "{ran:?}");
}
