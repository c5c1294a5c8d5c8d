//! Promises with their history, and the days that the rules in force set where an agency gave none.

use std::path::Path;
use std::time::Duration;

use axum::http::StatusCode;
use portal_server::import::{Options, import_playbook};
use serde_json::{Value, json};

use crate::family::{DAY_BEFORE, Family, case, step};
use crate::harness::NOW;

/// The only step of the family.
async fn only_step(family: &Family, cookie: &str) -> Value {
    let answer = family.app.get("/api/v1/me/steps", cookie).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()["steps"][0].clone()
}

#[tokio::test]
async fn a_moved_promise_comes_with_the_day_before_although_the_file_has_dropped_it() {
    let family = Family::start();
    let promise =
        |by: &str| json!({"type": "promise", "id": "pr", "step": "s", "by": by, "basis": "worker"});
    let before = case(&[step(json!({})), promise("2026-03-06")]);
    let after = case(&[step(json!({})), promise("2026-03-27")]);
    family
        .deliver(&[(DAY_BEFORE, before), (NOW, after.clone()), (NOW, after)])
        .await;
    let cookie = family.app.sign_in("p").await;
    let told = only_step(&family, &cookie).await;
    assert_eq!(
        (&told["promised_by"], &told["promise"]["first_by"]),
        (&json!("2026-03-27"), &json!("2026-03-06"))
    );
    assert_eq!(told["promise"]["outcome"], "open");
    assert_eq!(
        told["promise_history"],
        json!([{"by": "2026-03-06", "made_on": null, "basis": "worker", "source_key": null,
            "outcome": "missed", "ended_on": "2026-03-10", "days_late": 4}])
    );
}

#[tokio::test]
async fn the_rules_in_force_set_a_day_and_the_length_of_silence_and_a_new_playbook_changes_both_at_once()
 {
    let family = Family::start();
    let begun = step(json!({"kind": "cps_investigation", "state": "in_progress",
        "started_on": "2026-01-20", "last_confirmed_on": "2026-02-01"}));
    family.deliver(&[(NOW, case(&[begun]))]).await;
    let cookie = family.app.sign_in("p").await;
    let told = only_step(&family, &cookie).await;
    assert_eq!(
        (
            &told["promised_by"],
            &told["promise_source"],
            &told["promise"]["source_key"]
        ),
        (
            &json!("2026-03-06"),
            &json!("law"),
            &json!("rsmo_210_183_45")
        )
    );
    assert_eq!(
        (&told["state"], &told["days_late"]),
        (&json!("late"), &json!(4))
    );
    assert_eq!(
        told["days_quiet"], 37,
        "the police may be silent for 30 days"
    );
    let folder = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/playbook"
    ));
    let options = Options {
        source: "center",
        check: false,
        publish: true,
        now: NOW.parse().expect("a timestamp"),
    };
    import_playbook(&family.app.home, folder, &options, &mut |_, _| {}).expect("accepted");
    let mut told = told;
    for _ in 0..100 {
        told = only_step(&family, &cookie).await;
        if told["promised_by"].is_null() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        (&told["state"], &told["promise"], &told["days_quiet"]),
        (&json!("no_date"), &Value::Null, &Value::Null),
        "the centre's own rules set neither"
    );
}
