//! The binary `portal`: imports, publishes and serves one centre's facts.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Reading and writing JSON is most of an import, and most of that is making and dropping short texts.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
