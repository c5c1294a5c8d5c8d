//! The digest of a published snapshot, in a file beside it: what is not what was published is not served.
//!
//! SQLite notices a page that makes no sense. It does not notice another digit in the day a grant ends, or in the flag of
//! somebody who is barred.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// Where the digest of a snapshot is.
#[must_use]
pub fn beside(snapshot: &Path) -> PathBuf {
    snapshot.with_extension("db.sha256")
}

/// Writes the digest of a file that is to become this snapshot, as `sha256sum` does.
///
/// # Errors
/// When the file cannot be read, or its digest not be written.
pub fn write(file: &Path, snapshot: &Path) -> io::Result<()> {
    let mut seal = File::create(beside(snapshot))?;
    seal.write_all(line(&digest(file)?, snapshot).as_bytes())?;
    seal.sync_all()
}

/// Whether a snapshot is what was published. One of an earlier version has no digest, and is told in the log.
///
/// # Errors
/// When it is not, or cannot be read.
pub fn check(snapshot: &Path) -> io::Result<()> {
    let name = snapshot.display();
    match fs::read_to_string(beside(snapshot)) {
        Ok(seal) if seal == line(&digest(snapshot)?, snapshot) => Ok(()),
        Ok(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!(
                "{name}: this is not what was published; publish again, or go back to the one before"
            ),
        )),
        Err(e) if e.kind() == io::ErrorKind::NotFound && snapshot.exists() => {
            tracing::warn!("{name}: it has no digest to be checked by; publish again");
            Ok(())
        }
        Err(e) => Err(e),
    }
}

/// Removes the digest of a snapshot, if it has one.
///
/// # Errors
/// When it cannot be removed.
pub fn remove(snapshot: &Path) -> io::Result<()> {
    match fs::remove_file(beside(snapshot)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

fn line(digest: &str, snapshot: &Path) -> String {
    let name = snapshot.file_name().unwrap_or_default().to_string_lossy();
    format!("{digest}  {name}\n")
}

/// SHA-256 of a file's content, in hexadecimal digits.
fn digest(file: &Path) -> io::Result<String> {
    let mut file = File::open(file)?;
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => hasher.update(&piece[..read]),
        }
    }
    Ok(hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_with_one_other_bit_is_not_what_was_published() {
        let dir = tempfile::tempdir().expect("a folder");
        let (unfinished, finished) = (dir.path().join("a.building"), dir.path().join("a.db"));
        let mut content = vec![7; PIECE + 3];
        fs::write(&unfinished, &content).expect("a file");
        write(&unfinished, &finished).expect("sealed");
        assert!(check(&finished).is_err(), "nothing is there");
        fs::rename(&unfinished, &finished).expect("renamed");
        check(&finished).expect("what was published");
        content[PIECE + 1] ^= 1;
        fs::write(&finished, &content).expect("a file");
        assert!(check(&finished).is_err());
        fs::write(&finished, &content[..PIECE]).expect("a file");
        assert!(check(&finished).is_err());
        remove(&finished).expect("removed");
        remove(&finished).expect("removed already");
        check(&finished).expect("as an earlier version published it");
    }
}
