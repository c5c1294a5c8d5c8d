//! The load generator `wrk`, and what it reports.

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{run, setup};

/// Connections at a time where nothing else is said.
pub const CONNECTIONS: u32 = 32;

/// What was reached.
pub struct Load {
    /// Requests answered in a second.
    pub per_second: f64,
    /// Milliseconds within which 99 of 100 were answered.
    pub p99: f64,
}

/// A run of so many seconds with so many connections at a time; options may be added to it, and then it goes to [`run()`].
pub fn seconds(seconds: u32, connections: u32) -> Result<Command> {
    setup::load_generator()?;
    let mut wrk = run::program("wrk");
    wrk.args(["--threads", "1", "--latency"]);
    wrk.args(["--connections", &connections.to_string()]);
    wrk.args(["--duration", &format!("{seconds}s")]);
    Ok(wrk)
}

/// Runs it against a server, with what its script is told.
pub fn run(mut wrk: Command, url: &str, told: &[&OsStr]) -> Result<Load> {
    wrk.arg(url);
    if !told.is_empty() {
        wrk.arg("--").args(told);
    }
    let report = run::output(&mut wrk)?;
    if report.contains("Non-2xx") || report.contains("Socket errors") {
        bail!("not every request was answered:\n{report}");
    }
    let read = || {
        Some(Load {
            per_second: requests_per_second(&report)?,
            p99: p99_milliseconds(&report)?,
        })
    };
    read().context("wrk's report")
}

fn requests_per_second(report: &str) -> Option<f64> {
    let line = report
        .lines()
        .find_map(|line| line.trim().strip_prefix("Requests/sec:"))?;
    line.trim().parse().ok()
}

/// `wrk` writes a time as `950.00us`, `12.34ms` or `1.02s`.
fn p99_milliseconds(report: &str) -> Option<f64> {
    let text = report
        .lines()
        .find_map(|line| line.trim().strip_prefix("99%"))?
        .trim();
    let (number, per_millisecond) = [("us", 1000.0), ("ms", 1.0), ("s", 0.001)]
        .into_iter()
        .find_map(|(unit, per)| text.strip_suffix(unit).map(|number| (number, per)))?;
    Some(number.parse::<f64>().ok()? / per_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "  Latency Distribution\n     50%    1.50ms\n     99%  950.00us\n\nRequests/sec:   2345.67\n";

    #[test]
    fn the_report_is_read() {
        assert_eq!(requests_per_second(REPORT), Some(2345.67));
        assert_eq!(p99_milliseconds(REPORT), Some(0.95));
        assert_eq!(p99_milliseconds("99% 1.02s"), Some(1020.0));
        assert_eq!(p99_milliseconds("99%"), None);
    }
}
