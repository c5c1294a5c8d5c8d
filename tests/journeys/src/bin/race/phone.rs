//! A cheap phone that opens the portal for the first time, or again, with clocks that were started before the page was.

use anyhow::{Context, Result, ensure};
use journeys::{Look, Visitor};
use serde::Serialize;
use serde_json::json;

use super::entrant::Entrant;
use super::line::{Exchange, Line, now_ms};

/// Notes when a text of the API is in the document. It is there before the page begins.
const WATCH: &str = "(() => {
  const watch = new MutationObserver(() => {
    const app = document.getElementById('app');
    if (!app || !app.textContent.includes(TEXT)) return;
    watch.disconnect();
    window.seenAt = performance.now();
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
})()";

/// When the first content was painted, when the text was in the document, and when all began; milliseconds.
const TIMES: &str =
    "(paint => [paint ? paint.startTime : null, window.seenAt || null, performance.timeOrigin])
  (performance.getEntriesByName('first-contentful-paint')[0])";

/// One opening of the home screen.
#[derive(Clone, Debug, Serialize)]
pub struct Opening {
    /// Milliseconds until the first content was painted.
    pub painted: f64,
    /// Milliseconds until the next step was in the document; nothing for a page without facts.
    pub visible: Option<f64>,
    /// Everything that was answered before that: what it may have waited for.
    #[serde(skip)]
    pub answered: Vec<Exchange>,
}

/// A phone with nothing kept, at the end of a line.
pub struct Phone<'a> {
    /// Who holds it.
    pub visitor: Visitor,
    line: &'a Line,
}

impl<'a> Phone<'a> {
    /// A phone with a CPU so many times slower; the family is signed in where the entrant knows families.
    pub async fn new(entrant: &Entrant, line: &'a Line, slower: u32) -> Result<Self> {
        let visitor = Visitor::of_site(&Look::phone("en"), &line.origin).await?;
        let browser = &visitor.browser;
        browser
            .cdp("Emulation.setCPUThrottlingRate", json!({"rate": slower}))
            .await?;
        if let Some((name, value)) = entrant.cookie.as_ref().and_then(|c| c.split_once('=')) {
            let cookie = json!({"name": name, "value": value, "url": line.origin, "httpOnly": true, "sameSite": "Strict"});
            browser.cdp("Network.setCookie", cookie).await?;
        }
        if let Some(text) = &entrant.text {
            let watch = WATCH.replace("TEXT", &json!(text).to_string());
            visitor.before_every_page(&watch).await?;
        }
        Ok(Self { visitor, line })
    }

    /// Opens the home screen; `facts`: and waits for them.
    pub async fn opens_home(&self, facts: bool) -> Result<Opening> {
        let began = now_ms();
        self.visitor.open("/").await?;
        let (painted, visible, origin) = self
            .visitor
            .wait(|| async {
                let times = self.visitor.script(TIMES).await?;
                let painted = times[0].as_f64().context("nothing painted yet")?;
                let visible = times[1].as_f64();
                ensure!(visible.is_some() == facts, "no facts yet");
                Ok((painted, visible, times[2].as_f64().unwrap_or(began)))
            })
            .await
            .with_context(|| format!("asked so far: {:#?}", self.line.since(began)))?;
        let until = origin + visible.unwrap_or(painted);
        let mut answered = self.line.since(began);
        answered.retain(|exchange| exchange.answered_at.is_some_and(|at| at <= until));
        Ok(Opening {
            painted,
            visible,
            answered,
        })
    }
}
