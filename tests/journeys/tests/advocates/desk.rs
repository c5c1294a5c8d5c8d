//! A1: who needs somebody first, the showing, what was agreed, and nothing of anybody else.

use anyhow::{Result, ensure};
use journeys::{Name, TITLE, Words};

use crate::stage::Office;

/// Names of the other families on this desk.
const OTHERS: [&str; 5] = ["Salim", "Okello", "Keller", "Hartley", "Pruitt"];

#[tokio::test]
async fn an_advocate_sees_who_comes_first_shows_the_case_and_agrees_on_the_next_steps() -> Result<()>
{
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    visitor.open("/staff").await?;
    visitor
        .find("heading", Name::Is(words.get("staff.title")?))
        .await?;
    visitor.is_fine("signing in for staff", TITLE).await?;
    office.signs_in("dana.whitlow").await?;
    let rows = visitor.all("button", Name::Has("Number ")).await?;
    ensure!(rows.len() == 6, "{rows:?}");
    let first = &rows[0].name;
    for part in ["Brandt", "370 days late", "quiet for 400 days"] {
        ensure!(Name::Has(part).fits(first), "no {part}: {first}");
    }
    visitor.is_fine("the list of families", TITLE).await?;
    visitor.fits("the list of families").await?;

    visitor.opens_family(words, "Brandt").await?;
    visitor.reads(words.get("family.who")?).await?;
    visitor.is_fine("one family", TITLE).await?;
    visitor.reads_nothing_of(&OTHERS).await?;

    visitor.shows_together(words, "Parent 1").await?;
    visitor
        .find("heading", Name::Is(words.get("home.next")?))
        .await?;
    visitor.is_fine("the showing", TITLE).await?;
    visitor.fits("the showing").await?;
    visitor.reads_nothing_of(&OTHERS).await?;
    let next = Name::Is(words.get("walk.next")?);
    for heading in ["home.visit", "home.late", "home.late"] {
        visitor.tap("button", next).await?;
        visitor
            .find("heading", Name::Is(words.get(heading)?))
            .await?;
    }
    visitor
        .tap("button", Name::Is(words.get("walk.back")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("home.late")?))
        .await?;
    until(&office, "walk.services").await?;
    chooses_help(&office).await?;

    visitor.tap("button", next).await?;
    visitor
        .find("heading", Name::Is(words.get("walk.questions")?))
        .await?;
    let ask = words.fill(
        "agreed.ask_late",
        &[
            ("who", "Mark Ellery"),
            ("what", "Police look into what happened"),
        ],
    )?;
    visitor.tap("checkbox", Name::Is(&ask)).await?;
    visitor.is_fine("questions to ask", TITLE).await?;
    visitor.is_plain("questions to ask", "en").await?;
    visitor.tap("button", next).await?;
    visitor
        .find("heading", Name::Is(words.get("walk.agreed")?))
        .await?;
    visitor.reads("Heron House").await?;
    visitor.reads(&ask).await?;
    visitor.is_fine("what we agreed", TITLE).await?;
    visitor.is_plain("what we agreed", "en").await?;
    leaves_nothing_behind(office).await
}

/// Goes on until a heading appears.
async fn until(office: &Office, heading: &str) -> Result<()> {
    let (visitor, words) = (&office.visitor, &office.words);
    let wanted = Name::Is(words.get(heading)?);
    for _ in 0..40 {
        if !visitor.all("heading", wanted).await?.is_empty() {
            return Ok(());
        }
        visitor
            .tap("button", Name::Is(words.get("walk.next")?))
            .await?;
    }
    visitor.find("heading", wanted).await?;
    Ok(())
}

/// Looks for help together, keeps one service, and comes back.
async fn chooses_help(office: &Office) -> Result<()> {
    let (visitor, words) = (&office.visitor, &office.words);
    visitor
        .tap("button", Name::Is(words.get("walk.choose")?))
        .await?;
    visitor.searches(words, "heron").await?;
    visitor.tap("link", Name::Is("Heron House")).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor.is_fine("a service in the showing", TITLE).await?;
    visitor
        .tap("button", Name::Is(words.get("walk.return")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("walk.services")?))
        .await?;
    visitor.reads("Heron House").await
}

/// Stopping goes back to the family, not to the list; another family starts with nothing of this one, and the browser
/// kept no trace of either.
async fn leaves_nothing_behind(mut office: Office) -> Result<()> {
    let words = Words::of("en")?;
    let visitor = &mut office.visitor;
    visitor
        .tap("button", Name::Is(words.get("walk.end")?))
        .await?;
    visitor.find("heading", Name::Is("Brandt")).await?;
    visitor.reads_nothing_of(&OTHERS).await?;
    visitor
        .tap("button", Name::Is(words.get("family.back")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("caseload.title")?))
        .await?;
    visitor.has_loaded(&words).await?;
    visitor.opens_family(&words, "Hartley").await?;
    visitor.shows_together(&words, "Parent 1").await?;
    visitor.reads_nothing_of(&["Mark Ellery", "Brandt"]).await?;
    // Help that one family chose is not on another one's screen.
    let wanted = Name::Is(words.get("walk.services")?);
    while visitor.all("heading", wanted).await?.is_empty() {
        let next = Name::Is(words.get("walk.next")?);
        visitor.tap("button", next).await?;
    }
    visitor.reads(words.get("paper.services_none")?).await?;
    visitor.reads_nothing_of(&["Heron House"]).await?;
    ensure!(
        visitor.url().await?.ends_with("/staff"),
        "one address for all"
    );
    visitor.goes_back().await?;
    visitor.arrives_at(&office.site.url).await?;
    let names = ["Brandt", "Hartley", "Dana Whitlow", "Mark Ellery"];
    visitor
        .leaves_no_trace(&office.site.url, &["kansas", "heron", "family-"], &names)
        .await
}

#[tokio::test]
async fn an_arabic_family_reads_its_own_language_with_the_advocates_beside_it() -> Result<()> {
    let office = Office::tablet().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor.fits("the list on a tablet").await?;
    visitor.opens_family(words, "Salim").await?;
    visitor.fits("one family on a tablet").await?;
    visitor.shows_together(words, "Parent 1").await?;
    let arabic = Words::of("ar")?;
    for key in ["home.next", "home.visit"] {
        visitor.find("heading", Name::Is(arabic.get(key)?)).await?;
        visitor.find("heading", Name::Is(words.get(key)?)).await?;
        let side = "document.querySelector('h1').parentElement.dir + ' ' + document.querySelector('aside.side').dir";
        ensure!(
            visitor.script(side).await? == "rtl ltr",
            "each side in its direction"
        );
        visitor.is_fine("the showing in Arabic", TITLE).await?;
        visitor.fits("the showing in Arabic").await?;
        visitor
            .tap("button", Name::Is(words.get("walk.next")?))
            .await?;
    }
    Ok(())
}
