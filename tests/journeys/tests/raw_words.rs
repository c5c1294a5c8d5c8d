//! What agencies write in their own words reaches nobody: not the screen, its title, address or
//! paper, not the calendar, not a voice, not an answer of the API, not the log, not the disk.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use journeys::{Card, Centre, Name, NeutralSite, Visitor, Words};
use serde_json::{Value, json};

/// Stands in every raw text; the feed's and the field's name follow.
const CANARY: &str = "zqcanary";

/// The same in the case feed, whose raw texts are not even kept.
const CASE: &str = "zqcanary-case";

/// The same in the address of a place that is kept secret, which is told nowhere.
const SECRET: &str = "zqcanary-secret";

/// The directory as other programs read it. It is public, people and all, but for secret places.
const HSDS: [&str; 4] = [
    "/hsds/v3/services?full=true&per_page=1000",
    "/hsds/v3/services?full=true&format=ndjson",
    "/hsds/v3/service_at_locations?full=true&per_page=1000",
    "/hsds/v3/organizations?full=true&full_service=true&per_page=1000",
];

/// Every field of the case feed that may hold an agency's free text (`docs/import.md`).
const RAW_FIELDS: [&str; 18] = [
    "comment",
    "comments",
    "description",
    "instruction",
    "instructions",
    "memo",
    "message",
    "narrative",
    "note",
    "notes",
    "patient_instruction",
    "reason_text",
    "remark",
    "remarks",
    "statement",
    "summary",
    "text",
    "title",
];

/// Answers of the API beside those of single visits.
const ANSWERS: [&str; 11] = [
    "/api/v1/center",
    "/api/v1/playbook/en",
    "/api/v1/directory",
    "/api/v1/openapi.json",
    "/api/v1/session",
    "/api/v1/me/overview",
    "/api/v1/me/steps",
    "/api/v1/me/appointments",
    "/api/v1/me/team",
    "/api/v1/me/updates",
    "/readyz",
];

fn planted(feed: &str, field: &str) -> Value {
    json!(format!("{CANARY}-{feed}-{field} <b>hit</b> \u{202e}her"))
}

/// Every line of the case feed with a canary in each raw field.
fn plant_in_cases(line: &str) -> Result<String> {
    let mut row: Value = serde_json::from_str(line)?;
    let fields = row.as_object_mut().context("an object a line")?;
    if fields.get("type") != Some(&json!("feed")) {
        for field in RAW_FIELDS {
            fields.insert(field.to_owned(), planted("case", field));
        }
        if let Some(Value::Object(changed)) = fields.get_mut("changed") {
            changed.insert("comment".to_owned(), planted("case", "changed"));
        }
    }
    Ok(row.to_string())
}

/// Every service with a canary in each text that names people or is for staff, and in the address
/// of confidential places.
fn plant_in_services(line: &str) -> Result<String> {
    let mut service: Value = serde_json::from_str(line)?;
    service["assurer_email"] = planted("service", "assurer_email");
    service["contacts"] = json!([{"id": "c-1", "name": planted("service", "contact"), "email": planted("service", "email")}]);
    service["metadata"] = json!([{"id": "m-1", "resource_id": "r", "resource_type": "service",
        "last_action_date": "2026-01-01", "last_action_type": "update", "field_name": "description",
        "previous_value": planted("service", "previous"), "replacement_value": planted("service", "replacement"),
        "updated_by": planted("service", "updated_by")}]);
    if service["name"] == "Heron House" {
        service["service_at_locations"][0]["location"]["addresses"] = json!([{"id": "a-1",
            "address_1": planted("secret", "address"), "city": planted("secret", "city"), "state_province": "MO",
            "postal_code": "64101", "country": "US", "address_type": "physical"}]);
    }
    Ok(service.to_string())
}

fn plant(home: &Path) -> Result<()> {
    type Plant = fn(&str) -> Result<String>;
    let feeds: [(&str, &str, &str, Plant); 2] = [
        ("cases", "center", "demo-cases.ndjson", plant_in_cases),
        (
            "services",
            "directory",
            "demo-services.ndjson",
            plant_in_services,
        ),
    ];
    for (what, source, file, plant) in feeds {
        let path = home.join(file);
        let text = fs::read_to_string(&path)?;
        let lines: Vec<String> = text.lines().map(plant).collect::<Result<_>>()?;
        fs::write(&path, lines.join("\n"))?;
        let output = Command::new(journeys::portal())
            .args(["import", what, "--source", source, "--home"])
            .arg(home)
            .arg(&path)
            .output()?;
        let told = [output.stderr, output.stdout].concat();
        let told = String::from_utf8_lossy(&told);
        ensure!(output.status.success(), "import {what}: {told}");
        ensure!(
            !told.contains(CANARY),
            "the report repeats raw words: {told}"
        );
        // The raw file itself is the agency's; the centre keeps none.
        fs::remove_file(&path)?;
    }
    Ok(())
}

