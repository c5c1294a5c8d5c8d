//! What is in a zip, and the tables among it. Nothing is unpacked to disk, so the paths inside
//! are names only.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use super::rows::{Origin, Tables};
use super::{is_csv, is_services, shown};
use crate::refusal::{Refusal, RowError};

/// Most entries an archive may have.
const MAX_ENTRIES: usize = 1_000;
/// Most bytes the tables of a directory may have altogether: most of them are kept in memory.
pub(super) const MAX_BYTES: u64 = 160 << 20;
/// Most bytes one packed byte may stand for; text packs to a tenth or so.
const MAX_RATIO: u64 = 200;
/// Below this size the ratio says nothing.
const SMALL: u64 = 1 << 20;

/// A zip that is open.
pub(crate) type Archive = ZipArchive<BufReader<File>>;

/// The tables of the folder nearest to the root that has services in it.
pub(super) fn find(path: &Path) -> Result<Tables, Refusal> {
    let name = shown(path);
    let refuse = |reason: String| Refusal::from(RowError::of_file(&name, reason));
    let file = File::open(path).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    let mut archive = ZipArchive::new(BufReader::new(file))
        .map_err(|error| refuse(format!("expected a zip archive: {error}")))?;
    let entries = entries(&mut archive, MAX_BYTES).map_err(refuse)?;
    let home = entries
        .iter()
        .filter(|(_, folder, file)| is_services(file) && !folder.starts_with("__MACOSX"))
        .map(|(_, folder, _)| folder.clone())
        .min_by_key(|folder| folder.matches('/').count())
        .ok_or_else(|| refuse("expected services.csv in it".to_owned()))?;
    let tables: Vec<_> = entries
        .into_iter()
        .filter(|(_, folder, file)| *folder == home && is_csv(file))
        .collect();
    let names = tables.iter().map(|(_, _, file)| file.clone()).collect();
    let places = tables.into_iter().map(|(at, _, _)| at).collect();
    Ok(Tables::new(
        names,
        Origin::Zip(Box::new(archive), places),
        Vec::new(),
    ))
}

/// Position, folder and file name of each file, after a look at the sizes that are declared.
///
/// # Errors
/// When there are too many, or they unpack to more than `most` bytes or to far more than they are packed.
pub fn entries<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    most: u64,
) -> Result<Vec<(usize, String, String)>, String> {
    if archive.len() > MAX_ENTRIES {
        return Err(format!(
            "has {} entries, at most {MAX_ENTRIES} are read",
            archive.len()
        ));
    }
    let mut total = 0_u64;
    let mut entries = Vec::new();
    for at in 0..archive.len() {
        let entry = archive
            .by_index_raw(at)
            .map_err(|error| format!("entry {at} cannot be read: {error}"))?;
        let (size, packed) = (entry.size(), entry.compressed_size());
        let name = entry
            .name()
            .map_err(|error| format!("entry {at} has no readable name: {error}"))?
            .replace('\\', "/");
        if size > SMALL && size / packed.max(1) > MAX_RATIO {
            return Err(format!(
                "{name} unpacks to more than {MAX_RATIO} times its size"
            ));
        }
        total = total.saturating_add(size);
        if total > most {
            return Err(format!("unpacks to more than {most} bytes"));
        }
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        if entry.is_file() {
            entries.push((at, folder.to_owned(), file.to_owned()));
        }
    }
    Ok(entries)
}

/// Stops a file that is larger than it may be, or than it declared.
pub struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R> Limited<R> {
    /// Lets at most `left` bytes through.
    pub fn new(inner: R, left: u64) -> Self {
        Self { inner, left }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other("it has more bytes than it may have"))?;
        Ok(count)
    }
}
