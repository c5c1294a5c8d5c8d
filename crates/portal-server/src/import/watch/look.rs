//! Whether a file has arrived whole: nothing about it has changed between two looks.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Endings that programs give to files they have not finished.
const UNFINISHED: [&str; 4] = [".part", ".tmp", ".crdownload", ".filepart"];

/// Everything of a file or folder that changes while it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print(Vec<(PathBuf, u64, SystemTime)>);

impl Print {
    /// Looks at a file, or at all files of a folder. `None` for what has not arrived: an empty
    /// folder, one with an unfinished file in it, or what was taken away meanwhile.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        let mut files = Vec::new();
        let has_arrived = match look_at(path, &mut files) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            looked => looked?,
        };
        files.sort();
        Ok(Some(Self(files)).filter(|print| has_arrived && !print.0.is_empty()))
    }

    /// When the last of it was written.
    pub fn newest(&self) -> Option<SystemTime> {
        self.0.iter().map(|(_, _, at)| *at).max()
    }
}

/// Notes a file, or all files of a folder; whether none of them is unfinished.
fn look_at(path: &Path, files: &mut Vec<(PathBuf, u64, SystemTime)>) -> io::Result<bool> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        files.push((path.to_owned(), metadata.len(), metadata.modified()?));
        return Ok(true);
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if is_unfinished(&entry.file_name()) || !look_at(&entry.path(), files)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a name says that the file is hidden or not finished.
pub fn is_unfinished(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    name.starts_with('.') || UNFINISHED.iter().any(|ending| name.ends_with(ending))
}

/// What was seen so far.
#[derive(Default)]
pub struct Looks(HashMap<PathBuf, (Print, Instant)>);

impl Looks {
    /// Whether `path` looks as it did at least `every` ago.
    pub fn is_settled(
        &mut self,
        path: &Path,
        print: &Print,
        now: Instant,
        every: Duration,
    ) -> bool {
        match self.0.get(path) {
            Some((before, since)) if before == print => now.duration_since(*since) >= every,
            _ => {
                self.0.insert(path.to_owned(), (print.clone(), now));
                false
            }
        }
    }

    /// Forgets what is not there any more.
    pub fn forget_gone(&mut self) {
        self.0.retain(|path, _| path.symlink_metadata().is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_settled_when_two_looks_apart_show_the_same() {
        let path = Path::new("in/a");
        let print = |size| Print(vec![(path.to_owned(), size, SystemTime::UNIX_EPOCH)]);
        let start = Instant::now();
        let every = Duration::from_secs(10);
        let mut looks = Looks::default();
        let mut at = |seconds, size| {
            let now = start + Duration::from_secs(seconds);
            looks.is_settled(path, &print(size), now, every)
        };
        assert!(!at(0, 1), "the first look");
        assert!(!at(9, 1), "too soon");
        assert!(!at(10, 2), "it grew");
        assert!(!at(19, 2), "too soon after it grew");
        assert!(at(20, 2));
    }

    #[test]
    fn names_tell_what_is_not_finished() {
        for (name, unfinished) in [
            (".done", true),
            (".x.ndjson", true),
            ("a.part", true),
            ("a.TMP", true),
            ("a.crdownload", true),
            ("a.csv.filepart", true),
            ("part", false),
            ("a.ndjson", false),
        ] {
            assert_eq!(is_unfinished(OsStr::new(name)), unfinished, "{name}");
        }
    }
}
