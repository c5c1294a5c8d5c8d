//! Visits to the touch screen in one tab, one after another, without a pause: what of them stays in memory.
//!
//! The page itself is the visitor: a script that is there before each page touches what a finger would. A visit ends as every
//! visit does, by the page being loaded anew. What the script must remember stands in the tab's name, which outlives that.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use journeys::{Centre, NeutralSite, Visitor, WALLS};
use serde_json::{Value, json};

/// Where memory is looked at first, and last.
const FIRST: u64 = 100;
const LAST: u64 = 5_000;
/// How long nothing may happen.
const STUCK_AFTER: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(500);

/// Of so many visits one signs in; it costs as much as twenty others, because passwords are to be slow.
const SIGNS_IN: u64 = 10;
/// Whose card they use.
const FAMILY: &str = "three-children";

/// Every visit chooses a language, opens a door, waits for what is behind it and is done. The first screen of the one after the last
/// stays as it is.
const VISITOR: &str = "(() => {
  for (const how of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[how].bind(WebAssembly);
    WebAssembly[how] = async (...all) => {
      const made = await real(...all);
      window.program = made.instance || made;
      return made;
    };
  }
  const [made, wanted] = name.split('/').map(Number);
  if (!(made < wanted)) return;
  const signs = made % SIGNS_IN === 0;
  const touch = (selector, at = 0) => document.querySelectorAll(selector)[at].click();
  const types = text => [...text].forEach(sign =>
    [...document.querySelectorAll('.pad .key')].find(key => key.textContent === sign).click());
  const steps = [
    ['.languages button', () => touch('.languages button', made % 5)],
    ['.doors .door', () => touch('.doors .door', signs ? 0 : 2)],
  ].concat(signs ? [
    ['#code', () => { types('CODE'); touch('form [type=submit]'); }],
    ['#pin', () => { types('PIN'); touch('form [type=submit]'); }],
    ['.take-along', () => {}],
  ] : [['main section article', () => {}]], [
    ['#app [data-done]', () => { name = `${made + 1}/${wanted}`; touch('#app [data-done]'); }],
  ]);
  let due = false;
  const act = () => {
    due = false;
    if (!steps.length || !document.querySelector(steps[0][0])) return;
    steps.shift()[1]();
    look();
  };
  // What a touch changes comes with a later turn.
  const look = () => { if (!due) { due = true; setTimeout(act); } };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()";

/// How much of the program's memory there is, in pages of 64 KiB.
const PAGES: &str = "Object.values(program.exports).find(one => one instanceof WebAssembly.Memory).buffer.byteLength / 65536";

/// Lets the visits happen, and tells the memory after the first hundred and after the last.
pub async fn kiosk(visits: Option<&str>) -> Result<Value> {
    let last = visits
        .map_or(Ok(LAST), str::parse)
        .context("how many visits")?;
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let card = centre.card(FAMILY)?;
    let visitor = Visitor::at_kiosk("en", &centre, WALLS[0]).await?;
    let script = VISITOR
        .replace("SIGNS_IN", &SIGNS_IN.to_string())
        .replace("CODE", &card.code.replace('-', ""))
        .replace("PIN", &card.pin);
    visitor.before_every_page(&script).await?;
    let first = after(&visitor, 0, FIRST.min(last)).await?;
    let last_memory = after(&visitor, FIRST.min(last), last).await?;
    Ok(json!({"visits": last, "first": first, "last": last_memory}))
}

/// The memory of the page when so many visits are over.
async fn after(visitor: &Visitor, done: u64, visits: u64) -> Result<Value> {
    visitor
        .script(&format!("name = '{done}/{visits}'; location.reload()"))
        .await?;
    let (mut seen, mut since) = (done, Instant::now());
    while seen < visits {
        tokio::time::sleep(LOOK).await;
        let now = visitor.script("Number(name.split('/')[0])").await?;
        let now = now.as_u64().unwrap_or(seen);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
        ensure!(
            since.elapsed() < STUCK_AFTER,
            "visit {seen} does not end:\n{}",
            visitor.outline().await
        );
    }
    visitor.is_welcomed().await?;
    visitor
        .browser
        .cdp("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let heap = visitor
        .browser
        .cdp("Runtime.getHeapUsage", json!({}))
        .await?;
    let pages = visitor.script(PAGES).await?;
    Ok(json!({"pages": pages, "heap": heap["usedSize"]}))
}
