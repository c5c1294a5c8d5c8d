//! Going on at the family's own phone.

use std::time::Instant;

use axum::http::StatusCode;
use portal_server::auth::cards::{self, CardKey};
use serde_json::{Value, json};

use super::screen::{Screen, add, redeem, revoke, told, unknown};
use crate::harness::TestApp;

fn over() -> (u16, String) {
    (410, "handoff_over".to_owned())
}

fn used() -> (u16, String) {
    (410, "handoff_used".to_owned())
}

fn wrong() -> (u16, String) {
    (401, "sign_in_failed".to_owned())
}

/// An app with a family at its kiosk, and their PIN.
async fn family_at_kiosk() -> (TestApp, Screen, String) {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    lobby.sign_in(&app, &caregiver).await;
    let pin = app.card(&caregiver).1;
    (app, lobby, pin)
}

#[tokio::test]
async fn a_phone_goes_on_and_the_kiosk_is_left() {
    let (app, lobby, pin) = family_at_kiosk().await;
    assert_eq!(
        told(&lobby.get(&app, "handoff").await).0,
        404,
        "none was shown yet"
    );
    let made = lobby.post(&app, "handoff", Value::Null).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let made = made.json();
    let token = made["token"].as_str().expect("a token");
    assert_eq!(
        (token.len(), &made["expires_in_seconds"]),
        (22, &json!(120)),
        "128 bits"
    );
    assert_eq!(lobby.handoff_state(&app).await, "waiting");

    let answer = redeem(&app, token, &pin).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let session = answer.json();
    assert_eq!(
        (&session["mode"], &session["idle_seconds"]),
        (&json!("family"), &json!(600))
    );
    let cookies = answer.cookies();
    assert!(
        cookies.starts_with("portal=") && !cookies.contains("portal-device"),
        "{cookies}"
    );
    let steps = app.get("/api/v1/me/steps", &cookies).await;
    assert_eq!(steps.status, StatusCode::OK, "all of it, as on any phone");
    assert_eq!(
        told(&lobby.get(&app, "me/overview").await).1,
        "session_ended"
    );
    assert_eq!(lobby.handoff_state(&app).await, "used");
    assert_eq!(
        told(&redeem(&app, token, &pin).await),
        used(),
        "a second time"
    );
    assert_eq!(told(&redeem(&app, token, "000001").await), used());
}

#[tokio::test]
async fn a_phone_is_remembered_when_the_family_wants_that_and_once() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let go_on = async |cookies: &str| {
        let token = lobby.hand_over(&app).await;
        let body = json!({"token": token, "pin": pin, "remember_device": true});
        app.post("/api/v1/handoff/redeem", cookies, body).await
    };
    let first = go_on("").await.cookies();
    assert!(first.contains("portal-device="), "{first}");
    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    let second = go_on(&first).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(
        !second.cookies().contains("portal-device="),
        "it is known already"
    );
}

#[tokio::test]
async fn what_was_new_at_the_kiosk_is_new_on_the_phone() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let (code, pin) = app.card(&caregiver);
    app.sign_in(&caregiver).await;
    app.clock.advance_sessions(1000);
    app.post_session(json!({"code": code, "pin": "000001"}), "")
        .await;
    let at_kiosk = lobby.sign_in(&app, &caregiver).await.json();
    assert_eq!(at_kiosk["wrong_tries"], 1);
    let token = lobby.hand_over(&app).await;
    assert_eq!(told(&redeem(&app, &token, "000001").await), wrong());
    let on_phone = redeem(&app, &token, &pin).await.json();
    assert_eq!(on_phone["last_opened"], at_kiosk["last_opened"]);
    assert!(on_phone["last_opened"].is_string());
    assert_eq!(on_phone["wrong_tries"], 1, "the one on the phone");
}

#[tokio::test]
async fn a_token_ends_by_itself_by_a_new_one_and_with_the_visit() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let first = lobby.hand_over(&app).await;
    let second = lobby.hand_over(&app).await;
    assert_eq!(
        told(&redeem(&app, &first, &pin).await),
        over(),
        "there is a newer one"
    );
    assert_eq!(lobby.handoff_state(&app).await, "waiting", "the newer one");
    app.clock.advance_sessions(100);
    assert_eq!(lobby.handoff_state(&app).await, "waiting");
    app.clock.advance_sessions(21);
    assert_eq!(
        told(&redeem(&app, &second, &pin).await),
        over(),
        "after two minutes"
    );
    assert_eq!(lobby.handoff_state(&app).await, "over");

    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    let left = lobby.hand_over(&app).await;
    lobby.delete(&app, "session").await;
    assert_eq!(
        told(&redeem(&app, &left, &pin).await),
        over(),
        "the family said done"
    );
    assert_eq!(lobby.handoff_state(&app).await, "over");

    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    for _ in 0..5 {
        app.clock.advance_sessions(110);
        lobby.get(&app, "me/overview").await;
    }
    let made = lobby.post(&app, "handoff", Value::Null).await.json();
    let seconds = made["expires_in_seconds"].as_u64().expect("seconds");
    assert!(
        (40..=50).contains(&seconds),
        "not longer than the session: {seconds}"
    );
}

