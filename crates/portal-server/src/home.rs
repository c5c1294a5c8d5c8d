//! The home directory: everything of one centre, and where in it each thing lies.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::center::{CenterConfig, CenterError};
use crate::database::{CenterId, DatabaseUrl};

/// A centre's home directory.
#[derive(Clone, Debug)]
pub struct Home {
    root: PathBuf,
    /// Where facts are published as well.
    database: Option<DatabaseUrl>,
}

impl Home {
    /// Names a home; nothing is created or read.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            database: None,
        }
    }

    /// The same home, which publishes its facts to a database of many centres as well.
    #[must_use]
    pub fn publishing_to(self, database: Option<DatabaseUrl>) -> Self {
        Self { database, ..self }
    }

    /// The database of many centres to publish to.
    #[must_use]
    pub fn database(&self) -> Option<&DatabaseUrl> {
        self.database.as_ref()
    }

    /// The centre's id in a database of many: what its settings say, or else the name of the folder.
    ///
    /// # Errors
    /// As [`CenterConfig::read`], or when that name can be no id.
    pub fn center_id(&self) -> Result<CenterId, CenterError> {
        if let Some(id) = self.center()?.id {
            return Ok(id);
        }
        let invalid = |reason: String| CenterError::Invalid {
            path: self.center_file().display().to_string(),
            reason,
        };
        let root = self.root.canonicalize();
        let root = root.map_err(|source| CenterError::Read {
            path: self.root.display().to_string(),
            source,
        })?;
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let taken = name.parse();
        taken.map_err(|e| {
            invalid(format!(
                "id: {e}; it is needed here, since the name of the folder {name:?} is no id"
            ))
        })
    }

    /// The directory itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the centre's settings.
    ///
    /// # Errors
    /// As [`CenterConfig::read`].
    pub fn center(&self) -> Result<CenterConfig, CenterError> {
        CenterConfig::read(&self.center_file())
    }

    /// Reads the centre's settings, writing ones to begin with where there is no home yet.
    /// Whether they were written.
    ///
    /// # Errors
    /// As [`CenterConfig::read`], or when the directory cannot be written.
    pub fn begin(&self) -> Result<bool, CenterError> {
        let path = self.center_file();
        if path.exists() {
            return self.center().map(|_| false);
        }
        let text = serde_json::to_string_pretty(&CenterConfig::starter()).unwrap_or_default();
        fs::create_dir_all(&self.root)
            .and_then(|()| fs::write(&path, text))
            .map_err(|source| CenterError::Read {
                path: path.display().to_string(),
                source,
            })?;
        Ok(true)
    }

    /// `center.json`: the centre's settings.
    #[must_use]
    pub fn center_file(&self) -> PathBuf {
        self.root.join("center.json")
    }

    /// `identity.json`: the centre's identity provider, if staff sign in at one.
    #[must_use]
    pub fn identity_file(&self) -> PathBuf {
        self.root.join("identity.json")
    }

    /// `sources/`: what the centre says of each of its sources, one file each.
    #[must_use]
    pub fn sources(&self) -> PathBuf {
        self.root.join("sources")
    }

    /// `sources.json`: what each source delivered last, for whoever may not open `working.db`.
    #[must_use]
    pub fn sources_file(&self) -> PathBuf {
        self.root.join("sources.json")
    }

    /// `working.db`: accepted facts, written by imports only.
    #[must_use]
    pub fn working_db(&self) -> PathBuf {
        self.root.join("working.db")
    }

    /// `auth.db`: cards, sessions, throttles and the access log, written by the server.
    #[must_use]
    pub fn auth_db(&self) -> PathBuf {
        self.root.join("auth.db")
    }

    /// `snapshots/`: published read-only databases and the name of the current one.
    #[must_use]
    pub fn snapshots(&self) -> PathBuf {
        self.root.join("snapshots")
    }

    /// `snapshots/current`: one line, the file name of the snapshot being served.
    #[must_use]
    pub fn current_snapshot(&self) -> PathBuf {
        self.snapshots().join("current")
    }

    /// `secrets/`: the pepper and the key of opaque ids; a copy of the databases shall not lie beside a copy of these.
    #[must_use]
    pub fn secrets(&self) -> PathBuf {
        self.root.join("secrets")
    }

    /// `demo.json`: the demo centre's cards; exists in a demo home only.
    #[must_use]
    pub fn demo_cards(&self) -> PathBuf {
        self.root.join("demo.json")
    }

    /// `import.lock`: empty; who changes facts holds the lock on it.
    #[must_use]
    pub fn import_lock(&self) -> PathBuf {
        self.root.join("import.lock")
    }

    /// `backup.work/`: copies of databases while a backup is made of them.
    #[must_use]
    pub fn backup_work(&self) -> PathBuf {
        self.root.join("backup.work")
    }

    /// Takes the lock that lets one process at a time change facts; held until the file is dropped.
    ///
    /// # Errors
    /// When the lock file cannot be made, or another import is running.
    pub fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.root)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.import_lock())?;
        file.try_lock().map_err(|_| {
            io::Error::new(
                io::ErrorKind::WouldBlock,
                "another import or publish is running; try again when it is done",
            )
        })?;
        Ok(file)
    }
}
