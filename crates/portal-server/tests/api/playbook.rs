//! The words families read: those that came with the program, or the centre's own, at once.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use portal_server::import::{Options, import_playbook};

use crate::harness::{NOW, TestApp, take_back};

#[tokio::test]
async fn an_imported_playbook_is_served_at_once_and_whole() {
    let app = TestApp::start();
    let english = "/api/v1/playbook/en";
    let default = app.get(english, "").await;
    assert_eq!(default.status, StatusCode::OK);
    assert!(default.json()["rules"]["promise_sources"].is_object());
    let follow = tokio::spawn(Arc::clone(&app.app.published).follow());
    let options = Options {
        source: "center",
        check: false,
        publish: true,
        now: NOW.parse().expect("a timestamp"),
    };
    let folder = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/playbook"
    ));
    import_playbook(&app.home, folder, &options, &mut |_, _| {}).expect("accepted");
    let mut own = app.get(english, "").await;
    for _ in 0..100 {
        if own.header("etag") != default.header("etag") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        own = app.get(english, "").await;
    }
    follow.abort();
    assert_ne!(own.header("etag"), default.header("etag"));
    assert_eq!(own.json()["steps"]["trial"]["title"], "The trial");
    assert_eq!(own.json()["rules"]["steps"]["trial"]["bring"][0], "id");
    let center = app.get("/api/v1/center", "").await.json();
    assert_eq!(center["languages"], serde_json::json!(["en", "es"]));
    assert_eq!(
        app.get("/api/v1/playbook/vi", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn words_are_there_even_when_nothing_is_published() {
    let app = TestApp::start_with(take_back);
    assert_eq!(
        app.get("/api/v1/playbook/en", "").await.status,
        StatusCode::OK
    );
    assert_eq!(
        app.get("/api/v1/playbook/xx", "").await.status,
        StatusCode::NOT_FOUND
    );
}
