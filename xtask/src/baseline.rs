//! `bench/baseline.json`: how large each file is that a phone may load, and how many instructions some work takes.
//!
//! Timing jitters, counts do not. So every test run compares these, and what grows is seen in the change that makes it
//! grow: whoever wants it that way writes the baseline anew and commits it with the reason.

mod compare;
mod instructions;
mod sizes;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::project;
use compare::compare;

pub use instructions::count as count_instructions;

/// How the baseline is written anew.
const RENEW: &str = "cargo xtask bench --baseline";

/// The same toolchain makes the same bytes.
const MOST_BYTES: f64 = 1.0;

/// The C library takes other ways on other processors.
pub const MOST_INSTRUCTIONS: f64 = 1.03;

/// Counts by name.
pub type Counts = BTreeMap<String, u64>;

/// The file.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Bytes on the wire, in brotli where there is such a copy, of each file of `dist/` by its name without the hash.
    pub sizes: Counts,
    /// What a new visitor's phone fetches until it can sign in: `bytes` and `requests`.
    pub first_load: Counts,
    /// Instructions of one run of each work in `bench/counts`.
    pub instructions: Counts,
}

impl Baseline {
    /// Reads the committed one.
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(path());
        let read = text
            .map_err(anyhow::Error::from)
            .and_then(|text| Ok(serde_json::from_str(&text)?));
        read.with_context(|| format!("{}; `{RENEW}` writes it", path().display()))
    }

    /// Counts everything anew; the release must have been built.
    pub fn measure() -> Result<Self> {
        Ok(Self {
            sizes: sizes::of_files()?,
            first_load: sizes::of_first_load()?,
            instructions: instructions::count()?,
        })
    }

    /// Writes it in the place of the committed one.
    pub fn write(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(path(), text).with_context(|| path().display().to_string())
    }
}

/// Compares what was built with the baseline.
pub fn check_sizes() -> Result<()> {
    let known = Baseline::read()?;
    let mut changes = compare("size", &known.sizes, &sizes::of_files()?, MOST_BYTES);
    let load = sizes::of_first_load()?;
    changes.extend(compare("first load", &known.first_load, &load, MOST_BYTES));
    judge(&changes)
}

/// Compares the instructions of each work with the baseline.
pub fn check_instructions() -> Result<()> {
    let known = Baseline::read()?;
    let now = instructions::count()?;
    let most = MOST_INSTRUCTIONS;
    judge(&compare("instructions", &known.instructions, &now, most))
}

fn judge(changes: &[compare::Change]) -> Result<()> {
    for change in changes {
        println!("{change}");
    }
    let refused = changes.iter().filter(|change| change.is_refused()).count();
    if refused > 0 {
        bail!(
            "{refused} counts are not those of bench/baseline.json; where that is meant, run `{RENEW}` and commit the \
             file with the reason"
        );
    }
    Ok(())
}

fn path() -> PathBuf {
    project::root().join("bench/baseline.json")
}
