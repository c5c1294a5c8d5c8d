//! The reading level as a gate: every screen of the portal, in every language.

use anyhow::Result;
use journeys::{Name, Stage};

/// Screens behind a card, by the word of the link that leads there and their heading.
const SCREENS: [(&str, &str); 6] = [
    ("nav.steps", "steps.title"),
    ("nav.visits", "visits.title"),
    ("nav.people", "people.title"),
    ("rights.link", "rights.title"),
    ("nav.home", "home.title"),
    ("news.link", "news.title"),
];

/// Reads every screen of two families: one whose case is late and quiet, one with many visits.
async fn every_screen_is_plain(language: &str) -> Result<()> {
    for family in ["kansas-city", "three-children"] {
        let stage = Stage::set_in(family, language).await?;
        let (visitor, words) = (&stage.visitor, &stage.words);
        visitor.open("/start").await?;
        visitor
            .find("heading", Name::Is(words.get("start.title")?))
            .await?;
        visitor.is_plain("the sign-in screen", language).await?;
        visitor.open("/help").await?;
        visitor.has_loaded(words).await?;
        visitor.is_plain("the help screen", language).await?;
        stage.enters().await?;
        visitor
            .is_plain(&format!("home of {family}"), language)
            .await?;
        for (door, title) in SCREENS {
            visitor.goes_to(words, door, title).await?;
            visitor
                .is_plain(&format!("{title} of {family}"), language)
                .await?;
        }
        visitor.goes_to(words, "nav.visits", "visits.title").await?;
        let first = "document.querySelector('main h3 a').click()";
        visitor.script(first).await?;
        visitor
            .find("link", Name::Has(words.get("visits.all")?))
            .await?;
        visitor.has_loaded(words).await?;
        visitor
            .is_plain(&format!("a visit of {family}"), language)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_screen_is_plain_in_english() -> Result<()> {
    every_screen_is_plain("en").await
}

#[tokio::test]
async fn every_screen_is_plain_in_spanish() -> Result<()> {
    every_screen_is_plain("es").await
}

#[tokio::test]
async fn every_screen_is_plain_in_vietnamese() -> Result<()> {
    every_screen_is_plain("vi").await
}

#[tokio::test]
async fn every_screen_is_plain_in_arabic() -> Result<()> {
    every_screen_is_plain("ar").await
}

#[tokio::test]
async fn every_screen_is_plain_in_somali() -> Result<()> {
    every_screen_is_plain("so").await
}

#[tokio::test]
async fn a_hard_sentence_on_a_screen_is_named_with_the_word_to_replace() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    visitor.open("/start").await?;
    visitor
        .find("heading", Name::Is(stage.words.get("start.title")?))
        .await?;
    let hard = "document.querySelector('main').append('We await the disposition of your case.')";
    visitor.script(hard).await?;
    let found = visitor.is_plain("the start", "en").await.unwrap_err();
    let told = format!("{found:#}");
    assert!(told.contains("the start: say"), "{told}");
    assert!(told.contains("“disposition”"), "{told}");
    Ok(())
}
