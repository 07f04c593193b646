//! The pass and fail cases in the tests of other tools: which of their checks we have too, and
//! how often ours judge alike. `docs/peer-checks.md` has the tables.

use std::collections::BTreeMap;
use std::fs;

use tarjuman::check::{self, Aligned, CHECKS, Check, Knowledge, Passage, Subject, Whole};
use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;

use crate::shared;

/// What answers for a check of another tool.
#[derive(Clone, Copy)]
enum Answer {
    /// These checks of ours, as they run by default.
    Ours(&'static [&'static str]),
    /// None, and why.
    None(&'static str),
}

use Answer::{None as NotOurs, Ours};

/// Every check that the cases name; for cases that name none, the name of their test.
const PEERS: &[(&str, Answer)] = &[
    // Translate Toolkit
    ("acceleratedvariables", NotOurs(ACCELERATORS)),
    ("accelerators", NotOurs(ACCELERATORS)),
    (
        "acronyms",
        NotOurs(
            "acronyms are translated: the check has 68 to 135 false flags for 100 sentences of news",
        ),
    ),
    ("blank", Ours(&["missing-sentence"])),
    ("brackets", Ours(&["bracket", "unbalanced-bracket"])),
    ("compendiumconflicts", NotOurs(PO)),
    ("credits", NotOurs(PO)),
    ("dialogsizes", NotOurs("sizes of windows")),
    ("doublequoting", NotOurs(QUOTES)),
    ("doublespacing", Ours(&["doubled-space"])),
    ("doublewords", Ours(&["doubled-word"])),
    ("emails", Ours(&["placeables"])),
    ("endpunc", Ours(&["end-mark", "question"])),
    ("endwhitespace", NotOurs(EDGES)),
    ("escapes", Ours(&["placeables"])),
    ("filepaths", Ours(&["placeables"])),
    ("functions", Ours(&["placeables"])),
    ("kdecomments", NotOurs(PO)),
    ("musttranslatewords", NotOurs(WORD_LISTS)),
    ("newlines", NotOurs(EDGES)),
    ("notranslatewords", NotOurs(WORD_LISTS)),
    ("numbers", Ours(&["number"])),
    ("options", Ours(&["placeables"])),
    ("printf", Ours(&["placeables"])),
    (
        "puncspacing",
        Ours(&["missing-space", "stray-space", "unspaced-mark"]),
    ),
    (
        "purepunc",
        NotOurs("a segment of marks alone is no sentence"),
    ),
    ("pythonbraceformat", Ours(&["placeables"])),
    (
        "sentencecount",
        NotOurs("translators join and divide sentences; a lost one is found by alignment"),
    ),
    ("short", Ours(&["length"])),
    (
        "simplecaps",
        Ours(&["first-letter", "two-capitals", "lower-case-start"]),
    ),
    (
        "simpleplurals",
        NotOurs("plural forms of software (file(s))"),
    ),
    ("singlequoting", NotOurs(QUOTES)),
    ("spellcheck", NotOurs("no spelling checker")),
    ("startcaps", Ours(&["first-letter"])),
    (
        "startpunc",
        NotOurs("marks at the beginning differ by language (¿, dialogue dashes)"),
    ),
    ("startwhitespace", NotOurs(EDGES)),
    ("tabs", Ours(&["control-character"])),
    ("unchanged", Ours(&["untranslated"])),
    ("untranslated", Ours(&["missing-sentence"])),
    ("urls", Ours(&["placeables"])),
    ("validchars", Ours(&["control-character"])),
    (
        "validxml",
        NotOurs("help files of LibreOffice, by their list of elements"),
    ),
    ("variables", Ours(&["placeables"])),
    ("xmltags", Ours(&["placeables"])),
    // Weblate
    ("BBCodeCheck()", Ours(&["placeables"])),
    ("BeginNewlineCheck()", NotOurs(EDGES)),
    ("BeginSpaceCheck()", NotOurs(EDGES)),
    ("DoubleSpaceCheck()", Ours(&["doubled-space"])),
    ("EndColonCheck()", Ours(&["end-mark"])),
    ("EndEllipsisCheck()", Ours(&["end-mark"])),
    ("EndExclamationCheck()", Ours(&["end-mark"])),
    ("EndInterrobangCheck()", Ours(&["question"])),
    ("EndNewlineCheck()", NotOurs(EDGES)),
    ("EndQuestionCheck()", Ours(&["question"])),
    ("EndSemicolonCheck()", Ours(&["end-mark"])),
    ("EndSpaceCheck()", NotOurs(EDGES)),
    ("EndStopCheck()", Ours(&["end-mark", "question"])),
    ("EscapedNewlineCountingCheck()", Ours(&["placeables"])),
    ("KabyleCharactersCheck()", NotOurs("one language")),
    ("KashidaCheck()", Ours(&["presentation-form"])),
    ("MarkdownLinkCheck()", Ours(&["placeables"])),
    ("MarkdownRefLinkCheck()", NotOurs(MARKUP)),
    ("MarkdownSyntaxCheck()", NotOurs(MARKUP)),
    ("NewLineCountCheck()", NotOurs(EDGES)),
    ("PlaceholderCheck()", Ours(&["placeables"])),
    ("PunctuationSpacingCheck()", Ours(&["unspaced-mark"])),
    ("RSTReferencesCheck()", NotOurs(MARKUP)),
    ("RSTSyntaxCheck()", NotOurs(MARKUP)),
    ("RegexCheck()", NotOurs(WORD_LISTS)),
    ("SafeHTMLCheck()", NotOurs("what HTML a site accepts")),
    ("SameCheck()", Ours(&["untranslated"])),
    ("XMLTagsCheck()", Ours(&["placeables"])),
    ("XMLValidityCheck()", Ours(&["placeables"])),
    ("ZeroWidthSpaceCheck()", Ours(&["invisible-character"])),
    // Okapi
    (
        "EMPTY_SOURCESEG",
        NotOurs("a translation may say more than its article"),
    ),
    ("MISSINGORDIFF_TRAILINGWS", NotOurs(EDGES)),
    ("MISSING_CODE", NotOurs(CODES)),
    ("SUSPECT_CODE", NotOurs(CODES)),
    ("SUSPECT_DATE_TIME", Ours(&["number"])),
    ("SUSPECT_NUMBER", Ours(&["number"])),
    ("TARGET_LENGTH", Ours(&["length"])),
    ("TARGET_SAME_AS_SOURCE", Ours(&["untranslated"])),
    (
        "TERMINOLOGY",
        NotOurs("the case is about its own list of terms"),
    ),
    ("UNEXPECTED_PATTERN", Ours(&["placeables"])),
    (
        "testTARGET_SAME_AS_SOURCE_withoutWords",
        Ours(&["untranslated"]),
    ),
    (
        "testTARGET_SAME_AS_SOURCE_WithDifferentCodes",
        NotOurs(CODES),
    ),
    ("testCODE_OCSequenceNoError", NotOurs(CODES)),
    (
        "testNoIssues",
        Ours(&["number", "length", "end-mark", "untranslated"]),
    ),
    ("testGroupedDecimal", Ours(&["number"])),
    ("testTimeNoIssues", Ours(&["number"])),
    ("testDatesNoIssues", Ours(&["number"])),
    ("testEmptyTarget", Ours(&["number"])),
    ("testDateAtEnd", Ours(&["number"])),
    ("testDateWithTrailWhiteSpace", Ours(&["number"])),
];

