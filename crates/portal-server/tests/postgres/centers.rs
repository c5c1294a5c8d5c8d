//! Many centres behind one address: who is asked is said by the host, and nothing of one is anything at another.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use portal_server::clock::Clock;
use portal_server::database::Database;
use portal_server::demo::{self, DemoHome};
use portal_server::home::Home;
use portal_server::serve::{Centers, CentersError, Common, Transport, router_of_many};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::Cluster;

const NOW: &str = "2026-03-10T09:00:00-05:00";
const OVERVIEW: &str = "/api/v1/me/overview";

fn now() -> Timestamp {
    NOW.parse().expect("a time")
}

/// Sets one of a home's settings.
fn set(home: &Home, name: &str, value: &Value) {
    let text = fs::read_to_string(home.center_file()).expect("settings");
    let mut settings: Value = serde_json::from_str(&text).expect("JSON");
    settings[name] = value.clone();
    fs::write(home.center_file(), settings.to_string()).expect("written");
}

fn open(homes: &Path, cluster: &Cluster) -> Result<Centers, CentersError> {
    let common = Common::new(None, Clock::fixed(now()), Transport::Tls).expect("a playbook");
    let database = Database::open(&cluster.web()).expect("a pool");
    Centers::open(homes, &database, &common)
}

/// Two demos with the same keys: nothing but the centre tells them apart.
struct Two {
    demo: DemoHome,
    router: Router,
    dir: TempDir,
    cluster: Cluster,
}

impl Two {
    async fn start() -> Option<Self> {
        let cluster = Cluster::start()?;
        let dir = tempfile::tempdir().expect("a folder");
        let make = |name: &str| {
            let home = Home::at(dir.path().join(name)).publishing_to(Some(cluster.demo()));
            let made = demo::make(&home, now()).expect("a demo");
            let address = format!("https://{name}.portal.example");
            set(&home, "address", &address.into());
            made
        };
        let demo = make("north");
        make("south");
        let centers = open(dir.path(), &cluster).expect("centres");
        let first = centers.apps().next().expect("a centre");
        // One look is for all centres of the database.
        first.published.refresh().await.expect("looked");
        Some(Self {
            demo,
            router: router_of_many(Arc::new(centers)),
            dir,
            cluster,
        })
    }

    async fn ask(&self, host: &str, request: Request<Body>) -> (StatusCode, HeaderMap, Value) {
        let (mut parts, body) = request.into_parts();
        let host = host.parse().expect("a header");
        parts.headers.insert(header::HOST, host);
        let request = Request::from_parts(parts, body);
        let response = self.router.clone().oneshot(request).await;
        let (parts, body) = response.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        let body = serde_json::from_slice(&body).unwrap_or_default();
        (parts.status, parts.headers, body)
    }

    async fn get(&self, host: &str, path: &str, cookie: &str) -> (StatusCode, Value) {
        let request = Request::get(path).header(header::COOKIE, cookie);
        let request = request.body(Body::empty()).expect("a request");
        let (status, _, body) = self.ask(host, request).await;
        (status, body)
    }

    /// The status, and the cookie of the session.
    async fn post(&self, host: &str, body: &Value) -> (StatusCode, String) {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/session")
            .body(Body::from(body.to_string()))
            .expect("a request");
        let (status, headers, _) = self.ask(host, request).await;
        let cookie = headers.get(header::SET_COOKIE);
        let cookie = cookie.and_then(|c| c.to_str().ok()?.split(';').next());
        (status, cookie.unwrap_or_default().to_owned())
    }

    fn card(&self) -> Value {
        let card = &self.demo.caregivers[0];
        json!({"code": card.code, "pin": card.pin})
    }
}

