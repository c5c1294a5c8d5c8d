//! The families' program in two: what home needs, and the screens that are loaded when somebody is about to see them.
//!
//! Trunk cannot split, so what it made of the whole program is made again here of its first part. The functions at which it is split are marked in `src/main.rs`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::glue;
use crate::{project, run};

/// The program that is split.
const PROGRAM: &str = "family-portal";

/// The second part, as `index.html` spells it.
const LATER: &str = "family-portal-later.wasm";

/// Splits the program that Trunk has gathered, if this page has it.
pub fn split(folder: &Path) -> Result<()> {
    if !folder.join(format!("{PROGRAM}.js")).exists() {
        return Ok(());
    }
    let profile = match std::env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => "wasm-release",
        _ => "debug",
    };
    let built = project::target()
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join(format!("{PROGRAM}.wasm"));
    into(&built, folder)
}

fn into(built: &Path, folder: &Path) -> Result<()> {
    let parts = project::target().join("later");
    if parts.exists() {
        fs::remove_dir_all(&parts)?;
    }
    let whole = fs::read(built).with_context(|| built.display().to_string())?;
    let first = parts.join(format!("{PROGRAM}.wasm"));
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &parts;
    options.main_out_path = &first;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|problem| anyhow!("splitting {}: {problem}", built.display()))?;
    let [later] = made.split_modules.as_slice() else {
        anyhow::bail!(
            "expected one part that is loaded later, found {}",
            made.split_modules.len()
        );
    };
    fs::copy(later, folder.join(LATER))?;
    let mut bindgen = run::program("wasm-bindgen");
    bindgen
        .args(["--target", "no-modules", "--no-typescript"])
        // The second part shares memory and table with the first.
        .arg("--keep-lld-exports")
        .args(["--out-name", PROGRAM, "--out-dir"])
        .arg(folder)
        .arg(&first);
    run::done(&mut bindgen)?;
    let script = folder.join(format!("{PROGRAM}.js"));
    let linked = fs::read_to_string(parts.join("__wasm_split.js"))?;
    let with_loader = glue::with_loader(&fs::read_to_string(&script)?, &linked)?;
    Ok(fs::write(script, with_loader)?)
}
