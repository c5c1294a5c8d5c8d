//! What never ends, through a pipe: every format gives up in time, with a reason, and without filling the memory.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};

use portal_server::center::CenterConfig;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::settings::SourceSettings;
use portal_server::import::{
    import_appointments, import_calendar, import_cases, import_playbook, import_services,
};

use crate::support::{Center, HEAD};
use crate::visits::{SOURCE, center};

/// Most memory the process may have had at any time, in kB: the fourth part of a small machine's.
const MOST_MEMORY: u64 = 256 << 10;

/// A pipe that somebody writes into for as long as somebody reads: `head`, and then `part` over and over.
fn endless(
    dir: &Path,
    number: usize,
    name: &str,
    head: &str,
    part: &str,
) -> (PathBuf, JoinHandle<()>) {
    let dir = dir.join(number.to_string());
    fs::create_dir_all(&dir).expect("a folder");
    let path = dir.join(name);
    let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    let (to, head) = (path.clone(), head.to_owned());
    let part = part.repeat((64 << 10) / part.len() + 1);
    let writer = thread::spawn(move || {
        let mut pipe = File::options().write(true).open(to).expect("a pipe");
        let mut more = pipe.write_all(head.as_bytes());
        // It ends when nobody reads any more.
        while more.is_ok() {
            more = pipe.write_all(part.as_bytes());
        }
    });
    (path, writer)
}

/// The most memory that this process ever had, in kB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.expect("a figure")
}

fn import(center: &Center, what: &str, path: &Path) -> Result<Summary, ImportError> {
    let (home, options) = (&center.home, center.options(SOURCE));
    let silent = &mut |_: &str, _: u64| {};
    match what {
        "cases" => import_cases(home, path, &options, silent),
        "services" => import_services(home, path, &options, silent),
        "appointments" => import_appointments(home, path, &options, silent),
        "calendar" => import_calendar(home, path, &options, silent),
        "playbook" => import_playbook(home, path, &options, silent),
        other => panic!("no format {other}"),
    }
}

#[test]
fn whatever_never_ends_is_given_up() {
    let center = center();
    let before = center.facts();
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n";
    let files = [
        (
            "cases",
            "line.ndjson",
            HEAD,
            " ",
            "a line shorter than 1 MB",
        ),
        (
            "cases",
            "families.csv",
            "id,language\n1,\"",
            "a",
            "a row shorter than 1 MB",
        ),
        (
            "cases",
            "families.csv",
            "id,language\n1",
            ",",
            "a row shorter than 1 MB",
        ),
        ("services", "text.json", "{\"id\":\"", "a", "longer than"),
        ("services", "deep.json", "", "[", "longer than"),
        (
            "services",
            "list.ndjson",
            "[{\"id\":[0",
            ",0",
            "longer than",
        ),
        (
            "services",
            "names.json",
            "{\"id\":\"1\"",
            ",\"a\":{}",
            "longer than",
        ),
        (
            "services",
            "lists.json",
            "{\"id\":\"1\"",
            ",\"a\":[]",
            "longer than",
        ),
        (
            "appointments",
            "text.json",
            "{\"resourceType\":\"",
            "a",
            "at most 32 MB",
        ),
        ("appointments", "deep.json", "", "[", "at most 32 MB"),
        ("calendar", "line.ics", calendar, "a", "at most 32 MB"),
        ("calendar", "lines.ics", calendar, "A:\n", "at most 32 MB"),
        ("playbook", "en.json", "", "[", "at most 1 MB"),
    ];
    for (number, (what, name, head, part, expected)) in (1..).zip(files) {
        let (path, writer) = endless(center.dir.path(), number, name, head, part);
        let told = import(&center, what, &path).expect_err(name).to_string();
        assert!(told.contains(expected), "{what} {name}: {told}");
        assert_eq!(center.facts(), before, "{what} {name}");
        writer.join().expect("the writer is told");
    }
    for settings in ["center.json", "source.json"] {
        let (path, writer) = endless(center.dir.path(), 0, settings, "{\"name\":\"", "a");
        let told = match settings {
            "center.json" => CenterConfig::read(&path).expect_err("endless").to_string(),
            _ => SourceSettings::read_file(&path)
                .expect_err("endless")
                .to_string(),
        };
        assert!(told.contains("at most 1 MB"), "{settings}: {told}");
        writer.join().expect("the writer is told");
    }
    assert!(peak() < MOST_MEMORY, "{} kB", peak());
}
