//! What the page of the comparison consists of.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::data::Data;
use crate::dist::{scripts, search};
use crate::{dist, project, run, setup};

/// As many as a large city has.
const MANY: &str = "10000";
/// Lays page, script, wasm and packs into `pages` below the folder.
pub fn build(folder: &Path, data: &Data) -> Result<()> {
    let pages = folder.join("pages");
    fs::create_dir_all(&pages)?;
    run::step("search: packs (about 2 min when cold)", || {
        pack(&pages.join("small.pack"), data, &[])?;
        pack(&pages.join("large.pack"), data, &[MANY])
    })?;
    run::step("search: wasm (about 1 min when cold)", || {
        wasm(folder, &pages)
    })?;
    let ours = project::root().join("bench/search");
    fs::copy(ours.join("index.html"), pages.join("index.html"))?;
    let mut esbuild = run::program(project::node_modules().join(".bin/esbuild"));
    esbuild.env("NODE_PATH", setup::rival_search()?);
    esbuild.args(["--bundle", "--minify", "--loader:.tsv=text"]);
    esbuild
        .arg("--log-level=warning")
        .arg(ours.join("compare.mjs"));
    let script = run::output(&mut esbuild)?;
    fs::write(pages.join("compare.js"), script)?;
    Ok(())
}

fn pack(to: &Path, data: &Data, entries: &[&str]) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--locked", "--release"]);
    dist::without_paths(&mut cargo, "build")?;
    cargo.args(["--package", "portal-search", "--example", "pack", "--"]);
    cargo.arg(to).args(entries);
    run::done(cargo.env("PORTAL_SHARED_DATA", data.root()?))
}

/// The search as a browser gets it: compiled and optimised to be fast.
fn wasm(folder: &Path, pages: &Path) -> Result<()> {
    search::into(folder)?;
    let script = format!("{}.js", search::NAME);
    fs::copy(folder.join(&script), pages.join(&script))?;
    let module = format!("{}_bg.wasm", search::NAME);
    scripts::wasm_opt(scripts::FAST, &folder.join(&module), &pages.join(&module))
}
