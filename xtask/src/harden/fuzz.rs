//! Every import format for five minutes with files that were good once (`crates/portal-server/tests/fuzz`).

use anyhow::{Context, Result};

use super::{figure, setting};
use crate::bench::measured::{Goal, Measured};
use crate::run;

/// Seconds for each format; `PORTAL_FUZZ_SECONDS` changes it.
const SECONDS: u64 = 300;

/// Files of each format that are tried at least, however slow the machine is.
const FILES: f64 = 1_000.0;

/// Runs the tests of that suite for longer, two formats at a time.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "fuzz";
    let seconds = setting("PORTAL_FUZZ_SECONDS", SECONDS)?;
    let mut tests = run::cargo();
    tests.args([
        "test",
        "--quiet",
        "--locked",
        "--package",
        "portal-server",
        "--test",
        "fuzz",
    ]);
    tests.args(["--", "--nocapture", "--test-threads=2"]);
    let tests = tests.env("PORTAL_FUZZ_SECONDS", seconds.to_string());
    let printed = run::step(&format!("fuzz: {seconds} s for each format"), || {
        run::output(tests)
    })?;
    let mut figures = Vec::new();
    for line in printed
        .lines()
        .filter_map(|line| line.strip_prefix("fuzzed "))
    {
        println!("fuzz: {line}");
        let (format, told) = line.split_once(": ").context("a format")?;
        let files = told.split(' ').next().and_then(|count| count.parse().ok());
        let files: f64 = files.context("how many files were tried")?;
        figures.push(figure(
            attack,
            format,
            files,
            "files",
            Goal::AtLeast(FILES.min(seconds as f64 * 3.0)),
        ));
    }
    anyhow::ensure!(!figures.is_empty(), "the suite told nothing:\n{printed}");
    Ok(figures)
}
