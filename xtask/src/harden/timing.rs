//! Whether the time of a refused sign-in tells what was wrong with it (Welch's t, as in `dudect`, Reparaz et al. 2017).

use anyhow::{Context, Result};

use super::{figure, setting};
use crate::bench::measured::{Goal, Measured};
use crate::{dist, run};

/// Pairs for each kind of card; `PORTAL_HARDEN_PAIRS` changes it. 100,000 take two hours.
const PAIRS: u64 = 100_000;

/// Above this two times are not the same.
const MOST_T: f64 = 4.5;

/// Has the server's own router asked, without a network between, by `crates/portal-server/examples/sign_in_timing.rs`.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "sign-in-timing";
    let pairs = setting("PORTAL_HARDEN_PAIRS", PAIRS)?;
    let mut example = run::cargo();
    example.args([
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "portal-server",
    ]);
    dist::without_paths(&mut example, "build")?;
    example
        .args(["--example", "sign_in_timing", "--"])
        .arg(pairs.to_string());
    let printed = run::step(&format!("{attack}: {pairs} pairs of each kind"), || {
        run::output(&mut example)
    })?;
    let mut figures = Vec::new();
    for line in printed.lines() {
        println!("{attack}: {line}");
        let Some((kind, t)) = line.split_once(" t ") else {
            continue;
        };
        let t: f64 = t
            .split(' ')
            .next()
            .unwrap_or_default()
            .parse()
            .context("a number")?;
        figures.push(figure(attack, kind, t.abs(), "|t|", Goal::AtMost(MOST_T)));
    }
    anyhow::ensure!(!figures.is_empty(), "nothing was told:\n{printed}");
    Ok(figures)
}
