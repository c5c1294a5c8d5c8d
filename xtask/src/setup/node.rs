//! What comes from npm: wasm-opt (binaryen), esbuild and axe-core.

use std::fs;

use anyhow::{Context, Result};

use crate::{project, run};

/// Installs exactly what the lock file beside `package.json` says.
pub fn packages() -> Result<()> {
    let source = project::root().join("xtask/node");
    let target = project::tools().join("node");
    let wanted =
        fs::read(source.join("package-lock.json")).context("xtask/node/package-lock.json")?;
    // The copy is written last, so it stands for a finished installation.
    let stamp = target.join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run::step(
        "setup: npm packages binaryen, esbuild, axe-core (about 20 s)",
        || {
            fs::create_dir_all(&target)?;
            for name in ["package.json", "package-lock.json"] {
                fs::copy(source.join(name), target.join(name))?;
            }
            let mut npm = run::program("npm");
            run::done(npm.current_dir(&target).args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]))?;
            fs::write(&stamp, &wanted)?;
            Ok(())
        },
    )
}
