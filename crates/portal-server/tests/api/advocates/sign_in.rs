//! Signing in with passphrase and one-time code, and when a session ends.

use axum::http::{Method, StatusCode};
use portal_server::auth::staff;
use serde_json::{Value, json};

use crate::harness::{TestApp, request};

const USER: &str = "dana.whitlow";
const LIST: &str = "/api/v1/advocate/families";

fn body(app: &TestApp) -> Value {
    json!({"user": USER, "passphrase": app.staff(USER).passphrase, "totp": app.one_time_code(USER)})
}

#[tokio::test]
async fn a_member_of_staff_signs_in_and_out() {
    let app = TestApp::start();
    let answer = app.post_session(body(&app), "").await;
    assert_eq!(answer.status, StatusCode::OK);
    let (session, cookie) = (answer.json(), answer.cookies());
    assert_eq!(session["principal"], "advocate");
    assert_eq!(session["mode"], "advocate");
    assert_eq!(session["idle_seconds"], 900);
    assert_eq!(session["staff"]["name"], "Dana Whitlow");
    assert_eq!(session["staff"]["role"], "advocate");
    for set in answer.headers.get_all("set-cookie") {
        let set = set.to_str().expect("text");
        assert!(set.contains("HttpOnly; SameSite=Strict"), "{set}");
    }
    let again = app.get("/api/v1/session", &cookie).await.json();
    assert_eq!(again["staff"], session["staff"]);
    assert_eq!(app.get(LIST, &cookie).await.status, StatusCode::OK);
    let out = request(Method::DELETE, "/api/v1/session", &cookie, None);
    assert_eq!(app.send(out).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        app.get(LIST, &cookie).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let app = TestApp::start();
    let right = body(&app);
    let with = |field: &str, value: Value| {
        let mut body = right.clone();
        body[field] = value;
        body
    };
    let table = [
        ("no such user", with("user", json!("nobody"))),
        (
            "wrong passphrase",
            with("passphrase", json!("not the right words")),
        ),
        ("no passphrase", with("passphrase", json!(""))),
        ("wrong code", with("totp", json!("000000"))),
        ("no code", with("totp", json!(""))),
        ("no field", json!({"user": USER})),
    ];
    for (why, body) in table {
        let answer = app.post_session(body, "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{why}");
        assert_eq!(answer.json()["code"], "sign_in_failed", "{why}");
        assert_eq!(answer.cookies(), "", "{why}");
    }
    let told = app.post_session(right, "").await.json();
    assert_eq!(told["wrong_tries"], 4, "those with a known user name");
}

#[tokio::test]
async fn a_one_time_code_is_good_once() {
    let app = TestApp::start();
    let body = body(&app);
    assert_eq!(
        app.post_session(body.clone(), "").await.status,
        StatusCode::OK
    );
    let again = app.post_session(body, "").await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn strangers_run_out_of_tries_and_the_own_device_does_not() {
    let app = TestApp::start();
    let known = app.post_session(body(&app), "").await.cookies();
    let wrong = json!({"user": USER, "passphrase": "x", "totp": "1"});
    for _ in 0..5 {
        app.post_session(wrong.clone(), "").await;
    }
    let stranger = app.post_session(body(&app), "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED, "right, too late");
    let own = app.post_session(body(&app), &known).await;
    assert_eq!(own.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_a_working_day_and_when_its_owner_is_disabled() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in(USER).await;
    let minutes = |n: i64| app.clock.advance_sessions(n * 60);
    for _ in 0..3 {
        minutes(14);
        assert_eq!(app.get(LIST, &cookie).await.status, StatusCode::OK);
    }
    minutes(16);
    assert_eq!(
        app.get(LIST, &cookie).await.status,
        StatusCode::UNAUTHORIZED,
        "idle"
    );
    let cookie = app.sign_staff_in(USER).await;
    for _ in 0..34 {
        minutes(14);
        assert_eq!(app.get(LIST, &cookie).await.status, StatusCode::OK);
    }
    minutes(5);
    assert_eq!(
        app.get(LIST, &cookie).await.status,
        StatusCode::UNAUTHORIZED,
        "8 hours"
    );
    let cookie = app.sign_staff_in(USER).await;
    assert!(app.write(|c| staff::disable(c, USER, 1)).await);
    assert_eq!(
        app.get(LIST, &cookie).await.status,
        StatusCode::UNAUTHORIZED,
        "disabled"
    );
    assert_eq!(
        app.post_session(body(&app), "").await.status,
        StatusCode::UNAUTHORIZED
    );
}
