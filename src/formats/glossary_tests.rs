//! Tests of the glossary formats by small files written here.

use super::testing::{Kept, read, read_with};
use super::tests::{WIDE, export};
use super::{Export, ReadOptions, detect_with, format_of};
use crate::model::{TermStatus, TermType};

/// An entry that says something in every field.
fn full_entry() -> crate::model::ConceptEntry {
    use crate::model::{
        ConceptEntry, ConceptId, Definition, Link, LinkKind, Location, Relation, RelationKind,
        Term, TermField,
    };
    let tag = |name: &str| crate::lang::LanguageTag::parse(name).unwrap();
    let mut entry = ConceptEntry::new("snsc-secretary", Location::default());
    entry.subject = Some("office".to_owned());
    entry.definition = Some("the office".to_owned());
    entry.definitions.push(Definition {
        language: tag("fa"),
        text: "مقام".to_owned(),
        source: Some("قانون".to_owned()),
    });
    entry.links.push(Link {
        kind: LinkKind::Image,
        target: "https://example.org/a.png".to_owned(),
        label: Some("portrait".to_owned()),
    });
    for (kind, from, until) in [
        (RelationKind::OfficeOf, None, None),
        (RelationKind::Holder, Some("2013-09-10"), Some("2023-05-22")),
    ] {
        entry.relations.push(Relation {
            kind,
            target: ConceptId("other".to_owned()),
            from: from.map(|date| date.parse().unwrap()),
            until: until.map(|date| date.parse().unwrap()),
        });
    }
    entry.note = Some("a note".to_owned());
    entry.source = Some("a source".to_owned());
    for (language, text, status) in [
        ("en", "Secretary", TermStatus::Preferred),
        ("fa", "دبیر", TermStatus::Preferred),
        ("fa", "منشی", TermStatus::Forbidden),
    ] {
        let mut term = Term::new(tag(language), text, status);
        for field in TermField::ALL {
            let value = match field {
                TermField::Status => continue,
                TermField::Type => "transliteration",
                TermField::PartOfSpeech => "proper-noun",
                TermField::Gender => "masculine",
                TermField::Number => "plural",
                TermField::Review => "proposed",
                TermField::From => "2001",
                TermField::Until => "2020-05-31",
                _ => "something | with a bar",
            };
            field.set(&mut term, value).unwrap();
        }
        entry.terms.push(term);
    }
    entry
}

#[test]
fn every_field_survives_in_tables_tbx_and_json() {
    let kept = Kept {
        concepts: vec![full_entry()],
        ..Kept::default()
    };
    for (format, path) in [
        ("glossary-wide", "x.tsv"),
        ("glossary-long", "x.tsv"),
        ("json-glossary", "x.json"),
        ("tbx-2008", "x.tbx"),
        ("tbx-core", "x.tbx"),
        ("tbx-min", "x.tbx"),
        ("tbx-min-dct", "x.tbx"),
        ("tbx-basic", "x.tbx"),
        ("tbx-basic-dct", "x.tbx"),
        ("tbx-linguist", "x.tbx"),
        ("tbx-linguist-dct", "x.tbx"),
    ] {
        let written = export(&kept, format);
        let read = read(path, written.as_bytes()).unwrap();
        let mut entry = read.concepts[0].clone();
        entry.location = crate::model::Location::default();
        for term in &mut entry.terms {
            term.line = 0;
            // What was said of a status is not kept apart where the file names it.
            term.properties.retain(|own| own.name != "tbx:unsaid");
        }
        let mut expected = full_entry();
        // The order of relations and terms is that of the columns.
        for entry in [&mut entry, &mut expected] {
            entry
                .terms
                .sort_by(|one, two| (&one.language, &one.text).cmp(&(&two.language, &two.text)));
            entry.relations.sort_by_key(|own| own.kind);
        }
        assert_eq!(entry, expected, "{format}:\n{written}");
    }
}

