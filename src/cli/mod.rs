//! The program: arguments, pages on standard output, messages on standard error, exit codes.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::expr::LowerError;
use crate::passes::{DeriveError, Request, derive};
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
        #[arg(required = true, value_name = "FORMULA|NAME", allow_hyphen_values = true)]
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
    let text = match Arguments::parse().command {
        Command::Derive { formulas, wrt, order, at, assume } => {
            let request = |formula: String| Request {
                formula,
                wrt: wrt.clone(),
                order,
                at: at.clone(),
                assume: assume.clone(),
                from_meaning: std::env::var_os("MEAN").is_some(),
            };
            return derive_all(formulas.into_iter().map(request));
        }
        Command::List { table } => list(table),
    };
    print(&text);
    ExitCode::SUCCESS
}

fn derive_all(requests: impl Iterator<Item = Request>) -> ExitCode {
    let mut code = 0;
    for (index, request) in requests.enumerate() {
        match derive(&request) {
            Ok(derived) => {
                let gap = if index > 0 { "\n" } else { "" };
                print(&format!("{gap}{}", render::page(&derived)));
            }
            Err(error) => {
                eprintln!("{}", message(&error));
                code = worse(code, if matches!(error, DeriveError::Stuck(_)) { 3 } else { 2 });
            }
        }
    }
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
