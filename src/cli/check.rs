//! `check` and `checks`.

use std::io::{self, IsTerminal, Write};

use rayon::prelude::*;

use super::Done;
use super::args::{CheckArguments, ChecksArguments, Global};
use super::ask::other_language_line;
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use super::verdict::{Kept, verdict, write_report};
use crate::check::{Checked, Habits, Slips, is_safe, page_of, pages};
use crate::project::{
    CheckItem, CheckOptions, CheckedItem, Checker, FailOn, FileFix, OpenRequest, Project,
    ProjectError, Segmentation, check_items, fix_of, now, write_fix,
};
use crate::report::json::FindingJson;
use crate::report::{
    CheckJson, CheckRun, check_block, check_line, counted, diff_block, finding_block, grouped,
    slips_line, summary_line, unified_diff,
};

/// How many files are checked before what was found in them is printed.
const STRETCH: usize = 64;

pub(super) fn check(
    global: &Global,
    arguments: &CheckArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    if arguments.list {
        return list(output);
    }
    if arguments.memory {
        return super::memory::check_memory(global, arguments, output);
    }
    let teller = Teller::new(global);
    let request = OpenRequest {
        rules: arguments.rules.request(),
        ..global.open_request()
    };
    let project = Project::open(&request, &teller)?;
    let segmenting = project.segmenting(&teller)?;
    teller.finish();
    let checker = project.checker(CheckOptions {
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        segmentation: match arguments.lines {
            true => Segmentation::Lines,
            false => Segmentation::Sentences,
        },
        segmenting: &segmenting,
        only: &arguments.only,
        habits: match arguments.fix {
            true => Habits::Each,
            false => Habits::Once,
        },
        slips: match arguments.show_slips {
            true => Slips::Each,
            false => Slips::Counted,
        },
        min_confidence: arguments.min_confidence,
        date: arguments.date.clone(),
    })?;
    let items = check_items(&arguments.files, &checker)?;
    let fail_on = arguments.fail_on.map_or(project.fail_on(), FailOn::from);
    let mut desk = Desk {
        checker: &checker,
        teller: &teller,
        arguments,
        baseline: Kept::open(&project, arguments)?,
        checked: Vec::new(),
        failures: Vec::new(),
        all: items.len(),
    };
    for stretch in items.chunks(STRETCH) {
        desk.check(stretch, output)?;
    }
    teller.finish();
    desk.finish(fail_on, output)
}

/// A run of checks, as far as it has come.
struct Desk<'d> {
    checker: &'d Checker<'d>,
    teller: &'d Teller,
    arguments: &'d CheckArguments,
    baseline: Option<Kept>,
    checked: Vec<Checked>,
    failures: Vec<(String, String)>,
    all: usize,
}

impl Desk<'_> {
    /// Checks some files on all threads and prints what was found in them, in order.
    fn check(&mut self, items: &[CheckItem], output: &mut Output) -> Result<(), Failure> {
        let checker = self.checker;
        let results: Vec<_> = items
            .par_iter()
            .map(|item| (item, item.check(checker)))
            .collect();
        for (item, result) in results {
            match result {
                Ok(found) => {
                    self.tell_of_texts(&found);
                    for checked in found.checked {
                        self.take(checked, output)?;
                    }
                }
                // One file that cannot be checked is an error of the command; of many, the
                // others are checked all the same.
                Err(error) if self.all == 1 && self.arguments.report.is_none() => {
                    return Err(error.into());
                }
                Err(error) => {
                    self.teller.line(&format!("tarjuman: {error}"));
                    self.failures
                        .push((item.name().to_owned(), error.to_string()));
                }
            }
        }
        let done = self.checked.len() + self.failures.len();
        self.teller.progress("files", done, self.all);
        Ok(())
    }

    fn tell_of_texts(&self, found: &CheckedItem) {
        for (name, other) in &found.strangers {
            self.teller.line(&other_language_line(name, other));
        }
        let remarks = found.remarks.iter().map(super::error::diagnostic_lines);
        self.teller.remarks(&remarks.collect::<Vec<_>>());
    }

    fn take(&mut self, mut checked: Checked, output: &mut Output) -> Result<(), Failure> {
        if let Some(kept) = &mut self.baseline {
            kept.baseline.silence(&mut checked);
            if self.arguments.update_baseline {
                kept.baseline.take(&checked);
                kept.baseline.silence(&mut checked);
            }
        }
        // With --fix what is printed is the change.
        let is_elsewhere = self.arguments.fix
            || (self.arguments.report.is_some() && self.arguments.output.is_none());
        let shown = checked
            .findings
            .iter()
            .filter(|judged| judged.silence.is_none() && !is_elsewhere);
        for judged in shown {
            match output.form {
                Form::Json => output.json(&FindingJson::new(&checked, judged))?,
                Form::Text => {
                    let block = finding_block(&output.layout, &checked, judged);
                    output.block(&block)?;
                }
            }
        }
        self.checked.push(checked);
        Ok(())
    }

    /// Writes what is to be written and tells how it went.
    fn finish(mut self, fail_on: FailOn, output: &mut Output) -> Result<Done, Failure> {
        if self.arguments.fix {
            self.fix(output)?;
        }
        let run = CheckRun {
            checked: &self.checked,
            failures: &self.failures,
            at: now(),
            fails_from: fail_on.severity(),
        };
        write_report(self.arguments, &run, self.teller, output)?;
        if let Some(kept) = self
            .baseline
            .as_ref()
            .filter(|_| self.arguments.update_baseline)
        {
            kept.write(self.teller)?;
        }
        if output.form == Form::Text {
            let segments: usize = self.checked.iter().map(|own| own.segments.len()).sum();
            let files = match self.checked.len() {
                1 => String::new(),
                many => format!("{} files, ", grouped(many as u64)),
            };
            let summary = summary_line(&self.checked);
            let segments = counted(segments, "segment", "segments");
            self.teller.line(&format!("{files}{segments}: {summary}"));
        }
        if let Some(line) = slips_line(&self.checked) {
            self.teller.line(&line);
        }
        Ok(verdict(&run))
    }
}