#[tokio::test]
async fn nobody_goes_on_from_a_kiosk_or_with_a_card_that_was_stopped() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let token = lobby.hand_over(&app).await;
    let selector = app.card(&app.caregiver_of("on-time")).0[..4].to_owned();
    app.write(move |c| cards::freeze(c, CardKey::Selector(&selector), 0))
        .await;
    assert_eq!(
        told(&redeem(&app, &token, &pin).await),
        over(),
        "a frozen card"
    );

    let other = app.caregiver_of("espanol");
    lobby.sign_in(&app, &other).await;
    let token = lobby.hand_over(&app).await;
    revoke(&app, "Lobby").await;
    let answer = redeem(&app, &token, &app.card(&other).1).await;
    assert_eq!(told(&answer), over(), "a revoked kiosk");
    assert_eq!(told(&lobby.get(&app, "handoff").await), unknown());
}

#[tokio::test]
async fn five_wrong_pins_end_a_token_and_count_as_wrong_tries_of_the_card() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let token = lobby.hand_over(&app).await;
    for _ in 0..5 {
        assert_eq!(told(&redeem(&app, &token, "000001").await), wrong());
    }
    assert_eq!(
        told(&redeem(&app, &token, &pin).await),
        over(),
        "even the right one"
    );
    assert_eq!(lobby.handoff_state(&app).await, "over");
    let again = lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    assert_eq!(again.json()["wrong_tries"], 5);

    // New tokens give no more tries than ten an hour.
    let second = lobby.hand_over(&app).await;
    for _ in 0..5 {
        assert_eq!(told(&redeem(&app, &second, "000001").await), wrong());
    }
    let third = lobby.hand_over(&app).await;
    assert_eq!(told(&redeem(&app, &third, &pin).await), over());
}

#[tokio::test]
async fn whoever_has_no_living_token_learns_nothing_and_waits_as_long() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let token = lobby.hand_over(&app).await;
    let mut guess = token.clone();
    guess.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
    let table = [
        (guess.as_str(), pin.as_str(), over()),
        ("", &pin, over()),
        ("no token", "x", over()),
        (&token, "000001", wrong()),
        (&token, "no PIN", wrong()),
    ];
    for (token, pin, expected) in table {
        let started = Instant::now();
        assert_eq!(told(&redeem(&app, token, pin).await), expected);
        assert!(started.elapsed().as_millis() >= 400, "{expected:?}");
    }
    let odd = app
        .post("/api/v1/handoff/redeem", "", json!({"token": token}))
        .await;
    assert_eq!(told(&odd), (400, "bad_request".to_owned()));
    assert_eq!(redeem(&app, &token, &pin).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_the_kiosk_with_the_family_hands_over_and_asking_keeps_nobody_signed_in() {
    let (app, lobby, _) = family_at_kiosk().await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    let nobody = garden.post(&app, "handoff", Value::Null).await;
    assert_eq!(told(&nobody), (401, "session_ended".to_owned()));
    let phone = app.sign_in(&app.caregiver_of("on-time")).await;
    let answer = app.post("/api/v1/handoff", &phone, Value::Null).await;
    assert_eq!(told(&answer), unknown(), "a phone has nothing to hand over");
    lobby.hand_over(&app).await;
    assert_eq!(
        told(&garden.get(&app, "handoff").await).0,
        404,
        "another screen's"
    );
    for _ in 0..3 {
        app.clock.advance_sessions(41);
        lobby.get(&app, "handoff").await;
        lobby.get(&app, "kiosk").await;
    }
    assert_eq!(
        told(&lobby.get(&app, "me/overview").await).1,
        "session_ended"
    );
}

#[tokio::test]
async fn rows_of_handing_over_are_gone_after_an_hour() {
    let (app, lobby, pin) = family_at_kiosk().await;
    let token = lobby.hand_over(&app).await;
    redeem(&app, &token, &pin).await;
    app.clock.advance_sessions(3590);
    lobby.get(&app, "kiosk").await;
    assert_eq!(told(&redeem(&app, &token, &pin).await), used());
    app.clock.advance_sessions(11);
    lobby.get(&app, "kiosk").await;
    assert_eq!(told(&redeem(&app, &token, &pin).await), over());
}
