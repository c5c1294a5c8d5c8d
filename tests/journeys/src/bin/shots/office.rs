//! The screens of staff, in the order of a day's work.

use anyhow::Result;
use journeys::{Centre, Look, Name, Visitor, Words};
use serde_json::json;

use crate::camera::Album;

/// The families that are shown: one late and quiet, one in Arabic.
const FAMILIES: [(&str, &str); 2] = [("Brandt", "Parent 1"), ("Salim", "Parent 1")];

/// How many things of a case are shown at most.
const MOST: usize = 30;

/// Every screen on a desk and on a tablet.
pub async fn take_all(album: &mut Album, centre: &Centre) -> Result<()> {
    let desk = Look::phone("en").sized(1280, 800, false);
    let looks = [
        ("office-desk", desk.clone()),
        ("office-tablet", desk.clone().sized(768, 1024, true)),
        ("office-200", desk),
    ];
    for (step, (variant, look)) in (0..).zip(looks) {
        if !album.wants(variant) {
            continue;
        }
        let visitor = Visitor::with(&look, centre).await?;
        let words = Words::of("en")?;
        visitor.open("/staff").await?;
        visitor
            .find("heading", Name::Is(words.get("staff.title")?))
            .await?;
        album.take(&visitor, &format!("{variant}-sign-in")).await?;
        let staff = centre.staff("dana.whitlow")?;
        // A code is good once, and the next one is good already.
        let code = staff.code(step.min(1))?;
        visitor.types_keys(&words, staff, &code).await?;
        visitor
            .find("heading", Name::Is(words.get("caseload.title")?))
            .await?;
        visitor.has_loaded(&words).await?;
        if variant == "office-200" {
            visitor
                .script("document.documentElement.style.fontSize = '200%'")
                .await?;
        }
        album.take(&visitor, &format!("{variant}-list")).await?;
        for (name, label) in FAMILIES {
            family(album, &visitor, variant, &words, (name, label)).await?;
        }
    }
    Ok(())
}

/// The board, which anybody can open.
pub async fn board(album: &mut Album, centre: &Centre) -> Result<()> {
    let phone = Look::phone("en");
    let looks = [
        ("board-phone", phone.clone()),
        ("board-desk", phone.sized(1280, 800, false)),
        ("board-ar", Look::phone("ar").sized(768, 1024, true)),
    ];
    for (variant, look) in looks {
        let visitor = Visitor::with(&look, centre).await?;
        visitor.open("/board").await?;
        visitor.has_settled().await?;
        album.take(&visitor, variant).await?;
    }
    Ok(())
}

async fn family(
    album: &mut Album,
    visitor: &Visitor,
    variant: &str,
    words: &Words,
    (name, label): (&str, &str),
) -> Result<()> {
    let variant = format!("{variant}-{}", name.to_lowercase());
    visitor.opens_family(words, name).await?;
    album.take(visitor, &format!("{variant}-family")).await?;
    visitor.shows_together(words, label).await?;
    let next = Name::Is(words.get("walk.next")?);
    for at in 1..=MOST {
        visitor.has_loaded(words).await?;
        album
            .take(visitor, &format!("{variant}-walk-{at:02}"))
            .await?;
        if visitor.all("button", next).await?.is_empty() {
            break;
        }
        visitor.tap("button", next).await?;
    }
    visitor
        .tap("button", Name::Is(words.get("walk.paper")?))
        .await?;
    visitor.has_loaded(words).await?;
    album
        .take(visitor, &format!("{variant}-paper-safe"))
        .await?;
    visitor
        .tap("radio", Name::Is(words.get("paper.full")?))
        .await?;
    visitor.has_loaded(words).await?;
    album.take(visitor, &format!("{variant}-paper")).await?;
    let media = |media: &str| json!({"media": media});
    visitor
        .browser
        .cdp("Emulation.setEmulatedMedia", media("print"))
        .await?;
    album
        .take(visitor, &format!("{variant}-paper-print"))
        .await?;
    visitor
        .browser
        .cdp("Emulation.setEmulatedMedia", media(""))
        .await?;
    for button in ["paper.back", "walk.end", "family.back"] {
        visitor.tap("button", Name::Is(words.get(button)?)).await?;
    }
    visitor
        .find("heading", Name::Is(words.get("caseload.title")?))
        .await?;
    visitor.has_loaded(words).await
}
