//! A file that is downloaded again takes the place of the old entry: same UID, higher SEQUENCE.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::family::{DAY_BEFORE, Family, case, visit};
use crate::harness::NOW;

/// The properties of the one visit's file.
async fn properties(family: &Family, query: &str) -> BTreeMap<String, String> {
    let cookie = family.app.sign_in("p").await;
    let list = family
        .app
        .get("/api/v1/me/appointments", &cookie)
        .await
        .json();
    let id = list["appointments"][0]["id"].as_str().expect("a visit");
    let path = format!("/api/v1/me/appointments/{id}.ics{query}");
    let answer = family.app.get(&path, &cookie).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text().replace("\r\n ", "");
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn a_visit_that_moved_updates_the_entry_and_the_same_file_does_not() {
    let family = Family::start();
    let first = (DAY_BEFORE, case(&[visit(json!({}))]));
    let moved = case(&[visit(json!({"starts_at": "2026-03-21T10:00:00-05:00"}))]);
    family.deliver(std::slice::from_ref(&first)).await;
    let before = properties(&family, "").await;
    family
        .deliver(&[first.clone(), (NOW, first.1.clone())])
        .await;
    assert_eq!(properties(&family, "").await, before, "the same file again");
    family
        .deliver(&[first.clone(), (NOW, moved.clone()), (NOW, moved)])
        .await;
    let after = properties(&family, "").await;
    assert_eq!(before["UID"], after["UID"]);
    let told = |of: &BTreeMap<String, String>| {
        ["SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART"].map(|name| of[name].clone())
    };
    let [day_before, now] = ["20260309T140000Z", "20260310T140000Z"];
    assert_eq!(
        told(&before),
        ["0", day_before, day_before, "20260320T150000Z"]
    );
    assert_eq!(told(&after), ["1", now, now, "20260321T150000Z"]);
}

#[tokio::test]
async fn a_visit_that_was_called_off_is_called_off_in_the_calendar() {
    let family = Family::start();
    let off = case(&[visit(json!({"status": "cancelled"}))]);
    family
        .deliver(&[(DAY_BEFORE, case(&[visit(json!({}))])), (NOW, off)])
        .await;
    let file = properties(&family, "").await;
    assert_eq!(
        [&file["STATUS"], &file["TRANSP"], &file["SEQUENCE"]],
        ["CANCELLED", "TRANSPARENT", "1"]
    );
    assert_eq!(file["SUMMARY"], "Appointment");
}

#[tokio::test]
async fn a_place_that_has_another_name_updates_the_entry() {
    let family = Family::start();
    let renamed = |lines: Vec<Value>| -> Vec<Value> {
        let mut lines = lines;
        for line in &mut lines {
            if line["type"] == "place" && line["id"] == "north" {
                line["name"] = json!("North, second door");
            }
        }
        lines
    };
    let before = case(&[visit(json!({}))]);
    family
        .deliver(&[(DAY_BEFORE, before.clone()), (NOW, renamed(before))])
        .await;
    let file = properties(&family, "?shows=place").await;
    assert_eq!(
        [&file["LOCATION"], &file["SEQUENCE"]],
        [r"North\, second door", "1"]
    );
}
