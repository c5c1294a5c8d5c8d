//! A source that failed: its last good facts stay, and families read that they are old.

use std::fs;

use jiff::{Timestamp, ToSpan};
use portal_server::home::Home;
use portal_server::import::report::ImportError;
use portal_server::import::{Options, import_appointments, import_cases};
use serde_json::{Value, json};

use crate::family::{DAY_BEFORE, Family, case, step};
use crate::harness::{NOW, TestApp};

/// A file of the hospital, delivered so many minutes later as its source does.
fn deliver(app: &TestApp, minutes: i64, text: &str) -> Result<(), ImportError> {
    let path = app.home.root().join("delivered.json");
    fs::write(&path, text).expect("a file");
    let options = Options {
        source: "hospital",
        check: false,
        publish: true,
        now: NOW.parse::<Timestamp>().expect("a time") + minutes.minutes(),
    };
    import_appointments(&app.home, &path, &options, &mut |_, _| {}).map(drop)
}

async fn clinic(app: &TestApp, cookie: &str) -> Value {
    let overview = app.get("/api/v1/me/overview", cookie).await.json();
    let sources = overview["sources"].as_array().expect("sources").clone();
    let clinic = sources.into_iter().find(|s| s["agency"] == "clinic");
    clinic.expect("the clinic takes part in this case")
}

#[tokio::test]
async fn a_refused_file_leaves_the_last_good_facts_and_says_how_old_they_are() {
    let app = TestApp::start_with(|home| {
        fs::create_dir_all(home.sources()).expect("a folder");
        let settings = r#"{"what":"appointments","agency":"clinic","default_kind":"medical_exam"}"#;
        fs::write(home.sources().join("hospital.json"), settings).expect("settings");
    });
    let cookie = app.sign_in("kc-parent-1").await;
    let visits = app.get("/api/v1/me/appointments", &cookie).await.json();
    let good = r#"{"resourceType":"Bundle","type":"collection","entry":[]}"#;
    deliver(&app, 0, good).expect("accepted");
    assert_eq!(clinic(&app, &cookie).await["ok"], true);

    let refused = deliver(&app, 1, r#"{"resourceType":"Bundle","type":"#);
    assert!(matches!(refused, Err(ImportError::Refused(_))));
    let source = clinic(&app, &cookie).await;
    assert_eq!(source["ok"], false);
    let still = app.get("/api/v1/me/appointments", &cookie).await.json();
    assert_eq!(still["appointments"], visits["appointments"]);

    deliver(&app, 2, good).expect("accepted");
    assert_eq!(clinic(&app, &cookie).await["ok"], true);
}

#[tokio::test]
async fn a_source_that_is_late_is_told_with_its_last_day() {
    let app = TestApp::start_with(|home| {
        fs::create_dir_all(home.sources()).expect("a folder");
        let settings = r#"{"what":"appointments","agency":"clinic","expect_every_hours":24}"#;
        fs::write(home.sources().join("hospital.json"), settings).expect("settings");
        let told = r#"[{"name":"hospital","what":"appointments","agency":"clinic","last_good_at":"2026-03-04T15:00:00Z",
            "as_of":null,"last_refused_at":null,"last_refused_why":null,"rows":1,"set_aside":{},
            "expect_every_hours":24,"settings_broken":false}]"#;
        fs::write(home.sources_file(), told).expect("the list");
    });
    let cookie = app.sign_in("kc-parent-1").await;
    assert_eq!(clinic(&app, &cookie).await["ok"], false);
}

#[tokio::test]
async fn only_steps_that_the_silent_source_told_are_in_doubt() {
    let family = Family::start();
    let folder = family.app.home.sources();
    fs::create_dir_all(&folder).expect("a folder");
    let settings = r#"{"what":"cases","agency":"police"}"#;
    fs::write(folder.join("police-desk.json"), settings).expect("settings");
    let open = |id: &str| step(json!({"id": id, "state": "in_progress"}));
    let files = [
        ("center", DAY_BEFORE, case(&[open("of-center")])),
        ("police-desk", DAY_BEFORE, vec![open("of-police")]),
    ];
    family.deliver_from(&files).await;
    let states = async || {
        let answer = family.get("p", "steps").await.json();
        let steps = answer["steps"].as_array().expect("steps");
        let states = steps
            .iter()
            .map(|s| s["state"].as_str().unwrap_or_default().to_owned());
        let mut states: Vec<String> = states.collect();
        states.sort();
        (states.join(" "), answer["sources"][0]["ok"].clone())
    };
    assert_eq!(states().await, ("no_date no_date".to_owned(), json!(true)));
    refuse(&family.app.home, "police-desk");
    assert_eq!(
        states().await,
        ("no_date source_down".to_owned(), json!(false))
    );
}

/// A file of the source that is no feed.
fn refuse(home: &Home, source: &str) {
    let path = home.root().join("delivered.ndjson");
    fs::write(&path, "{").expect("a file");
    let options = Options {
        source,
        check: false,
        publish: true,
        now: NOW.parse().expect("a time"),
    };
    let told = import_cases(home, &path, &options, &mut |_, _| {});
    assert!(matches!(told, Err(ImportError::Refused(_))));
}
