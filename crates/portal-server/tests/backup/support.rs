//! A centre with a few families, keys, and what lies in folders.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use jiff::Timestamp;
use portal_server::backup::{self, BackupError, Restored, Written};
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

/// A folder of a test, and a key pair whose private half lies in it.
pub struct Place {
    pub dir: TempDir,
    /// The public key.
    pub recipient: String,
    /// The file with the private one.
    pub identity: PathBuf,
}

impl Place {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let (recipient, identity) = key(dir.path(), "key.txt");
        Self {
            dir,
            recipient,
            identity,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A centre that has told of this many families, published.
    pub fn center(&self, families: usize) -> Home {
        let home = Home::at(self.path("home"));
        fs::create_dir_all(home.root()).expect("a home");
        let settings = r#"{"name":"Family Center","phone":"816-555-0100","time_zone":"America/Chicago",
            "languages":["en"],"leave_url":"https://example.org/"}"#;
        fs::write(home.center_file(), settings).expect("settings");
        let feed = self.path("feed.ndjson");
        fs::write(&feed, tell(families, "2026-03-20")).expect("a feed");
        import(&home, &feed);
        home
    }

    pub fn back_up(&self, home: &Home, name: &str) -> Result<Written, BackupError> {
        let recipients = std::slice::from_ref(&self.recipient);
        backup::write(home, &self.path(name), recipients, Timestamp::now())
    }

    pub fn restore(&self, name: &str, home: &str) -> Result<Restored, BackupError> {
        backup::restore(&self.path(name), &self.identity, &self.path(home))
    }

    /// Names in the folder.
    pub fn names(&self) -> Vec<String> {
        names(self.dir.path())
    }
}

/// Makes a key pair: the public key, and the file with the private one.
pub fn key(folder: &Path, name: &str) -> (String, PathBuf) {
    let identity = Identity::generate();
    let file = folder.join(name);
    let text = format!(
        "# made for a test\n{}\n",
        identity.to_string().expose_secret()
    );
    fs::write(&file, text).expect("a file");
    (identity.to_public().to_string(), file)
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let below = self::files(&path).into_iter();
            files.extend(below.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, fs::read(&path).expect("bytes"));
        }
    }
    files
}

/// A case feed of so many families, to each of whom something is promised by that day.
pub fn tell(families: usize, by: &str) -> String {
    let mut text = String::from(
        "{\"type\":\"feed\",\"version\":1,\"as_of\":\"2026-03-10T08:00:00-05:00\"}\n\
         {\"type\":\"agency\",\"id\":\"police\",\"kind\":\"police\",\"name\":\"Riverbend Police\"}\n",
    );
    for n in 0..families {
        let lines = format!(
            r#"{{"type":"family","id":"family-{n}","language":"en"}}
{{"type":"child","id":"child-{n}","family":"family-{n}","number":1}}
{{"type":"caregiver","id":"parent-{n}","family":"family-{n}","label":"Parent {n}","language":"en"}}
{{"type":"grant","id":"grant-{n}","caregiver":"parent-{n}","rights":["steps"],"starts_on":"2026-03-01","ends_on":"2026-06-01"}}
{{"type":"step","id":"step-{n}","family":"family-{n}","kind":"police_investigation","agency":"police","state":"in_progress","children":["child-{n}"]}}
{{"type":"promise","id":"promise-{n}","step":"step-{n}","by":"{by}","basis":"worker"}}"#
        );
        writeln!(text, "{lines}").expect("text");
    }
    text
}

/// Takes a feed in and publishes it.
pub fn import(home: &Home, feed: &Path) {
    let options = Options {
        source: "county",
        check: false,
        publish: true,
        now: "2026-03-10T14:00:00Z".parse().expect("a time"),
    };
    import_cases(home, feed, &options, &mut |_, _| {}).expect("accepted");
}

/// Opens a database to read it, and checks that it is whole.
pub fn open(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(path, flags).expect("opens");
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("is checked");
    assert_eq!(verdict, "ok", "{}", path.display());
    connection
}

/// Runs the program.
pub fn portal(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portal"))
        .args(args)
        .output()
        .expect("portal runs")
}

pub fn shown(path: &Path) -> &str {
    path.to_str().expect("a path of text")
}
