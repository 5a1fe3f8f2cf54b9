//! The program: arguments, pages on standard output, messages on standard error, exit codes.

mod arguments;
mod batch;
mod certificate;
mod check;
mod config;
mod derive;
mod equal;
mod explain;
mod facts;
mod given;
mod list;
mod output;
mod plot;
mod progress;
mod repl;
mod report;
mod simplify;
mod snapshot;
mod stopped;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use output::Output;

/// What the program's exit tells: everything was done.
const DONE: u8 = 0;
/// Something was refuted, or is different.
const REFUTED: u8 = 1;
/// Something could not be read, or the program was asked for something it does not have.
const UNREADABLE: u8 = 2;
/// Something is undecided, has no derivative rule, or took too much.
const UNDECIDED: u8 = 3;

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().map(shielded).collect();
    let mut arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(misread(&error, &given)),
    };
    if let Err(message) = config::configure(&mut arguments) {
        output::complain(&message);
        return ExitCode::from(UNREADABLE);
    }
    if let (true, Some(note)) = (arguments.command.says_no_notes(), crate::passes::own::note()) {
        output::complain(&format!("note: {note}\n"));
    }
    let code = match &arguments.command {
        Command::Derive(derive) => derive::run(derive),
        Command::Simplify(simplify) => simplify::run(simplify),
        Command::Equal(equal) => equal::run(equal),
        Command::Report(report) => report::run(report),
        Command::Compare(compare) => plot::compare(compare),
        Command::Plot(plot) => plot::plot(plot),
        Command::Check(check) => check::run(check),
        Command::Snapshot(snapshot) => snapshot::run(snapshot),
        Command::Repl => repl::run(),
        Command::Batch(arguments) => batch::run(arguments),
        Command::VerifyCertificate { file, timeout } => certificate::verify(file, *timeout),
        Command::List { table, format } => said(&list::list(*table, *format)),
        Command::Explain { names } => explain::run(names),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "gprime", &mut text);
            said(&String::from_utf8_lossy(&text))
        }
        Command::Man { command } => manual(command.as_deref()),
    };
    ExitCode::from(code)
}

/// Says what is wrong with the arguments, or prints the help that they ask for.
fn misread(error: &clap::Error, given: &[OsString]) -> u8 {
    let encoded = given.iter().map(|argument| argument.as_encoded_bytes());
    let unreadable = encoded.filter_map(|bytes| Some((bytes, crate::syntax::decode(bytes).err()?))).next();
    match unreadable.filter(|_| error.kind() == clap::error::ErrorKind::InvalidUtf8) {
        Some((bytes, error)) => output::complain(&error.page(&String::from_utf8_lossy(bytes))),
        None => {
            // where nobody listens, nothing can be said
            let _ = error.print();
        }
    }
    if error.use_stderr() { UNREADABLE } else { DONE }
}

/// An argument such as `-z^2` behind a space, so that it is read as a formula; options are left as they are.
fn shielded(argument: OsString) -> OsString {
    let is_option = |text: &str| text.starts_with("--") || matches!(text, "-" | "-o" | "-h" | "-V");
    match argument.to_str() {
        Some(text) if text.starts_with('-') && !is_option(text) => format!(" {text}").into(),
        _ => argument, // a formula that begins with another sign, or no text at all
    }
}

/// Prints a text that has nothing to do with formulas.
fn said(text: &str) -> u8 {
    Output::standard().write(text);
    DONE
}

fn manual(command: Option<&str>) -> u8 {
    let program = Arguments::command();
    let found = match command {
        None => Some(program.clone()),
        Some(name) => program.get_subcommands().find(|c| c.get_name() == name).cloned(),
    };
    let Some(found) = found else {
        output::complain(&format!("error: there is no command {}\n", command.unwrap_or_default()));
        return UNREADABLE;
    };
    let name = command.map_or_else(|| "gprime".to_owned(), |name| format!("gprime-{name}"));
    let shown = name.replacen('-', " ", 1);
    let found = found.version(env!("CARGO_PKG_VERSION")).bin_name(shown).display_name(name.clone());
    let mut text = Vec::new();
    // writing to memory does not fail
    let _ = clap_mangen::Man::new(found)
        .title(name)
        .source(concat!("gprime ", env!("CARGO_PKG_VERSION")))
        .render(&mut text);
    said(&String::from_utf8_lossy(&text))
}

/// Of two exit codes the one that says more: unreadable, then refuted, then undecided.
fn worse(a: u8, b: u8) -> u8 {
    let rank = |code| [UNREADABLE, REFUTED, UNDECIDED, DONE].iter().position(|&c| c == code);
    if rank(a) <= rank(b) { a } else { b }
}
