//! A centre with two stories of the same families, and what must be true of it at any moment.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use portal_server::home::Home;
use portal_server::publish;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

const FAMILIES: usize = 120;

/// Which of the two stories a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Story {
    Old,
    New,
}

impl Story {
    pub fn other(self) -> Self {
        match self {
            Story::Old => Story::New,
            Story::New => Story::Old,
        }
    }
}

pub struct Center {
    dir: TempDir,
    home: Home,
    /// What facts and snapshot hold for each story.
    facts: RefCell<HashMap<String, Story>>,
    snapshots: RefCell<HashMap<String, Story>>,
    sent: RefCell<Vec<(String, Story)>>,
}

impl Center {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path().join("home"));
        fs::create_dir_all(home.sources()).expect("a home");
        fs::create_dir_all(dir.path().join("in/county")).expect("an inbox");
        let settings = r#"{"name":"Family Center","phone":"816-555-0100","time_zone":"America/Chicago",
            "languages":["en"],"leave_url":"https://example.org/"}"#;
        fs::write(home.center_file(), settings).expect("settings");
        fs::write(home.sources().join("county.json"), r#"{"what":"cases"}"#).expect("settings");
        let center = Self {
            dir,
            home,
            facts: RefCell::default(),
            snapshots: RefCell::default(),
            sent: RefCell::default(),
        };
        for story in [Story::Old, Story::New] {
            fs::write(center.feed(story), tell(story)).expect("a feed");
        }
        center
    }

    pub fn home_arg(&self) -> String {
        self.home.root().display().to_string()
    }

    pub fn inboxes(&self) -> String {
        self.dir.path().join("in").display().to_string()
    }

    pub fn feed(&self, story: Story) -> String {
        self.dir
            .path()
            .join(format!("{story:?}.ndjson"))
            .display()
            .to_string()
    }

    fn inbox(&self) -> PathBuf {
        self.dir.path().join("in/county")
    }

    /// Notes what a story looks like when nothing was killed.
    pub fn remember(&self, story: Story) {
        self.facts
            .borrow_mut()
            .insert(self.digest_of_facts(), story);
        self.snapshots
            .borrow_mut()
            .insert(self.digest_of_snapshot(), story);
    }

    /// The story the accepted facts tell: one of the two, whole.
    pub fn story(&self) -> Story {
        let digest = self.digest_of_facts();
        let story = self.facts.borrow().get(&digest).copied();
        story.expect("the facts of one story, whole")
    }

    /// Puts a file into the inbox, unless one is still waiting there.
    pub fn send(&self, story: Story) -> String {
        let waiting = self.sent.borrow().last().cloned();
        if let Some((name, _)) = waiting.filter(|(name, _)| self.inbox().join(name).exists()) {
            return name;
        }
        let name = format!("feed-{}.ndjson", self.sent.borrow().len());
        fs::write(self.inbox().join(&name), tell(story)).expect("a file");
        self.sent.borrow_mut().push((name.clone(), story));
        name
    }

    /// A file that was sent is where it was, or done with its report; then its facts are in.
    pub fn check_sent(&self, name: &str) {
        let story = self
            .sent
            .borrow()
            .iter()
            .find(|(n, _)| n == name)
            .expect("sent")
            .1;
        let done = files_of(&self.inbox().join(".done"), name);
        if self.inbox().join(name).exists() {
            assert!(done.is_empty(), "{name} is in one place only");
            return;
        }
        let [file] = done.as_slice() else {
            panic!("{name} was lost or doubled: {done:?}");
        };
        assert_eq!(
            fs::read_to_string(file).expect("a file"),
            tell(story),
            "as it was sent"
        );
        let report = fs::read(format!("{}.report.json", file.display())).expect("its report");
        let report: serde_json::Value = serde_json::from_slice(&report).expect("a whole report");
        assert!(report["accepted"].is_object(), "{report}");
        assert_eq!(self.story(), story, "what is done was taken in");
    }

    /// What must be true whatever was killed.
    pub fn check(&self, kill: u64) {
        self.story();
        self.check_ledger(kill);
        let snapshot = self.digest_of_snapshot();
        assert!(
            self.snapshots.borrow().contains_key(&snapshot),
            "kill {kill}: the snapshot of one story, whole"
        );
        if let Ok(text) = fs::read(self.home.sources_file()) {
            let list: Result<serde_json::Value, _> = serde_json::from_slice(&text);
            assert!(list.is_ok(), "kill {kill}: the list of sources is whole");
        }
    }

    /// Of the families that both stories tell of, each promised day is told or in the ledger; of one
    /// that is gone, nothing is.
    fn check_ledger(&self, kill: u64) {
        let connection = open(&self.home.working_db(), OpenFlags::SQLITE_OPEN_READ_WRITE);
        let count = |sql: &str| -> i64 {
            let counted = connection.query_row(sql, [], |row| row.get(0));
            counted.expect("a count")
        };
        let known = "SELECT json_extract(body, '$.step') AS step, json_extract(body, '$.by') AS due
            FROM fact WHERE kind = 'promise' UNION SELECT step, due FROM promise_past";
        let whole = count(&format!(
            "SELECT count(*) FROM (SELECT step FROM ({known}) GROUP BY step HAVING count(*) = 2)"
        ));
        assert_eq!(
            whole,
            FAMILIES as i64 - 1,
            "kill {kill}: both days of each step"
        );
        let lost = count(
            "SELECT count(*) FROM promise_past WHERE family NOT IN (SELECT id FROM fact WHERE kind = 'family')",
        );
        assert_eq!(lost, 0, "kill {kill}: days of families that are gone");
    }

    /// When nothing is killed any more, everything is done and published.
    pub fn check_end(&self) {
        for (name, _) in self.sent.borrow().iter() {
            assert!(!self.inbox().join(name).exists(), "{name} waits");
            assert_eq!(
                files_of(&self.inbox().join(".done"), name).len(),
                1,
                "{name}"
            );
        }
        let published = self.snapshots.borrow()[&self.digest_of_snapshot()];
        assert_eq!(published, self.story());
        let unfinished = files_of(&self.home.snapshots(), ".building");
        assert!(unfinished.is_empty(), "{unfinished:?}");
    }

    fn digest_of_facts(&self) -> String {
        let connection = open(&self.home.working_db(), OpenFlags::SQLITE_OPEN_READ_WRITE);
        digest(
            &connection,
            "SELECT source || kind || id || body FROM fact ORDER BY kind, id, source",
        )
    }

    /// All but news, days and past promises, which depend on what came before.
    fn digest_of_snapshot(&self) -> String {
        let current = publish::current(&self.home).expect("a current snapshot");
        let connection = open(&current, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let caregivers = digest(
            &connection,
            "SELECT id || family_id || barred FROM caregiver ORDER BY id",
        );
        // What was promised before is the last field of a step.
        let items = "SELECT family_id || need || id || CASE need WHEN 1 THEN json_remove(body, '$[#-1]') ELSE body END
             FROM item WHERE need <> 8 ORDER BY family_id, need, sort, id";
        format!("{caregivers} {}", digest(&connection, items))
    }
}

