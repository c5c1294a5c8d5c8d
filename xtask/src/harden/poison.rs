//! Files made to hurt whoever reads them: endless ones through a pipe, short ones that swell, and zips that lie.

mod list;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::run;
pub use list::ALL;

/// Bytes of a line that "never ends".
const ENDLESS: usize = 10 << 30;

/// Bytes of the tables that swell, just below what is refused by its size alone.
const TABLES: usize = 150 << 20;

/// How a file comes to be.
pub enum Made {
    /// Through a pipe, so that it takes no disk: the beginning, and what follows over and over.
    Piped(&'static str, &'static str),
    /// On disk: the beginning, what follows so many bytes long, and the end.
    Written(&'static str, &'static str, usize, &'static str),
    /// A folder with `services.csv` and so much of another table.
    Tables(&'static str, &'static str, &'static str),
    /// A zip with one table of so many equal rows.
    Zipped(&'static str, &'static str, usize),
    /// The same, but it says that it unpacks to a thousand bytes.
    Lying(&'static str, &'static str, usize),
    /// A link to what never ends.
    Link(&'static str),
}

/// A file and what it is imported as.
pub struct Poison {
    /// As `portal import` calls it.
    pub what: &'static str,
    /// Its name.
    pub name: &'static str,
    pub made: Made,
}

impl Poison {
    /// Makes it in a folder; the path to import.
    pub fn make(&self, folder: &Path) -> Result<PathBuf> {
        let path = folder.join(self.name);
        match &self.made {
            Made::Piped(head, part) => pipe(&path, head, part)?,
            Made::Written(head, part, length, end) => {
                let mut file = BufWriter::new(File::create(&path)?);
                file.write_all(head.as_bytes())?;
                repeat(&mut file, part, *length)?;
                file.write_all(end.as_bytes())?;
                file.flush()?;
            }
            Made::Tables(name, head, row) => {
                fs::create_dir(&path)?;
                fs::write(path.join("services.csv"), "id,name\na,House\n")?;
                let mut file = BufWriter::new(File::create(path.join(name))?);
                file.write_all(head.as_bytes())?;
                repeat(&mut file, row, TABLES)?;
                file.flush()?;
            }
            Made::Zipped(name, row, length) => zip(&path, name, row, *length)?,
            Made::Lying(name, row, length) => {
                zip(&path, name, row, *length)?;
                lie(&path, *length)?;
            }
            Made::Link(name) => {
                fs::create_dir(&path)?;
                std::os::unix::fs::symlink("/dev/zero", path.join(name))?;
            }
        }
        Ok(path)
    }
}

/// A pipe, and somebody who fills it for as long as anybody reads.
fn pipe(path: &Path, head: &'static str, part: &'static str) -> Result<()> {
    run::done(Command::new("mkfifo").arg(path))?;
    let path = path.to_owned();
    thread::spawn(move || -> io::Result<()> {
        let mut pipe = File::options().write(true).open(path)?;
        pipe.write_all(head.as_bytes())?;
        repeat(&mut pipe, part, ENDLESS)
    });
    Ok(())
}

/// Writes a part over and over, until there are so many bytes of it.
fn repeat(to: &mut impl Write, part: &str, length: usize) -> io::Result<()> {
    let block = part.repeat((64 << 10) / part.len().max(1) + 1);
    let mut left = length;
    while left > 0 {
        // Whole parts, and at least one.
        let now = left
            .div_ceil(part.len())
            .saturating_mul(part.len())
            .min(block.len());
        to.write_all(&block.as_bytes()[..now])?;
        left = left.saturating_sub(now);
    }
    Ok(())
}

fn zip(path: &Path, name: &str, row: &str, length: usize) -> Result<()> {
    let mut zip = ZipWriter::new(File::create(path)?);
    zip.start_file(name, SimpleFileOptions::default())?;
    zip.write_all(if name == "services.csv" {
        b"id,name\n"
    } else {
        b"id,language\n"
    })?;
    repeat(&mut zip, row, length)?;
    zip.finish()?;
    Ok(())
}

/// Makes a zip say that its entry unpacks to a thousand bytes, wherever it says how many they are.
fn lie(path: &Path, length: usize) -> Result<()> {
    let mut bytes = fs::read(path)?;
    let near = |size: u32| u32::try_from(length).is_ok_and(|length| size.abs_diff(length) < 64);
    // The size stands in the entry's place in the directory at the end (APPNOTE.TXT, 4.3.12).
    let directory = bytes.windows(4).rposition(|four| four == b"PK\x01\x02");
    let at = directory.context("a directory")? + 24;
    let size = bytes[at..at + 4].try_into().map(u32::from_le_bytes)?;
    anyhow::ensure!(near(size), "the zip has another form than expected");
    bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    Ok(fs::write(path, bytes)?)
}
