//! A family at a kiosk: what they reach, how long, and that no cookie has a part in it.

use axum::http::{Method, StatusCode};
use portal_server::auth::cards::{self, CardKey};
use serde_json::{Value, json};

use super::screen::{Screen, add, send, told, unknown};
use crate::harness::TestApp;
use crate::kept::OWN;

const OVERVIEW: &str = "/api/v1/me/overview";

fn ended() -> (u16, String) {
    (401, "session_ended".to_owned())
}

#[tokio::test]
async fn a_family_at_a_kiosk_reads_two_lists_and_nothing_else() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let signed_in = lobby.sign_in(&app, &caregiver).await.json();
    let told_of = ["mode", "principal", "idle_seconds"].map(|field| &signed_in[field]);
    assert_eq!(told_of, [&json!("kiosk"), &json!("caregiver"), &json!(120)]);
    let seconds = signed_in["expires_in_seconds"].as_u64().expect("seconds");
    assert!((595..=600).contains(&seconds), "{seconds}");
    let phone = app.sign_in(&caregiver).await;
    for list in ["me/overview", "me/appointments"] {
        let at_kiosk = lobby.get(&app, list).await;
        let own = app.get(&format!("/api/v1/{list}"), &phone).await;
        assert_eq!(at_kiosk.json(), own.json(), "{list}: the same facts");
    }
    let session = lobby.get(&app, "session").await.json();
    assert_eq!(
        (&session["mode"], &session["expires"]),
        (&json!("kiosk"), &signed_in["expires"])
    );
    let visit =
        app.get("/api/v1/me/appointments", &phone).await.json()["appointments"][0]["id"].clone();
    let visit = format!("me/appointments/{}", visit.as_str().expect("a visit"));
    let family = format!("advocate/families/{}", app.family_id("on-time"));
    for (method, path) in [
        (Method::GET, "me/steps"),
        (Method::GET, "me/team"),
        (Method::GET, "me/updates"),
        (Method::GET, &visit),
        (Method::GET, &format!("{visit}.ics")),
        (Method::HEAD, "me/overview"),
        (Method::GET, "advocate/families"),
        (Method::GET, &family),
        (Method::POST, "advocate/emergency"),
        (Method::GET, "oidc/start"),
    ] {
        let answer = lobby.ask_for(&app, method.clone(), path, Value::Null).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
    }
}

#[tokio::test]
async fn a_proof_and_a_cookie_are_never_both_looked_at() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let phone = app.sign_in(&app.caregiver_of("on-time")).await;
    let staff = app.sign_staff_in("dana.whitlow").await;
    for cookie in [&phone, &staff] {
        for path in [OVERVIEW, "/api/v1/session"] {
            let proof = lobby.proof(&Method::GET, path);
            let answer = send(&app, Method::GET, path, &proof, cookie, Value::Null).await;
            assert_eq!(told(&answer), ended(), "nobody is signed in at the kiosk");
            let answer = send(&app, Method::GET, path, "nonsense", cookie, Value::Null).await;
            assert_eq!(
                told(&answer),
                unknown(),
                "a bad proof does not fall back to a cookie"
            );
        }
        let list = "/api/v1/advocate/families";
        let proof = lobby.proof(&Method::GET, list);
        let answer = send(&app, Method::GET, list, &proof, cookie, Value::Null).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    lobby.sign_in(&app, &app.caregiver_of("espanol")).await;
    let proof = lobby.proof(&Method::DELETE, "/api/v1/session");
    let out = send(
        &app,
        Method::DELETE,
        "/api/v1/session",
        &proof,
        &phone,
        Value::Null,
    )
    .await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(
        told(&lobby.get(&app, "session").await),
        ended(),
        "the kiosk's is over"
    );
    assert_eq!(
        app.get(OVERVIEW, &phone).await.status,
        StatusCode::OK,
        "the phone's is not"
    );
}

