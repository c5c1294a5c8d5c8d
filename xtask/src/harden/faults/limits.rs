//! A server that gets no more files, and one that is held.

use std::net::TcpStream;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};

use super::Outcome;
use super::stage::Stage;
use crate::bench::measured::Measured;
use crate::run;

/// Connections that say nothing: as many as the kernel keeps waiting at its door.
const IDLE: usize = 100;

/// How often it is held, and how long.
const HOLDS: u32 = 5;
const HELD: Duration = Duration::from_secs(2);

/// Both.
pub fn measure() -> Result<Vec<Measured>> {
    let mut figures = files()?;
    figures.extend(held()?);
    Ok(figures)
}

/// Its limit is lowered below what it has open, while others take whatever it gives up.
fn files() -> Result<Vec<Measured>> {
    let mut stage = Stage::new("faults-files")?;
    let id = stage.server()?.id().to_string();
    let limit = |files: &str| {
        let mut prlimit = Command::new("prlimit");
        run::done(prlimit.args(["--pid", &id, &format!("--nofile={files}:")]))
    };
    let mut outcome = Outcome::default();
    for files in ["32", "16", "3"] {
        limit(files)?;
        let address = stage.server()?.address.clone();
        let idle: Vec<_> = (0..IDLE)
            .filter_map(|_| TcpStream::connect(&address).ok())
            .collect();
        drop(idle);
        limit("4096")?;
        let recovery = stage.recovery()?;
        outcome = outcome.and(Outcome {
            recovery,
            ..Outcome::default()
        });
    }
    outcome.public = stage.public()?;
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("files"))
}

/// Held in the middle of its work, as a machine does that is put to sleep.
fn held() -> Result<Vec<Measured>> {
    let mut stage = Stage::new("faults-held")?;
    let id = stage.server()?.id().to_string();
    let signal = |name: &str| run::done(Command::new("kill").args([name, &id]));
    let mut outcome = Outcome::default();
    for _ in 0..HOLDS {
        signal("-STOP")?;
        sleep(HELD);
        signal("-CONT")?;
        let recovery = stage.recovery().context("after it was held")?;
        outcome = outcome.and(Outcome {
            recovery,
            public: stage.public()?,
            ..Outcome::default()
        });
    }
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("held"))
}
