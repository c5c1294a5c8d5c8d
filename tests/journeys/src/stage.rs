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
    /// Sets the stage for a demo family.
    pub async fn set(family: &str) -> Result<Self> {
        let site = NeutralSite::open()?;
        let centre = Centre::open(&site.url)?;
        let card = centre.card(family)?;
        let visitor = Visitor::with_phone(&card.language, &centre).await?;
        // Somebody comes from somewhere: then Back has a place to lead to.
        visitor.open_elsewhere(&site.url).await?;
        let (words, playbook) = (Words::of(&card.language)?, Playbook::of(&card.language)?);
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
        stage.visitor.signs_in(&stage.words, &stage.card).await?;
        stage.visitor.understands(&stage.words).await?;
        stage.visitor.has_loaded(&stage.words).await?;
        Ok(stage)
    }
}
