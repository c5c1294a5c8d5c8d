//! Where the built portal is: told by `cargo xtask`, or where `cargo xtask dist` leaves it.

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    let journeys = Path::new(env!("CARGO_MANIFEST_DIR"));
    journeys.ancestors().nth(2).unwrap_or(journeys).to_owned()
}

/// The server.
pub fn portal() -> PathBuf {
    told_or("PORTAL_BIN", "target/release/portal")
}

/// The optimised portal's files.
pub fn files() -> PathBuf {
    told_or("PORTAL_STATIC", "dist")
}

/// The accessibility checker's script.
pub fn axe() -> PathBuf {
    told_or("PORTAL_NODE_MODULES", "target/tools/node/node_modules").join("axe-core/axe.min.js")
}

/// What drives Firefox.
pub fn geckodriver() -> PathBuf {
    told_or("PORTAL_GECKODRIVER", "target/tools/bin/geckodriver")
}

fn told_or(variable: &str, usual: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| root().join(usual), PathBuf::from)
}
