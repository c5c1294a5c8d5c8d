//! Watching a folder: what a source puts into its inbox is imported and moved aside with its report.
//!
//! A file is moved only when it was judged, and moving is the last act. Whatever stops the watcher
//! before that, the next one finds the file where it was; importing it once more changes nothing.

mod aside;
mod inbox;
mod look;
mod stop;

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::cases::names::is_key;
use super::report::ImportError;
use super::settings::SourceSettings;
use super::{sources, working};
use crate::home::Home;
use inbox::Inbox;
use look::Looks;
pub use stop::Stop;

/// Watches one folder for one home.
pub struct Watcher {
    dir: PathBuf,
    home: Home,
    every: Duration,
    stop: Stop,
    looks: Looks,
    told: Told,
    _lock: File,
}

/// Troubles that were told: each is told once, until it is over or another one.
#[derive(Default)]
struct Told(HashMap<PathBuf, String>);

impl Told {
    fn tell(&mut self, about: &Path, trouble: String) {
        if self.0.get(about) != Some(&trouble) {
            tracing::warn!("{}: {trouble}", about.display());
            self.0.insert(about.to_owned(), trouble);
        }
    }

    fn is_over(&mut self, about: &Path) {
        self.0.remove(about);
    }
}

impl Watcher {
    /// Gets ready to watch `dir`, which has a folder for each source.
    ///
    /// # Errors
    /// When the folder or the home cannot be used, or another watcher is at work there.
    pub fn new(dir: &Path, home: Home, every: Duration, stop: Stop) -> Result<Self, ImportError> {
        home.center()?;
        let lock = lock(dir)?;
        // The list may be older than the last import, if that one was stopped in between.
        if let Ok(_held) = home.lock() {
            sources::tell(&home, &working::open(&home.working_db())?)?;
        }
        Ok(Self {
            dir: dir.to_owned(),
            home,
            every,
            stop,
            looks: Looks::default(),
            told: Told::default(),
            _lock: lock,
        })
    }

    /// Watches until it is asked to end.
    pub fn watch(mut self) {
        tracing::info!("watching {}", self.dir.display());
        loop {
            self.round(Instant::now());
            if self.stop.wait(self.every) {
                break;
            }
        }
        tracing::info!("watching has ended");
    }

    /// Looks twice, takes what is whole, and ends; whether every inbox could be worked through.
    #[must_use]
    pub fn once(mut self) -> bool {
        self.round(Instant::now());
        !self.stop.wait(self.every) && self.round(Instant::now())
    }

    /// Looks into every inbox and takes what is whole; whether that went without a failure.
    pub fn round(&mut self, now: Instant) -> bool {
        self.looks.forget_gone();
        let names = match folders(&self.dir) {
            Ok(names) => names,
            Err(e) => {
                self.told.tell(&self.dir.clone(), e.to_string());
                return false;
            }
        };
        let mut went_well = true;
        for name in names {
            if self.stop.wait(Duration::ZERO) {
                break;
            }
            went_well &= self.look_into(&name, now);
        }
        went_well
    }

    fn look_into(&mut self, source: &str, now: Instant) -> bool {
        let path = self.dir.join(source);
        let settings = match SourceSettings::read(&self.home.sources(), source) {
            Ok(settings) => settings,
            Err(e) => {
                self.told.tell(&path, format!("left alone: {e}"));
                return true;
            }
        };
        let Some(what) = settings.what.filter(|_| is_key(source)) else {
            let trouble = format!(
                "left alone: expected sources/{source}.json in the home, with \"what\" it sends"
            );
            self.told.tell(&path, trouble);
            return true;
        };
        let mut inbox = Inbox {
            home: &self.home,
            path: &path,
            source,
            what,
            every: self.every,
            stop: &self.stop,
            looks: &mut self.looks,
            told: &mut self.told,
        };
        match inbox.work_through(now) {
            Ok(()) => true,
            Err(e) => {
                self.told
                    .tell(&path, format!("left as it is, to be tried again: {e}"));
                false
            }
        }
    }
}

/// Two watchers would move the same files.
fn lock(dir: &Path) -> io::Result<File> {
    let shown = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", dir.display()));
    let path = dir.join(".watch.lock");
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path);
    let file = opened.map_err(shown)?;
    let taken = || io::Error::new(ErrorKind::WouldBlock, "another watcher is at work here");
    file.try_lock().map_err(|_| shown(taken()))?;
    Ok(file)
}

/// The folders of sources, by name.
fn folders(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
