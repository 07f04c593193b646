//! SRX 1.0 and 2.0: rules by which a text is divided into segments.
//!
//! Read leniently, as files are in the wild: elements and attributes by their local names in any
//! case, whatever namespace they are in or lack; missing headers; values such as `true` for
//! `yes`; the names of drafts (`langrule`). Of Okapi's extensions the trimming of white space is
//! read; the others are passed over and told. What a file cannot be read without is refused with
//! its line: sound XML, rules, and maps to sets of rules that are there.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::ReadError;
use crate::model::{
    Cascade, CodeSide, Diagnostic, LanguageMap, Location, RuleSet, Severity, SrxDocument, SrxRule,
    SrxVerdict, Subflows, Trimming,
};

/// The rules of a file, with what is to be said of it.
#[derive(Debug, Clone)]
pub struct SrxFile {
    /// The rules.
    pub document: SrxDocument,
    /// What was passed over or repaired.
    pub remarks: Vec<Diagnostic>,
}

/// Reads rules from the text of a file; `path` is what diagnostics call it. Linear in the text.
///
/// # Errors
/// When the text is no SRX, its XML is broken or cut off, it has no rules, or a map names a set
/// that is not there.
pub fn read_srx(text: &str, path: &str) -> Result<SrxFile, ReadError> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().allow_dangling_amp = true;
    let mut parser = Parser::new(path);
    let mut counted = 0;
    loop {
        let event = xml.read_event();
        let position = usize::try_from(xml.buffer_position()).map_or(text.len(), |at| at);
        let end = position.clamp(counted, text.len());
        let passed = &text.as_bytes()[counted..end];
        // An element is told by the line that it begins on; no more than its own tag is passed
        // beyond that.
        let tag = passed.iter().rposition(|byte| *byte == b'<').unwrap_or(0);
        parser.line += breaks(&passed[..tag]);
        let rest = breaks(&passed[tag..]);
        counted = end;
        match event {
            Ok(Event::Eof) => return parser.finish(),
            Ok(event) => parser.event(&event)?,
            Err(error) => return Err(parser.refuse(format!("the XML is broken: {error}"))),
        }
        parser.line += rest;
    }
}

fn breaks(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The text that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Nothing,
    Before,
    After,
    Range,
}

struct Parser<'p> {
    path: &'p str,
    line: u32,
    document: SrxDocument,
    has_cascade: bool,
    remarks: Vec<Diagnostic>,
    /// How deep the parser is in elements, and whether `srx` was ended.
    depth: usize,
    has_ended: bool,
    reading: Reading,
    text: String,
    rule: Option<SrxRule>,
}

impl<'p> Parser<'p> {
    fn new(path: &'p str) -> Self {
        Self {
            path,
            line: 1,
            document: SrxDocument::default(),
            has_cascade: false,
            remarks: Vec::new(),
            depth: 0,
            has_ended: false,
            reading: Reading::Nothing,
            text: String::new(),
            rule: None,
        }
    }

    fn refuse(&self, message: impl Into<String>) -> ReadError {
        self.refuse_at(self.line, message)
    }

    fn refuse_at(&self, line: u32, message: impl Into<String>) -> ReadError {
        Diagnostic::new(Severity::Error, Location::line(self.path, line), message).into()
    }

