//! Members of staff who sign in at the centre's identity provider.

mod claims;
mod fake;
mod flow;
mod tokens;

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use portal_server::home::Home;
use serde_json::{Value, json};

use crate::harness::{Answered, TestApp, request};
use crate::kept::OWN;
use fake::{CLIENT, CODE, Fake, SECRET};

const START: &str = "/api/v1/oidc/start";
const RETURN: &str = "/api/v1/oidc/return";
const REDIRECT: &str = "http://127.0.0.1:8080/api/v1/oidc/return";
const REFUSED: &str = "/staff#refused";
const LIST: &str = "/api/v1/advocate/families";

/// A portal with a provider.
struct Stage {
    app: TestApp,
    fake: Fake,
}

/// A browser that was sent to the provider.
struct Sent {
    cookie: String,
    /// What stands in the address it was sent to.
    query: BTreeMap<String, String>,
}

impl Stage {
    async fn new() -> Self {
        let fake = Fake::start().await;
        let app = TestApp::start_with(|home| write_settings(home, &fake.issuer));
        Self { app, fake }
    }

    async fn start(&self) -> Sent {
        let answer = self.app.get(START, "").await;
        let sent = Sent::read(&answer);
        self.fake
            .sign_in(&sent.query["nonce"], &sent.query["code_challenge"]);
        sent
    }

    /// The browser comes back as it was sent.
    async fn come_back(&self, sent: &Sent) -> Answered {
        self.bring(&sent.back(), &sent.cookie).await
    }

    /// A browser comes from another site, with what the address says.
    async fn bring(&self, path: &str, cookie: &str) -> Answered {
        let mut request = request(Method::GET, path, cookie, None);
        let headers = request.headers_mut();
        headers.insert("sec-fetch-site", "cross-site".parse().expect("a value"));
        headers.insert("sec-fetch-mode", "navigate".parse().expect("a value"));
        self.app.send(request).await
    }

    /// There and back.
    async fn sign_in(&self) -> Answered {
        let sent = self.start().await;
        self.come_back(&sent).await
    }

    /// There and back with these claims on top; the session's cookie.
    async fn sign_in_as(&self, claims: Value) -> String {
        self.fake.now(|says| says.claims = claims);
        let answer = self.sign_in().await;
        assert_eq!(answer.header("location"), "/staff");
        session(&answer)
    }

    /// There and back with these claims on top, in vain.
    async fn is_refused(&self, why: &str, claims: Value) {
        self.fake.now(|says| says.claims = claims);
        refused(why, &self.sign_in().await);
    }

    /// The numbers of the families somebody is shown.
    async fn shown(&self, cookie: &str) -> Vec<String> {
        let list = self.app.get(LIST, cookie).await;
        assert_eq!(list.status, StatusCode::OK);
        let families = list.json()["families"].as_array().expect("a list").clone();
        let number = |family: Value| family["number"].as_str().expect("a number").to_owned();
        let mut numbers: Vec<_> = families.into_iter().map(number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// How many rows a query counts in the server's database.
    /// Counts rows of the centre's own, where one more condition may follow.
    async fn count(&self, table: &str) -> u32 {
        let statement = match table.split_once(" WHERE ") {
            Some((from, which)) => format!("{from} WHERE /*!center_id = :center AND*/ {which}"),
            None => format!("{table} {OWN}"),
        };
        self.app.count(&statement).await
    }
}

impl Sent {
    fn read(answer: &Answered) -> Self {
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.text());
        let address = answer.header("location");
        let (_, query) = address
            .split_once('?')
            .unwrap_or_else(|| panic!("{address}"));
        let pairs = openidconnect::url::form_urlencoded::parse(query.as_bytes());
        Self {
            cookie: answer.cookies(),
            query: pairs.into_owned().collect(),
        }
    }

    fn back(&self) -> String {
        format!("{RETURN}?code={CODE}&state={}", self.query["state"])
    }
}

fn settings(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret_file": "secrets/identity",
        "redirect": REDIRECT,
        "role_claim": "groups",
        "families_claim": "families",
        "roles": {"advocates": "advocate", "leads": "supervisor"}
    })
}

fn write_settings(home: &Home, issuer: &str) {
    std::fs::write(home.identity_file(), settings(issuer).to_string()).expect("written");
    std::fs::write(home.secrets().join("identity"), SECRET).expect("written");
}

/// Nobody was let in, and nothing says why.
fn refused(why: &str, answer: &Answered) {
    assert_eq!(answer.status, StatusCode::FOUND, "{why}");
    assert_eq!(answer.header("location"), REFUSED, "{why}");
    assert!(answer.body.is_empty(), "{why}: {}", answer.text());
    assert_eq!(session(answer), "", "{why}");
}

/// The session's cookie among those that were set.
fn session(answer: &Answered) -> String {
    let cookies = answer.cookies();
    let own = cookies.split("; ").find(|pair| pair.starts_with("portal="));
    own.unwrap_or_default().to_owned()
}
