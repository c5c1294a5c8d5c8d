//! `cargo xtask bench`: every budget as one line `name  value  unit  goal  ok/SHORT`.
//!
//! Numbers are of the release build as a family's phone or a centre's machine meets it.

mod constant;
mod first_load;
mod hsds;
mod import;
mod in_turn;
mod instructions;
mod kiosk;
pub mod large;
mod load;
pub mod measured;
pub mod memory;
mod nginx;
mod offline;
mod race;
pub mod scale;
mod search;
pub mod suite;
mod table;
mod wrk;

use std::path::PathBuf;

use anyhow::Result;

use crate::baseline::Baseline;
use crate::data::Data;
use crate::{dist, run};

/// The options of `bench`.
#[derive(clap::Args)]
pub struct Args {
    /// Only measurements whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Only write `bench/baseline.json` anew: what the tests hold sizes and counts against.
    #[arg(long, conflicts_with_all = ["only", "json"])]
    baseline: bool,
    #[command(flatten)]
    data: Data,
}

use suite::{Group, Needs};

const GROUPS: &[Group<Args>] = &[
    Group {
        name: "first-load",
        needs: Needs::Portal,
        measure: |_| first_load::measure(),
    },
    Group {
        name: "import",
        needs: Needs::Server,
        measure: |args| import::measure(&args.data),
    },
    Group {
        name: "overview",
        needs: Needs::Server,
        measure: |_| load::measure(),
    },
    Group {
        name: "against-nginx",
        needs: Needs::Server,
        measure: |args| constant::measure(&args.data),
    },
    Group {
        name: "instructions",
        needs: Needs::Nothing,
        measure: |_| instructions::measure(),
    },
    Group {
        name: "large",
        needs: Needs::Server,
        measure: |_| large::measure(),
    },
    Group {
        name: "scale",
        needs: Needs::Server,
        measure: |_| scale::measure(),
    },
    Group {
        name: "hsds",
        needs: Needs::Server,
        measure: |args| hsds::measure(&args.data),
    },
    Group {
        name: "offline",
        needs: Needs::Server,
        measure: |args| offline::measure(&args.data),
    },
    Group {
        name: "kiosk",
        needs: Needs::Portal,
        measure: |_| kiosk::measure(),
    },
    Group {
        name: "search",
        needs: Needs::Nothing,
        measure: |args| search::measure(&args.data),
    },
    Group {
        name: "race-line",
        needs: Needs::Nothing,
        measure: |_| race::line(),
    },
    Group {
        name: "race-count",
        needs: Needs::Portal,
        measure: |_| race::counts(),
    },
    Group {
        name: "race-opening",
        needs: Needs::Portal,
        measure: |_| race::openings(),
    },
    Group {
        name: "race-lighthouse",
        needs: Needs::Portal,
        measure: |_| race::lighthouse(),
    },
    Group {
        name: "race-typing",
        needs: Needs::Portal,
        measure: |args| race::typing(&args.data),
    },
    Group {
        name: "race-kiosk",
        needs: Needs::Portal,
        measure: |_| race::kiosk(),
    },
];

/// Measures, prints and judges.
pub fn bench(args: &Args) -> Result<()> {
    if args.baseline {
        return renew_baseline();
    }
    suite::run(
        "bench",
        GROUPS,
        args,
        args.only.as_deref(),
        args.json.as_deref(),
    )
}

/// Builds the release, counts, and writes what is to be committed.
fn renew_baseline() -> Result<()> {
    dist::build()?;
    let baseline = run::step("baseline (about 3 min)", Baseline::measure)?;
    baseline.write()
}
