//! P5: services kept for this visit, printed, and taken along by a camera.

use anyhow::{Context, Result, ensure};
use journeys::{Name, Stage, TITLE, Visitor, Words, square_code, tell_nothing};

#[tokio::test]
async fn services_are_kept_for_this_visit_printed_and_opened_on_another_phone() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor
        .before_every_page("window.printed = 0; window.print = () => { window.printed += 1; };")
        .await?;
    visitor.open("/help").await?;
    visitor.searches(words, "heron").await?;
    visitor.tap("link", Name::Is("Heron House")).await?;
    visitor.find("heading", Name::Is("Heron House")).await?;
    // A page of another site says so, and learns nothing.
    visitor.reads(words.get("service.leaves")?).await?;
    let outside = visitor
        .script("document.querySelector('a[href*=\"heron-house.example\"]').rel")
        .await?;
    assert_eq!(outside, "noreferrer noopener nofollow");
    // A secret place shows where it is to nobody.
    visitor.reads(words.get("place.confidential")?).await?;

    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .find("button", Name::Has(words.get("list.kept")?))
        .await?;
    visitor.is_fine("a kept service", TITLE).await?;
    visitor
        .tap(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    visitor
        .find("heading", Name::Is(words.get("list.title")?))
        .await?;
    visitor.find("link", Name::Is("Heron House")).await?;
    visitor.is_fine("the list", TITLE).await?;
    visitor.is_plain("the list", "en").await?;
    visitor
        .tap("button", Name::Is(words.get("list.print")?))
        .await?;
    assert_eq!(visitor.script("window.printed").await?, 1);

    // A camera reads the code; the other phone shows the same list, and no server is told which.
    let address = square_code(visitor).await?;
    let (page, ids) = address.split_once('#').context("an address with ids")?;
    ensure!(page.ends_with("/list") && !ids.contains(','), "{address}");
    let mut other = Visitor::with_phone("es", &stage.centre).await?;
    other.open(&format!("/list#{ids}")).await?;
    let espanol = Words::of("es")?;
    other.reads(espanol.get("list.here")?).await?;
    other.find("link", Name::Is("Heron House")).await?;
    other.is_on("/list").await?;
    other.is_fine("a list from another phone", TITLE).await?;
    tell_nothing(other.requests().await?, &[&format!("services/{ids}")])?;

    // It is in memory alone: no address names it, no request tells it, and loading anew forgets it.
    visitor.is_on("/list").await?;
    visitor.open("/list").await?;
    visitor.reads(words.get("list.empty")?).await?;
    let url = stage.site.url.clone();
    stage.visitor.leaves_no_trace(&url, &["Heron"], &[]).await
}

#[tokio::test]
async fn a_list_that_cannot_be_shown_says_whom_to_call() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.cannot_load(&["*/api/v1/directory/*"]).await?;
    visitor.open("/list#heron").await?;
    visitor
        .find("heading", Name::Is(words.get("list.title")?))
        .await?;
    visitor.reads(words.get("failed.title")?).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor
        .is_fine("a list without its directory", TITLE)
        .await?;
    visitor.cannot_load(&[]).await?;
    visitor
        .tap("button", Name::Is(words.get("failed.retry")?))
        .await?;
    visitor
        .reads(&words.fill("list.unknown.one", &[("n", "1")])?)
        .await
}
