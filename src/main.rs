//! The gprime program.

/// Many small pieces of memory are taken and given back; this allocator is quicker at it than that of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gprime::cli::run()
}
