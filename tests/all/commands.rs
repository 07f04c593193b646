//! Every command, as a user runs it.

use crate::desk::{Desk, assert_snapshot, finished, objects};

#[test]
fn what_people_read() {
    let desk = Desk::with_content();
    desk.ok(&["stats", "-q"]);
    for (name, arguments) in [
        ("suggest", &["suggest", "article.en.txt", "--to", "fa"][..]),
        ("terms", &["terms", "article.en.txt", "--to", "fa,ru"]),
        ("terms-fa", &["terms", "article.fa.txt", "--to", "en"]),
        ("lookup", &["lookup", "Shanghai Cooperation"]),
        (
            "lookup-fa",
            &["lookup", "شوراي عالي امنيت ملي", "--to", "en"],
        ),
        ("lookup-misspelt", &["lookup", "Tajikistn", "--to", "fa"]),
        ("lookup-memory", &["lookup", "two countries", "--to", "fa"]),
        ("search", &["search", "country", "--with", "fa"]),
        ("segment", &["segment", "article.en.txt"]),
        (
            "segment-explain",
            &["segment", "--explain", "article.en.txt"],
        ),
        ("check-list", &["check", "--list"]),
    ] {
        assert_snapshot(name, &desk.ok(arguments));
    }
    for (name, arguments) in [
        ("check-article", &["check", "article.en.txt"][..]),
        (
            "check-translation",
            &["check", "article.en.txt", "article.fa.txt"],
        ),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert_snapshot(name, &format!("{}{}", ran.stdout, ran.stderr));
    }
}

#[test]
fn a_misspelt_part_of_a_term_finds_it() {
    let desk = Desk::with_content();
    for (query, concept) in [
        ("Shangai Coop", "sco"),
        ("Organzation", "sco"),
        ("Supreme National Securty", "snsc"),
        ("سازمان همکري", "sco"),
        ("Высшего совета нацианальной", "snsc"),
        ("منظمة شنغاي", "sco"),
        ("上合", "sco"),
    ] {
        let found = desk.json(&["lookup", query]);
        assert_eq!(found[0]["concept"], concept, "{query}: {found:?}");
    }
    let ran = desk.run(&["lookup", "Orgnzatn"]);
    assert!(ran.stderr.contains("nothing like"), "{ran:?}");
}

