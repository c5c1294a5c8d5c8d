//! The search as a wasm of its own, beside the portal's, for those who search.

use std::path::Path;

use anyhow::Result;

use super::trunk::SMALL_STD;
use super::without_paths;
use crate::{project, run};

/// How Cargo names the built crate.
const CRATE: &str = "portal_search_wasm";
/// The files' name without its ending, as `index.html` spells it.
pub const NAME: &str = "portal-search";
/// The variable the script defines; the portal's own is `wasm_bindgen`.
const GLOBAL: &str = "portal_search";

/// Builds the search into a folder, not optimised yet.
pub fn into(folder: &Path) -> Result<()> {
    let mut cargo = run::cargo();
    // The portal's own standard library is built to be small; this one is to be fast.
    for (name, _) in SMALL_STD {
        cargo.env_remove(name);
    }
    cargo.args(["build", "--quiet", "--locked"]);
    cargo.args(["--package", "portal-search-wasm"]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    // Its panics say the line of the crate they are in, which the portal's own do not.
    without_paths(&mut cargo, "target.wasm32-unknown-unknown")?;
    run::done(cargo.args(["--profile", "search-release"]))?;
    let built = project::target()
        .join("wasm32-unknown-unknown/search-release")
        .join(format!("{CRATE}.wasm"));
    let mut bindgen = run::program("wasm-bindgen");
    bindgen
        .args(["--target", "no-modules", "--no-typescript"])
        .args(["--no-modules-global", GLOBAL, "--out-name", NAME])
        .arg("--out-dir")
        .arg(folder)
        .arg(built);
    run::done(&mut bindgen)
}
