//! A real 211 directory, accepted and refused: time, and memory at its peak.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::measured::{self, Goal, Measured};
use super::memory;
use crate::centre::Home;
use crate::data::Data;
use crate::{project, run};

const PACKAGE: &str = "open211-miami";
const SECONDS: f64 = 5.0;
const MEGABYTES: f64 = 200.0;

/// The exit code of a refused file.
const REFUSED: i32 = 2;

/// Imports the package whole, then a copy with one broken line, which must be refused.
pub fn measure(data: &Data) -> Result<Vec<Measured>> {
    let package = match data.set(PACKAGE) {
        Ok(package) => package,
        Err(missing) => return measured::nothing("import", &missing),
    };
    let home = Home::new("import")?;
    let mut figures = one("import", &home, &package, 0)?;
    let broken = project::target().join("bench/broken-package");
    break_one_line(&package, &broken)?;
    figures.extend(one("import-refused", &home, &broken, REFUSED)?);
    Ok(figures)
}

fn one(name: &str, home: &Home, package: &Path, expected: i32) -> Result<Vec<Measured>> {
    let mut portal = run::program(project::portal_binary(true));
    portal
        .args(["import", "services"])
        .arg(package)
        .arg("--home")
        .arg(home.path());
    portal
        .args(["--source", "directory-211"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let started = Instant::now();
    let (status, peak) = memory::watch(portal.spawn()?)?;
    let seconds = started.elapsed().as_secs_f64();
    if status.code() != Some(expected) {
        bail!("{name}: the import ended with {status}, not with {expected}");
    }
    Ok(vec![
        Measured::new(format!("{name}-time"), seconds, "s", Goal::AtMost(SECONDS)),
        Measured::new(format!("{name}-peak"), peak, "MB", Goal::AtMost(MEGABYTES)),
    ])
}

/// Copies the package and takes the name of the last service away, which the format requires.
fn break_one_line(package: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to.join("data"))?;
    fs::copy(
        package.join("datapackage.json"),
        to.join("datapackage.json"),
    )?;
    for entry in fs::read_dir(package.join("data"))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join("data").join(entry.file_name()))?;
    }
    let services = to.join("data/services.csv");
    let text = fs::read_to_string(&services)?;
    let columns = text
        .lines()
        .next()
        .context("services.csv is empty")?
        .split(',')
        .count();
    // A row of empty fields breaks every rule about required fields, and only there.
    let broken = format!("{}\n{}\n", text.trim_end(), ",".repeat(columns - 1));
    let mut permissions = fs::metadata(&services)?.permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "a scratch copy of a file that may be read-only"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(&services, permissions)?;
    fs::write(&services, broken)?;
    Ok(())
}
