//! Leaving in three engines, from every screen (`tests/journeys/tests/engines`): how long after the press the page is empty.

use anyhow::{Context, Result, ensure};

use super::figure;
use crate::bench::measured::{Goal, Measured};
use crate::check::suite_of_journeys;
use crate::{run, setup};

/// Milliseconds from the press until nothing private is left of the page.
const EMPTY: f64 = 50.0;

/// Runs that suite alone, one test after another, and takes the slowest screen of each engine.
pub fn measure() -> Result<Vec<Measured>> {
    setup::for_tests()?;
    let mut tests = suite_of_journeys(&["--no-capture", "-E", "binary(engines)"]);
    let printed = run::step("engines (about 3 min)", || run::output(&mut tests))?;
    let mut slowest: Vec<(String, f64)> = Vec::new();
    for line in printed
        .lines()
        .filter_map(|line| line.strip_prefix("emptied "))
    {
        println!("engines: {line}");
        let mut words = line.split(' ');
        let engine = words.next().context("an engine")?.to_lowercase();
        let after: f64 = words.nth(1).context("a time")?.parse()?;
        match slowest.iter_mut().find(|(name, _)| *name == engine) {
            Some((_, most)) => *most = most.max(after),
            None => slowest.push((engine, after)),
        }
    }
    ensure!(slowest.len() == 3, "not every engine told:\n{printed}");
    let figures = slowest
        .into_iter()
        .map(|(engine, after)| figure("engines", &engine, after, "ms", Goal::AtMost(EMPTY)));
    Ok(figures.collect())
}
