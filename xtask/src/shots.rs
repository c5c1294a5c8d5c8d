//! `cargo xtask shots`: pictures of every screen and state, to be looked at by people.

use anyhow::Result;

use crate::{dist, project, run, setup};

/// The options of `shots`.
#[derive(clap::Args)]
pub struct Args {
    /// Only pictures whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Builds the optimised portal and lets the journeys' own browser take the pictures.
pub fn shots(args: &Args) -> Result<()> {
    setup::browser()?;
    dist::build()?;
    let mut camera = run::cargo();
    camera.args([
        "run",
        "--quiet",
        "--package",
        "journeys",
        "--bin",
        "shots",
        "--",
    ]);
    camera.arg(project::target().join("shots"));
    if let Some(only) = &args.only {
        camera.args(["--only", only]);
    }
    camera
        .env("PORTAL_BIN", project::portal_binary(true))
        .env("PORTAL_STATIC", project::dist())
        .env("PORTAL_NODE_MODULES", project::node_modules());
    run::done(&mut camera)
}
