//! Two at the same moment: one of them gets it.

use axum::http::{Method, StatusCode};
use serde_json::Value;
use tokio::join;

use super::screen::{Screen, redeem, send, told, unknown};
use crate::harness::TestApp;

#[tokio::test]
async fn of_two_phones_with_the_right_pin_one_gets_in() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let pin = app.card(&caregiver).1;
    for _ in 0..5 {
        lobby.sign_in(&app, &caregiver).await;
        let token = lobby.hand_over(&app).await;
        let (one, other) = join!(redeem(&app, &token, &pin), redeem(&app, &token, &pin));
        let mut answers = [told(&one), told(&other)];
        answers.sort();
        assert_eq!(
            answers,
            [(200, String::new()), (410, "handoff_used".to_owned())]
        );
    }
}

#[tokio::test]
async fn of_two_requests_with_one_number_one_is_answered_and_many_numbers_all() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let path = "/api/v1/kiosk";
    let proof = lobby.proof(&Method::GET, path);
    let ask = || send(&app, Method::GET, path, &proof, "", Value::Null);
    let (one, other) = join!(ask(), ask());
    let mut answers = [told(&one), told(&other)];
    answers.sort();
    assert_eq!(answers, [(200, String::new()), unknown()]);
    let (a, b, c, d) = join!(
        lobby.get(&app, "kiosk"),
        lobby.get(&app, "kiosk"),
        lobby.get(&app, "kiosk"),
        lobby.get(&app, "kiosk")
    );
    assert!(
        [a, b, c, d]
            .iter()
            .all(|answer| answer.status == StatusCode::OK)
    );
}
