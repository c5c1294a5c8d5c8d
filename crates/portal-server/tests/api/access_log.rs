//! Every read of a family has its row before the answer leaves.

use portal_server::auth::access_log::Verdict;

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