const ACCELERATORS: &str = "keys of menus (&File)";
const PO: &str = "comments and credits of PO files";
const QUOTES: &str = "counts quotation marks sentence by sentence, and takes straight ones for wrong in \
     French and Persian; ours are `unbalanced-quote` and `mixed-quotes` over the document and \
     `quotation` for what somebody said";
const EDGES: &str =
    "white space around a string and line ends inside it; sentences of an article have none";
const WORD_LISTS: &str = "words or patterns that a setting of theirs names; ours is the glossary";
const MARKUP: &str = "the syntax of reStructuredText and Markdown, where a flag asks for it";
const CODES: &str = "inline codes, which the case lost when it was gathered";

/// Where we judge otherwise on purpose: their check, the translation, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "validchars",
        "©",
        "their setting names the characters that are allowed; in running text © is right",
    ),
    ("unchanged", "Un&changed", "an accelerator inside a word"),
    (
        "endpunc",
        "Wrong ?",
        "a plain space before a French mark, which `end-mark` does not judge",
    ),
    (
        "variables",
        "Downloading at %2$@ speed the file %$1@",
        "`%$1@` is a slip for `%1$@`, which they overlook",
    ),
    (
        "xmltags",
        "<ahelp>blu</ahelp>",
        "their setting lets this attribute go",
    ),
    (
        "EndQuestionCheck()",
        "Texte?",
        "they take ? for no question mark in Armenian",
    ),
    ("EndEllipsisCheck()", "string...", "… and ... are one mark"),
    (
        "XMLValidityCheck()",
        "<br>",
        "where HTML is not checked as XML, by a flag",
    ),
    (
        "SameCheck()",
        "Linux kernel",
        "they know words of software by a list",
    ),
    (
        "SameCheck()",
        "%d table(s)",
        "they know words of software by a list",
    ),
    (
        "SameCheck()",
        "mockcomponent",
        "the name of the project, which they know",
    ),
    (
        "TARGET_LENGTH",
        "abcXYZ",
        "three letters more say nothing in running text",
    ),
    (
        "SUSPECT_NUMBER",
        "4,294,967,295.00",
        "the number is right and only written as in English, which `number` accepts",
    ),
    (
        "testEmptyTarget",
        "",
        "where the whole sentence is missing its numbers are too; `missing-sentence` says so first",
    ),
];

