//! Somebody who uses the portal: finds things by role and name, taps, types, reads, waits.

mod acts;
mod checks;
mod kiosk;
mod office;
mod portal;

pub use kiosk::WALLS;

use std::future::Future;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::browser::{Browser, Look};
use crate::centre::{CLOCK, Centre};
use crate::network::{self, Request};
use crate::patience;
use crate::reading::{self, Control, Name};

/// Moves the browser's clock to the centre's, from where it runs on; `later` moves it further.
const CLOCK_SCRIPT: &str = r"(() => {
  const Real = Date;
  let shift = Real.parse('CLOCK') - Real.now();
  window.Date = class extends Real {
    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
    static later(ms) { shift += ms; }
  };
})()";

/// A person with a browser of their own.
pub struct Visitor {
    /// Their browser.
    pub browser: Browser,
    origin: String,
    sent: Vec<Request>,
}

impl Visitor {
    /// A person with a fresh browser, who has not opened anything yet.
    pub async fn with(look: &Look, centre: &Centre) -> Result<Self> {
        Self::of_site(look, &centre.origin).await
    }

    /// The same for a site at another address.
    pub async fn of_site(look: &Look, origin: &str) -> Result<Self> {
        let browser = Browser::start(look).await?;
        let script = json!({"source": CLOCK_SCRIPT.replace("CLOCK", CLOCK)});
        browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        Ok(Self {
            browser,
            origin: origin.trim_end_matches('/').to_owned(),
            sent: Vec::new(),
        })
    }

    /// A parent with a cheap phone.
    pub async fn with_phone(language: &str, centre: &Centre) -> Result<Self> {
        Self::with(&Look::phone(language), centre).await
    }

    /// Opens a page of the portal.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.browser
            .driver()
            .goto(format!("{}{path}", self.origin))
            .await
            .with_context(|| format!("opening {path}"))
    }

    /// Opens a page of another site.
    pub async fn open_elsewhere(&self, url: &str) -> Result<()> {
        Ok(self.browser.driver().goto(url).await?)
    }

    /// Waits for the one node of that role and name.
    pub async fn find(&self, role: &str, name: Name<'_>) -> Result<Control> {
        let found = self.wait(|| async {
            let mut found = reading::find(&self.browser, role, name).await?;
            if found.len() > 1 {
                bail!(
                    "{} of them: {:?}",
                    found.len(),
                    found.iter().map(|c| &c.name).collect::<Vec<_>>()
                );
            }
            found.pop().context("none")
        });
        match found.await {
            Ok(control) => Ok(control),
            Err(problem) => bail!("{role} {name}: {problem:#}\n{}", self.surroundings().await),
        }
    }

    /// Every node of that role and name, now.
    pub async fn all(&self, role: &str, name: Name<'_>) -> Result<Vec<Control>> {
        reading::find(&self.browser, role, name).await
    }

    /// Waits until there is no node of that role and name.
    pub async fn gone(&self, role: &str, name: Name<'_>) -> Result<()> {
        let left = self.wait(|| async {
            let found = reading::find(&self.browser, role, name).await?;
            if found.is_empty() {
                Ok(())
            } else {
                bail!("still there")
            }
        });
        left.await.with_context(|| format!("{role} {name}"))
    }

    /// Waits until a screen reader would read out this text, at the start of a sentence or within one.
    pub async fn reads(&self, text: &str) -> Result<()> {
        let wanted = reading::squeeze(text);
        let found = self.wait(|| async {
            let all = reading::everything(&self.browser).await?;
            if all.to_lowercase().contains(&wanted.to_lowercase()) {
                Ok(())
            } else {
                bail!("not there")
            }
        });
        if found.await.is_err() {
            let all = reading::everything(&self.browser).await.unwrap_or_default();
            bail!(
                "“{wanted}” is not read out; this is:\n{all}\n{}",
                self.surroundings().await
            );
        }
        Ok(())
    }

    /// Everything a screen reader would read out now.
    pub async fn text(&self) -> Result<String> {
        reading::everything(&self.browser).await
    }

    /// Fails when any of the words can be read now.
    pub async fn reads_nothing_of(&self, words: &[&str]) -> Result<()> {
        let text = self.text().await?;
        let source = self.browser.driver().source().await?;
        for word in words {
            if text.contains(word) || source.contains(word) {
                bail!("“{word}” can still be read:\n{text}");
            }
        }
        Ok(())
    }

    /// Where the browser is.
    pub async fn url(&self) -> Result<String> {
        Ok(self.browser.driver().current_url().await?.to_string())
    }

    /// Waits until the browser is at an address.
    pub async fn arrives_at(&self, url: &str) -> Result<()> {
        let there = self.wait(|| async {
            let now = self.url().await?;
            if now == url {
                Ok(())
            } else {
                bail!("still at {now}")
            }
        });
        there.await.with_context(|| format!("going to {url}"))
    }

    /// Waits until the browser is at a page of the portal.
    pub async fn is_on(&self, path: &str) -> Result<()> {
        self.arrives_at(&format!("{}{path}", self.origin)).await
    }

    /// Everything the browser has asked the network for since it started.
    pub async fn requests(&mut self) -> Result<&[Request]> {
        self.sent.extend(network::requests(&self.browser).await?);
        Ok(&self.sent)
    }

    /// Looks again and again until it is so, or patience ends.
    pub async fn wait<T, F: Future<Output = Result<T>>>(&self, look: impl Fn() -> F) -> Result<T> {
        patience::wait(look).await
    }

    /// Roles and names of everything on the screen, for looking at.
    pub async fn outline(&self) -> String {
        reading::outline(&self.browser).await.unwrap_or_default()
    }

    async fn surroundings(&self) -> String {
        let url = self.url().await.unwrap_or_default();
        format!("at {url} there is:\n{}", self.outline().await)
    }
}
