//! From a key to what it changes on the screen, as the browser's Event Timing tells it, and how long the page is busy while the
//! search is made ready.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use journeys::{Centre, Look, Name, NeutralSite, Visitor, Words};
use serde_json::{Value, json};

/// How much slower than this machine the phone is.
const SLOWER: u32 = 4;
/// Where the demo's services come from.
const SOURCE: &str = "directory";
/// Below this the browser tells no duration, in milliseconds.
const LEAST: f64 = 16.0;
/// What people look for, with a mistake now and then.
const SEARCHES: [&str; 12] = [
    "food",
    "shelter tonight",
    "rent help",
    "counseling for kids",
    "bus pass",
    "legal aid",
    "sheltr",
    "domestic violence",
    "diapers",
    "medicaid",
    "summer camp",
    "free clothes",
];

/// Notes every key with its duration, and every long task.
const WATCH: &str = "(() => {
  window.keys = {};
  window.tasks = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (e.interactionId) keys[e.interactionId] = Math.max(keys[e.interactionId] || 0, e.duration);
  })).observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver(list => list.getEntries().forEach(e => tasks.push(e.duration))).observe({ type: 'longtask' });
})()";

/// The next frame is on the screen.
const PAINTED: &str = "new Promise(done => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(done)))))";

/// Types all searches into the page for help.
pub async fn typing() -> Result<Value> {
    let site = NeutralSite::open()?;
    let package = PathBuf::from(std::env::var_os("PORTAL_DIRECTORY").context("PORTAL_DIRECTORY")?);
    let centre = Centre::open(&site.url)?;
    let path = package.to_str().context("a folder whose name is text")?;
    let (status, printed) = centre.portal(&["import", "services", path, "--source", SOURCE])?;
    ensure!(status == Some(0), "the directory was not taken: {printed}");
    let words = Words::of("en")?;
    let visitor = Visitor::with(&Look::phone("en"), &centre).await?;
    let services = large_directory(&visitor).await?;
    visitor.before_every_page(WATCH).await?;
    visitor.open("/help").await?;
    visitor.has_loaded(&words).await?;
    let rate = json!({"rate": SLOWER});
    visitor
        .browser
        .cdp("Emulation.setCPUThrottlingRate", rate)
        .await?;
    visitor.script("tasks.length = 0").await?;
    let field = Name::Is(words.get("help.search")?);
    visitor.tap("searchbox", field).await?;
    visitor
        .wait(|| async {
            let shown = visitor
                .script("document.querySelector('.directory .card') !== null")
                .await?;
            ensure!(shown == true, "nothing found yet");
            Ok(())
        })
        .await?;
    visitor.script(PAINTED).await?;
    let tasks = "tasks.sort((a, b) => b - a).slice(0, 5)";
    let tasks = visitor.script(tasks).await?;
    let keys = type_all(&visitor).await?;
    Ok(json!({"services": services, "tasks": tasks, "keys": keys}))
}

/// How many services there are, once the server tells of the large directory.
async fn large_directory(visitor: &Visitor) -> Result<u64> {
    visitor.open("/help").await?;
    let asked = "fetch('/api/v1/center').then(r => r.json()).then(c => c.directory.services)";
    visitor
        .wait(|| async {
            let services = visitor.script(asked).await?.as_u64().unwrap_or(0);
            ensure!(services >= 10_000, "only {services} services");
            Ok(services)
        })
        .await
}

/// Types and takes back each search, a key a frame; returns each key's duration.
async fn type_all(visitor: &Visitor) -> Result<Vec<f64>> {
    let mut typed = 0;
    for search in SEARCHES {
        for letter in search.chars() {
            visitor.types_on(&letter.to_string()).await?;
            visitor.script(PAINTED).await?;
            typed += 1;
        }
        visitor
            .script("document.getElementById('search').select()")
            .await?;
        visitor.presses("Backspace").await?;
        visitor.script(PAINTED).await?;
        typed += 1;
    }
    let told = visitor.script("Object.values(keys)").await?;
    let told = told.as_array().context("durations")?;
    let mut keys: Vec<f64> = told.iter().filter_map(Value::as_f64).collect();
    // What was quicker than the browser tells counts as what it could have been at most.
    keys.resize(keys.len().max(typed), LEAST);
    Ok(keys)
}
