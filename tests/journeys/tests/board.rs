//! C3: how well promises are kept, for the board and anybody else.

use anyhow::{Result, ensure};
use journeys::{Centre, Look, Name, NeutralSite, TITLE, Visitor, Words};

async fn opened(language: &str, width: u32, height: u32) -> Result<(Centre, Visitor, Words)> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let look = Look::phone(language).sized(width, height, width < 1000);
    let visitor = Visitor::with(&look, &centre).await?;
    let words = Words::of(language)?;
    visitor.open("/board").await?;
    visitor
        .find("heading", Name::Is(words.get("board.title")?))
        .await?;
    visitor.has_loaded(&words).await?;
    Ok((centre, visitor, words))
}

#[tokio::test]
async fn anybody_reads_a_chart_a_table_that_says_the_same_and_how_it_is_counted() -> Result<()> {
    let (centre, visitor, words) = opened("en", 1280, 800).await?;
    for office in [
        "Riverbend Police Family Unit",
        "Willow Creek Children's Clinic",
    ] {
        visitor.find("heading", Name::Is(office)).await?;
        let chart = words.fill("board.chart", &[("agency", office)])?;
        visitor.find("image", Name::Is(&chart)).await?;
    }
    visitor.reads(words.get("board.too_few")?).await?;
    visitor.reads(words.get("board.how_privacy")?).await?;
    visitor.is_fine("the board", TITLE).await?;
    visitor.fits("the board").await?;
    visitor.is_plain("the board", "en").await?;
    // No family has fewer than nine others beside it, in the page as in the file.
    let table = visitor
        .target_of("link", Name::Is(words.get("board.csv")?))
        .await?;
    ensure!(table.ends_with("/api/v1/board.csv"), "{table}");
    let file = centre.send("GET", "/api/v1/board.csv", "")?;
    let (_, rows) = file.split_once("\r\n\r\n").unwrap_or_default();
    let families: Vec<u32> = rows
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').nth(4)?.parse().ok())
        .collect();
    ensure!(
        families.len() > 5 && families.iter().all(|n| *n >= 10),
        "{rows}"
    );
    ensure!(rows.contains("fewer than 10 families"), "{rows}");
    Ok(())
}

#[tokio::test]
async fn the_board_reads_in_every_language_on_a_phone() -> Result<()> {
    for language in ["es", "vi", "ar", "so"] {
        let (_centre, visitor, words) = opened(language, 360, 740).await?;
        visitor.reads(words.get("board.how")?).await?;
        visitor
            .is_fine(&format!("the board in {language}"), TITLE)
            .await?;
        visitor.fits(&format!("the board in {language}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_family_finds_the_board_from_its_rights() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    let words = Words::of("en")?;
    visitor.open("/rights").await?;
    visitor
        .tap("link", Name::Is(words.get("rights.board")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("board.title")?))
        .await?;
    visitor.is_on("/board").await
}