    fn remark(&mut self, message: impl Into<String>) {
        let place = Location::line(self.path, self.line);
        self.remarks
            .push(Diagnostic::new(Severity::Warning, place, message));
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => {
                self.start(element)?;
                self.depth += 1;
            }
            Event::Empty(element) => {
                self.start(element)?;
                self.end(&name_of(element))?;
            }
            Event::End(element) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(&element.local_name().as_ref().to_ascii_lowercase())?;
            }
            Event::Text(text) => self.take(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => self.take(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => self.reference(reference)?,
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, text: &str) {
        if self.reading != Reading::Nothing {
            self.text.push_str(text);
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), ReadError> {
        let name: &str = reference;
        match reference.resolve_char_ref() {
            Ok(Some(character)) => self.take(character.encode_utf8(&mut [0; 4])),
            Ok(None) => match quick_xml::escape::resolve_predefined_entity(name) {
                Some(meaning) => self.take(meaning),
                None => return Err(self.refuse(format!("the entity &{name}; is not known"))),
            },
            Err(error) => return Err(self.refuse(format!("&{name}; is no character: {error}"))),
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = name_of(element);
        if self.depth == 0 {
            return self.start_root(element, &name);
        }
        match name.as_str() {
            "header" => self.header(element),
            "formathandle" => self.format_handle(element),
            "options" => self.options(element),
            "rangerule" => self.begin(Reading::Range),
            "languagerule" | "langrule" => {
                let set = attribute(element, &["languagerulename", "langrulename", "name"]);
                self.start_set(set.unwrap_or_default());
            }
            "rule" => self.start_rule(element),
            "beforebreak" => self.begin(Reading::Before),
            "afterbreak" => self.begin(Reading::After),
            "languagemap" | "langmap" => self.map(element)?,
            "body" | "languagerules" | "langrules" | "maprules" | "maprule" | "sample" | "srx" => {}
            other => {
                let message = format!("<{other}> is not known and was passed over");
                self.remark(message);
            }
        }
        Ok(())
    }

    fn start_root(&mut self, element: &BytesStart<'_>, name: &str) -> Result<(), ReadError> {
        if self.has_ended {
            return Err(self.refuse(format!("<{name}> stands behind the end of <srx>")));
        }
        if name != "srx" {
            return Err(self.refuse(format!("the file is no SRX: it starts with <{name}>")));
        }
        self.document.version = attribute(element, &["version"]).unwrap_or_default();
        if !matches!(self.document.version.as_str(), "1.0" | "2.0" | "") {
            let message = format!(
                "SRX {} is not known; the file is read as SRX 2.0",
                self.document.version
            );
            self.remark(message);
        }
        Ok(())
    }

    fn header(&mut self, element: &BytesStart<'_>) {
        let cascade = self.yes_or_no(element, &["cascade"]);
        if let Some(is_all) = cascade {
            self.has_cascade = true;
            self.document.cascade = if is_all { Cascade::All } else { Cascade::First };
        }
        if self.yes_or_no(element, &["segmentsubflows"]) == Some(false) {
            self.document.subflows = Subflows::Whole;
        }
        // SRX 1.0 drafts had one attribute for all codes.
        if let Some(is_before) = self.yes_or_no(element, &["includeformatting"]) {
            let side = side(is_before);
            let formatting = &mut self.document.formatting;
            (formatting.start, formatting.end, formatting.isolated) = (side, side, side);
        }
    }

    fn format_handle(&mut self, element: &BytesStart<'_>) {
        let Some(is_before) = self.yes_or_no(element, &["include"]) else {
            return;
        };
        let kind = attribute(element, &["type"]).unwrap_or_default();
        let formatting = &mut self.document.formatting;
        match kind.to_ascii_lowercase().as_str() {
            "start" => formatting.start = side(is_before),
            "end" => formatting.end = side(is_before),
            "isolated" => formatting.isolated = side(is_before),
            _ => self.remark(format!(
                "formathandle of the type {kind:?} is not known and was passed over"
            )),
        }
    }

    /// Okapi's options. That a segment alone in its text takes everything in holds here anyway,
    /// and so does the trimming of white space behind a segment.
    fn options(&mut self, element: &BytesStart<'_>) {
        if self.yes_or_no(element, &["trimleadingwhitespaces"]) == Some(false) {
            self.document.trimming = Trimming::None;
        }
        for name in ["useicu4jbreakrules", "treatisolatedcodesaswhitespace"] {
            if self.yes_or_no(element, &[name]) == Some(true) {
                self.remark(format!(
                    "the option {name} is not known and was passed over"
                ));
            }
        }
    }

    fn begin(&mut self, reading: Reading) {
        self.reading = reading;
        self.text.clear();
    }

    fn start_set(&mut self, name: String) {
        if self.document.set(&name).is_some() {
            let message = format!("there are two sets of rules named {name:?}; both are taken");
            self.remark(message);
        }
        let rules = Vec::new();
        self.document.sets.push(RuleSet { name, rules });
    }

    fn start_rule(&mut self, element: &BytesStart<'_>) {
        // A rule that says nothing breaks (SRX 2.0, 4.3).
        let verdict = match self.yes_or_no(element, &["break"]) {
            Some(false) => SrxVerdict::NoBreak,
            _ => SrxVerdict::Break,
        };
        self.rule = Some(SrxRule {
            verdict,
            line: self.line,
            ..SrxRule::default()
        });
    }

    fn map(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let pattern = attribute(element, &["languagepattern", "langpattern"]);
        let set = attribute(element, &["languagerulename", "langrulename"]);
        let (Some(pattern), Some(set)) = (pattern, set) else {
            return Err(
                self.refuse("a languagemap needs languagepattern and languagerulename".to_owned())
            );
        };
        let line = self.line;
        self.document.maps.push(LanguageMap { pattern, set, line });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "beforebreak" | "afterbreak" | "rangerule" => self.end_text(),
            "rule" => self.end_rule()?,
            "srx" if self.depth == 0 => self.has_ended = true,
            _ => {}
        }
        Ok(())
    }

    fn end_text(&mut self) {
        let reading = std::mem::replace(&mut self.reading, Reading::Nothing);
        let text = std::mem::take(&mut self.text);
        if reading == Reading::Range {
            if !text.trim().is_empty() {
                self.remark("okpsrx:rangeRule was passed over");
            }
            return;
        }
        let text = self.without_layout(&text);
        if let Some(rule) = &mut self.rule {
            match reading {
                Reading::Before => rule.before = text,
                _ => rule.after = text,
            }
        }
    }

    /// An expression without the line break and indent of pretty printing at its ends, and
    /// without Okapi's mark that a rule takes no codes in.
    fn without_layout(&mut self, text: &str) -> String {
        let mut bare = text;
        let tail = &bare[bare.trim_end().len()..];
        if tail.contains('\n') {
            bare = bare.trim_end();
        }
        let head = &bare[..bare.len() - bare.trim_start().len()];
        if head.contains('\n') {
            bare = bare.trim_start();
        }
        if bare.len() < text.len() && !bare.is_empty() {
            self.remark("line breaks around an expression were left out");
        }
        match bare.strip_suffix("[noauto]") {
            Some(own) => own.to_owned(),
            None => bare.to_owned(),
        }
    }

    fn end_rule(&mut self) -> Result<(), ReadError> {
        let Some(rule) = self.rule.take() else {
            return Ok(());
        };
        if rule.before.is_empty() && rule.after.is_empty() {
            let message = "a rule without beforebreak and afterbreak was left out";
            self.remark(message);
            return Ok(());
        }
        match self.document.sets.last_mut() {
            Some(set) => set.rules.push(rule),
            None => return Err(self.refuse("a rule stands outside of a languagerule")),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<SrxFile, ReadError> {
        if !self.has_ended {
            let message = match self.document.sets.is_empty() && self.depth == 0 {
                true => "the file is empty or no XML",
                false => "the file ends before </srx>: it was cut off",
            };
            return Err(self.refuse(message));
        }
        if self.document.sets.iter().all(|set| set.rules.is_empty()) {
            return Err(self.refuse("the file has no rules"));
        }
        self.merge_sets();
        // A map of SRX 1.0 ended the search.
        if !self.has_cascade && self.document.version == "1.0" {
            self.document.cascade = Cascade::First;
        }
        for map in &self.document.maps {
            if self.document.set(&map.set).is_none() {
                let message = format!("there is no languagerule {:?}", map.set);
                return Err(self.refuse_at(map.line, message));
            }
        }
        if self.document.maps.is_empty() {
            self.map_everything();
        }
        Ok(SrxFile {
            document: self.document,
            remarks: self.remarks,
        })
    }

    /// Sets of one name as one.
    fn merge_sets(&mut self) {
        let mut merged: Vec<RuleSet> = Vec::new();
        for set in self.document.sets.drain(..) {
            match merged.iter_mut().find(|known| known.name == set.name) {
                Some(known) => known.rules.extend(set.rules),
                None => merged.push(set),
            }
        }
        self.document.sets = merged;
    }

    /// Without maps, all rules are for every language.
    fn map_everything(&mut self) {
        self.remark("the file maps no languages; its rules are taken for all of them");
        self.document.cascade = Cascade::All;
        let map = |set: &RuleSet| LanguageMap {
            pattern: ".*".to_owned(),
            set: set.name.clone(),
            line: 0,
        };
        self.document.maps = self.document.sets.iter().map(map).collect();
    }

    /// The meaning of an attribute that is `yes` or `no`; `None` where it is missing or neither.
    fn yes_or_no(&mut self, element: &BytesStart<'_>, names: &[&str]) -> Option<bool> {
        let value = attribute(element, names)?;
        match value.trim().to_ascii_lowercase().as_str() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => {
                let message = format!("{}={value:?} is neither yes nor no", names[0]);
                self.remark(message);
                None
            }
        }
    }
}

fn side(is_before: bool) -> CodeSide {
    match is_before {
        true => CodeSide::Before,
        false => CodeSide::After,
    }
}

fn name_of(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_ascii_lowercase()
}

/// The value of the first attribute of some names, by local name in any case.
fn attribute(element: &BytesStart<'_>, names: &[&str]) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| {
        let local = attribute.key.local_name();
        names
            .iter()
            .any(|name| local.as_ref().eq_ignore_ascii_case(name))
    })?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<SrxFile, String> {
        read_srx(text, "r.srx").map_err(|error| error.to_string())
    }

    const RULES: &str = "<languagerules><languagerule languagerulename='A'>\n<rule break='no'><beforebreak>Dr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>\n<rule><beforebreak>[.?!&#x61F;]</beforebreak><afterbreak/></rule></languagerule></languagerules>";
    const MAPS: &str =
        "<maprules><languagemap languagepattern='.*' languagerulename='A'/></maprules>";

    #[test]
    fn rules_and_maps_are_read_with_their_lines() {
        let file = read(&format!(
            "<?xml version='1.0'?>\n<!-- x\n -->\n<srx xmlns='http://www.lisa.org/srx20' version='2.0'>\n<header segmentsubflows='no' cascade='no'><formathandle type='isolated' include='yes'/></header>\n<body>{RULES}{MAPS}</body></srx>"
        ))
        .unwrap();
        let document = file.document;
        assert_eq!(file.remarks, []);
        assert_eq!(document.cascade, Cascade::First);
        assert_eq!(document.subflows, Subflows::Whole);
        assert_eq!(document.formatting.isolated, CodeSide::Before);
        let rules = &document.sets[0].rules;
        assert_eq!(rules[0].line, 7);
        assert_eq!(rules[0].verdict, SrxVerdict::NoBreak);
        assert_eq!(
            (rules[0].before.as_str(), rules[0].after.as_str()),
            ("Dr\\.", "\\s")
        );
        assert_eq!(rules[1].before, "[.?!؟]");
        assert_eq!(rules[1].line, 8);
        assert_eq!(document.maps[0].pattern, ".*");
    }

    #[test]
    fn files_in_the_wild_are_read_leniently() {
        // No namespace, no header, no maps, other spellings, comments inside, layout.
        let file = read(
            "<SRX><body><langrules><langrule LanguageRuleName='x'><Rule BREAK='True'><beforeBreak>\n  [.]<!-- c --><![CDATA[<]]>\n  </beforeBreak></Rule><rule/></langrule></langrules></body></SRX>",
        )
        .unwrap();
        let document = file.document;
        assert_eq!(document.cascade, Cascade::All);
        assert_eq!(document.sets[0].rules.len(), 1);
        assert_eq!(document.sets[0].rules[0].before, "[.]<");
        assert_eq!(document.maps[0].set, "x");
        assert_eq!(file.remarks.len(), 3, "{:?}", file.remarks);
        // SRX 1.0: maps in a maprule, and the first counts.
        let maps = "<maprules><maprule maprulename='d'><languagemap languagepattern='EN.*' languagerulename='A'/></maprule></maprules>";
        let file = read(&format!(
            "<srx xmlns='http://www.lisa.org/srx' version='1.0'><header segmentsubflows='yes'/><body>{RULES}{maps}</body></srx>"
        ))
        .unwrap();
        assert_eq!(file.document.cascade, Cascade::First);
        assert_eq!(file.document.maps.len(), 1);
        // Okapi's extensions.
        let file = read(&format!(
            "<srx xmlns:okpsrx='http://okapi.sf.net/srx-extensions' version='2.0'><header cascade='yes'><okpsrx:options trimLeadingWhitespaces='no' useIcu4JBreakRules='yes'/><okpsrx:sample>A &lt;b> c</okpsrx:sample><okpsrx:rangeRule>x</okpsrx:rangeRule></header><body>{}{MAPS}</body></srx>",
            RULES.replace("Dr\\.", "Dr\\.[noauto]")
        ))
        .unwrap();
        assert_eq!(file.document.trimming, Trimming::None);
        assert_eq!(file.document.sets[0].rules[0].before, "Dr\\.");
        let remarks: Vec<_> = file.remarks.iter().map(|remark| &remark.message).collect();
        assert_eq!(remarks.len(), 2, "{remarks:?}");
    }

    #[test]
    fn broken_files_are_refused_with_their_line() {
        for (text, expected) in [
            ("", "r.srx:1: the file is empty or no XML"),
            ("a, b", "r.srx:1: the file is empty or no XML"),
            (
                "<tmx/>",
                "r.srx:1: the file is no SRX: it starts with <tmx>",
            ),
            (
                "<srx>\n<body>",
                "r.srx:2: the file ends before </srx>: it was cut off",
            ),
            ("<srx>\n<body></srx>", "r.srx:2: the XML is broken: "),
            (
                "<srx></srx><srx/>",
                "r.srx:1: <srx> stands behind the end of <srx>",
            ),
            ("<srx><body/></srx>", "r.srx:1: the file has no rules"),
            (
                "<srx>\n<rule><beforebreak>a</beforebreak></rule></srx>",
                "r.srx:2: a rule stands outside of a languagerule",
            ),
            (
                "<srx>\n<x>&bad;</x><languagerule><rule><beforebreak>&bad;",
                "r.srx:2: the entity &bad; is not known",
            ),
            (
                &format!(
                    "<srx>{RULES}\n<languagemap languagepattern='.*' languagerulename='B'/></srx>"
                ),
                "r.srx:4: there is no languagerule \"B\"",
            ),
            (
                &format!("<srx>{RULES}\n<languagemap languagerulename='A'/></srx>"),
                "r.srx:4: a languagemap needs languagepattern and languagerulename",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(expected), "{text}: {error}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = format!(
            "<srx version='2.0'><header cascade='no' segmentsubflows='no'><formathandle type='start' include='yes'/></header><body>{RULES}{MAPS}</body></srx>"
        );
        let document = read(&text).unwrap().document;
        let mut written = Vec::new();
        crate::formats::write_srx(&document, "a -- b", &mut written).unwrap();
        let again = read(&String::from_utf8(written).unwrap()).unwrap();
        assert_eq!(again.remarks, []);
        let without_lines = |mut document: SrxDocument| {
            document
                .sets
                .iter_mut()
                .flat_map(|set| &mut set.rules)
                .for_each(|rule| rule.line = 0);
            document.maps.iter_mut().for_each(|map| map.line = 0);
            document
        };
        assert_eq!(without_lines(again.document), without_lines(document));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(<|>|/|srx|rule|body|languagerule|beforebreak| |&|;|'|=|a){0,30}") {
            let _ = read(&text);
            let _ = read(&format!("<srx><languagerule>{text}"));
        }
    }
}
