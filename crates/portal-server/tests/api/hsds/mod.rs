//! The services directory as HSDS 3.1: the demo's services and a small directory made for this.

mod answers;
mod asking;
mod schemas;
mod secret;

use std::path::Path;

use axum::http::{Method, StatusCode};
use portal_server::import::{Options, import_services};
use serde_json::Value;

use crate::harness::{Answered, NOW, TestApp, request};

/// Services of the demo and of the directory.
const SERVICES: u64 = 41 + 5;

const CAFE: &str = "10000000-0000-4000-8000-000000000001";
const MILK_ROUND: &str = "10000000-0000-4000-8000-000000000002";
const ADVICE: &str = "10000000-0000-4000-8000-000000000003";
const NIGHTS: &str = "10000000-0000-4000-8000-000000000004";

const KITCHENS: &str = "20000000-0000-4000-8000-000000000001";
const HAVEN: &str = "20000000-0000-4000-8000-000000000002";
const TRUST: &str = "20000000-0000-4000-8000-000000000003";
const LIBRARY: &str = "20000000-0000-4000-8000-000000000004";

const HELP: &str = "50000000-0000-4000-8000-000000000001";
const FOOD: &str = "60000000-0000-4000-8000-000000000001";
const MILK: &str = "60000000-0000-4000-8000-000000000002";

const LISTS: [&str; 5] = [
    "services",
    "organizations",
    "service_at_locations",
    "taxonomies",
    "taxonomy_terms",
];

fn start() -> TestApp {
    TestApp::start_with(|home| {
        let options = Options {
            source: "county",
            check: false,
            publish: true,
            now: NOW.parse().expect("a timestamp"),
        };
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/hsds/directory.ndjson"
        );
        import_services(home, Path::new(file), &options, &mut |_, _| {}).expect("accepted");
    })
}

async fn get(app: &TestApp, path: &str) -> Answered {
    app.get(&format!("/hsds/v3/{path}"), "").await
}

async fn read(app: &TestApp, path: &str) -> Value {
    let answer = get(app, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.json()
}

async fn post(app: &TestApp, path: &str, body: Value) -> Answered {
    let path = format!("/hsds/v3/{path}");
    app.send(request(Method::POST, &path, "", Some(body))).await
}

/// The ids of a page.
fn ids(page: &Value) -> Vec<&str> {
    let contents = page["contents"].as_array().expect("contents");
    contents
        .iter()
        .filter_map(|row| row["id"].as_str())
        .collect()
}
