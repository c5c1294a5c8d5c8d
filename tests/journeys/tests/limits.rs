//! What others could see: open for anyone, in every language, and from where somebody asks.

use anyhow::{Result, ensure};
use journeys::{Centre, Name, NeutralSite, Stage, TITLE, Visitor, Words};

/// Somebody without a card, at the screen.
async fn opened(language: &str) -> Result<(NeutralSite, Centre, Visitor, Words)> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let visitor = Visitor::with_phone(language, &centre).await?;
    let words = Words::of(language)?;
    visitor.open_elsewhere(&site.url).await?;
    visitor.open("/limits").await?;
    visitor.has_loaded(&words).await?;
    Ok((site, centre, visitor, words))
}

#[tokio::test]
async fn anybody_reads_what_leaving_cannot_hide_and_who_sees_what() -> Result<()> {
    for language in ["en", "es", "vi", "ar", "so"] {
        let (_site, _centre, visitor, words) = opened(language).await?;
        visitor
            .find("heading", Name::Is(words.get("limits.title")?))
            .await?;
        for key in [
            "limits.stays_history",
            "limits.stays_spying",
            "limits.stays_screen",
            "limits.others_network",
            "limits.safer_phone",
            "limits.staff_case",
            "limits.told_nobody",
        ] {
            visitor.reads(words.get(key)?).await?;
        }
        let screen = format!("what others could see in {language}");
        visitor.is_fine(&screen, TITLE).await?;
        visitor.fits(&screen).await?;
        visitor.is_plain(&screen, language).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_screen_follows_the_language_and_leaving_works_from_it() -> Result<()> {
    let (site, _centre, mut visitor, words) = opened("en").await?;
    visitor.reads(words.get("limits.intro")?).await?;
    visitor.speaks("es").await?;
    let spanish = Words::of("es")?;
    visitor.reads(spanish.get("limits.intro")?).await?;
    visitor
        .reads_nothing_of(&[words.get("limits.intro")?])
        .await?;
    let asked = visitor.requests().await?;
    ensure!(
        asked.iter().all(|request| !request.url.contains("/me/")),
        "facts of a family were asked for"
    );
    visitor.leaves(&spanish).await?;
    visitor.arrives_at(&site.url).await
}

#[tokio::test]
async fn a_family_finds_it_before_signing_in_below_every_screen_and_from_its_rights() -> Result<()>
{
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/start").await?;
    visitor
        .goes_to(words, "limits.title", "limits.title")
        .await?;
    stage.enters().await?;
    visitor
        .goes_to(words, "leave.limits", "limits.title")
        .await?;
    visitor.reads(words.get("limits.staff_card")?).await?;
    visitor
        .goes_to(words, "rights.link", "rights.title")
        .await?;
    visitor
        .goes_to(words, "limits.title", "limits.title")
        .await?;
    visitor.is_on("/limits").await
}

#[tokio::test]
async fn without_its_words_it_says_whom_to_call_and_can_be_tried_again() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.cannot_load(&["*/locales/later/*"]).await?;
    visitor.open("/limits").await?;
    visitor.reads(words.get("failed.offline")?).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.cannot_load(&[]).await?;
    visitor
        .tap("button", Name::Is(words.get("failed.retry")?))
        .await?;
    visitor.reads(words.get("limits.intro")?).await
}
