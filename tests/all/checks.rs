//! Checks: their pages, settings, reports.

use std::fs;
use std::path::Path;

use tarjuman::check::pages;
use tarjuman::report::checks_reference;

use crate::desk::Desk;

/// What stands above the generated part of the page.
const MARK: &str = "change the texts there -->\n";

#[test]
fn the_reference_page_is_that_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let page = fs::read_to_string(&path).unwrap();
    let (above, made) = page.split_once(MARK).unwrap();
    let is = format!("\n{}", checks_reference(&pages()));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{above}{MARK}{is}")).unwrap();
        return;
    }
    assert!(
        made == is,
        "docs/checks.md is not that of the table CHECKS; run UPDATE=1 cargo test and look at it"
    );
}

#[test]
fn every_check_has_a_page() {
    let desk = Desk::new();
    let listed = desk.json(&["checks"]);
    assert_eq!(listed.len(), pages().len());
    for check in &listed {
        let id = check["check"].as_str().unwrap();
        let page = desk.ok(&["checks", id]);
        assert!(page.starts_with(id), "{page}");
        assert!(
            page.contains("bad") && page.contains("to silence it"),
            "{page}"
        );
        let page = desk.json(&["checks", id]);
        assert!(!page[0]["page"]["bad"].as_array().unwrap().is_empty());
    }
    let ran = desk.run(&["checks", "spelling"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("there is no check \"spelling\""),
        "{ran:?}"
    );
}

/// A desk whose translation has two faults: a number and letters of another keyboard.
fn faulty() -> Desk {
    let desk = Desk::new();
    desk.write(
        "a.en.txt",
        "Trade grew by 43 percent.\n\nThe minister left.\n",
    );
    desk.write("a.fa.txt", "تجارت ۳۴ درصد رشد کرد.\n\nوزير رفت.\n");
    desk
}

const PAIR: [&str; 3] = ["check", "a.en.txt", "a.fa.txt"];

fn settings(desk: &Desk, checks: &str) {
    desk.write(
        "tarjuman.toml",
        &format!("name = \"desk\"\nlanguages = [\"en\", \"fa\"]\n{checks}"),
    );
}

fn ids(found: &[serde_json::Value]) -> Vec<&str> {
    found
        .iter()
        .map(|finding| finding["check"].as_str().unwrap())
        .collect()
}

#[test]
fn settings_switch_checks_and_change_severities() {
    let desk = faulty();
    assert_eq!(ids(&desk.json(&PAIR)), ["number", "letter-forms"]);
    settings(
        &desk,
        "[checks]\nletter-forms = \"error\"\n[checks.paths.\"a.*\"]\nnumber = \"off\"\n",
    );
    let found = desk.json(&PAIR);
    assert_eq!(ids(&found), ["letter-forms"]);
    assert_eq!(found[0]["severity"], "error");
    settings(&desk, "[checks]\nmin-confidence = 0.9\n");
    assert_eq!(ids(&desk.json(&PAIR)), ["letter-forms"]);
    settings(&desk, "[checks]\nfail-on = \"note\"\nnumber = \"off\"\n");
    assert_eq!(desk.run(&PAIR).status, 1);
    settings(&desk, "[checks]\nspelling = \"off\"\n");
    let ran = desk.run(&PAIR);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr
            .contains("tarjuman.toml:4: there is no check \"spelling\""),
        "{ran:?}"
    );
}

#[test]
fn findings_are_ignored_with_a_reason() {
    let desk = faulty();
    for ignore in [
        "check = \"number\"\ntext = \"34 درصد\"",
        "check = [\"number\", \"two-translations\"]\npath = \"*.fa.txt\"",
        "text = \"43 became\"",
    ] {
        settings(
            &desk,
            &format!("[[checks.ignore]]\n{ignore}\nreason = \"quoted so\"\n"),
        );
        assert_eq!(ids(&desk.json(&PAIR)), ["letter-forms"], "{ignore}");
        let told = desk.run(&PAIR).stderr;
        assert!(told.contains("1 ignored"), "{told}");
    }
    settings(
        &desk,
        "[[checks.ignore]]\ntext = \"رشد\"\npath = \"b/*\"\nreason = \"x\"\n",
    );
    assert_eq!(desk.json(&PAIR).len(), 2);
    let mut all = PAIR.to_vec();
    settings(
        &desk,
        "[[checks.ignore]]\ncheck = \"number\"\nreason = \"quoted so\"\n",
    );
    all.extend(["--report", "json"]);
    let found = desk.json(&all);
    assert_eq!(found[0]["silenced"], "ignored");
    assert_eq!(found[0]["reason"], "quoted so");
}