#[test]
fn two_column_glossaries_are_read_in_all_their_forms() {
    let options = ReadOptions {
        from: Some(crate::lang::LanguageTag::parse("en").unwrap()),
        to: Some(crate::lang::LanguageTag::parse("fa").unwrap()),
        ..ReadOptions::default()
    };
    for (path, text, format) in [
        (
            "g.txt",
            "# c\nUN\tسازمان ملل\tremark\nEU\tاتحادیه اروپا\n",
            "omegat",
        ),
        (
            "g.csv",
            "source,target,context,fuzzy\nUN,سازمان ملل,,\nEU,اتحادیه اروپا,,True\n",
            "weblate-csv",
        ),
        (
            "g.csv",
            "UN,سازمان ملل,EN,FA\nEU,اتحادیه اروپا,EN,FA\n",
            "deepl",
        ),
    ] {
        let beginning = text;
        assert_eq!(
            detect_with(path, beginning, &options).unwrap().name(),
            format
        );
        let kept = read_with(path, text.as_bytes(), &options).unwrap();
        assert_eq!(kept.concepts.len(), 2, "{format}");
        assert_eq!(kept.concepts[0].terms[1].text, "سازمان ملل", "{format}");
        let written = export(&kept, format);
        let again = read_with(path, written.as_bytes(), &options).unwrap();
        assert_eq!(export(&again, format), written, "{format}");
    }
    let error = read("g.txt", "UN\tسازمان ملل\n".as_bytes()).unwrap_err();
    assert_eq!(error, "g.txt:1: the table names no languages");
}

