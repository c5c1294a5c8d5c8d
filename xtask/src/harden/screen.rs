//! A touch screen of the lobby, with a key that signs (`portal_types::kiosk`).

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use portal_types::kiosk::{PROOF_HEADER, proof_text};
use serde_json::{Value, json};

use super::target::Target;
use crate::http::{self, Answer};

/// A kiosk that has started.
pub struct Screen {
    address: String,
    key: SigningKey,
    challenge: String,
    counter: u64,
}

impl Screen {
    /// Enrols the demo's kiosk and starts it.
    pub fn start(target: &Target) -> Result<Self> {
        let mut random = [1; 32];
        fastrand::fill(&mut random[1..]);
        let key = SigningKey::from_slice(&random).context("a key")?;
        let address = target.server.address.clone();
        let demo = target.demo()?;
        let code = &demo["kiosks"][0]["enrolment_code"];
        let point = URL_SAFE_NO_PAD.encode(key.verifying_key().to_sec1_point(false));
        let enrolled = plain(
            &address,
            "enrol",
            &json!({"code": code, "public_key": point}),
        )?;
        let asked = plain(&address, "challenge", &json!({"kiosk": enrolled["kiosk"]}))?;
        let challenge = asked["challenge"].as_str().context("a challenge")?;
        let mut screen = Self {
            address,
            key,
            challenge: challenge.to_owned(),
            counter: 0,
        };
        let started = screen.ask("POST", "/api/v1/kiosk/start", "")?;
        ensure!(started.status() == 200, "the kiosk did not start");
        Ok(screen)
    }

    /// What it sends with its next request: name and value of the header.
    pub fn proof(&mut self, method: &str, path: &str) -> (&'static str, String) {
        self.counter += 1;
        let text = proof_text(&self.challenge, self.counter, method, path);
        let signature: Signature = self.key.sign(text.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        let proof = format!("{}.{}.{signature}", self.challenge, self.counter);
        (PROOF_HEADER, proof)
    }

    /// Asks for something.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let (name, proof) = self.proof(method, path);
        let headers = [
            (name, proof.as_str()),
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        http::ask(&self.address, method, path, &headers, body)
    }
}

/// What a kiosk asks before it can prove anything.
fn plain(address: &str, what: &str, body: &Value) -> Result<Value> {
    let path = format!("/api/v1/kiosk/{what}");
    let headers = [
        ("Content-Type", "application/json"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let answer = http::request(address, "POST", &path, &headers, &body.to_string())?;
    Ok(serde_json::from_str(&answer.text())?)
}
