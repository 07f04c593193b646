//! Findings as one page: a summary by check and by file, filters, and each finding with both
//! sides in the direction of their languages. The page needs nothing else, neither files nor
//! the network; without scripts it shows everything, only unfiltered.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::bidi::right_to_left;
use super::findings::readable;
use super::json::severity_name;
use super::junit::escaped;
use super::run::{CheckReport, CheckRun};
use super::sarif::uri;
use super::summary::counted;
use crate::check::{
    Checked, CheckedText, Finding, Judged, Page as CheckPage, Side, Silence, pages,
};
use crate::lang::Direction;
use crate::model::Severity;

/// The page.
pub(super) struct Page;

const STYLE: &str = include_str!("findings.css");
const SCRIPT: &str = include_str!("findings.js");

/// The severities, the gravest first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

impl CheckReport for Page {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "one page in HTML that needs nothing else"
    }

    fn write(&self, run: &CheckRun<'_>) -> String {
        let counts = Counts::of(run);
        let mut page = String::from(
            "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<meta charset=\"utf-8\">\n",
        );
        page.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n");
        let _ = writeln!(page, "<title>Checks: {}</title>", counts.sentence());
        let _ = writeln!(page, "<style>\n{STYLE}</style>");
        let _ = writeln!(
            page,
            "<header>\n<h1>Checks</h1>\n<p>{}</p>",
            counts.sentence()
        );
        push_filters(&mut page, &counts);
        page.push_str("</header>\n<main>\n");
        push_summary(&mut page, &counts);
        push_failures(&mut page, run);
        for number in 0..run.checked.len() {
            push_file(&mut page, run, number);
        }
        push_pages(&mut page, &counts);
        let _ = write!(page, "</main>\n<script>\n{SCRIPT}</script>\n</html>\n");
        page
    }
}

/// How many findings there are, by severity.
type BySeverity = BTreeMap<Severity, usize>;

/// What the page counts.
struct Counts {
    all: BySeverity,
    checks: BTreeMap<&'static str, BySeverity>,
    files: Vec<(String, BySeverity, usize)>,
    silenced: usize,
    slips: usize,
    segments: usize,
}

impl Counts {
    fn of(run: &CheckRun<'_>) -> Self {
        let mut counts = Self {
            all: BySeverity::new(),
            checks: BTreeMap::new(),
            files: Vec::new(),
            silenced: 0,
            slips: 0,
            segments: 0,
        };
        for checked in run.checked {
            let mut own = BySeverity::new();
            for finding in checked.counting() {
                for map in [
                    &mut counts.all,
                    counts.checks.entry(finding.check).or_default(),
                    &mut own,
                ] {
                    *map.entry(finding.severity).or_default() += 1;
                }
            }
            let silenced = checked.findings.len() - own.values().sum::<usize>();
            counts.silenced += silenced;
            counts.slips += checked.slips().count();
            counts.segments += checked.segments.len();
            let name = match languages_of(run, checked) {
                Some(languages) => format!("{} · {languages}", checked.own().name),
                None => checked.own().name.clone(),
            };
            counts.files.push((name, own, silenced));
        }
        counts
    }

    fn sentence(&self) -> String {
        let figure = |severity: Severity| {
            let count = self.all.get(&severity).copied().unwrap_or(0);
            let name = severity_name(severity);
            counted(count, name, &format!("{name}s"))
        };
        let found: Vec<String> = SEVERITIES.into_iter().map(figure).collect();
        let slips = match self.slips {
            0 => String::new(),
            _ => format!(
                ", of these {} of typing",
                counted(self.slips, "slip", "slips")
            ),
        };
        format!(
            "{} in {}, {}; {} not counted{slips}",
            found.join(", "),
            counted(self.files.len(), "file", "files"),
            counted(self.segments, "segment", "segments"),
            self.silenced
        )
    }
}

/// The languages, where one file was checked in several pairs of them.
fn languages_of(run: &CheckRun<'_>, checked: &Checked) -> Option<String> {
    let name = &checked.own().name;
    let same = run.checked.iter().filter(|own| own.own().name == *name);
    let target = checked.target.as_ref()?;
    (same.take(2).count() > 1).then(|| format!("{}→{}", checked.source.language, target.language))
}

