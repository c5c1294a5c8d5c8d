//! What these journeys begin with.

use anyhow::Result;
use journeys::{Centre, Look, NeutralSite, Visitor, Words};

/// A desk with a centre behind it.
pub struct Office {
    pub site: NeutralSite,
    pub centre: Centre,
    pub visitor: Visitor,
    pub words: Words,
}

impl Office {
    /// A desk: 1280 × 800.
    pub async fn desk() -> Result<Self> {
        Self::with(1280, 800).await
    }

    /// A tablet in the hand.
    pub async fn tablet() -> Result<Self> {
        Self::with(768, 1024).await
    }

    async fn with(width: u32, height: u32) -> Result<Self> {
        let site = NeutralSite::open()?;
        let centre = Centre::open(&site.url)?;
        Self::of(site, centre, width, height).await
    }

    /// A desk of a centre that was prepared.
    pub async fn of(site: NeutralSite, centre: Centre, width: u32, height: u32) -> Result<Self> {
        let look = Look::phone("en").sized(width, height, width < 1000);
        let visitor = Visitor::with(&look, &centre).await?;
        visitor.open_elsewhere(&site.url).await?;
        Ok(Self {
            site,
            centre,
            visitor,
            words: Words::of("en")?,
        })
    }

    /// Signs a member of staff in.
    pub async fn signs_in(&self, user: &str) -> Result<()> {
        let staff = self.centre.staff(user)?;
        self.visitor.signs_staff_in(&self.words, staff).await
    }
}
