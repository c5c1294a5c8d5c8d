//! What each endpoint answers, as snapshots a person can read.

use axum::http::StatusCode;

use crate::harness::{TestApp, take_back};

async fn snapshot(app: &TestApp, name: &str, path: &str, cookie: &str) {
    let answer = app.get(path, cookie).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    assert_eq!(
        answer.header("cache-control"),
        "no-store",
        "{path} is private"
    );
    insta::assert_json_snapshot!(name, answer.json());
}

#[tokio::test]
async fn the_silent_case_shows_its_days_its_promises_and_whom_to_call() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("kansas-city")).await;
    let overview = app.get("/api/v1/me/overview", &cookie).await.json();
    assert_eq!(overview["quiet"][0]["agency"], "police");
    assert_eq!(overview["quiet"][0]["days"], 400);
    assert_eq!(
        overview["late"].as_array().map(Vec::len),
        Some(2),
        "two late promises"
    );
    for late in overview["late"].as_array().into_iter().flatten() {
        assert!(late["days_late"].as_i64() > Some(0));
        assert!(
            late["contact"]["phone"].is_string() && !late["escalation"][0]["phone"].is_null(),
            "whom to call: {late}"
        );
    }
    snapshot(&app, "overview_kansas_city", "/api/v1/me/overview", &cookie).await;
    snapshot(&app, "steps_kansas_city", "/api/v1/me/steps", &cookie).await;
    snapshot(&app, "team_kansas_city", "/api/v1/me/team", &cookie).await;
    snapshot(&app, "updates_kansas_city", "/api/v1/me/updates", &cookie).await;
}

#[tokio::test]
async fn visits_come_with_place_people_papers_and_interpreter() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("three-children")).await;
    snapshot(
        &app,
        "appointments_three_children",
        "/api/v1/me/appointments",
        &cookie,
    )
    .await;
    let list = app.get("/api/v1/me/appointments", &cookie).await.json();
    let id = list["appointments"][0]["id"].as_str().expect("an id");
    snapshot(
        &app,
        "appointment_three_children",
        &format!("/api/v1/me/appointments/{id}"),
        &cookie,
    )
    .await;
    let spanish = app.sign_in(&app.caregiver_of("espanol")).await;
    let overview = app.get("/api/v1/me/overview", &spanish).await.json();
    assert_eq!(
        overview["next_appointment"]["interpreter"], "not_yet",
        "a visible problem"
    );
}

#[tokio::test]
async fn every_family_of_the_demo_can_be_read_whole() {
    let app = TestApp::start();
    for card in app
        .demo
        .caregivers
        .iter()
        .filter(|c| c.label != "Former guardian")
    {
        let cookie = app.sign_in(&card.caregiver).await;
        for path in ["overview", "steps", "appointments", "team", "updates"] {
            let answer = app.get(&format!("/api/v1/me/{path}"), &cookie).await;
            assert_eq!(answer.status, StatusCode::OK, "{} {path}", card.caregiver);
            let body = answer.json();
            assert!(
                body["as_of"]
                    .as_str()
                    .is_some_and(|t| t.starts_with("2026-03-10T09:00:00")),
                "{body}"
            );
            assert!(body["sources"].is_array());
        }
    }
}

#[tokio::test]
async fn a_family_without_news_reads_since_when_nothing_changed() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("closed")).await;
    let body = app.get("/api/v1/me/updates", &cookie).await.json();
    assert_eq!(body["updates"], serde_json::json!([]));
    assert_eq!(
        (&body["unchanged_since"], &body["checked_on"]),
        (&"2025-12-31".into(), &"2026-03-10".into()),
        "the last news are 69 days old"
    );
}

#[tokio::test]
async fn a_calendar_file_says_when_and_nothing_else() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    let overview = app.get("/api/v1/me/overview", &cookie).await.json();
    let visit = &overview["next_appointment"];
    let id = visit["id"].as_str().expect("an id");
    let file = app
        .get(&format!("/api/v1/me/appointments/{id}.ics"), &cookie)
        .await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"appointment.ics\""
    );
    let text = file.text();
    assert!(
        text.contains("SUMMARY:Appointment\r\n") && text.contains(&format!("UID:{id}@")),
        "{text}"
    );
    for word in [
        "LOCATION",
        "ORGANIZER",
        "ATTENDEE",
        "Family Center",
        "clinic",
        "interview",
    ] {
        assert!(!text.contains(word), "{word} is in {text}");
    }
    assert!(
        text.lines().all(|l| l.len() <= 75),
        "RFC 5545 3.1: lines are folded"
    );
    let start: jiff::Timestamp = visit["starts_at"]
        .as_str()
        .and_then(|t| t.parse().ok())
        .expect("a time");
    assert!(
        text.contains(&format!("DTSTART:{}", start.strftime("%Y%m%dT%H%M%SZ"))),
        "{text}"
    );
}

#[tokio::test]
async fn the_api_describes_itself() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json", "").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn readiness_needs_a_snapshot_and_the_phone_number_does_not() {
    let app = TestApp::start();
    assert_eq!(app.get("/readyz", "").await.status, StatusCode::OK);
    assert_eq!(app.get("/healthz", "").await.text(), "ok");
    let bare = TestApp::start_with(take_back);
    let ready = bare.get("/readyz", "").await;
    assert_eq!(
        (ready.status, ready.json()["ready"].clone()),
        (StatusCode::SERVICE_UNAVAILABLE, false.into())
    );
    assert_eq!(
        bare.get("/api/v1/center", "").await.json()["phone"],
        "816-555-0100"
    );
}
