//! What a proof is worth: one request, of one kiosk, once.

use axum::http::{Method, StatusCode};
use portal_types::kiosk::PROOF_HEADER;
use serde_json::{Value, json};

use super::screen::{Screen, add, challenge, send, told, unknown};
use crate::harness::{TestApp, request};

const KIOSK: &str = "/api/v1/kiosk";
const START: &str = "/api/v1/kiosk/start";

async fn get(app: &TestApp, path: &str, proof: &str) -> (u16, String) {
    told(&send(app, Method::GET, path, proof, "", Value::Null).await)
}

async fn start(app: &TestApp, proof: &str) -> (u16, String) {
    told(&send(app, Method::POST, START, proof, "", Value::Null).await)
}

fn fine() -> (u16, String) {
    (200, String::new())
}

#[tokio::test]
async fn a_proof_is_good_for_one_request_once() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let own = &lobby.challenge;
    let sign = |counter, method, path| lobby.proof_with(own, counter, method, path);
    let first = sign(10, &Method::GET, KIOSK);
    assert_eq!(get(&app, KIOSK, &first).await, fine());
    assert_eq!(get(&app, KIOSK, &first).await, unknown(), "the same again");
    let twice = sign(10, &Method::GET, "/api/v1/session");
    assert_eq!(
        get(&app, "/api/v1/session", &twice).await,
        unknown(),
        "its number elsewhere"
    );
    let late = sign(9, &Method::GET, KIOSK);
    assert_eq!(
        get(&app, KIOSK, &late).await,
        fine(),
        "overtaken on the way"
    );
    assert_eq!(get(&app, KIOSK, &late).await, unknown());
    assert_eq!(
        get(&app, KIOSK, &sign(100, &Method::GET, KIOSK)).await,
        fine()
    );
    let old = sign(36, &Method::GET, KIOSK);
    assert_eq!(get(&app, KIOSK, &old).await, unknown(), "too old to know");
    let edge = sign(37, &Method::GET, KIOSK);
    assert_eq!(get(&app, KIOSK, &edge).await, fine());
}

#[tokio::test]
async fn a_proof_of_something_else_is_none() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    let own = &lobby.challenge;
    let get_kiosk = |screen: &Screen, challenge: &str, counter| {
        screen.proof_with(challenge, counter, &Method::GET, KIOSK)
    };
    let good = get_kiosk(&lobby, own, 50);
    let parts: Vec<_> = good.split('.').collect();
    for (why, proof) in [
        (
            "another path",
            lobby.proof_with(own, 51, &Method::GET, "/api/v1/session"),
        ),
        (
            "another method",
            lobby.proof_with(own, 52, &Method::POST, KIOSK),
        ),
        (
            "a path with a query",
            lobby.proof_with(own, 53, &Method::GET, "/api/v1/kiosk?a=1"),
        ),
        ("another key", get_kiosk(&garden, own, 54)),
        (
            "another one's challenge",
            get_kiosk(&lobby, &garden.challenge, 55),
        ),
        ("a challenge nobody made", get_kiosk(&lobby, "AAAA", 56)),
        ("another number", format!("{}.51.{}", parts[0], parts[2])),
        ("no signature", format!("{}.50.", parts[0])),
        ("the challenge alone", parts[0].to_owned()),
        ("nothing", String::new()),
    ] {
        assert_eq!(get(&app, KIOSK, &proof).await, unknown(), "{why}");
    }
    let mut both = request(Method::GET, KIOSK, "", None);
    for proof in [&good, &get_kiosk(&lobby, own, 57)] {
        both.headers_mut()
            .append(PROOF_HEADER, proof.parse().expect("a value"));
    }
    assert_eq!(told(&app.send(both).await), unknown(), "two proofs");
    assert_eq!(told(&app.get(KIOSK, "").await), unknown(), "no proof");
    assert_eq!(
        get(&app, KIOSK, &good).await,
        fine(),
        "none of them used it up"
    );
    let with_query = format!("{KIOSK}?a=1");
    let next = get_kiosk(&lobby, own, 60);
    assert_eq!(
        get(&app, &with_query, &next).await,
        fine(),
        "the query is not signed"
    );
}

