//! C1: what the centre's staff import is on a family's screen at once, and a bad file changes nothing there.

use std::fs;

use anyhow::{Result, bail, ensure};
use journeys::{Centre, Name, Stage, TITLE};
use serde_json::json;

const CLINIC: &str = "Willow Creek Children's Clinic";
const COURT: &str = "Ash County Court";

/// What the centre says of the two sources that know nothing of its own ids.
const SETTINGS: [(&str, &str); 2] = [
    (
        "hospital",
        r#"{"what":"appointments","agency":"clinic","kinds":{"FUP":"medical_follow_up"}}"#,
    ),
    (
        "court-dates",
        r#"{"what":"calendar","agency":"court","kinds":{"HRG":"court_hearing","FUP":"medical_follow_up"},
            "family_from":["X-DOCKET"]}"#,
    ),
];

const SERVICES: &str = r#"{"id":"1","name":"Elm Street Pantry","status":"active","description":"Free food.",
    "organization":{"id":"2","name":"Elm Street Pantry","description":"Food."}}"#;

/// Whom the clinic and the court mean, and a step that nobody told yet.
const CASES: &str = r#"{"type":"feed","version":1,"as_of":"2025-06-03T08:00:00-05:00"}
{"type":"identifier","id":"i-1","agency":"clinic","value":"4471","family":"on-time"}
{"type":"identifier","id":"i-2","agency":"court","value":"26JU-4471","family":"on-time"}
{"type":"step","id":"s-1","family":"on-time","kind":"food_help","agency":"center","state":"in_progress","order":1}
"#;

/// A hearing, and the clinic's check-up as the court was told of it on June 1.
const CALENDAR: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Ash County Court//Calendar//EN
BEGIN:VEVENT
UID:hearing-1@court.example.org
DTSTAMP:20250601T120000Z
DTSTART;TZID=America/Chicago:20261208T133000
CATEGORIES:HRG
X-DOCKET:26JU-4471
END:VEVENT
BEGIN:VEVENT
UID:check-up-7@clinic.example.org
DTSTAMP:20250601T120000Z
DTSTART;TZID=America/Chicago:20261120T110000
CATEGORIES:FUP
X-DOCKET:26JU-4471
END:VEVENT
END:VCALENDAR
";

/// The clinic's export with the check-up at this time, an entry a line.
fn appointments(start: &str) -> String {
    let visit = json!({"resource": {"resourceType": "Appointment", "id": "v-7", "status": "booked",
        "meta": {"lastUpdated": "2025-06-02T12:00:00Z"}, "identifier": [{"value": "check-up-7@clinic.example.org"}],
        "appointmentType": {"coding": [{"code": "FUP"}]}, "start": start,
        "participant": [{"actor": {"reference": "Patient/4471"}, "status": "accepted"}]}});
    format!("{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n{visit}]}}")
}

/// Imports a file as staff would: how that ended, and what was printed.
fn import(centre: &Centre, what: &str, source: &str, text: &str) -> Result<(Option<i32>, String)> {
    let extension = match what {
        "appointments" => "json",
        "calendar" => "ics",
        _ => "ndjson",
    };
    let file = centre.home().join(format!("{source}.{extension}"));
    fs::write(&file, text)?;
    let path = file.display().to_string();
    centre.portal(&["import", what, &path, "--source", source])
}

fn accept(centre: &Centre, what: &str, source: &str, text: &str) -> Result<()> {
    let (code, printed) = import(centre, what, source, text)?;
    ensure!(
        code == Some(0) && printed.contains("accepted: "),
        "{printed}"
    );
    Ok(())
}

/// The file is refused whole, and the line, field and reason of its first mistake are told.
fn refuse(centre: &Centre, what: &str, source: &str, text: &str, mistake: &str) -> Result<()> {
    let (code, printed) = import(centre, what, source, text)?;
    ensure!(code == Some(2), "{what} ended with {code:?}: {printed}");
    ensure!(printed.contains(mistake), "{mistake} is not in {printed}");
    ensure!(printed.contains("nothing was changed"), "{printed}");
    Ok(())
}

/// What `portal sources` says of one source.
fn state_of(centre: &Centre, source: &str) -> Result<String> {
    let (_, printed) = centre.portal(&["sources"])?;
    let row = printed.lines().find(|row| row.starts_with(source));
    row.map_or_else(
        || bail!("no {source} in {printed}"),
        |row| Ok(row.to_owned()),
    )
}

/// Everything is imported once; then the family signs in.
async fn delivered() -> Result<Stage> {
    let stage = Stage::set("on-time").await?;
    let centre = &stage.centre;
    let folder = centre.home().join("sources");
    fs::create_dir_all(&folder)?;
    for (source, text) in SETTINGS {
        fs::write(folder.join(format!("{source}.json")), text)?;
    }
    let nine = appointments("2026-11-20T09:00:00-06:00");
    accept(
        centre,
        "services",
        "directory-211",
        &SERVICES.replace('\n', " "),
    )?;
    accept(centre, "cases", "intake", CASES)?;
    accept(centre, "appointments", "hospital", &nine)?;
    accept(centre, "calendar", "court-dates", CALENDAR)?;
    stage.enters().await?;
    is_served(&stage, "2026-11-20T09:00:00-06:00").await?;
    Ok(stage)
}

