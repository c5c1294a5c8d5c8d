//! The way to the provider and back.

use axum::http::{Method, StatusCode};
use portal_server::auth::staff::waiting::WAITING;
use portal_server::serve::Transport;
use serde_json::json;

use super::*;

fn advocate() -> Value {
    json!({"groups": ["advocates"], "families": ["kansas-city"], "name": "Dana Whitlow"})
}

#[tokio::test]
async fn a_member_of_staff_signs_in_at_the_provider() {
    let stage = Stage::new().await;
    stage.fake.now(|says| says.claims = advocate());
    let answer = stage.app.get(START, "").await;
    let set = answer.header("set-cookie");
    assert!(
        set.starts_with("portal-provider=") && set.contains("HttpOnly; SameSite=Lax"),
        "{set}"
    );
    assert!(set.contains("; Max-Age=600;"), "{set}");
    let sent = Sent::read(&answer);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", REDIRECT),
        ("scope", "openid profile"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(sent.query[name], value, "{name}");
    }
    stage
        .fake
        .sign_in(&sent.query["nonce"], &sent.query["code_challenge"]);
    let back = stage.come_back(&sent).await;
    assert_eq!(back.status, StatusCode::FOUND);
    assert_eq!(back.header("location"), "/staff");
    assert_eq!(back.header("cache-control"), "no-store");
    let cookies: Vec<_> = back.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in cookies {
        let cookie = cookie.to_str().expect("text");
        let expected = match cookie.split_once('=') {
            Some(("portal", _)) => "HttpOnly; SameSite=Strict",
            _ => "Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
        };
        assert!(cookie.ends_with(expected), "{cookie}");
    }
    let cookie = session(&back);
    let who = stage.app.get("/api/v1/session", &cookie).await.json();
    assert_eq!(who["mode"], "advocate");
    assert_eq!(who["staff"]["name"], "Dana Whitlow");
    assert_eq!(who["staff"]["role"], "advocate");
    assert_eq!(stage.shown(&cookie).await, ["kansas-city"]);
}

#[tokio::test]
async fn nothing_of_a_sign_in_is_kept_that_could_be_used() {
    let stage = Stage::new().await;
    let sent = stage.start().await;
    let (_, browser) = sent.cookie.split_once('=').expect("a cookie");
    let files = ["auth.db", "auth.db-wal"].map(|name| stage.app.home.root().join(name));
    let kept: Vec<u8> = files
        .iter()
        .filter_map(|file| std::fs::read(file).ok())
        .flatten()
        .collect();
    assert_eq!(stage.count("SELECT count(*) FROM provider_wait").await, 1);
    let state = sent.query["state"].as_str();
    for secret in [
        browser,
        state,
        &sent.query["nonce"],
        &sent.query["code_challenge"],
    ] {
        let has = kept
            .windows(secret.len())
            .any(|bytes| bytes == secret.as_bytes());
        assert!(!has, "{secret} is in the database");
    }
    assert_ne!(state, browser, "one does not tell the other");
}

#[tokio::test]
async fn an_answer_is_good_once_and_the_session_stays() {
    let stage = Stage::new().await;
    stage.fake.now(|says| says.claims = advocate());
    let sent = stage.start().await;
    let cookie = session(&stage.come_back(&sent).await);
    let again = stage
        .bring(&sent.back(), &format!("{}; {cookie}", sent.cookie))
        .await;
    refused("used", &again);
    assert_eq!(again.cookies(), "", "nothing is taken back");
    assert_eq!(
        stage.shown(&cookie).await,
        ["kansas-city"],
        "still signed in"
    );
    assert_eq!(stage.count("SELECT count(*) FROM provider_wait").await, 0);
}

#[tokio::test]
async fn an_answer_belongs_to_the_browser_that_was_sent() {
    let stage = Stage::new().await;
    stage.fake.now(|says| says.claims = advocate());
    let other = Sent::read(&stage.app.get(START, "").await);
    let sent = stage.start().await;
    refused(
        "another browser",
        &stage.bring(&sent.back(), &other.cookie).await,
    );
    refused("no cookie", &stage.bring(&sent.back(), "").await);
    refused(
        "no cookie that could be one",
        &stage.bring(&sent.back(), "portal-provider=x").await,
    );
    let back = stage.come_back(&sent).await;
    assert_eq!(back.header("location"), "/staff", "the own one still may");
}

