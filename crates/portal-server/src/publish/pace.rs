//! A large file on its way to the disk, and away from it, in many small steps.
//!
//! Every answer about a case waits for its row in the access log to be on disk. On one disk that row waits for
//! whatever the system has gathered to write, and a snapshot of a gigabyte that goes out at once keeps families
//! waiting for as long as it takes. So does freeing the blocks of an old one.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Between two steps. A disk writes what gathers meanwhile in a few milliseconds.
const STEP: Duration = Duration::from_millis(20);

/// Bytes that are freed at once.
const PIECE: u64 = 8 << 20;

/// Removes a snapshot. Its blocks are freed piece by piece, unless a server still reads it and holds its lock
/// (`store::Snapshot`): then they are freed when that lets go of it.
///
/// # Errors
/// When the file is not there or cannot be removed.
pub fn remove(file: &Path) -> io::Result<()> {
    let held = File::options().write(true).open(file)?;
    fs::remove_file(file)?;
    if held.try_lock().is_err() {
        return Ok(());
    }
    let mut left = held.metadata()?.len();
    while left > PIECE {
        left -= PIECE;
        held.set_len(left)?;
        thread::sleep(STEP / 4);
    }
    Ok(())
}

/// Runs `write`, which fills `file`, and sees that what it wrote goes on to the disk meanwhile.
///
/// # Errors
/// As `write`, or as `broken` says it, when the disk could not take the file.
pub fn paced<T, E>(
    file: &Path,
    broken: impl FnOnce(io::Error) -> E,
    write: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let file = match File::open(file) {
        Ok(file) => file,
        Err(e) => return Err(broken(e)),
    };
    thread::scope(|scope| {
        let (running, ended) = channel::<()>();
        let steps = scope.spawn(move || -> io::Result<()> {
            while ended.recv_timeout(STEP) == Err(RecvTimeoutError::Timeout) {
                file.sync_data()?;
            }
            file.sync_all()
        });
        let written = write();
        drop::<Sender<()>>(running);
        let lost = |_| Err(io::Error::other("writing to the disk broke off"));
        // A disk tells a failed write once, to whoever asks first: here.
        match steps.join().unwrap_or_else(lost) {
            Ok(()) => written,
            Err(e) => Err(broken(e)),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use super::*;

    #[test]
    fn whoever_reads_a_snapshot_that_is_removed_reads_all_of_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("portal-00000001.db");
        let content = vec![7; 3 * usize::try_from(PIECE).expect("a size")];
        fs::write(&path, &content).expect("a file");
        let mut reader = File::open(&path).expect("it opens");
        reader.lock_shared().expect("a lock");
        remove(&path).expect("it is removed");
        assert!(!path.exists());
        let mut read = Vec::new();
        reader.read_to_end(&mut read).expect("it is read");
        assert!(read == content, "{} bytes", read.len());

        fs::write(&path, &content).expect("a file");
        let mut other = File::open(&path).expect("it opens");
        remove(&path).expect("it is removed");
        let left = other.seek(io::SeekFrom::End(0)).expect("its size");
        assert!(left <= PIECE, "{left} bytes are left");
    }
}