#[test]
fn a_comment_in_the_file_ignores() {
    let desk = faulty();
    let page =
        |comment: &str| format!("<!-- {comment} -->\n\nتجارت ۳۴ درصد رشد کرد.\n\nوزير رفت.\n");
    desk.write(
        "a.fa.md",
        &page("tarjuman: ignore number \"34\" - as in the source"),
    );
    let run = || desk.run(&["check", "a.en.txt", "a.fa.md"]);
    assert_eq!(run().status, 0, "{:?}", run());
    desk.write("a.fa.md", &page("tarjuman: ignore number"));
    let ran = run();
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("needs a reason"), "{ran:?}");
}

#[test]
fn a_baseline_lets_through_what_was_there() {
    let desk = faulty();
    let with = |more: &[&str]| {
        let mut all = PAIR.to_vec();
        all.extend(["--fail-on", "note", "--baseline", "checks.baseline"]);
        all.extend(more);
        desk.run(&all)
    };
    let ran = with(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("checks.baseline"), "{ran:?}");
    assert_eq!(with(&["--update-baseline"]).status, 0);
    let written = fs::read_to_string(desk.path("checks.baseline")).unwrap();
    assert_eq!(
        written
            .lines()
            .filter(|line| line.starts_with("a.fa.txt\t"))
            .count(),
        2
    );
    let ran = with(&[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.contains("2 in the baseline"), "{ran:?}");
    // What moves stays known; what is new is not.
    desk.write(
        "a.en.txt",
        "New.\n\nTrade grew by 43 percent.\n\nThe minister left.\n\nIt was 57.\n",
    );
    desk.write(
        "a.fa.txt",
        "تازه.\n\nتجارت ۳۴ درصد رشد کرد.\n\nوزير رفت.\n\n۷۵ بود.\n",
    );
    let ran = with(&["--json"]);
    assert_eq!(ran.status, 1);
    let found = crate::desk::objects(&ran.stdout);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["line"], 7);
    assert_eq!(with(&["--update-baseline"]).status, 0);
    let grown = fs::read_to_string(desk.path("checks.baseline")).unwrap();
    assert!(written.lines().all(|line| grown.contains(line)));
    assert_eq!(grown.lines().count(), written.lines().count() + 1);
    // A baseline that is no baseline is told with its line.
    desk.write("checks.baseline", "# ours\nx\n");
    let ran = with(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("checks.baseline:2:"), "{ran:?}");
}

/// A report of the articles of a desk.
fn report(desk: &Desk, kind: &str, more: &[&str]) -> String {
    let mut all = PAIR.to_vec();
    all.extend(["--report", kind]);
    all.extend(more);
    desk.run(&all).stdout
}

#[test]
fn sarif_is_valid_and_its_regions_are_right() {
    let desk = faulty();
    settings(
        &desk,
        "[[checks.ignore]]\ncheck = \"letter-forms\"\nreason = \"as typed\"\n",
    );
    let log: serde_json::Value = serde_json::from_str(&report(&desk, "sarif", &[])).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let text = fs::read_to_string(desk.path("a.fa.txt")).unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a.fa.txt");
        let region = &place["region"];
        let figure = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let start = figure("charOffset");
        let at = String::from_utf16(&units[start..start + figure("charLength")]).unwrap();
        assert_eq!(region["snippet"]["text"], at);
        let line = text.split('\n').nth(figure("startLine") - 1).unwrap();
        let columns = figure("endColumn") - figure("startColumn");
        let units: Vec<u16> = line.encode_utf16().collect();
        let start = figure("startColumn") - 1;
        let on_line = String::from_utf16(&units[start..start + columns]).unwrap();
        assert_eq!(on_line, at);
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        let index = usize::try_from(place["artifactLocation"]["index"].as_u64().unwrap()).unwrap();
        assert_eq!(run["artifacts"][index]["location"]["uri"], "a.fa.txt");
    }
    assert_eq!(results[0]["suppressions"].as_array().unwrap().len(), 0);
    assert_eq!(results[1]["suppressions"][0]["justification"], "as typed");
    let fixed = &results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fixed["insertedContent"]["text"], "وزیر");
    assert_valid_sarif(&log);
}