impl Desk<'_> {
    /// Shows how what was found can be mended, and mends it where that is wanted. Findings that
    /// were mended no longer count.
    fn fix(&mut self, output: &mut Output) -> Result<(), Failure> {
        let mut fixes = Vec::new();
        for (place, checked) in self.checked.iter().enumerate() {
            let fix = fix_of(checked)?;
            // An article that was checked twice is mended once.
            let is_new = |fix: &FileFix| {
                fixes
                    .iter()
                    .all(|(_, own): &(_, FileFix)| own.key != fix.key)
            };
            fixes.extend(fix.filter(is_new).map(|fix| (place, fix)));
        }
        for (_, fix) in &fixes {
            let diff = unified_diff(&fix.key, &fix.text, &fix.edits);
            output.block(&diff_block(&output.layout, &diff))?;
        }
        output.flush()?;
        let changes: usize = fixes.iter().map(|(_, fix)| fix.edits.len()).sum();
        let what = format!(
            "{} in {}",
            counted(changes, "change", "changes"),
            counted(fixes.len(), "file", "files"),
        );
        let is_wanted = match (changes, self.arguments.dry_run, self.arguments.yes) {
            (0, ..) | (_, true, _) => false,
            (_, _, true) => true,
            _ => asked(&format!("write {what}?"))?,
        };
        if !is_wanted {
            self.teller
                .line(&format!("{what}, nothing was written; --yes writes"));
            return Ok(());
        }
        for (place, fix) in &fixes {
            write_fix(fix)?;
            let checked = &mut self.checked[*place];
            let own = checked.own().name.clone();
            checked.findings.retain(|judged| {
                let text = fix
                    .edits
                    .iter()
                    .any(|edit| edit.span == judged.finding.span);
                let is_mended = text && is_safe(&judged.finding) && judged.silence.is_none();
                !(is_mended && own == fix.file.to_string_lossy())
            });
        }
        self.teller.line(&format!("wrote {what}"));
        Ok(())
    }
}

/// Asks a person; no where there is none.
fn asked(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    let mut stderr = io::stderr().lock();
    write!(stderr, "{question} [y/N] ")?;
    stderr.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// `checks`: all of them, or the page of one.
pub(super) fn checks(arguments: &ChecksArguments, output: &mut Output) -> Result<Done, Failure> {
    let Some(name) = &arguments.check else {
        return list(output);
    };
    let page = page_of(name).ok_or_else(|| ProjectError::unknown_check(name))?;
    match output.form {
        Form::Json => output.json(&CheckJson::page(&page))?,
        Form::Text => output.block(&check_block(&output.layout, &page))?,
    }
    Ok(Done::Fine)
}

fn list(output: &mut Output) -> Result<Done, Failure> {
    for page in pages() {
        match output.form {
            Form::Json => output.json(&CheckJson::line(&page))?,
            Form::Text => output.block(&check_line(&output.layout, &page))?,
        }
    }
    Ok(Done::Fine)
}
