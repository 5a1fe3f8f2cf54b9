//! The program: arguments, pages on standard output, messages on standard error, exit codes.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand};

use crate::expr::LowerError;
use crate::passes::{DeriveError, Request, Status, derive};
use crate::render::{Answer, Format, Layout};
use crate::{activations, functions, render, rules};

/// Differentiates activation functions, with every step shown, named and checked.
#[derive(Debug, Parser)]
#[command(
    name = "gprime",
    version,
    after_help = "Examples:\n  gprime derive sigmoid\n  gprime derive 'g(z) = 1/(1 + e^(-z))'\n  gprime derive 'max(0.01z, z)' --at z=-1/2\n  gprime derive 'a^z' --assume 'a > 0'"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Differentiates formulas, or activations by name.
    Derive {
        /// Formulas, definitions g(z) = …, or names from the catalogue.
        #[arg(required = true, value_name = "FORMULA|NAME")]
        formulas: Vec<String>,
        /// The variable.
        #[arg(long)]
        wrt: Option<String>,
        /// How many times to differentiate.
        #[arg(long, default_value_t = 1)]
        order: u32,
        /// A point at which the derivative's value is wanted.
        #[arg(long, value_name = "z=1/2", allow_hyphen_values = true)]
        at: Vec<String>,
        /// An assumption on parameters.
        #[arg(long, value_name = "a > 0")]
        assume: Vec<String>,
        /// How the answer is written.
        #[arg(long, value_name = "FORMAT", value_parser = format_names(), default_value = render::formats()[0].name)]
        format: String,
    },
    /// Lists a table.
    List {
        /// Which table.
        table: Table,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Table {
    Functions,
    Rules,
    Activations,
}

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    let text = match Arguments::parse_from(std::env::args_os().map(shielded)).command {
        Command::Derive { formulas, wrt, order, at, assume, format } => {
            let request =
                |formula: String| Request { formula, wrt: wrt.clone(), order, at: at.clone(), assume: assume.clone() };
            let layout = Layout { several: formulas.len() > 1, ..Layout::default() };
            let Some(format) = render::formats().iter().find(|row| row.name == format) else {
                return ExitCode::from(2);
            };
            return derive_all(formulas.iter().map(|text| request(text.trim_start().to_owned())), format, layout);
        }
        Command::List { table } => list(table),
    };
    print(&text);
    ExitCode::SUCCESS
}

/// An argument such as `-z^2` behind a space, so that it is read as a formula; options are left as they are.
fn shielded(argument: OsString) -> OsString {
    let is_option = |text: &str| text.starts_with("--") || matches!(text, "-" | "-o" | "-h" | "-V");
    match argument.to_str() {
        Some(text) if text.starts_with('-') && !is_option(text) => format!(" {text}").into(),
        _ => argument, // a formula that begins with another sign, or no text at all
    }
}

/// The names of the formats, for the argument that chooses one.
fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(render::formats().iter().map(|row| PossibleValue::new(row.name).help(row.about)))
}

fn derive_all(requests: impl Iterator<Item = Request>, format: &Format, layout: Layout) -> ExitCode {
    let mut code = 0;
    print(format.begin);
    for (index, request) in requests.enumerate() {
        let gap = if index > 0 { format.between } else { "" };
        match derive(&request) {
            Ok(derived) => print(&format!("{gap}{}", (format.write)(&Answer::Derived(&derived), &layout))),
            Err(error) => {
                eprintln!("{}", message(&error));
                code = worse(code, if matches!(error, DeriveError::Stuck(_)) { 3 } else { 2 });
                if let (DeriveError::Stuck(why), "json") = (&error, format.name) {
                    print(&(format.write)(&Answer::Unfinished { status: Status::Stuck, why }, &layout));
                }
            }
        }
    }
    print(format.end);
    ExitCode::from(code)
}

/// Of two exit codes the one that says more: unreadable, then refuted, then undecided.
fn worse(a: u8, b: u8) -> u8 {
    let rank = |code| [2, 1, 3, 0].iter().position(|&c| c == code);
    if rank(a) <= rank(b) { a } else { b }
}

fn message(error: &DeriveError) -> String {
    match error {
        DeriveError::Syntax { text, error } => error.page(text),
        DeriveError::Meaning { error: LowerError { message, .. }, .. } => format!("error: {message}"),
        DeriveError::Request(text) | DeriveError::Stuck(text) => format!("error: {text}"),
        DeriveError::Refused(refusal) => format!("error: {refusal}"),
    }
}

fn list(table: Table) -> String {
    let rows: Vec<(String, String)> = match table {
        Table::Functions => functions::all().iter().map(|f| (f.name.into(), f.title.into())).collect(),
        Table::Rules => rules::all().map(|r| (r.name.into(), r.because.into())).collect(),
        Table::Activations => activations::all().map(|a| (a.name.into(), a.formula.into())).collect(),
    };
    let width = rows.iter().map(|row| row.0.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(name, about)| format!("{name:width$}  {about}\n")).collect()
}

/// Writes to standard output; a pipe that was closed ends the program quietly.
fn print(text: &str) {
    if std::io::stdout().write_all(text.as_bytes()).is_err() {
        std::process::exit(0);
    }
}
