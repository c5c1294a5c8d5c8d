//! `cargo xtask harden`: the portal under attack, load and failure, each figure as one line `name  value  unit  bound  ok/SHORT`.
//!
//! The tests have the short form of each; this is the long one (`docs/threats.md`).

mod backup;
mod crowd;
mod engines;
mod faults;
mod files;
mod fuzz;
mod image;
mod lingering;
mod nasty;
mod openapi;
mod people;
mod poison;
mod relay;
mod reproducible;
mod requests;
mod screen;
mod sign_in;
mod supply;
mod target;
mod timing;
mod tools;
mod units;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bench::measured::{Goal, Measured};
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
        name: "backup",
        needs: Needs::Server,
        measure: |_| backup::measure(),
    },
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
        name: "engines",
        needs: Needs::Portal,
        measure: |_| engines::measure(),
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
    Group {
        name: "image",
        needs: Needs::Portal,
        measure: |_| image::measure(),
    },
    Group {
        name: "sign-in-tries",
        needs: Needs::Server,
        measure: |_| sign_in::tries(),
    },
    Group {
        name: "sign-in-flood",
        needs: Needs::Server,
        measure: |_| sign_in::flood(),
    },
    Group {
        name: "sign-in-timing",
        needs: Needs::Nothing,
        measure: |_| timing::measure(),
    },
    Group {
        name: "hostile-requests",
        needs: Needs::Server,
        measure: |_| requests::measure(),
    },
    Group {
        name: "hostile-lingering",
        needs: Needs::Server,
        measure: |_| lingering::measure(),
    },
    Group {
        name: "hostile-openapi",
        needs: Needs::Server,
        measure: |_| openapi::measure(),
    },
    Group {
        name: "hostile-files",
        needs: Needs::Server,
        measure: |_| files::measure(),
    },
    Group {
        name: "hostile-tools",
        needs: Needs::Server,
        measure: |args| tools::measure(args.only.as_deref()),
    },
    Group {
        name: "fuzz",
        needs: Needs::Nothing,
        measure: |_| fuzz::measure(),
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

/// A figure of an attack, named after it.
fn figure(attack: &str, name: &str, value: f64, unit: &'static str, goal: Goal) -> Measured {
    Measured::new(format!("{attack}-{name}"), value, unit, goal)
}

/// How much of something is tried: what a variable of the environment says, or else the long form.
fn setting(name: &str, long: u64) -> Result<u64> {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .with_context(|| format!("{name}: expected a whole number")),
        Err(_) => Ok(long),
    }
}
