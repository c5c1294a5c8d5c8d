//! Each file of a home in turn through tar, gzip and age, and nothing of it in memory but a piece.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use age::stream::StreamWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tar::{Builder, Header};

use super::error::{BackupError, at, in_database};
use super::manifest::{FORMAT, FileEntry, HOME, Manifest, NAME, hex};
use super::output::Output;
use super::write::Written;
use super::{copy, rows};
use crate::publish::pace;

/// The archive on its way, with the list of what is in it.
pub struct Archive<'a> {
    tar: Builder<GzEncoder<StreamWriter<Output>>>,
    to: &'a Path,
    manifest: Manifest,
}

impl<'a> Archive<'a> {
    /// Nothing is in it yet.
    pub fn begin(stream: StreamWriter<Output>, to: &'a Path, now: Timestamp) -> Self {
        Self {
            // The server has work to do meanwhile: quick rather than small.
            tar: Builder::new(GzEncoder::new(stream, Compression::fast())),
            to,
            manifest: Manifest {
                format: FORMAT,
                program: env!("CARGO_PKG_VERSION").to_owned(),
                made_at: now,
                files: BTreeMap::new(),
            },
        }
    }

    /// A database with the hash of each table. Its copy is gone afterwards.
    ///
    /// # Errors
    /// When it cannot be copied or written.
    pub fn append_database(
        &mut self,
        name: &str,
        from: &Path,
        copied: &Path,
    ) -> Result<(), BackupError> {
        copy::database(from, copied)?;
        let connection = copy::open(copied)?;
        let tables = rows::tables(&connection).map_err(in_database(copied))?;
        drop(connection);
        let file = File::open(copied).map_err(at(copied))?;
        self.append(name, copied, file)?;
        if let Some(entry) = self.manifest.files.get_mut(name) {
            entry.tables = tables;
        }
        pace::remove(copied).map_err(at(copied))
    }

    /// A file of these few bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        self.append_read(name, bytes.len() as u64, bytes, Path::new(name))
    }

    /// A file that nobody writes.
    ///
    /// # Errors
    /// When it cannot be read or written, or somebody did write to it.
    pub fn append(&mut self, name: &str, path: &Path, file: File) -> Result<(), BackupError> {
        let bytes = file.metadata().map_err(at(path))?.len();
        self.append_read(name, bytes, file, path)
    }

    fn append_read(
        &mut self,
        name: &str,
        bytes: u64,
        from: impl Read,
        path: &Path,
    ) -> Result<(), BackupError> {
        let entry = self.entry(&format!("{HOME}{name}"), bytes, from, path)?;
        self.manifest.files.insert(name.to_owned(), entry);
        Ok(())
    }

    /// Writes an entry of that length and says what was in it.
    fn entry(
        &mut self,
        name: &str,
        bytes: u64,
        from: impl Read,
        path: &Path,
    ) -> Result<FileEntry, BackupError> {
        let mut header = Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(self.manifest.made_at.as_second().unsigned_abs());
        let mut from = Watched::new(from);
        let appended = self
            .tar
            .append_data(&mut header, name, from.by_ref().take(bytes));
        appended.map_err(|e| match from.failed {
            true => at(path)(e),
            false => at(self.to)(e),
        })?;
        let more = from.read(&mut [0]).map_err(at(path))?;
        if from.bytes != bytes || more > 0 {
            return Err(BackupError::Changed(path.to_owned()));
        }
        Ok(FileEntry {
            bytes,
            sha256: hex(from.hasher),
            tables: BTreeMap::new(),
        })
    }

    /// Ends it with the list of what is in it, and puts it in its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<Written, BackupError> {
        let list = serde_json::to_vec_pretty(&self.manifest).map_err(|e| at(self.to)(e.into()))?;
        self.entry(NAME, list.len() as u64, &*list, Path::new(NAME))?;
        let end = || -> io::Result<_> { self.tar.into_inner()?.finish()?.finish()?.finish() };
        let (bytes, sha256) = end().map_err(at(self.to))?;
        Ok(Written {
            manifest: self.manifest,
            bytes,
            sha256,
        })
    }
}

/// What is read, with its length and its digest, and whether it was reading that failed.
struct Watched<R> {
    from: R,
    bytes: u64,
    hasher: Sha256,
    failed: bool,
}

impl<R: Read> Watched<R> {
    fn new(from: R) -> Self {
        Self {
            from,
            bytes: 0,
            hasher: Sha256::new(),
            failed: false,
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(piece);
        self.failed = read.is_err();
        let read = read?;
        self.bytes += read as u64;
        self.hasher.update(&piece[..read]);
        Ok(read)
    }
}
