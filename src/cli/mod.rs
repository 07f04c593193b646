//! The command line: parse, call the project, hand to the report, print.
//!
//! Exit status: 0 when all went well, 1 when a check has findings, 2 when something could not
//! be done.

mod align;
mod args;
mod ask;
mod check;
mod error;
mod extract;
mod import;
mod manage;
mod memory;
mod output;
mod progress;
mod search;
mod segment;
mod selection;
mod term;
mod unit;
mod verdict;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use error::Failure;
use output::Output;

/// What a command came to.
pub(crate) enum Done {
    /// It did what it was asked for.
    Fine,
    /// It found something that is wrong.
    Findings,
    /// Some of it could not be done, which was told.
    Incomplete,
}

/// Runs the command line and returns its exit status.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let mut output = Output::new(&arguments.global);
    let done = arguments
        .global
        .threads()
        .map_err(Failure::from)
        .and_then(|threads| threads.install(|| dispatch(&arguments, &mut output)));
    match done.and_then(|done| output.flush().map(|()| done)) {
        Ok(Done::Fine) => ExitCode::SUCCESS,
        Ok(Done::Findings) => ExitCode::from(1),
        Ok(Done::Incomplete) => ExitCode::from(2),
        // Whoever reads the output has had enough.
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            error::tell(&failure);
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &Arguments, output: &mut Output) -> Result<Done, Failure> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Init(arguments) => manage::init(arguments, output),
        Command::Import(arguments) => import::import(global, arguments, output),
        Command::Align(arguments) => align::align(global, arguments, output),
        Command::Add(arguments) => align::add(global, arguments, output),
        Command::Show(arguments) => align::show(global, arguments, output),
        Command::Export(arguments) => manage::export(global, arguments, output),
        Command::Remove(arguments) => manage::remove(global, arguments, output),
        Command::Segment(arguments) => segment::segment(global, arguments, output),
        Command::Terms(arguments) => ask::terms(global, arguments, output),
        Command::Suggest(arguments) => ask::suggest(global, arguments, output),
        Command::Lookup(arguments) => ask::lookup(global, arguments, output),
        Command::Search(arguments) => search::search(global, arguments, output),
        Command::Extract(arguments) => extract::extract(global, arguments, output),
        Command::Check(arguments) => check::check(global, arguments, output),
        Command::Harmonise(arguments) => memory::harmonise(global, arguments, output),
        Command::Checks(arguments) => check::checks(arguments, output),
        Command::Term(command) => term::term(global, command, output),
        Command::Unit(command) => unit::unit(global, command, output),
        Command::Glossary(command) => term::glossary(global, command, output),
        Command::Stats => manage::stats(global, output),
        Command::Doctor(arguments) => manage::doctor(global, arguments, output),
        Command::Completions(arguments) => manage::completions(arguments, output),
    }
}
