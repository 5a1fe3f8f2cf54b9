//! What can be asked of the program.

mod snapshot;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::passes::equal::Limits;
use crate::render;

pub(super) use snapshot::Snapshot;

/// Differentiates activation functions, with every step shown, named and checked.
#[derive(Debug, Parser)]
#[command(
    name = "gprime",
    version,
    after_help = "Examples:
  gprime derive sigmoid
  gprime derive 'g(z) = 1/(1 + e^(-z))'
  gprime equal 'softplus(z) - softplus(-z)' z
  gprime simplify 'sqrt(z^2)'
  gprime explain reciprocal-rule
  gprime list activations

Exit code: 0 done, 1 different or not verified, 2 something could not be read, 3 undecided, equal only
formally, or no derivative rule."
)]
pub(super) struct Arguments {
    /// The file with activations, functions and rules of your own; without it, gprime.toml here or above.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Ignores gprime.toml.
    #[arg(long, global = true, conflicts_with = "config")]
    pub(super) no_config: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Differentiates formulas, or activations by name.
    Derive(Derive),
    /// Writes formulas shorter, as far as equal forms are found and proved.
    Simplify(Simplify),
    /// Says whether two formulas are the same function: equal, different at a point, or undecided.
    Equal(Equal),
    /// Reports facts about functions: each is proved, enclosed, or unknown with the reason.
    Report(Report),
    /// Shows the facts about several functions side by side.
    Compare(Compare),
    /// Draws functions, or their derivatives, into a file or in the terminal.
    Plot(Plot),
    /// Judges the derivations that documents hold, line by line.
    Check(Check),
    /// Compares the pages of formulas and claims with those that were accepted.
    Snapshot(Snapshot),
    /// Answers one line after the other, with names of one's own.
    Repl,
    /// Differentiates formulas by the line, on all cores: a JSON value a line in, a result a line out.
    Batch(Batch),
    /// Checks a certificate of gprime equal with the kernel alone.
    #[command(after_help = "Examples:
  gprime equal 'z^2/z' z --certificate proof.json
  gprime verify-certificate proof.json

Exit code: 0 verified, 1 it does not show what it claims, 2 it could not be read, 3 the time was up.")]
    VerifyCertificate {
        /// The certificate; - reads standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// How long it may take; without this, as long as it takes.
        #[arg(long, value_name = "SECONDS")]
        timeout: Option<u64>,
    },
    /// Lists the functions, the rules or the activations that are known.
    #[command(after_help = "Examples:
  gprime list functions
  gprime list rules
  gprime list activations --format json")]
    List {
        /// Which table.
        table: Table,
        /// How it is written.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: PlainFormat,
    },
    /// Says what a rule, a function, an activation or a word of the output means.
    #[command(after_help = "Examples:
  gprime explain quotient-rule
  gprime explain tanh
  gprime explain gelu
  gprime explain kink")]
    Explain {
        /// Rules, functions, activations, or words such as algebra and kink.
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Writes the completions of a shell.
    #[command(after_help = "Examples:
  gprime completions bash > ~/.local/share/bash-completion/completions/gprime
  gprime completions fish > ~/.config/fish/completions/gprime.fish")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Writes the manual page.
    #[command(after_help = "Examples:
  gprime man | man -l -
  gprime man derive > gprime-derive.1")]
    Man {
        /// The command whose page it is; without one, the page of the program.
        command: Option<String>,
    },
}

impl Command {
    /// Whether the answer has no place for notes, so that they go to standard error.
    pub(super) fn says_no_notes(&self) -> bool {
        match self {
            Command::Plot(_) | Command::Compare(_) | Command::VerifyCertificate { .. } => true,
            Command::List { .. } | Command::Explain { .. } => true,
            Command::Derive(_) | Command::Simplify(_) | Command::Equal(_) | Command::Report(_) => false,
            Command::Snapshot(_) | Command::Repl => false,
            Command::Check(_) | Command::Batch(_) | Command::Completions { .. } | Command::Man { .. } => false,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime derive sigmoid tanh relu
  gprime derive 'max(0.01z, z)' --at z=-1/2
  gprime derive 'a^z' --assume 'a > 0' --order 2
  gprime derive gelu --steps key
  gprime derive 'e^x/(e^x + e^y)' --wrt all
  gprime derive mish -o mish.html
  gprime derive - --format json < formulas.txt")]
pub(super) struct Derive {
    /// Formulas, definitions g(z) = …, or names from the catalogue; - reads one formula a line.
    #[arg(required = true, value_name = "FORMULA|NAME|-")]
    pub(super) formulas: Vec<String>,
    /// The variable; several with commas between, or all of them: their partial derivatives.
    #[arg(long, value_name = "NAME|NAME,NAME|all")]
    pub(super) wrt: Option<String>,
    /// How many times to differentiate.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) order: u32,
    /// A point at which the derivative's value is wanted, such as z=1/2; may be given several times.
    #[arg(long, value_name = "POINT")]
    pub(super) at: Vec<String>,
    /// An assumption on parameters, such as 'a > 0'; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    pub(super) assume: Vec<String>,
    /// Which steps are shown; without it, the lines of the derivation.
    #[arg(long, value_name = "WHICH")]
    pub(super) steps: Option<Steps>,
    /// How the answer is written; without it, as the ending of the file to write says, or as text.
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(super) format: Option<String>,
    /// The file to write instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Draws the function and its derivative in the text as well.
    #[arg(long)]
    pub(super) plot: bool,
    /// Answers with exit code 3 if the result rests on a trusted rule.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime simplify 'sqrt(z^2)'
  gprime simplify 'e^(2*ln(z))' 'max(z, -z)'
  gprime simplify 'ln(e^(a*z))/a' --assume 'a > 0'
  gprime simplify '(e^z - e^(-z))/(e^z + e^(-z))' --steps all
  gprime simplify - --format json < formulas.txt

Exit code: 0 simplified or already simple, 2 something could not be read, 3 a derivative in the formula could not
be carried out, or there was too much to do.")]
pub(super) struct Simplify {
    /// Formulas, definitions g(z) = …, or names from the catalogue; - reads one formula a line.
    #[arg(required = true, value_name = "FORMULA|NAME|-")]
    pub(super) formulas: Vec<String>,
    /// An assumption, such as 'a > 0', under which the form has to be equal; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    pub(super) assume: Vec<String>,
    /// Which steps are shown; without it, the lines that lead to the form.
    #[arg(long, value_name = "WHICH")]
    pub(super) steps: Option<Steps>,
    /// How the answer is written; without it, as the ending of the file to write says, or as text.
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(super) format: Option<String>,
    /// The file to write instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Answers with exit code 3 if the result rests on a trusted rule.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime equal 'sigmoid(z)' '(1 + tanh(z/2))/2'
  gprime equal 'ln(a*b)' 'ln(a) + ln(b)' --assume 'a > 0' --assume 'b > 0'
  gprime equal 'sqrt(z^2)' z --on 'z > 0'
  gprime equal 'sin(z + 1/10^9)' 'sin(z)' --format json
  gprime equal 'cosh(z)^2 - sinh(z)^2' 1 --certificate proof.json

Exit code: 0 equal, 1 different, 2 something could not be read, 3 undecided, or equal only formally.")]
pub(super) struct Equal {
    /// A formula, a definition g(z) = …, or a name from the catalogue.
    #[arg(value_name = "A")]
    pub(super) left: String,
    /// The formula it is compared with.
    #[arg(value_name = "B")]
    pub(super) right: String,
    /// An assumption, such as 'a > 0', that a proof may use; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    pub(super) assume: Vec<String>,
    /// Where the formulas are compared, such as 'z > 0'; may be given several times.
    #[arg(long, value_name = "CONDITION")]
    pub(super) on: Vec<String>,
    /// How the answer is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: PlainFormat,
    /// How many points are tried.
    #[arg(long, value_name = "N", default_value_t = Limits::default().points)]
    pub(super) points: usize,
    /// How many bits enclosures may have.
    #[arg(long, value_name = "N", default_value_t = Limits::default().bits)]
    pub(super) bits: usize,
    /// How many expressions the search for a proof may make.
    #[arg(long, value_name = "N", default_value_t = Limits::default().nodes)]
    pub(super) nodes: usize,
    /// How many steps a proof may have.
    #[arg(long, value_name = "N", default_value_t = Limits::default().steps)]
    pub(super) steps: usize,
    /// How much work algebra may cost, in multiplications of small coefficients.
    #[arg(long, value_name = "N", default_value_t = Limits::default().work)]
    pub(super) work: u64,
    /// How long the search may take; without this the limits on work alone count.
    #[arg(long, value_name = "SECONDS")]
    pub(super) timeout: Option<u64>,
    /// The file to write the proof or the counterexample to, for gprime verify-certificate.
    #[arg(long, value_name = "FILE")]
    pub(super) certificate: Option<PathBuf>,
    /// Answers with exit code 3 if the result rests on a trusted rule.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime report gelu
  gprime report leaky_relu --param alpha=0.1
  gprime report sigmoid --depth 20 --on -2..2
  gprime report 'z*tanh(z)' --format json
  gprime report mish -o mish.html

Exit code: 0 done, 2 something could not be read, 3 no derivative rule.")]
pub(super) struct Report {
    /// Formulas, definitions g(z) = …, or names from the catalogue; - reads one formula a line.
    #[arg(required = true, value_name = "FORMULA|NAME|-")]
    pub(super) formulas: Vec<String>,
    /// The variable.
    #[arg(long, value_name = "NAME")]
    pub(super) wrt: Option<String>,
    /// The value of a parameter, such as alpha=0.1; may be given several times. Parameters of the catalogue have usual values.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub(super) parameters: Vec<String>,
    /// Through how many layers the slopes are multiplied; without it, through 10 and 50.
    #[arg(long, value_name = "LAYERS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) depth: Option<u32>,
    /// The interval in which the input of each of these layers lies, such as -2..2 or 0..inf; everywhere without it.
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    /// The facts to tell, such as range,largest-slope; all of them without it.
    #[arg(long, value_name = "FACTS", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// How the answer is written; without it, as the ending of the file to write says, or as text.
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(super) format: Option<String>,
    /// The file to write instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Draws the function in the text as well.
    #[arg(long)]
    pub(super) plot: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime compare relu gelu mish
  gprime compare leaky_relu_slope --param alpha=0.01,0.1,0.3
  gprime compare relu gelu mish -o three.html")]
pub(super) struct Compare {
    /// Formulas, definitions g(z) = …, or names from the catalogue.
    #[arg(required = true, value_name = "FORMULA|NAME")]
    pub(super) formulas: Vec<String>,
    /// Values of a parameter, such as alpha=0.01,0.1; one column for each. May be given several times.
    #[arg(long = "param", value_name = "NAME=VALUES")]
    pub(super) parameters: Vec<String>,
    /// How the answer is written; without it, as the ending of the file to write says, or as text.
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(super) format: Option<String>,
    /// The file to write instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime plot gelu
  gprime plot relu gelu mish -o three.svg
  gprime plot elu --param alpha=0.5,1,2 --derivative -o slopes.svg
  gprime plot swish --on -8..4 --theme dark -o dark.png")]
pub(super) struct Plot {
    /// Formulas, definitions g(z) = …, or names from the catalogue.
    #[arg(required = true, value_name = "FORMULA|NAME")]
    pub(super) formulas: Vec<String>,
    /// Draws the derivatives instead.
    #[arg(long)]
    pub(super) derivative: bool,
    /// Values of a parameter, such as alpha=0.01,0.1; one curve for each. May be given several times.
    #[arg(long = "param", value_name = "NAME=VALUES")]
    pub(super) parameters: Vec<String>,
    /// From where to where the functions are drawn, such as -3..3; without it, from -6 to 6.
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    /// The colours of the file: for light or for dark pages, or in an SVG as the reader's system asks for.
    #[arg(long, value_name = "THEME", value_parser = theme_names(), default_value = crate::render::THEMES[0].name)]
    pub(super) theme: String,
    /// The file to write, which ends in .svg or .png; without it, the picture is drawn in the terminal.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gprime check notes.md
  gprime check chapter.tex notebook.ipynb --strict
  gprime check - < notes.md
  gprime check notes.md --format sarif > notes.sarif

Exit code: 0 nothing is wrong, 1 a claim is refuted, 2 a document could not
be read. With --strict also 2 where a claim could not be read, and 3 where one
is undecided or holds only formally.")]
pub(super) struct Check {
    /// Markdown, LaTeX, reStructuredText, notebooks, text or programs; - reads standard input.
    #[arg(required = true, value_name = "FILE|-")]
    pub(super) files: Vec<String>,
    /// How the report is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: CheckFormat,
    /// Counts what could not be read or decided as well.
    #[arg(long)]
    pub(super) strict: bool,
    /// Shows the steps that prove each claim.
    #[arg(long)]
    pub(super) explain: bool,
    /// How many claims of a document are judged.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().claims)]
    pub(super) max_claims: usize,
    /// How many bytes a document may have.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().bytes)]
    pub(super) max_bytes: usize,
    /// How many bytes a formula may have.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().formula)]
    pub(super) max_formula: usize,
    /// How many expressions the search for the proof of a claim may make.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().proof.nodes)]
    pub(super) nodes: usize,
    /// How many steps the proof of a claim may have.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().proof.steps)]
    pub(super) steps: usize,
    /// How much work the algebra for a claim may cost, in multiplications of small coefficients.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().proof.work)]
    pub(super) work: u64,
    /// How much work in all each question about a claim may take: so many small expressions that are made or looked at.
    #[arg(long, value_name = "N", default_value_t = crate::check::Limits::default().effort)]
    pub(super) effort: u64,
    /// How long each question about a claim may take; without this the limits on work alone count.
    #[arg(long, value_name = "SECONDS")]
    pub(super) timeout: Option<u64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CheckFormat {
    /// Lines to be read, with the places in the documents.
    Text,
    /// An object for programs.
    Json,
    /// SARIF 2.1.0, as code scanning reads it.
    Sarif,
    /// Annotations of GitHub's workflows.
    Github,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A line is a JSON string with a formula, or an object with the keys formula or name, and id, wrt, order, assume
and values. docs/batch.md tells more.

Examples:
  gprime batch formulas.jsonl > slopes.jsonl
  gprime batch formulas.jsonl --dedupe -o slopes.jsonl --resume
  gprime batch formulas.jsonl --fields derivative,closed_form,from_output
  gprime batch - < formulas.jsonl

Exit code: 0 every line has a result, be it an error; 2 a file could not be read or written."
)]
pub(super) struct Batch {
    /// One formula a line as JSON; - reads standard input.
    #[arg(value_name = "FILE|-")]
    pub(super) file: PathBuf,
    /// What is written of each formula.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_value = "derivative")]
    pub(super) fields: Vec<BatchField>,
    /// Names the earlier line where a formula was met before, up to the order of sums and products.
    #[arg(long)]
    pub(super) dedupe: bool,
    /// The file to write instead of standard output.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Goes on where the output file ends, instead of making it new.
    #[arg(long, requires = "output")]
    pub(super) resume: bool,
}

/// What is written of each formula of a batch.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum BatchField {
    /// The derivative as the rules leave it.
    Derivative,
    /// The shortest known form of it.
    ClosedForm,
    /// The form through the function's value and parameters alone.
    FromOutput,
    /// The facts about the function.
    Report,
}

/// Which steps are shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Steps {
    /// The lines, and every checked step.
    All,
    /// The lines that matter.
    Key,
    /// Only the result.
    None,
}

impl From<Steps> for render::Steps {
    fn from(steps: Steps) -> render::Steps {
        match steps {
            Steps::All => render::Steps::All,
            Steps::Key => render::Steps::Key,
            Steps::None => render::Steps::None,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Table {
    /// The functions that formulas can use.
    Functions,
    /// The rules that steps follow from.
    Rules,
    /// The catalogue of activation functions.
    Activations,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PlainFormat {
    /// Lines to be read.
    Text,
    /// An object for programs.
    Json,
}

/// The names of the formats, for the argument that chooses one.
fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(render::formats().iter().map(|row| PossibleValue::new(row.name).help(row.about)))
}

fn theme_names() -> PossibleValuesParser {
    PossibleValuesParser::new(render::THEMES.map(|theme| theme.name))
}
