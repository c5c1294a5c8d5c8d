//! No row of the access log in a home's file can be changed unseen.

use portal_server::auth::access_log::{Verdict, verify};
use rusqlite::Connection;

use crate::harness::TestApp;

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
