//! A whole application over a demo home of its own, called without a network. Its facts are in a snapshot's file, or, in the
//! suite on PostgreSQL, in a database of many centres.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use insta::Settings;
use insta::internals::SettingsBindDropGuard;
use jiff::Timestamp;
use portal_server::auth::db::{AuthDb, Writers};
use portal_server::clock::Clock;
use portal_server::database::{Database, DatabaseError, wait_for};
use portal_server::demo::{self, DemoAdvocate, DemoHome};
use portal_server::home::Home;
use portal_server::secrets::Secrets;
use portal_server::serve::{App, Common, Transport, router};
use portal_server::store::{Publications, Published};
use serde_json::{Value, json};
use tempfile::TempDir;
use totp_rs::{Builder, Secret};
use tower::ServiceExt;

use crate::support::Cluster;

/// Tuesday after the night the clocks went forward.
pub const NOW: &str = "2026-03-10T09:00:00-05:00";

/// A running application and everything around it.
pub struct TestApp {
    pub home: Home,
    pub demo: DemoHome,
    pub clock: Clock,
    pub app: Arc<App>,
    router: Router,
    /// Both stores have the same pictures of answers.
    _pictures: SettingsBindDropGuard,
    /// Only in the suite on PostgreSQL.
    #[allow(dead_code, reason = "the suite on files asks for nothing of it")]
    pub cluster: Option<Cluster>,
    /// Removed when the test ends.
    _dir: TempDir,
}

/// An answer, read to its end.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a body of text")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }

    /// The cookies that were set, as a `Cookie` header's value.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs: Vec<_> = set
            .filter_map(|v| v.to_str().ok()?.split(';').next())
            .collect();
        pairs.join("; ")
    }
}

impl TestApp {
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// Starts after `prepare` had its way with the home.
    pub fn start_with(prepare: impl FnOnce(&Home)) -> Self {
        Self::start_at(Transport::Loopback, prepare)
    }

