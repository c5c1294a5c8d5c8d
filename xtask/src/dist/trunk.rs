//! Trunk compiles the portal to wasm and gathers its files.

use std::path::PathBuf;

use anyhow::Result;

use crate::{project, run};

/// Builds the portal and returns the folder with its files under plain names.
pub fn build(release: bool) -> Result<PathBuf> {
    let folder = project::target().join(if release {
        "dist-staged"
    } else {
        "dist-development"
    });
    let mut trunk = run::program("trunk");
    // Trunk reads NO_COLOR as a yes/no flag and refuses the usual `1`.
    trunk
        .env_remove("NO_COLOR")
        .args(["build", "--dist"])
        .arg(&folder);
    if release {
        trunk.arg("--release");
    }
    run::done(&mut trunk)?;
    Ok(folder)
}
