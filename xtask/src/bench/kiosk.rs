//! From the touch on "Done" to a screen without the family's case, in a browser with a CPU four times slower.

use anyhow::{Context, Result};

use super::measured::{Goal, Measured};
use crate::{project, run, setup};

const P99_MILLISECONDS: f64 = 100.0;

/// Lets the journeys' own browser be done a hundred times.
pub fn measure() -> Result<Vec<Measured>> {
    setup::browser()?;
    let mut done = run::cargo();
    done.args(["run", "--quiet", "--package", "journeys", "--bin", "done"])
        .env("PORTAL_BIN", project::portal_binary(true))
        .env("PORTAL_STATIC", project::dist())
        .env("PORTAL_NODE_MODULES", project::node_modules());
    let printed = run::output(&mut done)?;
    let times = printed.lines().map(str::parse::<f64>);
    let mut times: Vec<f64> = times
        .collect::<Result<_, _>>()
        .context("milliseconds, one a line")?;
    times.sort_by(f64::total_cmp);
    let at = |hundredth: usize| times[(times.len() * hundredth / 100).min(times.len() - 1)];
    let largest = times.last().context("no visit was measured")?;
    println!(
        "kiosk: {} visits, p50 {:.1}, p95 {:.1}, longest {largest:.1} ms",
        times.len(),
        at(50),
        at(95)
    );
    Ok(vec![Measured::new(
        "kiosk-done-p99",
        at(99),
        "ms",
        Goal::AtMost(P99_MILLISECONDS),
    )])
}
