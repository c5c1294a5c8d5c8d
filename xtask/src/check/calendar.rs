//! Calendar files as two readers understand them that know nothing of the portal: icalendar, from the
//! Python package index, and ical.js, from npm. What they read must be what was sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::centre::{Home, Server};
use crate::{http, project, run, setup};

const LANGUAGES: [&str; 5] = ["en", "es", "vi", "ar", "so"];
const LEVELS: [&str; 3] = ["time", "place", "all"];
const PHONE: &str = "816-555-0100";

/// The time of one visit in the feed, and another one that it had before.
const MOVED: (&str, &str) = ("2026-11-05T10:00:00-06:00", "2026-11-04T15:00:00-06:00");

/// The long name in the feed, which has to be folded between its letters.
const LONG: &str = "مركز النور لرعاية الأسرة والطفل، المبنى الرئيسي، بجانب المكتبة العامة في الطابق الأرضي, \
    18 Hospital Hill Road, Clinic 4, Riverbend MO 64001";
const ESCAPED: &str = r#"Room 4; "Blue", left\right \n: end, 1 Main Street, rear, Riverbend"#;

/// What was sent of a visit, found by its start in the centre's time.
struct Sent {
    starts_at: &'static str,
    start: &'static str,
    end: Option<&'static str>,
    status: &'static str,
    sequence: u32,
    place: Option<&'static str>,
}

const SENT: [Sent; 5] = [
    Sent {
        starts_at: "2026-10-05T09:00:00-05:00",
        start: "2026-10-05T14:00:00Z",
        end: Some("2026-10-05T15:00:00Z"),
        status: "CONFIRMED",
        sequence: 0,
        place: Some(LONG),
    },
    Sent {
        starts_at: "2026-10-06T09:00:00-05:00",
        start: "2026-10-06T14:00:00Z",
        end: Some("2026-10-06T15:30:00Z"),
        status: "CONFIRMED",
        sequence: 0,
        place: Some(ESCAPED),
    },
    Sent {
        starts_at: "2026-10-07T09:00:00-05:00",
        start: "2026-10-07T14:00:00Z",
        end: Some("2026-10-07T15:00:00Z"),
        status: "CANCELLED",
        sequence: 0,
        place: Some(LONG),
    },
    // The night the clocks go back: by them it ends when it starts.
    Sent {
        starts_at: "2026-11-01T01:30:00-05:00",
        start: "2026-11-01T06:30:00Z",
        end: Some("2026-11-01T07:30:00Z"),
        status: "CONFIRMED",
        sequence: 0,
        place: Some(ESCAPED),
    },
    // Moved once, without an end, at a place that is kept secret.
    Sent {
        starts_at: MOVED.0,
        start: "2026-11-05T16:00:00Z",
        end: None,
        status: "TENTATIVE",
        sequence: 1,
        place: None,
    },
];

/// Serves a centre with these visits, downloads every file, and has both readers read them.
pub fn check() -> Result<()> {
    let home = Home::new("calendar-read")?;
    import(&home, &ours("feed.ndjson"))?;
    let server = Server::start(&home)?;
    let cookie = server.sign_in_with(&home.issue_card("reader-a")?)?;
    let folder = project::target().join("calendar");
    let expected = download(&server.address, &cookie, &folder)?;
    let library = setup::calendar_library()?;
    let mut node = run::program("node");
    node.arg(ours("read.mjs")).arg(library).arg(&folder);
    compare("ical.js", &run::output(&mut node)?, &expected)?;
    let Some(programs) = setup::calendar_reader()? else {
        println!("not run: python3 is not there");
        return Ok(());
    };
    let mut python = run::program(programs.join("python3"));
    python.arg(ours("read.py")).arg(&folder);
    compare("icalendar", &run::output(&mut python)?, &expected)?;
    println!("{} files read by both", expected.len());
    Ok(())
}

fn ours(name: &str) -> PathBuf {
    project::root().join("tests/calendar").join(name)
}

/// Imports the feed twice: as it was before a visit moved, and as it is.
fn import(home: &Home, feed: &Path) -> Result<()> {
    let text = fs::read_to_string(feed)?;
    ensure!(text.contains(MOVED.0), "the feed has no visit that moved");
    let before = home.path().join("before.ndjson");
    fs::write(&before, text.replace(MOVED.0, MOVED.1))?;
    home.import_cases(&before, "calendar-read")?;
    home.import_cases(feed, "calendar-read")
}

