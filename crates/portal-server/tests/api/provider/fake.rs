//! An identity provider that says what a test wants it to say, on this machine, with keys of its own.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use openidconnect::url::form_urlencoded;
use portal_server::serve::{Limits, serve};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

pub const CLIENT: &str = "family-portal";
pub const SECRET: &str = "a secret of the test";
pub const CODE: &str = "the-code";

/// How a token is signed.
#[derive(Clone, Copy)]
pub enum Signed {
    /// With the provider's key.
    Well,
    /// With a key of somebody else under the name of the provider's.
    BySomebodyElse,
    /// With the client's secret, which more people know.
    WithTheSecret,
    /// Not at all.
    Not,
}

/// What the provider says and does; a test changes it.
pub struct Says {
    /// Where browsers go, after the issuer unless it is an address of its own.
    pub authorize: String,
    /// Put over the claims of a good token; `null` takes one away.
    pub claims: Value,
    /// The answer of the userinfo endpoint, about the token's subject unless it says another; `null` refuses.
    pub user_info: Value,
    /// How the token is signed.
    pub signed: Signed,
    /// The name of the provider's key.
    pub key_id: String,
    /// Whether the answer for a code holds a token at all.
    pub has_token: bool,
    /// The nonce and the code challenge of the last sign-in.
    asked: (String, String),
    key: EcdsaKeyPair,
}

/// The provider.
#[derive(Clone)]
pub struct Fake {
    pub issuer: String,
    says: Arc<Mutex<Says>>,
}

impl Fake {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let says = Says {
            authorize: "/authorize".to_owned(),
            claims: json!({}),
            user_info: json!({}),
            signed: Signed::Well,
            key_id: "one".to_owned(),
            has_token: true,
            asked: Default::default(),
            key: new_key(),
        };
        let fake = Self {
            issuer,
            says: Arc::new(Mutex::new(says)),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(fake.clone());
        tokio::spawn(serve(listener, router, Limits::default(), None, pending()));
        fake
    }

    /// Changes what it says.
    pub fn now(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().expect("no test panicked"));
    }

    /// Gives the provider another key under another name.
    pub fn change_key(&self) {
        self.now(|says| {
            says.key = new_key();
            says.key_id = "two".to_owned();
        });
    }

    /// Signs somebody in with what a browser was sent here with.
    pub fn sign_in(&self, nonce: &str, challenge: &str) {
        self.now(|says| says.asked = (nonce.to_owned(), challenge.to_owned()));
    }
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key")
}

async fn describe(State(fake): State<Fake>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", fake.issuer);
    let authorize = fake
        .says
        .lock()
        .expect("no test panicked")
        .authorize
        .clone();
    let authorize = if authorize.starts_with('/') {
        at(&authorize)
    } else {
        authorize
    };
    Json(json!({
        "issuer": fake.issuer,
        "authorization_endpoint": authorize,
        "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"),
        "userinfo_endpoint": at("/userinfo"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"]
    }))
}

async fn keys(State(fake): State<Fake>) -> Json<Value> {
    let says = fake.says.lock().expect("no test panicked");
    // An uncompressed point: a byte that says so, then both halves (SEC 1, 2.3.3).
    let point = says.key.public_key().as_ref();
    Json(json!({"keys": [{
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": says.key_id,
        "x": URL_SAFE_NO_PAD.encode(&point[1..33]),
        "y": URL_SAFE_NO_PAD.encode(&point[33..]),
    }]}))
}

/// Takes the code once its verifier meets the challenge, from the client with the secret.
async fn token(State(fake): State<Fake>, headers: HeaderMap, body: String) -> Response {
    let form: BTreeMap<_, _> = form_urlencoded::parse(body.as_bytes()).collect();
    let says = fake.says.lock().expect("no test panicked");
    let verifier = form.get("code_verifier").map_or("", |v| v.as_ref());
    let met = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == says.asked.1;
    let user = format!("{CLIENT}:{}", SECRET.replace(' ', "+"));
    let is_client = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|sent| *sent == format!("Basic {}", STANDARD.encode(user)));
    let has_code = form.get("code").is_some_and(|code| code == CODE);
    if !(met && is_client && has_code) {
        let refused = json!({"error": "invalid_grant", "error_description": "Dana Whitlow"});
        return (StatusCode::BAD_REQUEST, Json(refused)).into_response();
    }
    let mut answer = json!({"access_token": "an-access-token", "token_type": "Bearer"});
    if says.has_token {
        answer["id_token"] = says.token(&fake.issuer).into();
    }
    Json(answer).into_response()
}

async fn user_info(State(fake): State<Fake>, headers: HeaderMap) -> Response {
    let bearer = headers.get(header::AUTHORIZATION);
    let says = fake.says.lock().expect("no test panicked");
    if says.user_info.is_null() || bearer.is_none_or(|sent| sent != "Bearer an-access-token") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut told = says.user_info.clone();
    if told["sub"].is_null() {
        told["sub"] = says.claims_of(&fake.issuer)["sub"].clone();
    }
    Json(told).into_response()
}

impl Says {
    fn claims_of(&self, issuer: &str) -> Value {
        let now = Timestamp::now().as_second();
        let mut claims = json!({
            "iss": issuer, "aud": CLIENT, "sub": "dana-at-the-county",
            "iat": now, "exp": now + 300, "nonce": self.asked.0,
        });
        for (name, value) in self.claims.as_object().expect("claims") {
            claims[name] = value.clone();
        }
        claims
    }

    fn token(&self, issuer: &str) -> String {
        let mut claims = self.claims_of(issuer);
        let claims = claims.as_object_mut().expect("claims");
        claims.retain(|_, value| !value.is_null());
        let algorithm = match self.signed {
            Signed::Well | Signed::BySomebodyElse => "ES256",
            Signed::WithTheSecret => "HS256",
            Signed::Not => "none",
        };
        let header = json!({"alg": algorithm, "kid": self.key_id});
        let part = |value: &str| URL_SAFE_NO_PAD.encode(value);
        let claims = serde_json::to_string(claims).expect("JSON");
        let signed = format!("{}.{}", part(&header.to_string()), part(&claims));
        let signature = self.signature(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn signature(&self, signed: &[u8]) -> Vec<u8> {
        let with = |key: &EcdsaKeyPair| {
            let signature = key.sign(&SystemRandom::new(), signed).expect("signed");
            signature.as_ref().to_vec()
        };
        match self.signed {
            Signed::Well => with(&self.key),
            Signed::BySomebodyElse => with(&new_key()),
            Signed::WithTheSecret => {
                let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes());
                let mut mac = mac.expect("any length");
                mac.update(signed);
                mac.finalize().into_bytes().to_vec()
            }
            Signed::Not => Vec::new(),
        }
    }
}
