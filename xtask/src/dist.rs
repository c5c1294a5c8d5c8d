//! `cargo xtask dist`: the portal as families load it, and the server beside it.
//!
//! Trunk compiles and gathers; what makes the files small and safe is done here,
//! in the order of the functions of [`finish`]. The same input gives the same bytes.

pub mod compress;
mod glue;
pub mod inline;
mod later;
pub mod names;
mod offline;
mod order;
pub mod page;
pub mod sbom;
pub mod scripts;
pub mod search;
pub mod site;
pub mod styles;
mod tag;
pub mod trunk;
mod words;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{project, run, setup};
pub use site::Site;

/// The page of families.
const PAGE: &str = "index.html";

/// The page of staff and the board.
const OFFICE: &str = "office.html";

/// The page of the touch screen in the lobby.
const KIOSK: &str = "kiosk.html";

/// All pages.
pub const PAGES: [&str; 3] = [PAGE, OFFICE, KIOSK];

/// Builds portal and server, and says what the first load costs.
pub fn dist() -> Result<()> {
    let bytes = build()?;
    println!("dist: {bytes} bytes brotli first load");
    Ok(())
}

/// Builds portal and server for release; returns the bytes of the first load.
pub fn build() -> Result<usize> {
    setup::for_build()?;
    let staged = run::step(
        "dist: portal to wasm, optimised (about 3 min when cold)",
        || trunk::build(true),
    )?;
    let bytes = run::step("dist: finish the files (about 1 min)", || {
        finish(&Site::read(&staged)?)
    })?;
    run::step("dist: server (about 5 min when cold)", || server(true))?;
    run::step("dist: what it is made of", sbom::write)?;
    Ok(bytes)
}

/// Builds portal and server for development; returns the folder to serve.
pub fn build_for_development() -> Result<PathBuf> {
    setup::for_build()?;
    let folder = run::step(
        "portal to wasm, for development (about 2 min when cold)",
        || trunk::build(false),
    )?;
    run::step("server, for development (about 3 min when cold)", || {
        server(false)
    })?;
    Ok(folder)
}

/// Compiles the binary `portal`.
pub fn server(release: bool) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["build", "--package", "portal-server", "--bin", "portal"]);
    if release {
        cargo.args(["--release", "--locked"]);
        without_paths(&mut cargo, "build")?;
    }
    run::done(&mut cargo)
}

/// Has the compiler leave out of a release where this machine keeps crates, so that another machine makes the same bytes.
/// `table` is where cargo reads the flags for the compiler: `build`, or the target's own where that has some, which then alone
/// count. Whatever is built for release takes this, or crates that it shares with the server are compiled twice.
pub fn without_paths(cargo: &mut Command, table: &str) -> Result<()> {
    let sources = project::cargo_home()?.join("registry/src");
    let registries = fs::read_dir(&sources).with_context(|| sources.display().to_string())?;
    let mut flags = Vec::new();
    for registry in registries {
        let registry = registry?.path();
        flags.push(format!(
            "'--remap-path-prefix={}=crates'",
            registry.display()
        ));
    }
    flags.sort();
    cargo.args([
        "--config",
        &format!("{table}.rustflags=[{}]", flags.join(",")),
    ]);
    Ok(())
}

/// Makes the staged files small, tamper-evident and safe to cache for ever, and puts them into `dist/`.
fn finish(staged: &Site) -> Result<usize> {
    let mut site = staged.clone();
    let mut pages = Vec::new();
    for name in PAGES {
        let page = page::clean(&site.take_text(name)?);
        pages.push((name, styles::inline(&page)?));
    }
    site.remove_folder(styles::FOLDER);
    scripts::optimise_wasm(&mut site)?;
    scripts::shorten_names(&mut site)?;
    let texts: Vec<&str> = pages.iter().map(|(_, page)| page.as_str()).collect();
    scripts::minify(&texts, &mut site)?;
    let inline: Vec<String> = texts.iter().flat_map(|page| inline::files(page)).collect();
    for (_, page) in &mut pages {
        *page = inline::into(page, &site)?;
    }
    inline.iter().for_each(|file| site.remove(file));
    let texts: Vec<&str> = pages.iter().map(|(_, page)| page.as_str()).collect();
    let renamed = names::rename(&texts, &mut site)?;
    for (name, page) in &pages {
        let page = page::with_preload(&page::rewrite(page, &site, &renamed)?)?;
        site.put(name, page.into_bytes());
    }
    offline::list_files(&site.text(PAGE)?, &site.text(KIOSK)?, &mut site)?;
    let compressed = compress::all(&site)?;

    // Written beside and then swapped, so that `dist/` is never half of each.
    let fresh = project::target().join("dist-fresh");
    compressed.write(&fresh)?;
    let dist = project::dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::rename(&fresh, &dist)?;
    first_load(&compressed)
}

/// Page, scripts, wasm, icon and the longest language: what a new visitor's phone fetches, in brotli.
pub fn first_load(site: &Site) -> Result<usize> {
    let page = site.text(PAGE)?;
    let mut bytes = site.size_on_the_wire(PAGE)?;
    for path in page::local_links(&page) {
        bytes += site.size_on_the_wire(&path)?;
    }
    let locales = page::locales(&page)?;
    let sizes = locales
        .values()
        .map(|path| site.size_on_the_wire(path))
        .collect::<Result<Vec<_>>>()?;
    Ok(bytes + sizes.into_iter().max().unwrap_or(0))
}

/// How many requests that is, the page included.
pub fn requests_of_first_load(site: &Site) -> Result<usize> {
    Ok(1 + links_of_first_load(&site.text(PAGE)?)?.len())
}

/// What a browser fetches for a finished page, with its first language.
pub fn links_of_first_load(page: &str) -> Result<Vec<String>> {
    let mut links = page::local_links(page);
    links.extend(page::locales(page)?.into_values().next());
    Ok(links)
}