/// Downloads the file of each visit at each level in each language; returns what was sent in each.
fn download(address: &str, cookie: &str, folder: &Path) -> Result<BTreeMap<String, Value>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut expected = BTreeMap::new();
    let get = |path: &str| {
        http::request(address, "GET", path, &[("Cookie", cookie)], "").map(|answer| answer.text())
    };
    let list: Value = serde_json::from_str(&get("/api/v1/me/appointments")?)?;
    for (number, sent) in SENT.iter().enumerate() {
        let visits = list["appointments"].as_array().context("visits")?;
        let visit = visits.iter().find(|v| v["starts_at"] == sent.starts_at);
        let id = visit
            .and_then(|v| v["id"].as_str())
            .context(sent.starts_at)?;
        for (level, language) in LEVELS.iter().flat_map(|l| LANGUAGES.map(|g| (*l, g))) {
            let query = format!("shows={level}&language={language}");
            let file = get(&format!("/api/v1/me/appointments/{id}.ics?{query}"))?;
            for line in file.split("\r\n") {
                ensure!(
                    line.len() <= 75,
                    "{query}: a line of {} octets: {line}",
                    line.len()
                );
            }
            let name = format!("{number}-{level}-{language}.ics");
            fs::write(folder.join(&name), file)?;
            expected.insert(name, what_was_sent(sent, id, level, language)?);
        }
    }
    Ok(expected)
}

fn what_was_sent(sent: &Sent, id: &str, level: &str, language: &str) -> Result<Value> {
    let words = json_file(&format!("locales/{language}.json"))?;
    let book = json_file(&format!("playbook/{language}.json"))?;
    let phone = format!("\u{2068}{PHONE}\u{2069}");
    let check = words["calendar.check"].as_str().context("calendar.check")?;
    let place = sent.place.filter(|_| level != "time");
    let told = [
        book["appointments"]["medical_exam"]["title"].as_str(),
        Some("Readers, Writers & Co; \"Clinic\""),
        sent.place,
    ];
    Ok(json!({
        "UID": format!("{id}@calendar.invalid"),
        "SEQUENCE": sent.sequence,
        "STATUS": sent.status,
        "DTSTART": sent.start,
        "DTEND": sent.end,
        "SUMMARY": words["calendar.event"],
        "LOCATION": place,
        "CLASS": "PRIVATE",
        "DESCRIPTION": check.replace("{phone}", &phone),
        "told": told.into_iter().flatten().filter(|_| level == "all").collect::<Vec<_>>(),
    }))
}

fn json_file(path: &str) -> Result<Value> {
    let text = fs::read_to_string(project::root().join(path)).context(path.to_owned())?;
    Ok(serde_json::from_str(&text)?)
}

/// Everything that was sent is what a reader found. Above the last line of a description in full stands
/// what is told of the visit.
fn compare(reader: &str, read: &str, expected: &BTreeMap<String, Value>) -> Result<()> {
    let read: BTreeMap<String, Value> = serde_json::from_str(read).context(reader.to_owned())?;
    ensure!(
        read.len() == expected.len(),
        "{reader} read {} files",
        read.len()
    );
    for (name, sent) in expected {
        let found = read
            .get(name)
            .with_context(|| format!("{reader}: {name}"))?;
        for key in [
            "UID", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "CLASS",
        ] {
            let (found, sent) = (&found[key], &sent[key]);
            ensure!(
                found == sent,
                "{reader}: {name}: {key}: read {found}, sent {sent}"
            );
        }
        let stamps = ["DTSTAMP", "LAST-MODIFIED"].map(|key| &found[key]);
        ensure!(
            stamps[0].is_string() && stamps[0] == stamps[1],
            "{reader}: {name}: {stamps:?}"
        );
        let description = found["DESCRIPTION"].as_str().unwrap_or_default();
        let check = sent["DESCRIPTION"].as_str().unwrap_or_default();
        let told = sent["told"].as_array().map_or(&[][..], Vec::as_slice);
        let whole = if told.is_empty() {
            description == check
        } else {
            description.ends_with(check)
        };
        ensure!(whole, "{reader}: {name}: DESCRIPTION: {description}");
        for text in told.iter().filter_map(Value::as_str) {
            ensure!(
                description.contains(text),
                "{reader}: {name}: no {text} in {description}"
            );
        }
    }
    Ok(())
}
