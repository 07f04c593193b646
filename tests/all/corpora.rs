//! Corpora: files of lines, columns, test sets, JSON Lines, and the filters they go through.

use std::collections::BTreeMap;
use std::fs;

use crate::desk::Desk;
use crate::shared;

const EN: &str = "The Secretary arrived in Dushanbe on Monday.\nTrade grew by 43 percent.\n\nThe delegation left the city in the evening.\n";
const FA: &str =
    "دبیر روز دوشنبه وارد دوشنبه شد.\nتجارت ۴۳ درصد رشد کرد.\n\nهیئت عصر شهر را ترک کرد.\n";

fn units(desk: &Desk) -> u64 {
    desk.json(&["stats"])[0]["units"].as_u64().unwrap()
}

#[test]
fn files_of_lines_become_units() {
    let desk = Desk::new();
    desk.write("c/corpus.en", EN);
    desk.write("c/corpus.fa", FA);
    let dry = desk.json(&["import", "--dry-run", "c/corpus.en", "c/corpus.fa"]);
    assert_eq!(dry.len(), 1);
    assert_eq!(units(&desk), 0);
    let imported = &desk.json(&["import", "c/corpus.en", "c/corpus.fa"])[0];
    assert_eq!(imported["format"], "lines");
    assert_eq!(imported["units"], 3);
    assert_eq!(imported["skipped"], serde_json::json!({"empty": 1}));
    assert_eq!(imported["file"], "en=c/corpus.en + fa=c/corpus.fa");
    let found = &desk.json(&["search", "delegation"])[0];
    assert_eq!(found["texts"]["fa"], "هیئت عصر شهر را ترک کرد.");
    assert_eq!(found["origin"]["document"], "corpus");
    assert_eq!(found["origin"]["line"], 4);
    // The same again replaces it, whatever the order of the arguments is called.
    desk.ok(&["import", "en=c/corpus.en", "fa=c/corpus.fa"]);
    assert_eq!(units(&desk), 3);
    desk.ok(&["remove", "en=c/corpus.en + fa=c/corpus.fa"]);
    assert_eq!(units(&desk), 0);
}

