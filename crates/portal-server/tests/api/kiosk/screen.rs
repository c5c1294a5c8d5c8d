//! A kiosk as its browser does it: a real key that signs.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use portal_server::auth::kiosks;
use portal_server::secrets::Secrets;
use portal_types::kiosk::{PROOF_HEADER, proof_text};
use serde_json::{Value, json};

use crate::harness::{Answered, TestApp, request};

pub struct Screen {
    key: SigningKey,
    pub id: String,
    pub challenge: String,
    counter: AtomicU64,
}

/// What an enrolment sends.
pub fn enrolment(code: &str, key: &SigningKey) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    json!({"code": code, "public_key": URL_SAFE_NO_PAD.encode(point)})
}

pub fn new_key() -> SigningKey {
    let mut random = [1; 32];
    getrandom::fill(&mut random[1..]).expect("random numbers");
    SigningKey::from_slice(&random).expect("a key")
}

/// A one-time code for another kiosk.
pub async fn add(app: &TestApp, name: &str) -> String {
    let secrets = Secrets::open(&app.home).expect("keys");
    let (name, now) = (name.to_owned(), app.clock.session_seconds());
    let added = app
        .app
        .auth
        .write(move |c| kiosks::add(c, &secrets, &name, now));
    added.await.expect("a kiosk").to_printed()
}

pub async fn revoke(app: &TestApp, name: &str) {
    let (name, now) = (name.to_owned(), app.clock.session_seconds());
    let revoked = app.app.auth.write(move |c| kiosks::revoke(c, &name, now));
    revoked.await.expect("revoked");
}

impl Screen {
    /// The demo's kiosk, enrolled and started.
    pub async fn lobby(app: &TestApp) -> Self {
        Self::with_code(app, &app.demo.kiosks[0].enrolment_code).await
    }

    pub async fn with_code(app: &TestApp, code: &str) -> Self {
        let key = new_key();
        let answer = app
            .post("/api/v1/kiosk/enrol", "", enrolment(code, &key))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let id = answer.json()["kiosk"].as_str().expect("an id").to_owned();
        let mut screen = Self {
            key,
            id,
            challenge: String::new(),
            counter: AtomicU64::new(0),
        };
        screen.ask(app).await;
        let started = screen.post(app, "kiosk/start", Value::Null).await;
        assert_eq!(started.status, StatusCode::OK, "{}", started.text());
        screen
    }

    /// Asks for a challenge, and does not start with it.
    pub async fn ask(&mut self, app: &TestApp) {
        self.challenge = challenge(app, &self.id).await;
        self.counter = AtomicU64::new(0);
    }

    /// The proof of the next request.
    pub fn proof(&self, method: &Method, path: &str) -> String {
        let counter = self.counter.fetch_add(1, Ordering::Relaxed) + 1;
        self.proof_with(&self.challenge, counter, method, path)
    }

    /// A proof over whatever is given.
    pub fn proof_with(&self, challenge: &str, counter: u64, method: &Method, path: &str) -> String {
        let text = proof_text(challenge, counter, method.as_str(), path);
        let signature: Signature = self.key.sign(text.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("{challenge}.{counter}.{signature}")
    }

    pub async fn get(&self, app: &TestApp, path: &str) -> Answered {
        self.ask_for(app, Method::GET, path, Value::Null).await
    }

    pub async fn post(&self, app: &TestApp, path: &str, body: Value) -> Answered {
        self.ask_for(app, Method::POST, path, body).await
    }

    pub async fn delete(&self, app: &TestApp, path: &str) -> Answered {
        self.ask_for(app, Method::DELETE, path, Value::Null).await
    }

    /// Asks with a proof. No answer to a kiosk sets a cookie, whatever it is.
    pub async fn ask_for(
        &self,
        app: &TestApp,
        method: Method,
        path: &str,
        body: Value,
    ) -> Answered {
        let path = format!("/api/v1/{path}");
        let proof = self.proof(&method, &path);
        send(app, method, &path, &proof, "", body).await
    }

    /// Signs a caregiver of the demo in.
    pub async fn sign_in(&self, app: &TestApp, caregiver: &str) -> Answered {
        let (code, pin) = app.card(caregiver);
        let body = json!({"code": code, "pin": pin, "remember_device": true});
        let answer = self.post(app, "session", body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer
    }

    /// A family's way to go on: the token.
    pub async fn hand_over(&self, app: &TestApp) -> String {
        let made = self.post(app, "handoff", Value::Null).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        made.json()["token"].as_str().expect("a token").to_owned()
    }

    /// What became of the last one.
    pub async fn handoff_state(&self, app: &TestApp) -> Value {
        self.get(app, "handoff").await.json()["state"].clone()
    }
}

pub async fn challenge(app: &TestApp, kiosk: &str) -> String {
    let body = json!({"kiosk": kiosk});
    let answer = app.post("/api/v1/kiosk/challenge", "", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let challenge = answer.json()["challenge"].as_str().map(str::to_owned);
    challenge.expect("a challenge")
}

/// Sends a request with this proof, and cookies besides.
pub async fn send(
    app: &TestApp,
    method: Method,
    path: &str,
    proof: &str,
    cookies: &str,
    body: Value,
) -> Answered {
    let body = (!body.is_null()).then_some(body);
    let mut asked = request(method, path, cookies, body);
    let proof = proof.parse().expect("a header's value");
    asked.headers_mut().insert(PROOF_HEADER, proof);
    let answer = app.send(asked).await;
    assert_eq!(answer.cookies(), "", "a kiosk is given no cookie: {path}");
    answer
}

/// What a phone sends to go on.
pub async fn redeem(app: &TestApp, token: &str, pin: &str) -> Answered {
    let body = json!({"token": token, "pin": pin});
    app.post("/api/v1/handoff/redeem", "", body).await
}

/// Status and code of an answer.
pub fn told(answer: &Answered) -> (u16, String) {
    let code = match answer.body.is_empty() {
        true => String::new(),
        false => answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    };
    (answer.status.as_u16(), code)
}

/// What a kiosk is told that is none.
pub fn unknown() -> (u16, String) {
    (401, "kiosk_unknown".to_owned())
}
