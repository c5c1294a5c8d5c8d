//! Where things are in the project.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The project's root folder.
///
/// Read at run time first: cargo sets the variable for what it runs, and a
/// folder may have moved since this program was compiled.
pub fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().unwrap_or(Path::new(".")).to_owned()
}

/// Cargo's folder for built files. Always `target/`, whatever the caller's
/// environment says, because other programs look for `target/release/portal`.
pub fn target() -> PathBuf {
    root().join("target")
}

/// Where cargo keeps the crates it has fetched.
pub fn cargo_home() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    home.context("neither CARGO_HOME nor a home folder is known")
}

/// The optimised portal.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Tools of the build that `setup` installs.
pub fn tools() -> PathBuf {
    std::env::var_os("PORTAL_TOOLS").map_or_else(|| target().join("tools"), PathBuf::from)
}

/// Packages from npm that the build and its tests use.
pub fn node_modules() -> PathBuf {
    tools().join("node/node_modules")
}

/// What drives Firefox.
pub fn geckodriver() -> PathBuf {
    tools().join("bin/geckodriver")
}

/// The server, as `cargo build` leaves it.
pub fn portal_binary(release: bool) -> PathBuf {
    target()
        .join(if release { "release" } else { "debug" })
        .join("portal")
}
