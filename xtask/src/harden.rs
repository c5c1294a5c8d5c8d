//! `cargo xtask harden`: the portal under attack, load and failure, each figure as one line `name  value  unit  bound  ok/SHORT`.
//!
//! The tests have the short form of each; this is the long one (`docs/threats.md`).

mod backup;

use std::path::PathBuf;

use anyhow::Result;

use crate::bench::suite::{self, Group, Needs};

/// The options of `harden`.
#[derive(clap::Args)]
pub struct Args {
    /// Only measurements whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

const GROUPS: &[Group<Args>] = &[Group {
    name: "backup",
    needs: Needs::Server,
    measure: |_| backup::measure(),
}];

/// Attacks, prints and judges.
pub fn harden(args: &Args) -> Result<()> {
    suite::run(
        "harden",
        GROUPS,
        args,
        args.only.as_deref(),
        args.json.as_deref(),
    )
}
