//! Signing in: one kind of failure, budgets nobody can turn against a family, sessions that end.

use std::time::Instant;

use axum::http::{Method, StatusCode};
use portal_server::auth::cards;
use portal_server::serve::Transport;
use portal_server::{demo, home::Home};
use serde_json::{Value, json};

use crate::harness::{Answered, NOW, TestApp, request};

#[tokio::test]
async fn a_card_signs_in_however_it_is_typed() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let typed = code.to_lowercase().replace('-', " ");
    let answer = app
        .post_session(json!({"code": typed, "pin": pin}), "")
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let session = answer.json();
    assert_eq!(
        (&session["principal"], &session["mode"]),
        (&json!("caregiver"), &json!("family"))
    );
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("portal=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    let again = app.get("/api/v1/session", &answer.cookies()).await;
    assert_eq!(again.json()["expires"], session["expires"]);
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_the_host() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = Home::at(dir.path().join("home"));
    let demo = demo::make(&home, NOW.parse().expect("a timestamp")).expect("a demo centre");
    let app = TestApp::serve(dir, home, demo, Transport::BehindTlsProxy);
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let answer = app
        .post_session(
            json!({"code": code, "pin": pin, "remember_device": true}),
            "",
        )
        .await;
    let cookies: Vec<_> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .collect();
    assert!(
        cookies[0].starts_with("__Host-portal=") && !cookies[0].contains("Max-Age"),
        "{cookies:?}"
    );
    assert!(
        cookies[1].starts_with("__Host-portal-device=") && cookies[1].contains("Max-Age=7776000"),
        "{cookies:?}"
    );
    assert!(
        cookies
            .iter()
            .all(|c| c.contains("; Secure; HttpOnly; SameSite=Strict")),
        "{cookies:?}"
    );
    assert!(
        answer
            .header("strict-transport-security")
            .contains("max-age=63072000")
    );
}

fn failure(answer: &Answered) -> (StatusCode, Value, Vec<(String, String)>) {
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    headers.sort();
    (answer.status, answer.json(), headers)
}

#[tokio::test]
async fn every_failure_answers_the_same_after_the_same_time() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let (ended_code, ended_pin) = app.card("sep-guardian");
    let (revoked_code, revoked_pin) = app.card(&app.caregiver_of("closed"));
    let selector = revoked_code[..4].to_owned();
    app.app
        .auth
        .write(move |c| cards::revoke(c, &selector, 0))
        .await
        .expect("revoked");
    let tries = [
        json!({"code": code, "pin": "000001"}),
        json!({"code": "0000-0000-0000", "pin": pin}),
        json!({"code": ended_code, "pin": ended_pin}),
        json!({"code": revoked_code, "pin": revoked_pin}),
        json!({"code": "no code", "pin": "x"}),
        json!({"user": "somebody", "passphrase": "something long enough", "totp": "123456"}),
        json!(["nonsense"]),
    ];
    let mut first = None;
    for body in tries {
        let started = Instant::now();
        let answer = app.post_session(body.clone(), "").await;
        let took = started.elapsed().as_millis();
        assert!(
            took >= 400,
            "{took} ms: an answer before the tick tells something"
        );
        let seen = failure(&answer);
        assert_eq!(seen.0, StatusCode::UNAUTHORIZED);
        assert_eq!(seen.1["code"], "sign_in_failed");
        assert_eq!(*first.get_or_insert(seen.clone()), seen, "{body}");
    }
}

#[tokio::test]
async fn strangers_use_up_their_own_budget_and_not_the_familys() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let right = json!({"code": code, "pin": pin, "remember_device": true});
    let phone = app.post_session(right.clone(), "").await.cookies();
    for _ in 0..5 {
        app.post_session(json!({"code": code, "pin": "000001"}), "")
            .await;
    }
    let stranger = app.post_session(right.clone(), "").await;
    assert_eq!(
        stranger.status,
        StatusCode::UNAUTHORIZED,
        "even the right PIN, from a stranger"
    );
    let known = app.post_session(right.clone(), &phone).await;
    assert_eq!(
        known.status,
        StatusCode::OK,
        "the family's own phone gets in at the first try"
    );
    app.clock.advance_sessions(920);
    let later = app.post_session(right, "").await;
    assert_eq!(
        later.status,
        StatusCode::OK,
        "a quarter of an hour later others may try again"
    );
    assert_eq!(
        later.json()["wrong_tries"],
        0,
        "told at the sign-in after them: {}",
        known.json()
    );
    assert_eq!(known.json()["wrong_tries"], 6);
}

