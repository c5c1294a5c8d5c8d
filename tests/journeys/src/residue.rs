//! What a journey may not leave behind on the device.

use anyhow::{Result, bail};
use serde_json::Value;

use crate::browser::Browser;

const LOOK: &str = r"
(async () => JSON.stringify({
  localStorage: Object.entries(localStorage),
  sessionStorage: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).map(d => d.name),
  caches: typeof caches === 'undefined' ? [] : await caches.keys(),
  cookies: document.cookie,
}))()";

/// Fails when any of the browser's stores holds something.
pub async fn check(browser: &Browser) -> Result<()> {
    let run = serde_json::json!({"expression": LOOK, "awaitPromise": true, "returnByValue": true});
    let answer = browser.cdp("Runtime.evaluate", run).await?;
    let stores: Value = serde_json::from_str(answer["result"]["value"].as_str().unwrap_or("null"))?;
    let kept = |store: &Value| match store {
        Value::Array(entries) => !entries.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    let Value::Object(stores) = stores else {
        bail!("the stores could not be read: {answer}")
    };
    let full: Vec<String> = stores
        .iter()
        .filter(|(_, s)| kept(s))
        .map(|(name, s)| format!("{name}: {s}"))
        .collect();
    if !full.is_empty() {
        bail!("left on the device: {}", full.join(", "));
    }
    Ok(())
}
