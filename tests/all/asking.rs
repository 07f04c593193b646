//! What a match says and how it is asked for: repairs, filters, penalties, context, passages,
//! concordances, as a user meets them.

use serde_json::Value;

use crate::desk::{Desk, assert_snapshot};

const GLOSSARY: &str = "\
id\tsubject\ten\tfa\tru\tde
iran\tcountry\tIran\tایران\tИран\tIran
iraq\tcountry\tIraq\tعراق\tИрак\tIrak
sc\torgan\tSecurity Council\tشورای امنیت\tСовет безопасности\tSicherheitsrat
";

/// Two documents in several languages, of different days, statuses and subjects.
const MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext">
    <prop type="x-document">trade-report</prop>
    <prop type="x-title" xml:lang="en">Trade grows</prop>
    <prop type="x-date">2026-03-14</prop>
    <prop type="x-status">approved</prop>
    <prop type="x-subject">economy</prop>
  </header>
  <body>
    <tu>
      <tuv xml:lang="en-US"><seg>The President of Iran arrived on Monday.</seg></tuv>
      <tuv xml:lang="fa"><seg>رئیس‌جمهور ایران روز دوشنبه وارد شد.</seg></tuv>
      <tuv xml:lang="ru"><seg>Президент Ирана прибыл в понедельник.</seg></tuv>
    </tu>
    <tu>
      <prop type="x-made">machine</prop>
      <tuv xml:lang="en"><seg>Exports of 43 states grew by 1,234.5 percent in 2021.</seg></tuv>
      <tuv xml:lang="fa"><seg>صادرات ۴۳ کشور در سال ۲۰۲۱، ۱٬۲۳۴٫۵ درصد رشد کرد.</seg></tuv>
      <tuv xml:lang="de"><seg>Die Ausfuhren von 43 Staaten wuchsen 2021 um 1.234,5 Prozent.</seg></tuv>
      <tuv xml:lang="ru"><seg>Экспорт 43 государств вырос в 2021 году на 1 234,5 процента.</seg></tuv>
    </tu>
    <tu>
      <prop type="x-status">draft</prop>
      <prop type="x-subject">politics</prop>
      <tuv xml:lang="en"><seg>The members of the Security Council discussed the situation in the region.</seg></tuv>
      <tuv xml:lang="fa"><seg>اعضای شورای امنیت دربارهٔ وضعیت منطقه گفتگو کردند.</seg></tuv>
    </tu>
  </body>
</tmx>
"#;

const OTHER_MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext">
    <prop type="x-document">old-report</prop>
    <prop type="x-date">2019-05</prop>
    <prop type="x-status">reviewed</prop>
  </header>
  <body>
    <tu>
      <tuv xml:lang="en"><seg>Related news:</seg></tuv>
      <tuv xml:lang="fa"><seg>خبرهای مرتبط:</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="en"><seg>The members of the Security Council discussed the situation in the region.</seg></tuv>
      <tuv xml:lang="fa"><seg>اعضای شورای امنیت دربارهٔ وضعیت منطقه گفتگو کردند.</seg></tuv>
    </tu>
  </body>
</tmx>
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("glossaries/terms.tsv", GLOSSARY);
    desk.write("tm/a.tmx", MEMORY);
    desk.write("tm/b.tmx", OTHER_MEMORY);
    desk
}

/// The suggestions for some lines.
fn suggest(desk: &Desk, lines: &str, more: &[&str]) -> Vec<Value> {
    desk.write("lines.txt", lines);
    let mut arguments = vec!["suggest", "--lines", "lines.txt"];
    arguments.extend(more);
    desk.json(&arguments)
}

fn matches(suggestion: &Value) -> &Vec<Value> {
    suggestion["matches"].as_array().unwrap()
}

