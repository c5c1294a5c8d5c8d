//! Cards as advocates see them, and stopping one.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::TestApp;

const LIST: &str = "/api/v1/advocate/families";

async fn caregiver(app: &TestApp, cookie: &str, family: &str) -> Value {
    let id = app.family_id(family);
    let line = app.get(&format!("{LIST}/{id}"), cookie).await.json();
    line["caregivers"][0].clone()
}

#[tokio::test]
async fn an_advocate_sees_when_a_card_was_used_and_how_often_it_failed() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let before = caregiver(&app, &cookie, "kansas-city").await;
    assert_eq!(before["card"]["state"], "good");
    assert_eq!(before["card"]["last_opened"], Value::Null);
    app.sign_in("kc-parent-1").await;
    let (code, _) = app.card("kc-parent-1");
    app.post_session(json!({"code": code, "pin": "918273"}), "")
        .await;
    let after = caregiver(&app, &cookie, "kansas-city").await;
    assert_eq!(after["card"]["wrong_tries"], 1);
    let opened = after["card"]["last_opened"].as_str().expect("a time");
    assert!(opened.starts_with("2026-03-10T0"), "{opened}");
    assert_eq!(after["card"]["selector"], code[..4]);
}

#[tokio::test]
async fn an_advocate_freezes_a_card_of_their_family_at_once_and_no_other() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let family = app.sign_in("kc-parent-1").await;
    let selector = |caregiver: &str| app.card(caregiver).0[..4].to_owned();
    let path =
        |family: &str, card: &str| format!("{LIST}/{}/cards/{card}/freeze", app.family_id(family));
    let (own, other) = (selector("kc-parent-1"), selector("es-parent-1"));
    for (why, path) in [
        ("another family's card", path("kansas-city", &other)),
        ("another advocate's family", path("espanol", &other)),
        ("no card", path("kansas-city", "0000")),
    ] {
        let answer = app.post(&path, &cookie, json!({})).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{why}");
    }
    let frozen = app
        .post(&path("kansas-city", &own), &cookie, json!({}))
        .await;
    assert_eq!(frozen.status, StatusCode::NO_CONTENT);
    let read = app.get("/api/v1/me/overview", &family).await;
    assert_eq!(read.status, StatusCode::UNAUTHORIZED, "its session is over");
    let (code, pin) = app.card("kc-parent-1");
    let again = app
        .post_session(json!({"code": code, "pin": pin}), "")
        .await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    let line = caregiver(&app, &cookie, "kansas-city").await;
    assert_eq!(line["card"]["state"], "frozen");
    let done = ("advocate", "advocate/cards/freeze", "done");
    let rows = app.logged().await;
    assert!(
        rows.iter().any(|r| (&*r.0, &*r.1, &*r.2) == done),
        "{rows:?}"
    );
    assert!(
        app.sign_in("es-parent-1").await.contains("portal="),
        "the other card is good"
    );
}
