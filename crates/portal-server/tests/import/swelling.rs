//! Files that are short and grow in memory, files that say two things at once, and what only looks like a file.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;

use portal_server::import::import_playbook;
use portal_server::import::report::ImportError;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{CASE, Center, HEAD, feed};
use crate::visits::{appointments, calendar, center};

/// The refusal of whatever was imported; anything else fails the test.
fn told<T: std::fmt::Debug>(imported: Result<T, ImportError>, what: &str) -> String {
    match imported {
        Err(ImportError::Refused(refusal)) => refusal.to_string(),
        other => panic!("{what}: expected a refusal, found {other:?}"),
    }
}

#[test]
fn appointments_and_calendars_that_swell_in_memory_are_refused() {
    let center = center();
    let before = center.facts();
    for (what, head, part, times) in [
        (
            "a list",
            "{\"resourceType\":\"Appointment\",\"x\":[0",
            ",0",
            3_000_000,
        ),
        (
            "objects",
            "{\"resourceType\":\"Appointment\",\"x\":[0",
            ",{\"\":0}",
            400_000,
        ),
        (
            "entries",
            "{\"resourceType\":\"Bundle\",\"entry\":[0",
            ",0",
            600_000,
        ),
    ] {
        let file = format!("{head}{}]}}", part.repeat(times));
        let told = told(appointments(&center, file.as_bytes()), what);
        assert!(told.contains("it takes too much memory"), "{what}: {told}");
    }
    let lines = "A;B=C;D=E:\n".repeat(300_000);
    let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}END:VEVENT\nEND:VCALENDAR\n");
    let told = told(calendar(&center, file.as_bytes()), "a calendar");
    assert!(told.contains("expected fewer entries"), "{told}");
    assert_eq!(center.facts(), before);
}

#[test]
fn what_says_two_things_at_once_is_believed_in_neither() {
    let center = center();
    let twice = r#"{"type":"family","id":"f9","language":"en","language":"es"}"#;
    let refused = center
        .refused("other", format!("{HEAD}\n{twice}\n"))
        .to_string();
    assert!(
        refused.contains(":2: -: expected one JSON object on this line"),
        "{refused}"
    );
    assert!(
        refused.contains("a name stands twice in one object"),
        "{refused}"
    );
    let visit = r#"{"resourceType":"Appointment","status":"booked","status":"cancelled"}"#;
    let refused = told(appointments(&center, visit.as_bytes()), "a visit");
    assert!(
        refused.contains("a name stands twice in one object"),
        "{refused}"
    );
}

#[test]
fn times_that_no_case_can_have_are_refused() {
    let center = Center::new();
    for to in [
        "9999-12-30T10:00:00-05:00",
        "-009999-01-02T10:00:00-05:00",
        "2026-02-30T10:00:00-05:00",
    ] {
        let text = feed(&CASE).replace("2026-03-10T08:00:00-05:00", to);
        let refused = center.refused("center", text).to_string();
        assert!(refused.contains("between 1990 and 2100"), "{to}: {refused}");
        assert!(center.facts().is_empty());
    }
}

/// A zip whose one table has `rows` rows of this text.
fn zip(path: &Path, head: &str, row: &str, rows: usize) {
    let mut zip = ZipWriter::new(fs::File::create(path).expect("a file"));
    zip.start_file("families.csv", SimpleFileOptions::default())
        .expect("an entry");
    zip.write_all(head.as_bytes()).expect("written");
    for _ in 0..rows {
        zip.write_all(row.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip");
}

#[test]
fn a_zip_that_unpacks_to_far_more_than_its_size_is_refused() {
    let center = Center::new();
    let path = center.dir.path().join("bomb.zip");
    zip(&path, "id,language\n", &"\n".repeat(1 << 16), 128);
    let silent = &mut |_: &str, _: u64| {};
    let options = center.options("center");
    let imported = portal_server::import::import_cases(&center.home, &path, &options, silent);
    let refused = told(imported, "a zip");
    assert!(
        refused.contains("unpacks to more than 200 times its size"),
        "{refused}"
    );
    assert!(center.facts().is_empty());
}

#[test]
fn a_playbook_is_not_read_through_links() {
    let center = Center::new();
    let folder = center.dir.path().join("words");
    fs::create_dir(&folder).expect("a folder");
    symlink("/dev/zero", folder.join("en.json")).expect("a link");
    let silent = &mut |_: &str, _: u64| {};
    let imported = import_playbook(&center.home, &folder, &center.options("center"), silent);
    let told = imported.expect_err("refused").to_string();
    assert!(
        told.contains("en.json: expected a file, found a link"),
        "{told}"
    );
}

#[test]
fn a_playbook_without_a_bottom_is_refused() {
    let center = Center::new();
    let path = center.file("en.json", "[".repeat(500_000));
    let silent = &mut |_: &str, _: u64| {};
    let imported = import_playbook(&center.home, &path, &center.options("center"), silent);
    assert!(told(imported, "words").contains("expected JSON"));
}
