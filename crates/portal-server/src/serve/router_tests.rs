//! What stands around every handler, and which files are kept for ever.

use axum::body::Body;
use axum::http::Request;

use super::*;
use crate::serve::state::Transport;

#[tokio::test]
async fn a_handler_that_panics_answers_as_any_failure_and_the_server_goes_on() {
    let broken = get(async || -> StatusCode { panic!("a defect") });
    let router = Router::new()
        .route("/broken", broken)
        .route("/well", get(async || StatusCode::OK));
    let router = guarded(router, Every::of_no_center(Transport::Tls));
    let ask = async |path: &str| {
        let asked = Request::get(path).body(Body::empty()).expect("a request");
        router.clone().oneshot(asked).await.expect("an answer")
    };
    let answer = ask("/broken").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let told = |name: &str| answer.headers().get(name).expect("a header").clone();
    assert_eq!(told("content-type"), "application/problem+json");
    assert_eq!(told("x-content-type-options"), "nosniff");
    assert_eq!(told("cache-control"), "no-store");
    let body = axum::body::to_bytes(answer.into_body(), 4096).await;
    let body = String::from_utf8(body.expect("a body").to_vec()).expect("text");
    assert!(!body.contains("defect"), "{body}");
    assert_eq!(ask("/well").await.status(), StatusCode::OK);
}

#[test]
fn only_names_with_a_hash_are_kept_for_ever() {
    assert!(is_hashed("family-portal_bg-0123456789abcdef.wasm"));
    assert!(is_hashed("locales/en-0123456789abcdef.json"));
    for path in [
        "exit.js",
        "family-portal.js",
        "locales/en.json",
        "a-0123456789abcdeg.js",
        "0123456789abcdef.js",
    ] {
        assert!(!is_hashed(path), "{path}");
    }
}