#[tokio::test]
async fn a_challenge_starts_its_own_kiosk_once_and_within_a_minute() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let garden = Screen::with_code(&app, &add(&app, "Garden").await).await;
    let sign = |screen: &Screen, challenge: &str, counter| {
        screen.proof_with(challenge, counter, &Method::POST, START)
    };
    let fresh = challenge(&app, &lobby.id).await;
    let read = lobby.proof_with(&fresh, 1, &Method::GET, KIOSK);
    assert_eq!(get(&app, KIOSK, &read).await, unknown(), "not started");
    assert_eq!(
        start(&app, &sign(&garden, &fresh, 1)).await,
        unknown(),
        "another kiosk"
    );
    let proof = sign(&lobby, &fresh, 1);
    assert_eq!(start(&app, &proof).await, fine());
    assert_eq!(start(&app, &proof).await, unknown(), "the same again");
    assert_eq!(
        start(&app, &sign(&lobby, &fresh, 2)).await,
        unknown(),
        "it has started"
    );
    assert_eq!(
        get(
            &app,
            KIOSK,
            &lobby.proof_with(&fresh, 2, &Method::GET, KIOSK)
        )
        .await,
        fine()
    );

    let next = challenge(&app, &lobby.id).await;
    assert_eq!(start(&app, &sign(&lobby, &next, 1)).await, fine());
    let before = lobby.proof_with(&fresh, 3, &Method::GET, KIOSK);
    assert_eq!(
        get(&app, KIOSK, &before).await,
        unknown(),
        "what it signed before is over"
    );
    assert_eq!(
        start(&app, &proof).await,
        unknown(),
        "and starts nothing again"
    );
    assert_eq!(garden.get(&app, "kiosk").await.status, StatusCode::OK);

    let late = challenge(&app, &lobby.id).await;
    app.clock.advance_sessions(62);
    assert_eq!(
        start(&app, &sign(&lobby, &late, 1)).await,
        unknown(),
        "after a minute"
    );
}

#[tokio::test]
async fn a_stranger_gets_a_challenge_and_nothing_for_it() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let stranger = Screen::with_code(&app, &add(&app, "Garden").await).await;
    for kiosk in ["nobody", "", &lobby.id] {
        let asked = challenge(&app, kiosk).await;
        assert_eq!(asked.len(), 54, "the same for everybody");
        let proof = stranger.proof_with(&asked, 1, &Method::POST, START);
        assert_eq!(start(&app, &proof).await, unknown(), "{kiosk}");
    }
    let body = json!({"kiosk": lobby.id, "key": "mine"});
    let odd = app.post("/api/v1/kiosk/challenge", "", body).await;
    assert_eq!(told(&odd), (400, "bad_request".to_owned()));
    assert_eq!(told(&app.post(START, "", json!({})).await), unknown());
}

#[tokio::test]
async fn a_kiosk_starts_anew_each_day() {
    let app = TestApp::start();
    let mut lobby = Screen::lobby(&app).await;
    app.clock.advance_sessions(24 * 3600 - 10);
    assert_eq!(lobby.get(&app, "kiosk").await.status, StatusCode::OK);
    app.clock.advance_sessions(11);
    assert_eq!(told(&lobby.get(&app, "kiosk").await), unknown());
    lobby.ask(&app).await;
    let started = lobby.post(&app, "kiosk/start", Value::Null).await;
    assert_eq!(started.json(), json!({"name": "Lobby"}));
    assert_eq!(lobby.get(&app, "kiosk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_sites_page_reaches_nothing_of_a_kiosk() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    for (method, path) in [
        (Method::GET, KIOSK),
        (Method::POST, START),
        (Method::POST, "/api/v1/kiosk/enrol"),
        (Method::POST, "/api/v1/kiosk/challenge"),
        (Method::POST, "/api/v1/handoff"),
        (Method::POST, "/api/v1/handoff/redeem"),
    ] {
        let mut asked = request(method.clone(), path, "", Some(json!({})));
        let headers = asked.headers_mut();
        headers.insert("sec-fetch-site", "cross-site".parse().expect("a value"));
        let proof = lobby.proof(&method, path);
        headers.insert(PROOF_HEADER, proof.parse().expect("a value"));
        let answer = app.send(asked).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}