#[tokio::test]
async fn strangers_get_twenty_tries_in_all() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let id = app
        .app
        .auth
        .read(|c| cards::find(c, &code[..4]))
        .expect("read")
        .expect("a card")
        .id;
    let mut checked = 0;
    for round in 0..100 {
        let id = id.clone();
        let at = round * 1000;
        let taken = app
            .app
            .auth
            .write(move |c| portal_server::auth::throttle::take(c, &id, None, at))
            .await;
        checked += u32::from(taken.expect("written").is_some());
    }
    assert_eq!(checked, 20);
    let answer = app
        .post_session(json!({"code": code, "pin": pin}), "")
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_when_signed_out_and_when_its_card_is_revoked() {
    let app = TestApp::start();
    let caregiver = app.caregiver_of("on-time");
    let overview = "/api/v1/me/overview";

    let idle = app.sign_in(&caregiver).await;
    app.clock.advance_sessions(560);
    assert_eq!(app.get(overview, &idle).await.status, StatusCode::OK);
    app.clock.advance_sessions(560);
    assert_eq!(
        app.get(overview, &idle).await.status,
        StatusCode::OK,
        "each use starts the time anew"
    );
    app.clock.advance_sessions(620);
    let ended = app.get(overview, &idle).await;
    assert_eq!(
        (ended.status, ended.json()["code"].clone()),
        (StatusCode::UNAUTHORIZED, "session_ended".into())
    );

    let old = app.sign_in(&caregiver).await;
    for _ in 0..7 {
        assert_eq!(app.get(overview, &old).await.status, StatusCode::OK);
        app.clock.advance_sessions(500);
    }
    app.clock.advance_sessions(120);
    assert_eq!(
        app.get(overview, &old).await.status,
        StatusCode::UNAUTHORIZED,
        "an hour is the most"
    );

    let out = app.sign_in(&caregiver).await;
    let answer = app
        .send(request(Method::DELETE, "/api/v1/session", &out, None))
        .await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(
        answer
            .header("set-cookie")
            .starts_with("portal=; Max-Age=0")
    );
    assert_eq!(
        app.get(overview, &out).await.status,
        StatusCode::UNAUTHORIZED,
        "a replayed cookie is worth nothing"
    );

    let revoked = app.sign_in(&caregiver).await;
    let selector = app.card(&caregiver).0[..4].to_owned();
    app.app
        .auth
        .write(move |c| cards::revoke(c, &selector, 0))
        .await
        .expect("revoked");
    assert_eq!(
        app.get(overview, &revoked).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn another_sites_page_can_neither_read_nor_sign_in() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    let table = [
        (Some("same-origin"), None, StatusCode::OK),
        (Some("none"), None, StatusCode::OK),
        (Some("same-site"), None, StatusCode::FORBIDDEN),
        (Some("cross-site"), None, StatusCode::FORBIDDEN),
        (None, Some("http://127.0.0.1:8080"), StatusCode::OK),
        (None, Some("http://127.0.0.1:9999"), StatusCode::FORBIDDEN),
        (None, Some("null"), StatusCode::FORBIDDEN),
        (None, None, StatusCode::OK),
    ];
    for (site, origin, expected) in table {
        let mut asked = request(Method::GET, "/api/v1/me/overview", &cookie, None);
        asked
            .headers_mut()
            .insert("host", "127.0.0.1:8080".parse().expect("a value"));
        for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
            if let Some(value) = value {
                asked
                    .headers_mut()
                    .insert(name, value.parse().expect("a value"));
            }
        }
        assert_eq!(
            app.send(asked).await.status,
            expected,
            "{site:?} {origin:?}"
        );
    }
}

#[tokio::test]
async fn nothing_of_a_sign_in_is_stored_as_it_is() {
    let app = TestApp::start();
    let caregiver = app.caregiver_of("on-time");
    let (code, pin) = app.card(&caregiver);
    let cookie = app.sign_in(&caregiver).await;
    let token = cookie.trim_start_matches("portal=");
    let mut stored = Vec::new();
    for suffix in ["", "-wal"] {
        let mut path = app.home.auth_db().into_os_string();
        path.push(suffix);
        stored.extend(std::fs::read(path).unwrap_or_default());
    }
    assert!(stored.len() > 10_000, "the database was read");
    for secret in [token, &code, &code.replace('-', "")[4..11], &pin] {
        assert!(
            !stored.windows(secret.len()).any(|w| w == secret.as_bytes()),
            "a secret is in the database"
        );
    }
}
