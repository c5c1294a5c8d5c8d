//! The admin address: ready or not, and what each source delivered, without anything of a family.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use portal_server::auth::sql::Value as Held;
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use portal_server::serve::admin_router;
use serde_json::Value;
use tower::ServiceExt;

use crate::harness::{NOW, TestApp, take_back};

async fn get(app: &TestApp, path: &str) -> (StatusCode, String) {
    app.look().await;
    let router = admin_router(app.app.clone(), app.home.clone());
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a whole body");
    let text = String::from_utf8(body.to_bytes().to_vec()).expect("text");
    (status, text)
}

/// One source that is late, and one whose last file was refused.
fn prepare(home: &Home) {
    std::fs::create_dir(home.sources()).expect("a folder");
    let settings = |name: &str, text: &str| {
        std::fs::write(home.sources().join(name), text).expect("settings");
    };
    settings(
        "clinic.json",
        r#"{"what":"cases","agency":"clinic","expect_every_hours":26}"#,
    );
    settings("broken.json", "{");
    let file = home.root().join("bad.ndjson");
    let head = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;
    let row = r#"{"type":"family","id":"ortiz-secret","language":"English"}"#;
    std::fs::write(&file, format!("{head}\n{row}\n")).expect("a file");
    let options = Options {
        source: "police",
        check: false,
        publish: true,
        now: NOW.parse().expect("a time"),
    };
    assert!(import_cases(home, &file, &options, &mut |_, _| {}).is_err());
}

#[tokio::test]
async fn readiness_tells_each_source_and_nothing_of_a_family() {
    let app = TestApp::start_with(prepare);
    let (status, text) = get(&app, "/readyz").await;
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, &answer["ready"]), (StatusCode::OK, &true.into()));
    let sources = answer["sources"].as_array().expect("sources");
    let names: Vec<&str> = sources.iter().filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "archive",
            "broken",
            "center",
            "clinic",
            "directory",
            "front-desk",
            "police"
        ]
    );
    assert_eq!(sources[1]["settings_broken"], true);
    assert_eq!(
        (&sources[2]["late"], &sources[2]["refused"]),
        (&false.into(), &false.into())
    );
    assert_eq!(
        (&sources[3]["late"], &sources[3]["agency"]),
        (&true.into(), &"clinic".into())
    );
    assert_eq!(sources[6]["refused"], true);
    assert_eq!(
        sources[6]["last_refused_why"],
        "1 error; the first in line 2 (language)"
    );
    assert!(
        !text.contains("ortiz") && !text.contains("English"),
        "{text}"
    );
}

/// What an operator is told of the figures.
const RUNBOOK: &str = include_str!("../../../../docs/runbook.md");

/// The text format of Prometheus, version 0.0.4, as strictly as a reader may take it.
#[tokio::test]
async fn metrics_are_well_formed_and_each_is_in_the_runbook() {
    let app = TestApp::start_with(prepare);
    let (_, text) = get(&app, "/metrics").await;
    assert!(text.ends_with('\n'));
    let mut family = String::new();
    let mut seen = BTreeSet::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').expect("a name and help");
            assert!(
                !help.is_empty() && seen.insert(name.to_owned()),
                "{line}: once"
            );
            let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(
                name.starts_with("portal_") && name.chars().all(is_name),
                "{line}"
            );
            assert!(
                RUNBOOK.contains(&format!("| `{name}` |")),
                "{name} is not in the runbook"
            );
            family = name.to_owned();
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let kind = if family.ends_with("_total") {
                "counter"
            } else {
                "gauge"
            };
            assert_eq!(rest, format!("{family} {kind}"), "after its help");
        } else {
            let (series, value) = line.rsplit_once(' ').expect("a value");
            let name = series.split('{').next().unwrap_or_default();
            assert_eq!(name, family, "in its group");
            assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{line}");
            assert!(
                seen.insert(series.to_owned()) || series == name,
                "{line}: once"
            );
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
}

#[tokio::test]
async fn metrics_are_figures_by_source() {
    let app = TestApp::start_with(prepare);
    let (status, text) = get(&app, "/metrics").await;
    assert_eq!(status, StatusCode::OK);
    for line in [
        "portal_ready 1",
        "portal_snapshot_age_seconds 0",
        "portal_sources_readable 1",
        "portal_source_late{source=\"clinic\"} 1",
        "portal_source_late{source=\"center\"} 0",
        "portal_source_refused{source=\"police\"} 1",
        "portal_source_last_good_seconds{source=\"center\"} 1773151200",
        "portal_source_set_aside_rows{source=\"center\"} 0",
        "portal_source_settings_broken{source=\"broken\"} 1",
        "portal_sign_in_checks_total{who=\"strangers\"} 0",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}: {text}");
    }
    assert!(!text.contains("ortiz") && !text.contains("last_good_seconds{source=\"police\"}"));
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_told_and_does_not_stop_the_server() {
    let app = TestApp::start_with(|home| {
        std::fs::write(home.sources_file(), "half").expect("a file");
    });
    let (status, text) = get(&app, "/readyz").await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("\"sources\":null"), "{text}");
    assert!(
        get(&app, "/metrics")
            .await
            .1
            .contains("portal_sources_readable 0")
    );
    assert_eq!(get(&app, "/api/v1/center").await.0, StatusCode::NOT_FOUND);
    assert_eq!(
        app.get("/metrics", "").await.status,
        StatusCode::NOT_FOUND,
        "not on the public address"
    );
}

#[tokio::test]
async fn without_a_snapshot_it_is_not_ready() {
    let app = TestApp::start_with(take_back);
    let (status, text) = get(&app, "/readyz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(text.contains("\"ready\":false"), "{text}");
}

#[tokio::test]
async fn metrics_tell_when_each_touch_screen_was_heard_from() {
    let app = TestApp::start();
    let now = app.clock.session_seconds();
    let insert = "INSERT INTO kiosk
             (/*!center_id,*/ id, name, public_key, created_at, enrolled_at, last_seen_at, revoked_at)
         VALUES (/*!:center,*/ ?1, ?2, ?3, 1, 1, ?4, ?5)";
    let (hall, old) = (Held::Text(r#"Hall "B"\2"#), Held::Text("Old one"));
    for row in [
        [
            Held::Text("a"),
            hall,
            Held::Bytes(&[4]),
            Held::Int(now - 7),
            Held::Null,
        ],
        [
            Held::Text("b"),
            old,
            Held::Null,
            Held::Int(9),
            Held::Int(10),
        ],
    ] {
        app.write(move |sql| sql.execute(insert, &row)).await;
    }
    let (_, text) = get(&app, "/metrics").await;
    let line = format!(
        r#"portal_kiosk_seen_seconds{{kiosk="Hall \"B\"\\2"}} {}"#,
        now - 7
    );
    assert!(text.lines().any(|l| l == line), "{line}: {text}");
    assert!(
        !text.contains("Old one"),
        "a revoked one is silent for good"
    );
}
