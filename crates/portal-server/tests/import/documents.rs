//! The examples of visits in `docs/visits.md` can be imported as they stand there.

use std::path::Path;

use crate::support::{Center, feed};
use crate::visits::{SOURCE, appointments, calendar, kept};

/// The fenced examples under a heading: the source's settings, then a file.
fn examples(heading: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/visits.md");
    let text = std::fs::read_to_string(path).expect("the document");
    let section = text
        .split("\n## ")
        .find(|part| part.starts_with(heading))
        .expect(heading);
    let fenced = section.split("```").skip(1).step_by(2);
    fenced
        .map(|block| block.split_once('\n').expect("a block").1.to_owned())
        .collect()
}

fn center(settings: &str, agency: &str, number: &str) -> Center {
    let center = Center::new();
    let lines = [
        format!(r#"{{"type":"agency","id":"{agency}","kind":"hospital","name":"Agency"}}"#),
        r#"{"type":"place","id":"courthouse","name":"Courthouse"}"#.to_owned(),
        r#"{"type":"family","id":"f","language":"en"}"#.to_owned(),
        format!(
            r#"{{"type":"identifier","id":"i","agency":"{agency}","value":"{number}","family":"f"}}"#
        ),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    center.cases("center", feed(&lines)).expect("families");
    std::fs::create_dir_all(center.home.sources()).expect("a folder");
    let path = center.home.sources().join(format!("{SOURCE}.json"));
    std::fs::write(path, settings).expect("settings");
    center
}

#[test]
fn the_example_of_appointments_is_taken_in_with_its_people_and_its_place() {
    let [settings, file] = <[String; 2]>::try_from(examples("Appointments")).expect("two examples");
    let center = center(&settings, "clinic", "4471");
    appointments(&center, file.as_bytes()).expect("accepted");
    let visit = &kept(&center, "appointment")[0];
    assert_eq!(
        (
            visit["kind"].as_str(),
            visit["people"].as_array().map(Vec::len)
        ),
        (Some("medical_exam"), Some(1))
    );
    assert!(visit["place"].is_string());
}

#[test]
fn the_example_of_a_calendar_is_taken_in() {
    let [settings, file] = <[String; 2]>::try_from(examples("Calendars")).expect("two examples");
    let center = center(&settings, "court", "26JU-4471");
    calendar(&center, file.as_bytes()).expect("accepted");
    let visit = &kept(&center, "appointment")[0];
    assert_eq!(
        (visit["kind"].as_str(), visit["place"].as_str()),
        (Some("court_hearing"), Some("courthouse"))
    );
    assert_eq!(visit["starts_at"], "2026-03-20T14:00:00Z");
}
