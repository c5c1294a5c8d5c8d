//! The portal's own files.

use axum::http::StatusCode;

use crate::harness::TestApp;

#[tokio::test]
async fn a_name_that_no_file_can_have_is_not_found() {
    let app = TestApp::start();
    for path in [
        "a".repeat(300),
        format!("a/{}.js", "a".repeat(255)),
        "%00".to_owned(),
        "a%00.js".to_owned(),
        "%ff".to_owned(),
    ] {
        let answer = app.get(&format!("/{path}"), "").await;
        let refused = matches!(
            answer.status,
            StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST
        );
        assert!(refused, "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn files_with_a_hash_are_kept_and_others_are_asked_for_anew() {
    let app = TestApp::start();
    let hashed = app.get("/boot-0123456789abcdef.js", "").await;
    assert_eq!(
        hashed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        app.get("/exit.js", "").await.header("cache-control"),
        "no-cache"
    );
}

#[tokio::test]
async fn every_text_says_which_letters_it_is_written_in() {
    let app = TestApp::start();
    for path in ["/", "/board", "/exit.js", "/api/v1/board.csv"] {
        let answer = app.get(path, "").await;
        let kind = answer.header("content-type");
        assert!(
            kind.starts_with("text/") && kind.contains("; charset=utf-8"),
            "{path}: {kind}"
        );
    }
}
