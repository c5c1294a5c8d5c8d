//! Signing in: one kind of failure, and budgets nobody can turn against a family.

use std::pin::pin;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_server::auth::cards::{self, CardKey};
use portal_server::auth::throttle;
use portal_server::serve::Transport;
use serde_json::{Value, json};
use tokio::runtime::Builder;
use tokio::time::timeout;

use crate::harness::{Answered, TestApp};

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
    let app = TestApp::start_at(Transport::Tls, |_| {});
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
    let (frozen_code, frozen_pin) = app.card(&app.caregiver_of("prepaid"));
    let selector = frozen_code[..4].to_owned();
    app.app
        .auth
        .write(move |c| cards::freeze(c, CardKey::Selector(&selector), 0))
        .await
        .expect("frozen");
    let tries = [
        json!({"code": code, "pin": "000001"}),
        json!({"code": "0000-0000-0000", "pin": pin}),
        json!({"code": ended_code, "pin": ended_pin}),
        json!({"code": revoked_code, "pin": revoked_pin}),
        json!({"code": frozen_code, "pin": frozen_pin}),
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
async fn strangers_who_try_for_half_an_hour_leave_the_familys_phone_its_own_tries() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let right = json!({"code": code, "pin": pin, "remember_device": true});
    let phone = app.post_session(right.clone(), "").await.cookies();
    let selector = code[..4].to_owned();
    let found = app.app.auth.read(move |c| cards::find(c, &selector)).await;
    let id = found.expect("read").expect("a card").id;
    // More than a known device has in an hour.
    for _ in 0..3 {
        app.clock.advance_sessions(910);
        let now = app.clock.session_seconds();
        for _ in 0..5 {
            let id = id.clone();
            let taken = app.write(move |c| throttle::take(c, &id, None, now)).await;
            assert!(taken);
        }
    }
    let known = app.post_session(right, &phone).await;
    assert_eq!(known.status, StatusCode::OK);
}

#[tokio::test]
async fn a_device_is_known_to_the_card_it_signed_in_with_alone() {
    let app = TestApp::start();
    let right = |family: &str| {
        let (code, pin) = app.card(&app.caregiver_of(family));
        json!({"code": code, "pin": pin, "remember_device": true})
    };
    let phone = app.post_session(right("espanol"), "").await.cookies();
    let (code, _) = app.card(&app.caregiver_of("on-time"));
    for _ in 0..5 {
        let wrong = json!({"code": code, "pin": "000001"});
        app.post_session(wrong, &phone).await;
    }
    let again = app.post_session(right("on-time"), &phone).await;
    assert_eq!(
        again.status,
        StatusCode::UNAUTHORIZED,
        "who knows one card is a stranger to the other"
    );
}

/// The hash takes a thread of its own. While somebody else has the only one, nobody is answered, whether or not
/// there is such a card.
#[test]
fn an_unknown_card_costs_the_same_hash() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let app = TestApp::start();
        app.look().await;
        let (code, _) = app.card(&app.caregiver_of("on-time"));
        for code in ["0000-0000-0000", &code] {
            let (free, taken) = mpsc::channel::<()>();
            let held = tokio::task::spawn_blocking(move || taken.recv());
            let body = json!({"code": code, "pin": "000001"});
            let answer = app.post_session(body, "");
            let mut answer = pin!(answer);
            let early = timeout(Duration::from_millis(1000), &mut answer).await;
            assert!(early.is_err(), "{code} was answered without a hash");
            drop(free);
            assert!(held.await.is_ok_and(|ended| ended.is_err()));
            assert_eq!(answer.await.status, StatusCode::UNAUTHORIZED);
        }
    });
}

#[tokio::test]
async fn strangers_get_twenty_tries_in_all() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let selector = code[..4].to_owned();
    let found = app.app.auth.read(move |c| cards::find(c, &selector)).await;
    let id = found.expect("read").expect("a card").id;
    let mut checked = 0;
    for round in 0..100 {
        let id = id.clone();
        let at = round * 1000;
        let taken = app.write(move |c| throttle::take(c, &id, None, at)).await;
        checked += u32::from(taken);
    }
    assert_eq!(checked, 20);
    let answer = app
        .post_session(json!({"code": code, "pin": pin}), "")
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nothing_of_a_sign_in_is_stored_as_it_is() {
    let app = TestApp::start();
    let caregiver = app.caregiver_of("on-time");
    let (code, pin) = app.card(&caregiver);
    let cookie = app.sign_in(&caregiver).await;
    let token = cookie.trim_start_matches("portal=");
    let stored = app.stored();
    let holds = |text: &str| stored.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(
        holds(&app.caregiver_id(&caregiver)),
        "the database was read"
    );
    for secret in [token, &code, &code.replace('-', "")[4..11], &pin] {
        assert!(!holds(secret), "a secret is in the database");
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).expect("a token");
    let is_kept = stored.windows(bytes.len()).any(|w| w == bytes);
    assert!(!is_kept, "the token is in the database, and not its hash");
}
