//! What is kept of a kiosk: who read what, and none of the secrets.

use portal_server::auth::access_log::Verdict;
use serde_json::{Value, json};

use super::screen::{Screen, redeem};
use crate::harness::TestApp;
use crate::log_lines::Lines;

#[tokio::test]
async fn what_is_read_and_handed_over_at_a_kiosk_says_so() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    lobby.sign_in(&app, &caregiver).await;
    lobby.get(&app, "me/overview").await;
    lobby.get(&app, "me/appointments").await;
    lobby.get(&app, "me/steps").await;
    let token = lobby.hand_over(&app).await;
    let pin = app.card(&caregiver).1;
    redeem(&app, &token, "000001").await;
    let phone = redeem(&app, &token, &pin).await.cookies();
    redeem(&app, &token, &pin).await;
    app.get("/api/v1/me/overview", &phone).await;
    let logged = app.logged().await;
    let logged: Vec<_> = logged.iter().map(|(k, w, o)| (&**k, &**w, &**o)).collect();
    assert_eq!(
        logged,
        [
            ("caregiver_at_kiosk", "me/overview", "shown"),
            ("caregiver_at_kiosk", "me/appointments", "shown"),
            ("caregiver_at_kiosk", "handoff/made", "done"),
            ("caregiver", "handoff/redeemed", "done"),
            ("caregiver", "me/overview", "shown"),
        ]
    );
    let family = app.family_id("on-time");
    let (of_whom, by_whom) = (family, app.caregiver_id(&caregiver));
    let others = format!(
        "SELECT count(*) FROM access_log
         WHERE /*!center_id = :center AND*/ NOT (family = '{of_whom}' AND who = '{by_whom}')"
    );
    assert_eq!(app.count(&others).await, 0);
    assert_eq!(app.chain().await, Verdict::Whole(5));
}

#[tokio::test]
async fn a_row_that_cannot_be_written_hands_nobody_over() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    lobby.sign_in(&app, &caregiver).await;
    let token = lobby.hand_over(&app).await;
    app.hide("access_log");
    let answer = redeem(&app, &token, &app.card(&caregiver).1).await;
    assert_eq!(
        (answer.status.as_u16(), answer.cookies()),
        (503, String::new())
    );
    assert_eq!(
        lobby.get(&app, "session").await.status.as_u16(),
        200,
        "the family is still there"
    );
    assert_eq!(lobby.handoff_state(&app).await, "waiting");
}

#[tokio::test]
async fn nothing_that_opens_a_door_is_stored_as_it_is() {
    let app = TestApp::start();
    let code = app.demo.kiosks[0].enrolment_code.clone();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    lobby.sign_in(&app, &caregiver).await;
    let token = lobby.hand_over(&app).await;
    let (card, pin) = app.card(&caregiver);
    redeem(&app, &token, &pin).await;
    let stored = app.stored();
    let holds = |secret: &str| stored.windows(secret.len()).any(|w| w == secret.as_bytes());
    assert!(holds(&lobby.id), "the database was read");
    for secret in [&code, &code.replace('-', ""), &token, &pin, &card] {
        assert!(!holds(secret), "a secret is in the database");
    }
}

#[tokio::test]
async fn no_line_of_the_log_holds_what_opens_a_door() {
    let (lines, _guard) = Lines::listen();
    let app = TestApp::start();
    let code = app.demo.kiosks[0].enrolment_code.clone();
    let lobby = Screen::lobby(&app).await;
    let caregiver = app.caregiver_of("on-time");
    let (card, pin) = app.card(&caregiver);
    lobby
        .post(&app, "session", json!({"code": card, "pin": "000001"}))
        .await;
    lobby.sign_in(&app, &caregiver).await;
    let token = lobby.hand_over(&app).await;
    redeem(&app, &token, "000001").await;
    // Everything fails that can: what is said then is in the log.
    for table in ["access_log", "handoff", "card", "kiosk_session"] {
        app.hide(table);
        let answer = redeem(&app, &token, &pin).await;
        assert_eq!(answer.status.as_u16(), 503, "{table}");
        lobby.post(&app, "handoff", Value::Null).await;
        lobby
            .post(&app, "session", json!({"code": card, "pin": pin}))
            .await;
    }
    let lines = lines.text();
    for told in [
        r#"signed in means="card""#,
        r#"sign-in refused means="card""#,
        r#"sign-in refused means="square code""#,
    ] {
        assert!(lines.contains(told), "no {told} in {lines}");
    }
    assert!(
        lines.contains("auth database: "),
        "the log was read: {lines}"
    );
    for secret in [&code, &token, &card, &pin, &lobby.challenge] {
        assert!(
            !lines.contains(secret.as_str()),
            "{secret} is in the log: {lines}"
        );
    }
}
