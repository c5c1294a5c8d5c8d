//! The page a family takes along: on A4 and on Letter, in their language, and safe to carry.

use anyhow::{Context, Result, ensure};
use journeys::{A4, LETTER, Name, Playbook, TITLE, Words, print, square_code};

use crate::stage::Office;

/// Opens the page for a family, with one service chosen.
async fn makes_the_page(office: &Office, name: &str) -> Result<()> {
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor.opens_family(words, name).await?;
    visitor.shows_together(words, "Parent 1").await?;
    let next = Name::Is(words.get("walk.next")?);
    while visitor
        .all("button", Name::Is(words.get("walk.choose")?))
        .await?
        .is_empty()
    {
        visitor.tap("button", next).await?;
    }
    visitor
        .tap("button", Name::Is(words.get("walk.choose")?))
        .await?;
    visitor.searches(words, "night door").await?;
    visitor.tap("link", Name::Is("Night Door shelter")).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .tap("button", Name::Is(words.get("walk.return")?))
        .await?;
    while visitor
        .all("button", Name::Is(words.get("walk.paper")?))
        .await?
        .is_empty()
    {
        visitor.tap("button", next).await?;
    }
    visitor
        .tap("button", Name::Is(words.get("walk.paper")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("paper.title")?))
        .await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    Ok(())
}

#[tokio::test]
async fn the_page_has_dates_people_and_services_on_any_paper() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    makes_the_page(&office, "Brandt").await?;
    visitor.is_fine("the page, safe to carry", TITLE).await?;
    let case = [
        "Mark Ellery",
        "Lantern Counseling",
        "Police look",
        "November",
        "816-555-0100",
        "Dana",
        "Brandt",
    ];
    for paper in [A4, LETTER] {
        let printed = print(&visitor.browser, paper).await?;
        ensure!(
            printed.pages == 1,
            "{}: {} pages",
            paper.name,
            printed.pages
        );
        for word in ["Night Door shelter", words.get("paper.head_safe")?] {
            ensure!(
                printed.text.contains(word),
                "{}: no {word}: {}",
                paper.name,
                printed.text
            );
        }
        for word in case {
            ensure!(
                !printed.text.contains(word),
                "{}: {word}: {}",
                paper.name,
                printed.text
            );
        }
    }
    let address = square_code(visitor).await?;
    let (page, ids) = address.split_once('#').context("an address with ids")?;
    ensure!(page.ends_with("/list") && !ids.is_empty(), "{address}");

    has_everything(&office).await
}

/// The page with everything: steps with people and days, visits, services, and a head that says nothing.
async fn has_everything(office: &Office) -> Result<()> {
    let (visitor, words) = (&office.visitor, &office.words);
    visitor
        .tap("radio", Name::Is(words.get("paper.full")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("paper.head")?))
        .await?;
    visitor.is_fine("the whole page", TITLE).await?;
    let title = Playbook::of("en")?;
    let police = title.get(&["steps", "police_investigation", "title"])?;
    for paper in [A4, LETTER] {
        let printed = print(&visitor.browser, paper).await?;
        ensure!(
            (1..=2).contains(&printed.pages),
            "{}: {} pages",
            paper.name,
            printed.pages
        );
        for word in [
            police,
            "Mark Ellery",
            "816-555-0111",
            "This is late",
            "Night Door shelter",
            "Friday, November 20",
        ] {
            ensure!(
                printed.text.contains(word),
                "{}: no {word}: {}",
                paper.name,
                printed.text
            );
        }
        // Whoever finds it learns neither whose it is nor which screen it came from.
        for word in [
            "Brandt",
            "kansas-city",
            "Dana Whitlow",
            words.get("paper.title")?,
            words.get("paper.print")?,
        ] {
            ensure!(
                !printed.text.contains(word),
                "{}: {word}: {}",
                paper.name,
                printed.text
            );
        }
        ensure!(
            printed.text.starts_with(words.get("paper.head")?),
            "a neutral head: {}",
            printed.text
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_page_is_in_the_familys_language() -> Result<()> {
    let office = Office::tablet().await?;
    let visitor = &office.visitor;
    makes_the_page(&office, "Salim").await?;
    visitor
        .tap("radio", Name::Is(office.words.get("paper.full")?))
        .await?;
    let arabic = Words::of("ar")?;
    for key in [
        "paper.head",
        "paper.visits",
        "paper.steps",
        "paper.services",
    ] {
        visitor.find("heading", Name::Is(arabic.get(key)?)).await?;
    }
    let sheet =
        "document.querySelector('.sheet').lang + ' ' + document.querySelector('.sheet').dir";
    ensure!(visitor.script(sheet).await? == "ar rtl");
    visitor.is_fine("the page in Arabic", TITLE).await?;
    visitor.fits("the page in Arabic").await?;
    for paper in [A4, LETTER] {
        let printed = print(&visitor.browser, paper).await?;
        ensure!(
            (1..=2).contains(&printed.pages),
            "{}: {} pages",
            paper.name,
            printed.pages
        );
        ensure!(
            printed.text.contains("Night Door shelter"),
            "{}",
            printed.text
        );
        // Letters of the Arabic script, or their printed forms (Unicode blocks of presentation forms).
        let arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
        ensure!(
            printed.text.chars().filter(|c| arabic(*c)).count() > 200,
            "{}",
            printed.text
        );
    }
    Ok(())
}
