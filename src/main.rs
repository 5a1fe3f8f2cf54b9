//! The gprime program.

fn main() -> std::process::ExitCode {
    gprime::cli::run()
}
