//! What comes from the Python package index, each tool in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{project, run};

/// Installs exactly what a list with hashes says, and returns the folder with its programs.
///
/// Nothing where there is no Python: it is a part of some tests and of nothing that is built.
pub fn environment(name: &str, requirements: &Path) -> Result<Option<PathBuf>> {
    if !run::on_path("python3") {
        return Ok(None);
    }
    let wanted = fs::read(requirements).with_context(|| requirements.display().to_string())?;
    let folder = project::tools().join(name);
    let programs = folder.join("bin");
    // The copy is written last, so it stands for a finished installation.
    let stamp = folder.join("installed-requirements.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(Some(programs));
    }
    run::step(&format!("setup: {name} for Python (about 20 s)"), || {
        let mut venv = run::program("python3");
        run::done(venv.args(["-m", "venv", "--clear"]).arg(&folder))
            .context("python3 cannot make an environment; Debian's package is python3-venv")?;
        let mut pip = run::program(programs.join("pip"));
        pip.args(["install", "--quiet", "--no-deps", "--only-binary=:all:"]);
        run::done(pip.arg("--require-hashes").arg("-r").arg(requirements))?;
        fs::write(&stamp, &wanted)?;
        Ok(())
    })?;
    Ok(Some(programs))
}
