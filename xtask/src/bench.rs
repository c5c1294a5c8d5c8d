//! `cargo xtask bench`: every budget as one line `name  value  unit  goal  ok/SHORT`.
//!
//! Numbers are of the release build as a family's phone or a centre's machine meets it.

mod centre;
mod first_load;
mod http;
mod import;
mod load;
mod measured;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{dist, setup};
use measured::Measured;

/// The options of `bench`.
#[derive(clap::Args)]
pub struct Args {
    /// Only measurements whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Folder with real data sets; a measurement without its data says so and is left out.
    #[arg(
        long,
        value_name = "DIR",
        env = "PORTAL_SHARED_DATA",
        default_value = "../shared/data"
    )]
    data: PathBuf,
}

/// A group of measurements that share their preparation.
type Group = fn(&Args) -> Result<Vec<Measured>>;

/// The groups by the first part of the names they measure.
const GROUPS: [(&str, Group); 3] = [
    ("first-load", |_| first_load::measure()),
    ("import", |args| import::measure(&args.data)),
    ("overview", |_| load::measure()),
];

/// Measures, prints and judges.
pub fn bench(args: &Args) -> Result<()> {
    setup::load_generator()?;
    dist::build()?;
    let mut all = Vec::new();
    for (group, measure) in GROUPS {
        if !may_match(args.only.as_deref(), group) {
            continue;
        }
        let figures = measure(args)?.into_iter().filter(|m| {
            args.only
                .as_deref()
                .is_none_or(|only| m.name.contains(only))
        });
        for figure in figures {
            println!("{figure}");
            all.push(figure);
        }
    }
    if let Some(file) = &args.json {
        std::fs::write(file, serde_json::to_string_pretty(&all)? + "\n")?;
    }
    let short = all.iter().filter(|figure| !figure.is_ok()).count();
    println!("bench: {} ok, {short} short", all.len() - short);
    if short > 0 {
        bail!("{short} of {} budgets are not met", all.len());
    }
    Ok(())
}

/// Whether a group can hold a measurement that was asked for: `import` for `import-peak`, and the other way round.
fn may_match(only: Option<&str>, group: &str) -> bool {
    only.is_none_or(|only| only.contains(group) || group.contains(only))
}
