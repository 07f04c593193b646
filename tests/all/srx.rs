//! Rules of users (SRX), our rules as SRX, and texts as files to be translated.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, finished, update_section};
use crate::shared;

const RULES: &str = r#"<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no"/>
<body><languagerules>
<languagerule languagerulename="house">
<rule break="no"><beforebreak>\bFoo\.</beforebreak><afterbreak>\s</afterbreak></rule>
<rule break="yes"><beforebreak>[:.]</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule>
</languagerules>
<maprules><languagemap languagepattern="EN.*" languagerulename="house"/></maprules>
</body></srx>
"#;

const TEXT: &str = "Dr. Smith met Foo. Jones: they spoke. Why? He left.\n";

#[test]
fn rules_of_a_file_replace_or_extend_ours() {
    let desk = Desk::new();
    desk.write("house.srx", RULES);
    desk.write("a.en.txt", TEXT);
    let lines = |arguments: &[&str]| {
        desk.ok(arguments)
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let ours = lines(&["segment", "a.en.txt"]);
    assert_eq!(
        ours,
        [
            "Dr. Smith met Foo.",
            "Jones: they spoke.",
            "Why?",
            "He left."
        ]
    );
    let replaced = [
        "Dr.",
        "Smith met Foo. Jones:",
        "they spoke.",
        "Why? He left.",
    ];
    assert_eq!(
        lines(&["segment", "--srx", "house.srx", "a.en.txt"]),
        replaced
    );
    let extended = [
        "Dr.",
        "Smith met Foo. Jones:",
        "they spoke.",
        "Why?",
        "He left.",
    ];
    let mode = [
        "segment",
        "--srx",
        "house.srx",
        "--srx-mode",
        "extend",
        "a.en.txt",
    ];
    assert_eq!(lines(&mode), extended);
    // The settings of the project name a file; the command's own comes before it.
    desk.write(
        "tarjuman.toml",
        "languages = [\"en\", \"fa\"]\n[segmentation]\nsrx = \"house.srx\"\n",
    );
    assert_eq!(lines(&["segment", "a.en.txt"]), replaced);
    assert_eq!(
        lines(&["segment", "a.en.txt", "--srx-mode", "extend"]),
        extended
    );
    let suggestions = desk.json(&["suggest", "a.en.txt", "--to", "fa"]);
    let sources: Vec<_> = suggestions
        .iter()
        .map(|one| one["source"].as_str().unwrap())
        .collect();
    assert_eq!(sources, replaced);
    let ran = desk.run(&["check", "a.en.txt"]);
    assert!(ran.stderr.contains("4 segments"), "{ran:?}");
    // A language that the file has no rules for is divided by ours, and that is told.
    desk.write("b.fa.txt", "او آمد. او رفت.\n");
    let ran = desk.run(&["segment", "b.fa.txt"]);
    assert_eq!(ran.stdout.lines().count(), 2);
    assert!(
        ran.stderr.starts_with("house.srx: note: no rules for fa"),
        "{ran:?}"
    );
}

#[test]
fn the_rule_that_decided_is_named_by_its_line() {
    let desk = Desk::new();
    desk.write("house.srx", RULES);
    desk.write("a.en.txt", TEXT);
    let arguments = [
        "segment",
        "--srx",
        "house.srx",
        "--srx-mode",
        "extend",
        "--explain",
        "a.en.txt",
    ];
    let shown = desk.ok(&arguments);
    assert!(shown.contains("join  house.srx:6"), "{shown}");
    assert!(shown.contains("break house.srx:7"), "{shown}");
    assert!(shown.contains("break UAX #29"), "{shown}");
    let json = desk.json(&arguments);
    assert_eq!(json[0]["rule"], "house.srx:7");
}

#[test]
fn wrong_rules_are_one_clear_sentence() {
    let desk = Desk::new();
    desk.write("a.en.txt", TEXT);
    for (pattern, expected) in [
        (
            r"\Gx",
            r#"r.srx:6: beforebreak "\\Gx": \G is not supported here"#,
        ),
        ("(a", r#"r.srx:6: beforebreak "(a": unclosed group"#),
        (
            r"(?=F)(F?o?o?\.?)+\1+$",
            "r.srx:6: the rule takes more than ",
        ),
    ] {
        desk.write("r.srx", &RULES.replace(r"\bFoo\.", pattern));
        desk.write("a.en.txt", &format!("{}x", "Foo.".repeat(40)));
        let ran = desk.run(&["segment", "--srx", "r.srx", "a.en.txt"]);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
    let ran = desk.run(&["segment", "--srx", "none.srx", "a.en.txt"]);
    assert!(
        ran.stderr.contains("cannot read none.srx"),
        "{}",
        ran.stderr
    );
    let ran = desk.run(&["segment", "--srx-mode", "extend", "a.en.txt"]);
    assert!(
        ran.stderr.contains("--srx-mode needs a file of rules"),
        "{}",
        ran.stderr
    );
    desk.write("tarjuman.toml", "[segmentation]\nmode = \"both\"\n");
    let ran = desk.run(&["segment", "a.en.txt"]);
    assert!(ran.stderr.contains("tarjuman.toml:2: "), "{}", ran.stderr);
}

#[test]
fn files_of_other_tools_load_or_say_why_not() {
    let Some(folder) = shared("data/interchange/srx") else {
        return;
    };
    let desk = Desk::new();
    let mut loaded = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for language in ["en", "fa", "de", "ja", "pl", "th"] {
            let mut command = desk.command(&["segment", "-q", "--lang", language, "--srx"]);
            desk.write("x.txt", "Mr. Smith. Ok? 他走了。你呢？\n");
            let ran = finished(command.arg(&path).arg("x.txt"));
            assert!(
                ran.status == 0 || ran.stderr.contains(".srx:"),
                "{} {ran:?}",
                path.display()
            );
            loaded += usize::from(ran.status == 0);
        }
    }
    println!("{loaded} of {} loads", 13 * 6);
    assert_eq!(loaded, 13 * 6);
}

#[test]
fn files_of_other_tools_decide_as_their_rules_say() {
    let Some(folder) = shared("data/interchange/srx") else {
        return;
    };
    let desk = Desk::new();
    let divided = |file: &str, language: &str, text: &str| {
        desk.write("x.txt", text);
        let mut command = desk.command(&["segment", "-q", "--lang", language, "--srx"]);
        let ran = finished(command.arg(folder.join(file)).arg("x.txt"));
        ran.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    // The sample of the file itself: no break in e.g.: nor behind a lone month, one behind any colon.
    let text = "Mr. Holmes is from the U.K. not the U.S. Is Dr. Watson from there too? Yes: Both are. On Nov. 3rd and in Dec. 1934. And here.";
    assert_eq!(
        divided("klew00--okapi--rules.srx", "en", text),
        [
            "Mr. Holmes is from the U.K. not the U.S.",
            "Is Dr. Watson from there too?",
            "Yes:",
            "Both are.",
            "On Nov. 3rd and in Dec. 1934.",
            "And here.",
        ]
    );
    // A cascade: Mr. and Dr. by the English rules, capitals with points by the default.
    let file = "klew00--okapi--test.srx";
    let text = "Mr. Holmes left the U.K. then. Is it so? Yes. No.";
    assert_eq!(
        divided(file, "en", text),
        ["Mr. Holmes left the U.K. then.", "Is it so? Yes.", "No."]
    );
    assert_eq!(divided(file, "de", text)[0], "Mr.");
    // Polish rules with an intersection of sets and no cascade.
    let file = "klew00--okapi--alternate-default.srx";
    let text = "Przyszedł m.in. Jan. Potem poszedł prof. Nowak.";
    assert_eq!(
        divided(file, "pl", text),
        ["Przyszedł m.in. Jan.", "Potem poszedł prof. Nowak."]
    );
    // Chinese marks end a sentence without a space, in a file whose expression is laid out.
    let file = "klew00--okapi--3e887e-default.srx";
    assert_eq!(divided(file, "zh", "他走了。你呢？好。").len(), 3);
    // A rule without an expression before the place.
    let text = "One\nTwo? Three. four";
    assert_eq!(
        divided("loomchild--segment--default.srx", "en", text),
        ["One", "Two?", "Three. four"]
    );
}

#[test]
fn rules_of_another_tool_that_no_schema_allows_load() {
    let Some(file) = shared("data/interop/schemas/srx/omegat-defaultRules.srx") else {
        return;
    };
    let desk = Desk::new();
    desk.write("x.txt", "Am 3. Oktober z. B. kam Dr. Weiß. Dann ging er.\n");
    let mut command = desk.command(&["segment", "--lang", "de", "--srx"]);
    let ran = finished(command.arg(file).arg("x.txt"));
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.stdout.lines().count(), 2, "{ran:?}");
}

/// Validates a file where `xmllint` and the schemas are there.
fn validate(file: &Path, arguments: &[&str], schema: &str) {
    let Some(schema) = shared(&format!("data/interop/schemas/{schema}")) else {
        return;
    };
    let mut command = Command::new("xmllint");
    command
        .args(["--noout", "--nonet"])
        .args(arguments)
        .arg(&schema)
        .arg(file);
    match command.output() {
        Err(_) => println!("skipped: there is no xmllint"),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
        }
    }
}

#[test]
fn our_rules_are_written_as_srx_and_read_back() {
    let desk = Desk::new();
    desk.write("ours.srx", &desk.ok(&["segment", "--export-srx"]));
    let text = desk.ok(&["segment", "--export-srx"]);
    assert!(text.contains("<header segmentsubflows=\"yes\" cascade=\"yes\">"));
    assert!(text.contains("languagepattern=\"(?i)fa([-_].*)?\""));
    if let Some(schema) = shared("data/interop/schemas/srx/srx20.xsd") {
        // The schema imports another by an address; without it the rest is the same.
        let schema = std::fs::read_to_string(schema).unwrap();
        let start = schema.find("<xs:import").unwrap();
        let end = start + schema[start..].find("/>").unwrap() + 2;
        desk.write("srx20.xsd", &(schema[..start].to_owned() + &schema[end..]));
        let ran = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(desk.path("srx20.xsd"))
            .arg(desk.path("ours.srx"))
            .output();
        match ran {
            Err(_) => println!("skipped: there is no xmllint"),
            Ok(ran) => assert!(
                ran.status.success(),
                "{}",
                String::from_utf8_lossy(&ran.stderr)
            ),
        }
    }
    for (language, text) in [
        (
            "en",
            "Dr. Smith met J. R. Jones. They spoke on Jan. 5. The U.S. Senate voted. He left the U.S. The end.",
        ),
        (
            "en",
            "It was over.The next day came. \"Why?\" he asked. See example.Com now.",
        ),
        (
            "de",
            "Am 3. Oktober z. B. kam er. Dann ging er. Prof. Weiß blieb.",
        ),
        ("ru", "В 1991 г. он уехал. И. И. Иванов остался. Да."),
        ("fa", "او گفت: «بله.» سپس رفت. آیا آمد؟ نه!"),
        ("ar", "قال: نعم. هل جاء؟ لا."),
        ("zh", "他说：“好。”然后走了。你呢？"),
        ("ur", "وہ آیا۔ وہ گیا۔"),
        ("fr", "M. Dupont est venu. Il est parti."),
        ("eo", "Unu. Du? Tri!"),
    ] {
        desk.write("x.txt", &format!("{text}\n"));
        let ours = desk.ok(&["segment", "--lang", language, "x.txt"]);
        let theirs = desk.ok(&[
            "segment", "-q", "--lang", language, "--srx", "ours.srx", "x.txt",
        ]);
        assert_eq!(ours, theirs, "{language}");
    }
    let one = desk.ok(&["segment", "--export-srx", "--lang", "fa"]);
    assert_eq!(one.matches("<languagemap").count(), 2);
}

#[test]
fn exported_rules_come_close_to_ours() {
    let desk = Desk::new();
    desk.write("ours.srx", &desk.ok(&["segment", "--export-srx"]));
    let mut table = String::from("| treebank | F1 |\n|---|---|\n");
    for file in [
        "ud-ar-pud",
        "ud-de-gsd",
        "ud-de-pud",
        "ud-en-ewt",
        "ud-en-gum-docs",
        "ud-en-pud",
        "ud-fa-perdt",
        "ud-fa-seraji",
        "ud-fr-gsd",
        "ud-ru-pud",
        "ud-tr-pud",
        "ud-ur-udtb",
        "ud-zh-pud",
    ] {
        let Some(path) = shared(&format!("data/segmentation/{file}.jsonl")) else {
            return;
        };
        let cases = std::fs::read_to_string(path).unwrap();
        let mut language = String::new();
        let mut text = String::new();
        for line in cases.lines() {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            language = case["lang"].as_str().unwrap().to_owned();
            text.push_str(case["text"].as_str().unwrap());
            text.push_str("\n\n");
        }
        desk.write("x.txt", &text);
        let boundaries = |arguments: &[&str]| -> BTreeSet<u64> {
            let mut all = vec!["segment", "-q", "--lang", &language, "x.txt"];
            all.extend(arguments);
            desk.json(&all)
                .iter()
                .map(|one| one["start"].as_u64().unwrap())
                .collect()
        };
        // Boundaries between paragraphs are the same in both and prove nothing.
        let paragraphs: BTreeSet<u64> = text
            .match_indices("\n\n")
            .map(|(at, _)| (at + 2) as u64)
            .chain([0])
            .collect();
        let ours: BTreeSet<u64> = &boundaries(&[]) - &paragraphs;
        let theirs: BTreeSet<u64> = &boundaries(&["--srx", "ours.srx"]) - &paragraphs;
        let f1 =
            2.0 * ours.intersection(&theirs).count() as f64 / (ours.len() + theirs.len()) as f64;
        table.push_str(&format!("| {file} | {f1:.3} |\n"));
        if std::env::var_os("SHOW").is_some() {
            for at in ours.symmetric_difference(&theirs).take(25) {
                let at = usize::try_from(*at).unwrap();
                let (before, behind) = text.split_at(at);
                let before: Vec<char> = before.chars().rev().take(30).collect();
                let sign = if ours.contains(&(at as u64)) {
                    '-'
                } else {
                    '+'
                };
                let before: String = before.into_iter().rev().collect();
                println!(
                    "  {sign} {before:?} ¦ {:?}",
                    behind.chars().take(30).collect::<String>()
                );
            }
        }
        assert!(f1 > 0.95, "{file}: {f1}");
    }
    println!("{table}");
    update_section("docs/performance.md", "exported", &table);
}

#[test]
fn texts_become_files_to_be_translated() {
    let desk = Desk::new();
    let text = "  A & B <c>.  He left.\r\n\r\nسلام. خوبی؟\n\t他走了。你呢？\u{b}\n";
    desk.write("a.txt", text);
    desk.write("b.txt", "One. Two.");
    let restored = |xml: &str| {
        xml.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#13;", "\r")
            .replace("&amp;", "&")
    };
    let between = |xml: &str, open: &str, close: &str| -> Vec<String> {
        xml.split(open)
            .skip(1)
            .map(|rest| restored(rest.split(close).next().unwrap()))
            .collect()
    };
    let run = |format: &str| {
        desk.ok(&[
            "segment", "--lang", "en", "-q", "--format", format, "--to", "fa", "a.txt", "b.txt",
        ])
    };
    let xml = run("xliff");
    let sources = between(&xml, "<source>", "</source>").concat();
    let control = "<x id=\"c1\" ctype=\"x-u000b\"/>";
    assert_eq!(
        sources.replace(control, "\u{b}"),
        format!("{text}One. Two.")
    );
    let segments = between(&xml, "<mrk ", "</mrk>");
    assert_eq!(segments.len(), 8, "{segments:?}");
    desk.write("a.xlf", &xml);
    validate(
        &desk.path("a.xlf"),
        &["--schema"],
        "xliff12/xliff-core-1.2-strict-local.xsd",
    );

    let xml = run("xliff2");
    let sources = between(&xml, "<source>", "</source>").concat();
    assert_eq!(
        sources.replace("<cp hex=\"000B\"/>", "\u{b}"),
        format!("{text}One. Two.")
    );
    assert_eq!(xml.matches("<segment ").count(), 8);
    desk.write("a2.xlf", &xml);
    validate(
        &desk.path("a2.xlf"),
        &["--schema"],
        "xliff21/xliff_core_2.0.xsd",
    );

    let xml = run("tmx");
    assert_eq!(
        between(&xml, "<tuv xml:lang=\"en\"><seg>", "</seg>").len(),
        8
    );
    assert_eq!(xml.matches("<tuv xml:lang=\"fa\"><seg></seg>").count(), 8);
    desk.write("a.tmx", &xml);
    validate(&desk.path("a.tmx"), &["--dtdvalid"], "tmx/tmx14.dtd");
    let ran = desk.run(&["segment", "--format", "tmx", "--lang", "en", "b.txt"]);
    assert_eq!(ran.stdout.matches("<tuv").count(), 2);
    desk.write("empty.txt", "\n");
    for format in ["xliff", "xliff2", "tmx"] {
        let xml = desk.ok(&["segment", "--lang", "en", "--format", format, "empty.txt"]);
        desk.write("e.xml", &xml);
        let (way, schema) = match format {
            "xliff" => ("--schema", "xliff12/xliff-core-1.2-strict-local.xsd"),
            "xliff2" => ("--schema", "xliff21/xliff_core_2.0.xsd"),
            _ => ("--dtdvalid", "tmx/tmx14.dtd"),
        };
        validate(&desk.path("e.xml"), &[way], schema);
    }
    desk.write("c.fa.txt", "سلام. خوبی؟");
    let ran = desk.run(&[
        "segment", "--format", "xliff2", "b.txt", "c.fa.txt", "--lang", "en",
    ]);
    assert_eq!(ran.status, 0, "{ran:?}");
    desk.write("d.en.txt", "One.");
    let ran = desk.run(&["segment", "--format", "xliff2", "d.en.txt", "c.fa.txt"]);
    assert!(ran.stderr.contains("one source language"), "{ran:?}");
}

#[test]
fn several_files_and_standard_input() {
    let desk = Desk::new();
    desk.write("a.en.txt", "One. Two.");
    desk.write("b.fa.txt", "سلام. خوبی؟");
    assert_eq!(
        desk.ok(&["segment", "a.en.txt", "b.fa.txt"])
            .lines()
            .count(),
        4
    );
    let json = desk.json(&["segment", "a.en.txt", "b.fa.txt"]);
    assert_eq!(json[0]["file"], "a.en.txt");
    assert_eq!(json[3]["file"], "b.fa.txt");
    assert_eq!(json[2]["start"], 0);
    assert!(desk.json(&["segment", "a.en.txt"])[0].get("file").is_none());
    let mut command = desk.command(&["segment", "-"]);
    let input = std::fs::File::open(desk.path("b.fa.txt")).unwrap();
    let ran = finished(command.stdin(input));
    // A few letters are enough for Persian, but a file of standard input has no name to say so.
    assert!(ran.status == 0 || ran.stderr.contains("--lang"), "{ran:?}");
}

#[test]
fn a_text_in_another_language_is_told_and_divided_all_the_same() {
    let desk = Desk::new();
    let russian = "Секретарь Совета безопасности подчеркнул необходимость сотрудничества. Стороны обсудили положение в Афганистане и развитие торговли.\n";
    desk.write("a.txt", russian);
    let ran = desk.run(&["segment", "--lang", "fa", "a.txt"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.stdout.lines().count(), 2);
    assert!(
        ran.stderr
            .starts_with("a.txt: the text looks like Russian (ru) ("),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.ends_with("not like Persian (fa)\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.run(&["segment", "--lang", "ru", "a.txt"]).stderr, "");
    assert_eq!(
        desk.run(&["segment", "-q", "--lang", "fa", "a.txt"]).stderr,
        ""
    );
    assert_eq!(desk.run(&["segment", "a.txt"]).stderr, "");
    desk.write("b.fa.txt", russian);
    assert!(
        desk.run(&["segment", "b.fa.txt"])
            .stderr
            .contains("looks like Russian")
    );
    // In another script one short sentence is enough.
    desk.write("c.txt", "Президент посетил Тегеран в понедельник.\n");
    let short = desk.run(&["segment", "--lang", "fa", "c.txt"]);
    assert!(short.stderr.contains("not like Persian"), "{short:?}");
}
