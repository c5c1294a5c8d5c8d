//! Everything a journey needs before its first step.

use anyhow::Result;

use crate::centre::{Card, Centre};
use crate::neutral::NeutralSite;
use crate::visitor::Visitor;
use crate::words::{Playbook, Words};

/// The one title of every page: what a bystander and the phone's history may read.
pub const TITLE: &str = "Appointments";

/// A family with a phone, the centre they are with, and an ordinary site they may leave to.
pub struct Stage {
    /// Where leaving leads.
    pub site: NeutralSite,
    /// The served demo centre.
    pub centre: Centre,
    /// The family's card.
    pub card: Card,
    /// Somebody with a phone that speaks the family's language.
    pub visitor: Visitor,
    /// The portal's words in that language.
    pub words: Words,
    /// The centre's words in that language.
    pub playbook: Playbook,
}

impl Stage {
    /// Sets the stage for a demo family whose phone speaks their language.
    pub async fn set(family: &str) -> Result<Self> {
        let site = NeutralSite::open()?;
        let centre = Centre::open(&site.url)?;
        let language = centre.card(family)?.language;
        Self::with(site, centre, family, &language).await
    }

    /// The same with a phone that speaks another language.
    pub async fn set_in(family: &str, language: &str) -> Result<Self> {
        let site = NeutralSite::open()?;
        let centre = Centre::open(&site.url)?;
        Self::with(site, centre, family, language).await
    }

    async fn with(site: NeutralSite, centre: Centre, family: &str, language: &str) -> Result<Self> {
        let card = centre.card(family)?;
        let visitor = Visitor::with_phone(language, &centre).await?;
        // Somebody comes from somewhere: then Back has a place to lead to.
        visitor.open_elsewhere(&site.url).await?;
        let (words, playbook) = (Words::of(language)?, Playbook::of(language)?);
        Ok(Self {
            site,
            centre,
            card,
            visitor,
            words,
            playbook,
        })
    }

    /// The family signed in, at their first screen, with the note about leaving read.
    pub async fn signed_in(family: &str) -> Result<Self> {
        let stage = Self::set(family).await?;
        stage.enters().await?;
        Ok(stage)
    }

    /// The same in another language, which the person chooses.
    pub async fn signed_in_with(family: &str, language: &str) -> Result<Self> {
        let stage = Self::set_in(family, language).await?;
        stage.enters().await?;
        Ok(stage)
    }

    /// Signs in, chooses the stage's language where the card has another one, and reads the note
    /// about leaving.
    pub async fn enters(&self) -> Result<()> {
        let greeted = Words::of(&self.card.language)?;
        let visitor = &self.visitor;
        visitor.signs_in(&self.words, &greeted, &self.card).await?;
        visitor.speaks(self.words.language()).await?;
        visitor.understands(&self.words).await?;
        visitor.has_loaded(&self.words).await
    }
}
