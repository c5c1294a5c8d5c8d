//! A program that was changed on its way does not start.

use anyhow::Result;
use journeys::{Centre, Name, NeutralSite, TITLE, Visitor, Words, changed_copy};

#[tokio::test]
async fn changed_wasm_does_not_start_and_the_phone_number_stays() -> Result<()> {
    let site = NeutralSite::open()?;
    let copy = changed_copy(|name| name.contains("_bg-"))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    visitor.reads(centre.phone()?).await?;
    visitor.find("button", Name::Any).await?;
    visitor.is_fine("changed wasm", TITLE).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed program asks for {fields:?}");
    visitor.leaves(&words).await?;
    visitor.arrives_at(&site.url).await
}

#[tokio::test]
async fn a_changed_script_does_not_run() -> Result<()> {
    let site = NeutralSite::open()?;
    let copy = changed_copy(|name| name.starts_with("family-portal-"))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    visitor.find("button", Name::Any).await?;
    visitor.reads(centre.phone()?).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed program asks for {fields:?}");
    Ok(())
}

#[tokio::test]
async fn a_changed_part_that_is_loaded_later_does_not_run_and_says_whom_to_call() -> Result<()> {
    let site = NeutralSite::open()?;
    let copy = changed_copy(|name| name.starts_with("family-portal-later-"))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    for _ in 0..2 {
        visitor.reads(words.get("failed.offline")?).await?;
        visitor.reads(centre.phone()?).await?;
        let again = Name::Is(words.get("failed.retry")?);
        visitor.tap("button", again).await?;
    }
    visitor.is_fine("a part that was changed", TITLE).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed part asks for {fields:?}");
    visitor.leaves(&words).await?;
    visitor.arrives_at(&site.url).await
}
