//! The project's tasks: everything README and CI call is a subcommand here.
//!
//! Each task sets up what it needs, says what it is doing and how long that
//! took, and ends non-zero on failure. The last line of a task is fixed: other
//! programs read it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner talks to the person who started it"
)]

mod baseline;
mod bench;
mod centre;
mod check;
mod data;
mod dist;
mod fuzz;
mod harden;
mod http;
mod mutants;
mod project;
mod run;
mod serve;
mod setup;
mod shots;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's tasks")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what building and testing need; skips what is there.
    Setup,
    /// Build the portal, make the demo centre and serve it.
    Serve(serve::Args),
    /// Build the optimised portal into dist/ and target/release/portal.
    Dist,
    /// Run everything CI runs.
    Test(check::Args),
    /// Take pictures of every screen and state into target/shots/.
    Shots(shots::Args),
    /// Finish what Trunk has gathered; Trunk calls this.
    #[command(hide = true)]
    Gathered,
    /// Measure every budget.
    Bench(bench::Args),
    /// Attack, load and break the portal, and hold every figure against its bound.
    Harden(harden::Args),
    /// Make faults in a copy of the sources, one at a time, and see that a test notices each.
    Mutants(mutants::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Setup => setup::all(),
        Task::Serve(args) => serve::serve(&args),
        Task::Dist => dist::dist(),
        Task::Test(args) => check::check(&args),
        Task::Shots(args) => shots::shots(&args),
        Task::Gathered => dist::trunk::finish_gathering(),
        Task::Bench(args) => bench::bench(&args),
        Task::Harden(args) => harden::harden(&args),
        Task::Mutants(args) => mutants::mutants(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // The chain of reasons, without a backtrace: the reasons are what helps here.
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}
