//! The harness itself, on a page of a few lines: what it finds, and what it refuses.

use anyhow::Result;
use journeys::{CLOCK, Look, Name, NeutralSite, Visitor};

const PAGE: &str = r#"<!doctype html><html lang=en><title>Test</title>
<main>
<h1>Hello</h1>
<label>Your code <input id=code></label>
<button onclick="said.textContent = code.value + ' at ' + new Date().toISOString().slice(0, 10)">Say it</button>
<p id=said></p>
<div style="position:relative"><button>Covered</button>
<div style="position:absolute;inset:0;background:#fff"></div></div>
<p style="color:#ccc;background:#fff">Pale</p>
</main>"#;

async fn visitor() -> Result<(NeutralSite, Visitor)> {
    let site = NeutralSite::with_page(PAGE)?;
    let visitor = Visitor::of_site(&Look::phone("en"), &site.url).await?;
    visitor.open("/").await?;
    Ok((site, visitor))
}

#[tokio::test]
async fn a_visitor_finds_types_taps_and_reads_on_the_centres_day() -> Result<()> {
    let (_site, visitor) = visitor().await?;
    visitor.find("heading", Name::Is("Hello")).await?;
    visitor.types(Name::Has("code"), "ab 12").await?;
    visitor.tap("button", Name::Is("Say it")).await?;
    visitor.reads(&format!("ab 12 at {}", &CLOCK[..10])).await?;
    assert!(visitor.reads_nothing_of(&["Hello"]).await.is_err());
    Ok(())
}

#[tokio::test]
async fn what_is_covered_cannot_be_tapped() -> Result<()> {
    let (_site, visitor) = visitor().await?;
    let problem = visitor
        .tap("button", Name::Is("Covered"))
        .await
        .unwrap_err();
    assert!(
        format!("{problem:#}").contains("is covered by"),
        "{problem:#}"
    );
    Ok(())
}

#[tokio::test]
async fn a_screen_with_too_little_contrast_or_another_title_is_not_fine() -> Result<()> {
    let (_site, visitor) = visitor().await?;
    let problem = visitor.is_fine("the test page", "Test").await.unwrap_err();
    assert!(
        format!("{problem:#}").contains("color-contrast"),
        "{problem:#}"
    );
    Ok(())
}

#[tokio::test]
async fn what_is_kept_on_the_device_and_asked_of_others_is_found() -> Result<()> {
    let (site, mut visitor) = visitor().await?;
    visitor.leaves_no_trace(&site.url, &["secret"], &[]).await?;
    visitor.script("localStorage.setItem('a', 'b')").await?;
    let kept = visitor
        .leaves_no_trace(&site.url, &[], &[])
        .await
        .unwrap_err();
    assert!(format!("{kept:#}").contains("localStorage"), "{kept:#}");

    visitor
        .script("localStorage.clear(); fetch('http://127.0.0.1:9/x').catch(() => {})")
        .await?;
    let asked = visitor
        .leaves_no_trace(&site.url, &[], &[])
        .await
        .unwrap_err();
    assert!(format!("{asked:#}").contains("another host"), "{asked:#}");
    Ok(())
}
