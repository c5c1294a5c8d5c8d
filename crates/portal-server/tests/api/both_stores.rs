//! One home with its facts in a snapshot's file and in a database of many centres: every answer is the same, byte by byte.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use portal_server::auth::db::{AuthDb, Writers};
use portal_server::database::Database;
use portal_server::serve::{App, Common, Transport, openapi_document, router};
use portal_server::store::Published;
use serde_json::Value;
use tower::ServiceExt;

use crate::harness::{NOW, TestApp};
use crate::support::Cluster;

/// Paths that tell nothing of what is published: who is signed in, and this process.
const WITHOUT_FACTS: [&str; 8] = [
    "/api/v1/advocate/kiosks",
    "/api/v1/building",
    "/api/v1/handoff",
    "/api/v1/kiosk",
    "/api/v1/oidc/return",
    "/api/v1/oidc/start",
    "/api/v1/session",
    "/healthz",
];

/// What is asked of lists, and how each object of theirs is told.
const ASKED_OF_LISTS: [&str; 12] = [
    "",
    "?full=true",
    "?full=false&per_page=3&page=2",
    "?format=ndjson",
    "?search=food",
    "?search=fodo",
    "?search=help%20pay%20rent",
    "?search=%C3%A1%20*%20%22",
    "?minimal=true",
    "?modified_after=2025-06-01",
    "?postcode=64000&proximity=5000",
    "?postcode=64000",
];
const HSDS: [&str; 5] = [
    "services",
    "organizations",
    "service_at_locations",
    "taxonomies",
    "taxonomy_terms",
];

/// Both servers, and the paths that were compared, as the document spells them.
struct Both {
    app: TestApp,
    by_file: Router,
    compared: BTreeSet<String>,
}

impl Both {
    fn start() -> Self {
        let app = TestApp::start();
        let (home, clock) = (app.home.clone(), app.clock.clone());
        let published = Published::open(home.clone());
        // Who is signed in at one of them is signed in at the other.
        let web = app.cluster.as_ref().map(Cluster::web).expect("a database");
        let writers = Writers::new(Database::open(&web).expect("a pool"));
        let auth = AuthDb::shared(&writers, home.center_id().expect("an id"));
        let common = Common::new(None, clock, Transport::Loopback).expect("a playbook");
        let by_file = App::open(&home, published, auth, &common);
        Self {
            by_file: router(by_file.expect("an application")),
            app,
            compared: BTreeSet::new(),
        }
    }

    /// Asks both for a path, in the document's spelling with the values of its parameters; what both answered.
    async fn compare(&mut self, spelled: &str, values: &[&str], cookie: &str) -> Value {
        let mut path = String::new();
        let mut values = values.iter();
        for (at, piece) in spelled.split(['{', '}']).enumerate() {
            let is_value = at % 2 == 1;
            path.push_str(if is_value {
                values.next().expect("a value")
            } else {
                piece
            });
        }
        let database = self.app.get(&path, cookie).await;
        let request = Request::get(&path).header(header::COOKIE, cookie);
        let request = request.body(Body::empty()).expect("a request");
        let file = self
            .by_file
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        assert_eq!(database.status, file.status(), "{path}");
        for name in [header::ETAG, header::CONTENT_TYPE] {
            assert_eq!(
                database.headers.get(&name),
                file.headers().get(&name),
                "{path}"
            );
        }
        let body = file.into_body().collect().await.expect("a body").to_bytes();
        let told = without_seconds(&database.body);
        let expected = without_seconds(&body);
        assert!(
            told == expected,
            "{path}\n{}\n{}",
            shown(&told),
            shown(&expected)
        );
        let is_told = database.status == StatusCode::OK;
        if is_told {
            self.compared
                .insert(spelled.split('?').next().unwrap_or_default().to_owned());
        }
        serde_json::from_slice(&body).unwrap_or_default()
    }
}

/// When a card was opened last is told by how many seconds ago it was, and a second may end between two answers.
fn without_seconds(body: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"\"last_opened\":\"";
    let mut told = body.to_vec();
    for at in 0..body.len() {
        if body[at..].starts_with(NAME) {
            let time = at + NAME.len();
            told[time..time + NOW.len()].fill(b'-');
        }
    }
    told
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn ids<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let rows = list[field].as_array().map(Vec::as_slice);
    let rows = rows.unwrap_or_default().iter();
    rows.filter_map(|row| row["id"].as_str()).collect()
}

/// What somebody reads of one case; `of` is where it is.
async fn compare_case(both: &mut Both, of: &str, family: &[&str], cookie: &str) {
    for part in ["overview", "steps", "team", "updates"] {
        both.compare(&format!("{of}/{part}"), family, cookie).await;
    }
    let visits = both
        .compare(&format!("{of}/appointments"), family, cookie)
        .await;
    let one = match family {
        [] => format!("{of}/appointments/{{id}}"),
        _ => format!("{of}/appointments/{{visit}}"),
    };
    for id in ids(&visits, "appointments")
        .into_iter()
        .chain(["nobody", "%00"])
    {
        let values: Vec<&str> = family.iter().copied().chain([id]).collect();
        both.compare(&one, &values, cookie).await;
    }
}