#[test]
fn what_programs_read() {
    let desk = Desk::with_content();
    desk.ok(&["stats", "-q"]);
    let article = std::fs::read_to_string(desk.path("article.en.txt")).unwrap();
    let suggestions = desk.json(&["suggest", "article.en.txt", "--to", "fa"]);
    assert_eq!(suggestions.len(), 5);
    for (index, suggestion) in suggestions.iter().enumerate() {
        assert_eq!(suggestion["index"], index);
        let place = |name: &str| usize::try_from(suggestion[name].as_u64().unwrap()).unwrap();
        assert_eq!(
            &article[place("start")..place("end")],
            suggestion["source"].as_str().unwrap()
        );
        for term in suggestion["terms"].as_array().unwrap() {
            let place = |name: &str| usize::try_from(term[name].as_u64().unwrap()).unwrap();
            assert_eq!(
                &article[place("start")..place("end")],
                term["text"].as_str().unwrap()
            );
        }
    }
    let best = &suggestions[1]["matches"][0];
    assert_eq!(best["target"], "تجارت میان دو کشور ۴۳ درصد افزایش یافت.");
    assert_eq!(best["unit"], "tm/dushanbe.tmx#2");
    assert_eq!(best["origin"]["date"], "2026-03-14");
    assert_eq!(best["penalties"][0]["name"], "number");
    assert!(best["score"].as_f64().unwrap() > 95.0);
    let mentions = desk.json(&["terms", "article.en.txt", "--to", "fa"]);
    let nato = mentions
        .iter()
        .find(|found| found["concept"] == "nato")
        .unwrap();
    assert_eq!(nato["kind"], "variant");
    assert_eq!(nato["reason"], "misspelt: Organzation");
    assert_eq!(nato["renderings"]["fa"][0], "سازمان پیمان آتلانتیک شمالی");
    for mention in &mentions {
        let place = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
        assert_eq!(
            &article[place("start")..place("end")],
            mention["text"].as_str().unwrap()
        );
    }
    let found = desk.json(&["lookup", "SCO"]);
    assert_eq!(found[0]["concept"], "sco");
    assert_eq!(found[0]["terms"]["fa"][0]["status"], "preferred");
    let found = desk.json(&["lookup", "Tajikistan", "--to", "fa"]);
    assert_eq!(found[0]["evidence"][0]["rendering"], "تاجیکستان");
    let findings = desk.json(&["check", "article.en.txt", "article.fa.txt"]);
    let checks: Vec<_> = findings
        .iter()
        .map(|found| found["check"].as_str().unwrap())
        .collect();
    for expected in [
        "number",
        "term-rendering",
        "letter-forms",
        "two-translations",
    ] {
        assert!(checks.contains(&expected), "{expected} in {checks:?}");
    }
    let stats = desk.json(&["stats"]);
    assert_eq!(stats[0]["units"], 3);
    assert_eq!(stats[0]["concepts"], 6);
    assert_eq!(
        desk.json(&["doctor"])[0]["problems"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn sentences_give_the_text_back() {
    let desk = Desk::with_content();
    for file in ["article.en.txt", "article.fa.txt"] {
        let text = std::fs::read_to_string(desk.path(file)).unwrap();
        let sentences = desk.json(&["segment", file]);
        let joined: String = sentences
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect();
        assert_eq!(joined, text);
        let units: usize = text.encode_utf16().count();
        assert_eq!(sentences.last().unwrap()["end_utf16"], units);
    }
}

#[test]
fn lines_stay_lines() {
    let desk = Desk::with_content();
    desk.write(
        "lines.txt",
        "Related News:\n\nrelated news\r\nno such thing",
    );
    let found = desk.json(&[
        "suggest",
        "--lines",
        "--from",
        "en",
        "--to",
        "fa",
        "lines.txt",
    ]);
    let scores: Vec<_> = found
        .iter()
        .map(|one| one["matches"][0]["score"].as_f64())
        .collect();
    assert_eq!(scores.len(), 4);
    assert_eq!(scores[0], Some(100.0));
    assert_eq!((scores[1], scores[3]), (None, None));
    assert!(scores[2].unwrap() < 99.0);
    let slow = desk.json(&[
        "suggest",
        "--lines",
        "--exhaustive",
        "--from",
        "en",
        "--to",
        "fa",
        "lines.txt",
    ]);
    assert_eq!(slow, found);
}

#[test]
fn every_language_can_be_the_source() {
    let desk = Desk::with_content();
    for (from, text) in [
        ("fa", "تجارت ميان دو كشور 43 درصد افزايش يافت."),
        (
            "ru",
            "Товарооборот между двумя странами вырос на 44 процента.",
        ),
        ("zh", "最高国家安全委员会秘书周二抵达塔吉克斯坦。"),
        (
            "ar",
            "وصل أمين المجلس الأعلى للأمن القومي الى طاجيكستان يوم الاثنين.",
        ),
    ] {
        desk.write("one.txt", text);
        let found = desk.json(&[
            "suggest", "--lines", "--from", from, "--to", "en", "one.txt",
        ]);
        let best = &found[0]["matches"][0];
        assert!(best["score"].as_f64().unwrap() > 80.0, "{from}: {found:?}");
        assert!(best["score"].as_f64().unwrap() < 100.0, "{from}: {found:?}");
    }
}

#[test]
fn wrong_use_gets_one_clear_sentence() {
    let desk = Desk::with_content();
    desk.write(
        "broken.tmx",
        "<tmx version=\"1.4\"><body>\n<tu><tuv xml:lang=\"en\"><seg>a</body></tmx>",
    );
    desk.write("odd.xyz", "nothing that is known");
    desk.write("numbers.txt", "12 34");
    for (arguments, expected) in [
        (
            &["suggest", "none.txt", "--to", "fa"][..],
            "cannot read none.txt: No such file",
        ),
        (&["import", "broken.tmx"], "broken.tmx:2: the XML is broken"),
        (&["import", "odd.xyz"], "odd.xyz: no known format"),
        (
            &["import", "article.en.txt", "--format", "docx"],
            "there is no format \"docx\"; known are tmx",
        ),
        (
            &["suggest", "numbers.txt", "--to", "fa"],
            "the language of numbers.txt is not clear; name it with --from",
        ),
        (
            &["check", "article.en.txt", "--only", "spelling"],
            "there is no check \"spelling\"",
        ),
        (
            &[
                "check",
                "--lines",
                "article.en.txt",
                "numbers.txt",
                "--to",
                "fa",
            ],
            "with --lines both need as many",
        ),
        (
            &["remove", "tm/none.tmx"],
            "there is no source \"tm/none.tmx\"",
        ),
        (
            &["export", "-", "--source", "x"],
            "there is no source \"x\"",
        ),
        (
            &["suggest", "article.en.txt", "--to", "persian"],
            "is not a language tag",
        ),
        (
            &[
                "suggest",
                "article.en.txt",
                "--to",
                "fa",
                "--threshold",
                "7000",
            ],
            "is no score",
        ),
        (&["init"], "tarjuman.toml is there already"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
        assert!(
            ran.stderr.contains(expected),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert!(!ran.stderr.contains("panicked"));
    }
    let outside = tempfile::tempdir().unwrap();
    let ran = finished(desk.command(&["stats"]).current_dir(outside.path()));
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("run `tarjuman init`"), "{}", ran.stderr);
}

#[test]
fn a_project_can_be_named_from_anywhere() {
    let desk = Desk::with_content();
    let outside = tempfile::tempdir().unwrap();
    let folder = desk.path("tm");
    let named = ["--project", folder.to_str().unwrap(), "stats", "--json"];
    let ran = finished(desk.command(&named).current_dir(outside.path()));
    assert_eq!(objects(&ran.stdout)[0]["units"], 3);
    let mut command = desk.command(&["stats", "--json"]);
    command
        .current_dir(outside.path())
        .env("TARJUMAN_PROJECT", desk.path("."));
    assert_eq!(objects(&finished(&mut command).stdout)[0]["units"], 3);
    let store = outside.path().join("store");
    desk.ok(&["stats", "--store", store.to_str().unwrap()]);
    assert!(store.join("sled").is_dir());
}

#[test]
fn what_is_exported_can_be_imported() {
    let desk = Desk::with_content();
    desk.ok(&["export", "all.tmx"]);
    desk.ok(&["export", "all.tsv"]);
    desk.ok(&[
        "export",
        "long.tsv",
        "--format",
        "glossary-long",
        "--lang",
        "en,fa",
    ]);
    let other = Desk::new();
    for name in ["all.tmx", "all.tsv"] {
        let text = std::fs::read_to_string(desk.path(name)).unwrap();
        other.write(name, &text);
    }
    other.ok(&["import", "all.tmx", "all.tsv"]);
    let stats = |desk: &Desk| {
        let stats = &desk.json(&["stats"])[0];
        (
            stats["units"].clone(),
            stats["segments"].clone(),
            stats["concepts"].clone(),
            stats["terms"].clone(),
        )
    };
    assert_eq!(stats(&other), stats(&desk));
    let dry = other.json(&[
        "import",
        "--dry-run",
        desk.path("long.tsv").to_str().unwrap(),
    ]);
    assert_eq!(dry[0]["concepts"], 6);
    assert_eq!(dry[0]["merged"], 6);
    assert_eq!(stats(&other), stats(&desk));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::with_content();
    let line = format!(
        "{} suggest article.en.txt --to fa --json | head -c 10",
        env!("CARGO_BIN_EXE_tarjuman")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &line]).current_dir(desk.path("."));
    let ran = finished(&mut command);
    assert!(
        !ran.stderr.contains("panicked") && !ran.stderr.contains("cannot"),
        "{}",
        ran.stderr
    );
}

#[test]
fn completions_and_help_name_every_command() {
    let desk = Desk::new();
    let help = desk.ok(&["--help"]);
    let script = desk.ok(&["completions", "bash"]);
    for command in [
        "init",
        "import",
        "export",
        "remove",
        "segment",
        "terms",
        "suggest",
        "lookup",
        "check",
        "search",
        "term",
        "glossary",
        "stats",
        "doctor",
        "completions",
    ] {
        assert!(
            help.contains(command) && script.contains(command),
            "{command}"
        );
        assert!(desk.ok(&[command, "--help"]).contains("Usage:"));
    }
}
