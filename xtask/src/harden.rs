//! `cargo xtask harden`: the portal under attack, load and failure, each figure as one line `name  value  unit  bound  ok/SHORT`.
//!
//! The tests have the short form of each; this is the long one (`docs/threats.md`).

mod reproducible;
mod supply;
mod faults;
mod units;

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

const GROUPS: &[Group<Args>] = &[
    Group {
        name: "supply",
        needs: Needs::Portal,
        measure: |_| supply::measure(),
    },
    Group {
        name: "reproducible",
        needs: Needs::Portal,
        measure: |_| reproducible::measure(),
    },
    Group {
        name: "faults",
        needs: Needs::Portal,
        measure: |_| faults::measure(),
    },
    Group {
        name: "units",
        needs: Needs::Nothing,
        measure: |_| units::measure(),
    },
];

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
