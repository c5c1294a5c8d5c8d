//! A centre, a site to leave to, and somebody signed in with the window of an engine.

use anyhow::{Result, ensure};
use journeys::{Card, Centre, Engine, NeutralSite, Window};
use serde_json::json;

/// What the page of another site says.
pub const ELSEWHERE: &str = "Sunny today";
/// The note about leaving, which stands before the first private screen.
pub const WELCOME: &str = "You can leave fast";
/// Who is named on the family's first screen, and in no public file.
pub const NAMED: &str = "Mark Ellery";
/// What stands on the family's screens alone.
pub const PRIVATE: [&str; 2] = [NAMED, "Paula Breck"];

/// All that is needed.
pub struct Place {
    /// Where leaving leads.
    pub site: NeutralSite,
    /// The served demo centre.
    pub centre: Centre,
    /// The family's card.
    pub card: Card,
    /// The window.
    pub window: Window,
}

impl Place {
    /// Opens everything; nobody is signed in.
    pub async fn open(engine: Engine, site: NeutralSite) -> Result<Self> {
        let centre = Centre::open(&site.url)?;
        let (card, window) = (centre.card("kansas-city")?, Window::open(engine).await?);
        Ok(Self {
            site,
            centre,
            card,
            window,
        })
    }

    /// Signs the family in, without the screens that come before.
    pub async fn signs_in(&self, origin: &str) -> Result<()> {
        self.window
            .goes(&format!("{origin}/robots.txt"), "User-agent")
            .await?;
        let card = json!({"code": self.card.code, "pin": self.card.pin}).to_string();
        let ask = format!(
            "return fetch('/api/v1/session', {{ method: 'POST', body: {card:?},
             headers: {{ 'Content-Type': 'application/json' }} }}).then(answer => answer.status)"
        );
        self.window
            .wait(|| async {
                let status = self.window.run(&ask).await?;
                ensure!(
                    status == 201 || status == 200,
                    "signing in came to {status}"
                );
                Ok(())
            })
            .await
    }

    /// Opens a private screen, reads the note about leaving that stands before it, and waits for a name.
    pub async fn sees(&self, address: &str, name: &str) -> Result<()> {
        self.window.goes(address, WELCOME).await?;
        self.window.presses("main button").await?;
        self.window.reads(name).await
    }

    /// Opens a screen that anybody may see, and waits until it has taken the place of the first look.
    pub async fn opens(&self, address: &str) -> Result<()> {
        self.window.goes(address, "<h1").await?;
        let shown = "return !document.getElementById('first') && !!document.querySelector('h1')";
        self.window
            .wait(|| async {
                ensure!(
                    self.window.run(shown).await? == true,
                    "the first look is still there"
                );
                Ok(())
            })
            .await
    }
}
