//! Taking a backup apart: each file is checked against the list before anything is believed.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Write, sink};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use age::stream::StreamReader;
use age::{DecryptError, Decryptor, Identity, IdentityFile};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use super::error::{BackupError, at};
use super::manifest::{self, FileEntry, HOME, Manifest, NAME, hex};
use super::{PIECE, copy, rows};

/// Bytes of a list: some hundred files have a few ten thousand.
const LIST: u64 = 16 << 20;

/// A backup that a key opens. Nothing of it is read yet.
pub struct Sealed {
    path: PathBuf,
    stream: StreamReader<BufReader<File>>,
}

impl Sealed {
    /// Opens a backup with a private key that stands in a file, as age-keygen writes it.
    ///
    /// # Errors
    /// When either file is not what it should be, or they do not belong together.
    pub fn open(path: &Path, identity: &Path) -> Result<Self, BackupError> {
        let identities = identities(identity)?;
        let keys = identities.iter().map(|key| key.as_ref() as &dyn Identity);
        let file = BufReader::new(File::open(path).map_err(at(path))?);
        let opened = Decryptor::new_buffered(file).and_then(|sealed| sealed.decrypt(keys));
        let stream = opened.map_err(|e| {
            let shown = path.display().to_string();
            match e {
                DecryptError::NoMatchingKeys => BackupError::WrongKey {
                    path: shown,
                    identity: identity.display().to_string(),
                },
                DecryptError::Io(e) if e.kind() != ErrorKind::UnexpectedEof => at(path)(e),
                e => BackupError::NoBackup {
                    path: shown,
                    reason: e.to_string(),
                },
            }
        })?;
        Ok(Self {
            path: path.to_owned(),
            stream,
        })
    }

    /// Writes what is in it into an empty folder, and checks that it is all there and as it was.
    ///
    /// # Errors
    /// When it is not, or cannot be written.
    pub fn unpack(self, folder: &Path) -> Result<Manifest, BackupError> {
        let path = self.path;
        let mut unpacking = Unpacking {
            path: &path,
            folder,
            found: BTreeMap::new(),
            list: None,
        };
        let mut archive = tar::Archive::new(GzDecoder::new(self.stream));
        let entries = archive.entries().map_err(|e| unpacking.damaged(&e))?;
        for entry in entries {
            let entry = entry.map_err(|e| unpacking.damaged(&e))?;
            unpacking.take(entry)?;
        }
        // What shows that nothing was cut off stands at the very end, of gzip and of age.
        let mut rest = archive.into_inner();
        let ended = io::copy(&mut rest, &mut sink());
        ended
            .and_then(|_| io::copy(&mut rest.into_inner(), &mut sink()))
            .map_err(|e| unpacking.damaged(&e))?;
        unpacking.check()
    }
}

fn identities(path: &Path) -> Result<Vec<Box<dyn Identity + Send + Sync>>, BackupError> {
    let wrong = |reason: String| BackupError::Identity {
        path: path.display().to_string(),
        reason,
    };
    let file = File::open(path).map_err(at(path))?;
    let keys = IdentityFile::from_buffer(BufReader::new(file));
    let keys = keys.map_err(|e| wrong(e.to_string()))?;
    let keys = keys.into_identities().map_err(|e| wrong(e.to_string()))?;
    match keys.is_empty() {
        true => Err(wrong("there is none in it".to_owned())),
        false => Ok(keys),
    }
}

/// What is out of the archive so far.
struct Unpacking<'a> {
    path: &'a Path,
    folder: &'a Path,
    /// Files with the hashes they turned out to have.
    found: BTreeMap<String, FileEntry>,
    list: Option<Manifest>,
}

impl Unpacking<'_> {
    fn damaged(&self, reason: &dyn Display) -> BackupError {
        BackupError::Damaged {
            path: self.path.display().to_string(),
            reason: reason.to_string(),
        }
    }

    fn take<R: Read>(&mut self, mut entry: tar::Entry<'_, R>) -> Result<(), BackupError> {
        let name = entry.path().map_err(|e| self.damaged(&e))?;
        let name = name.to_string_lossy().into_owned();
        if self.list.is_some() || !entry.header().entry_type().is_file() {
            return Err(self.damaged(&format!(
                "{name:?}: expected files, and the list of them last"
            )));
        }
        if name == NAME {
            let mut text = Vec::new();
            let read = entry.take(LIST).read_to_end(&mut text);
            read.map_err(|e| self.damaged(&e))?;
            self.list = Some(self.read_list(&text)?);
            return Ok(());
        }
        let below = name.strip_prefix(HOME).filter(|below| is_below(below));
        match below {
            Some(below) if !self.found.contains_key(below) => self.write(below, &mut entry),
            _ => Err(self.damaged(&format!("{name:?}: expected each file once, below {HOME}"))),
        }
    }

    fn read_list(&self, text: &[u8]) -> Result<Manifest, BackupError> {
        let list: Manifest = serde_json::from_slice(text).map_err(|e| self.damaged(&e))?;
        if list.format != manifest::FORMAT {
            return Err(BackupError::NoBackup {
                path: self.path.display().to_string(),
                reason: format!(
                    "this program reads format {}, and it is of format {}, by portal {}",
                    manifest::FORMAT,
                    list.format,
                    list.program
                ),
            });
        }
        Ok(list)
    }

    fn write(&mut self, below: &str, entry: &mut impl Read) -> Result<(), BackupError> {
        let path = self.folder.join(below);
        if let Some(folder) = path.parent() {
            let mut builder = DirBuilder::new();
            let made = builder.recursive(true).mode(0o700).create(folder);
            made.map_err(at(folder))?;
        }
        let mut options = OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        let mut file = options.open(&path).map_err(at(&path))?;
        let (mut bytes, mut hasher) = (0, Sha256::new());
        let mut piece = vec![0; PIECE];
        loop {
            let read = entry.read(&mut piece).map_err(|e| self.damaged(&e))?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            hasher.update(&piece[..read]);
            file.write_all(&piece[..read]).map_err(at(&path))?;
        }
        file.sync_all().map_err(at(&path))?;
        let entry = FileEntry {
            bytes,
            sha256: hex(hasher),
            tables: BTreeMap::new(),
        };
        self.found.insert(below.to_owned(), entry);
        Ok(())
    }

    /// Holds what came out against the list.
    fn check(self) -> Result<Manifest, BackupError> {
        let missing = |name: &str| self.damaged(&format!("{name} is missing"));
        let list = self.list.as_ref().ok_or_else(|| missing(NAME))?;
        for (name, listed) in &list.files {
            let found = self.found.get(name).ok_or_else(|| missing(name))?;
            if (found.bytes, &found.sha256) != (listed.bytes, &listed.sha256) {
                return Err(self.damaged(&format!("{name} is not what was backed up")));
            }
            if !listed.tables.is_empty() {
                let path = self.folder.join(name);
                let database = copy::open(&path).map_err(|e| self.damaged(&e))?;
                let tables = rows::tables(&database).map_err(|e| self.damaged(&e))?;
                if tables != listed.tables {
                    return Err(self.damaged(&format!(
                        "the rows of {name} are not those that were backed up"
                    )));
                }
            }
        }
        match self
            .found
            .keys()
            .find(|name| !list.files.contains_key(*name))
        {
            Some(name) => Err(self.damaged(&format!("{name} is not in its list"))),
            None => Ok(list.clone()),
        }
    }
}

/// Whether a name leads to a place below the folder it is put into.
fn is_below(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}
