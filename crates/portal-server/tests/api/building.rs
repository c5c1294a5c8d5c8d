//! The building of the demo at the fixed hour, and a centre that says nothing of its own.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use portal_server::home::Home;
use serde_json::Value;

use crate::harness::TestApp;

const PATH: &str = "/api/v1/building";

fn change_center(home: &Home, change: impl FnOnce(&mut Value)) {
    let text = std::fs::read_to_string(home.center_file()).expect("settings");
    let mut center = serde_json::from_str(&text).expect("JSON");
    change(&mut center);
    std::fs::write(home.center_file(), center.to_string()).expect("written");
}

#[tokio::test]
async fn anyone_may_read_where_the_centre_is_and_who_is_there_now() {
    let app = TestApp::start();
    let answer = app.get(PATH, "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-cache");
    insta::assert_json_snapshot!("building", answer.json());
    let again = Request::get(PATH).header("if-none-match", answer.header("etag"));
    let again = app
        .send(again.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn every_room_of_the_demo_has_words_in_the_playbook() {
    let app = TestApp::start();
    let rooms = app.get(PATH, "").await.json()["rooms"].take();
    let rooms = rooms.as_array().expect("rooms");
    assert!(rooms.len() > 3, "{rooms:?}");
    for language in &app.demo.center.languages {
        let path = format!("/api/v1/playbook/{language}");
        let words = app.get(&path, "").await.json();
        for room in rooms {
            let agency = room["agency"].as_str().expect("a key");
            assert!(
                words["agencies"][agency]["name"].is_string(),
                "{language}: {agency}"
            );
        }
    }
}

#[tokio::test]
async fn a_centre_that_does_not_say_where_it_is_has_no_building() {
    let app = TestApp::start_with(|home| {
        change_center(home, |center| {
            center.as_object_mut().and_then(|c| c.remove("building"));
        });
    });
    assert_eq!(app.get(PATH, "").await.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_mistake_in_the_building_is_refused_with_its_field() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = Home::at(dir.path());
    home.begin().expect("settings");
    change_center(&home, |center| {
        center["building"] = serde_json::json!({
            "name": "Maple House", "street": "", "city": "Riverbend",
            "hours": [{"byday": "MO", "opens_at": "08:00", "closes_at": "18:00"}],
        });
    });
    let refused = home.center().expect_err("no street").to_string();
    assert!(
        refused.contains("center.json: building.street: "),
        "{refused}"
    );
}
