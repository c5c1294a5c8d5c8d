//! The binary `portal`: imports, publishes and serves one centre's facts.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
