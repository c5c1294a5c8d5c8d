//! What is answered has the shape that the API's own document says.

use serde_json::{Value, json};

use crate::harness::TestApp;

/// The document's path, and one that it describes.
const PATHS: [(&str, &str); 17] = [
    ("/api/v1/center", "/api/v1/center"),
    ("/api/v1/building", "/api/v1/building"),
    ("/api/v1/board", "/api/v1/board"),
    ("/api/v1/directory", "/api/v1/directory"),
    ("/api/v1/playbook/{language}", "/api/v1/playbook/en"),
    ("/api/v1/playbook/{language}", "/api/v1/playbook/xx"),
    ("/api/v1/services/{id}", "/api/v1/services/SERVICE"),
    ("/api/v1/services/{id}", "/api/v1/services/nobody"),
    ("/api/v1/session", "/api/v1/session"),
    ("/api/v1/me/overview", "/api/v1/me/overview"),
    ("/api/v1/me/steps", "/api/v1/me/steps"),
    ("/api/v1/me/appointments", "/api/v1/me/appointments"),
    (
        "/api/v1/me/appointments/{id}",
        "/api/v1/me/appointments/nobody",
    ),
    ("/api/v1/me/team", "/api/v1/me/team"),
    ("/api/v1/me/updates", "/api/v1/me/updates"),
    ("/api/v1/advocate/families", "/api/v1/advocate/families"),
    ("/api/v1/kiosk", "/api/v1/kiosk"),
];

/// What is wrong with an answer, by the document's schema for its status and its media type.
fn faults(document: &Value, template: &str, status: u16, kind: &str, body: &Value) -> Vec<String> {
    let described = &document["paths"][template]["get"]["responses"][status.to_string()];
    let kind = kind.split(';').next().unwrap_or_default();
    let schema = &described["content"][kind]["schema"];
    if schema.is_null() {
        return vec![format!("{status} with {kind} is not described")];
    }
    let whole = json!({"components": document["components"], "allOf": [schema]});
    let validator = jsonschema::validator_for(&whole).expect("a schema");
    let faults = validator.iter_errors(body);
    faults
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect()
}

#[tokio::test]
async fn answers_and_refusals_have_the_shape_that_the_document_says() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json", "").await.json();
    let services = app.get("/hsds/v3/services?per_page=1", "").await.json();
    let service = services["contents"][0]["id"].as_str().expect("a service");
    let family = app.sign_in(&app.caregiver_of("three-children")).await;
    let mut found = Vec::new();
    for cookie in ["", &family] {
        for (template, path) in PATHS {
            let path = path.replace("SERVICE", service);
            let answer = app.get(&path, cookie).await;
            let (status, kind) = (answer.status.as_u16(), answer.header("content-type"));
            let faults = faults(&document, template, status, kind, &answer.json());
            found.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