    /// The same, reached in that way.
    pub fn start_at(transport: Transport, prepare: impl FnOnce(&Home)) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let cluster = crate::ON_POSTGRESQL.then(Cluster::start_or_leave_out);
        let database = cluster.as_ref().map(Cluster::demo);
        let home = Home::at(dir.path().join("home")).publishing_to(database);
        let now: Timestamp = NOW.parse().expect("a timestamp");
        let demo = demo::make(&home, now).expect("a demo centre");
        prepare(&home);
        let (published, auth) = match &cluster {
            None => {
                let auth = AuthDb::open(&home.auth_db()).expect("a database");
                (Published::open(home.clone()), auth)
            }
            Some(cluster) => {
                let database = Database::open(&cluster.web()).expect("a pool");
                let (writers, id) = (Writers::new(database.clone()), home.center_id());
                let id = id.expect("an id");
                let published = Publications::of(database).serve(id.clone());
                (published, AuthDb::shared(&writers, id))
            }
        };
        let portal = dir.path().join("portal");
        std::fs::create_dir_all(&portal).expect("a directory");
        for page in ["index.html", "office.html", "kiosk.html"] {
            // Each says which it is.
            let text = format!("{PAGE}<!-- {page} -->");
            std::fs::write(portal.join(page), text).expect("a page");
        }
        std::fs::write(portal.join("boot-0123456789abcdef.js"), "start()").expect("a file");
        std::fs::write(portal.join("exit.js"), "leave()").expect("a file");
        let clock = Clock::fixed(NOW.parse().expect("a timestamp"));
        let common = Common::new(Some(portal), clock.clone(), transport).expect("a playbook");
        let app = App::open(&home, published, auth, &common).expect("an application");
        let mut pictures = Settings::clone_current();
        pictures.set_prepend_module_to_snapshot(false);
        Self {
            router: router(Arc::clone(&app)),
            home,
            demo,
            clock,
            app,
            _pictures: pictures.bind_to_scope(),
            _dir: dir,
            cluster,
        }
    }

    /// Looks what is published, unless that is known: a pool belongs to the test's runtime, which is there by the first request.
    /// And at what the sources delivered, without waiting for the next look.
    pub async fn look(&self) {
        self.app.silence.look();
        if self.app.published.store().is_none() {
            let _looked = self.app.published.refresh().await;
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answered {
        self.look().await;
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body
            .collect()
            .await
            .expect("a whole body")
            .to_bytes()
            .to_vec();
        Answered {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answered {
        self.send(request(Method::GET, path, cookie, None)).await
    }

    pub async fn post_session(&self, body: Value, cookie: &str) -> Answered {
        self.send(request(Method::POST, "/api/v1/session", cookie, Some(body)))
            .await
    }

    /// Code and PIN of a caregiver of the demo.
    pub fn card(&self, caregiver: &str) -> (String, String) {
        let card = self
            .demo
            .caregivers
            .iter()
            .find(|c| c.caregiver == caregiver);
        let card = card.unwrap_or_else(|| panic!("no card for {caregiver}"));
        (card.code.clone(), card.pin.clone())
    }

    /// The first caregiver of a family.
    pub fn caregiver_of(&self, family: &str) -> String {
        let found = self
            .demo
            .caregivers
            .iter()
            .find(|c| c.family == family && c.label != "Former guardian");
        found
            .unwrap_or_else(|| panic!("no caregiver in {family}"))
            .caregiver
            .clone()
    }

    /// Signs a caregiver in and returns the cookie.
    pub async fn sign_in(&self, caregiver: &str) -> String {
        let (code, pin) = self.card(caregiver);
        let answer = self
            .post_session(json!({"code": code, "pin": pin}), "")
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{caregiver} signs in");
        answer.cookies()
    }
}

/// What signs members of staff in.
impl TestApp {
    /// The keys of a member of staff of the demo.
    pub fn staff(&self, user: &str) -> DemoAdvocate {
        let found = self.demo.advocates.iter().find(|a| a.user == user);
        found.unwrap_or_else(|| panic!("no {user}")).clone()
    }

    /// The one-time code of this moment. The clock moves on to the next one, so that each call gets a new code.
    pub fn one_time_code(&self, user: &str) -> String {
        self.clock.advance_sessions(30);
        let secret = Secret::try_from_base32(self.staff(user).totp_secret).expect("base 32");
        let codes = Builder::new()
            .with_secret(secret)
            .build()
            .expect("a secret");
        let now = u64::try_from(self.clock.session_seconds()).expect("after 1970");
        codes.generate(now).to_string()
    }

    /// Signs a member of staff in and returns the cookie of the session.
    pub async fn sign_staff_in(&self, user: &str) -> String {
        let keys = self.staff(user);
        let body =
            json!({"user": user, "passphrase": keys.passphrase, "totp": self.one_time_code(user)});
        let answer = self.post_session(body, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{user} signs in");
        answer.cookies()
    }

    /// Sends a body to a path.
    pub async fn post(&self, path: &str, cookie: &str, body: Value) -> Answered {
        self.send(request(Method::POST, path, cookie, Some(body)))
            .await
    }

    /// The opaque id of a family of the demo.
    pub fn family_id(&self, family: &str) -> String {
        self.opaque(&["family", "", family])
    }

    /// The opaque id of a caregiver of the demo.
    pub fn caregiver_id(&self, caregiver: &str) -> String {
        self.opaque(&["caregiver", "", caregiver])
    }

    fn opaque(&self, parts: &[&str]) -> String {
        let secrets = Secrets::open(&self.home).expect("keys");
        secrets.opaque_id(parts)
    }
}

/// Leaves nothing to serve.
pub fn take_back(home: &Home) {
    let Some(url) = home.database() else {
        return std::fs::remove_file(home.current_snapshot()).expect("removed");
    };
    let center = home.center_id().expect("an id");
    let deleted = wait_for(async || {
        let mut connection = Database::open(url)?.at(&center).await?;
        let transaction = connection.begin().await?;
        let deleted = transaction
            .execute("DELETE FROM portal.current", &[])
            .await?;
        transaction.commit().await?;
        Ok::<_, DatabaseError>(deleted)
    });
    assert_eq!(deleted, Ok(1));
}

pub fn request(method: Method, path: &str, cookie: &str, body: Option<Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    request
        .body(body.map_or_else(Body::empty, |b| Body::from(b.to_string())))
        .expect("a request")
}

/// A page with what the server replaces and hashes.
const PAGE: &str = r#"<!doctype html><title>Appointments</title><style>a{}</style>
<a href="https://www.weather.gov/">Leave</a> Family Center <a href="tel:+18165550100">816-555-0100</a>
<script>leave()</script><script defer src="/boot-0123456789abcdef.js" data-wasm="/p.wasm"></script>"#;
