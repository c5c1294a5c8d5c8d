//! What must hold on every screen and after every journey.

use anyhow::{Result, bail};
use serde_json::json;

use super::Visitor;
use crate::{axe, residue};

/// Texts and controls that reach over the edge of the screen, or are cut off in their box.
const CUT_OFF: &str = r"(() => {
  const away = '.visually-hidden,.skip,select,option,svg,svg *';
  const tell = e => e.tagName.toLowerCase() + ' “' + e.textContent.trim().slice(0, 60) + '”';
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');
  for (const e of document.querySelectorAll('body *')) {
    if (e.matches(away) || e.closest('.visually-hidden,.skip') || !e.textContent.trim()) continue;
    // A table of numbers may scroll in its own box (WCAG 2.2, 1.4.10), which must fit itself.
    if (e.closest('.table') && !e.matches('.table')) continue;
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const scrolled = e.closest('.nav ul');
    if (scrolled && scrolled.scrollWidth > scrolled.clientWidth + 1 && NAV) found.push('the navigation scrolls: ' + tell(scrolled));
    if (!scrolled && (box.right > innerWidth + 1 || box.left < -1)) found.push('over the edge: ' + tell(e));
    const hides = getComputedStyle(e).overflowX === 'hidden';
    if (hides && e.scrollWidth > e.clientWidth + 1) found.push('cut off: ' + tell(e));
  }
  return found.join('\n');
})()";

impl Visitor {
    /// Nothing on the screen is cut off or reaches over its edge.
    pub async fn fits(&self, screen: &str) -> Result<()> {
        self.fits_where(screen, true).await
    }

    /// The same where the navigation may be wider than the screen and scroll: in very large text.
    pub async fn fits_with_scrolling_navigation(&self, screen: &str) -> Result<()> {
        self.fits_where(screen, false).await
    }

    async fn fits_where(&self, screen: &str, navigation: bool) -> Result<()> {
        let look = CUT_OFF.replace("NAV", &navigation.to_string());
        let found = self.script(&look).await?;
        match found.as_str() {
            Some("") => Ok(()),
            other => bail!(
                "{screen} does not fit:\n{}",
                other.unwrap_or("it cannot be told")
            ),
        }
    }

    /// Waits until the screen has its heading and no grey card is left.
    pub async fn has_settled(&self) -> Result<()> {
        let waiting = "!document.querySelector('main h1[tabindex]') || document.querySelector('.skeleton') !== null";
        self.wait(|| async {
            if self.script(waiting).await? == false {
                Ok(())
            } else {
                bail!("still loading")
            }
        })
        .await
    }

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
    /// `leave_url` is the one address outside the portal that may have been opened. `words` may stand in
    /// no address, and `names` of people in no store; the public playbook may hold the words.
    pub async fn leaves_no_trace(
        &mut self,
        leave_url: &str,
        words: &[&str],
        names: &[&str],
    ) -> Result<()> {
        self.open("/robots.txt").await?;
        residue::check(&self.browser, names).await?;
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