#[test]
fn matches_are_repaired_in_the_way_of_the_target() {
    let desk = desk();
    let query = "Exports of 44 states grew by 2,345.5 percent in 2022.\nThe President of Iraq arrived on Monday.\nThe President of Iraq left on Monday.\n";
    for (to, expected) in [
        ("fa", "صادرات ۴۴ کشور در سال ۲۰۲۲، ۲٬۳۴۵٫۵ درصد رشد کرد."),
        (
            "de",
            "Die Ausfuhren von 44 Staaten wuchsen 2022 um 2.345,5 Prozent.",
        ),
        (
            "ru",
            "Экспорт 44 государств вырос в 2022 году на 2 345,5 процента.",
        ),
    ] {
        let found = suggest(&desk, query, &["--from", "en", "--to", to]);
        let repaired = &matches(&found[0])[0]["repaired"];
        assert_eq!(repaired["target"], expected, "{to}: {repaired}");
        let changes = repaired["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 3);
        let text = repaired["target"].as_str().unwrap();
        for change in changes {
            let place = |name: &str| usize::try_from(change[name].as_u64().unwrap()).unwrap();
            assert_eq!(
                &text[place("start")..place("end")],
                change["to"].as_str().unwrap()
            );
            assert_eq!(change["kind"], "number");
        }
    }
    let found = suggest(&desk, query, &["--from", "en", "--to", "fa"]);
    let repaired = &matches(&found[1])[0]["repaired"];
    assert_eq!(repaired["target"], "رئیس‌جمهور عراق روز دوشنبه وارد شد.");
    assert_eq!(repaired["changes"][0]["kind"], "term");
    // Another word differs too: no repair.
    assert_eq!(matches(&found[2])[0]["repaired"], Value::Null);
    let found = suggest(&desk, query, &["--from", "en", "--to", "ru"]);
    assert_eq!(
        matches(&found[1])[0]["repaired"]["target"],
        "Президент Ирака прибыл в понедельник."
    );
}

#[test]
fn units_are_filtered_and_lose_what_the_settings_say() {
    let desk = desk();
    let query = "The members of the Security Council discussed the situation in the region.\n";
    let with = |more: &[&str]| {
        let mut arguments = vec!["--from", "en", "--to", "fa"];
        arguments.extend(more);
        suggest(&desk, query, &arguments)
    };
    let all = with(&[]);
    let best = &matches(&all[0])[0];
    assert_eq!(
        (&best["unit"], &best["score"]),
        (&"tm/a.tmx#3".into(), &100.0.into())
    );
    assert_eq!(best["duplicates"], 1);
    assert_eq!(best["duplicate_origins"][0]["unit"], "tm/b.tmx#2");
    assert_eq!(best["duplicate_origins"][0]["origin"]["date"], "2019-05");
    for (more, expected) in [
        (&["--status", "reviewed"][..], Some("tm/b.tmx#2")),
        (&["--status", "draft,approved"], Some("tm/a.tmx#3")),
        (&["--subject", "Politics"], Some("tm/a.tmx#3")),
        (&["--subject", "economy"], None),
        (&["--document", "old-*"], Some("tm/b.tmx#2")),
        (&["--since", "2020"], Some("tm/a.tmx#3")),
        (&["--until", "2019-05-01"], Some("tm/b.tmx#2")),
        (&["--since", "2019-06", "--until", "2026-02"], None),
        (&["--made", "machine"], None),
    ] {
        for exhaustive in [&[][..], &["--exhaustive"]] {
            let found = with(&[more, exhaustive].concat());
            let best = matches(&found[0])
                .first()
                .map(|best| best["unit"].as_str().unwrap());
            assert_eq!(best, expected, "{more:?}");
        }
    }
    let ran = desk.run(&["suggest", "lines.txt", "--status", "good"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("draft, reviewed, approved"),
        "{}",
        ran.stderr
    );
    // Penalties of the settings: the draft loses more than the reviewed one, so it comes second.
    let settings = "[penalties]\ndraft = 3\nreviewed = 1\nmachine = 5.5\nother-subject = 2\n";
    let config = std::fs::read_to_string(desk.path("tarjuman.toml")).unwrap();
    desk.write("tarjuman.toml", &format!("{config}\n{settings}"));
    let found = with(&["--about", "politics"]);
    let best = &matches(&found[0])[0];
    // The reviewed one has no subject: 100 − 1 − 2; the draft 100 − 3.
    assert_eq!(
        (&best["unit"], &best["score"]),
        (&"tm/a.tmx#3".into(), &97.0.into())
    );
    assert_eq!(best["penalties"][0]["name"], "draft");
    let found = with(&[]);
    let best = &matches(&found[0])[0];
    assert_eq!(
        (&best["unit"], &best["score"]),
        (&"tm/b.tmx#2".into(), &99.0.into())
    );
    let query = "Exports of 43 states grew by 1,234.5 percent in 2021.\n";
    let found = suggest(&desk, query, &["--from", "en", "--to", "fa"]);
    let best = &matches(&found[0])[0];
    assert_eq!(
        (&best["made"], &best["score"]),
        (&"machine".into(), &94.5.into())
    );
    desk.write(
        "tarjuman.toml",
        &format!("{config}\n[penalties]\nnew = 1\n"),
    );
    let ran = desk.run(&["suggest", "lines.txt", "--from", "en", "--to", "fa"]);
    assert!(ran.stderr.contains("unknown field `new`"), "{}", ran.stderr);
}

#[test]
fn varieties_of_a_language_serve_each_other_for_a_point() {
    let desk = desk();
    let query = "The President of Iran arrived on Monday.\n";
    let best = |from: &str, more: &[&str]| {
        let mut arguments = vec!["--from", from, "--to", "fa"];
        arguments.extend(more);
        let found = suggest(&desk, query, &arguments);
        matches(&found[0])
            .first()
            .map(|best| best["score"].as_f64().unwrap())
    };
    assert_eq!(best("en", &[]), Some(100.0));
    assert_eq!(best("en-US", &[]), Some(100.0));
    assert_eq!(best("en-GB", &[]), Some(99.0));
    assert_eq!(best("en-GB", &["--varieties", "compatible"]), None);
}

#[test]
fn neighbours_count_across_blank_lines_and_at_both_ends() {
    let desk = desk();
    let scores = |lines: &str| -> Vec<Option<f64>> {
        let found = suggest(&desk, lines, &["--from", "en", "--to", "fa"]);
        found
            .iter()
            .map(|one| {
                matches(one)
                    .first()
                    .map(|best| best["score"].as_f64().unwrap())
            })
            .collect()
    };
    let council = "The members of the Security Council discussed the situation in the region.";
    let found = scores(&format!("Related news:\n\n{council}\n"));
    assert_eq!(found, [Some(101.0), None, Some(101.0)]);
    assert_eq!(scores("Related news:\n"), [Some(100.0)]);
    let found = scores(&format!("{council}\nRelated news:\n"));
    assert_eq!(found, [Some(100.0), Some(100.0)]);
}

#[test]
fn a_long_sentence_gets_the_passages_that_it_shares() {
    let desk = desk();
    let query = "Yesterday evening the ambassadors met again, while elsewhere the members of the Security Council left.\n";
    desk.write("lines.txt", query);
    let ask = |more: &[&str]| {
        let mut arguments = vec!["suggest", "lines.txt", "--from", "en", "--to", "fa"];
        arguments.extend(more);
        desk.json(&arguments)
    };
    let found = ask(&[]);
    assert!(matches(&found[0]).is_empty());
    let passage = &found[0]["passages"][0];
    assert_eq!(passage["text"], "the members of the Security Council");
    assert_eq!(
        (&passage["words"], &passage["count"]),
        (&6.into(), &2.into())
    );
    let place = |name: &str| usize::try_from(passage[name].as_u64().unwrap()).unwrap();
    assert_eq!(
        &query[place("start")..place("end")],
        passage["text"].as_str().unwrap()
    );
    let used = &passage["units"][0];
    let target = used["target"].as_str().unwrap();
    let rendering = &used["renderings"][0];
    let bound = |at: usize| usize::try_from(rendering[at].as_u64().unwrap()).unwrap();
    assert_eq!(&target[bound(0)..bound(1)], "شورای امنیت");
    assert_eq!(ask(&["--lines"])[0]["passages"], Value::Null);
    assert_eq!(ask(&["--passages=never"])[0]["passages"], Value::Null);
    assert_eq!(ask(&["--lines", "--passages"])[0]["passages"][0], *passage);
    assert_eq!(
        ask(&["--document", "trade*"])[0]["passages"][0]["units"][0]["unit"],
        "tm/a.tmx#3"
    );
    let shown = desk.ok(&["suggest", "lines.txt", "--from", "en", "--to", "fa"]);
    assert_snapshot("suggest-passages", &shown);
    desk.write("lines.txt", "Exports of 44 states grew by 2,345.5 percent in 2022.\nThe members of the Security Council discussed the situation in the region.\n");
    let shown = desk.ok(&["suggest", "lines.txt", "--from", "en", "--to", "fa"]);
    assert_snapshot("suggest-repaired", &shown);
    desk.write(
        "satrha.txt",
        "صادرات ۴۴ کشور در سال ۲۰۲۱، ۱٬۲۳۴٫۵ درصد رشد کرد.\n",
    );
    let shown = desk.ok(&["suggest", "satrha.txt", "--from", "fa", "--to", "en"]);
    assert_snapshot("suggest-repaired-fa", &shown);
}

#[test]
fn words_are_searched_as_words_phrases_beginnings_and_forms() {
    let desk = desk();
    let units = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["search"];
        all.extend(arguments);
        let found = desk.json(&all);
        found
            .iter()
            .map(|one| one["unit"].as_str().unwrap().to_owned())
            .collect()
    };
    let council = ["tm/a.tmx#3", "tm/b.tmx#2"];
    for (arguments, expected) in [
        (&["security council"][..], &council[..]),
        (&["council security"], &[]),
        (&["council", "security"], &council),
        (&["members", "region", "--near", "5"], &[]),
        (&["members", "region", "--near", "12"], &council),
        (&["member", "discuss"], &council),
        (&["member", "--exact"], &[]),
        (&["members", "--exact"], &council),
        (&["secur*"], &council),
        (&["\"security council\" situation"], &council),
        (&["شوراي امنيت"], &council),
        (&["شورا*", "--lang", "fa"], &council),
        (&["2021", "--lang", "en"], &["tm/a.tmx#2"]),
        (&["2022"], &[]),
        (&["1234.5", "--lang", "en"], &[]),
        (&["прибыл", "--lang", "ru"], &["tm/a.tmx#1"]),
        (&["security council", "--status", "reviewed"], &council[1..]),
        (&["security council", "--since", "2020"], &council[..1]),
        (&["security council", "--with", "ru"], &[]),
        (&["states", "--made", "machine"], &["tm/a.tmx#2"]),
    ] {
        assert_eq!(units(arguments), expected, "{arguments:?}");
    }
    let found = desk.json(&["search", "security council", "--with", "fa"]);
    let target = found[0]["texts"]["fa"].as_str().unwrap();
    let bound =
        |at: usize| usize::try_from(found[0]["renderings"]["fa"][0][at].as_u64().unwrap()).unwrap();
    assert_eq!(&target[bound(0)..bound(1)], "شورای امنیت");
    let ran = desk.run(&["search", "council", "--limit", "1"]);
    assert!(
        ran.stderr.contains("the first 1 of 2 units"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.ok(&["search", "council", "--count"]), "2\n");
    assert_eq!(desk.json(&["search", "council", "--count"])[0]["units"], 2);
    assert_snapshot(
        "search-marked",
        &desk.ok(&["search", "security council", "--with", "fa"]),
    );
}