struct Case {
    theirs: String,
    origin: String,
    language: String,
    source: String,
    target: String,
    fails: bool,
}

fn cases() -> Option<Vec<Case>> {
    let path = shared("data/qa/peer-checks.jsonl")?;
    let read = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().map(str::to_owned);
        let origin = text("origin").unwrap();
        // The cases of Okapi are French, those of Translate Toolkit Afrikaans and others.
        let usual = if origin == "okapi" { "fr" } else { "af" };
        Case {
            theirs: text("check").or_else(|| text("test")).unwrap(),
            language: text("target_lang").unwrap_or_else(|| usual.to_owned()),
            source: text("source").unwrap_or_default(),
            target: text("target").unwrap_or_default(),
            fails: text("expect").unwrap().starts_with("fail"),
            origin,
        }
    };
    let lines = fs::read_to_string(path).unwrap();
    Some(lines.lines().map(read).collect())
}

/// Whether checks of ours find something in a case.
fn is_found(case: &Case, names: &[&str]) -> bool {
    let checks: Vec<&dyn Check> = CHECKS
        .iter()
        .copied()
        .filter(|check| names.contains(&check.id()))
        .collect();
    assert_eq!(checks.len(), names.len(), "{names:?}");
    assert!(checks.iter().all(|check| check.by_default()), "{names:?}");
    let tag = |text: &str| LanguageTag::parse(text).unwrap();
    let passage = |text| Some(Passage { text, start: 0 });
    let subject = Subject {
        from: tag("en"),
        to: Some(tag(&case.language)),
        segments: vec![Aligned {
            source: passage(&case.source),
            target: passage(&case.target),
        }],
        whole: Whole::default(),
    };
    let knowledge = Knowledge {
        glossary: &Glossary::new(Vec::new()),
        translations: &|_| Vec::new(),
    };
    !check::run(&checks, &subject, &knowledge).is_empty()
}

/// How many cases of a check of theirs are judged alike, of how many.
type Counts<'c> = BTreeMap<(&'c str, &'c str), [usize; 2]>;

