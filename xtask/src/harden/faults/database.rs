//! The database of many centres fails, and comes back.

use anyhow::Result;

use super::Outcome;
use super::stage::Stage;
use crate::bench::measured::Measured;
use crate::bench::scale::cluster::Cluster;
use crate::centre::Home;
use crate::{project, run, setup};

/// How often.
const TIMES: u32 = 5;

const DATABASE: &str = "portal";

/// Lets it fail while families read, and starts it again.
pub fn fails() -> Result<Vec<Measured>> {
    setup::postgresql()?;
    let mut cluster = Cluster::start()?;
    let home = published(&cluster)?;
    let url = cluster.url("web", DATABASE);
    let mut stage = Stage::of(home, &[("PORTAL_DATABASE", &url)])?;
    let mut outcome = Outcome {
        recovery: stage.recovery()?,
        ..Outcome::default()
    };
    for _ in 0..TIMES {
        cluster.crash();
        let suffered = stage.suffer()?;
        cluster.resume()?;
        let recovery = stage.recovery()?;
        outcome = outcome.and(Outcome {
            recovery,
            ..suffered
        });
    }
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("database"))
}

/// The demo centre in the database.
fn published(cluster: &Cluster) -> Result<Home> {
    cluster.role("region", "CREATEROLE")?;
    cluster.sql(
        "postgres",
        "postgres",
        &format!("CREATE DATABASE {DATABASE} OWNER region"),
    )?;
    let portal = |user: &str, words: &[&str]| {
        let mut portal = run::program(project::portal_binary(true));
        portal
            .args(words)
            .env("PORTAL_DATABASE", cluster.url(user, DATABASE));
        portal
    };
    run::output(&mut portal("region", &["database", "init"]))?;
    cluster.role("demo", "IN ROLE portal_publish, portal_serve")?;
    // A server answers nothing with a user who may change facts.
    cluster.role("web", "IN ROLE portal_serve")?;
    let home = Home::new("faults-database")?;
    run::output(portal("demo", &["demo", "--json", "--home"]).arg(home.path()))?;
    Ok(home)
}
