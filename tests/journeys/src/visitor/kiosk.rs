//! What somebody does at the touch screen in the lobby, in the words of the screen.

use anyhow::{Result, bail, ensure};
use serde_json::json;

use super::Visitor;
use crate::browser::Look;
use crate::centre::{Card, Centre};
use crate::folder::in_folder;
use crate::reading::Name;
use crate::words::Words;

/// Ways to hang a touch screen on a wall.
pub const WALLS: [(u32, u32); 2] = [(1080, 1920), (1920, 1080)];

impl Visitor {
    /// Somebody in front of a touch screen that is not enrolled yet, at its first screen.
    pub async fn at_new_kiosk(language: &str, centre: &Centre, wall: (u32, u32)) -> Result<Self> {
        Self::at_new_kiosk_of(language, centre, wall, "/kiosk").await
    }

    async fn at_new_kiosk_of(
        language: &str,
        centre: &Centre,
        wall: (u32, u32),
        page: &str,
    ) -> Result<Self> {
        let look = Look::phone(language).sized(wall.0, wall.1, true);
        let visitor = Self::with(&look, centre).await?;
        visitor.open(page).await?;
        // The machine opens this page first: there is nothing to go back to (docs/kiosk.md).
        visitor
            .browser
            .cdp("Page.resetNavigationHistory", json!({}))
            .await?;
        Ok(visitor)
    }

    /// Somebody in front of the centre's touch screen, at its first screen.
    pub async fn at_kiosk(language: &str, centre: &Centre, wall: (u32, u32)) -> Result<Self> {
        Self::at_kiosk_of(language, centre, wall, "/kiosk").await
    }

    /// The same, opened at an address that says more.
    pub async fn at_kiosk_of(
        language: &str,
        centre: &Centre,
        wall: (u32, u32),
        page: &str,
    ) -> Result<Self> {
        let visitor = Self::at_new_kiosk_of(language, centre, wall, page).await?;
        let words = Words::of(language)?;
        visitor.begins(&words).await?;
        visitor.enrols(&words, &centre.kiosk_code()?).await?;
        visitor.reads(words.get("setup.ready")?).await?;
        visitor.is_done(&words).await?;
        Ok(visitor)
    }

    /// Touches the language, and waits for the doors.
    pub async fn begins(&self, words: &Words) -> Result<()> {
        self.is_welcomed().await?;
        let name = words.get("_meta.name")?;
        self.tap("button", Name::Has(name)).await?;
        self.find("heading", Name::Is(words.get("doors.title")?))
            .await?;
        Ok(())
    }

    /// Waits for the first screen, on which nobody is there.
    pub async fn is_welcomed(&self) -> Result<()> {
        self.wait(|| async {
            let ready = self
                .script("document.querySelector('.languages button') !== null")
                .await?;
            ensure!(ready == true, "no languages to choose from");
            Ok(())
        })
        .await
    }

    /// Types the code for this screen, from the doors on.
    pub async fn enrols(&self, words: &Words, code: &str) -> Result<()> {
        self.tap("button", Name::Is(words.get("setup.link")?))
            .await?;
        self.presses_keys(code).await?;
        self.tap("button", Name::Is(words.get("setup.send")?)).await
    }

    /// Presses the keys on the screen; a dash comes by itself.
    pub async fn presses_keys(&self, text: &str) -> Result<()> {
        for key in text.chars().filter(|key| *key != '-') {
            self.tap("button", Name::Is(&key.to_string())).await?;
        }
        Ok(())
    }

    /// Opens a door, from the doors on.
    pub async fn opens_door(&self, words: &Words, door: &str) -> Result<()> {
        self.tap("button", Name::Has(words.get(door)?)).await
    }

    /// Types what is on the card with the keys on the screen, from the doors on; waits for the visit.
    pub async fn signs_in_at_kiosk(&self, words: &Words, card: &Card) -> Result<()> {
        self.opens_door(words, "today.title").await?;
        self.types_card(words, &card.code, &card.pin).await?;
        self.find("heading", Name::Is(words.get("today.where")?))
            .await?;
        self.has_settled().await
    }

    /// Types code and PIN and sends them.
    pub async fn types_card(&self, words: &Words, code: &str, pin: &str) -> Result<()> {
        self.find("heading", Name::Is(words.get("today.code_title")?))
            .await?;
        self.presses_keys(code).await?;
        self.tap("button", Name::Is(words.get("pad.next")?)).await?;
        self.find("heading", Name::Is(words.get("today.pin_title")?))
            .await?;
        self.presses_keys(pin).await?;
        self.tap("button", Name::Is(words.get("today.show")?)).await
    }

