//! How long a family's case stands on the touch screen after "Done" was touched: milliseconds until the frame without it, one
//! line for each visit, with a CPU four times slower.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::env;

use anyhow::{Context, Result, ensure};
use journeys::{Centre, NeutralSite, Visitor, WALLS};
use serde_json::json;

const VISITS: usize = 100;
const SLOWER: u32 = 4;

/// Notes when a finger comes down, and when the first frame without the case has been made. The session's end is kept from
/// being waited for, or the page would be another one before it can be read.
const WATCH: &str = "(() => {
  let touched = 0;
  addEventListener('pointerdown', event => { touched = event.timeStamp; }, { capture: true });
  new MutationObserver((_, watch) => {
    const app = document.getElementById('app');
    if (app.childElementCount) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.emptyAfter = performance.now() - touched; }));
  }).observe(document.getElementById('app'), { childList: true });
  portalKiosk.end = () => new Promise(() => {});
})()";

#[tokio::main]
async fn main() -> Result<()> {
    let visits = env::args().nth(1).map_or(Ok(VISITS), |n| n.parse())?;
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let card = centre.card("three-children")?;
    let visitor = Visitor::at_kiosk("en", &centre, WALLS[0]).await?;
    for _ in 0..visits {
        visitor.signs_in_in_any_language(&card).await?;
        visitor.has_settled().await?;
        visitor.script(WATCH).await?;
        slow(&visitor, SLOWER).await?;
        touch_done(&visitor).await?;
        let empty = visitor
            .wait(|| async {
                let after = visitor.script("window.emptyAfter").await?;
                after.as_f64().context("not empty yet")
            })
            .await?;
        slow(&visitor, 1).await?;
        println!("{empty:.1}");
        visitor.is_welcomed().await?;
    }
    Ok(())
}

async fn slow(visitor: &Visitor, rate: u32) -> Result<()> {
    let rate = json!({"rate": rate});
    visitor
        .browser
        .cdp("Emulation.setCPUThrottlingRate", rate)
        .await?;
    Ok(())
}

/// A finger on the middle of the button.
async fn touch_done(visitor: &Visitor) -> Result<()> {
    let middle = "(box => [box.x + box.width / 2, box.y + box.height / 2])(document.querySelector('#app [data-done]').getBoundingClientRect())";
    let at = visitor.script(middle).await?;
    ensure!(at[0].is_number(), "no button to be done with");
    let point = json!([{"x": at[0], "y": at[1]}]);
    for (kind, points) in [("touchStart", &point), ("touchEnd", &json!([]))] {
        let touch = json!({"type": kind, "touchPoints": points});
        visitor
            .browser
            .cdp("Input.dispatchTouchEvent", touch)
            .await?;
    }
    Ok(())
}
