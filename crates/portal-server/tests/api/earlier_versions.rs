//! Snapshots that an earlier version of the program published, and that are still served. A database has them too, but its tables
//! are those of this version (`tests/postgres`).

use axum::http::StatusCode;
use portal_server::home::Home;
use portal_server::publish;
use portal_types::Board;
use rusqlite::Connection;

use crate::harness::TestApp;

/// Makes of the current snapshot one that was published before there were digests.
fn of_earlier_version(home: &Home, sql: &str) {
    let file = publish::current(home).expect("a snapshot");
    std::fs::remove_file(file.with_extension("db.sha256")).expect("its digest");
    let snapshot = Connection::open(file).expect("opens");
    snapshot.execute_batch(sql).expect("an older snapshot");
}

#[tokio::test]
async fn a_snapshot_of_an_earlier_version_answers_an_empty_board() {
    let app = TestApp::start_with(|home| {
        of_earlier_version(home, "DROP TABLE board");
    });
    let answer = app.get("/api/v1/board", "").await;
    assert_eq!(answer.status, StatusCode::OK);
    let board: Board = serde_json::from_slice(&answer.body).expect("a board");
    assert_eq!(board, Board::default());
    assert!(!answer.header("etag").is_empty());
    let table = app.get("/api/v1/board.csv", "").await;
    assert_eq!(
        table.text().lines().count(),
        1,
        "the header: {}",
        table.text()
    );
}

#[tokio::test]
async fn a_directory_of_another_version_does_not_keep_a_family_from_its_case() {
    let app = TestApp::start_with(|home| {
        let older = "DROP TABLE directory;
            CREATE TABLE directory (hash TEXT NOT NULL PRIMARY KEY, json BLOB NOT NULL, brotli BLOB NOT NULL);
            INSERT INTO directory SELECT json_extract(value, '$.hash'), x'00', x'00' FROM meta WHERE key = 'directory'";
        of_earlier_version(home, older);
    });
    let center = app.get("/api/v1/center", "").await;
    assert_eq!(center.status, StatusCode::OK);
    assert!(center.json()["directory"].is_null());
    let answer = app.get("/api/v1/directory", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    let steps = app.get("/api/v1/me/steps", &cookie).await;
    assert_eq!(steps.status, StatusCode::OK);
    let found = app.get("/hsds/v3/services?search=food", "").await.json();
    assert!(found["total_items"].as_u64().is_some_and(|n| n > 0));
}
