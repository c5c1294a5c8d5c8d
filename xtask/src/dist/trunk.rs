//! Trunk compiles the portal to wasm and gathers its files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{KIOSK, OFFICE, PAGE, later, search, words};
use crate::{project, run};

/// A standard library of the portal's own, built for size and without the machinery of panics: 13 KB
/// less to download (`docs/decisions/0003-size-of-views.md`). These are unstable features of the
/// pinned toolchain, so only the release uses them; a crash ends as a trap either way.
pub const SMALL_STD: [(&str, &str); 5] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    ("CARGO_PROFILE_WASM_RELEASE_PANIC", "immediate-abort"),
];

/// Builds the portal and returns the folder with its files under plain names: the page of families, and beside it
/// those of the office and of the lobby, each with its own program.
pub fn build(release: bool) -> Result<PathBuf> {
    let folder = project::target().join(if release {
        "dist-staged"
    } else {
        "dist-development"
    });
    build_page(PAGE, &folder, release)?;
    for (page, program) in [(OFFICE, "family-office"), (KIOSK, "family-kiosk")] {
        build_beside(page, program, &folder, release)?;
    }
    Ok(folder)
}

/// What Trunk cannot do itself, done in the folder where it gathers the files of a page. It calls this as a hook, so that
/// its development server has the same: the search, the screens that are loaded later, and the words.
pub fn finish_gathering() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR: expected the folder Trunk sets for its hooks")?;
    let folder = PathBuf::from(folder);
    search::into(&folder)?;
    later::split(&folder)?;
    words::without_keys(&folder)
}

/// Builds another page, and puts it and its program beside what all pages share.
fn build_beside(page: &str, program: &str, folder: &Path, release: bool) -> Result<()> {
    let own = folder.with_extension(program);
    build_page(page, &own, release)?;
    fs::rename(own.join(PAGE), folder.join(page))?;
    for entry in fs::read_dir(&own)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(program) {
            fs::rename(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    Ok(fs::remove_dir_all(&own)?)
}

/// Trunk always calls the page it makes `index.html`.
fn build_page(page: &str, folder: &Path, release: bool) -> Result<()> {
    let mut trunk = run::program("trunk");
    // Trunk reads NO_COLOR as a yes/no flag and refuses the usual `1`.
    trunk
        .env_remove("NO_COLOR")
        .args(["build", page, "--dist"])
        .arg(folder);
    if release {
        trunk.args(["--release", "--locked"]).envs(SMALL_STD);
    }
    run::done(&mut trunk)
}
