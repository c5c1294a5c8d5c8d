//! Signing in at a kiosk: strangers cannot use up its tries, and nothing is remembered.

use std::time::Instant;

use axum::http::StatusCode;
use serde_json::json;

use super::screen::{Screen, add, told};
use crate::harness::TestApp;
use crate::kept::OWN;

fn failed() -> (u16, String) {
    (401, "sign_in_failed".to_owned())
}

#[tokio::test]
async fn strangers_do_not_lock_a_family_out_of_a_kiosk_and_no_kiosk_out_of_another() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    let caregiver = app.caregiver_of("on-time");
    let (code, pin) = app.card(&caregiver);
    let wrong = json!({"code": code, "pin": "000001"});
    for _ in 0..6 {
        app.post_session(wrong.clone(), "").await;
    }
    let right = json!({"code": code, "pin": pin});
    let stranger = app.post_session(right.clone(), "").await;
    assert_eq!(told(&stranger), failed(), "strangers have used theirs up");
    let answer = lobby.sign_in(&app, &caregiver).await;
    assert_eq!(answer.json()["wrong_tries"], 7);
    for _ in 0..10 {
        let answer = lobby.post(&app, "session", wrong.clone()).await;
        assert_eq!(told(&answer), failed());
    }
    let answer = lobby.post(&app, "session", right.clone()).await;
    assert_eq!(
        told(&answer),
        failed(),
        "a kiosk has ten tries an hour with each card"
    );
    let other = app.caregiver_of("espanol");
    lobby.sign_in(&app, &other).await;
    garden.sign_in(&app, &caregiver).await;
    app.clock.advance_sessions(3601);
    let answer = lobby.post(&app, "session", right).await;
    assert_eq!(answer.status, StatusCode::OK, "an hour later");
}

#[tokio::test]
async fn every_failure_at_a_kiosk_answers_the_same_after_the_same_time() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let (ended_code, ended_pin) = app.card("sep-guardian");
    let keys = app.staff("dana.whitlow");
    let totp = app.one_time_code("dana.whitlow");
    for body in [
        json!({"code": code, "pin": "000001"}),
        json!({"code": "0000-0000-0000", "pin": pin}),
        json!({"code": ended_code, "pin": ended_pin}),
        json!({"code": "no code", "pin": "x"}),
        // Staff do not sign in where families look on, not even with the right keys.
        json!({"user": keys.user, "passphrase": keys.passphrase, "totp": totp}),
        json!(["nonsense"]),
    ] {
        let started = Instant::now();
        let answer = lobby.post(&app, "session", body.clone()).await;
        assert!(started.elapsed().as_millis() >= 400, "{body}");
        assert_eq!(told(&answer), failed(), "{body}");
    }
}

#[tokio::test]
async fn a_kiosk_is_never_remembered_as_a_familys_device() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    // It asks for it; the answer has no cookie, which `send` checks.
    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    let devices = format!("SELECT count(*) FROM device {OWN}");
    assert_eq!(app.count(&devices).await, 0);
}
