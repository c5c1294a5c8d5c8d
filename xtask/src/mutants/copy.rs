//! A copy of the sources with a target folder of its own, so that no fault ever comes near what is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::fault::{Fault, Suite};
use crate::{project, run};

/// How nextest ends when a test was red, and when there was none of that name (`NextestExitCode` of its documentation).
const RED: i32 = 100;
const NO_TEST: i32 = 4;

/// The copy.
pub struct Copy {
    sources: PathBuf,
    target: PathBuf,
}

/// A fault in the copy, until this goes.
pub struct Made {
    file: PathBuf,
    right: String,
}

impl Drop for Made {
    fn drop(&mut self) {
        // If it cannot be written, the next `Copy::make` puts it right.
        let _written = fs::write(&self.file, &self.right);
    }
}

impl Copy {
    /// Brings the copy up to date. Only what differs is written, so that a build goes on where the last one was.
    pub fn make() -> Result<Self> {
        let folder = project::target().join("mutants");
        let (sources, target) = (folder.join("project"), folder.join("target"));
        let copy = Self { sources, target };
        let listed = run::output(run::program("git").args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let mut kept = BTreeSet::new();
        for name in listed.split_terminator('\0') {
            let (from, to) = (project::root().join(name), copy.sources.join(name));
            // Git lists what was removed and not yet committed as well.
            if from.is_file() {
                update(&from, &to).with_context(|| format!("cannot copy {name}"))?;
                kept.insert(to);
            }
        }
        remove_others(&copy.sources, &kept).context("cannot clear the copy")?;
        Ok(copy)
    }

    /// Puts a fault into the copy.
    pub fn put(&self, fault: &Fault) -> Result<Made> {
        let file = self.sources.join(fault.file);
        let right =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", fault.file))?;
        let wrong = fault.in_text(&right)?;
        fs::write(&file, wrong).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Made { file, right })
    }

    /// Builds, and runs some tests of a suite.
    ///
    /// # Errors
    /// When the copy cannot be built or there is no such test, with all that was said.
    pub fn are_green(&self, suite: Suite, tests: &[&str]) -> Result<bool> {
        let named: Vec<_> = tests.iter().map(|test| format!("test(={test})")).collect();
        let ended = run::cargo()
            .current_dir(&self.sources)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "1")
            // No picture of a wrong answer is left lying in the copy.
            .env("INSTA_UPDATE", "no")
            .args(["nextest", "run", "--locked", "--package", "portal-server"])
            .args(suite.target())
            .args(["--filterset", &named.join(" + ")])
            .stdin(Stdio::null())
            .output()
            .context("cannot start cargo")?;
        match ended.status.code() {
            Some(0) => Ok(true),
            Some(RED) => Ok(false),
            Some(NO_TEST) => bail!("{suite:?} has no test {}", tests.join(", ")),
            _ => bail!(
                "{}\n{}",
                ended.status,
                String::from_utf8_lossy(&ended.stderr)
            ),
        }
    }
}

fn update(from: &Path, to: &Path) -> Result<()> {
    let right = fs::read(from)?;
    if fs::read(to).is_ok_and(|there| there == right) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(to, right)?)
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