fn push_filters(page: &mut String, counts: &Counts) {
    page.push_str("<form id=\"filters\">\n");
    for severity in SEVERITIES {
        let name = severity_name(severity);
        let _ = writeln!(
            page,
            "<label><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> <span class=\"badge {name}\">{name}</span></label>"
        );
    }
    page.push_str("<label>check <select name=\"check\"><option value=\"\">all</option>");
    for check in counts.checks.keys() {
        let _ = write!(page, "<option>{check}</option>");
    }
    page.push_str(
        "</select></label>\n<label>file <select name=\"file\"><option value=\"\">all</option>",
    );
    for (number, (name, ..)) in counts.files.iter().enumerate() {
        let _ = write!(
            page,
            "<option value=\"{number}\">{}</option>",
            escaped(name)
        );
    }
    page.push_str("</select></label>\n<label>words <input type=\"search\" name=\"words\" dir=\"auto\"></label>\n");
    page.push_str("<label><input type=\"checkbox\" name=\"silenced\"> not counted too</label>\n<output></output>\n</form>\n");
}

fn push_summary(page: &mut String, counts: &Counts) {
    page.push_str("<section class=\"summary\">\n<table>\n<caption>By check</caption>\n");
    page.push_str("<thead><tr><th>check<th>errors<th>warnings<th>notes</thead>\n<tbody>\n");
    for (check, own) in &counts.checks {
        let _ = writeln!(
            page,
            "<tr><th><a href=\"#check-{check}\" data-pick-check=\"{check}\">{check}</a>{}",
            cells(own)
        );
    }
    page.push_str("</tbody>\n</table>\n<table>\n<caption>By file</caption>\n");
    page.push_str(
        "<thead><tr><th>file<th>errors<th>warnings<th>notes<th>not counted</thead>\n<tbody>\n",
    );
    for (number, (name, own, silenced)) in counts.files.iter().enumerate() {
        let _ = writeln!(
            page,
            "<tr><th><a href=\"#file-{number}\"><bdi>{}</bdi></a>{}<td>{silenced}",
            escaped(name),
            cells(own)
        );
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn cells(own: &BySeverity) -> String {
    SEVERITIES
        .iter()
        .map(|severity| match own.get(severity) {
            Some(count) => format!("<td class=\"{}\">{count}", severity_name(*severity)),
            None => "<td>".to_owned(),
        })
        .collect()
}

fn push_failures(page: &mut String, run: &CheckRun<'_>) {
    if run.failures.is_empty() {
        return;
    }
    page.push_str("<section class=\"failures\">\n<h2>Could not be checked</h2>\n<ul>\n");
    for (_, sentence) in run.failures {
        let _ = writeln!(page, "<li><bdi>{}</bdi>", escaped(sentence));
    }
    page.push_str("</ul>\n</section>\n");
}

fn push_file(page: &mut String, run: &CheckRun<'_>, number: usize) {
    let checked = &run.checked[number];
    if checked.findings.is_empty() {
        return;
    }
    let link = |text: &CheckedText| {
        format!(
            "<a href=\"{}\"><bdi>{}</bdi></a>",
            escaped(&uri(&text.name)),
            escaped(&text.name)
        )
    };
    let names = match &checked.target {
        Some(target) if target.name != checked.source.name => {
            format!(
                "{} <small>of {}</small>",
                link(target),
                link(&checked.source)
            )
        }
        _ => link(checked.own()),
    };
    let names = match languages_of(run, checked) {
        Some(languages) => format!("{names} <small>{languages}</small>"),
        None => names,
    };
    let _ = writeln!(
        page,
        "<section class=\"file\" id=\"file-{number}\" data-file=\"{number}\">\n<h2>{names}</h2>"
    );
    for judged in &checked.findings {
        push_finding(page, checked, judged);
    }
    page.push_str("</section>\n");
}

fn push_finding(page: &mut String, checked: &Checked, judged: &Judged) {
    let finding = &judged.finding;
    let severity = severity_name(finding.severity);
    let place = checked.place(finding);
    let silenced = match judged.silence {
        Some(_) => " data-silenced hidden",
        None => "",
    };
    let _ = writeln!(
        page,
        "<article class=\"finding {severity}\" id=\"f-{}\" data-severity=\"{severity}\" data-check=\"{}\"{silenced}>",
        judged.fingerprint, finding.check
    );
    let _ = writeln!(
        page,
        "<p class=\"head\"><span class=\"badge {severity}\">{severity}</span> <a class=\"check\" href=\"#check-{check}\">{check}</a> <span class=\"message\">{}</span> <span class=\"place\">{}:{} · {}%</span></p>",
        isolated(&finding.message),
        place.line,
        place.column,
        (finding.confidence * 100.0).round(),
        check = finding.check
    );
    page.push_str("<div class=\"sides\">\n");
    for side in [Side::Source, Side::Target] {
        if side == Side::Target && checked.target.is_none() {
            continue;
        }
        push_side(page, checked, finding, side);
    }
    page.push_str("</div>\n");
    if let Some(suggestion) = finding
        .suggestion
        .as_deref()
        .filter(|text| !text.is_empty())
    {
        let _ = writeln!(
            page,
            "<p class=\"write\">write: <bdi>{}</bdi></p>",
            escaped(readable(suggestion))
        );
    }
    if let Some(silence) = &judged.silence {
        let why = match silence {
            Silence::Known => "it was there before: the baseline has it".to_owned(),
            Silence::Slip => "one of a few slips of typing in a long translation".to_owned(),
            Silence::Ignored { reason, .. } => format!("ignored: {}", isolated(reason)),
        };
        let _ = writeln!(page, "<p class=\"why\">{why}</p>");
    }
    page.push_str("</article>\n");
}

/// A side of a finding: its segment, with the place marked where the finding is on that side.
fn push_side(page: &mut String, checked: &Checked, finding: &Finding, side: Side) {
    let text = checked.side(side);
    let direction = match text.language.direction() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    };
    let segment = checked.segment_span(finding.segment, side);
    let shown = match finding.side == side {
        true => marked(&text.text, &segment, &finding.span),
        false => escaped(text.text.get(segment).unwrap_or("")),
    };
    let _ = writeln!(
        page,
        "<p class=\"{}\" lang=\"{}\" dir=\"{direction}\">{shown}</p>",
        side.as_str(),
        text.language
    );
}

fn marked(text: &str, segment: &std::ops::Range<usize>, place: &std::ops::Range<usize>) -> String {
    let (start, end) = (
        segment.start.min(place.start),
        segment.end.max(place.end).min(text.len()),
    );
    let part = |from: usize, to: usize| escaped(text.get(from..to).unwrap_or(""));
    let (before, after) = (part(start, place.start), part(place.end, end));
    let within = match place.is_empty() {
        true => "<mark class=\"empty\">▾</mark>".to_owned(),
        false => {
            let words = part(place.start, place.end);
            let class = match words.trim().is_empty() {
                true => " class=\"space\"",
                false => "",
            };
            format!("<mark{class}>{words}</mark>")
        }
    };
    format!("{before}{within}{after}")
}

/// A sentence of ours with what is right-to-left in it set apart.
fn isolated(text: &str) -> String {
    let mut shown = String::new();
    let mut end = 0;
    for place in right_to_left(text) {
        shown.push_str(&escaped(&text[end..place.start]));
        let _ = write!(
            shown,
            "<bdi dir=\"rtl\">{}</bdi>",
            escaped(&text[place.clone()])
        );
        end = place.end;
    }
    shown.push_str(&escaped(&text[end..]));
    shown
}

/// What there is to say of the checks that found something.
fn push_pages(page: &mut String, counts: &Counts) {
    page.push_str("<section class=\"pages\">\n<h2>What the checks mean</h2>\n<dl>\n");
    let known = pages();
    let used = known
        .iter()
        .filter(|own| counts.checks.contains_key(own.id));
    for CheckPage {
        id,
        about,
        explains,
        ..
    } in used
    {
        let _ = write!(
            page,
            "<dt id=\"check-{id}\">{id}<dd>{}. {}<ul>",
            isolated(about),
            isolated(explains)
        );
        for way in super::checks::silencing(id) {
            let _ = write!(page, "<li>{}", escaped(&way));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</dl>\n</section>\n");
}
