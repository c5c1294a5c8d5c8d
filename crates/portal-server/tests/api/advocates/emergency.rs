//! Opening a family in an emergency: who may, and what is written down.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Answered, TestApp};

const PATH: &str = "/api/v1/advocate/emergency";

async fn open(app: &TestApp, user: &str, cookie: &str, number: &str) -> Answered {
    let body = json!({"number": number, "reason": "danger", "totp": app.one_time_code(user)});
    app.post(PATH, cookie, body).await
}

#[tokio::test]
async fn a_supervisor_opens_a_family_for_a_reason_until_the_session_ends() {
    let app = TestApp::start();
    let user = "ruth.hallgren";
    let cookie = app.sign_staff_in(user).await;
    let family = format!(
        "/api/v1/advocate/families/{}/overview",
        app.family_id("espanol")
    );
    assert_eq!(
        app.get(&family, &cookie).await.status,
        StatusCode::NOT_FOUND
    );
    let opened = open(&app, user, &cookie, "espanol").await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
    assert_eq!(opened.json()["emergency"], true);
    assert_eq!(app.get(&family, &cookie).await.status, StatusCode::OK);
    let rows = app.logged().await;
    let row = ("supervisor", "advocate/emergency/danger", "opened");
    assert!(
        rows.iter().any(|r| (&*r.0, &*r.1, &*r.2) == row),
        "{rows:?}"
    );
    app.clock.advance_sessions(8 * 3600);
    let cookie = app.sign_staff_in(user).await;
    assert_eq!(
        app.get(&family, &cookie).await.status,
        StatusCode::NOT_FOUND,
        "closed again"
    );
}

#[tokio::test]
async fn nobody_else_and_nothing_without_a_reason_and_a_code() {
    let app = TestApp::start();
    let advocate = app.sign_staff_in("dana.whitlow").await;
    let refused = open(&app, "dana.whitlow", &advocate, "espanol").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "no supervisor");
    let cookie = app.sign_staff_in("ruth.hallgren").await;
    let code = |code: &str| json!({"number": "espanol", "reason": "danger", "totp": code});
    let wrong: [(&str, Value, StatusCode); 4] = [
        ("wrong code", code("000000"), StatusCode::UNAUTHORIZED),
        (
            "no reason",
            json!({"number": "espanol", "totp": "1"}),
            StatusCode::BAD_REQUEST,
        ),
        (
            "a reason of one's own",
            json!({"number": "espanol", "totp": "1", "reason": "curious"}),
            StatusCode::BAD_REQUEST,
        ),
        (
            "more",
            json!({"number": "espanol", "totp": "1", "reason": "danger", "note": "x"}),
            StatusCode::BAD_REQUEST,
        ),
    ];
    for (why, body, status) in wrong {
        assert_eq!(app.post(PATH, &cookie, body).await.status, status, "{why}");
    }
    let none = open(&app, "ruth.hallgren", &cookie, "no-such-family").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let outcomes: Vec<_> = app
        .logged()
        .await
        .into_iter()
        .filter(|r| r.1.contains("emergency"))
        .map(|r| r.2)
        .collect();
    assert_eq!(outcomes, ["refused", "refused", "not_found"]);
}
