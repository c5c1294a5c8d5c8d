//! The centres of one process, told apart by the host that is asked.
//!
//! Each is an application of its own, with a router of its own: nothing that answers for one of them can reach another.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::Request;
use axum::http::header;

use super::common::Common;
use super::router::router;
use super::state::{App, AppError, Transport};
use crate::address::host_of;
use crate::auth::Hashing;
use crate::auth::db::{AuthDb, Writers};
use crate::center::CenterError;
use crate::database::Database;
use crate::home::Home;
use crate::store::Publications;

/// Why the centres of a folder cannot be served together.
#[derive(Debug, thiserror::Error)]
pub enum CentersError {
    /// The folder cannot be read.
    #[error("--homes {0}: {1}")]
    Folder(String, io::Error),
    /// Nobody is there.
    #[error("--homes {0}: expected a folder for each centre, each with its center.json")]
    Empty(String),
    /// A centre's settings.
    #[error("{0}")]
    Center(#[from] CenterError),
    /// A centre cannot be opened.
    #[error("{home}: {reason}", home = .0.display(), reason = .1)]
    App(PathBuf, AppError),
    /// A centre cannot be told from the others.
    #[error(
        "{0}: address: expected where families reach this centre, such as \"https://portal.example\": \
         one of many is chosen by the host that is asked"
    )]
    NoAddress(String),
    /// Two centres say the same of what only one may have.
    #[error("{first} and {second}: both have the {what} {value:?}")]
    Twice {
        /// A settings file.
        first: String,
        /// Another one.
        second: String,
        /// `address` or `id`.
        what: &'static str,
        /// The host, or the id.
        value: String,
    },
}

/// One of them.
struct Center {
    app: Arc<App>,
    /// Made when it is asked for first: most are quiet most of the time.
    router: OnceLock<Router>,
}

/// The centres.
pub struct Centers {
    all: Vec<Center>,
    by_host: HashMap<String, usize>,
    transport: Transport,
    hashing: Arc<Hashing>,
}

impl Centers {
    /// Opens every home in a folder. In the database a centre is found by its id.
    ///
    /// # Errors
    /// [`CentersError`], before anything listens.
    pub fn open(folder: &Path, database: &Database, common: &Common) -> Result<Self, CentersError> {
        let writers = Writers::new(database.clone());
        let publications = Publications::of(database.clone());
        let (mut all, mut by_host) = (Vec::new(), HashMap::new());
        let (mut hosts, mut ids) = (Once::new("address"), Once::new("id"));
        for home in homes(folder)? {
            let file = home.center_file().display().to_string();
            let (id, host) = (home.center_id()?, host(&home)?);
            hosts.take(host.clone(), &file)?;
            ids.take(id.to_string(), &file)?;
            let auth = AuthDb::shared(&writers, id.clone());
            let app = App::open(&home, publications.serve(id), auth, common)
                .map_err(|e| CentersError::App(home.root().to_owned(), e))?;
            by_host.insert(host, all.len());
            all.push(Center {
                app,
                router: OnceLock::new(),
            });
        }
        let first = all.first();
        let first = first.ok_or_else(|| CentersError::Empty(folder.display().to_string()))?;
        // What is wrong with the built portal is wrong for all of them.
        if let Err(e) = first.app.shell() {
            return Err(CentersError::App(folder.to_owned(), e.into()));
        }
        Ok(Self {
            all,
            by_host,
            transport: common.transport,
            hashing: Arc::clone(&common.hashing),
        })
    }

    /// Every centre.
    pub fn apps(&self) -> impl Iterator<Item = &Arc<App>> {
        self.all.iter().map(|center| &center.app)
    }

    /// What is hashed for all of them.
    #[must_use]
    pub fn hashing(&self) -> &Hashing {
        &self.hashing
    }

    /// How requests get here.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// What answers for the centre that a request asks; nothing for a host that is no centre's.
    #[must_use]
    pub fn asked(&self, request: &Request) -> Option<Router> {
        let center = &self.all[*self.by_host.get(&asked_host(request)?)?];
        let made = || router(Arc::clone(&center.app));
        Some(center.router.get_or_init(made).clone())
    }
}

/// A target in absolute form says whom it asks, whatever `Host` says (RFC 9112, 3.2.2).
fn asked_host(request: &Request) -> Option<String> {
    if let Some(host) = request.uri().host() {
        return Some(host.to_ascii_lowercase());
    }
    let mut sent = request.headers().get_all(header::HOST).iter();
    match (sent.next(), sent.next()) {
        (Some(host), None) => host_of(host.to_str().ok()?),
        _ => None,
    }
}

/// Each folder is a home, whatever stands beside them; what begins with a dot is somebody else's.
fn homes(folder: &Path) -> Result<Vec<Home>, CentersError> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if !hidden && entry.path().is_dir() {
                found.push(entry.path());
            }
        }
        found.sort();
        Ok(found)
    };
    let found = read().map_err(|e| CentersError::Folder(folder.display().to_string(), e))?;
    Ok(found.into_iter().map(Home::at).collect())
}

fn host(home: &Home) -> Result<String, CentersError> {
    let address = home.center()?.address;
    let address =
        address.ok_or_else(|| CentersError::NoAddress(home.center_file().display().to_string()))?;
    Ok(address.host())
}

/// What only one centre may have, and the file of the one that has it.
struct Once {
    what: &'static str,
    taken: HashMap<String, String>,
}

impl Once {
    fn new(what: &'static str) -> Self {
        Self {
            what,
            taken: HashMap::new(),
        }
    }

    fn take(&mut self, value: String, file: &str) -> Result<(), CentersError> {
        match self.taken.insert(value.clone(), file.to_owned()) {
            None => Ok(()),
            Some(first) => Err(CentersError::Twice {
                first,
                second: file.to_owned(),
                what: self.what,
                value,
            }),
        }
    }
}
