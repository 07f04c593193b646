//! Tests of the formats by small files written here.

use std::sync::Arc;

use super::testing::{Kept, read};
use super::{Export, SinkError, detect, format_of};
use crate::lang::LanguageTag;
use crate::model::{CODE, CodeKind, PartOfSpeech, TermStatus, TermType, Unit, UnitStatus};

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext">
    <note>a header note</note>
    <prop type="x-document">dushanbe</prop>
    <prop type="x-title" xml:lang="fa">نشست دوشنبه</prop>
    <prop type="x-date">2026-03-14</prop>
    <prop type="x-status">approved</prop>
  </header>
  <body>
    <tu tuid="d-1" creationdate="20260314T090000Z" usagecount="3">
      <note>look again</note>
      <prop type="client">agency &amp; co</prop>
      <tuv xml:lang="EN-us"><seg>Trade &lt; <bpt i="1">&lt;b&gt;</bpt>43 &#37;<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
      <tuv lang="fa"><prop type="q">1</prop><seg>تجارت<ph x="2"/> ۴۳٪</seg></tuv>
    </tu>
    <tu><tuv xml:lang="en"><seg>Two ways</seg></tuv><tuv xml:lang="fa"><seg>یک</seg></tuv><tuv xml:lang="fa"><seg>دو</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>alone</seg></tuv><tuv xml:lang="fa"><seg> </seg></tuv></tu>
  </body>
</tmx>
"#;

pub(super) fn export(kept: &Kept, format: &str) -> String {
    let mut output = Vec::new();
    let mut units = kept
        .units
        .iter()
        .map(|unit| Ok::<Unit, SinkError>(unit.clone()));
    let concepts: Vec<_> = kept.concepts.iter().cloned().map(Arc::new).collect();
    let export = Export {
        units: &mut units,
        concepts: &concepts,
        document: kept.documents.first(),
        languages: &[],
    };
    format_of(format)
        .unwrap()
        .write(export, &mut output)
        .unwrap();
    String::from_utf8(output).unwrap()
}

#[test]
fn tmx_is_read_with_everything_in_it() {
    let kept = read("tm/x.tmx", TMX.as_bytes()).unwrap();
    let document = &kept.documents[0];
    assert_eq!(document.id.0, "dushanbe");
    assert_eq!(document.title(&tag("fa")), Some("نشست دوشنبه"));
    assert_eq!(document.date.as_ref().unwrap().as_str(), "2026-03-14");
    let unit = &kept.units[0];
    assert_eq!(unit.name.as_deref(), Some("d-1"));
    assert_eq!(unit.status, UnitStatus::Approved);
    assert_eq!(unit.created.unwrap().to_basic(), "20260314T090000Z");
    assert_eq!(unit.origin.document.as_ref(), Some(&document.id));
    assert_eq!(unit.origin.line, 12);
    assert_eq!(unit.notes[0].text, "look again");
    let english = &unit.variants[0];
    assert_eq!(english.language, tag("en-US"));
    assert_eq!(english.segment.text, format!("Trade < {CODE}43 %{CODE}."));
    assert_eq!(english.segment.codes[0].kind, CodeKind::Open);
    assert_eq!(
        english.segment.codes[1].raw,
        "<ept i=\"1\">&lt;/b&gt;</ept>"
    );
    assert_eq!(english.segment.codes[1].number, 1);
    let texts: Vec<_> = kept.units[1..]
        .iter()
        .map(|unit| unit.variants[1].segment.text.as_str())
        .collect();
    assert_eq!(texts, ["دو", "یک"]);
    assert_eq!(kept.units[2].origin.position, 1);
    assert_eq!(kept.diagnostics.len(), 1);
    assert_eq!(kept.diagnostics[0].location.line, Some(19));
}

