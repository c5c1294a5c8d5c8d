//! What a try to sign in costs the server: one hash, or none for whoever has used up the tries.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use axum::http::StatusCode;
use futures_util::future::join_all;
use portal_server::auth::cards;
use serde_json::json;
use tokio::select;

use crate::harness::TestApp;

#[tokio::test]
async fn every_failure_costs_one_hash_whatever_is_wrong() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let (ended_code, ended_pin) = app.card("sep-guardian");
    let (revoked_code, revoked_pin) = app.card(&app.caregiver_of("closed"));
    let selector = revoked_code[..4].to_owned();
    let revoked = app.app.auth.write(move |c| cards::revoke(c, &selector, 0));
    revoked.await.expect("revoked");
    for (what, code, pin) in [
        ("a wrong PIN", code.as_str(), "000001"),
        ("an unknown card", "0000-0000-0000", pin.as_str()),
        ("a barred caregiver", &ended_code, &ended_pin),
        ("a revoked card", &revoked_code, &revoked_pin),
    ] {
        let before = app.app.hashing.checked();
        let body = json!({"code": code, "pin": pin});
        let answer = app.post_session(body, "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
        let after = app.app.hashing.checked();
        assert_eq!(after.strangers - before.strangers, 1, "{what}");
        assert_eq!(after.known, before.known, "{what}");
    }
}

#[tokio::test]
async fn a_budget_that_is_used_up_hashes_nothing_and_counts_every_try() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let right = json!({"code": code, "pin": pin, "remember_device": true});
    let phone = app.post_session(right.clone(), "").await.cookies();
    let before = app.app.hashing.checked();
    let wrong = || app.post_session(json!({"code": code, "pin": "000001"}), "");
    join_all((0..5).map(|_| wrong())).await;
    let refused = join_all((0..55).map(|_| wrong())).await;
    assert!(
        refused
            .iter()
            .all(|answer| answer.status == StatusCode::UNAUTHORIZED)
    );
    let after = app.app.hashing.checked();
    assert_eq!(after.strangers - before.strangers, 5);
    let known = app.post_session(right, &phone).await;
    assert_eq!(known.status, StatusCode::OK);
    assert_eq!(
        known.json()["wrong_tries"],
        60,
        "with the one that was right"
    );
}

#[tokio::test]
async fn a_flood_of_strangers_is_told_to_come_back_and_a_known_phone_gets_in_meanwhile() {
    let app = TestApp::start();
    let (code, pin) = app.card(&app.caregiver_of("on-time"));
    let right = json!({"code": code, "pin": pin, "remember_device": true});
    let phone = app.post_session(right.clone(), "").await.cookies();
    let before = app.app.hashing.checked();
    let unknown = || app.post_session(json!({"code": "0000-0000-0000", "pin": "000001"}), "");
    let mut flood = pin!(join_all((0..200).map(|_| unknown())));
    // The flood is at the door before the family is.
    let begun = poll_fn(|task| Poll::Ready(flood.as_mut().poll(task).is_pending()));
    assert!(begun.await);
    let known = select! {
        biased;
        known = app.post_session(right, &phone) => known,
        _ = &mut flood => panic!("the family waited for all strangers"),
    };
    assert_eq!(known.status, StatusCode::OK);
    let flood = flood.await;
    let answered = |status| {
        flood
            .iter()
            .filter(|answer| answer.status == status)
            .count()
    };
    let judged = answered(StatusCode::UNAUTHORIZED);
    assert_eq!(
        judged + answered(StatusCode::SERVICE_UNAVAILABLE),
        flood.len()
    );
    assert!(judged < 50, "{judged} strangers waited at once");
    let hashed = app.app.hashing.checked().strangers - before.strangers;
    assert_eq!(usize::try_from(hashed).expect("a count"), judged);
}