#[tokio::test]
async fn raw_words_of_agencies_reach_nobody() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::prepared(&site.url, plant)?;
    for family in ["kansas-city", "three-children"] {
        let visitor = Visitor::with_phone("en", &centre).await?;
        let card = centre.card(family)?;
        read_every_screen(&visitor, &card).await?;
        nothing_is_answered(&centre, &visitor.cookie().await?)?;
    }
    nothing_is_on_the_disk(centre.home())
}

/// Screens by the link that leads there.
const SCREENS: [&str; 7] = [
    "nav.home",
    "nav.steps",
    "nav.visits",
    "nav.people",
    "nav.help",
    "rights.link",
    "nav.home",
];

async fn read_every_screen(visitor: &Visitor, card: &Card) -> Result<()> {
    let words = Words::of("en")?;
    visitor.signs_in(&words, &words, card).await?;
    visitor.understands(&words).await?;
    for door in SCREENS {
        visitor.tap("link", Name::Is(words.get(door)?)).await?;
        visitor.has_loaded(&words).await?;
        nothing_is_shown(visitor, door).await?;
    }
    visitor
        .tap("link", Name::Is(words.get("news.link")?))
        .await?;
    visitor.has_loaded(&words).await?;
    nothing_is_shown(visitor, "news").await?;
    visitor
        .tap("link", Name::Is(words.get("nav.visits")?))
        .await?;
    visitor.has_loaded(&words).await?;
    let open_each = "[...document.querySelectorAll('main h3 a')].map(a => a.textContent.trim())";
    let visits = visitor.script(open_each).await?;
    for at in 0..visits.as_array().map_or(0, Vec::len) {
        let follow = format!("document.querySelectorAll('main h3 a')[{at}].click()");
        visitor.script(&follow).await?;
        visitor
            .find("link", Name::Has(words.get("visits.all")?))
            .await?;
        nothing_is_shown(visitor, "a visit").await?;
        visitor
            .tap("link", Name::Has(words.get("visits.all")?))
            .await?;
        visitor.has_loaded(&words).await?;
    }
    Ok(())
}

/// The whole document with everything unfolded, its title, its address and what can be copied. What
/// is printed or read aloud is taken from here.
async fn nothing_is_shown(visitor: &Visitor, screen: &str) -> Result<()> {
    let shown = "document.querySelectorAll('details').forEach(d => { d.open = true; });
        [document.title, location.href, document.documentElement.outerHTML,
         (getSelection().selectAllChildren(document.body), getSelection().toString())].join('\\n')";
    let text = visitor.script(shown).await?;
    let text = text.as_str().context("the document")?;
    ensure!(!text.contains(CANARY), "{screen} shows raw words:\n{text}");
    Ok(())
}

fn nothing_is_answered(centre: &Centre, cookie: &str) -> Result<()> {
    let mut paths: Vec<String> = ANSWERS.map(str::to_owned).to_vec();
    let visits = centre.send("GET", "/api/v1/me/appointments", cookie)?;
    let ids = visits
        .match_indices("\"id\":\"")
        .filter_map(|(at, found)| visits[at + found.len()..].split('"').next());
    for id in ids {
        paths.push(format!("/api/v1/me/appointments/{id}"));
        paths.push(format!("/api/v1/me/appointments/{id}.ics"));
    }
    for path in HSDS {
        let answer = centre.send("GET", path, "")?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        for canary in [CASE, SECRET] {
            ensure!(
                !answer.contains(canary),
                "{path} answers {canary}:\n{answer}"
            );
        }
    }
    let directory = centre.send("GET", "/api/v1/directory", cookie)?;
    ensure!(
        directory.contains("\"letters\""),
        "the directory was not answered"
    );
    let center = centre.send("GET", "/api/v1/center", "")?;
    let hash = center.split("\"hash\":\"").nth(1);
    let hash = hash.and_then(|rest| rest.split('"').next());
    let pack = format!("/api/v1/directory/{}/pack", hash.context("a directory")?);
    let answer = centre.send("GET", &pack, "")?;
    // Of a name only what differs from the one before is packed.
    ensure!(answer.contains("ron House"), "the pack was not answered");
    paths.push(pack);
    for path in paths {
        let answer = centre.send("GET", &path, cookie)?;
        ensure!(
            !answer.contains(CANARY),
            "{path} answers raw words:\n{answer}"
        );
    }
    Ok(())
}

/// Neither the log nor a database holds them, not even where nobody looks. Where a secret place is
/// stays in the working database.
fn nothing_is_on_the_disk(home: &Path) -> Result<()> {
    for entry in fs::read_dir(home)? {
        let path = entry?.path();
        if path.is_dir() {
            nothing_is_on_the_disk(&path)?;
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(&path)?;
        for canary in [CASE, SECRET] {
            let found = bytes.windows(canary.len()).any(|w| w == canary.as_bytes());
            let at_home = canary == SECRET && name.starts_with("working.db");
            ensure!(!found || at_home, "{} keeps {canary}", path.display());
        }
    }
    Ok(())
}
