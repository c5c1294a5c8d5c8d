//! The services directory as the phone gets it: each service in full, and the pack that is searched.

use std::collections::HashMap;

use axum::http::StatusCode;
use portal_search::Pack;
use serde_json::{Map, Value};

use crate::harness::TestApp;

#[tokio::test]
async fn public_answers_can_be_kept_by_their_name() {
    let app = TestApp::start();
    insta::assert_json_snapshot!("center", app.get("/api/v1/center", "").await.json());
    let hash = app.get("/api/v1/center", "").await.json()["directory"]["hash"]
        .as_str()
        .expect("a hash")
        .to_owned();
    let directory = app.get(&format!("/api/v1/directory/{hash}"), "").await;
    assert_eq!(
        directory.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let ids = directory.json()["services"]["id"].clone();
    assert_eq!(ids.as_array().map(Vec::len), Some(41));
    assert_eq!(app.get("/api/v1/directory", "").await.body, directory.body);
    for path in ["/api/v1/directory/0000", "/api/v1/directory/0000/pack"] {
        assert_eq!(app.get(path, "").await.status, StatusCode::NOT_FOUND);
    }
    let id = ids[0].as_str().expect("an id").to_owned();
    insta::assert_json_snapshot!(
        "service",
        app.get(&format!("/api/v1/services/{id}"), "").await.json()
    );
    for path in [
        "/api/v1/playbook/en",
        "/api/v1/directory",
        &format!("/api/v1/services/{id}"),
    ] {
        let first = app.get(path, "").await;
        assert_eq!(first.header("cache-control"), "no-cache", "{path}");
        let again = axum::http::Request::builder()
            .uri(path)
            .header("if-none-match", first.header("etag"));
        let again = app
            .send(again.body(axum::body::Body::empty()).expect("a request"))
            .await;
        assert_eq!(
            (again.status, again.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{path}"
        );
    }
}

/// The pack of the current directory, as the search reads it.
async fn pack(app: &TestApp) -> Pack {
    let center = app.get("/api/v1/center", "").await.json();
    let hash = center["directory"]["hash"].as_str().expect("a hash");
    let path = format!("/api/v1/directory/{hash}/pack");
    Pack::read(&app.get(&path, "").await.body).expect("a whole pack")
}

#[tokio::test]
async fn the_pack_is_sent_as_small_as_the_client_can_read_it() {
    let app = TestApp::start();
    let center = app.get("/api/v1/center", "").await.json();
    let hash = center["directory"]["hash"].as_str().expect("a hash");
    let path = format!("/api/v1/directory/{hash}/pack");
    let plain = app.get(&path, "").await;
    assert_eq!(plain.header("content-type"), "application/octet-stream");
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(plain.header("etag"), format!("\"{hash}\""));
    let asked = axum::http::Request::builder()
        .uri(&path)
        .header("accept-encoding", "gzip, br")
        .body(axum::body::Body::empty());
    let small = app.send(asked.expect("a request")).await;
    assert_eq!(small.header("content-encoding"), "br");
    let mut read = Vec::new();
    brotli::BrotliDecompress(&mut small.body.as_slice(), &mut read).expect("brotli");
    assert_eq!(read, plain.body);
}

fn unfold(value: &Value, words: &HashMap<char, &str>) -> Value {
    let letter = |letter: char| match words.get(&letter) {
        Some(word) => (*word).to_owned(),
        None => letter.to_string(),
    };
    match value {
        Value::String(text) => text.chars().map(letter).collect::<String>().into(),
        Value::Array(all) => all.iter().map(|one| unfold(one, words)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, one)| (name.clone(), unfold(one, words)))
            .collect(),
        other => other.clone(),
    }
}

/// The services of a folded directory, as the service worker reads them.
fn unfolded(directory: &Value) -> Vec<Map<String, Value>> {
    let letters = directory["letters"].as_str().expect("letters").chars();
    let words = directory["words"].as_array().expect("words");
    let words: HashMap<char, &str> = letters
        .zip(words)
        .map(|(letter, word)| (letter, word.as_str().expect("a word")))
        .collect();
    let columns = directory["services"].as_object().expect("columns");
    let count = columns["id"].as_array().map_or(0, Vec::len);
    let service = |at: usize| {
        let told = columns.iter().filter(|(_, column)| column[at] != 0);
        told.map(|(field, column)| match field.as_str() {
            "id" => (field.clone(), column[at].clone()),
            _ => (field.clone(), unfold(&column[at], &words)),
        })
        .collect()
    };
    (0..count).map(service).collect()
}

#[tokio::test]
async fn every_service_is_told_in_full_and_can_be_searched() {
    let app = TestApp::start();
    let services = unfolded(&app.get("/api/v1/directory", "").await.json());
    let pack = pack(&app).await;
    assert_eq!(pack.len(), services.len());
    for service in &services {
        let id = service["id"].as_str().expect("an id");
        let at = (0..pack.len()).find(|at| pack.id(*at) == id);
        let at = at.expect("it is in the pack");
        let alone = app.get(&format!("/api/v1/services/{id}"), "").await.json();
        // What one lacks the other has.
        assert_eq!(alone["name"], pack.name(at), "{id}");
        for (field, value) in service {
            assert_eq!(&alone[field], value, "{id}: {field}");
        }
        let more = alone.as_object().expect("a service").keys();
        let missing: Vec<_> = more.filter(|field| !service.contains_key(*field)).collect();
        let packed = [
            "cost",
            "hours",
            "languages",
            "name",
            "needs",
            "organization",
            "phones",
        ];
        assert!(
            missing.iter().all(|field| packed.contains(&field.as_str())),
            "{id} lacks {missing:?}"
        );
    }
    let waits = services.iter().filter_map(|s| s.get("wait_days")?.as_u64());
    assert_eq!(waits.collect::<Vec<_>>(), [21]);
}

#[tokio::test]
async fn a_confidential_place_has_no_address_in_any_answer() {
    let app = TestApp::start();
    let services = unfolded(&app.get("/api/v1/directory", "").await.json());
    let is_secret = |service: &&Map<String, Value>| service.contains_key("confidential");
    let secret: Vec<_> = services.iter().filter(is_secret).collect();
    assert!(!secret.is_empty(), "the demo has a confidential place");
    let pack = pack(&app).await;
    for service in secret {
        for field in ["address", "transport", "accessibility"] {
            assert!(!service.contains_key(field), "{service:?}");
        }
        let at = (0..pack.len()).find(|at| service["id"] == pack.id(*at));
        let at = at.expect("it is in the pack");
        assert_eq!(
            (pack.town(at), pack.zip(at), pack.place(at)),
            ("", "", None)
        );
    }
}