#[test]
fn unequal_files_of_lines_are_refused_with_their_lines() {
    let desk = Desk::new();
    desk.write("a.txt", EN);
    desk.write("b.txt", &FA.lines().take(2).collect::<Vec<_>>().join("\n"));
    let ran = desk.run(&["import", "en=a.txt", "fa=b.txt"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr
            .contains("a.txt has 4 lines and b.txt has 2 lines"),
        "{}",
        ran.stderr
    );
    assert_eq!(units(&desk), 0);
    let ran = desk.run(&["import", "en=a.txt"]);
    assert!(
        ran.stderr.contains("a text alone makes no units"),
        "{}",
        ran.stderr
    );
}

#[test]
fn columns_are_read_with_and_without_a_first_row() {
    let desk = Desk::new();
    let rows = EN
        .lines()
        .zip(FA.lines())
        .map(|(en, fa)| format!("{en}\t{fa}\n"));
    let rows: String = rows.collect();
    desk.write("with.tsv", &format!("en\tfa\n{rows}"));
    desk.write("without.tsv", &rows);
    desk.write("wrong.tsv", &format!("en\tfa\n{rows}a\tb\tc\n"));
    let with = &desk.json(&["import", "with.tsv"])[0];
    assert_eq!(
        (&with["format"], &with["units"]),
        (&"columns".into(), &3.into())
    );
    let without = &desk.json(&["import", "without.tsv", "--columns", "en,fa"])[0];
    assert_eq!(without["file"], "en,fa=without.tsv");
    assert_eq!(without["units"], 3);
    let ran = desk.run(&["import", "wrong.tsv"]);
    assert!(
        ran.stderr
            .contains("wrong.tsv:6: the row has 3 cells, and there are 2 columns"),
        "{}",
        ran.stderr
    );
    // A glossary has the same first row, and terms below it.
    desk.write("terms.tsv", "en\tfa\nembassy\tسفارت\nambassador\tسفیر\n");
    assert_eq!(
        desk.json(&["import", "terms.tsv"])[0]["format"],
        "glossary-wide"
    );
    assert_eq!(units(&desk), 6);
    // What is written is read again.
    desk.ok(&[
        "export", "out.tsv", "--format", "columns", "--lang", "en,fa",
    ]);
    desk.ok(&[
        "export",
        "out.jsonl",
        "--format",
        "jsonl",
        "--lang",
        "en,fa",
    ]);
    for (name, format) in [("out.tsv", "columns"), ("out.jsonl", "jsonl")] {
        let again = &desk.json(&["import", "--dry-run", name])[0];
        assert_eq!(again["format"], format);
        assert_eq!(
            (&again["units"], &again["skipped"]["duplicate"]),
            (&3.into(), &3.into())
        );
    }
}

#[test]
fn test_sets_are_read_in_both_forms() {
    let desk = Desk::new();
    desk.write("set-src.en.sgm", "<srcset setid=\"s\" srclang=\"any\">\n<doc docid=\"d1\">\n<hl>\n<seg id=\"1\">Trade & industry grew < expected</seg>\n</hl><p>\n<seg id=\"2\">The delegation left.</seg>\n</p></doc></srcset>\n".replace("\"any\"", "\"en\"").as_str());
    desk.write("set-ref.fa.sgm", "<refset setid=\"s\" srclang=\"any\" trglang=\"fa\">\n<doc docid=\"d1\" sysid=\"ref\">\n<seg id=\"1\">رشد تجارت و صنعت کمتر از انتظار</seg>\n<seg id=\"2\">هیئت رفت.</seg>\n</doc></refset>\n");
    let sets = desk.json(&["import", "set-src.en.sgm", "set-ref.fa.sgm"]);
    assert_eq!(sets.len(), 1);
    assert_eq!(
        (&sets[0]["format"], &sets[0]["units"]),
        (&"wmt".into(), &2.into())
    );
    let found = &desk.json(&["search", "industry"])[0];
    assert_eq!(found["texts"]["en"], "Trade & industry grew < expected");
    assert_eq!(found["origin"]["document"], "d1");
    let ran = desk.run(&["import", "set-src.en.sgm"]);
    assert!(
        ran.stderr.contains("the test set is in en only"),
        "{}",
        ran.stderr
    );
    desk.write("set.xml", "<?xml version='1.0' encoding='utf-8'?>\n<dataset id=\"x\"><collection id=\"g\"><doc origlang=\"en\" id=\"d2\"><src lang=\"en\"><p><seg id=\"1\">One &amp; two came home.</seg></p></src><ref lang=\"ru\" translator=\"A\"><p><seg id=\"1\">Один и два пришли домой.</seg></p></ref><ref lang=\"ru\" translator=\"B\"><p><seg id=\"1\">Первый и второй вернулись.</seg></p></ref><hyp lang=\"ru\" system=\"s\"><p><seg id=\"1\">Машина.</seg></p></hyp></doc></collection></dataset>\n");
    let xml = &desk.json(&["import", "set.xml"])[0];
    assert_eq!((&xml["format"], &xml["units"]), (&"wmt".into(), &2.into()));
    desk.write(
        "cut.sgm",
        "<srcset srclang=\"en\"><doc docid=\"d\"><seg id=\"1\">Cut",
    );
    let ran = desk.run(&["import", "cut.sgm"]);
    assert!(
        ran.stderr.contains("the file is cut off in a segment"),
        "{}",
        ran.stderr
    );
}

#[test]
fn filters_give_reasons_and_can_be_set() {
    let desk = Desk::new();
    let rows = [
        (
            "The delegation left the city in the evening.",
            "هیئت عصر شهر را ترک کرد.",
        ),
        (
            "The delegation left the  city in the evening.",
            "هیئت عصر شهر را ترک کرد.",
        ),
        (
            "Yes.",
            "نمایندگان دو کشور پس از گفت‌وگوهای طولانی در بارهٔ آب‌های مرزی و راه‌های ترانزیتی به توافق رسیدند.",
        ),
        ("Reuters", "REUTERS"),
        ("12.5 %", "۱۲٫۵ ٪"),
        (
            "The ministers met in Vienna on Friday.",
            "The ministers have met in Vienna, on Friday.",
        ),
        (
            "The talks were held behind closed doors in the capital on Thursday.",
            "محادثات مغلقة",
        ),
    ];
    let text: String = rows
        .iter()
        .map(|(en, fa)| format!("{en}\t{fa}\n"))
        .collect();
    desk.write("x.tsv", &text);
    let imported = |settings: &[&str]| {
        let mut arguments = vec!["import", "--dry-run", "en,fa=x.tsv"];
        arguments.extend(settings);
        desk.json(&arguments)[0].clone()
    };
    let all = imported(&[]);
    assert_eq!(
        all["skipped"],
        serde_json::json!({"duplicate": 1, "length-ratio": 1, "untranslated": 1, "no-letters": 1, "wrong-language": 1})
    );
    assert_eq!(all["units"], 2);
    assert!(
        all["remarks"]
            .to_string()
            .contains("left out (length-ratio): en and fa differ"),
        "{}",
        all["remarks"]
    );
    assert_eq!(imported(&["--filter", "off"])["units"], 7);
    let some = imported(&["--filter", "duplicate=off,length-ratio=20"]);
    assert_eq!(some["units"], 4);
    let ran = desk.run(&["import", "x.tsv", "--filter", "spelling=on"]);
    assert!(
        ran.stderr.contains("is no filter setting"),
        "{}",
        ran.stderr
    );
    let summary = desk.ok(&["import", "en,fa=x.tsv"]);
    assert!(summary.contains("1 × duplicate"), "{summary}");
}

#[test]
fn a_rebuilt_store_has_its_corpora_again() {
    let desk = Desk::new();
    desk.write("c.en", EN);
    desk.write("c.fa", FA);
    desk.ok(&["import", "c.en", "c.fa"]);
    let database = desk.path("tm/store/sled/db");
    let mut bytes = fs::read(&database).unwrap();
    for byte in bytes.iter_mut().skip(64).step_by(7) {
        *byte ^= 0x5a;
    }
    fs::write(&database, bytes).unwrap();
    desk.ok(&["doctor", "--rebuild"]);
    assert_eq!(units(&desk), 3);
}

/// Careful translations pass the filters: what is left out of real news is what the filters are
/// for, identical or without letters.
#[test]
fn careful_translations_pass_the_filters() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let desk = Desk::new();
    let mut worst: BTreeMap<String, f64> = BTreeMap::new();
    let mut all = 0;
    let mut left = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // "es-2" is no language.
        if path.extension().is_none_or(|ending| ending != "txt")
            || ["en", "es-2"].contains(&name.as_str())
        {
            continue;
        }
        let english = format!("en={}", folder.join("en.txt").display());
        let other = format!("{name}={}", path.display());
        let arguments = [
            "import",
            "--dry-run",
            &english,
            &other,
            "--filter",
            "duplicate=off",
        ];
        let ran = desk.json(&arguments);
        assert_eq!(ran.len(), 1, "{:?}", desk.run(&arguments));
        let imported = &ran[0];
        assert_eq!(imported["outcome"], "accepted", "{imported}");
        let mut judged = imported["skipped"].as_object().unwrap().clone();
        judged.remove("untranslated");
        judged.remove("no-letters");
        judged.remove("empty");
        let wrong: u64 = judged.values().filter_map(|count| count.as_u64()).sum();
        println!(
            "{name}: {} of {} left out: {}",
            wrong, 1045, imported["skipped"]
        );
        all += 1045;
        left += wrong;
        worst.insert(name, wrong as f64 / 1045.0);
    }
    println!("{left} of {all} left out");
    assert!(left * 1000 < all * 3, "{left} of {all}");
}
