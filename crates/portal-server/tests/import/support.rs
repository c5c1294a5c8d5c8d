//! A real (not demo) home with nothing in it, and feeds made of lines.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::import::report::{ImportError, Refusal, Summary};
use portal_server::import::{Options, import_cases, import_services, working};
use rusqlite::Connection;
use tempfile::TempDir;

pub const HEAD: &str = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;

/// An empty centre.
pub struct Center {
    pub home: Home,
    pub dir: TempDir,
}

impl Center {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path().join("home"));
        fs::create_dir_all(home.root()).expect("a home");
        let settings = r#"{"name":"Family Center","phone":"816-555-0100","time_zone":"America/Chicago",
            "languages":["en"],"leave_url":"https://example.org/"}"#;
        fs::write(home.center_file(), settings).expect("settings");
        Self { home, dir }
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn options<'a>(&self, source: &'a str) -> Options<'a> {
        let now: Timestamp = "2026-03-10T14:00:00Z".parse().expect("a timestamp");
        Options {
            source,
            check: false,
            publish: true,
            now,
        }
    }

    pub fn cases(&self, source: &str, bytes: impl AsRef<[u8]>) -> Result<Summary, ImportError> {
        let path = self.file("feed.ndjson", bytes);
        import_cases(&self.home, &path, &self.options(source), &mut |_, _| {})
    }

    pub fn refused(&self, source: &str, bytes: impl AsRef<[u8]>) -> Refusal {
        match self.cases(source, bytes) {
            Err(ImportError::Refused(refusal)) => refusal,
            Err(other) => panic!("expected a refusal, found {other}"),
            Ok(summary) => panic!("expected a refusal, found {summary}"),
        }
    }

    pub fn services(&self, path: &std::path::Path) -> Result<Summary, ImportError> {
        import_services(&self.home, path, &self.options("directory"), &mut |_, _| {})
    }

    /// Everything accepted so far, for comparing before and after.
    pub fn facts(&self) -> Vec<(String, String, String, String)> {
        let connection = working::open(&self.home.working_db()).expect("opens");
        let sql = "SELECT source, kind, id, body FROM fact
            UNION ALL SELECT source, 'service', id, body FROM service
            UNION ALL SELECT '', 'playbook', name, body FROM playbook";
        rows(&connection, sql)
    }

    /// The name of the snapshot being served.
    pub fn current(&self) -> Option<String> {
        fs::read_to_string(self.home.current_snapshot()).ok()
    }
}

fn rows(connection: &Connection, sql: &str) -> Vec<(String, String, String, String)> {
    let mut statement = connection.prepare(sql).expect("a statement");
    let rows = statement
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .expect("rows");
    rows.collect::<Result<_, _>>().expect("rows")
}

/// A feed of these lines.
pub fn feed(lines: &[&str]) -> String {
    std::iter::once(HEAD)
        .chain(lines.iter().copied())
        .map(|l| format!("{l}\n"))
        .collect()
}

/// A small whole case.
pub const CASE: [&str; 9] = [
    r#"{"type":"agency","id":"police","kind":"police","name":"Riverbend Police","quiet_after_days":30}"#,
    r#"{"type":"contact","id":"det","agency":"police","name":"Det. Rowan Hale","role":"detective","phone":"816-555-0111"}"#,
    r#"{"type":"place","id":"station","name":"Station","street":"1 Main Street","bus_lines":["4"],"parking":"free"}"#,
    r#"{"type":"family","id":"f","language":"en"}"#,
    r#"{"type":"child","id":"c","family":"f","number":1}"#,
    r#"{"type":"caregiver","id":"p","family":"f","label":"Parent 1","language":"en"}"#,
    r#"{"type":"grant","id":"g","caregiver":"p","rights":["steps"],"starts_on":"2026-03-01","ends_on":"2026-06-01"}"#,
    r#"{"type":"step","id":"s","family":"f","kind":"police_investigation","agency":"police","state":"in_progress","contact":"det","children":["c"]}"#,
    r#"{"type":"promise","id":"pr","step":"s","by":"2026-03-20","basis":"worker"}"#,
];

/// A folder or file of real data, where it is at hand: in `PORTAL_SHARED_DATA`, or beside the project.
#[expect(clippy::print_stderr, reason = "a test that was skipped must say so")]
pub fn shared(name: &str) -> Option<PathBuf> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = std::env::var_os("PORTAL_SHARED_DATA").map_or(beside, PathBuf::from);
    let path = root.join(name);
    if !path.exists() {
        eprintln!("{name} is not there; nothing is tested");
        return None;
    }
    Some(path)
}