#[test]
fn cases_of_other_tools_are_judged_alike() {
    let Some(cases) = cases() else {
        return;
    };
    let mut counts: Counts<'_> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for case in &cases {
        let count = counts.entry((&case.origin, &case.theirs)).or_default();
        count[1] += 1;
        let Ours(names) = answer(&case.theirs) else {
            continue;
        };
        let is_agreed = is_found(case, names) == case.fails;
        count[0] += usize::from(is_agreed);
        let is_explained = OTHERWISE
            .iter()
            .any(|(theirs, target, _)| *theirs == case.theirs && *target == case.target);
        if !is_agreed && !is_explained {
            let expected = if case.fails { "fails" } else { "passes" };
            unexplained.push(format!(
                "{} {expected} ({}): {:?} | {:?}",
                case.theirs, case.language, case.source, case.target
            ));
        }
    }
    let (ours, theirs): (Vec<_>, Vec<_>) = counts
        .iter()
        .partition(|((_, name), _)| matches!(answer(name), Ours(_)));
    let agreed: usize = ours.iter().map(|(_, count)| count[0]).sum();
    let all: usize = ours.iter().map(|(_, count)| count[1]).sum();
    println!(
        "{agreed} of {all} cases of {} are judged alike",
        cases.len()
    );
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    assert!(agreed * 100 >= all * 95, "{agreed} of {all}");
    let percent = 100.0 * agreed as f64 / all as f64;
    let mut page = format!(
        "Of the {} pass and fail cases in the tests of Translate Toolkit, Weblate and Okapi, {all} \
         concern checks that we have too; {agreed} of them ({percent:.0} %) are judged alike by \
         default.\n\n",
        cases.len()
    );
    page += &own_table(&ours);
    page += &otherwise_table();
    page += &their_table(&theirs);
    is_on_the_page(&page);
}

fn answer(theirs: &str) -> Answer {
    let row = PEERS.iter().find(|(name, _)| *name == theirs);
    row.unwrap_or_else(|| panic!("{theirs} has no row")).1
}

fn own_table(counts: &[(&(&str, &str), &[usize; 2])]) -> String {
    let mut table = String::from("| their check | in | ours | alike |\n|---|---|---|---|\n");
    for ((origin, theirs), [agreed, all]) in counts {
        if let Ours(names) = answer(theirs) {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            table += &format!(
                "| `{theirs}` | {} | {} | {agreed} of {all} |\n",
                tool(origin),
                names.join(", ")
            );
        }
    }
    table
}

fn otherwise_table() -> String {
    let mut table = String::from(
        "\nThe others, each with the translation of the case and why it is judged otherwise:\n\n\
         | their check | translation | why |\n|---|---|---|\n",
    );
    for (theirs, target, why) in OTHERWISE {
        table += &format!("| `{theirs}` | {} | {why} |\n", quoted(target));
    }
    table
}

fn quoted(text: &str) -> String {
    match text {
        "" => "(none)".to_owned(),
        text => format!("`{text}`"),
    }
}

fn their_table(counts: &[(&(&str, &str), &[usize; 2])]) -> String {
    let mut table = String::from(
        "\nChecks with cases that we do not have:\n\n| their check | in | cases | why not |\n\
         |---|---|---|---|\n",
    );
    for ((origin, theirs), [_, all]) in counts {
        if let NotOurs(why) = answer(theirs) {
            table += &format!("| `{theirs}` | {} | {all} | {why} |\n", tool(origin));
        }
    }
    table
}

fn tool(origin: &str) -> &'static str {
    match origin {
        "okapi" => "Okapi",
        "weblate" => "Weblate",
        _ => "Translate Toolkit",
    }
}

/// Compares the part of `docs/peer-checks.md` that is made from the cases, or writes it.
fn is_on_the_page(part: &str) {
    const FROM: &str = "<!-- made by tests/all/peers.rs -->\n";
    const TO: &str = "<!-- until here -->";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/peer-checks.md");
    let page = fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(FROM).unwrap();
    let (_, behind) = rest.split_once(TO).unwrap();
    let made = format!("{before}{FROM}\n{part}\n{TO}{behind}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, made).unwrap();
        return;
    }
    assert!(made == page, "UPDATE=1 writes docs/peer-checks.md anew");
}
