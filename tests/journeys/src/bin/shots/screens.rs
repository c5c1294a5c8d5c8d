//! The screens of a family, in the order somebody would meet them.

use anyhow::Result;
use journeys::{Card, Name, Visitor, Words};

use crate::camera::Album;

/// Screens of a family, by name and page.
pub const PAGES: [(&str, &str); 7] = [
    ("home", "/"),
    ("steps", "/steps"),
    ("visits", "/visits"),
    ("visit", "/visits/1"),
    ("people", "/people"),
    ("news", "/news"),
    ("rights", "/rights"),
];

/// Doors to the same screens, and the headings behind them.
const DOORS: [(&str, &str, &str); 6] = [
    ("steps", "nav.steps", "steps.title"),
    ("visits", "nav.visits", "visits.title"),
    ("people", "nav.people", "people.title"),
    ("rights", "rights.link", "rights.title"),
    ("home", "nav.home", "home.title"),
    ("news", "news.link", "news.title"),
];

/// What anybody can open.
pub async fn public(
    album: &mut Album,
    visitor: &Visitor,
    variant: &str,
    words: &Words,
) -> Result<()> {
    visitor.open("/start").await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    album.take(visitor, &format!("{variant}-start")).await?;
    visitor
        .types(Name::Has(words.get("code.label")?), "ABCD-1234-5678")
        .await?;
    visitor
        .tap("button", Name::Is(words.get("sign_in")?))
        .await?;
    album
        .take(visitor, &format!("{variant}-start-errors"))
        .await?;

    help(album, visitor, variant, words).await?;
    visitor.open("/limits").await?;
    visitor.has_loaded(words).await?;
    album.take(visitor, &format!("{variant}-limits")).await?;
    visitor.open("/visits/0").await?;
    visitor
        .find("heading", Name::Is(words.get("unknown.title")?))
        .await?;
    album.take(visitor, &format!("{variant}-unknown")).await
}

/// Finding help, from the first look to the list that is taken along.
async fn help(album: &mut Album, visitor: &Visitor, variant: &str, words: &Words) -> Result<()> {
    visitor.open("/help").await?;
    visitor
        .find("button", Name::Is(words.get("need.housing")?))
        .await?;
    album.take(visitor, &format!("{variant}-help")).await?;
    visitor
        .tap("button", Name::Is(words.get("need.housing")?))
        .await?;
    visitor.has_loaded(words).await?;
    album.take(visitor, &format!("{variant}-help-need")).await?;
    visitor
        .tap("DisclosureTriangle", Name::Is(words.get("filter.more")?))
        .await?;
    visitor
        .tap("button", Name::Is(words.get("near.center")?))
        .await?;
    album
        .take(visitor, &format!("{variant}-help-filters"))
        .await?;
    visitor.tap("link", Name::Is("Night Door shelter")).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    album
        .take(visitor, &format!("{variant}-help-service"))
        .await?;
    let link = "document.querySelector('a[href=\"/list\"]').click()";
    visitor.script(link).await?;
    visitor.has_loaded(words).await?;
    album.take(visitor, &format!("{variant}-help-list")).await
}

/// Everything behind one card.
pub async fn private(
    album: &mut Album,
    visitor: &Visitor,
    variant: &str,
    words: &Words,
    card: &Card,
) -> Result<()> {
    visitor.signs_in(words, words, card).await?;
    visitor.has_loaded(words).await?;
    let family = &card.family;
    album
        .take(visitor, &format!("{variant}-{family}-welcome"))
        .await?;
    visitor
        .tap("button", Name::Is(words.get("welcome.ok")?))
        .await?;
    for (name, page) in PAGES {
        let picture = format!("{variant}-{family}-{name}");
        if album.wants(&picture) {
            visitor.open(page).await?;
            visitor.has_settled().await?;
            if page != "/rights" {
                visitor.understands(words).await?;
            }
            album.take(visitor, &picture).await?;
        }
    }
    Ok(())
}

/// The screens behind a card in a language that the person chooses there.
pub async fn chosen(
    album: &mut Album,
    visitor: &Visitor,
    variant: &str,
    words: &Words,
    card: &Card,
) -> Result<()> {
    visitor
        .signs_in(words, &Words::of(&card.language)?, card)
        .await?;
    visitor.speaks(words.language()).await?;
    visitor.understands(words).await?;
    for (name, door, title) in DOORS {
        visitor.goes_to(words, door, title).await?;
        album.take(visitor, &format!("{variant}-{name}")).await?;
    }
    Ok(())
}
