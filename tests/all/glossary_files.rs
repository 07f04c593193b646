//! Glossary files of many tools, where the folder with them stands beside the project.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tarjuman::formats::{self, ReadOptions, Sink, SinkError};
use tarjuman::lang::LanguageTag;
use tarjuman::model::{ConceptEntry, Diagnostic, Document, Unit};

use crate::shared;

#[derive(Default)]
struct Counted {
    units: usize,
    ids: BTreeSet<String>,
    terms: usize,
    diagnostics: usize,
}

impl Sink for Counted {
    fn unit(&mut self, _: Unit) -> Result<(), SinkError> {
        self.units += 1;
        Ok(())
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        self.terms += entry.terms.len();
        assert!(
            self.ids.insert(entry.id.0.clone()),
            "{} comes twice",
            entry.id
        );
        Ok(())
    }

    fn document(&mut self, _: Document) -> Result<(), SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {
        self.diagnostics += 1;
    }
}

fn tag(name: &str) -> LanguageTag {
    LanguageTag::parse(name).unwrap()
}

/// The format of a file and what it holds, or why it was refused.
fn outcome(path: &Path, options: &ReadOptions) -> (String, Result<Counted, String>) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut opened = formats::encoding::open(path, &name).unwrap();
    let Some(format) = formats::detect_with(&name, &opened.beginning, options) else {
        return ("-".to_owned(), Err("no known format".to_owned()));
    };
    let mut counted = Counted::default();
    let read = format.read(&mut opened.reader, &name, options, &mut counted);
    let result = read.map(|()| counted).map_err(|error| error.to_string());
    (format.name().to_owned(), result)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// What is to come of a file: concepts and terms, or a part of the reason for refusing it.
type Expected = Result<(usize, usize), &'static str>;

