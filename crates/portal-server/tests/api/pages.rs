//! Pages, files and headers.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use bytes::Bytes;
use futures_util::stream;
use jiff::civil::Date;
use portal_server::auth::cards;

use crate::harness::{TestApp, request};

#[tokio::test]
async fn every_page_url_answers_with_the_page_and_nothing_else_does() {
    let app = TestApp::start();
    for path in [
        "/",
        "/start",
        "/steps",
        "/visits",
        "/visits/2",
        "/help",
        "/help/abc",
        "/people",
        "/news",
        "/rights",
        "/limits",
    ] {
        let page = app.get(path, "").await;
        assert_eq!(
            (page.status, page.header("content-type")),
            (StatusCode::OK, "text/html; charset=utf-8"),
            "{path}"
        );
        assert_eq!(page.header("cache-control"), "no-cache");
    }
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v1/me",
        "/nothing",
        "/index.html",
        "/office.html",
        "/kiosk.html",
        "/kiosk/a.js",
        "/.env",
        "/a.wasm",
        "/../center.json",
        "/%2e%2e/center.json",
        "/steps/../../center.json",
        "/hsds",
        "/hsds/v3/nothing",
    ] {
        let answer = app.get(path, "").await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_FOUND,
            "{path}: {}",
            answer.text()
        );
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn families_staff_and_the_kiosk_get_programs_of_their_own() {
    let app = TestApp::start();
    for (path, page) in [
        ("/", "index.html"),
        ("/start", "index.html"),
        ("/staff", "office.html"),
        ("/board/2026-02", "office.html"),
        ("/kiosk", "kiosk.html"),
        ("/kiosk/anything/below", "kiosk.html"),
    ] {
        let answer = app.get(path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.text().contains(page), "{path}: {}", answer.text());
    }
    assert_eq!(app.get("/kiosks", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_carries_the_centres_own_numbers() {
    let app = TestApp::start_with(|home| {
        let path = home.center_file();
        let text = std::fs::read_to_string(&path).expect("settings");
        let text = text
            .replace(
                "https://www.weather.gov/",
                "http://127.0.0.1:1/neutral?a=1&b=2",
            )
            .replace("816-555-0100", "417-555-0142");
        std::fs::write(path, text).expect("written");
    });
    let html = app.get("/", "").await.text();
    assert!(
        html.contains("href=\"http://127.0.0.1:1/neutral?a=1&amp;b=2\""),
        "{html}"
    );
    assert!(
        html.contains("tel:+14175550142") && html.contains(">417-555-0142<"),
        "{html}"
    );
    assert!(
        !html.contains("weather.gov") && !html.contains("816-555-0100"),
        "{html}"
    );
}

#[tokio::test]
async fn facts_may_do_nothing_in_a_browser_that_opens_them() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    for path in [
        "/api/v1/center",
        "/api/v1/me/overview",
        "/api/v1/nothing",
        "/hsds/v3/services",
    ] {
        let answer = app.get(path, &cookie).await;
        for (name, value) in [
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'",
            ),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
    }
}

#[tokio::test]
async fn a_page_that_did_not_change_keeps_its_policy() {
    let app = TestApp::start();
    let page = app.get("/", "").await;
    let mut again = request(Method::GET, "/", "", None);
    let tag = page.header("etag").parse().expect("a header");
    again.headers_mut().insert("if-none-match", tag);
    let again = app.send(again).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let policy = "content-security-policy";
    assert_eq!(again.header(policy), page.header(policy));
}

#[tokio::test]
async fn security_headers_are_on_every_page_and_script() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    for path in ["/", "/exit.js", "/start"] {
        let answer = app.get(path, &cookie).await;
        let csp = answer.header("content-security-policy");
        assert!(
            csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
            "{path}: {csp}"
        );
        assert!(csp.contains("; style-src 'self' 'sha256-"), "{path}: {csp}");
        assert!(
            csp.ends_with(
                "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
            ),
            "{csp}"
        );
        assert!(
            !csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"),
            "{csp}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(
            answer
                .header("permissions-policy")
                .contains("geolocation=()")
        );
    }
}

#[tokio::test]
async fn no_path_takes_a_method_that_could_change_a_fact() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    for method in [
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::TRACE,
    ] {
        for path in [
            "/api/v1/me/overview",
            "/api/v1/me/steps",
            "/api/v1/me/appointments/x",
            "/api/v1/center",
            "/api/v1/directory",
        ] {
            let answer = app.send(request(method.clone(), path, &cookie, None)).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert_eq!(answer.json()["code"], "method_not_allowed");
        }
    }
    let put = app
        .send(request(Method::PUT, "/api/v1/session", &cookie, None))
        .await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_unread() {
    let app = TestApp::start();
    // None of it ever comes: whoever waits for it answers that it took too long.
    let nothing = stream::pending::<Result<Bytes, Infallible>>();
    let announced = Request::post("/api/v1/session")
        .header(header::CONTENT_LENGTH, u64::MAX)
        .body(Body::from_stream(nothing))
        .expect("a request");
    let unannounced = Request::post("/api/v1/session")
        .body(Body::from("x".repeat(5000)))
        .expect("a request");
    for asked in [announced, unannounced] {
        let answer = app.send(asked).await;
        assert_eq!(
            (answer.status, answer.json()["code"].clone()),
            (StatusCode::PAYLOAD_TOO_LARGE, "too_large".into())
        );
    }
}

#[tokio::test]
async fn a_broken_database_tells_the_log_and_not_the_family() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    app.hide("access_log");
    let answer = app.get("/api/v1/me/overview", &cookie).await;
    assert_eq!(
        answer.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "no row, no answer"
    );
    assert_eq!(answer.json()["code"], "unavailable");
    assert!(!answer.text().contains("access_log") && !answer.text().contains("SQL"));
    assert!(
        app.app
            .auth
            .read(|c| cards::list(c, Date::MIN))
            .await
            .is_ok()
    );
}