fn open(path: &Path, flags: OpenFlags) -> Connection {
    let connection = Connection::open_with_flags(path, flags).expect("opens");
    let verdict: String = connection
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .expect("is checked");
    assert_eq!(verdict, "ok", "{}", path.display());
    connection
}

/// How many rows, and all of them in one number (FNV-1a).
fn digest(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(sql).expect("a statement");
    let mut rows = statement.query([]).expect("rows");
    let (mut count, mut hash) = (0, 0xcbf2_9ce4_8422_2325_u64);
    while let Some(row) = rows.next().expect("a row") {
        count += 1;
        let text: String = row.get(0).expect("text");
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{count}:{hash:x}")
}

/// Files in a folder whose names end like this.
fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|e| e.expect("an entry").path());
    paths
        .filter(|p| p.to_string_lossy().ends_with(ending))
        .collect()
}

/// A feed; the new story has a family less, one more, other days and other states.
fn tell(story: Story) -> String {
    let (from, state, by) = match story {
        Story::Old => (0, "in_progress", "2026-03-20"),
        Story::New => (1, "paused", "2026-03-27"),
    };
    let mut text = String::from(
        "{\"type\":\"feed\",\"version\":1,\"as_of\":\"2026-03-10T08:00:00-05:00\"}\n\
         {\"type\":\"agency\",\"id\":\"police\",\"kind\":\"police\",\"name\":\"Riverbend Police\"}\n",
    );
    for n in from..from + FAMILIES {
        let lines = format!(
            r#"{{"type":"family","id":"f{n}","language":"en"}}
{{"type":"child","id":"c{n}","family":"f{n}","number":1}}
{{"type":"caregiver","id":"p{n}","family":"f{n}","label":"Parent 1","language":"en"}}
{{"type":"grant","id":"g{n}","caregiver":"p{n}","rights":["steps"],"starts_on":"2026-03-01","ends_on":"2026-06-01"}}
{{"type":"step","id":"s{n}","family":"f{n}","kind":"police_investigation","agency":"police","state":"{state}","children":["c{n}"]}}
{{"type":"promise","id":"r{n}","step":"s{n}","by":"{by}","basis":"worker"}}"#
        );
        writeln!(text, "{lines}").expect("text");
    }
    text
}
