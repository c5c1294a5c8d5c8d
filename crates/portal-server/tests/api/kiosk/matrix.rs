//! Every path the API describes, by a kiosk with nobody at it and by a family at one.

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::screen::{Screen, told};
use crate::harness::TestApp;

/// What a kiosk reaches, and what it is answered without a family and with one.
const REACHED: [(&str, &str, u16, u16); 8] = [
    ("GET", "kiosk", 200, 200),
    ("GET", "me/appointments", 401, 200),
    ("GET", "me/overview", 401, 200),
    ("GET", "session", 401, 200),
    ("POST", "session", 401, 401),
    ("POST", "handoff", 401, 201),
    ("GET", "handoff", 404, 200),
    ("DELETE", "session", 204, 204),
];

/// What needs no proof: a proof is not looked at there.
const WITHOUT: [&str; 4] = [
    "kiosk/enrol",
    "kiosk/challenge",
    "kiosk/start",
    "handoff/redeem",
];

/// The first parts of what is not public.
const PRIVATE: [&str; 5] = ["me", "advocate", "session", "kiosk", "handoff"];

/// Method and path of everything private, with ids of the family's own in it.
async fn private_routes(app: &TestApp) -> Vec<(Method, String)> {
    let described = app.get("/api/v1/openapi.json", "").await.json();
    let paths = described["paths"].as_object().expect("paths").clone();
    let family = app.family_id("on-time");
    let selector = app.card(&app.caregiver_of("on-time")).0[..4].to_owned();
    let mut routes: Vec<(Method, String)> = Vec::new();
    for (path, methods) in paths {
        let Some(path) = path.strip_prefix("/api/v1/") else {
            continue;
        };
        let first = path.split('/').next().unwrap_or_default();
        let is_private = PRIVATE.contains(&first) || path == "oidc/start";
        if !is_private || WITHOUT.contains(&path) {
            continue;
        }
        let path = path
            .replace("{selector}", &selector)
            .replace("{id}", &family);
        for method in methods.as_object().expect("methods").keys() {
            let method = method.to_uppercase().parse().expect("a method");
            routes.push((method, path.clone()));
        }
    }
    // Handing over comes before asking what became of it.
    routes.sort_by_key(|(method, _)| *method != Method::POST);
    routes
}

#[tokio::test]
async fn a_kiosk_reaches_eight_things_and_a_family_at_it_no_more() {
    let app = TestApp::start();
    let lobby = Screen::lobby(&app).await;
    let routes = private_routes(&app).await;
    let expected = |method: &Method, path: &str, with_family: bool| {
        let known = REACHED
            .iter()
            .find(|(m, p, ..)| *m == method.as_str() && *p == path);
        known.map_or(404, |known| if with_family { known.3 } else { known.2 })
    };
    for with_family in [false, true] {
        let mut reached = 0;
        for (method, path) in &routes {
            if with_family {
                // Some of what is asked ends the session, so each gets one.
                lobby.sign_in(&app, &app.caregiver_of("on-time")).await;
            }
            let answer = lobby.ask_for(&app, method.clone(), path, Value::Null).await;
            let status = answer.status.as_u16();
            let known = expected(method, path, with_family);
            assert_eq!(status, known, "{method} {path}: {:?}", told(&answer));
            reached += usize::from(known != 404);
        }
        // Without a family there is nothing handed over to tell of.
        let all = REACHED.len() - usize::from(!with_family);
        assert_eq!(reached, all, "all of them were asked for");
        assert!(
            routes.len() > 20,
            "{} routes are too few to mean anything",
            routes.len()
        );
    }
    let phone = app.sign_in(&app.caregiver_of("on-time")).await;
    let steps = app.get("/api/v1/me/steps", &phone).await;
    assert_eq!(
        steps.status,
        StatusCode::OK,
        "no card was frozen on the way"
    );
}
