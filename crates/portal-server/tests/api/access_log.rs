//! Every read of a family has its row before the answer leaves, and no row can be changed unseen.

use portal_server::auth::access_log::{Verdict, verify};
use rusqlite::Connection;

use crate::harness::TestApp;

#[tokio::test]
async fn every_private_read_is_in_the_log() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    for path in [
        "overview",
        "steps",
        "appointments",
        "team",
        "updates",
        "appointments/nothing-here",
    ] {
        app.get(&format!("/api/v1/me/{path}"), &cookie).await;
    }
    app.get("/api/v1/me/overview", "").await;
    app.get("/api/v1/center", &cookie).await;
    let rows = app.logged().await;
    let rows: Vec<_> = rows
        .iter()
        .map(|(_, what, outcome)| (what.as_str(), outcome.as_str()))
        .collect();
    let shown = [
        "me/overview",
        "me/steps",
        "me/appointments",
        "me/team",
        "me/updates",
    ]
    .map(|what| (what, "shown"));
    assert_eq!(rows[..5], shown);
    assert_eq!(rows[5..], [("me/appointments/one", "not_found")]);
    assert_eq!(app.chain().await, Verdict::Whole(6));
}

#[tokio::test]
async fn a_changed_or_removed_row_is_named() {
    let app = TestApp::start();
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    for _ in 0..5 {
        app.get("/api/v1/me/overview", &cookie).await;
    }
    let path = app.home.auth_db();
    let connection = Connection::open(&path).expect("opens");
    let refused = connection.execute("DELETE FROM access_log WHERE seq = 5", []);
    assert!(refused.is_err(), "the program itself cannot change the log");
    // Whoever has the file can take that away.
    connection
        .execute_batch("DROP TRIGGER access_log_stays; DROP TRIGGER access_log_keeps")
        .expect("dropped");
    let tampered = |sql: &str| {
        connection
            .execute_batch(&format!("BEGIN; {sql}"))
            .expect("changed");
        connection.execute_batch("COMMIT").expect("committed");
        verify(&connection).expect("read")
    };
    assert_eq!(
        tampered("UPDATE access_log SET family = family || 'x' WHERE seq = 3"),
        Verdict::BadRow(3)
    );
    assert_eq!(
        tampered("UPDATE access_log SET family = rtrim(family, 'x') WHERE seq = 3"),
        Verdict::Whole(5)
    );
    assert_eq!(
        tampered("DELETE FROM access_log WHERE seq = 2"),
        Verdict::BadRow(3)
    );
    assert_eq!(
        tampered("DELETE FROM access_log WHERE seq = 1"),
        Verdict::BadRow(3)
    );
}
