//! A machine's clock that jumps, for a server alone.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::Outcome;
use super::stage::Stage;
use crate::bench::measured::Measured;
use crate::centre::Home;
use crate::{project, setup};

/// Where Debian puts it, by kind of machine.
const LIBRARIES: &str = "/usr/lib";
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";

/// Jumps, in seconds from the right time, after which a session of the right time is over: idle for too long, of a time
/// that is yet to come, and before the facts were told.
const JUMPS: [i64; 6] = [660, 7_200, -300, -3_600, -40 * 86_400, 400 * 86_400];

/// After this jump, nobody is let in who signs in anew: grants that have ended would cover that day.
const BEFORE_FACTS: i64 = -40 * 86_400;

/// Sets the server's clock forward and back, and right again.
pub fn jumps() -> Result<Vec<Measured>> {
    setup::wrong_clock()?;
    let clock = project::target().join("centres/faults-clock-offset");
    let home = Home::new("faults-clock")?;
    let set = |seconds: i64| -> Result<()> {
        let next = clock.with_extension("next");
        fs::write(&next, format!("{seconds:+}\n"))?;
        Ok(fs::rename(next, &clock)?)
    };
    set(0)?;
    let shown = |path: &PathBuf| path.display().to_string();
    let environment = [
        ("LD_PRELOAD", shown(&library()?)),
        ("FAKETIME_TIMESTAMP_FILE", shown(&clock)),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        // A clock that is set does not touch how long things take.
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    let environment = environment
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let mut stage = Stage::of(home, &environment)?;
    let mut outcome = Outcome::default();
    for jump in JUMPS {
        ensure!(stage.is_answered()?, "all is well at the right time");
        set(jump)?;
        let suffered = stage.suffer()?;
        let mut more = Outcome::default();
        if jump == BEFORE_FACTS && stage.sign_in().is_ok() {
            more = stage.suffer()?;
        }
        set(0)?;
        stage.sign_in()?;
        more.recovery = stage.recovery()?;
        outcome = outcome.and(suffered).and(more);
    }
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("clock"))
}

fn library() -> Result<PathBuf> {
    let kinds = fs::read_dir(LIBRARIES)?.flatten();
    let mut found = kinds.map(|kind| kind.path().join(LIBRARY));
    found
        .find(|library| library.is_file())
        .with_context(|| format!("{LIBRARY} is not below {LIBRARIES}"))
}
