//! A disk that is full, or may only be read. Both need a disk of their own, so they need root.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Outcome;
use super::stage::Stage;
use crate::bench::measured::{Goal, Measured, nothing};
use crate::centre::Home;
use crate::{project, run};

/// Room beside the centre when it is full, in bytes.
const ROOM: u64 = 6 << 20;

/// Private answers until the last page that was to be had is written.
const MOST: u32 = 20_000;

/// A disk in memory; it is taken away when it is dropped.
struct Disk(PathBuf);

impl Disk {
    /// Nothing where this machine lets nobody make one.
    fn new(name: &str, bytes: u64) -> Result<Option<Self>> {
        let folder = project::target().join("centres").join(name);
        fs::create_dir_all(&folder)?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"]);
        let mounted = mount.arg(&folder).output().context("mount")?;
        Ok(mounted.status.success().then_some(Self(folder)))
    }

    fn remount(&self, how: &str) -> Result<()> {
        let mut mount = Command::new("mount");
        run::done(mount.args(["-o", &format!("remount,{how}")]).arg(&self.0))
    }

    /// Fills it to the last byte; the file is to be removed again.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.0.join("filler");
        let mut filler = File::create(&path)?;
        for piece in [1 << 16, 1 << 12, 1] {
            let bytes = vec![0; piece];
            while filler.write_all(&bytes).is_ok() {}
        }
        Ok(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let mut umount = Command::new("umount");
        umount.arg("--lazy").arg(&self.0).status().ok();
    }
}

/// A centre on a disk of its own, with some room beside it.
fn centre(name: &str) -> Result<Option<(Stage, Disk)>> {
    let seed = Home::new(name)?;
    let bytes = bytes_of(seed.path())?;
    let Some(disk) = Disk::new(&format!("{name}-disk"), bytes + ROOM)? else {
        return Ok(None);
    };
    let stage = Stage::of(seed.copied_to(&disk.0)?, &[])?;
    Ok(Some((stage, disk)))
}

fn bytes_of(folder: &std::path::Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += match metadata.is_dir() {
            true => bytes_of(&entry.path())?,
            // In whole pages, as such a disk takes them.
            false => metadata.len().next_multiple_of(4096),
        };
    }
    Ok(bytes)
}

/// Nothing more can be written.
pub fn full() -> Result<Vec<Measured>> {
    let Some((mut stage, disk)) = centre("faults-full")? else {
        return nothing("faults-full", &"no disk can be mounted here; it needs root");
    };
    let filler = disk.fill()?;
    // What the journal has room for is still written, and so may be answered. Then nothing is.
    let mut asked = 0;
    while stage.is_answered()? {
        asked += 1;
        ensure!(asked < MOST, "the disk does not get full");
    }
    let mut outcome = Outcome {
        public: stage.public()?,
        ..Outcome::default()
    };
    let is_told = !stage.is_ready()?;
    let current = stage.home.path().join("snapshots/current");
    let before = fs::read(&current)?;
    let mut publish = stage.portal(&["publish", "--home"]);
    let published = publish.arg(stage.home.path()).output()?.status.success();
    ensure!(
        !published && fs::read(&current)? == before,
        "a full disk took a snapshot"
    );
    fs::remove_file(filler)?;
    outcome.recovery = stage.recovery()?;
    outcome.rows_lost = stage.rows_lost()?;
    outcome.private = outcome.rows_lost;
    let mut figures = outcome.figures("full");
    let told = f64::from(u8::from(is_told));
    figures.push(Measured::new(
        "faults-full-told",
        told,
        "of 1",
        Goal::AtLeast(1.0),
    ));
    Ok(figures)
}

/// A disk that had an error, and is read-only when the server starts.
pub fn read_only() -> Result<Vec<Measured>> {
    let Some((mut stage, disk)) = centre("faults-read-only")? else {
        return nothing(
            "faults-read-only",
            &"no disk can be mounted here; it needs root",
        );
    };
    ensure!(stage.is_answered()?, "all is well at first");
    stage.kill();
    disk.remount("ro")?;
    stage.start()?;
    let mut outcome = stage.suffer()?;
    disk.remount("rw")?;
    outcome.recovery = stage.recovery()?;
    outcome.rows_lost = stage.rows_lost()?;
    Ok(outcome.figures("read-only"))
}
