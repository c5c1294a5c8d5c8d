//! Sessions that end, and pages of other sites that get nothing.

use axum::http::{Method, StatusCode};
use portal_server::auth::cards::{self, CardKey, Change};
use serde_json::json;

use crate::harness::{TestApp, request};

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
    // Used a moment ago, so that only its age can end it.
    assert_eq!(app.get(overview, &old).await.status, StatusCode::OK);
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
async fn a_session_ends_when_the_clock_is_set_back() {
    let app = TestApp::start();
    let overview = "/api/v1/me/overview";
    let families = app.sign_in(&app.caregiver_of("on-time")).await;
    let staffs = app.sign_staff_in("dana.whitlow").await;
    let list = "/api/v1/advocate/families";
    app.clock.advance_sessions(-50);
    assert_eq!(app.get(overview, &families).await.status, StatusCode::OK);
    assert_eq!(app.get(list, &staffs).await.status, StatusCode::OK);
    app.clock.advance_sessions(-86_400);
    for (path, cookie) in [(overview, &families), (list, &staffs)] {
        let ended = app.get(path, cookie).await;
        assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_frozen_card_reads_nothing_from_the_next_request_on_until_it_is_thawed() {
    let app = TestApp::start();
    let caregiver = app.caregiver_of("on-time");
    let overview = "/api/v1/me/overview";
    let (code, pin) = app.card(&caregiver);
    let selector = code[..4].to_owned();
    let found = app.app.auth.read(move |c| cards::find(c, &selector)).await;
    let id = found.expect("read").expect("a card").id;
    let right = json!({"code": code, "pin": pin});

    let session = app.sign_in(&caregiver).await;
    let card = id.clone();
    let frozen = app
        .app
        .auth
        .write(move |c| cards::freeze(c, CardKey::Id(&card), 0))
        .await;
    assert_eq!(frozen.expect("written"), Change::Made);
    let ended = app.get(overview, &session).await;
    assert_eq!(
        (ended.status, ended.json()["code"].clone()),
        (StatusCode::UNAUTHORIZED, "session_ended".into())
    );
    let refused = app.post_session(right.clone(), "").await;
    assert_eq!(
        (refused.status, refused.json()["code"].clone()),
        (StatusCode::UNAUTHORIZED, "sign_in_failed".into())
    );

    let thawed = app
        .app
        .auth
        .write(move |c| cards::thaw(c, CardKey::Id(&id)))
        .await;
    assert_eq!(thawed.expect("written"), Change::Made);
    assert_eq!(
        app.get(overview, &session).await.status,
        StatusCode::UNAUTHORIZED,
        "the session of before stays ended"
    );
    let again = app.post_session(right, "").await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(
        app.get(overview, &again.cookies()).await.status,
        StatusCode::OK
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
        let answer = app.send(asked).await;
        assert_eq!(answer.status, expected, "{site:?} {origin:?}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "",
            "{site:?} {origin:?}"
        );
    }
}

#[tokio::test]
async fn whoever_signs_in_again_leaves_no_session_behind() {
    let app = TestApp::start();
    let caregiver = app.caregiver_of("on-time");
    let (code, pin) = app.card(&caregiver);
    let before = app.sign_in(&caregiver).await;
    let other_phone = app.sign_in(&caregiver).await;
    let opens = async |cookie: &str| app.get("/api/v1/me/overview", cookie).await.status;

    let wrong = json!({"code": code, "pin": "000001"});
    app.post_session(wrong, &before).await;
    assert_eq!(
        opens(&before).await,
        StatusCode::OK,
        "a wrong PIN ends nothing"
    );

    let right = json!({"code": code, "pin": pin});
    let after = app.post_session(right, &before).await.cookies();
    assert_eq!(opens(&after).await, StatusCode::OK);
    assert_eq!(opens(&before).await, StatusCode::UNAUTHORIZED);
    assert_eq!(opens(&other_phone).await, StatusCode::OK);

    // A member of staff who signs in where a family was.
    let user = &app.demo.advocates[0].user;
    let keys = json!({"user": user, "passphrase": app.staff(user).passphrase, "totp": app.one_time_code(user)});
    let staff = app.post_session(keys, &after).await;
    assert_eq!(staff.status, StatusCode::OK);
    assert_eq!(opens(&after).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_page_without_a_session_is_told_so_without_an_error_and_who_brings_an_old_one_is_refused()
{
    let app = TestApp::start();
    let from_a_page = |cookie: &str| {
        let mut asked = request(Method::GET, "/api/v1/session", cookie, None);
        let site = "same-origin".parse().expect("a value");
        asked.headers_mut().insert("sec-fetch-site", site);
        asked
    };
    let nobody = app.send(from_a_page("")).await;
    assert_eq!(nobody.status, StatusCode::NO_CONTENT);
    assert_eq!(nobody.text(), "");
    let other_program = app.get("/api/v1/session", "").await;
    assert_eq!(other_program.status, StatusCode::UNAUTHORIZED);
    for cookie in ["portal=never-given", "portal="] {
        let refused = app.send(from_a_page(cookie)).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{cookie}");
        assert_eq!(refused.json()["code"], "session_ended");
    }
    let overview = app.get("/api/v1/me/overview", "").await;
    assert_eq!(overview.status, StatusCode::UNAUTHORIZED);
}
