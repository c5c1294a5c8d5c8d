//! From a one-time code to a kiosk.

use axum::http::{Method, StatusCode};
use portal_server::auth::kiosks;
use portal_server::secrets::Secrets;
use serde_json::{Value, json};

use super::screen::{Screen, add, enrolment, new_key, revoke, told, unknown};
use crate::harness::{Answered, TestApp};
use crate::kept::OWN;

async fn enrol(app: &TestApp, body: Value) -> Answered {
    app.post("/api/v1/kiosk/enrol", "", body).await
}

fn failed() -> (u16, String) {
    (401, "enrolment_failed".to_owned())
}

async fn renew(app: &TestApp, name: &str) -> String {
    let secrets = Secrets::open(&app.home).expect("keys");
    let (name, now) = (name.to_owned(), app.clock.session_seconds());
    let renewed = app
        .app
        .auth
        .write(move |c| kiosks::renew(c, &secrets, &name, now));
    renewed.await.expect("a code").to_printed()
}

#[tokio::test]
async fn a_code_enrols_one_kiosk_however_it_is_typed_and_only_once() {
    let app = TestApp::start();
    let code = &app.demo.kiosks[0].enrolment_code;
    let typed = code.to_lowercase().replace('-', " ");
    let answer = enrol(&app, enrolment(&typed, &new_key())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let told_of = answer.json();
    assert_eq!(told_of["name"], "Lobby");
    assert_eq!(told_of["kiosk"].as_str().map(str::len), Some(26));
    assert_eq!(answer.cookies(), "");
    let again = enrol(&app, enrolment(code, &new_key())).await;
    assert_eq!(told(&again), failed(), "a code is good once");
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes_and_a_wrong_one_never() {
    let app = TestApp::start();
    let code = add(&app, "Garden").await;
    app.clock.advance_sessions(590);
    let wrong = code.replace(&code[..1], if code.starts_with('0') { "1" } else { "0" });
    for typed in [&wrong, "", "short", &code[..18]] {
        let answer = enrol(&app, enrolment(typed, &new_key())).await;
        assert_eq!(told(&answer), failed(), "{typed}");
    }
    app.clock.advance_sessions(11);
    let late = enrol(&app, enrolment(&code, &new_key())).await;
    assert_eq!(told(&late), failed(), "after ten minutes");
    let fresh = renew(&app, "Garden").await;
    let answer = enrol(&app, enrolment(&code, &new_key())).await;
    assert_eq!(
        told(&answer),
        failed(),
        "a fresh code takes the place of the old one"
    );
    let answer = enrol(&app, enrolment(&fresh, &new_key())).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_key_uses_no_code_up() {
    let app = TestApp::start();
    let code = &app.demo.kiosks[0].enrolment_code;
    let good = enrolment(code, &new_key());
    let key = good["public_key"].as_str().expect("a key");
    let table = [
        json!({"code": code, "public_key": ""}),
        json!({"code": code, "public_key": &key[..86]}),
        json!({"code": code, "public_key": format!("{key}=")}),
        json!({"code": code, "public_key": "A".repeat(87)}),
        json!({"code": code, "public_key": key, "name": "Mine"}),
        json!({"code": code}),
        json!([]),
    ];
    for body in table {
        let answer = enrol(&app, body.clone()).await;
        assert_eq!(told(&answer), (400, "bad_request".to_owned()), "{body}");
    }
    assert_eq!(enrol(&app, good).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_old_key_is_good_until_the_new_one_is_enrolled() {
    let app = TestApp::start();
    let old = Screen::lobby(&app).await;
    old.sign_in(&app, &app.caregiver_of("on-time")).await;
    let code = renew(&app, "Lobby").await;
    assert_eq!(old.get(&app, "me/overview").await.status, StatusCode::OK);
    let new = Screen::with_code(&app, &code).await;
    assert_eq!(new.id, old.id);
    assert_eq!(told(&old.get(&app, "me/overview").await), unknown());
    let family = told(&new.get(&app, "me/overview").await);
    assert_eq!(
        family,
        (401, "session_ended".to_owned()),
        "nobody stays signed in"
    );
    let challenge = super::screen::challenge(&app, &old.id).await;
    let path = "/api/v1/kiosk/start";
    let proof = old.proof_with(&challenge, 1, &Method::POST, path);
    let start = super::screen::send(&app, Method::POST, path, &proof, "", Value::Null).await;
    assert_eq!(told(&start), unknown(), "the old key starts nothing");
}

#[tokio::test]
async fn a_revoked_kiosk_is_out_at_its_next_request_and_so_is_its_open_code() {
    let app = TestApp::start();
    let mut lobby = Screen::lobby(&app).await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    let open = renew(&app, "Lobby").await;
    revoke(&app, "Lobby").await;
    for path in ["kiosk", "me/overview", "session"] {
        assert_eq!(told(&lobby.get(&app, path).await), unknown(), "{path}");
    }
    let sessions = format!("SELECT count(*) FROM session {OWN}");
    assert_eq!(app.count(&sessions).await, 0, "the family is signed out");
    lobby.ask(&app).await;
    let start = lobby.post(&app, "kiosk/start", Value::Null).await;
    assert_eq!(told(&start), unknown(), "it does not start again");
    let answer = enrol(&app, enrolment(&open, &new_key())).await;
    assert_eq!(told(&answer), failed(), "a code from before");
    assert_eq!(garden.get(&app, "kiosk").await.status, StatusCode::OK);

    let back = Screen::with_code(&app, &renew(&app, "Lobby").await).await;
    assert_eq!(back.get(&app, "kiosk").await.status, StatusCode::OK);
    assert_eq!(
        told(&lobby.get(&app, "kiosk").await),
        unknown(),
        "not the old key"
    );
}

#[tokio::test]
async fn the_centre_sees_when_a_kiosk_was_there_last() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let seen = async |app: &TestApp| {
        let now = app.clock.session_seconds();
        let lines = app.app.auth.read(move |c| kiosks::list(c, now)).await;
        let lines = lines.expect("read");
        let line = lines.into_iter().find(|line| line.name == "Lobby");
        let line = line.expect("a kiosk");
        assert_eq!(line.state, "enrolled");
        now - line.last_seen_at.expect("a time")
    };
    app.clock.advance_sessions(300);
    assert!(seen(&app).await >= 300);
    let answer = lobby.get(&app, "kiosk").await;
    assert_eq!(answer.json(), json!({"name": "Lobby"}));
    assert!(seen(&app).await < 10);
}
