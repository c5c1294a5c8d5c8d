//! Every file that libFuzzer begins with, in every run of the tests: none panics, and none is taken in by half.
//!
//! `cargo xtask harden --only fuzz` goes on from there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{Centre, FORMATS, files, format, is_seed};

/// Says which file it was, should a test fail while it is tried.
struct Trying<'a>(&'a str, String);

#[expect(
    clippy::print_stderr,
    reason = "whoever reads the failure must know the file"
)]
impl Drop for Trying<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("corpus/{}/{}", self.0, self.1);
        }
    }
}

/// Tries the files of one format, one after another.
fn replay(name: &str) {
    let mut centre = Centre::open();
    for (file, bytes) in files(name) {
        let trying = Trying(name, file);
        centre.takes(format(name), &bytes);
        drop(trying);
    }
    centre.publishes_what_it_took();
}

#[test]
fn a_case_feed_never_panics_and_is_never_taken_in_by_half() {
    replay("cases");
}

#[test]
fn tables_of_cases_never_panic_and_are_never_taken_in_by_half() {
    replay("tables");
}

#[test]
fn an_archive_never_panics_and_is_never_taken_in_by_half() {
    replay("archive");
}

#[test]
fn appointments_never_panic_and_are_never_taken_in_by_half() {
    replay("appointments");
}

#[test]
fn a_calendar_never_panics_and_is_never_taken_in_by_half() {
    replay("calendar");
}

#[test]
fn a_directory_in_json_never_panics_and_is_never_taken_in_by_half() {
    replay("services");
}

#[test]
fn a_directory_in_tables_never_panics_and_is_never_taken_in_by_half() {
    replay("services-tables");
}

#[test]
fn a_playbook_never_panics_and_is_never_taken_in_by_half() {
    replay("playbook");
}

#[test]
fn settings_never_panic() {
    replay("center");
}

#[test]
fn every_format_has_a_target_and_every_target_a_format() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root.join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .replace('_', "-")
            })
            .collect()
    };
    let formats: BTreeSet<_> = FORMATS
        .iter()
        .map(|format| format.name.to_owned())
        .collect();
    assert_eq!(names("fuzz_targets"), formats);
    assert_eq!(names("corpus"), formats);
}

#[test]
fn every_seed_is_good_before_it_is_changed() {
    for format in FORMATS {
        for (file, bytes) in files(format.name) {
            if is_seed(&file) {
                assert!(
                    Centre::open().takes(format, &bytes),
                    "{}/{file}",
                    format.name
                );
            }
        }
    }
}
