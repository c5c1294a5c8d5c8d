//! The file of a backup while it is written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{BackupError, at};
use super::manifest::hex;

/// Bytes after which what was written goes on to the disk: what gathers there keeps families waiting (`publish::pace`).
const SYNC_EVERY: u64 = 4 << 20;

/// The file beside its place until it is whole; removed when it does not become so.
pub struct Output {
    to: PathBuf,
    partial: PathBuf,
    file: File,
    bytes: u64,
    hasher: Sha256,
    unsynced: u64,
}

impl Output {
    /// Makes the file, for its owner alone.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(to: &Path) -> Result<Self, BackupError> {
        let mut partial = to.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let file = options.open(&partial).map_err(at(&partial))?;
        Ok(Self {
            to: to.to_owned(),
            partial,
            file,
            bytes: 0,
            hasher: Sha256::new(),
            unsynced: 0,
        })
    }

    /// Puts the file in its place, on the disk. Its length, and its SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<(u64, String)> {
        self.file.sync_all()?;
        fs::rename(&self.partial, &self.to)?;
        File::open(folder_of(&self.to))?.sync_all()?;
        Ok((self.bytes, hex(std::mem::take(&mut self.hasher))))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        self.unsynced += written as u64;
        if self.unsynced >= SYNC_EVERY {
            self.file.sync_data()?;
            self.unsynced = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Gone already when it was finished.
        let _removed = fs::remove_file(&self.partial);
    }
}

/// The folder a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
