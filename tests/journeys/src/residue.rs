//! What a journey may not leave behind on the device.

use anyhow::{Result, bail};
use serde_json::Value;

use crate::browser::Browser;

/// The touch screen's own key lies in the database `kiosk`; who uses it is not in it. What Cache Storage may hold: the portal's own files, the centre's public facts and words, and the
/// public directory. Anything else, or a word of a family in it, is told.
const LOOK: &str = r"
(async () => {
  const allowed = /^\/($|kiosk$|locales\/|[\w-]+\.(js|wasm|svg|css)$|api\/v1\/(center$|building$|playbook\/|directory\/))/;
  const kept = async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const path = new URL(request.url).pathname;
        const text = await (await cache.match(request, { ignoreVary: true })).text();
        const words = WORDS.filter(word => !path.includes('.wasm') && text.includes(word));
        if (!allowed.test(path) || new URL(request.url).search) found.push(path);
        else if (words.length) found.push(path + ' holds ' + words.join());
      }
    }
    return found;
  };
  return JSON.stringify({
  localStorage: Object.entries(localStorage),
  sessionStorage: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).map(d => d.name).filter(name => name !== 'kiosk'),
  caches: typeof caches === 'undefined' ? [] : await kept(),
  cookies: document.cookie,
})})()";

/// Fails when any of the browser's stores holds something that is not public, or one of the words.
pub async fn check(browser: &Browser, words: &[&str]) -> Result<()> {
    let look = LOOK.replace("WORDS", &serde_json::to_string(words)?);
    let run = serde_json::json!({"expression": look, "awaitPromise": true, "returnByValue": true});
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
