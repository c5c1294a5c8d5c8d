//! What must hold on every screen and after every journey.

use anyhow::{Result, bail};
use serde_json::json;

use super::Visitor;
use crate::{axe, residue};

impl Visitor {
    /// The screen as it stands is accessible and says nothing to a bystander or to the history.
    pub async fn is_fine(&self, screen: &str, title: &str) -> Result<()> {
        axe::check(&self.browser, screen).await?;
        let now = self.browser.driver().title().await?;
        if now != title {
            bail!("the title of {screen} is “{now}”, not the neutral “{title}”");
        }
        Ok(())
    }

    /// Nothing was left on the device, nothing was asked of another host, and the history is neutral.
    ///
    /// `leave_url` is the one address outside the portal that may have been opened.
    pub async fn leaves_no_trace(&mut self, leave_url: &str, words: &[&str]) -> Result<()> {
        self.open("/robots.txt").await?;
        residue::check(&self.browser).await?;
        let origin = self.origin.clone();
        for request in self.requests().await? {
            // Before the first page, Chromium loads a start page of its own.
            let own = [
                &*origin,
                leave_url,
                "data:",
                "about:",
                "blob:",
                "chrome:",
                "chrome-untrusted:",
            ];
            let fine = own.iter().any(|start| request.url.starts_with(start));
            if !fine {
                bail!(
                    "a request to another host: {} {}",
                    request.method,
                    request.url
                );
            }
        }
        let history = self
            .browser
            .cdp("Page.getNavigationHistory", json!({}))
            .await?;
        let history = history["entries"].to_string();
        for word in words {
            if history.contains(word) {
                bail!("“{word}” stands in the browser's history: {history}");
            }
        }
        Ok(())
    }
}
