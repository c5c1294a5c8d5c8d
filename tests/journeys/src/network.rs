//! What the page asked the network for.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::browser::Browser;

/// A request the page sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Whole address.
    pub url: String,
    /// Body, where it is text.
    pub body: String,
}

/// The requests since the last call.
pub async fn requests(browser: &Browser) -> Result<Vec<Request>> {
    let entries = browser.driver().get_log("performance").await?;
    Ok(entries
        .iter()
        .filter_map(|entry| request(&entry.message))
        .collect())
}

fn request(message: &str) -> Option<Request> {
    let event: Value = serde_json::from_str(message).ok()?;
    let event = &event["message"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match event["method"].as_str()? {
        "Network.requestWillBeSent" => {
            let sent = &event["params"]["request"];
            Some(Request {
                method: text(&sent["method"]),
                url: text(&sent["url"]),
                body: text(&sent["postData"]),
            })
        }
        "Network.webSocketCreated" => Some(Request {
            method: "CONNECT".to_owned(),
            url: text(&event["params"]["url"]),
            body: String::new(),
        }),
        _ => None,
    }
}

/// Fails when something that was sent holds one of these words.
///
/// # Errors
/// Names the request and the word.
pub fn tell_nothing(requests: &[Request], telling: &[&str]) -> Result<()> {
    for request in requests {
        let sent = format!("{} {}", request.url, request.body).to_lowercase();
        for word in telling {
            ensure!(!sent.contains(word), "a request tells “{word}”: {sent}");
        }
    }
    Ok(())
}