#[test]
fn regions_count_as_code_hosts_do() {
    let desk = Desk::new();
    // A mark at the beginning is no character; astral letters are two units, line ends two.
    desk.write(
        "a.en.txt",
        "\u{feff}A 𝔸 line.\r\n\r\nTrade 😀 grew by 43 percent.\r\n",
    );
    let text = "ا 𝔸.\r\n\r\n😀 تجارت ۳۴ درصد رشد کرد.\r\n";
    desk.write("a.fa.txt", &format!("\u{feff}{text}"));
    let log: serde_json::Value = serde_json::from_str(&report(&desk, "sarif", &[])).unwrap();
    assert_valid_sarif(&log);
    let result = &log["runs"][0]["results"][0];
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = units[..]
        .windows(2)
        .position(|two| String::from_utf16(two).is_ok_and(|two| two == "۳۴"));
    assert_eq!(region["charOffset"].as_u64(), at.map(|at| at as u64));
    let expected = serde_json::json!([3, 10, 3, 12]);
    let names = ["startLine", "startColumn", "endLine", "endColumn"];
    let found: Vec<_> = names.iter().map(|name| region[*name].clone()).collect();
    assert_eq!(serde_json::Value::from(found), expected);
}

#[test]
fn a_few_slips_in_a_long_translation_are_counted() {
    let desk = Desk::new();
    let lines = |text: &str| format!("{text}\n").repeat(12);
    desk.write("a.en.txt", &lines("The minister left."));
    let slipped = lines("وزیر رفت.").replacen("وزیر رفت", "وزیر  رفت", 1);
    desk.write("a.fa.txt", &slipped);
    let pair = |more: &[&str]| desk.run(&[&PAIR[..], &["--lines"], more].concat());
    let line = "1 slip of typing not shown (doubled-space 1): --show-slips tells them";
    let ran = pair(&["--fail-on", "note"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stderr.contains(line), "{ran:?}");
    assert!(!ran.stdout.contains("doubled-space"), "{ran:?}");
    let ran = pair(&["--fail-on", "note", "--show-slips"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(!ran.stderr.contains("not shown"), "{ran:?}");
    assert!(ran.stdout.contains("note doubled-space"), "{ran:?}");
    assert_eq!(
        pair(&["--fail-on", "note", "--only", "doubled-space"]).status,
        1
    );
    // Reports have them as findings that do not count, a baseline has not.
    let report = |kind: &str| report(&desk, kind, &["--lines"]);
    let told = crate::desk::objects(&report("json"));
    assert_eq!(told[0]["silenced"], "slip", "{told:?}");
    let log: serde_json::Value = serde_json::from_str(&report("sarif")).unwrap();
    assert_valid_sarif(&log);
    assert_valid_junit(&desk, &report("junit"));
    assert!(report("html").contains("of these 1 slip of typing"));
    pair(&["--baseline", "known", "--update-baseline"]);
    let known = fs::read_to_string(desk.path("known")).unwrap();
    assert!(!known.contains("doubled-space"), "{known}");
    settings(&desk, "[checks]\nshow-slips = true\n");
    assert_eq!(pair(&["--fail-on", "note"]).status, 1);
    // In an article by itself each is told.
    let ran = desk.run(&["check", "a.fa.txt", "--fail-on", "note"]);
    assert_eq!(ran.status, 1, "{ran:?}");
}

/// Holds a log against the schema of OASIS, where that is there.
pub(crate) fn assert_valid_sarif(log: &serde_json::Value) {
    let Some(path) = crate::shared("data/interop/schemas/sarif/sarif-schema-2.1.0.json") else {
        return;
    };
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let wrong = crate::schema::problems(&schema, log);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sarif_of_every_kind_of_file_is_valid() {
    let desk = faulty();
    desk.write("گزارش 1.fa.md", "# خبر\n\nوزير رفت.\n");
    desk.write("broken.docx", "PK\u{3}\u{4}nothing");
    let ran = desk.run(&[
        "check",
        "گزارش 1.fa.md",
        "a.fa.txt",
        "broken.docx",
        "--report",
        "sarif",
    ]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let place = &run["results"][0]["locations"][0];
    assert!(place["physicalLocation"]["region"].is_null());
    assert_eq!(
        place["physicalLocation"]["artifactLocation"]["uri"],
        "%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4%201.fa.md"
    );
    assert_valid_sarif(&log);
}

/// Holds a report against our schema, where xmllint is there.
pub(crate) fn assert_valid_junit(desk: &Desk, text: &str) {
    desk.write("junit.xml", text);
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/junit.xsd");
    let ran = std::process::Command::new("xmllint")
        .args(["--noout", "--schema", schema])
        .arg(desk.path("junit.xml"))
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

#[test]
fn the_day_of_an_article_can_be_given() {
    let desk = Desk::new();
    desk.write(
        "glossaries/states.tsv",
        "id\tlang\tterm\tstatus\tfrom\tuntil\ntr\ten\tTürkiye\tpreferred\t2022-06-01\t\ntr\ten\tTurkey\tadmitted\t\t2022-05-31\n",
    );
    desk.write(
        "a.en.md",
        "---\ndate: 2021-03-01\n---\n\nTurkey agreed to the plan.\n",
    );
    let found = |more: &[&str]| {
        let command = ["check", "--only", "outdated-name", "a.en.md"];
        desk.json(&[&command[..], more].concat())
    };
    assert!(found(&[]).is_empty());
    let late = found(&["--date", "2024-01-01"]);
    assert_eq!(late[0]["suggestion"], "Türkiye", "{late:?}");
    desk.write("a.en.txt", "Turkey agreed to the plan.\n");
    let plain = [
        "check",
        "--only",
        "outdated-name",
        "a.en.txt",
        "--date",
        "2024-01-01",
    ];
    assert_eq!(desk.json(&plain).len(), 1);
    assert_eq!(desk.run(&["check", "a.en.txt", "--date", "soon"]).status, 2);
}

#[test]
fn junit_counts_what_it_has() {
    let desk = faulty();
    let counted = |text: &str| {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut counts = std::collections::BTreeMap::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(element)
                | quick_xml::events::Event::Empty(element) => {
                    let name: &str = element.name().into_inner();
                    *counts.entry(name.to_owned()).or_insert(0) += 1;
                }
                quick_xml::events::Event::Eof => return counts,
                _ => {}
            }
        }
    };
    let text = report(&desk, "junit", &[]);
    let counts = counted(&text);
    assert_valid_junit(&desk, &text);
    assert_eq!(counts["testcase"], 2, "{text}");
    assert_eq!(counts["failure"], 1);
    assert_eq!(counts["system-out"], 1);
    assert!(
        text.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""),
        "{text}"
    );
    let text = report(
        &desk,
        "junit",
        &["--fail-on", "note", "--only", "letter-forms"],
    );
    assert_eq!(counted(&text)["failure"], 1);
    settings(&desk, "[[checks.ignore]]\nreason = \"a < b & \\\"c\\\"\"\n");
    let text = report(&desk, "junit", &[]);
    assert_valid_junit(&desk, &text);
    assert_eq!(counted(&text)["skipped"], 2);
    settings(
        &desk,
        "[checks]\nnumber = \"off\"\nletter-forms = \"off\"\n",
    );
    let text = report(&desk, "junit", &[]);
    assert!(text.contains("name=\"nothing found\""), "{text}");
}

#[test]
fn the_page_is_that_of_the_snapshot() {
    let desk = faulty();
    settings(
        &desk,
        "[[checks.ignore]]\ncheck = \"letter-forms\"\nreason = \"as typed: وزير\"\n",
    );
    let page = report(&desk, "html", &[]);
    assert!(page.contains("lang=\"fa\" dir=\"rtl\""));
    let (head, body) = page.split_once("</style>").unwrap();
    let (body, _) = body.split_once("<script>").unwrap();
    assert!(
        !head.contains("http") && !body.contains("http"),
        "the page needs the network"
    );
    crate::desk::assert_snapshot("check-page", body);
}

#[test]
fn a_report_goes_to_its_file() {
    let desk = faulty();
    let mut all = PAIR.to_vec();
    all.extend(["--report", "html", "--output", "page.html"]);
    let ran = desk.run(&all);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.contains("43 became ۳۴"),
        "the terminal shows the findings too"
    );
    assert!(
        fs::read_to_string(desk.path("page.html"))
            .unwrap()
            .starts_with("<!doctype html>")
    );
}

#[test]
fn folders_are_checked_pair_by_pair() {
    let desk = faulty();
    for number in 0..70 {
        desk.write(
            &format!("desk/{number}.en.txt"),
            "Trade grew by 43 percent.\n",
        );
        let figure = if number == 33 { "۳۴" } else { "۴۳" };
        desk.write(
            &format!("desk/{number}.fa.txt"),
            &format!("تجارت {figure} درصد رشد کرد.\n"),
        );
        desk.write(&format!("own/{number}.txt"), "Trade grew by 43 percent.\n");
        desk.write(
            &format!("other/{number}.txt"),
            &format!("تجارت {figure} درصد رشد کرد.\n"),
        );
    }
    for arguments in [
        &["check", "desk"][..],
        &["check", "own", "other", "--from", "en", "--to", "fa"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.stdout.contains("33") && ran.stdout.contains("43 became ۳۴"),
            "{ran:?}"
        );
        assert!(
            ran.stderr.contains("70 files, 70 segments: 1 error"),
            "{ran:?}"
        );
    }
    desk.write("desk/33.fa.txt", "PK\u{0}\u{0}\u{0}");
    let ran = desk.run(&["check", "desk"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.stderr.contains("desk/33.fa.txt"), "{ran:?}");
    let ran = desk.run(&["check", "tm"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("no article to check"), "{ran:?}");
}

#[test]
fn files_of_units_are_checked() {
    let desk = Desk::new();
    desk.write(
        "a.po",
        "msgid \"\"\nmsgstr \"Language: fa\\n\"\n\nmsgid \"Trade grew by 43 percent.\"\nmsgstr \"تجارت ۳۴ درصد رشد کرد.\"\n\n# tarjuman: ignore number as quoted\nmsgid \"It was 57.\"\nmsgstr \"۷۵ بود.\"\n",
    );
    desk.write(
        "b/b.xlf",
        "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"fa\"><body>\n<trans-unit id=\"1\"><source>It was 57.</source><target>۵۷ بود.</target></trans-unit>\n<trans-unit id=\"2\"><source>It was 58.</source><target>۸۵ بود.</target></trans-unit>\n</body></file></xliff>",
    );
    desk.write(
        "b/c.tmx",
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n<tu><tuv xml:lang=\"en\"><seg>It was 59.</seg></tuv>\n<tuv xml:lang=\"fa\"><seg>۹۵ بود.</seg></tuv><tuv xml:lang=\"ru\"><seg>Было 60.</seg></tuv></tu></body></tmx>",
    );
    let found = desk.json(&["check", "a.po", "b"]);
    let said: Vec<String> = found
        .iter()
        .map(|own| format!("{}:{} {}", own["file"], own["line"], own["message"]).replace('"', ""))
        .collect();
    assert_eq!(
        said,
        [
            "a.po:4 43 became ۳۴",
            "b/b.xlf:3 58 became ۸۵",
            "b/c.tmx:2 59 became ۹۵",
            "b/c.tmx:2 59 became 60",
        ]
    );
    assert_eq!(desk.json(&["check", "b/c.tmx", "--to", "ru"]).len(), 1);
    let ran = desk.run(&["check", "a.po", "b", "--report", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_valid_sarif(&log);
    let place = &log["runs"][0]["results"][2]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 3);
    // Both languages of the TMX are in the baseline.
    let with = [
        "check",
        "a.po",
        "b",
        "--baseline",
        "known",
        "--update-baseline",
    ];
    assert_eq!(desk.run(&with).status, 0);
    let known = fs::read_to_string(desk.path("known")).unwrap();
    assert_eq!(
        known
            .lines()
            .filter(|line| line.starts_with("b/c.tmx"))
            .count(),
        2
    );
    assert_eq!(
        desk.run(&["check", "a.po", "b", "--baseline", "known"])
            .status,
        0
    );
    desk.write("d.xlf", "<html/>");
    let ran = desk.run(&["check", "d.xlf"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("neither XLIFF nor TMX nor PO"),
        "{ran:?}"
    );
}
