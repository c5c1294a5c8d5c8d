//! The home screen's facts under load, every read of them in the access log.

use anyhow::{Context, Result};

use super::centre::{Home, Server};
use super::measured::{Goal, Measured};
use crate::run;

const REQUESTS_PER_SECOND: f64 = 2_000.0;
const P99_MILLISECONDS: f64 = 50.0;

/// Runs `wrk` against the overview of one signed-in family.
pub fn measure() -> Result<Vec<Measured>> {
    let home = Home::new("overview")?;
    let server = Server::start(&home)?;
    let cookie = server.sign_in(&home)?;
    let mut wrk = run::program("wrk");
    wrk.args([
        "--threads",
        "1",
        "--connections",
        "32",
        "--duration",
        "10s",
        "--latency",
    ]);
    wrk.args([
        "--header",
        &format!("Cookie: {cookie}"),
        "--header",
        "Sec-Fetch-Site: same-origin",
    ]);
    let report = run::output(wrk.arg(format!("http://{}/api/v1/me/overview", server.address)))?;
    if report.contains("Non-2xx") {
        anyhow::bail!("the server refused requests:\n{report}");
    }
    let per_second = requests_per_second(&report).context("wrk's report")?;
    let p99 = p99_milliseconds(&report).context("wrk's report")?;
    Ok(vec![
        Measured::new(
            "overview-rate",
            per_second,
            "requests/s",
            Goal::AtLeast(REQUESTS_PER_SECOND),
        ),
        Measured::new("overview-p99", p99, "ms", Goal::AtMost(P99_MILLISECONDS)),
    ])
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
