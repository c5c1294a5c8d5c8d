//! Devices, languages and circumstances.

use anyhow::Result;
use journeys::{Centre, Look, Name, NeutralSite, PSEUDO, Visitor, Words};
use serde_json::json;

use crate::camera::Album;
use crate::{kiosk, office, screens};

/// The families whose screens differ most: all is well, all is late, many visits.
const FAMILIES: [&str; 4] = ["on-time", "kansas-city", "three-children", "closed"];

/// Every picture.
pub async fn take_all(album: &mut Album) -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let words = Words::of("en")?;
    let phone = Look::phone("en");
    let visitor = Visitor::with(&phone, &centre).await?;
    screens::public(album, &visitor, "phone", &words).await?;
    for family in FAMILIES {
        let visitor = Visitor::with(&phone, &centre).await?;
        screens::private(album, &visitor, "phone", &words, &centre.card(family)?).await?;
    }
    devices(album, &centre).await?;
    languages(album, &centre).await?;
    circumstances(album, &centre).await?;
    office::take_all(album, &centre).await?;
    office::board(album, &centre).await?;
    kiosk::take_all(album, &centre).await?;
    trouble(album, &site.url).await
}

/// Other devices and the other language.
async fn devices(album: &mut Album, centre: &Centre) -> Result<()> {
    let (phone, arabic) = (Look::phone("en"), Look::phone("ar"));
    let looks = [
        (
            "phone-dark",
            Look {
                dark: true,
                ..phone.clone()
            },
            "kansas-city",
        ),
        (
            "tablet",
            phone.clone().sized(768, 1024, true),
            "kansas-city",
        ),
        (
            "desktop",
            phone.clone().sized(1280, 800, false),
            "kansas-city",
        ),
        (
            "desktop-dark",
            Look {
                dark: true,
                ..phone.clone().sized(1280, 800, false)
            },
            "three-children",
        ),
        ("phone-es", Look::phone("es"), "espanol"),
        ("phone-ar", arabic.clone(), "arabic"),
        ("tablet-ar", arabic.sized(768, 1024, true), "arabic"),
    ];
    for (variant, look, family) in looks {
        let words = Words::of(&look.language)?;
        let visitor = Visitor::with(&look, centre).await?;
        screens::public(album, &visitor, variant, &words).await?;
        screens::private(album, &visitor, variant, &words, &centre.card(family)?).await?;
    }
    Ok(())
}

/// Languages that no family of the demo speaks: one chosen by the person, and the long one nobody
/// speaks.
async fn languages(album: &mut Album, centre: &Centre) -> Result<()> {
    for language in ["vi", "so"] {
        let words = Words::of(language)?;
        let visitor = Visitor::with_phone(language, centre).await?;
        let variant = format!("phone-{language}");
        screens::public(album, &visitor, &variant, &words).await?;
        screens::chosen(
            album,
            &visitor,
            &variant,
            &words,
            &centre.card("kansas-city")?,
        )
        .await?;
    }
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", centre).await?;
    visitor
        .signs_in(&words, &words, &centre.card("kansas-city")?)
        .await?;
    visitor.before_every_page(PSEUDO).await?;
    for (name, page) in screens::PAGES {
        visitor.open(page).await?;
        visitor.has_settled().await?;
        album.take(&visitor, &format!("phone-long-{name}")).await?;
    }
    Ok(())
}

/// Large text, and on paper.
async fn circumstances(album: &mut Album, centre: &Centre) -> Result<()> {
    const LARGE: &str = "document.documentElement.style.fontSize = '200%'";
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", centre).await?;
    visitor
        .signs_in(&words, &words, &centre.card("kansas-city")?)
        .await?;
    visitor
        .tap("button", Name::Is(words.get("welcome.ok")?))
        .await?;
    for (page, path) in [
        ("home", "/"),
        ("steps", "/steps"),
        ("visit", "/visits/1"),
        ("help", "/help"),
    ] {
        visitor.open(path).await?;
        visitor.has_loaded(&words).await?;
        visitor.script(LARGE).await?;
        album.take(&visitor, &format!("phone-200-{page}")).await?;
        visitor.open(path).await?;
        visitor
            .browser
            .cdp("Emulation.setEmulatedMedia", json!({"media": "print"}))
            .await?;
        album.take(&visitor, &format!("print-{page}")).await?;
        visitor
            .browser
            .cdp("Emulation.setEmulatedMedia", json!({"media": ""}))
            .await?;
    }
    Ok(())
}

/// When something is missing: the connection, the server, the session, the portal's own program.
async fn trouble(album: &mut Album, leave_url: &str) -> Result<()> {
    let words = Words::of("en")?;
    let mut centre = Centre::open(leave_url)?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.cannot_load(&["*.wasm"]).await?;
    visitor.open("/").await?;
    visitor.find("button", Name::Any).await?;
    album.take(&visitor, "phone-trouble-not-started").await?;
    visitor.cannot_load(&[]).await?;

    visitor
        .signs_in(&words, &words, &centre.card("kansas-city")?)
        .await?;
    visitor
        .tap("button", Name::Is(words.get("welcome.ok")?))
        .await?;
    visitor.is_offline(true).await?;
    visitor
        .tap("link", Name::Is(words.get("nav.steps")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("steps.title")?))
        .await?;
    album.take(&visitor, "phone-trouble-offline").await?;
    visitor.is_offline(false).await?;

    let cookie = visitor.cookie().await?;
    centre.send("DELETE", "/api/v1/session", &cookie)?;
    visitor.open("/").await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    album.take(&visitor, "phone-trouble-session-ended").await?;

    centre.fail()?;
    visitor
        .tap("link", Name::Is(words.get("nav.help")?))
        .await?;
    album.take(&visitor, "phone-trouble-server").await
}
