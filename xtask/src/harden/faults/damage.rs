//! Files that are not what they were: the snapshot, the access log, the pepper.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::stage::Stage;
use super::{Outcome, chance};
use crate::bench::measured::Measured;

/// Snapshots that are damaged, each in its own way.
const SNAPSHOTS: usize = 60;

/// A bit is another one, or the end is missing, somewhere in the snapshot that the server starts with.
pub fn snapshot() -> Result<Vec<Measured>> {
    let mut chance = chance()?;
    let mut stage = Stage::new("faults-snapshot")?;
    let file = current(&stage)?;
    let whole = fs::read(&file)?;
    let mut outcome = Outcome::default();
    for time in 0..SNAPSHOTS {
        let mut damaged = whole.clone();
        let at = chance.usize(..damaged.len());
        match time % 5 {
            0 => damaged.truncate(at),
            _ => damaged[at] ^= 1 << chance.u8(..8),
        }
        stage.kill();
        put(&file, &damaged)?;
        stage.start()?;
        let suffered = stage.suffer()?;
        put(&file, &whole)?;
        let recovery = stage.recovery()?;
        outcome = outcome.and(Outcome {
            recovery,
            ..suffered
        });
    }
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("snapshot"))
}

/// The file of cards, sessions and the access log has another name.
pub fn moved() -> Result<Vec<Measured>> {
    let mut stage = Stage::new("faults-moved")?;
    let (file, aside) = (
        stage.home.path().join("auth.db"),
        stage.home.path().join("aside"),
    );
    fs::rename(&file, &aside)?;
    let mut outcome = stage.suffer()?;
    ensure!(!file.exists(), "another one was made in its place");
    fs::rename(&aside, &file)?;
    outcome.recovery = stage.recovery()?;
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("moved"))
}

/// The key of the cards is missing when the server starts, and put back for the next start.
pub fn pepper() -> Result<Vec<Measured>> {
    let mut stage = Stage::new("faults-pepper")?;
    let pepper = stage.home.path().join("secrets/pepper");
    let kept = fs::read(&pepper)?;
    stage.kill();
    fs::remove_file(&pepper)?;
    stage.start()?;
    let mut outcome = stage.suffer()?;
    ensure!(!pepper.exists(), "another one was made in its place");
    stage.kill();
    fs::write(&pepper, kept)?;
    stage.start()?;
    outcome.recovery = stage.recovery()?;
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("pepper"))
}

fn current(stage: &Stage) -> Result<PathBuf> {
    let snapshots = stage.home.path().join("snapshots");
    let name = fs::read_to_string(snapshots.join("current")).context("a snapshot")?;
    Ok(snapshots.join(name.trim()))
}

/// Puts another file in the place of one; whoever reads that one keeps it.
fn put(file: &PathBuf, content: &[u8]) -> Result<()> {
    let next = file.with_extension("next");
    fs::write(&next, content)?;
    Ok(fs::rename(next, file)?)
}