    /// Signs in whatever language the screen has been left in: by structure, not by words.
    pub async fn signs_in_in_any_language(&self, card: &Card) -> Result<()> {
        self.is_welcomed().await?;
        self.clicks(".languages button").await?;
        self.clicks(".doors .door").await?;
        self.writes("#code", &card.code.replace('-', "")).await?;
        self.clicks("form [type=submit]").await?;
        self.writes("#pin", &card.pin).await?;
        self.clicks("form [type=submit]").await?;
        self.wait(|| async {
            let shown = self
                .script("document.querySelector('.take-along') !== null")
                .await?;
            ensure!(shown == true, "no visit yet:\n{}", self.text().await?);
            Ok(())
        })
        .await
    }

    /// Waits until one of these words can be read.
    pub async fn shows_any_of(&self, words: &[&str]) -> Result<()> {
        self.wait(|| async {
            let text = self.text().await?;
            ensure!(
                words.iter().any(|word| text.contains(word)),
                "none of {words:?} in:\n{text}"
            );
            Ok(())
        })
        .await
    }

    /// Clicks the first element that matches, once there is one.
    async fn clicks(&self, selector: &str) -> Result<()> {
        let click =
            format!("(e => e ? (e.click(), true) : false)(document.querySelector({selector:?}))");
        self.wait(|| async {
            ensure!(self.script(&click).await? == true, "no {selector}");
            Ok(())
        })
        .await
    }

    /// Types into the field that matches, once there is one and the new heading has had the focus.
    async fn writes(&self, selector: &str, text: &str) -> Result<()> {
        let focus = format!(
            "(e => e && document.activeElement.matches('h1') ? (e.focus(), true) : false)(document.querySelector({selector:?}))"
        );
        self.wait(|| async {
            ensure!(
                self.script(&focus).await? == true,
                "no {selector}:\n{}",
                self.text().await?
            );
            Ok(())
        })
        .await?;
        self.types_on(text).await
    }

    /// Touches "Done", and waits for the first screen.
    pub async fn is_done(&self, words: &Words) -> Result<()> {
        self.tap("button", Name::Is(words.get("kiosk.done")?))
            .await?;
        self.is_welcomed().await
    }

    /// Moves the focus on with the keyboard until it is on a control of this name.
    pub async fn tabs_to(&self, name: &str) -> Result<()> {
        const MOST: usize = 60;
        for _ in 0..MOST {
            if self.focused().await?.contains(name) {
                return Ok(());
            }
            self.presses("Tab").await?;
        }
        bail!(
            "no way to “{name}” with the keyboard\n{}",
            self.outline().await
        )
    }

    /// The name of the control that has the focus, as a label or its words say it.
    async fn focused(&self) -> Result<String> {
        let name = "(e => e.matches('body, h1') ? '' : e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent)(document.activeElement)";
        let name = self.script(name).await?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the screen has everything it needs without its server.
    pub async fn is_ready_for_no_signal(&self) -> Result<()> {
        self.has_kept_the_portal().await?;
        let kept = "(async () => {
          const paths = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
          }
          const wanted = [/^\\/kiosk$/, /kiosk_bg.*wasm$/, /kiosk-key.*js$/, /locales\\/kiosk\\/ar/, /playbook\\/ar$/, /building$/];
          return wanted.filter(wanted => !paths.some(path => wanted.test(path))).join();
        })()";
        self.wait(|| async {
            let missing = self.script(kept).await?;
            ensure!(missing == "", "not kept yet: {missing}");
            Ok(())
        })
        .await
    }

    /// Fails when a file of the browser's own folder holds one of the words.
    pub fn folder_holds_nothing_of(&self, words: &[&str]) -> Result<()> {
        let found = in_folder(self.browser.profile(), words)?;
        ensure!(
            found.is_empty(),
            "in the browser's folder: {}",
            found.join(", ")
        );
        Ok(())
    }

    /// Lets time pass by the screen's own clock.
    pub async fn waits_seconds(&self, seconds: u32) -> Result<()> {
        self.script(&format!("Date.later({seconds} * 1000)"))
            .await?;
        Ok(())
    }

    /// Puts two fingers on the screen and spreads them.
    pub async fn pinches(&self, x: f64, y: f64) -> Result<()> {
        let gesture = json!({"x": x, "y": y, "scaleFactor": 2.5, "gestureSourceType": "touch"});
        self.browser
            .cdp("Input.synthesizePinchGesture", gesture)
            .await?;
        Ok(())
    }
}