#[tokio::test]
async fn what_is_no_answer_is_refused_without_a_word() {
    let stage = Stage::new().await;
    for (why, query) in [
        ("nothing", ""),
        ("no state", "code=the-code"),
        (
            "a state of somebody's own",
            "code=the-code&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ),
        ("two states", "code=a&state=a&state=b"),
        ("not even text", "code=%ff&state=%ff"),
    ] {
        let sent = stage.start().await;
        refused(
            why,
            &stage
                .bring(&format!("{RETURN}?{query}"), &sent.cookie)
                .await,
        );
    }
    for (why, more) in [
        (
            "the person went back",
            "error=access_denied&error_description=Dana",
        ),
        (
            "another provider's",
            "code=the-code&iss=https%3A%2F%2Fother.example.org",
        ),
        ("another code", "code=another"),
    ] {
        let sent = stage.start().await;
        let path = format!("{RETURN}?{more}&state={}", sent.query["state"]);
        let answer = stage.bring(&path, &sent.cookie).await;
        refused(why, &answer);
        assert!(
            answer.header("set-cookie").contains("Max-Age=0"),
            "{why}: it is over"
        );
    }
    assert_eq!(
        stage
            .count("SELECT count(*) FROM staff WHERE claimed = 1")
            .await,
        0
    );
}

#[tokio::test]
async fn a_sign_in_that_took_too_long_is_over() {
    let stage = Stage::new().await;
    stage.fake.now(|says| says.claims = advocate());
    let sent = stage.start().await;
    stage.app.clock.advance_sessions(WAITING - 2);
    let (late, _) = (stage.come_back(&sent).await, ());
    assert_eq!(late.header("location"), "/staff", "just in time");
    let sent = stage.start().await;
    stage.app.clock.advance_sessions(WAITING + 1);
    refused("too late", &stage.come_back(&sent).await);
}

#[tokio::test]
async fn only_the_return_may_come_from_another_site() {
    let stage = Stage::new().await;
    let start = stage.bring(START, "").await;
    assert_eq!(
        start.status,
        StatusCode::FORBIDDEN,
        "nobody else begins a sign-in"
    );
    let sent = stage.start().await;
    let post = request(Method::POST, &sent.back(), &sent.cookie, None);
    assert_eq!(
        stage.app.send(post).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn without_settings_there_is_nothing() {
    let app = TestApp::start();
    for path in [START, RETURN] {
        let answer = app.get(path, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["code"], "not_found");
    }
    let center = |app| async move { TestApp::get(app, "/api/v1/center", "").await.json() };
    assert_eq!(center(&app).await["identity_provider"], false);
    let stage = Stage::new().await;
    assert_eq!(center(&stage.app).await["identity_provider"], true);
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_lets_nobody_in_and_the_portal_starts_all_the_same() {
    let app = TestApp::start_with(|home| write_settings(home, "http://127.0.0.1:9"));
    let answer = app.get(START, "").await;
    refused("nobody answers", &answer);
    assert_eq!(answer.cookies(), "", "there is nothing to come back from");
    // The issuer is compared letter for letter.
    let fake = Fake::start().await;
    let app = TestApp::start_with(|home| write_settings(home, &format!("{}/", fake.issuer)));
    refused("another name", &app.get(START, "").await);
}

#[tokio::test]
async fn a_browser_is_not_sent_where_others_could_listen() {
    let stage = Stage::new().await;
    let open = "http://login.example.org/authorize".to_owned();
    stage.fake.now(|says| says.authorize = open);
    refused("plain HTTP", &stage.app.get(START, "").await);
}

#[tokio::test]
async fn over_tls_the_cookies_are_bound_to_the_host() {
    let fake = Fake::start().await;
    let app = TestApp::start_at(Transport::Tls, |home| write_settings(home, &fake.issuer));
    fake.now(|says| says.claims = advocate());
    let answer = app.get(START, "").await;
    let sent = Sent::read(&answer);
    fake.sign_in(&sent.query["nonce"], &sent.query["code_challenge"]);
    let back = app.get(&sent.back(), &sent.cookie).await;
    assert_eq!(back.header("location"), "/staff");
    let set = [answer.headers, back.headers];
    let cookies = set.iter().flat_map(|headers| headers.get_all("set-cookie"));
    let mut count = 0;
    for cookie in cookies {
        let cookie = cookie.to_str().expect("text");
        assert!(
            cookie.starts_with("__Host-portal") && cookie.contains("; Path=/; Secure;"),
            "{cookie}"
        );
        count += 1;
    }
    assert_eq!(count, 3, "one there, one back, one taken back");
}
