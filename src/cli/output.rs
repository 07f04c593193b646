//! Standard output: laid out for a terminal, plain for a pipe, JSON where it is asked for.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;
use terminal_size::{Width, terminal_size};

use super::args::{Global, When};
use super::error::Failure;
use crate::report::{Colour, Isolation, Layout, json};

/// Where results go.
pub(crate) struct Output {
    writer: BufWriter<io::Stdout>,
    /// How they are laid out.
    pub(crate) layout: Layout,
    /// Whether JSON is wanted.
    pub(crate) form: Form,
    is_live: bool,
}

/// Whether people or programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// People.
    Text,
    /// Programs: JSON Lines.
    Json,
}

impl Output {
    pub(crate) fn new(global: &Global) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = match global.color {
            When::Always => Colour::On,
            When::Auto if is_terminal && !no_colour => Colour::On,
            When::Auto | When::Never => Colour::Off,
        };
        Self {
            writer: BufWriter::new(io::stdout()),
            layout: Layout {
                width: is_terminal.then(terminal_width),
                colour,
                isolation: if is_terminal {
                    Isolation::On
                } else {
                    Isolation::Off
                },
            },
            form: if global.json { Form::Json } else { Form::Text },
            is_live: is_terminal,
        }
    }

    /// Whether results go to a file or a pipe, so that standard error is free to move.
    pub(crate) fn is_elsewhere(&self) -> bool {
        !self.is_live
    }

    /// Prints a block of lines.
    pub(crate) fn block(&mut self, block: &str) -> Result<(), Failure> {
        writeln!(self.writer, "{block}")?;
        self.settle()
    }

    /// Prints a value as a line of JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        writeln!(self.writer, "{}", json::line(value))?;
        self.settle()
    }

    /// The writer itself, for whole files.
    pub(crate) fn writer(&mut self) -> &mut dyn Write {
        &mut self.writer
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.writer.flush()?)
    }

    /// On a terminal every block is seen at once.
    fn settle(&mut self) -> Result<(), Failure> {
        if self.is_live {
            self.writer.flush()?;
        }
        Ok(())
    }
}

fn terminal_width() -> usize {
    terminal_size().map_or(80, |(Width(width), _)| usize::from(width).max(40))
}
