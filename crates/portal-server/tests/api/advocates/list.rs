//! The list of families, and reading one of them.

use axum::http::StatusCode;
use serde_json::Value;

use crate::harness::TestApp;
use crate::kept::OWN;

const LIST: &str = "/api/v1/advocate/families";

fn numbers(list: &Value) -> Vec<&str> {
    let families = list["families"].as_array().expect("a list");
    families
        .iter()
        .filter_map(|f| f["number"].as_str())
        .collect()
}

#[tokio::test]
async fn those_first_who_need_somebody_most() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let list = app.get(LIST, &cookie).await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(list.header("cache-control"), "no-store");
    let list = list.json();
    assert_eq!(numbers(&list)[0], "kansas-city", "late and quiet");
    let first = &list["families"][0];
    assert_eq!(first["needs"][0], "late");
    assert_eq!(first["needs"][1], "quiet");
    assert_eq!(first["late"], 2);
    assert_eq!(first["quiet"]["days"], 400);
    assert_eq!(first["name"], "Brandt");
    insta::assert_json_snapshot!("caseload_dana", list);
    let rows: Vec<_> = app.logged().await;
    let read = rows
        .iter()
        .filter(|row| row.1 == "advocate/families")
        .count();
    assert_eq!(
        read,
        numbers(&list).len(),
        "one row in the log for each family"
    );
}

#[tokio::test]
async fn nobody_sees_a_family_that_is_not_theirs() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("rosa.medrano").await;
    let list = app.get(LIST, &cookie).await.json();
    let mut own = numbers(&list);
    own.sort_unstable();
    assert_eq!(own, ["espanol", "prepaid"]);
    let family = app.family_id("kansas-city");
    for part in [
        "",
        "/overview",
        "/steps",
        "/appointments",
        "/team",
        "/updates",
        "/appointments/x",
    ] {
        let other = app.get(&format!("{LIST}/{family}{part}"), &cookie).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{part}");
        let never = app
            .get(&format!("{LIST}/00000000000000000000000000{part}"), &cookie)
            .await;
        assert_eq!(other.body, never.body, "as if there were none: {part}");
        let logged = app.logged().await;
        let last = &logged[logged.len() - 2];
        assert_eq!((&*last.0, &*last.2), ("advocate", "not_found"), "{part}");
    }
}

#[tokio::test]
async fn a_case_is_read_whole_or_with_the_eyes_of_one_caregiver() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let family = app.family_id("separated");
    for caregiver in ["sep-parent-1", "sep-parent-2"] {
        let own = app.sign_in(caregiver).await;
        let id = app.caregiver_id(caregiver);
        for list in ["overview", "steps", "appointments", "team"] {
            let theirs = app.get(&format!("/api/v1/me/{list}"), &own).await.json();
            let shown = app
                .get(&format!("{LIST}/{family}/{list}?caregiver={id}"), &cookie)
                .await;
            assert_eq!(shown.json(), theirs, "{caregiver} {list}");
        }
    }
    let count = |answer: &Value| answer["appointments"].as_array().map_or(0, Vec::len);
    let whole = app
        .get(&format!("{LIST}/{family}/appointments"), &cookie)
        .await
        .json();
    let first = app.caregiver_id("sep-parent-1");
    let part = app
        .get(
            &format!("{LIST}/{family}/appointments?caregiver={first}"),
            &cookie,
        )
        .await
        .json();
    assert!(
        count(&whole) > count(&part),
        "{} of {}",
        count(&part),
        count(&whole)
    );
    for (why, id) in [
        ("of another family", app.caregiver_id("ot-parent-1")),
        ("without a grant today", app.caregiver_id("sep-guardian")),
        ("made up", "x".to_owned()),
    ] {
        let answer = app
            .get(&format!("{LIST}/{family}/overview?caregiver={id}"), &cookie)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{why}");
    }
}

#[tokio::test]
async fn what_changed_since_the_last_time_is_told_in_the_list() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let family = app.family_id("kansas-city");
    let line = |list: Value| -> Value {
        let families = list["families"].as_array().expect("a list").clone();
        families
            .into_iter()
            .find(|f| f["number"] == "kansas-city")
            .expect("it is there")
    };
    let before = line(app.get(LIST, &cookie).await.json());
    assert_eq!(
        (&before["opened_on"], &before["news"]),
        (&Value::Null, &Value::Null)
    );
    let opened = app.get(&format!("{LIST}/{family}"), &cookie).await;
    assert_eq!(opened.status, StatusCode::OK);
    let after = line(app.get(LIST, &cookie).await.json());
    assert_eq!(after["opened_on"], "2026-03-10");
    assert_eq!(after["news"], Value::Null, "nothing changed today");
    // As if it had been opened ten days ago.
    let ago = app.clock.session_seconds() - 10 * 24 * 3600;
    app.change(&format!("UPDATE opened SET at = {ago} {OWN}"), &[])
        .await;
    let later = line(app.get(LIST, &cookie).await.json());
    assert_eq!(later["news"]["count"], 2);
    assert_eq!(later["news"]["newest"]["kind"], "appointment_booked");
    assert_eq!(later["news"]["newest"]["on"], "2026-03-08");
}
