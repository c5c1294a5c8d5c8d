//! The touch screen in the lobby, on both walls, in both directions of writing, in large text and strong contrast.

use anyhow::{Context, Result};
use journeys::{Centre, Name, Visitor, WALLS, Words, square_code};

use crate::camera::Album;

/// Variant, family, wall, size of text, whether contrast is strong.
const LOOKS: [(&str, &str, usize, &str, bool); 6] = [
    ("kiosk-upright", "on-time", 0, "1", false),
    ("kiosk-wide", "kansas-city", 1, "1", false),
    ("kiosk-ar", "arabic", 0, "1", false),
    ("kiosk-ar-wide", "arabic", 1, "1", false),
    ("kiosk-200", "arabic", 0, "3", false),
    ("kiosk-contrast", "kansas-city", 1, "2", true),
];

/// Every screen of the touch screen.
pub async fn take_all(album: &mut Album, centre: &Centre) -> Result<()> {
    for (variant, family, wall, size, contrast) in LOOKS {
        if !album.wants(variant) {
            continue;
        }
        let card = centre.card(family)?;
        let words = Words::of(&card.language)?;
        let visitor = Visitor::at_kiosk(&card.language, centre, WALLS[wall]).await?;
        let size = words.fill("kiosk.size", &[("n", size)])?;
        visitor.tap("button", Name::Is(&size)).await?;
        if contrast {
            visitor
                .tap("button", Name::Is(words.get("kiosk.contrast")?))
                .await?;
        }
        album.take(&visitor, &format!("{variant}-welcome")).await?;
        visitor.begins(&words).await?;
        album.take(&visitor, &format!("{variant}-doors")).await?;
        public(album, &visitor, variant, &words).await?;
        visitor.opens_door(&words, "today.title").await?;
        visitor
            .find("heading", Name::Is(words.get("today.code_title")?))
            .await?;
        album.take(&visitor, &format!("{variant}-code")).await?;
        visitor.presses_keys(&card.code).await?;
        visitor
            .tap("button", Name::Is(words.get("pad.next")?))
            .await?;
        visitor
            .find("heading", Name::Is(words.get("today.pin_title")?))
            .await?;
        album.take(&visitor, &format!("{variant}-pin")).await?;
        visitor.presses_keys(&card.pin).await?;
        visitor
            .tap("button", Name::Is(words.get("today.show")?))
            .await?;
        visitor
            .find("heading", Name::Is(words.get("today.where")?))
            .await?;
        visitor.has_settled().await?;
        album.take(&visitor, &format!("{variant}-today")).await?;
        visitor
            .tap("button", Name::Is(words.get("along.button")?))
            .await?;
        visitor
            .find("image", Name::Is(words.get("along.label")?))
            .await?;
        album.take(&visitor, &format!("{variant}-along")).await?;
        let address = square_code(&visitor).await?;
        let (_, token) = address.split_once('#').context("an address with a token")?;
        let phone = Visitor::with_phone(words.language(), centre).await?;
        phone.open(&format!("/start#{token}")).await?;
        phone.has_settled().await?;
        album.take(&phone, &format!("{variant}-phone")).await?;
        visitor.waits_seconds(46).await?;
        visitor
            .find("alertdialog", Name::Is(words.get("still.title")?))
            .await?;
        album.take(&visitor, &format!("{variant}-still")).await?;
    }
    unset(album, centre).await
}

/// Help, and where one is.
async fn public(album: &mut Album, visitor: &Visitor, variant: &str, words: &Words) -> Result<()> {
    for (door, name) in [("help.title", "help"), ("where.title", "where")] {
        visitor.opens_door(words, door).await?;
        visitor.find("heading", Name::Is(words.get(door)?)).await?;
        visitor.has_settled().await?;
        album.take(visitor, &format!("{variant}-{name}")).await?;
        visitor
            .tap("button", Name::Is(words.get("kiosk.menu")?))
            .await?;
        visitor
            .find("heading", Name::Is(words.get("doors.title")?))
            .await?;
    }
    Ok(())
}

/// Before it is set up.
async fn unset(album: &mut Album, centre: &Centre) -> Result<()> {
    if !album.wants("kiosk-new") {
        return Ok(());
    }
    let words = Words::of("en")?;
    let visitor = Visitor::at_new_kiosk("en", centre, WALLS[0]).await?;
    visitor.begins(&words).await?;
    album.take(&visitor, "kiosk-new-doors").await?;
    visitor.enrols(&words, "ABCD-EFGH-JKMN-PQRS").await?;
    visitor.reads(words.get("setup.wrong")?).await?;
    album.take(&visitor, "kiosk-new-set-up").await
}
