//! Instructions of some work, counted by callgrind.

use anyhow::{Context, Result};

use super::Counts;
use crate::{dist, project, run, setup};

/// The work of `bench/counts`.
const WORK: [&str; 3] = ["overview", "promises", "search"];

/// Builds the work and counts one run of each.
pub fn count() -> Result<Counts> {
    setup::instruction_counter()?;
    let mut build = run::cargo();
    build.args(["build", "--quiet", "--locked", "--release"]);
    dist::without_paths(&mut build, "build")?;
    run::done(build.args(["--package", "counts"]))?;
    let once = |work: &str| Ok((work.to_owned(), one(work)?));
    WORK.into_iter().map(once).collect()
}

/// What the second run of two costs: neither the start of the program nor the making of what it works on.
fn one(work: &str) -> Result<u64> {
    let [once, twice] = [collected(work, "1")?, collected(work, "2")?];
    twice
        .checked_sub(once)
        .with_context(|| format!("{work}: twice is less than once"))
}

fn collected(work: &str, times: &str) -> Result<u64> {
    let mut valgrind = run::program("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(project::target().join("release/counts"));
    let report = run::complaints(valgrind.args([work, times]))?;
    read(&report).with_context(|| format!("callgrind's report:\n{report}"))
}

/// `==12== Collected : 123456`
fn read(report: &str) -> Option<u64> {
    let (_, count) = report
        .lines()
        .find_map(|line| line.split_once("Collected :"))?;
    count.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_read() {
        let report = "==7== Events    : Ir\n==7== Collected : 123456\n==7== \n";
        assert_eq!(read(report), Some(123_456));
        assert_eq!(read("==7== Events    : Ir\n"), None);
    }
}
