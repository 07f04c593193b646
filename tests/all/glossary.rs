//! Glossaries as the command line changes, imports, compares and looks them up.

use std::fs;

use crate::desk::Desk;

fn glossary(desk: &Desk) -> String {
    fs::read_to_string(desk.path("glossaries/terms.tsv")).unwrap()
}

/// The lines of a text that another does not have.
fn new_lines(before: &str, after: &str) -> Vec<String> {
    let known: Vec<&str> = before.lines().collect();
    let fresh = after.lines().filter(|line| !known.contains(line));
    fresh.map(str::to_owned).collect()
}

#[test]
fn fields_that_nobody_knows_are_refused() {
    let desk = Desk::with_content();
    let before = glossary(&desk);
    for arguments in [
        &["term", "set", "sco", "colour=red"][..],
        &[
            "term",
            "add",
            "sco",
            "ru=Сотрудничество",
            "--set",
            "statsu=admitted",
        ],
        &[
            "term",
            "add",
            "nosuch",
            "ru=Сотрудничество",
            "--file",
            "none.tsv",
        ],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.status, 2, "{ran:?}");
        let is_told = ran.stderr.contains("is no field of a concept")
            || ran
                .stderr
                .contains("there is no glossary file of the project");
        assert!(is_told, "{ran:?}");
    }
    assert_eq!(glossary(&desk), before);
}

#[test]
fn terms_are_changed_in_the_file_that_they_live_in() {
    let desk = Desk::with_content();
    let before = glossary(&desk);
    desk.ok(&["term", "add", "sco", "ru=Шанхайское сотрудничество"]);
    let after = glossary(&desk);
    let changed = new_lines(&before, &after);
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].contains("Шанхайская организация сотрудничества|Шанхайское сотрудничество"));

    desk.ok(&[
        "term",
        "deprecate",
        "tajikistan",
        "en=Tajikistan",
        "--until",
        "2030-01",
        "--use",
        "Republic of Tajikistan",
    ]);
    let row = glossary(&desk);
    let row = row
        .lines()
        .find(|line| line.starts_with("tajikistan"))
        .unwrap();
    assert!(
        row.contains("\tRepublic of Tajikistan\t")
            && row.contains("\tTajikistan\t")
            && row.ends_with("\t2030-01"),
        "{row}"
    );
    let found = &desk.json(&["lookup", "Tajikistan", "--date", "2031-01-01"])[0];
    assert_eq!(found["concept"], "tajikistan");
    assert_eq!(found["terms"]["en"][1]["status"], "deprecated");
    assert_eq!(found["terms"]["en"][1]["outdated_since"], "2030-01");
    assert!(
        desk.ok(&["lookup", "Tajikistan", "--date", "2031-01-01"])
            .contains("outdated since 2030-01")
    );

    desk.ok(&["term", "remove", "sco", "ru=Шанхайское сотрудничество"]);
    desk.ok(&["term", "merge", "sco", "nato"]);
    let text = glossary(&desk);
    assert!(!text.contains("\nnato\t"), "{text}");
    assert!(
        text.contains("سازمان همکاری شانگهای|سازمان پیمان آتلانتیک شمالی|ناتو"),
        "{text}"
    );
    desk.ok(&["term", "remove", "eswatini"]);
    assert!(!glossary(&desk).contains("Swaziland"));
    let untouched = ["snsc\t", "snsc-secretary\t"];
    for id in untouched {
        let row = |text: &str| {
            text.lines()
                .find(|line| line.starts_with(id))
                .unwrap()
                .to_owned()
        };
        assert!(glossary(&desk).contains(&row(&before)));
    }
}

