//! What these journeys begin with.

use anyhow::Result;
use journeys::{Card, Centre, NeutralSite, Visitor, Words};

/// A lobby with a centre behind it, and a family with their card.
pub struct Lobby {
    pub site: NeutralSite,
    pub centre: Centre,
    pub card: Card,
    pub visitor: Visitor,
    pub words: Words,
}

impl Lobby {
    /// The centre's touch screen, at its first screen.
    pub async fn with(family: &str, wall: (u32, u32)) -> Result<Self> {
        let site = NeutralSite::open()?;
        let centre = Centre::open(&site.url)?;
        let card = centre.card(family)?;
        let words = Words::of(&card.language)?;
        let visitor = Visitor::at_kiosk(&card.language, &centre, wall).await?;
        Ok(Self {
            site,
            centre,
            card,
            visitor,
            words,
        })
    }

    /// The family signed in there.
    pub async fn signed_in(family: &str, wall: (u32, u32)) -> Result<Self> {
        let lobby = Self::with(family, wall).await?;
        lobby.enters().await?;
        Ok(lobby)
    }

    /// Begins, and signs the family in.
    pub async fn enters(&self) -> Result<()> {
        self.visitor.begins(&self.words).await?;
        self.visitor
            .signs_in_at_kiosk(&self.words, &self.card)
            .await
    }
}
