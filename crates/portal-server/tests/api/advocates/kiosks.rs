//! The centre's touch screens, as any member of staff sees them, while the hours pass.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::kept::OWN;
use crate::kiosk::screen::{add, revoke};

const PATH: &str = "/api/v1/advocate/kiosks";

/// A point of the curve P-256 (its generator, FIPS 186-4, D.1.2.3), uncompressed.
const KEY: &str =
    "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";

async fn enrol(app: &TestApp, code: &str) {
    let body = json!({"code": code, "public_key": KEY});
    let answer = app.post("/api/v1/kiosk/enrol", "", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

async fn states(app: &TestApp, cookie: &str) -> Vec<(String, String)> {
    let answer = app.get(PATH, cookie).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.json();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let kiosks = body["kiosks"].as_array().expect("kiosks").iter();
    kiosks
        .map(|k| (text(&k["name"]), text(&k["state"])))
        .collect()
}

fn told(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, state): &(&str, &str)| ((*name).to_owned(), (*state).to_owned());
    list.iter().map(own).collect()
}

/// A demo without the screens it comes with.
async fn start() -> TestApp {
    let app = TestApp::start();
    app.change(&format!("DELETE FROM kiosk {OWN}"), &[]).await;
    app
}

#[tokio::test]
async fn a_touch_screen_waits_works_falls_silent_and_is_revoked() {
    let app = start().await;
    let code = add(&app, "Lobby").await;
    add(&app, "Play room").await;
    let cookie = app.sign_staff_in("rosa.medrano").await;
    let both_wait = told(&[("Lobby", "waiting"), ("Play room", "waiting")]);
    assert_eq!(states(&app, &cookie).await, both_wait);

    enrol(&app, &code).await;
    app.clock.advance_sessions(299);
    let works = told(&[("Lobby", "working"), ("Play room", "waiting")]);
    assert_eq!(states(&app, &cookie).await, works);
    app.clock.advance_sessions(1);
    let silent = told(&[("Lobby", "silent"), ("Play room", "waiting")]);
    assert_eq!(states(&app, &cookie).await, silent);

    app.clock.advance_sessions(300);
    revoke(&app, "Lobby").await;
    let over = told(&[("Lobby", "revoked"), ("Play room", "lapsed")]);
    assert_eq!(states(&app, &cookie).await, over);
}

#[tokio::test]
async fn times_are_told_as_the_clocks_of_the_centre_show_them() {
    let app = start().await;
    let code = add(&app, "Lobby").await;
    add(&app, "Play room").await;
    enrol(&app, &code).await;
    // The one-time code of the sign-in lets half a minute pass, and the machine's own seconds pass as well.
    let cookie = app.sign_staff_in("rosa.medrano").await;
    let body = app.get(PATH, &cookie).await.json();
    assert_eq!(body["as_of"], "2026-03-10T09:00:00-05:00");
    let (lobby, play) = (&body["kiosks"][0], &body["kiosks"][1]);
    assert_eq!(
        (&lobby["code_until"], &play["heard_at"]),
        (&Value::Null, &Value::Null)
    );
    let near = |value: &Value, expected: &str| {
        let told: jiff::Timestamp = value.as_str().expect("a time").parse().expect("a time");
        let expected: jiff::Timestamp = expected.parse().expect("a time");
        let apart = expected.as_second() - told.as_second();
        assert!((0..60).contains(&apart), "{told}");
        assert!(value.as_str().is_some_and(|t| t.ends_with("-05:00")));
    };
    near(&lobby["heard_at"], "2026-03-10T08:59:30-05:00");
    near(&play["code_until"], "2026-03-10T09:09:30-05:00");
}

#[tokio::test]
async fn nobody_but_staff_reads_of_touch_screens() {
    let app = start().await;
    let family = app.sign_in(&app.caregiver_of("on-time")).await;
    for cookie in ["", &family] {
        assert_eq!(app.get(PATH, cookie).await.status, StatusCode::UNAUTHORIZED);
    }
}
