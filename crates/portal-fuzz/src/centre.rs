//! A centre that files are imported into, one after another: what it has is always what it accepted last.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::import::report::ImportError;
use portal_server::import::{Options, import_cases, working};
use portal_server::publish;
use tempfile::TempDir;

use crate::formats::Format;

/// Whose files they are.
pub const SOURCE: &str = "fuzzed";

/// What the visits of the seeds refer to.
const KNOWN: &str = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}
{"type":"agency","id":"clinic","kind":"hospital","name":"Willow Creek Clinic"}
{"type":"place","id":"desk","name":"The center's front desk","street":"5 Elm Street"}
{"type":"family","id":"f1","language":"en"}
{"type":"child","id":"c1","family":"f1","number":1}
{"type":"identifier","id":"i1","agency":"clinic","value":"kid-7","family":"f1","child":"c1"}
{"type":"identifier","id":"i2","agency":"clinic","value":"fam-1","family":"f1"}
"#;

const CENTER: &str = r#"{"name":"Family Center","phone":"816-555-0100","time_zone":"America/Chicago",
    "languages":["en"],"leave_url":"https://example.org/"}"#;

const SETTINGS: &str = r#"{"agency":"clinic","default_kind":"other_visit","roles":{"*":"doctor"},
    "kinds":{"CHECK":"medical_exam"},"places":{"Front Desk":"desk"},"family_from":["X-CASE"]}"#;

/// A centre in a folder of its own.
pub struct Centre {
    /// Its folder.
    pub home: Home,
    dir: TempDir,
    /// Everything it has, as it was after the last file.
    has: Vec<String>,
}

impl Centre {
    /// A centre that knows whom the visits of the seeds are about.
    pub fn open() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path().join("home"));
        fs::create_dir_all(home.sources()).expect("a home");
        fs::write(home.center_file(), CENTER).expect("settings");
        let settings = home.sources().join(format!("{SOURCE}.json"));
        fs::write(settings, SETTINGS).expect("settings");
        let known = dir.path().join("known.ndjson");
        fs::write(&known, KNOWN).expect("a file");
        let mut centre = Self {
            home,
            dir,
            has: Vec::new(),
        };
        let options = centre.options("center");
        import_cases(&centre.home, &known, &options, &mut |_, _| {}).expect("accepted");
        centre.has = centre.rows();
        centre
    }

    /// How its files are imported: nothing is published, which would only take time.
    pub fn options<'a>(&self, source: &'a str) -> Options<'a> {
        Options {
            source,
            check: false,
            publish: false,
            now: now(),
        }
    }

    /// A path for a file or a folder that is made anew.
    pub fn fresh(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join("files");
        if path.exists() {
            fs::remove_dir_all(&path).expect("removed");
        }
        fs::create_dir(&path).expect("a folder");
        path.join(name)
    }

    /// Whether it takes a file. One that is refused changes nothing, and of one that is taken all is there.
    pub fn takes(&mut self, format: &Format, file: &[u8]) -> bool {
        let taken = match (format.import)(self, file) {
            Ok(counted) => Some(counted),
            Err(ImportError::Refused(refusal)) => {
                assert!(refusal.total > 0, "refused without a reason");
                None
            }
            // A file that cannot be read, or settings that say why.
            Err(ImportError::Io(_) | ImportError::Settings(_)) => None,
            Err(other) => panic!("neither taken nor refused: {other}"),
        };
        let rows = self.rows();
        match taken {
            None => assert_eq!(rows, self.has, "a refused file left something behind"),
            Some(Some(counted)) => {
                let own = rows.iter().filter(|row| row.starts_with(SOURCE)).count();
                assert_eq!(own as u64, counted, "what was counted is not what is there");
            }
            Some(None) => {}
        }
        self.has = rows;
        taken.is_some()
    }

    /// What was taken in last can be served.
    pub fn publishes_what_it_took(&self) {
        let working = working::open(&self.home.working_db()).expect("opens");
        publish::publish(&self.home, &working, now()).expect("published");
    }

    /// Every row it has.
    fn rows(&self) -> Vec<String> {
        let connection = working::open(&self.home.working_db()).expect("opens");
        let sql = "SELECT source || ' ' || kind || ' ' || id || ' ' || body FROM fact
            UNION ALL SELECT source || ' service ' || id || ' ' || body FROM service
            UNION ALL SELECT 'playbook ' || name || ' ' || body FROM playbook ORDER BY 1";
        let mut statement = connection.prepare(sql).expect("a statement");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("texts")
    }
}

fn now() -> Timestamp {
    "2026-03-10T14:00:00Z".parse().expect("a time")
}
