//! Watching a folder: what arrives whole is imported and moved aside with its report.

mod support;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use portal_server::import::sources;
use portal_server::import::watch::{Stop, Watcher};
use portal_server::import::working;

use support::{EVERY, HEAD, Watched, family};

#[test]
fn a_file_that_arrived_whole_is_imported_and_moved_with_its_report() {
    let mut watched = Watched::new();
    watched.put("feed.ndjson", &[&family("f")]);
    watched.put("half.ndjson.part", &[&family("g")]);
    assert!(
        watched.look() && watched.families().is_empty(),
        "one look is not enough"
    );
    assert!(watched.look());
    assert_eq!(watched.families(), ["f"]);
    assert_eq!(watched.names(""), ["half.ndjson.part"]);
    let done = watched.names(".done");
    assert_eq!(done.len(), 2);
    assert!(
        done[0].ends_with("Z-feed.ndjson") && done[1] == format!("{}.report.json", done[0]),
        "{done:?}"
    );
    let report = watched.report(".done");
    assert_eq!(
        (&report["file"], &report["accepted"]["added"]),
        (&"feed.ndjson".into(), &1.into())
    );
    let source = watched.source();
    assert_eq!(
        (
            source.what.as_deref(),
            source.agency.as_deref(),
            source.rows,
            source.set_aside_total()
        ),
        (Some("cases"), Some("police"), 1, 1)
    );
    assert_eq!(source.as_of, "2026-03-10T08:00:00-05:00".parse().ok());
    assert!(!source.is_refused() && watched.home.current_snapshot().exists());
}

#[test]
fn a_file_that_is_being_written_is_left_until_it_stays_as_it_is() {
    let mut watched = Watched::new();
    let path = watched.inbox().join("feed.ndjson");
    let mut file = File::create(&path).expect("a file");
    writeln!(file, "{HEAD}").expect("bytes");
    watched.look();
    for id in ["f", "g", "h"] {
        writeln!(file, "{}", family(id)).expect("bytes");
        watched.look();
        assert!(watched.families().is_empty(), "{id}");
    }
    watched.look();
    assert_eq!(watched.families(), ["f", "g", "h"]);
    assert!(watched.names(".refused").is_empty());
}

#[test]
fn a_folder_of_tables_is_one_delivery_and_waits_for_all_of_its_files() {
    let mut watched = Watched::new();
    let folder = watched.inbox().join("export");
    fs::create_dir(&folder).expect("a folder");
    watched.look();
    watched.look();
    fs::write(folder.join("families.csv"), "id,language\nf,en\n").expect("a file");
    watched.look();
    fs::write(folder.join("steps.csv.part"), "id").expect("a file");
    watched.look();
    assert!(watched.families().is_empty());
    fs::rename(folder.join("steps.csv.part"), folder.join("children.csv")).expect("a file");
    fs::write(folder.join("children.csv"), "id,family,number\nc,f,1\n").expect("a file");
    watched.look();
    watched.look();
    assert_eq!(watched.families(), ["f"]);
    assert!(watched.names("").is_empty());
    assert!(watched.names(".done")[0].ends_with("Z-export"));
}

#[test]
fn a_refused_file_is_moved_with_every_mistake_and_the_last_good_facts_stay() {
    let mut watched = Watched::new();
    watched.put("a.ndjson", &[&family("f")]);
    watched.look();
    watched.look();
    watched.put(
        "b.ndjson",
        &[r#"{"type":"family","id":"ortiz","language":"English"}"#],
    );
    watched.look();
    watched.look();
    assert_eq!(watched.families(), ["f"]);
    let report = watched.report(".refused");
    assert_eq!(report["refused"]["errors"][0]["file"], "b.ndjson");
    assert_eq!(report["refused"]["errors"][0]["line"], 2);
    let source = watched.source();
    assert!(source.is_refused());
    assert_eq!(
        source.last_refused_why.as_deref(),
        Some("1 error; the first in line 2 (language)")
    );
    assert_eq!(
        (source.rows, source.set_aside_total()),
        (1, 1),
        "of the last good file"
    );
    watched.put("c.ndjson", &[&family("f")]);
    watched.look();
    watched.look();
    assert!(!watched.source().is_refused(), "something good came since");
}

#[test]
fn each_source_is_read_as_what_it_sends() {
    let mut watched = Watched::new();
    let court = watched.dir.path().join("in/court");
    fs::create_dir_all(&court).expect("an inbox");
    let settings = r#"{"what":"calendar","agency":"court"}"#;
    fs::write(watched.home.sources().join("court.json"), settings).expect("settings");
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//court//EN\r\nEND:VCALENDAR\r\n";
    fs::write(court.join("dates.ics"), calendar).expect("a calendar");
    fs::write(court.join("notes.ics"), "no calendar").expect("a file");
    watched.look();
    watched.look();
    let names = |folder: &str| {
        let files = fs::read_dir(court.join(folder)).expect("a folder");
        let names = files.map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("UTF-8")
        });
        names
            .filter(|name| !name.ends_with(".report.json"))
            .collect::<Vec<_>>()
    };
    let (done, refused) = (names(".done"), names(".refused"));
    assert!(
        done.len() == 1 && done[0].ends_with("-dates.ics"),
        "{done:?}"
    );
    assert!(
        refused.len() == 1 && refused[0].ends_with("-notes.ics"),
        "{refused:?}"
    );
}