/// Waits until the running server answers with a visit at that time.
async fn is_served(stage: &Stage, start: &str) -> Result<()> {
    let cookie = stage.visitor.cookie().await?;
    let look = || async {
        let path = "/api/v1/me/appointments";
        let answer = stage.centre.send("GET", path, &cookie)?;
        let start = format!("\"starts_at\":\"{start}\"");
        ensure!(answer.contains(&start), "not served yet");
        Ok(())
    };
    stage.visitor.wait(look).await
}

/// Leaves home and comes back a minute later, when the phone asks again.
async fn looks_again(stage: &Stage) -> Result<()> {
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.goes_to(words, "nav.people", "people.title").await?;
    visitor.waits_minutes(1).await?;
    visitor.goes_to(words, "nav.home", "home.title").await
}

#[tokio::test]
async fn what_staff_import_is_on_the_screen_and_two_sources_that_differ_are_told() -> Result<()> {
    let stage = delivered().await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    looks_again(&stage).await?;
    let shown = words.fill(
        "differs.shown",
        &[("agency", CLINIC), ("on", "June 2, 2025")],
    )?;
    let told = words.fill(
        "differs.time",
        &[
            ("agency", COURT),
            ("on", "June 1, 2025"),
            ("day", "Friday, November 20"),
            ("time", "11:00 AM"),
        ],
    )?;
    let title = playbook.get(&["appointments", "medical_follow_up", "title"])?;
    visitor.find("link", Name::Is(title)).await?;
    visitor.reads("9:00 AM").await?;
    visitor.reads(&told).await?;
    visitor
        .is_fine("home with two words on a visit", TITLE)
        .await?;

    visitor.goes_to(words, "nav.visits", "visits.title").await?;
    let hearing = playbook.get(&["appointments", "court_hearing", "title"])?;
    visitor.find("link", Name::Is(hearing)).await?;
    visitor.reads(&shown).await?;
    visitor.is_fine("visits of two sources", TITLE).await?;
    visitor.tap("link", Name::Is(title)).await?;
    visitor.find("heading", Name::Is(title)).await?;
    for text in [words.get("differs.title")?, &shown, &told] {
        visitor.reads(text).await?;
    }
    let call = visitor.find("link", Name::Has(COURT)).await?;
    ensure!(call.name.contains("816-555-0155"), "{call:?}");
    visitor.is_fine("a visit two sources tell", TITLE).await?;

    visitor.goes_to(words, "nav.steps", "steps.title").await?;
    visitor
        .reads(playbook.get(&["steps", "food_help", "title"])?)
        .await?;
    visitor.open("/help").await?;
    visitor.searches(words, "pantry").await?;
    visitor.find("link", Name::Is("Elm Street Pantry")).await?;
    Ok(())
}

#[tokio::test]
async fn a_bad_file_is_refused_whole_and_the_next_good_one_is_seen_at_once() -> Result<()> {
    let stage = delivered().await?;
    let (visitor, words, centre) = (&stage.visitor, &stage.words, &stage.centre);
    for source in ["directory-211", "intake", "hospital", "court-dates"] {
        ensure!(state_of(centre, source)?.ends_with("  good"));
    }
    let nameless = r#"{"id":"1","status":"active"}"#;
    refuse(centre, "services", "directory-211", nameless, ":1: name: ")?;
    let stranger = CASES.replace(
        "\"family\":\"on-time\",\"kind\"",
        "\"family\":\"nobody\",\"kind\"",
    );
    refuse(
        centre,
        "cases",
        "intake",
        &stranger,
        ":4: family: expected the id of a family",
    )?;
    let endless = CALENDAR.replace("20261208T133000", "someday");
    refuse(centre, "calendar", "court-dates", &endless, ":7: DTSTART: ")?;
    let friday = appointments("next Friday");
    refuse(
        centre,
        "appointments",
        "hospital",
        &friday,
        ":2: entry[0].start: ",
    )?;
    let state = state_of(centre, "hospital")?;
    ensure!(
        state.contains("refused ") && state.ends_with("1 error; the first in line 2"),
        "{state}"
    );

    looks_again(&stage).await?;
    let title = stage
        .playbook
        .get(&["appointments", "medical_follow_up", "title"])?;
    visitor.find("link", Name::Is(title)).await?;
    visitor.reads("9:00 AM").await?;
    let down = [("agency", CLINIC), ("day", "November 14")];
    visitor.reads(&words.fill("source.down", &down)?).await?;
    visitor
        .is_fine("home with an agency that was not reached", TITLE)
        .await?;

    accept(
        centre,
        "appointments",
        "hospital",
        &appointments("2026-11-20T11:00:00-06:00"),
    )?;
    accept(centre, "calendar", "court-dates", CALENDAR)?;
    is_served(&stage, "2026-11-20T11:00:00-06:00").await?;
    ensure!(state_of(centre, "hospital")?.ends_with("  good"));
    looks_again(&stage).await?;
    visitor.reads("11:00 AM").await?;
    let text = visitor.text().await?;
    let silent = words.fill("source.never", &[("agency", CLINIC)])?;
    ensure!(!text.contains(&silent), "{text}");
    ensure!(
        !text.contains(words.get("differs.title")?),
        "now they agree:\n{text}"
    );
    visitor.is_fine("home when all agree", TITLE).await?;
    Ok(())
}