#[test]
fn columns_are_mapped_by_name_and_by_number() {
    let mut options = ReadOptions::default();
    for (name, what) in [
        ("English_Short", "en"),
        ("English_Formal", "en:full"),
        ("iso3", "id"),
        ("Extra", "-"),
    ] {
        options.columns.insert(name.to_owned(), what.to_owned());
    }
    let text =
        "iso3\tEnglish_Short\tEnglish_Formal\tExtra\nIRN\tIran\tIslamic Republic of Iran\tx\n";
    let kept = read_with("s.tsv", text.as_bytes(), &options).unwrap();
    let entry = &kept.concepts[0];
    assert_eq!(entry.id.0, "IRN");
    assert_eq!(entry.terms[1].kind, Some(TermType::Full));
    assert!(entry.properties.is_empty() && kept.diagnostics.is_empty());
    options.columns = [("1", "id"), ("3", "ru")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .into();
    let kept = read_with("n.csv", "1,x,Один\n2,y,Два\n".as_bytes(), &options).unwrap();
    assert_eq!(kept.concepts.len(), 2);
    assert_eq!(kept.concepts[0].terms[0].text, "Один");
}

#[test]
fn indonesian_between_languages_is_no_name_of_concepts() {
    let kept = read(
        "t.tsv",
        "en\tfr\tid\tde\nNorth\tNord\tUtara\tNorden\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(kept.concepts[0].terms.len(), 4);
    assert_eq!(kept.concepts[0].id.0, "north");
}

#[test]
fn utx_and_po_are_read_and_written() {
    let text = "#UTX 1.11; en/fa; x\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\n\
        UN\tملل متحد\tproperNoun\tapproved\tC1\nUN\tسازمان ملل قدیم\t-\tforbidden\tC1\n";
    let kept = read("g.utx", text.as_bytes()).unwrap();
    assert_eq!(kept.concepts.len(), 1);
    assert_eq!(kept.concepts[0].terms.len(), 3);
    assert_eq!(kept.concepts[0].terms[2].status, TermStatus::Forbidden);
    let again = read("g.utx", export(&kept, "utx").as_bytes()).unwrap();
    assert_eq!(again.concepts[0].terms.len(), 3);
    assert_eq!(again.concepts[0].terms[2].status, TermStatus::Forbidden);

    let text = "msgid \"\"\nmsgstr \"\"\n\"Language: fa\\n\"\n\n#. remark\n#, fuzzy\nmsgid \"UN\"\n\
        msgstr \"ملل\"\n\" متحد\"\n\n#~ msgid \"old\"\n#~ msgstr \"کهنه\"\n\nmsgid \"x\"\nmsgstr \"\"\n";
    let kept = read("g.po", text.as_bytes()).unwrap();
    assert_eq!(kept.concepts.len(), 1);
    assert_eq!(kept.concepts[0].terms[1].text, "ملل متحد");
    assert!(kept.concepts[0].terms[1].is_unsettled());
    let again = read("g.po", export(&kept, "po-glossary").as_bytes()).unwrap();
    assert_eq!(again.concepts[0].terms, {
        let mut terms = kept.concepts[0].terms.clone();
        let line = again.concepts[0].terms[0].line;
        terms.iter_mut().for_each(|term| term.line = line);
        terms
    });
}

#[test]
fn workbooks_are_read_as_they_were_written() {
    let first = read("glossaries/x.tsv", WIDE.as_bytes()).unwrap();
    let entries: Vec<_> = first
        .concepts
        .iter()
        .cloned()
        .map(std::sync::Arc::new)
        .collect();
    let mut bytes = Vec::new();
    let export = Export {
        units: &mut std::iter::empty(),
        concepts: &entries,
        document: None,
        languages: &[],
    };
    format_of("xlsx")
        .unwrap()
        .write(export, &mut bytes)
        .unwrap();
    let second = read("x.xlsx", &bytes).unwrap();
    assert_eq!(second.concepts.len(), first.concepts.len());
    for (one, two) in first.concepts.iter().zip(&second.concepts) {
        let texts = |entry: &crate::model::ConceptEntry| -> Vec<String> {
            entry
                .terms
                .iter()
                .map(|term| format!("{} {} {}", term.language, term.text, term.status))
                .collect()
        };
        assert_eq!(texts(one), texts(two));
    }
    // A damaged archive is refused, wherever the damage is.
    for place in (0..bytes.len()).step_by(97) {
        let mut broken = bytes.clone();
        broken[place] ^= 0x55;
        let _ = read("x.xlsx", &broken);
    }
}

/// A workbook of one sheet, made by hand so that it may hold what writers do not write.
fn workbook(sheet: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns=\"{packages}/content-types\"/>"),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>"),
        ),
    ];
    for (name, text) in parts {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn formulas_merged_cells_and_bombs_in_workbooks_are_refused_with_their_place() {
    let cell = |name: &str, text: &str| {
        format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        cell("A1", "en"),
        cell("B1", "fa"),
        cell("A2", "Iran"),
        cell("B2", "ایران")
    );
    let good = workbook(&format!("<sheetData>{rows}</sheetData>"));
    assert_eq!(read("x.xlsx", &good).unwrap().concepts[0].terms.len(), 2);
    let formula = format!(
        "<sheetData>{rows}<row r=\"3\"><c r=\"A3\"><f>SUM(1)</f><v>1</v></c></row></sheetData>"
    );
    assert_eq!(
        read("x.xlsx", &workbook(&formula)).unwrap_err(),
        "x.xlsx:3:1: cell A3 of sheet \"S\" holds a formula"
    );
    let merged = format!(
        "<sheetData>{rows}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:B2\"/></mergeCells>"
    );
    assert_eq!(
        read("x.xlsx", &workbook(&merged)).unwrap_err(),
        "x.xlsx:2:1: cells A2:B2 of sheet \"S\" are merged"
    );
    let far = format!(
        "<sheetData>{rows}<row r=\"1048576\">{}</row></sheetData>",
        cell("XFD1048576", "x")
    );
    let error = read("x.xlsx", &workbook(&far)).unwrap_err();
    assert!(
        error.contains("more columns than a glossary has"),
        "{error}"
    );
    let bomb = format!("<!-- {} -->", "0".repeat(300 * 1024 * 1024));
    let error = read("x.xlsx", &workbook(&bomb)).unwrap_err();
    assert!(error.contains("larger than 256 MB"), "{error}");
}

#[test]
fn wrong_glossaries_are_refused_with_their_place() {
    let tbx = |inside: &str| {
        format!(
            "<martif type=\"TBX\"><text><body>\n<termEntry id=\"a\">{inside}</termEntry>\n</body></text></martif>"
        )
    };
    let term = "<langSet xml:lang=\"en\"><tig><term>x</term></tig></langSet>";
    for (path, text, expected) in [
        (
            "x.tbx",
            tbx("<langSet><tig><term>x</term></tig></langSet>"),
            "x.tbx:2: a part of the entry names no language",
        ),
        (
            "x.tbx",
            tbx("<langSet xml:lang=\"english language\"><tig><term>x</term></tig></langSet>"),
            "x.tbx:2: \"english language\" is not a language tag",
        ),
        (
            "x.tbx",
            tbx(&term.replace(
                "</term>",
                "</term><termNote type=\"administrativeStatus\">nice</termNote>",
            )),
            "x.tbx:2: \"nice\" is no status",
        ),
        (
            "x.tbx",
            tbx("<langSet xml:lang=\"en\"><tig><term>x</tig></langSet>"),
            "x.tbx:2: the XML is broken",
        ),
        (
            "x.tbx",
            tbx(&term.replace('x', "&boom;")),
            "x.tbx:2: the XML is broken",
        ),
        (
            "x.tbx",
            tbx(term).replace("</martif>", ""),
            "x.tbx:3: the file ends before its root does",
        ),
        (
            "x.tbx",
            format!("{}{}", tbx(term), "<more/>"),
            "x.tbx:3: <more> stands behind the end",
        ),
        (
            "x.tbx",
            tbx(term).replace(
                "</body>",
                &format!("<termEntry id=\"a\">{term}</termEntry></body>"),
            ),
            "x.tbx:3: the id a is there already, in line 2",
        ),
        (
            "x.json",
            "[{\"terms\":{\"en\":[{\"text\":\"x\",\"status\":\"nice\"}]}}]".to_owned(),
            "x.json:1: the entry that ends here is none: \"nice\" is no status",
        ),
        (
            "x.json",
            "{\"terms\":{\"en\":\"x\"}}\n{\"terms\":{\"e n\":\"x\"}}\n".to_owned(),
            "x.json:2: the entry that ends here is none: \"e n\" is not a language tag",
        ),
        (
            "x.json",
            "[{\"terms\":{\"en\":\"x\"}},\n{]".to_owned(),
            "x.json:2:2: the JSON is broken",
        ),
        (
            "x.po",
            "msgid \"a\"\nmsgstr \"b\n".to_owned(),
            "x.po:2: the line is no text in quotation marks",
        ),
        (
            "x.po",
            "msgid \"a\"\nmsgstr \"b\"\n".to_owned(),
            "x.po:1: the header does not say which language",
        ),
        (
            "x.po",
            "msgid \"a\"\nmsgfoo \"b\"\n".to_owned(),
            "x.po:2: \"msgfoo\" is no word of PO",
        ),
        (
            "x.utx",
            "#UTX 1.11; en; x\n#src\ttgt\na\tb\n".to_owned(),
            "x.utx:1: the first line does not name two languages",
        ),
        (
            "x.utx",
            "#UTX 1.11; en/fa; x\n#src\ttgt\tterm status\na\tb\tnice\n".to_owned(),
            "x.utx:3: \"nice\" is no status",
        ),
        (
            "x.csv",
            format!("id,en\na,{}\n", "x".repeat(10 * 1024 * 1024)),
            "x.csv:2: the row is longer than a megabyte",
        ),
        (
            "x.csv",
            format!("id,en\na,\"{}\n", "x\n".repeat(1024 * 1024)),
            "x.csv:2: the row is longer than a megabyte",
        ),
        (
            "x.tsv",
            "id\ten\tholder\na\tA\tb (soon)\n".to_owned(),
            "x.tsv:2:5: \"soon\" is no time",
        ),
        (
            "x.tsv",
            "id\ten\ten:gender\na\tA\tm|f\n".to_owned(),
            "x.tsv:2:5: 2 values are given for the 1 terms of en",
        ),
    ] {
        let error = match read(path, text.as_bytes()) {
            Err(error) => error,
            Ok(kept) => panic!("{expected} was read: {:?}", kept.concepts.len()),
        };
        let known = error.starts_with(expected)
            // A bare reference is an entity that is not known, where the reader sees it as one.
            || (text.contains("&boom;") && error.starts_with("x.tbx:2: the entity &boom; is not known"));
        assert!(known, "{error}, not {expected}");
    }
}

#[test]
fn no_entity_of_a_dtd_is_read_in_tbx() {
    for reference in ["&b;", "&x;"] {
        let text = format!(
            "<!DOCTYPE martif [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n\
            <martif type=\"TBX\"><text><body><termEntry id=\"a\"><langSet xml:lang=\"en\"><tig><term>{reference}</term></tig></langSet></termEntry></body></text></martif>"
        );
        let error = read("x.tbx", text.as_bytes()).unwrap_err();
        assert_eq!(
            error,
            format!("x.tbx:2: the entity {reference} is not known")
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_damage_makes_a_glossary_reader_panic(place in 0usize..4000, byte in proptest::prelude::any::<u8>()) {
        let kept = Kept { concepts: vec![full_entry()], ..Kept::default() };
        for (format, path) in [("tbx-2008", "x.tbx"), ("tbx-basic-dct", "x.tbx"), ("json-glossary", "x.json"), ("glossary-long", "x.tsv")] {
            let mut bytes = export(&kept, format).into_bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            let _ = read(path, &bytes);
        }
        for path in ["x.tbx", "x.json", "x.po", "x.utx", "x.xlsx", "x.txt"] {
            let _ = read(path, &[byte, b'\n', byte]);
        }
    }
}