#[test]
fn a_wrong_change_changes_nothing() {
    let desk = Desk::with_content();
    let before = glossary(&desk);
    for (arguments, expected) in [
        (
            vec!["term", "add", "sco", "fa=سازمان همکاری شانگهای"],
            "already",
        ),
        (
            vec![
                "term",
                "add",
                "fresh",
                "en=Fresh",
                "--file",
                "glossaries/none.tsv",
            ],
            "glossaries/terms.tsv",
        ),
        (
            vec!["term", "set", "sco", "--term", "en=SCO", "status=nice"],
            "\"nice\" is no status",
        ),
        (vec!["term", "set", "none", "note=x"], "\"none\""),
        (
            vec!["term", "remove", "sco", "fa=none"],
            "سازمان همکاری شانگهای",
        ),
        (vec!["term", "merge", "sco", "sco"], "with itself"),
        (
            vec!["term", "set", "Eswatini", "note=x"],
            "eswatini, where it is a term",
        ),
        (vec!["term", "set", "sco", "id=x"], "cannot be set"),
    ] {
        let ran = desk.run(&arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(
            ran.stderr.contains(expected),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert_eq!(glossary(&desk), before, "{arguments:?}");
    }
    desk.ok(&[
        "term",
        "add",
        "fresh",
        "en=Fresh",
        "fa=تازه",
        "--set",
        "subject=person",
        "--set",
        "status=proposed",
    ]);
    assert_eq!(new_lines(&before, &glossary(&desk)).len(), 2);
}

#[test]
fn an_office_says_who_holds_it_on_a_day() {
    let desk = Desk::with_content();
    desk.write(
        "glossaries/persons.tsv",
        "id\tsubject\ten\tfa\nshamkhani\tperson\tAli Shamkhani\tعلی شمخانی\nahmadian\tperson\tAli Akbar Ahmadian\tعلی‌اکبر احمدیان\n",
    );
    desk.ok(&[
        "term",
        "set",
        "snsc-secretary",
        "holder=shamkhani (2013-09-10..2023-05-22)|ahmadian (2023-05-23..2025-08-05)",
    ]);
    let holder = |date: &str| {
        let found = &desk.json(&[
            "lookup",
            "Secretary of the Supreme National Security Council",
            "--date",
            date,
        ])[0];
        let relations = found["relations"].as_array().cloned().unwrap_or_default();
        relations
            .iter()
            .map(|own| own["names"]["en"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(holder("2015-07-14"), ["Ali Shamkhani"]);
    assert_eq!(holder("2024"), ["Ali Akbar Ahmadian"]);
    assert!(holder("2012").is_empty());
    let text = desk.ok(&["lookup", "علی شمخانی"]);
    assert!(
        text.contains("holds: Secretary of the Supreme National Security Council"),
        "{text}"
    );
    assert!(text.contains("(2013-09-10..2023-05-22)"), "{text}");
}

#[test]
fn a_difference_is_told_in_its_meaning_with_the_articles_to_correct() {
    let desk = Desk::with_content();
    let before = glossary(&desk);
    desk.write("old.tsv", &before);
    desk.ok(&[
        "term",
        "deprecate",
        "snsc",
        "fa=شورای عالی امنیت ملی",
        "--use",
        "شورای عالی امنیت",
    ]);
    desk.ok(&["term", "remove", "eswatini"]);
    let changes = desk.json(&["glossary", "diff", "old.tsv", "glossaries/terms.tsv"]);
    let of = |kind: &str| {
        changes
            .iter()
            .find(|change| change["change"] == kind)
            .unwrap()
    };
    let preferred = of("preferred-changed");
    assert_eq!(preferred["from"], "شورای عالی امنیت ملی");
    assert_eq!(preferred["to"], "شورای عالی امنیت");
    assert_eq!(
        preferred["articles"][0]["title"],
        "دیدار دبیران شوراها در دوشنبه"
    );
    assert_eq!(preferred["articles"][0]["count"], 1);
    assert_eq!(of("entry-removed")["concept"], "eswatini");
    let text = desk.ok(&["glossary", "diff", "old.tsv", "glossaries/terms.tsv"]);
    assert!(text.contains("preferred fa term changed from"), "{text}");
    let same = desk.json(&["glossary", "diff", "old.tsv", "old.tsv"]);
    assert!(same.is_empty());
}

#[test]
fn columns_are_mapped_once_and_remembered() {
    let desk = Desk::new();
    let table = "Name_EN\tName_FA\tExtra\nIran\tایران\tx\n";
    desk.write("a.tsv", table);
    desk.write("b.tsv", &table.replace("Iran", "Persia"));
    let refused = desk.json(&["import", "a.tsv"]);
    assert_eq!(refused[0]["outcome"], "refused");
    assert_eq!(refused[0]["line"], 1);
    let taken = desk.json(&[
        "import",
        "a.tsv",
        "--map",
        "Name_EN=en",
        "--map",
        "Name_FA=fa",
        "--map",
        "Extra=-",
    ]);
    assert_eq!(taken[0]["concepts"], 1, "{taken:?}");
    let settings = fs::read_to_string(desk.path("tarjuman.toml")).unwrap();
    assert!(settings.contains("Name_EN = \"en\""), "{settings}");
    let other = desk.json(&["import", "b.tsv"]);
    assert_eq!(other[0]["concepts"], 1);
    // The two files say of the same term in Persian that it is another one in English.
    assert_eq!(other[0]["conflicts"][0]["term"], "Persia");
    assert_eq!(other[0]["conflicts"][0]["other_term"], "Iran");
    let dry = desk.json(&["import", "--dry-run", "b.tsv", "--map", "New=de"]);
    assert_eq!(dry[0]["outcome"], "accepted");
    assert!(
        !fs::read_to_string(desk.path("tarjuman.toml"))
            .unwrap()
            .contains("New")
    );
}

#[test]
fn a_refused_glossary_brings_nothing_and_other_files_are_taken() {
    let desk = Desk::new();
    desk.write("good.tsv", "en\tfa\nIran\tایران\n");
    desk.write(
        "bad.csv",
        "id,language,term,status\na,en,One,preferred\nb,en,Two,nice\n",
    );
    let results = desk.json(&["import", "bad.csv", "good.tsv"]);
    assert_eq!(results[0]["outcome"], "refused");
    assert_eq!(
        (&results[0]["line"], &results[0]["column"]),
        (&3.into(), &10.into())
    );
    assert_eq!(results[1]["concepts"], 1);
    assert_eq!(desk.json(&["stats"])[0]["concepts"], 1);
}

#[test]
fn two_column_glossaries_need_their_languages() {
    let desk = Desk::new();
    desk.write("omegat.txt", "# ours\nSecurity Council\tشورای امنیت\tUN\n");
    let ran = desk.run(&["import", "omegat.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("--from and --to"), "{}", ran.stderr);
    desk.ok(&["import", "omegat.txt", "--from", "en", "--to", "fa"]);
    let found = &desk.json(&["lookup", "شورای امنیت", "--to", "en"])[0];
    assert_eq!(found["terms"]["en"][0]["text"], "Security Council");
    assert_eq!(found["note"], "UN");
}

#[test]
fn every_glossary_format_goes_out_and_comes_in() {
    let desk = Desk::with_content();
    for (file, format) in [
        ("a.tbx", "tbx"),
        ("b.tbx", "tbx-linguist-dct"),
        ("c.xlsx", "xlsx"),
        ("d.json", "json-glossary"),
        ("e.tsv", "glossary-long"),
    ] {
        desk.ok(&["export", file, "--format", format]);
        let other = Desk::new();
        let path = desk.path(file);
        other.ok(&["import", path.to_str().unwrap()]);
        let stats = |desk: &Desk| desk.json(&["stats"])[0]["terms"].clone();
        assert_eq!(stats(&other), stats(&desk), "{format}");
    }
    for (file, format) in [
        ("a.txt", "omegat"),
        ("b.csv", "weblate-csv"),
        ("c.csv", "deepl"),
        ("d.utx", "utx"),
        ("e.po", "po-glossary"),
    ] {
        desk.ok(&["export", file, "--format", format, "--lang", "en,fa"]);
        let other = Desk::new();
        let path = desk.path(file);
        other.ok(&[
            "import",
            path.to_str().unwrap(),
            "--from",
            "en",
            "--to",
            "fa",
        ]);
        let found = &other.json(&["lookup", "Shanghai Cooperation Organization"])[0];
        assert_eq!(
            found["terms"]["fa"][0]["text"], "سازمان همکاری شانگهای",
            "{format}"
        );
    }
    desk.ok(&["export", "t.tmx", "--format", "tmx-glossary"]);
    let other = Desk::new();
    other.ok(&[
        "import",
        desk.path("t.tmx").to_str().unwrap(),
        "--format",
        "tmx-glossary",
    ]);
    assert_eq!(other.json(&["stats"])[0]["concepts"], 6);
}

#[test]
fn names_answer_across_scripts_and_titles_by_their_initials() {
    let desk = Desk::with_content();
    desk.write(
        "glossaries/persons.tsv",
        "id\tsubject\ten\tru\npatrushev\tperson\tNikolai Patrushev\tНиколай Патрушев\nlavrov\tperson\tSergey Lavrov\t\nxi\tperson\tXi Jinping\tСи Цзиньпин\n",
    );
    for (query, by, concept) in [
        ("پاتروشف", "transliterated", "patrushev"),
        ("نیکلای پاتروشف", "transliterated", "patrushev"),
        ("باتروشيف", "transliterated", "patrushev"),
        ("лавров", "transliterated", "lavrov"),
        ("لاوروف", "transliterated", "lavrov"),
        ("Patrushev", "partial", "patrushev"),
        ("patruschev", "transliterated", "patrushev"),
        ("帕特鲁舍夫", "transliterated", "patrushev"),
        ("帕特魯舍夫", "transliterated", "patrushev"),
        ("尼古拉·帕特鲁谢夫", "transliterated", "patrushev"),
        ("拉夫罗夫", "transliterated", "lavrov"),
        ("习近平", "transliterated", "xi"),
        ("習近平", "transliterated", "xi"),
        ("ШОС", "acronym", "sco"),
        ("natO", "folded", "nato"),
        ("sсnb", "", ""),
    ] {
        let found = desk.json(&["lookup", query]);
        match concept {
            "" => assert!(found.is_empty(), "{query}: {found:?}"),
            _ => assert_eq!(
                (&found[0]["concept"], &found[0]["by"]),
                (&concept.into(), &by.into()),
                "{query}: {found:?}"
            ),
        }
    }
}

#[test]
fn proposed_and_rejected_terms_are_no_renderings_but_are_told() {
    let desk = Desk::with_content();
    desk.write(
        "glossaries/proposed.csv",
        "id,language,term,status,review,term_note\nquad,en,Quad,preferred,,\nquad,fa,کواد,preferred,proposed,heard once\nquad,fa,گروه چهار,admitted,rejected,\nquad,ru,Квад,preferred,approved,\n",
    );
    desk.write("quad.txt", "The Quad met.\n");
    let mention = &desk.json(&["terms", "quad.txt", "--lang", "en"])[0];
    assert_eq!(mention["renderings"]["fa"], serde_json::json!([]));
    assert_eq!(mention["renderings"]["ru"], serde_json::json!(["Квад"]));
    let text = desk.ok(&["lookup", "Quad"]);
    assert!(
        text.contains("کواد (proposed)") && text.contains("گروه چهار (rejected)"),
        "{text}"
    );
    assert!(text.contains("کواد: note: heard once"), "{text}");
}

#[test]
fn evidence_counts_every_term_and_names_the_articles_to_correct() {
    let desk = Desk::with_content();
    desk.ok(&[
        "term",
        "deprecate",
        "snsc",
        "fa=شورای عالی امنیت ملی",
        "--use",
        "شورای عالی امنیت",
    ]);
    // The memory uses the full form; the acronym is asked for.
    let found = &desk.json(&["lookup", "SNSC", "--to", "fa"])[0];
    let evidence = &found["evidence"][0];
    assert_eq!(evidence["term"], "شورای عالی امنیت ملی");
    assert_eq!(evidence["status"], "deprecated");
    assert_eq!(
        evidence["articles"][0]["title"],
        "دیدار دبیران شوراها در دوشنبه"
    );
    let text = desk.ok(&["lookup", "SNSC", "--to", "fa"]);
    assert!(
        text.contains("(deprecated)") && text.contains("to be corrected in 1 article: "),
        "{text}"
    );
    let ran = desk.run(&["search", "شورای عالی امنیت ملی"]);
    assert!(
        ran.stderr
            .contains("is deprecated for snsc; write شورای عالی امنیت;")
            && ran.stderr.contains("to be corrected in: "),
        "{}",
        ran.stderr
    );
}

/// A desk that knows an office and a state, and no entry of both.
fn composing_desk() -> Desk {
    let desk = Desk::with_content();
    desk.write(
        "glossaries/offices.tsv",
        "id\tsubject\ten\tfa\tru\tar\tzh\n\
         fm\toffice\tForeign Minister|Minister of Foreign Affairs\tوزیر امور خارجه|وزیر خارجه\tминистр иностранных дел\tوزير الخارجية\t外交部长\n",
    );
    desk
}

#[test]
fn a_variant_of_a_title_is_looked_up_with_what_differs() {
    let desk = Desk::new();
    desk.write(
        "glossaries/titles.tsv",
        "id\tsubject\ten\n\
         russia\tcountry\tRussia|Russian Federation\n\
         secretary\toffice\tSecretary of the Security Council of the Russian Federation\n",
    );
    for (query, reason) in [
        (
            "Secretary of the National Security Council of the Russian Federation",
            "added: National",
        ),
        ("Russia's Secretary of the Security Council", "word order"),
    ] {
        let found = &desk.json(&["lookup", query])[0];
        assert_eq!(found["concept"], "secretary", "{query}");
        assert_eq!(found["by"], "variant", "{found}");
        assert_eq!(found["reason"], reason, "{found}");
    }
    let text = desk.ok(&[
        "lookup",
        "Secretary of the National Security Council of Russia",
    ]);
    assert!(text.contains("variant: added: National"), "{text}");
}

#[test]
fn titles_are_composed_in_terms_lookup_suggest_and_check() {
    let desk = composing_desk();
    let text = "The Foreign Minister of Tajikistan arrived on Monday.\n";
    desk.write("visit.en.txt", text);
    let mention = &desk.json(&["terms", "visit.en.txt"])[0];
    assert_eq!(mention["kind"], "composed");
    assert_eq!(mention["text"], "Foreign Minister of Tajikistan");
    for (language, expected) in [
        ("fa", "وزیر امور خارجه تاجیکستان"),
        ("ru", "министр иностранных дел Таджикистана"),
        ("ar", "وزير خارجية طاجيكستان"),
        ("zh", "塔吉克斯坦外交部长"),
    ] {
        assert_eq!(mention["renderings"][language][0], expected);
    }
    let suggestion = &desk.json(&["suggest", "visit.en.txt", "--to", "fa"])[0];
    assert_eq!(suggestion["terms"][0]["kind"], "composed");
    let found = &desk.json(&["lookup", "وزیر خارجه تاجیکستان"])[0];
    assert_eq!(found["by"], "composed");
    assert_eq!(
        found["terms"]["en"][0]["text"],
        "Foreign Minister of Tajikistan"
    );
    assert_eq!(found["note"], "composed of its parts, not official");
    // Whole, by another form of a part, and by its parts apart: all are right.
    for (translation, right) in [
        ("وزیر امور خارجه تاجیکستان روز دوشنبه وارد شد.", true),
        ("وزیر خارجه تاجیکستان روز دوشنبه وارد شد.", true),
        ("وزیر امور خارجه کشور تاجیکستان روز دوشنبه وارد شد.", true),
        ("وزیر دفاع روسیه روز دوشنبه وارد شد.", false),
    ] {
        desk.write("visit.fa.txt", translation);
        let findings = desk.json(&[
            "check",
            "visit.en.txt",
            "visit.fa.txt",
            "--only",
            "term-rendering",
        ]);
        assert_eq!(findings.is_empty(), right, "{translation}: {findings:?}");
    }
}

#[test]
fn candidates_are_extracted_reviewed_and_imported() {
    let desk = Desk::with_content();
    desk.write(
        "talks.en.txt",
        "The Quadrilateral Coordination Group met in Tajikistan. Members of the Quadrilateral \
         Coordination Group (QCG) discussed the grain corridor.\n\nThe grain corridor stays open, \
         the QCG said.\n",
    );
    let found = desk.json(&["extract", "talks.en.txt"]);
    let of = |text: &str| {
        let own = found.iter().find(|own| own["text"] == text);
        own.unwrap_or_else(|| panic!("{text} in {found:?}"))
    };
    let group = of("Quadrilateral Coordination Group");
    assert_eq!(
        (&group["kind"], &group["count"]),
        (&"name".into(), &2.into())
    );
    assert_eq!(group["status"], "proposed");
    assert!(group["log_likelihood"].as_f64().unwrap() > 0.0);
    let used = &group["sentences"][0];
    let place = |name: &str| usize::try_from(used[name].as_u64().unwrap()).unwrap();
    let sentence = used["text"].as_str().unwrap();
    assert_eq!(
        &sentence[place("start")..place("end")],
        "Quadrilateral Coordination Group"
    );
    assert_eq!(used["source"], "talks.en.txt:1");
    assert_eq!(of("QCG")["kind"], "acronym");
    assert_eq!(of("grain corridor")["kind"], "phrase");
    assert!(
        found.iter().all(|own| own["text"] != "Tajikistan"),
        "{found:?}"
    );

    // The table comes in as it is, all of it proposed, and is approved by changing a word.
    let table = desk.ok(&["extract", "talks.en.txt"]);
    desk.write("new.tsv", &table);
    assert_eq!(desk.json(&["import", "new.tsv"])[0]["outcome"], "accepted");
    let known = &desk.json(&["lookup", "grain corridor"])[0];
    assert_eq!(known["terms"]["en"][0]["review"], "proposed");
    let again = desk.json(&["extract", "talks.en.txt"]);
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn candidates_of_the_memory_have_renderings() {
    let desk = Desk::with_content();
    let pairs = [
        ("The grain corridor opened.", "کریدور غلات گشایش یافت."),
        (
            "Nobody used the grain corridor.",
            "هیچ‌کس از کریدور غلات استفاده نکرد.",
        ),
        ("The grain corridor is closed.", "کریدور غلات بسته است."),
        ("The weather was fine.", "هوا خوب بود."),
        ("The roads were closed.", "راه‌ها بسته بود."),
    ];
    let (mut own, mut other) = (String::new(), String::new());
    for (source, target) in pairs {
        own.push_str(&format!("{source}\n"));
        other.push_str(&format!("{target}\n"));
    }
    desk.write("corpus.en", &own);
    desk.write("corpus.fa", &other);
    desk.ok(&["import", "corpus.en", "corpus.fa"]);
    let found = desk.json(&["extract", "--memory", "--lang", "en", "--to", "fa"]);
    let corridor = found.iter().find(|own| own["text"] == "grain corridor");
    let rendering = &corridor.unwrap()["renderings"][0];
    assert_eq!(rendering["text"], "کریدور غلات", "{found:?}");
    assert_eq!(rendering["count"], 3);
    let ran = desk.run(&["extract", "--memory"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}
