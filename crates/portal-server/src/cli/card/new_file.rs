//! Files with secrets: made anew, for their owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use portal_server::card_print::Format;

/// A file to print to; how its name ends says the format.
#[derive(Clone, Debug)]
pub struct PrintPath {
    path: PathBuf,
    format: Format,
}

impl PrintPath {
    /// The path, as somebody gave it.
    pub fn shown(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    /// The format its name asks for.
    pub fn format(&self) -> Format {
        self.format
    }
}

impl FromStr for PrintPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = PathBuf::from(text);
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        let format = match ending.as_ref().and_then(|e| e.to_str()) {
            Some("pdf") => Format::Pdf,
            Some("svg") => Format::Svg,
            _ => return Err("expected a name that ends in .pdf or .svg".to_owned()),
        };
        Ok(Self { path, format })
    }
}

/// A file that was not there before, which its owner alone may read. It is gone again unless it is kept.
pub struct NewFile {
    path: PathBuf,
    file: File,
    kept: bool,
}

impl NewFile {
    /// Makes the file, empty.
    ///
    /// # Errors
    /// When there is one of this name, or none can be made.
    pub fn make(at: &PrintPath) -> io::Result<Self> {
        let path = at.path.clone();
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(|e| named(&path, &e))?;
        Ok(Self {
            path,
            file,
            kept: false,
        })
    }

    /// Writes it whole, to the disk.
    ///
    /// # Errors
    /// What the system says, with the file's name.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file
            .write_all(bytes)
            .and_then(|()| self.file.sync_all())
            .map_err(|e| named(&self.path, &e))
    }

    /// Leaves it where it is.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            // Whoever reads the failure that led here is told of that one.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn named(path: &Path, e: &io::Error) -> io::Error {
    let why = match e.kind() {
        io::ErrorKind::AlreadyExists => "it exists, and is not written over".to_owned(),
        _ => e.to_string(),
    };
    io::Error::new(e.kind(), format!("{}: {why}", path.display()))
}
