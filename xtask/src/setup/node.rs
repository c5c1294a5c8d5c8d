//! What comes from npm: wasm-opt (binaryen), esbuild and axe-core, and what tests and benchmarks compare with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{project, run};

/// What the build and its tests need.
pub fn packages() -> Result<()> {
    install(
        &project::root().join("xtask/node"),
        &project::tools().join("node"),
        "binaryen, esbuild, axe-core (about 20 s)",
    )
}

/// The search that ours is compared with; returns the folder of its package.
pub fn rival_search() -> Result<PathBuf> {
    let target = project::tools().join("rival-search");
    let source = project::root().join("bench/search");
    install(&source, &target, "minisearch (about 3 s)")?;
    Ok(target.join("node_modules"))
}

/// What the peer in the race is made of; returns the folder of its packages.
pub fn rival_portal() -> Result<PathBuf> {
    let target = project::tools().join("rival-portal");
    let source = project::root().join("bench/peer");
    install(&source, &target, "preact (about 3 s)")?;
    Ok(target.join("node_modules"))
}

/// The judge of whole pages; returns its program.
pub fn lighthouse() -> Result<PathBuf> {
    let target = project::tools().join("lighthouse");
    let source = project::root().join("bench/lighthouse");
    install(&source, &target, "lighthouse (about 20 s)")?;
    Ok(target.join("node_modules/lighthouse/cli/index.js"))
}

/// The reader of calendar files that is not ours; returns its file.
pub fn calendar_library() -> Result<PathBuf> {
    let target = project::tools().join("calendar-library");
    let source = project::root().join("tests/calendar");
    install(&source, &target, "ical.js (about 3 s)")?;
    Ok(target.join("node_modules/ical.js/dist/ical.js"))
}

/// An identity provider that is not ours, and certified; returns its file.
pub fn identity_provider() -> Result<PathBuf> {
    let target = project::tools().join("identity-provider");
    let source = project::root().join("tests/oidc");
    install(&source, &target, "oidc-provider (about 5 s)")?;
    Ok(target.join("node_modules/oidc-provider/lib/index.js"))
}

/// Installs exactly what the lock file beside `package.json` says.
fn install(source: &Path, target: &Path, what: &str) -> Result<()> {
    let lock = source.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| lock.display().to_string())?;
    // The copy is written last, so it stands for a finished installation.
    let stamp = target.join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run::step(&format!("setup: npm packages {what}"), || {
        fs::create_dir_all(target)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(source.join(name), target.join(name))?;
        }
        let mut npm = run::program("npm");
        run::done(npm.current_dir(target).args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]))?;
        fs::write(&stamp, &wanted)?;
        Ok(())
    })
}
