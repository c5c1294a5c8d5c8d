//! The bill of materials of a release, in CycloneDX 1.6: every crate of every program, and every file that is served.
//!
//! It is made of what cargo says and of what was built, with neither time nor chance, so that the same release has the same.
//! Why no library writes it: `docs/decisions/0025-what-a-release-is-made-of.md`.

mod crates;
mod document;
mod inside;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::Site;
use crate::{project, run};
use crates::{Built, Crate, Id};

/// What cargo calls the target of every part that runs in a browser.
const WASM: &str = "wasm32-unknown-unknown";

/// A program of a release, and the package and target it is built from; no target is the machine that builds.
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// The package of the workspace.
    pub package: &'static str,
    /// What it is built for.
    pub target: Option<&'static str>,
}

/// All programs.
pub const PROGRAMS: [Program; 5] = [
    Program {
        name: "portal",
        package: "portal-server",
        target: None,
    },
    in_browser("family-portal", "family-portal"),
    in_browser("family-office", "family-portal"),
    in_browser("family-kiosk", "family-portal"),
    in_browser("portal-search", "portal-search-wasm"),
];

const fn in_browser(name: &'static str, package: &'static str) -> Program {
    Program {
        name,
        package,
        target: Some(WASM),
    }
}

/// What a release is made of.
struct Release {
    /// What cargo knows of each crate, whether a program is built from it or not.
    known: BTreeMap<Id, Crate>,
    /// What each program is built from, in the order of [`PROGRAMS`].
    programs: Vec<Built>,
    /// SHA-256 of each file, by its path below the project's root.
    files: BTreeMap<String, String>,
    /// The version of the compiler, and so of the standard library in every program.
    compiler: String,
}

/// Where it is written: beside the server, and not among the files that are served.
pub fn path() -> PathBuf {
    project::target().join("release/family-portal.cdx.json")
}

/// Writes it, for what was just built.
pub fn write() -> Result<()> {
    let server = project::portal_binary(true);
    let bytes = fs::read(&server).with_context(|| server.display().to_string())?;
    let mut files = BTreeMap::from([("portal".to_owned(), sha256(&bytes))]);
    for (path, bytes) in Site::read(&project::dist())?.files() {
        files.insert(format!("dist/{path}"), sha256(bytes));
    }
    let document = document::of(&release(files)?)?;
    fs::write(path(), serde_json::to_string_pretty(&document)? + "\n")?;
    Ok(())
}

fn release(files: BTreeMap<String, String>) -> Result<Release> {
    let compiler = run::answer("rustc", &["--version"]).context("`rustc --version`")?;
    let compiler = compiler.split_whitespace().nth(1);
    Ok(Release {
        known: crates::known()?,
        programs: programs()?,
        files,
        compiler: compiler.context("`rustc --version`")?.to_owned(),
    })
}

/// What each program is built from. Those of one package are built from the same.
fn programs() -> Result<Vec<Built>> {
    let mut built = BTreeMap::new();
    for program in &PROGRAMS {
        if let Entry::Vacant(place) = built.entry(program.package) {
            place.insert(crates::of(program)?);
        }
    }
    let of_program = |program: &Program| built.get(program.package).cloned();
    let programs: Option<Vec<Built>> = PROGRAMS.iter().map(of_program).collect();
    programs.context("a program without a package")
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[cfg(test)]
mod tests;
