//! A region backed up while it is served, and a restored one that serves instead of it.
//!
//! Keys are made, and lists of contents read, by age and tar themselves: whoever has the key needs no program of ours.

mod family;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::measured::{Goal, Measured};
use crate::bench::{large, memory};
use crate::centre::{Home, Server};
use crate::{project, run, setup};
use family::Family;

/// From a backup in hand to the first family that reads its case again.
const BACK_AGAIN: f64 = 60.0;

/// A backup is made each night, beside the server.
const SECONDS: f64 = 120.0;

/// However large the home is.
const MEGABYTES: f64 = 64.0;

/// Of the bytes of the home's current facts.
const SHARE: f64 = 0.5;

/// What a family that asks meanwhile waits at most: an answer waits for the disk, which the backup uses too.
const WAIT: f64 = 1000.0;

/// Backs up, restores, serves, and compares.
pub fn measure() -> Result<Vec<Measured>> {
    setup::age()?;
    let home = run::step("backup: a region (about 8 min)", || large::region("backup"))?;
    let place = Place::new()?;
    let family = Family::new(&home)?;
    let server = Server::start(&home)?;
    let cookie = family.sign_in(&server)?;
    let seen = family.overview(&server.address, &cookie)?;
    let made = place.path("region.age");
    let (backed_up, asked) = family.while_asking(&server.address, &cookie, || {
        program(place.backup(home.path(), &made))
    })?;
    drop(server);
    println!(
        "backup: a family read its case {} times meanwhile",
        asked.times
    );
    let restored = Home::at(place.path("restored"));
    let begun = Instant::now();
    let restoring = program(place.restore(&made, restored.path()))?;
    let server = Server::start(&restored)?;
    let again = family.overview(&server.address, &family.sign_in(&server)?)?;
    let back_again = begun.elapsed().as_secs_f64();
    drop(server);
    println!("backup: restoring alone took {:.1} s", restoring.seconds);
    let share = fs::metadata(&made)?.len() as f64 / held(home.path())? as f64;
    let unequal = place.unequal(&made)? + u32::from(again != seen);
    let at_most = |name, value, unit, limit| Measured::new(name, value, unit, Goal::AtMost(limit));
    Ok(vec![
        at_most("backup-time", backed_up.seconds, "s", SECONDS),
        at_most("backup-peak", backed_up.peak, "MB", MEGABYTES),
        at_most("backup-share", share, "of home", SHARE),
        at_most(
            "backup-wrong-answers",
            f64::from(asked.wrong),
            "answers",
            0.0,
        ),
        at_most("backup-slowest-answer", asked.slowest, "ms", WAIT),
        at_most("backup-back-again", back_again, "s", BACK_AGAIN),
        at_most("backup-restore-peak", restoring.peak, "MB", MEGABYTES),
        at_most("backup-unequal", f64::from(unequal), "tables", 0.0),
    ])
}

/// What a run of a program took.
struct Took {
    seconds: f64,
    peak: f64,
}

fn program(mut command: Command) -> Result<Took> {
    let started = Instant::now();
    let (status, peak) = memory::until_end(command.stdout(Stdio::null()).spawn()?)?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(Took {
        seconds: started.elapsed().as_secs_f64(),
        peak,
    })
}

/// Bytes of the databases that a home is served and published from.
fn held(home: &Path) -> Result<u64> {
    let current = fs::read_to_string(home.join("snapshots/current"))?;
    let snapshot = home.join("snapshots").join(current.trim());
    let files = [home.join("working.db"), home.join("auth.db"), snapshot];
    let lengths = files.iter().map(|file| Ok(fs::metadata(file)?.len()));
    lengths.sum()
}

/// A folder that is made afresh, with a key pair.
struct Place {
    folder: PathBuf,
    recipient: String,
}

impl Place {
    fn new() -> Result<Self> {
        let folder = project::target().join("bench/backups");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let identity = folder.join("key.txt");
        run::complaints(run::program("age-keygen").arg("-o").arg(&identity))?;
        let recipient = run::output(run::program("age-keygen").arg("-y").arg(&identity))?;
        Ok(Self {
            folder,
            recipient: recipient.trim().to_owned(),
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn backup(&self, home: &Path, to: &Path) -> Command {
        let mut portal = run::program(project::portal_binary(true));
        portal.args(["backup", "--recipient", &self.recipient]);
        portal.arg("--home").arg(home).arg("--to").arg(to);
        portal
    }

    fn restore(&self, from: &Path, home: &Path) -> Command {
        let mut portal = run::program(project::portal_binary(true));
        portal.arg("restore").arg("--from").arg(from);
        portal.arg("--identity").arg(self.path("key.txt"));
        portal.arg("--home").arg(home);
        portal
    }

    /// Files and tables that are not the same in that backup and in one of what is restored from it.
    fn unequal(&self, made: &Path) -> Result<u32> {
        let (home, second) = (self.path("untouched"), self.path("second.age"));
        program(self.restore(made, &home))?;
        program(self.backup(&home, &second))?;
        let [first, second] = [self.parts(made)?, self.parts(&second)?];
        println!("backup: {} files and tables compared", first.len());
        let differs = |n: &usize| first.get(*n) != second.get(*n);
        let longest = first.len().max(second.len());
        Ok(u32::try_from((0..longest).filter(differs).count())?)
    }

    /// Every file and every table that a backup lists, with its hash.
    fn parts(&self, backup: &Path) -> Result<Vec<String>> {
        let script = r#"age -d -i "$1" "$2" | tar -xzO manifest.json"#;
        let mut shell = run::program("sh");
        shell.args(["-c", script, "sh"]).arg(self.path("key.txt"));
        let list: Value = serde_json::from_str(&run::output(shell.arg(backup))?)?;
        let files = list["files"].as_object().context("a list of files")?;
        let mut parts = Vec::new();
        for (name, file) in files {
            match file["tables"].as_object() {
                // Its bytes depend on how its pages lie.
                Some(tables) => {
                    parts.extend(tables.iter().map(|(t, rows)| format!("{name} {t} {rows}")));
                }
                None => parts.push(format!("{name} {}", file["sha256"])),
            }
        }
        Ok(parts)
    }
}
