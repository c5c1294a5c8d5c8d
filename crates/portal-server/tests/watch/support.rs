//! A centre with an inbox, and a watcher whose time the test lets pass.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use portal_server::home::Home;
use portal_server::import::sources::{self, Source};
use portal_server::import::watch::{Stop, Watcher};
use portal_server::import::working;
use serde_json::Value;
use tempfile::TempDir;

pub const EVERY: Duration = Duration::from_secs(10);
pub const HEAD: &str = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;

/// A centre, and a folder with an inbox of one source.
pub struct Watched {
    pub home: Home,
    pub dir: TempDir,
    watcher: Option<Watcher>,
    now: Instant,
}

impl Watched {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path().join("home"));
        fs::create_dir_all(home.sources()).expect("a home");
        let center = r#"{"name":"Family Center","phone":"816-555-0100","time_zone":"America/Chicago",
            "languages":["en"],"leave_url":"https://example.org/"}"#;
        fs::write(home.center_file(), center).expect("settings");
        let county = r#"{"what":"cases","agency":"police","expect_every_hours":26}"#;
        fs::write(home.sources().join("county.json"), county).expect("settings");
        fs::create_dir_all(dir.path().join("in/county")).expect("an inbox");
        Self {
            home,
            dir,
            watcher: None,
            now: Instant::now(),
        }
    }

    pub fn inbox(&self) -> PathBuf {
        self.dir.path().join("in/county")
    }

    /// A watcher that knows nothing of what the last one saw.
    pub fn restart(&mut self) {
        drop(self.watcher.take());
        let dir = self.dir.path().join("in");
        let watcher = Watcher::new(&dir, self.home.clone(), EVERY, Stop::default());
        self.watcher = Some(watcher.expect("a watcher"));
    }

    /// One look, and the time until the next.
    pub fn look(&mut self) -> bool {
        if self.watcher.is_none() {
            self.restart();
        }
        let watcher = self.watcher.as_mut().expect("a watcher");
        let went_well = watcher.round(self.now);
        self.now += EVERY;
        went_well
    }

    pub fn put(&self, name: &str, lines: &[&str]) {
        let text: String = [&[HEAD], lines]
            .concat()
            .iter()
            .map(|l| format!("{l}\n"))
            .collect();
        fs::write(self.inbox().join(name), text).expect("a file");
    }

    /// Files in the inbox, or in one of its folders.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let path = self.inbox().join(folder);
        let entries = fs::read_dir(path).into_iter().flatten();
        let names = entries.map(|e| {
            e.expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        });
        let mut names: Vec<String> = names.filter(|n| !n.starts_with('.')).collect();
        names.sort();
        names
    }

    pub fn report(&self, folder: &str) -> Value {
        let names = self.names(folder);
        let name = names
            .iter()
            .find(|n| n.ends_with(".report.json"))
            .expect("a report");
        let bytes = fs::read(self.inbox().join(folder).join(name)).expect("a report");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    pub fn families(&self) -> Vec<String> {
        let connection = working::open(&self.home.working_db()).expect("opens");
        let mut statement = connection
            .prepare("SELECT id FROM fact WHERE kind = 'family' ORDER BY id")
            .expect("a statement");
        let ids = statement.query_map([], |r| r.get(0)).expect("rows");
        ids.collect::<Result<_, _>>().expect("ids")
    }

    pub fn source(&self) -> Source {
        let told = sources::told(&self.home).expect("a list");
        told.into_iter()
            .find(|s| s.name == "county")
            .expect("county")
    }
}

pub fn family(id: &str) -> String {
    format!(r#"{{"type":"family","id":"{id}","language":"en","notes":"he said"}}"#)
}
