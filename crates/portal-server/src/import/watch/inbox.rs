//! The inbox of one source: what has arrived, the oldest first.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

use super::aside::{self, Report};
use super::look::{Looks, Print, is_unfinished};
use super::{Stop, Told};
use crate::home::Home;
use crate::import::report::{ImportError, Refusal, Summary};
use crate::import::settings::What;
use crate::import::{Options, import_by};

/// Time between two tries while another import is running.
const BUSY: Duration = Duration::from_secs(1);

/// One source's inbox.
pub struct Inbox<'a> {
    pub home: &'a Home,
    pub path: &'a Path,
    pub source: &'a str,
    pub what: What,
    pub every: Duration,
    pub stop: &'a Stop,
    pub looks: &'a mut Looks,
    pub told: &'a mut Told,
}

impl Inbox<'_> {
    /// Takes everything that has arrived. Stops at the first failure: a file that is tried again
    /// later must not replace what a younger one brought meanwhile.
    ///
    /// # Errors
    /// When something cannot be read, written or moved; the file stays then.
    pub fn work_through(&mut self, now: Instant) -> Result<(), ImportError> {
        aside::prepare(self.path)?;
        for (_, path, print) in self.waiting()? {
            if self.stop.wait(Duration::ZERO) {
                break;
            }
            if self.looks.is_settled(&path, &print, now, self.every) {
                self.take(&path, &print)?;
            }
        }
        self.told.is_over(self.path);
        Ok(())
    }

    /// What lies there, the oldest first.
    fn waiting(&mut self) -> Result<Vec<(Option<SystemTime>, PathBuf, Print)>, ImportError> {
        let mut waiting = Vec::new();
        for entry in fs::read_dir(self.path)? {
            let entry = entry?;
            let path = entry.path();
            if is_unfinished(&entry.file_name()) {
                continue;
            }
            let kind = entry.file_type()?;
            if !kind.is_file() && !kind.is_dir() {
                // A link may lead to another source's facts, and a pipe never ends.
                let what = if kind.is_symlink() {
                    "a link"
                } else {
                    "neither a file nor a folder"
                };
                self.told.tell(&path, format!("left alone: it is {what}"));
                continue;
            }
            if let Some(print) = Print::of(&path)? {
                waiting.push((print.newest(), path, print));
            }
        }
        waiting.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        Ok(waiting)
    }

    fn take(&mut self, path: &Path, print: &Print) -> Result<(), ImportError> {
        let at = Timestamp::now();
        let Some(judged) = self.import(path, at)? else {
            return Ok(());
        };
        if Print::of(path)?.as_ref() != Some(print) {
            tracing::info!(
                source = self.source,
                "{} changed while it was read; it is looked at again",
                name_of(path)
            );
            return Ok(());
        }
        let (accepted, refused) = match judged {
            Ok(summary) => (Some(summary), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let report = Report {
            file: name_of(path),
            source: self.source,
            what: self.what.name(),
            at,
            accepted,
            refused,
        };
        let target = aside::put(self.path, path, &report)?;
        self.log(&target, &report);
        Ok(())
    }

    /// Imports a file, waiting for others to be done; `None` when asked to end meanwhile.
    fn import(
        &self,
        path: &Path,
        now: Timestamp,
    ) -> Result<Option<Result<Summary, Refusal>>, ImportError> {
        let options = Options {
            source: self.source,
            check: false,
            publish: true,
            now,
        };
        loop {
            match import_by(self.what, self.home, path, &options, &mut |_, _| {}) {
                Ok(summary) => return Ok(Some(Ok(summary))),
                Err(ImportError::Refused(refusal)) => {
                    return Ok(Some(Err(without_folder(refusal, path))));
                }
                Err(ImportError::Io(e)) if e.kind() == std::io::ErrorKind::WouldBlock => {
                    if self.stop.wait(BUSY) {
                        return Ok(None);
                    }
                }
                Err(other) => return Err(other),
            }
        }
    }

    fn log(&self, target: &Path, report: &Report<'_>) {
        let (source, file) = (self.source, name_of(target));
        if let Some(s) = &report.accepted {
            tracing::info!(
                source,
                file,
                added = s.added,
                changed = s.changed,
                removed = s.removed,
                unchanged = s.unchanged,
                "accepted"
            );
        }
        if let Some(refusal) = &report.refused {
            tracing::warn!(source, file, errors = refusal.total, "refused");
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The mistakes under the file's own name: the report goes to whoever sent it.
fn without_folder(mut refusal: Refusal, path: &Path) -> Refusal {
    let whole = path.display().to_string();
    let same = refusal.errors.iter_mut().filter(|e| e.file == whole);
    same.for_each(|e| e.file = name_of(path));
    refusal
}