#[tokio::test]
async fn every_caregiver_and_advocate_of_the_demo_reads_the_same_from_both() {
    let mut both = Both::start();
    let caregivers: Vec<String> = both
        .app
        .demo
        .caregivers
        .iter()
        .map(|c| c.caregiver.clone())
        .collect();
    for caregiver in caregivers {
        let (code, pin) = both.app.card(&caregiver);
        let body = serde_json::json!({"code": code, "pin": pin});
        // One who is barred is not let in; what both say then is compared as well.
        let cookie = both.app.post_session(body, "").await.cookies();
        compare_case(&mut both, "/api/v1/me", &[], &cookie).await;
    }
    let staff: Vec<String> = both
        .app
        .demo
        .advocates
        .iter()
        .map(|a| a.user.clone())
        .collect();
    for user in staff {
        let cookie = both.app.sign_staff_in(&user).await;
        let list = both
            .compare("/api/v1/advocate/families", &[], &cookie)
            .await;
        for id in ids(&list, "families") {
            let one = "/api/v1/advocate/families/{id}";
            // The answer tells when somebody last opened the case, so the first one is not compared.
            both.app.get(&one.replace("{id}", id), &cookie).await;
            let head = both.compare(one, &[id], &cookie).await;
            compare_case(&mut both, one, &[id], &cookie).await;
            for eyes in ids(&head, "caregivers") {
                let seen = format!("{one}/overview?caregiver={eyes}");
                both.compare(&seen, &[id], &cookie).await;
            }
        }
    }
    compare_public(&mut both).await;
    assert_all_were_compared(&both);
}

async fn compare_public(both: &mut Both) {
    let center = both.compare("/api/v1/center", &[], "").await;
    let hash = center["directory"]["hash"].as_str().expect("a directory");
    for path in [
        "/api/v1/board",
        "/api/v1/board.csv",
        "/api/v1/directory",
        "/readyz",
    ] {
        both.compare(path, &[], "").await;
    }
    for hash in [hash, "0000000000000000", "%00"] {
        both.compare("/api/v1/directory/{hash}", &[hash], "").await;
        both.compare("/api/v1/directory/{hash}/pack", &[hash], "")
            .await;
    }
    let languages = center["languages"].as_array().expect("languages");
    for language in languages.iter().filter_map(Value::as_str).chain(["xx"]) {
        both.compare("/api/v1/playbook/{language}", &[language], "")
            .await;
    }
    let directory = both.app.get("/api/v1/directory", "").await.json();
    let services = directory["services"]["id"].as_array().expect("services");
    let services = services.iter().filter_map(Value::as_str);
    for id in services.chain(["nobody", "%00"]) {
        both.compare("/api/v1/services/{id}", &[id], "").await;
    }
    for kind in HSDS {
        let list = format!("/hsds/v3/{kind}");
        let page = both.compare(&list, &[], "").await;
        for asked in ASKED_OF_LISTS {
            both.compare(&format!("{list}{asked}"), &[], "").await;
        }
        for id in ids(&page, "contents").into_iter().chain(["nobody"]) {
            for full in ["", "?full_service=true", "?minimal=true"] {
                both.compare(&format!("{list}/{{id}}{full}"), &[id], "")
                    .await;
            }
        }
    }
}

/// The document of the API lists what there is to compare.
fn assert_all_were_compared(both: &Both) {
    let document: Value =
        serde_json::from_str(&openapi_document().expect("a document")).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let read = paths
        .iter()
        .filter(|(_, methods)| methods.get("get").is_some());
    let missing: Vec<&String> = read
        .map(|(path, _)| path)
        .filter(|path| !both.compared.contains(*path) && !WITHOUT_FACTS.contains(&path.as_str()))
        .collect();
    assert!(missing.is_empty(), "never compared: {missing:?}");
    for kind in HSDS {
        let one = format!("/hsds/v3/{kind}/{{id}}");
        assert!(both.compared.contains(&one), "never compared: {one}");
    }
}

/// One statement for whose case it is, one for what is in it; what changes with a publication alone is not asked again.
#[tokio::test]
async fn a_screen_of_a_case_takes_five_statements() {
    let app = TestApp::start();
    let cluster = app.cluster.as_ref().expect("a cluster");
    cluster.as_superuser("portal", "ALTER DATABASE portal SET log_statement = 'all'");
    let cookie = app.sign_in(&app.caregiver_of("on-time")).await;
    let asked = || cluster.log().matches("LOG:  execute ").count();
    let screen = async || {
        let before = asked();
        let answer = app.get("/api/v1/me/overview", &cookie).await;
        assert_eq!(answer.status, StatusCode::OK);
        asked() - before
    };
    // Two of the case, one of the session, two of the access log.
    assert_eq!([screen().await, screen().await], [5, 5]);
}
