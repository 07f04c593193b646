//! What is told on standard error while a project works.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::Global;
use super::error::diagnostic_lines;
use crate::project::{Event, Observer};
use crate::report::{counted, grouped};

/// Tells events on standard error: a moving line on a terminal, plain lines elsewhere.
pub(crate) struct Teller {
    is_quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
}

/// How many remarks of readers are told before the rest is only counted.
const TOLD: usize = 20;

impl Teller {
    pub(crate) fn new(global: &Global) -> Self {
        Self {
            is_quiet: global.quiet,
            bar: Mutex::new(None),
        }
    }

    fn moving(&self, message: String) {
        if !io::stderr().is_terminal() {
            return;
        }
        if let Ok(mut bar) = self.bar.lock() {
            let bar = bar.get_or_insert_with(|| {
                let bar = ProgressBar::new_spinner();
                if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
                    bar.set_style(style);
                }
                bar.enable_steady_tick(Duration::from_millis(120));
                bar
            });
            bar.set_message(message);
        }
    }

    /// How far work has come, now and then.
    pub(crate) fn progress(&self, of: &str, done: usize, all: usize) {
        const STEP: usize = 64;
        if done.is_multiple_of(STEP) {
            let (done, all) = (grouped(done as u64), grouped(all as u64));
            self.moving(format!("{done} of {all} {of}"));
        }
    }

    /// Ends the moving line.
    pub(crate) fn finish(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }

    /// Tells a line.
    pub(crate) fn line(&self, line: &str) {
        if !self.is_quiet {
            self.finish();
            // Nothing can be done when standard error cannot be written.
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    /// Tells remarks, the first of them whole and the rest as a number.
    pub(crate) fn remarks(&self, remarks: &[String]) {
        for remark in remarks.iter().take(TOLD) {
            self.line(remark);
        }
        if remarks.len() > TOLD {
            self.line(&format!("… and {} more remarks", remarks.len() - TOLD));
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Observer for Teller {
    fn event(&self, event: &Event<'_>) {
        if self.is_quiet {
            return;
        }
        match event {
            Event::Reading { path } => self.moving(format!("reading {path}")),
            Event::Progress { path, units } => {
                self.moving(format!("reading {path}: {} units", grouped(*units)));
            }
            Event::Imported {
                path,
                units,
                concepts,
            } => {
                let mut parts = Vec::new();
                if *units > 0 {
                    parts.push(counted(*units, "unit", "units"));
                }
                if *concepts > 0 {
                    parts.push(counted(*concepts, "concept entry", "concept entries"));
                }
                if parts.is_empty() {
                    parts.push("nothing in it".to_owned());
                }
                self.line(&format!("read {path}: {}", parts.join(", ")));
            }
            Event::Removed { path } => {
                self.line(&format!("{path} is gone, and its content with it"))
            }
            Event::Aligning { text, share } => {
                self.moving(format!("aligning {text}: {:.0} %", share * 100.0));
            }
            Event::Aligned { articles, all } if *all > 1 => {
                let (done, all) = (u64::from(*articles), u64::from(*all));
                let (done, all) = (grouped(done), grouped(all));
                self.moving(format!("aligned {done} of {all} articles"));
            }
            Event::Aligned { .. } => {}
            Event::Checked { units } => {
                self.moving(format!("checked {} units", grouped(*units)));
            }
            Event::Indexing => self.moving("indexing".to_owned()),
            Event::Said(diagnostic) => self.line(&diagnostic_lines(diagnostic)),
        }
    }
}
