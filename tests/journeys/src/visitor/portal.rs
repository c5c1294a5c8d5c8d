//! What a family does in this portal, in the words of the screen.

use anyhow::{Context, Result, bail};

use super::Visitor;
use crate::centre::Card;
use crate::reading::Name;
use crate::words::Words;

impl Visitor {
    /// Opens the sign-in page, types what is on the card, and waits for the first private screen,
    /// which greets in the language of the card.
    pub async fn signs_in(&self, words: &Words, greeted: &Words, card: &Card) -> Result<()> {
        self.open("/start").await?;
        self.types(Name::Has(words.get("code.label")?), &card.code)
            .await?;
        self.types(Name::Has(words.get("pin.label")?), &card.pin)
            .await?;
        self.tap("button", Name::Is(words.get("sign_in")?)).await?;
        self.find("heading", Name::Is(greeted.get("home.title")?))
            .await?;
        Ok(())
    }

    /// Chooses a language, unless the screen speaks it, and waits until it does.
    pub async fn speaks(&self, language: &str) -> Result<()> {
        let spoken = "document.documentElement.lang";
        if self.script(spoken).await? != language {
            self.chooses("combobox", Name::Any, language).await?;
        }
        let label = Words::of(language)?;
        self.find("combobox", Name::Is(label.get("language.label")?))
            .await?;
        Ok(())
    }

    /// Reads the note about leaving, which stands before the first private screen, and goes on.
    pub async fn understands(&self, words: &Words) -> Result<()> {
        self.tap("button", Name::Is(words.get("welcome.ok")?))
            .await?;
        self.gone("button", Name::Is(words.get("welcome.ok")?))
            .await
    }

    /// Goes to one of the portal's doors and waits for its screen.
    pub async fn goes_to(&self, words: &Words, door: &str, title: &str) -> Result<()> {
        self.tap("link", Name::Is(words.get(door)?)).await?;
        self.find("heading", Name::Is(words.get(title)?)).await?;
        self.has_loaded(words).await
    }

    /// Waits until nothing on the screen is still on its way.
    pub async fn has_loaded(&self, words: &Words) -> Result<()> {
        let loading = words.get("loading")?;
        self.wait(|| async {
            let text = self.text().await?;
            if text.is_empty() || text.contains(loading) {
                bail!("still loading:\n{text}")
            } else {
                Ok(())
            }
        })
        .await
    }

    /// Types into the search for help.
    pub async fn searches(&self, words: &Words, text: &str) -> Result<()> {
        let name = Name::Is(words.get("help.search")?);
        self.types_into("searchbox", name, text).await
    }

    /// Waits until the phone has everything it needs without a signal: the portal, the search, and the
    /// directory to search and in full.
    pub async fn has_kept_the_portal(&self) -> Result<()> {
        let kept = "(async () => {
          await navigator.serviceWorker.ready;
          const paths = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
          }
          const wanted = [/^\\/$/, /center$/, /portal_bg.*wasm$/, /locales/, /search.*js$/, /search_bg.*wasm$/, /\\/pack$/, /directory\\/\\w+$/];
          return wanted.filter(wanted => !paths.some(path => wanted.test(path))).join();
        })()";
        self.wait(|| async {
            match self.script(kept).await?.as_str() {
                Some("") => Ok(()),
                missing => bail!("not kept yet: {missing:?}"),
            }
        })
        .await
    }

    /// Presses the leave button at the edge of the screen.
    pub async fn leaves(&self, words: &Words) -> Result<()> {
        // The other one of that name is its twin among the skip links, for keyboards.
        let buttons = self
            .all("link", Name::Is(words.get("leave.button")?))
            .await?;
        self.tap_on(buttons.last().context("no leave button")?)
            .await
    }
}
