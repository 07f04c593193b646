//! Single units added, changed and removed from the command line.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

/// The matches of a sentence from a score on.
fn matches(desk: &Desk, (from, text): (&str, &str), to: &str, threshold: &str) -> Vec<Value> {
    desk.write("query.txt", text);
    let found = desk.json(&[
        "suggest",
        "--lines",
        "query.txt",
        "--from",
        from,
        "--to",
        to,
        "--threshold",
        threshold,
    ]);
    found[0]["matches"].as_array().unwrap().clone()
}

fn edited(desk: &Desk, arguments: &[&str]) -> Value {
    desk.json(arguments).remove(0)
}

#[test]
fn a_unit_is_found_from_the_command_after_it_was_added() {
    let desk = Desk::with_content();
    // As a person may type it, and as another asks for it.
    for (place, (language, text, same)) in [
        (
            "en",
            "The talks were postponed sine die.",
            "The talks were postponed sine die.",
        ),
        (
            "fa",
            "مذاکرات تا اطلاع ثانوی به تعویق افتاد.",
            "مذاكرات تا اطلاع ثانوي به تعويق افتاد.",
        ),
        (
            "ar",
            "أُجّلت المحادثات إلى أجل غير مسمى.",
            "أجلت المحادثات إلى أجل غير مسمى.",
        ),
        (
            "ru",
            "Ещё один раунд переговоров отложен.",
            "Ещё один раунд переговоров отложен.",
        ),
        ("zh", "会谈无限期推迟。", "会谈无限期推迟。"),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("desk#{}", place + 1);
        let target = format!("cible {place}");
        let (own, other) = (format!("{language}={text}"), format!("fr={target}"));
        let added = edited(
            &desk,
            &["unit", "add", &own, &other, "--set", "status=approved"],
        );
        assert_eq!(added["unit"], name);
        assert_eq!(added["edit"], "added");
        let found = matches(&desk, (language, same), "fr", "0.95");
        assert_eq!(found.len(), 1, "{same}");
        assert_eq!(found[0]["unit"], name);
        assert_eq!(found[0]["target"], target);
        assert_eq!(found[0]["status"], "approved");
        assert_eq!(found[0]["made"], "human");
        // Any language can be asked.
        let back = matches(&desk, ("fr", &target), language, "1");
        assert_eq!(back[0]["target"], text);
        let word = text.split(' ').next().unwrap();
        let words = desk.json(&["search", word, "--lang", language, "--exact"]);
        assert!(
            words.iter().any(|found| found["unit"] == name),
            "{word}: {words:?}"
        );
    }
    desk.ok(&["unit", "set", "desk#2", "fr=autre cible"]);
    assert!(matches(&desk, ("fr", "cible 1"), "fa", "1").is_empty());
    assert_eq!(matches(&desk, ("fr", "autre cible"), "fa", "1").len(), 1);
    desk.ok(&["unit", "remove", "desk#1", "desk#5"]);
    assert!(matches(&desk, ("zh", "会谈无限期推迟。"), "fr", "0.5").is_empty());
    assert!(matches(&desk, ("fr", "cible 0"), "en", "1").is_empty());
    // A name is not given again.
    let added = edited(&desk, &["unit", "add", "en=once more", "fr=encore"]);
    assert_eq!(added["unit"], "desk#6");
    let stats = edited(&desk, &["stats"]);
    let sources = stats["sources"].as_array().unwrap();
    let own = sources
        .iter()
        .find(|source| source["path"] == "desk")
        .unwrap();
    assert_eq!(own["units"], 4);
}

#[test]
fn a_correction_stays_when_its_file_changes() {
    let desk = Desk::with_content();
    let text = "Trade between the two countries grew by 43 percent.";
    let corrected = "دادوستد دو کشور ۴۳ درصد رشد کرد.";
    let ran = desk.run(&[
        "unit",
        "set",
        "tm/dushanbe.tmx#2",
        &format!("fa={corrected}"),
    ]);
    assert_eq!(ran.stdout, "changed tm/dushanbe.tmx#2\n");
    assert!(
        ran.stderr.contains("tm/dushanbe.tmx itself is not changed"),
        "{ran:?}"
    );
    desk.ok(&["unit", "remove", "tm/dushanbe.tmx#3"]);
    let is_corrected = |when: &str| {
        let found = matches(&desk, ("en", text), "fa", "0.9");
        assert_eq!(found.len(), 1, "{when}");
        assert_eq!(found[0]["target"], corrected, "{when}");
        // What was not said anew is as it was.
        assert_eq!(found[0]["status"], "approved");
        assert_eq!(found[0]["origin"]["date"], "2026-03-14");
        let gone = matches(&desk, ("en", "Related News:"), "fa", "0.9");
        assert!(gone.is_empty(), "{when}");
    };
    is_corrected("at once");
    let file = fs::read_to_string(desk.path("tm/dushanbe.tmx")).unwrap();
    let more = r#"<body><tu><tuv xml:lang="en"><seg>New at the top.</seg></tuv><tuv xml:lang="fa"><seg>تازه</seg></tuv></tu>"#;
    desk.write("tm/dushanbe.tmx", &file.replace("<body>", more));
    is_corrected("with a unit before it");
    desk.ok(&["doctor", "--rebuild"]);
    is_corrected("made anew");
    let exported = desk.ok(&[
        "export",
        "--source",
        "tm/dushanbe.tmx",
        "-",
        "--format",
        "tmx",
    ]);
    assert!(exported.contains(corrected) && exported.contains("New at the top."));
    assert!(!exported.contains("Related News:") && !exported.contains("۴۳ درصد افزایش"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let desk = Desk::with_content();
    for (arguments, why) in [
        (
            &["unit", "add", "en=alone"][..],
            "a unit needs texts in two languages or more",
        ),
        (
            &["unit", "set", "tm/dushanbe.tmx#2", "fa=", "ru="],
            "in two languages or more",
        ),
        (&["unit", "set", "tm/dushanbe.tmx#9", "fa=x"], "no unit"),
        (&["unit", "set", "nowhere#1", "fa=x"], "no unit"),
        (
            &["unit", "add", "en=a", "fa=b", "--set", "colour=red"],
            "colour",
        ),
        (
            &["unit", "add", "en=a", "fa=b", "--set", "status=red"],
            "red",
        ),
        (
            &["unit", "add", "en=a", "fa=b", "--source", " "],
            "name of a source",
        ),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.stderr.contains(why), "{arguments:?}: {}", ran.stderr);
    }
    desk.ok(&["unit", "remove", "tm/dushanbe.tmx#2"]);
    let ran = desk.run(&["unit", "remove", "tm/dushanbe.tmx#2"]);
    assert!(ran.stderr.contains("deleted"), "{ran:?}");
}
