//! What can be asked of `gprime snapshot`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "A line of the file is a name, a colon, and a formula or a claim:
  slope: z*tanh(z)
  shorter: simplify ln(1 + e^z)
  root: sqrt(z^2) = z for z >= 0

Examples:
  gprime snapshot rules.gp
  gprime snapshot rules.gp --check
  gprime snapshot rules.gp --review

Exit code: 0 nothing is left open, 1 a page was added, changed or is gone, 2 something could not be read.")]
pub(in crate::cli) struct Snapshot {
    /// The files; their pages lie in snapshots/ beside them.
    #[arg(required = true, value_name = "FILE.gp")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Writes nothing: what was added, changed or is gone makes exit code 1.
    #[arg(long, conflicts_with_all = ["accept", "review"])]
    pub(in crate::cli) check: bool,
    /// Takes every change.
    #[arg(long, conflicts_with = "review")]
    pub(in crate::cli) accept: bool,
    /// Asks for each change whether it is taken.
    #[arg(long)]
    pub(in crate::cli) review: bool,
}