/// Counted without Tarjuman: rows with Python's csv, entries and terms of TBX with ElementTree,
/// translated entries of PO with the Translate Toolkit, small files by eye. Languages that a
/// file does not name are taken to be English and French.
const EXPECTED: &[(&str, &str, Expected)] = &[
    ("klew00--CSVTest_96.txt", "weblate-csv", Ok((2, 4))),
    (
        "klew00--CSVTest_97.txt",
        "weblate-csv",
        Err("column \"Source\" is there twice"),
    ),
    ("klew00--TSV_test.txt", "weblate-csv", Ok((2, 4))),
    (
        "klew00--csv2.txt",
        "omegat",
        Err("the header names neither two languages"),
    ),
    (
        "klew00--csv_test1.txt",
        "omegat",
        Err("the row has 7 cells"),
    ),
    (
        "klew00--csv_test3.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "klew00--csv_test5.txt",
        "omegat",
        Err("the row has 9 cells"),
    ),
    (
        "klew00--csv_test7.txt",
        "omegat",
        Err("the row has 3 cells, the first row 2"),
    ),
    (
        "klew00--csv_test9.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "klew00--csv_testb.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "klew00--csv_testd.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "klew00--csv_testf.txt",
        "omegat",
        Err("the row has 7 cells"),
    ),
    (
        "klew00--csv_testg2.txt",
        "omegat",
        Err("the row has 4 cells"),
    ),
    (
        "klew00--csv_testg4.txt",
        "omegat",
        Err("the row has 4 cells"),
    ),
    ("klew00--csv_testh.txt", "omegat", Ok((1, 2))),
    (
        "klew00--fwc_test5.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "klew00--test2cols2.csv",
        "omegat",
        Err("2:7: text stands behind the end of a quoted cell"),
    ),
    (
        "klew00--testContent_escaped2.csv",
        "glossary-long",
        Err("the header names neither languages"),
    ),
    (
        "klew00--testContent_escaped4.csv",
        "glossary-long",
        Err("the header names neither languages"),
    ),
    (
        "klew00--test_params2.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "klew00--test_params4.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    ("omegat-org--MagentoFilter.csv", "omegat", Ok((5, 10))),
    ("omegat-org--project-glossary.txt", "omegat", Ok((2, 4))),
    (
        "omegat-org--project_external_tm-glossary.txt",
        "omegat",
        Ok((2, 4)),
    ),
    ("omegat-org--sampleTBXfile.tbx", "tbx", Ok((1, 2))),
    (
        "omegat-org--test-magiccomment.tab",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    ("omegat-org--test.tab", "omegat", Ok((4, 8))),
    ("translate--af.po", "po-glossary", Ok((2, 4))),
    (
        "translate--en.po",
        "po-glossary",
        Err("no entry of the file has a translation"),
    ),
    ("translate--f43.tgif.fr.po", "po-glossary", Ok((321, 642))),
    ("translate--fr.po", "po-glossary", Ok((3, 6))),
    ("translate--one.po", "po-glossary", Ok((1, 2))),
    ("translate--plural.po", "po-glossary", Ok((1, 5))),
    ("translate--translations.po", "po-glossary", Ok((2, 4))),
    ("typed--utx111.utx", "utx", Ok((1, 2))),
    ("vistatec--CSVTest_96_2.txt", "weblate-csv", Ok((2, 4))),
    ("vistatec--CSVTesting01.csv", "weblate-csv", Ok((2, 4))),
    (
        "vistatec--HiddenMergeCells.xlsx",
        "xlsx",
        Err("1:1: cells A1:B2 of sheet \"Лист1\" are merged"),
    ),
    (
        "vistatec--POT-Test01.pot",
        "po-glossary",
        Err("no entry of the file has a translation"),
    ),
    ("vistatec--TSV_test.txt", "weblate-csv", Ok((2, 4))),
    ("vistatec--Test02.po", "po-glossary", Ok((2, 4))),
    ("vistatec--Test04.po", "po-glossary", Ok((1, 4))),
    ("vistatec--TestMonoLingual_EN.po", "po-glossary", Ok((3, 6))),
    (
        "vistatec--Test_DrupalRussianCP1251.po",
        "po-glossary",
        Ok((11, 22)),
    ),
    (
        "vistatec--clarifiable-part-en.xlsx",
        "xlsx",
        Err("10:2: cell B10 of sheet \"Sheet1\" holds a formula"),
    ),
    (
        "vistatec--csv2.txt",
        "omegat",
        Err("the header names neither two languages"),
    ),
    (
        "vistatec--csv_test1.txt",
        "omegat",
        Err("the row has 7 cells"),
    ),
    (
        "vistatec--csv_test3.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "vistatec--csv_test5.txt",
        "omegat",
        Err("the row has 9 cells"),
    ),
    (
        "vistatec--csv_test7.txt",
        "omegat",
        Err("the row has 3 cells, the first row 2"),
    ),
    (
        "vistatec--csv_test9.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "vistatec--csv_testb.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "vistatec--csv_testd.txt",
        "omegat",
        Err("the row has 5 cells"),
    ),
    (
        "vistatec--csv_testf.txt",
        "omegat",
        Err("the row has 7 cells"),
    ),
    (
        "vistatec--csv_testg2.txt",
        "omegat",
        Err("the row has 4 cells"),
    ),
    (
        "vistatec--csv_testg4.txt",
        "omegat",
        Err("the row has 4 cells"),
    ),
    ("vistatec--csv_testh.txt", "omegat", Ok((1, 2))),
    ("vistatec--fail.po", "po-glossary", Ok((1, 2))),
    (
        "vistatec--fwc_test5.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "vistatec--plurals.po",
        "po-glossary",
        Err("no entry of the file has a translation"),
    ),
    ("vistatec--potest.po.generic.tab", "omegat", Ok((10, 20))),
    ("vistatec--potest.po.normal.tab", "omegat", Ok((9, 18))),
    ("vistatec--potest.po.xliffgx.tab", "omegat", Ok((10, 20))),
    (
        "vistatec--sample.xlsx",
        "xlsx",
        Err("10:2: cell B10 of sheet \"Sheet1\" holds a formula"),
    ),
    (
        "vistatec--test2cols2.csv",
        "omegat",
        Err("2:7: text stands behind the end of a quoted cell"),
    ),
    (
        "vistatec--testContent_escaped2.csv",
        "glossary-long",
        Err("the header names neither languages"),
    ),
    (
        "vistatec--testContent_escaped4.csv",
        "glossary-long",
        Err("the header names neither languages"),
    ),
    (
        "vistatec--test_params2.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    (
        "vistatec--test_params4.txt",
        "omegat",
        Err("no row of the file is a term with its translation"),
    ),
    ("weblate--cs-badplurals.po", "po-glossary", Ok((2, 4))),
    ("weblate--cs-mono.xlsx", "xlsx", Ok((2, 4))),
    ("weblate--cs-quotes.csv", "omegat", Ok((1, 2))),
    ("weblate--cs.po", "po-glossary", Ok((1, 2))),
    ("weblate--cs.tbx", "tbx", Ok((4, 8))),
    // Three entries of two sides each in one language, keyed by their contexts.
    ("weblate--en-multi.csv", "weblate-csv", Ok((3, 3))),
    ("weblate--fr-multi-mono.csv", "weblate-csv", Ok((2, 5))),
    ("weblate--fr.xlsx", "xlsx", Ok((4, 8))),
    ("weblate--he-custom.po", "po-glossary", Ok((1, 2))),
    ("weblate--he-three.po", "po-glossary", Ok((1, 2))),
    (
        "weblate--memory-broken.json",
        "json-glossary",
        Err(":3: the JSON is broken"),
    ),
    (
        "weblate--memory-invalid.json",
        "json-glossary",
        Err(":9: the entry that ends here is none: `source` is no text"),
    ),
    ("weblate--terms-header.csv", "weblate-csv", Ok((163, 326))),
    ("weblate--terms.po", "po-glossary", Ok((164, 328))),
    (
        "heartsome--tmxeditor8--ImportTBXTest.tbx",
        "tbx",
        Ok((314, 628)),
    ),
    ("klew00--okapi--ibm_tbx.tbx", "tbx", Ok((5, 11))),
    ("klew00--okapi--maryland.tbx", "tbx", Ok((1, 13))),
    ("klew00--okapi--oracle_TBX.tbx", "tbx", Ok((2, 6))),
    ("klew00--okapi--test01.tbx", "tbx", Ok((1, 2))),
    ("Example_Astronomy_DCA_VALID.tbx", "tbx", Ok((45, 113))),
    ("Example_Astronomy_DCT_VALID.tbx", "tbx", Ok((45, 113))),
    ("basic_good.tbx", "tbx", Ok((45, 113))),
    // What is wrong here (a category at another level, an unknown one) costs no term.
    ("basic_bad.tbx", "tbx", Ok((45, 113))),
    ("core_structure_good.tbx", "tbx", Ok((45, 113))),
    (
        "core_structure_bad.tbx",
        "tbx",
        Err(":32: a second <term> stands where one can be"),
    ),
    ("min_good.tbx", "tbx", Ok((45, 113))),
    (
        "min_bad.tbx",
        "tbx",
        Err(":803: \"not an allowed value\" is no status"),
    ),
    (
        "poorly_formed_xml.tbx",
        "tbx",
        Err(":42: the XML is broken"),
    ),
];

#[test]
fn glossaries_of_many_tools_are_read_or_refused_for_a_reason() {
    let options = ReadOptions {
        from: Some(tag("en")),
        to: Some(tag("fr")),
        ..ReadOptions::default()
    };
    let mut wrong = Vec::new();
    for folder in ["glossary-formats", "interchange/tbx", "interop/schemas/tbx"] {
        let Some(folder) = shared(&format!("data/{folder}")) else {
            return;
        };
        for path in files(&folder) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some((_, format, expected)) = EXPECTED.iter().find(|(own, ..)| *own == name) else {
                continue;
            };
            let (found, result) = outcome(&path, &options);
            match &result {
                Ok(counted) => {
                    println!("{name}\t{found}\t{}\t{}", counted.ids.len(), counted.terms)
                }
                Err(why) => println!("{name}\t{found}\trefused: {why}"),
            }
            let is_right = match (&result, expected) {
                (Ok(counted), Ok((concepts, terms))) => {
                    counted.ids.len() == *concepts && counted.terms == *terms
                }
                (Err(why), Err(reason)) => why.contains(reason),
                _ => false,
            };
            if !is_right || found != *format {
                wrong.push(format!("{name}: {found}, not {format} and {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every statement of a TBX file, apart from where it stands among its neighbours: the entry,
/// language and term that it is about, the group it stands in, its category and its text.
fn statements(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut found = Vec::new();
    let mut path: Vec<(String, String)> = Vec::new();
    let mut term = String::new();
    let collapse = |text: &str| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let mut attributes: Vec<String> = element
                    .attributes()
                    .flatten()
                    .filter(|own| !own.key.as_ref().starts_with("xmlns"))
                    .map(|own| {
                        format!(
                            "{}={}",
                            own.key.as_ref(),
                            own.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                                .unwrap()
                        )
                    })
                    .collect();
                attributes.sort();
                let name = element.name().as_ref().to_owned();
                path.push((format!("{name}[{}]", attributes.join(" ")), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, own)) = path.last_mut() {
                    own.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, own)) = path.last_mut() {
                    own.push_str(&format!("&{};", &*reference));
                }
            }
            Event::End(element) => {
                let (own, text) = path.pop().unwrap();
                let text = collapse(&text)
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'");
                if element.local_name().as_ref() == "term" {
                    term.clone_from(&text);
                }
                if element.local_name().as_ref() == "langSec" {
                    term.clear();
                }
                if !text.is_empty() || own.contains("target") {
                    let above: Vec<&str> =
                        path.iter().skip(1).map(|(own, _)| own.as_str()).collect();
                    found.push(format!("{} «{term}» {own} {text}", above.join("/")));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.sort();
    found
}

/// Runs a checker of schemas that may be installed; `None`, with a word about it, where it is
/// not.
fn validated(program: &str, arguments: &[&str]) -> Option<Result<(), String>> {
    match std::process::Command::new(program).args(arguments).output() {
        Ok(output) if output.status.success() => Some(Ok(())),
        Ok(output) => Some(Err(format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ))),
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
    }
}

/// Everything of a file, to be written again.
#[derive(Default)]
struct Kept {
    entries: Vec<std::sync::Arc<ConceptEntry>>,
    document: Option<Document>,
}

impl Sink for Kept {
    fn unit(&mut self, _: Unit) -> Result<(), SinkError> {
        Ok(())
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        self.entries.push(std::sync::Arc::new(entry));
        Ok(())
    }

    fn document(&mut self, document: Document) -> Result<(), SinkError> {
        self.document = Some(document);
        Ok(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}

fn kept(path: &Path) -> Kept {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut opened = formats::encoding::open(path, &name).unwrap();
    let format = formats::detect(&name, &opened.beginning).unwrap();
    let mut kept = Kept::default();
    format
        .read(
            &mut opened.reader,
            &name,
            &ReadOptions::default(),
            &mut kept,
        )
        .unwrap();
    kept
}

fn written(kept: &Kept, format: &str) -> String {
    let mut output = Vec::new();
    let export = formats::Export {
        units: &mut std::iter::empty(),
        concepts: &kept.entries,
        document: kept.document.as_ref(),
        languages: &[],
    };
    formats::format_of(format)
        .unwrap()
        .write(export, &mut output)
        .unwrap();
    String::from_utf8(output).unwrap()
}

#[test]
fn tbx_comes_back_with_everything_that_it_said() {
    for (sample, format) in [
        (
            "TBX-Core_dialect/Schemas/Example_Astronomy_DCA_VALID.tbx",
            "tbx-core",
        ),
        (
            "TBX-Min_dialect/DCA/Example_Astronomy_DCA_VALID.tbx",
            "tbx-min",
        ),
        (
            "TBX-Min_dialect/DCT/Example_Astronomy_DCT_VALID.tbx",
            "tbx-min-dct",
        ),
        (
            "TBX-Basic_dialect/DCA/Example_Astronomy_DCA_VALID.tbx",
            "tbx-basic",
        ),
        (
            "TBX-Basic_dialect/DCT/Example_Astronomy_DCT_VALID.tbx",
            "tbx-basic-dct",
        ),
        (
            "TBX-Linguist_dialect/DCA/Example_Astronomy_DCA_VALID.tbx",
            "tbx-linguist",
        ),
        (
            "TBX-Linguist_dialect/DCT/Example_Astronomy_DCT_VALID.tbx",
            "tbx-linguist-dct",
        ),
    ] {
        let Some(path) = shared(&format!("data/interop/schemas/tbx/{sample}")) else {
            return;
        };
        let before = statements(&std::fs::read_to_string(&path).unwrap());
        let kept = kept(&path);
        assert_eq!(written(&kept, "tbx"), written(&kept, format), "{sample}");
        let after = statements(&written(&kept, format));
        let lost: Vec<&String> = before.iter().filter(|own| !after.contains(own)).collect();
        let new: Vec<&String> = after.iter().filter(|own| !before.contains(own)).collect();
        assert!(
            lost.is_empty() && new.is_empty(),
            "{sample}: lost {lost:#?}, new {new:#?}"
        );
        assert_eq!(before.len(), after.len(), "{sample}");
    }
}

#[test]
fn exported_tbx_is_valid_by_the_schemas() {
    let Some(schemas) = shared("data/interop/schemas/tbx") else {
        return;
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries");
    let tables: Vec<PathBuf> = files(&own)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    let sample = schemas.join("TBX-Basic_dialect/DCA/Example_Astronomy_DCA_VALID.tbx");
    let others = shared("data/interchange/tbx");
    let others: Vec<PathBuf> = others.iter().flat_map(|folder| files(folder)).collect();
    // One file of everything, as each run of the checker takes its time.
    let mut all = Kept::default();
    for path in [others, tables, vec![sample]].concat() {
        let kept = kept(&path);
        all.entries.extend(kept.entries);
        all.document = kept.document;
    }
    let folder = tempfile::tempdir().unwrap();
    let rng = "TBX_core_module/docs/TBX_core_module_1.0/TBX_Core_RNG/TBXcoreStructV03.rng";
    for (format, schema) in [
        (
            "tbx-core",
            "TBX-Core_dialect/Schemas/TBXcoreStructV03_TBX-Core_integrated.rng",
        ),
        ("tbx-min", rng),
        ("tbx-basic", rng),
        (
            "tbx-linguist",
            "TBX-Linguist_dialect/DCA/TBXcoreStructV03_TBX-Linguist_integrated.rng",
        ),
        ("tbx-core", "TBX-Core_dialect/Schemas/TBX-Core.sch"),
        ("tbx-min", "TBX-Min_dialect/DCA/TBX-Min_DCA.sch"),
        ("tbx-basic", "TBX-Basic_dialect/DCA/TBX-Basic_DCA.sch"),
        (
            "tbx-linguist",
            "TBX-Linguist_dialect/DCA/TBX-Linguist_DCA.sch",
        ),
        ("tbx-min-dct", "local/TBX-Min.nvdl"),
        ("tbx-basic-dct", "local/TBX-Basic.nvdl"),
    ] {
        let file = folder.path().join(format!("{format}.tbx"));
        std::fs::write(&file, written(&all, format)).unwrap();
        let schema = schemas.join(schema);
        let arguments = [schema.to_str().unwrap(), file.to_str().unwrap()];
        let result = validated("jing", &arguments);
        match result {
            Some(Err(why)) => panic!("{format} by {}: {why}", schema.display()),
            Some(Ok(())) => {}
            None => return,
        }
    }
}
