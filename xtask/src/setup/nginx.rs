//! nginx from Debian, unpacked and not installed: nothing is started on this machine, and no root is needed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{project, run};

/// The package that has the program in Debian 12.
const PACKAGE: &str = "nginx";
/// The first numbers of its version: the figures of another one are not comparable.
const VERSION: &str = "1.22.";

/// The program.
pub fn program() -> Result<PathBuf> {
    let folder = project::tools().join("nginx");
    let program = folder.join("usr/sbin/nginx");
    if !program.is_file() {
        run::step("setup: nginx from Debian (about 10 s)", || unpack(&folder))?;
    }
    // It prints its version to stderr.
    let output = run::program(&program).arg("-v").output();
    let output = output.with_context(|| program.display().to_string())?;
    let version = String::from_utf8_lossy(&output.stderr).into_owned();
    if !version.contains(&format!("nginx/{VERSION}")) {
        bail!(
            "expected nginx {VERSION}x of Debian 12, found: {}",
            version.trim()
        );
    }
    Ok(program)
}

fn unpack(folder: &Path) -> Result<()> {
    if !run::on_path("apt-get") {
        bail!("nginx is measured against, and there is no apt-get here to fetch it with");
    }
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut download = run::program("apt-get");
    download.args(["download", "-qq", PACKAGE]);
    run::done(download.current_dir(folder)).context("`apt-get update` may be needed before")?;
    let packages: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    let package = packages.first().context("apt-get downloaded nothing")?;
    run::done(run::program("dpkg").arg("-x").arg(package).arg(folder))
}