#[test]
fn tmx_survives_a_round_trip() {
    let first = read("tm/x.tmx", TMX.as_bytes()).unwrap();
    let written = export(&first, "tmx");
    let second = read("tm/x.tmx", written.as_bytes()).unwrap();
    assert_eq!(second.documents[0].titles, first.documents[0].titles);
    assert_eq!(second.units.len(), first.units.len());
    for (one, two) in first.units.iter().zip(&second.units) {
        let mut two = two.clone();
        two.origin.line = one.origin.line;
        two.origin.position = one.origin.position;
        assert_eq!(*one, two);
    }
    assert_eq!(export(&second, "tmx"), written);
}

#[test]
fn broken_tmx_is_refused_with_its_place() {
    let body = |inside: &str| format!("<tmx version=\"1.4\"><body>\n{inside}\n</body></tmx>");
    for (text, expected) in [
        (
            body("<tu><tuv xml:lang=\"en\"><seg>a</tuv></tu>"),
            "x.tmx:2: the XML is broken",
        ),
        (
            body("<tu><tuv><seg>a</seg></tuv></tu>"),
            "x.tmx:2: a <tuv> names no language",
        ),
        (
            body("<tu><tuv xml:lang=\"??\"/></tu>"),
            "x.tmx:2: \"??\" is not a language tag",
        ),
        (
            body("<tu><tuv xml:lang=\"en\"><seg>&boom;</seg></tuv></tu>"),
            "x.tmx:2: the entity &boom; is not known",
        ),
        (
            "<tmx version=\"1.4\"><body>\n<tu>".to_owned(),
            "x.tmx:2: the file ends before </tmx>",
        ),
        ("<tmx/><tmx/>".to_owned(), "x.tmx:1: <tmx> stands behind"),
        (
            "<xliff>tmx:tmx</xliff>".to_owned(),
            "x.tmx:1: the file is no TMX",
        ),
    ] {
        let error = read("x.tmx", text.as_bytes()).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_bomb_and_an_outside_entity_are_not_read() {
    let text = "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
        <tmx version=\"1.4\"><body><tu><tuv xml:lang=\"en\"><seg>&b;&x;</seg></tuv></tu></body></tmx>";
    let error = read("x.tmx", text.as_bytes()).unwrap_err();
    assert!(error.contains("the entity &b; is not known"), "{error}");
}

pub(super) const WIDE: &str = "# offices\nid\tsubject\ten\tfa\ten:acronym\ten:adjective\tfa:deprecated\tfa:note\tnote\tcolour\n\
un-sc\torgan\tSecurity Council|UN Security Council\tشورای امنیت\tUNSC\t\tشوراي امنيت ملل\tرسمی\t\tblue\n\
\n\
ru\tcountry\tRussia\tروسیه\n";

#[test]
fn wide_tables_are_read() {
    let kept = read("glossaries/x.tsv", WIDE.as_bytes()).unwrap();
    assert_eq!(kept.concepts.len(), 2);
    let entry = &kept.concepts[0];
    assert_eq!(entry.id.0, "un-sc");
    assert_eq!(entry.location.to_string(), "glossaries/x.tsv:3");
    assert_eq!(entry.properties[0].value, "blue");
    let terms: Vec<_> = entry
        .terms
        .iter()
        .map(|term| (term.text.as_str(), term.status, term.kind))
        .collect();
    assert_eq!(
        terms,
        [
            ("Security Council", TermStatus::Preferred, None),
            ("UN Security Council", TermStatus::Admitted, None),
            ("شورای امنیت", TermStatus::Preferred, None),
            ("UNSC", TermStatus::Admitted, Some(TermType::Acronym)),
            ("شوراي امنيت ملل", TermStatus::Deprecated, None),
        ]
    );
    assert_eq!(entry.terms[2].note.as_deref(), Some("رسمی"));
    assert_eq!(kept.diagnostics.len(), 1);
}

#[test]
fn both_shapes_survive_a_round_trip() {
    let first = read("glossaries/x.tsv", WIDE.as_bytes()).unwrap();
    for format in ["glossary-wide", "glossary-long"] {
        let written = export(&first, format);
        let second = read("glossaries/x.tsv", written.as_bytes()).unwrap();
        assert_eq!(export(&second, format), written, "{format}");
        assert_eq!(second.concepts.len(), 2);
        let count = |kept: &Kept| {
            kept.concepts
                .iter()
                .map(|entry| entry.terms.len())
                .sum::<usize>()
        };
        assert_eq!(count(&second), count(&first));
    }
}

#[test]
fn long_tables_are_read_in_csv() {
    let text = "concept;language;term;status;type;part of speech;from;until;definition\r\n\
        ru;en;Russia;preferred;short;;;;\"a state; the largest\"\r\n\
        ru;en;Russian;admitted;;adjective;;;\r\n\
        ru;fa;روسیه;;;;1991-12-25;;\r\n";
    let kept = read("x.csv", text.as_bytes()).unwrap();
    assert_eq!(kept.concepts.len(), 1);
    let entry = &kept.concepts[0];
    assert_eq!(entry.definition.as_deref(), Some("a state; the largest"));
    assert_eq!(entry.terms[1].part_of_speech, Some(PartOfSpeech::Adjective));
    assert_eq!(entry.terms[2].status, TermStatus::Admitted);
    assert_eq!(
        entry.terms[2].valid_from.as_ref().unwrap().as_str(),
        "1991-12-25"
    );
}

#[test]
fn wrong_tables_are_refused_with_their_place() {
    for (text, expected) in [
        ("name,value\n1,2\n", "x.csv:1: the table names no languages"),
        (
            "name,value,more,still\n1,2,3,4\n",
            "x.csv:1: the header names neither languages",
        ),
        (
            "id,en\na,\"b\nc,d\n",
            "x.csv:2:3: the quotation mark that opens here is never closed",
        ),
        (
            "id,en\na,\"b\" c\n",
            "x.csv:2:6: text stands behind the end of a quoted cell",
        ),
        ("", "x.csv: the table has no header"),
        (
            "id\ten\na\tb\tc\n",
            "x.csv:2: the row has 3 cells, the header 2",
        ),
        (
            "id\ten\na\tb\na\tc\n",
            "x.csv:3: the id a is there already, in line 2",
        ),
        ("en\ten\na\tb\n", "x.csv:1: column \"en\" is there twice"),
        (
            "id\tlanguage\tterm\tstatus\nx\ten\ta\tnice\n",
            "x.csv:2:8: \"nice\" is no status",
        ),
        (
            "en\tfa\tstatus\na\tb\tnice\n",
            "x.csv:2:5: \"nice\" is no status",
        ),
        (
            "id\tlanguage\tterm\nx\tenglish\ta\n",
            "x.csv:2:3: \"english\" is not a language tag",
        ),
        (
            "id\tlanguage\tterm\nx\ten\t\n",
            "x.csv:2: the row has no term",
        ),
        (
            "id\tlanguage\tterm\tfrom\nx\ten\ta\tyesterday\n",
            "x.csv:2:8: \"yesterday\" is not a date",
        ),
    ] {
        let error = match read("x.csv", text.as_bytes()) {
            Err(error) => error,
            Ok(kept) => panic!("{text:?} was read: {kept:?}"),
        };
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn formats_are_detected_by_content_and_ending() {
    let name = |path: &str, text: &str| detect(path, text).map(|format| format.name());
    assert_eq!(name("a.xml", "<tmx version=\"1.4\">"), Some("tmx"));
    assert_eq!(name("a.txt", "en\tfa\n"), Some("glossary-wide"));
    assert_eq!(name("a.csv", "language,term\n"), Some("glossary-long"));
    assert_eq!(name("a.tmx", "nothing"), Some("tmx"));
    assert_eq!(name("a.doc", "nothing"), None);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        for path in ["x.tmx", "x.tsv", "x.csv"] {
            let _ = read(path, &bytes);
        }
    }

    #[test]
    fn no_damage_makes_a_reader_panic(place in 0usize..1500, byte in proptest::prelude::any::<u8>()) {
        for text in [TMX, WIDE] {
            let mut bytes = text.as_bytes().to_vec();
            let place = place % bytes.len();
            bytes[place] = byte;
            let _ = read("x.tmx", &bytes);
            let _ = read("x.tsv", &bytes);
        }
    }
}