#[tokio::test]
async fn a_session_is_one_of_the_centre_whose_host_was_asked_and_of_no_other() {
    let Some(two) = Two::start().await else {
        return;
    };
    let (north, south) = ("north.portal.example", "SOUTH.portal.example:443");
    let (status, cookie) = two.post(north, &two.card()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(two.get(north, OVERVIEW, &cookie).await.0, StatusCode::OK);
    let (status, body) = two.get(south, OVERVIEW, &cookie).await;
    assert_eq!(
        (status, &body["code"]),
        (StatusCode::UNAUTHORIZED, &"session_ended".into())
    );
    let (status, own) = two.post(south, &two.card()).await;
    assert_eq!(status, StatusCode::OK, "the other centre's own card");
    assert_eq!(two.get(south, OVERVIEW, &own).await.0, StatusCode::OK);
    let (status, _) = two.get(north, OVERVIEW, &own).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    // Strangers' tries at one centre use up nothing at the other.
    let wrong = json!({"code": two.card()["code"], "pin": "000001"});
    for _ in 0..6 {
        two.post(north, &wrong).await;
    }
    let (status, _) = two.post(north, &two.card()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "used up");
    let (status, _) = two.post(south, &two.card()).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_host_that_is_no_centres_learns_nothing_of_which_there_are() {
    let Some(two) = Two::start().await else {
        return;
    };
    let mut answers = Vec::new();
    for host in [
        "portal.example",
        "north.portal.example.evil.example",
        "127.0.0.1",
    ] {
        for path in ["/", OVERVIEW, "/api/v1/center", "/nowhere"] {
            let asked = Request::get(path).body(Body::empty()).expect("a request");
            let (status, headers, body) = two.ask(host, asked).await;
            assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
            assert_eq!(headers["content-type"], "application/problem+json");
            assert_eq!(headers["x-content-type-options"], "nosniff");
            answers.push(body);
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let told = answers[0].to_string();
    assert!(!told.contains("north") && answers[0]["code"] == "misdirected");
    // The process says of itself how it is, whoever asks.
    let (status, body) = two.get("127.0.0.1", "/readyz", "").await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let ready = json!({"ready": true, "auth": true, "centers": 2, "published": 2});
    assert_eq!(body, ready);
    // A target in absolute form says whom it asks.
    let path = "https://north.portal.example/api/v1/center";
    assert_eq!(two.get("portal.example", path, "").await.0, StatusCode::OK);
}

#[tokio::test]
async fn without_the_database_private_answers_fail_closed_and_public_ones_go_on() {
    let Some(mut two) = Two::start().await else {
        return;
    };
    let north = "north.portal.example";
    let (_, cookie) = two.post(north, &two.card()).await;
    two.cluster.stop();
    for (path, expected) in [
        (OVERVIEW, StatusCode::SERVICE_UNAVAILABLE),
        ("/api/v1/session", StatusCode::SERVICE_UNAVAILABLE),
        ("/readyz", StatusCode::SERVICE_UNAVAILABLE),
        ("/api/v1/center", StatusCode::OK),
        ("/api/v1/playbook/en", StatusCode::OK),
        ("/healthz", StatusCode::OK),
    ] {
        let (status, body) = two.get(north, path, &cookie).await;
        assert_eq!(status, expected, "{path}: {body}");
    }
    let (status, _) = two.post(north, &two.card()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    two.cluster.resume();
    assert_eq!(two.get(north, OVERVIEW, &cookie).await.0, StatusCode::OK);
    assert_eq!(two.get(north, "/readyz", "").await.0, StatusCode::OK);
}

#[tokio::test]
async fn homes_that_cannot_be_told_apart_are_named_before_anything_is_served() {
    let Some(two) = Two::start().await else {
        return;
    };
    let south = Home::at(two.dir.path().join("south"));
    let refused = || match open(two.dir.path(), &two.cluster) {
        Ok(_) => panic!("they were opened"),
        Err(e) => e
            .to_string()
            .replace(&*two.dir.path().to_string_lossy(), "DIR"),
    };
    set(
        &south,
        "address",
        &"https://NORTH.portal.example:8443".into(),
    );
    assert_eq!(
        refused(),
        "DIR/north/center.json and DIR/south/center.json: both have the address \"north.portal.example\""
    );
    set(&south, "address", &Value::Null);
    assert!(refused().starts_with("DIR/south/center.json: address: expected where"));
    set(&south, "address", &"https://south.portal.example".into());
    set(&south, "id", &"north".into());
    assert_eq!(
        refused(),
        "DIR/north/center.json and DIR/south/center.json: both have the id \"north\""
    );
    set(&south, "id", &Value::Null);
    set(&south, "phone", &"".into());
    let told = refused();
    assert!(
        told.contains("south") && told.contains("phone: expected"),
        "{told}"
    );
    fs::create_dir(two.dir.path().join("empty")).expect("a folder");
    let told = refused();
    assert!(told.starts_with("DIR/empty/center.json"), "{told}");
}
