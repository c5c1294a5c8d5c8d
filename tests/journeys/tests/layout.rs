//! Nothing is cut off or runs over the edge: in a language 40 % longer than English, in Arabic, and
//! with text twice as large.

use anyhow::Result;
use journeys::{Name, PSEUDO, Stage, Visitor};

const LARGE: &str = "document.documentElement.style.fontSize = '200%'";

/// Every screen of a family, by its address.
const SCREENS: [&str; 8] = [
    "/start",
    "/",
    "/steps",
    "/visits",
    "/visits/1",
    "/people",
    "/news",
    "/rights",
];

/// How the words are stretched beyond what a translator writes; then the navigation may scroll.
#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    No,
    Long,
    Large,
}

async fn every_screen_fits(visitor: &Visitor, which: &str, stretch: Stretch) -> Result<()> {
    for path in SCREENS {
        visitor.open(path).await?;
        visitor.find("main", Name::Any).await?;
        visitor.has_settled().await?;
        if stretch == Stretch::Large {
            visitor.script(LARGE).await?;
        }
        let screen = format!("{path} {which}");
        match stretch {
            Stretch::No => visitor.fits(&screen).await?,
            _ => visitor.fits_with_scrolling_navigation(&screen).await?,
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_language_of_long_words_fits() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    stage.visitor.before_every_page(PSEUDO).await?;
    every_screen_fits(&stage.visitor, "in long words", Stretch::Long).await
}

#[tokio::test]
async fn every_language_fits() -> Result<()> {
    for (family, language) in [("arabic", "ar"), ("on-time", "en"), ("espanol", "es")] {
        let stage = Stage::signed_in(family).await?;
        every_screen_fits(&stage.visitor, &format!("in {language}"), Stretch::No).await?;
    }
    for language in ["vi", "so"] {
        let stage = Stage::signed_in_with("kansas-city", language).await?;
        for door in ["nav.steps", "nav.visits", "nav.people", "nav.home"] {
            let title = door.replace("nav.", "") + ".title";
            stage.visitor.goes_to(&stage.words, door, &title).await?;
            stage.visitor.fits(&format!("{door} in {language}")).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn text_twice_as_large_fits() -> Result<()> {
    let stage = Stage::signed_in("three-children").await?;
    every_screen_fits(&stage.visitor, "in large text", Stretch::Large).await
}