#[test]
fn the_same_file_again_changes_nothing_and_overwrites_nothing() {
    let mut watched = Watched::new();
    for round in 1..=3 {
        watched.put("feed.ndjson", &[&family("f")]);
        watched.look();
        watched.look();
        assert_eq!(
            watched.names(".done").len(),
            round * 2,
            "each with its report"
        );
    }
    assert_eq!(watched.families(), ["f"]);
}

#[test]
fn of_several_files_the_oldest_is_taken_first() {
    let mut watched = Watched::new();
    for (name, id) in [("z.ndjson", "old"), ("a.ndjson", "new")] {
        watched.put(name, &[&family(id)]);
        std::thread::sleep(Duration::from_millis(20));
    }
    watched.look();
    watched.look();
    assert_eq!(watched.families(), ["new"]);
}

#[test]
fn a_new_watcher_goes_on_where_the_last_one_was_stopped() {
    let mut watched = Watched::new();
    watched.put("feed.ndjson", &[&family("f")]);
    watched.look();
    watched.restart();
    watched.look();
    assert!(
        watched.families().is_empty(),
        "what another one saw does not count"
    );
    watched.look();
    assert_eq!(watched.families(), ["f"]);
    let dir = watched.dir.path().join("in");
    let second = Watcher::new(&dir, watched.home.clone(), EVERY, Stop::default());
    assert!(second.is_err(), "two do not watch the same folder");
}

#[test]
fn what_nobody_described_and_what_is_a_link_is_left_alone() {
    let mut watched = Watched::new();
    let other = watched.dir.path().join("in/unknown");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join("feed.ndjson"), HEAD).expect("a file");
    let elsewhere = watched.dir.path().join("elsewhere.ndjson");
    fs::write(&elsewhere, format!("{HEAD}\n{}\n", family("f"))).expect("a file");
    std::os::unix::fs::symlink(&elsewhere, watched.inbox().join("link.ndjson")).expect("a link");
    let pipe = watched.inbox().join("pipe.ndjson");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    watched.look();
    watched.look();
    assert!(pipe.exists(), "nobody waited for what never comes");
    assert!(watched.families().is_empty() && other.join("feed.ndjson").exists());
    assert!(is_link(&watched.inbox().join("link.ndjson")));
    fs::write(
        watched.home.sources().join("unknown.json"),
        r#"{"what":"cases"}"#,
    )
    .expect("settings");
    watched.look();
    watched.look();
    assert!(!other.join("feed.ndjson").exists(), "described now");
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|m| m.is_symlink())
}

#[test]
fn what_cannot_be_moved_or_written_is_left_and_tried_again() {
    let mut watched = Watched::new();
    watched.put("feed.ndjson", &[&family("f")]);
    fs::write(watched.inbox().join(".done"), "no folder").expect("a file");
    watched.look();
    assert!(!watched.look(), "told as a failure");
    assert!(
        watched.families().is_empty(),
        "nothing is judged that cannot be moved"
    );
    fs::remove_file(watched.inbox().join(".done")).expect("removed");
    watched.look();
    watched.look();
    assert_eq!(watched.families(), ["f"]);
}

#[test]
fn another_import_is_waited_for() {
    let mut watched = Watched::new();
    watched.put("feed.ndjson", &[&family("f")]);
    watched.look();
    let held = watched.home.lock().expect("free");
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        drop(held);
    });
    assert!(watched.look());
    release.join().expect("released");
    assert_eq!(watched.families(), ["f"]);
}

#[test]
fn a_home_of_an_earlier_version_learns_the_new_columns() {
    let watched = Watched::new();
    let old = rusqlite::Connection::open(watched.home.working_db()).expect("opens");
    old.execute_batch(
        "CREATE TABLE source (name TEXT NOT NULL PRIMARY KEY, what TEXT NOT NULL, last_good_at TEXT,
            last_refused_at TEXT, last_refused_why TEXT) STRICT, WITHOUT ROWID;
         INSERT INTO source VALUES ('center', 'cases', '2026-03-01T00:00:00Z', NULL, NULL);",
    )
    .expect("a table");
    drop(old);
    for _ in 0..2 {
        let connection = working::open(&watched.home.working_db()).expect("opens");
        let list = sources::list(&watched.home, &connection).expect("a list");
        let names: Vec<&str> = list.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["center", "county"]);
        assert!(
            list[1].is_late(jiff::Timestamp::now()),
            "expected, and never came"
        );
    }
}