#[tokio::test]
async fn no_cookie_finds_a_session_at_a_kiosk() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let phone = app.sign_in(&caregiver).await;
    // The worst that could be: somebody holds a cookie whose hash is the session's.
    lobby.sign_in(&app, &caregiver).await;
    let challenge = lobby.challenge.clone();
    let at_kiosk =
        "DELETE FROM session WHERE /*!center_id = :center AND*/ kiosk_challenge IS NOT NULL";
    app.change(at_kiosk, &[]).await;
    let make = format!("UPDATE session SET kiosk_challenge = ?1 {OWN}");
    assert_eq!(app.change(&make, &[&challenge]).await, 1);
    assert_eq!(told(&app.get(OVERVIEW, &phone).await), ended());
    assert_eq!(lobby.get(&app, "me/overview").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_at_a_kiosk_ends_soon() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    lobby.sign_in(&app, &caregiver).await;
    for _ in 0..3 {
        app.clock.advance_sessions(110);
        let answer = lobby.get(&app, "me/overview").await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "each use starts the time anew"
        );
    }
    app.clock.advance_sessions(121);
    assert_eq!(told(&lobby.get(&app, "me/overview").await), ended(), "idle");

    lobby.sign_in(&app, &caregiver).await;
    for _ in 0..5 {
        app.clock.advance_sessions(110);
        assert_eq!(lobby.get(&app, "me/overview").await.status, StatusCode::OK);
    }
    app.clock.advance_sessions(55);
    assert_eq!(
        told(&lobby.get(&app, "me/overview").await),
        ended(),
        "ten minutes are the most"
    );

    lobby.sign_in(&app, &caregiver).await;
    let out = lobby.delete(&app, "session").await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(
        told(&lobby.get(&app, "me/overview").await),
        ended(),
        "signed out"
    );
    assert_eq!(
        lobby.delete(&app, "session").await.status,
        StatusCode::NO_CONTENT
    );

    lobby.sign_in(&app, &caregiver).await;
    let selector = app.card(&caregiver).0[..4].to_owned();
    app.write(move |c| cards::freeze(c, CardKey::Selector(&selector), 0))
        .await;
    assert_eq!(
        told(&lobby.get(&app, "me/overview").await),
        ended(),
        "a frozen card"
    );
}

#[tokio::test]
async fn a_screen_shows_one_family() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
    garden.sign_in(&app, &app.caregiver_of("espanol")).await;
    lobby.sign_in(&app, &app.caregiver_of("kansas-city")).await;
    let languages = [&lobby, &garden].map(|screen| screen.get(&app, "session"));
    let [first, second] = languages;
    assert_eq!(first.await.json()["language"], "en");
    assert_eq!(
        second.await.json()["language"],
        "es",
        "the other screen keeps its own"
    );
    let count = format!("SELECT count(*) FROM session {OWN}");
    assert_eq!(app.count(&count).await, 2, "the first family's is over");
}

#[tokio::test]
async fn what_a_pin_must_meet_goes_with_the_session_however_that_ends() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let kept = async |app: &TestApp| {
        let count = format!("SELECT count(*) FROM handoff_pin {OWN}");
        app.count(&count).await
    };
    lobby.sign_in(&app, &caregiver).await;
    assert_eq!(kept(&app).await, 1);
    lobby.delete(&app, "session").await;
    assert_eq!(kept(&app).await, 0, "signed out");
    lobby.sign_in(&app, &caregiver).await;
    lobby.sign_in(&app, &app.caregiver_of("espanol")).await;
    assert_eq!(kept(&app).await, 1, "the next family");
    app.clock.advance_sessions(130);
    lobby.get(&app, "kiosk").await;
    assert_eq!(
        kept(&app).await,
        0,
        "idle: within a minute, by the kiosk's own asking"
    );
    lobby.sign_in(&app, &caregiver).await;
    let selector = app.card(&caregiver).0[..4].to_owned();
    app.write(move |c| cards::revoke(c, &selector, 0)).await;
    assert_eq!(kept(&app).await, 0, "a revoked card");
    app.sign_in(&app.caregiver_of("espanol")).await;
    assert_eq!(kept(&app).await, 0, "on a phone there is none");
}
