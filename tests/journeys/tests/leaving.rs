//! Leaving fast, while the portal is still loading, after it has crashed, offline, and by keyboard.

use anyhow::Result;
use journeys::{Name, Stage, TITLE};

#[tokio::test]
async fn leaving_works_before_the_program_has_loaded() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    visitor.holds_back("*.wasm").await?;
    visitor.open("/").await?;
    visitor.is_fine("the first paint", TITLE).await?;
    visitor.leaves(&stage.words).await?;
    visitor.arrives_at(&stage.site.url).await?;
    Ok(())
}

#[tokio::test]
async fn a_program_that_cannot_start_says_so_with_the_phone_number() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    visitor.cannot_load(&["*.wasm"]).await?;
    visitor.open("/").await?;
    visitor.find("button", Name::Any).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("not started", TITLE).await?;
    visitor.leaves(&stage.words).await?;
    visitor.arrives_at(&stage.site.url).await?;
    Ok(())
}

#[tokio::test]
async fn leaving_works_after_a_crash_at_the_start() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    // The program asks the browser for dates and times and cannot go on without them.
    let broken = "Intl.DateTimeFormat = function () { throw new Error('broken'); }";
    visitor.before_every_page(broken).await?;
    visitor.open("/").await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("crashed at the start", TITLE).await?;
    visitor.leaves(&stage.words).await?;
    visitor.arrives_at(&stage.site.url).await
}

/// A wasm module of one function whose only instruction is `unreachable`, which is how a panic ends.
const TRAP: &str = "setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11
]))).exports.f(), 0)";

#[tokio::test]
async fn a_crash_takes_the_facts_away_and_leaving_still_works() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let visitor = &stage.visitor;
    visitor.reads("Mark Ellery").await?;
    visitor.script(TRAP).await?;
    visitor
        .wait(|| visitor.reads_nothing_of(&["Mark Ellery"]))
        .await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("crashed later", TITLE).await?;
    visitor.leaves(&stage.words).await?;
    visitor.arrives_at(&stage.site.url).await
}

#[tokio::test]
async fn shift_three_times_leaves_and_is_announced() -> Result<()> {
    let stage = Stage::signed_in("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.presses("Shift").await?;
    visitor.reads(words.get("leave.two_more")?).await?;
    visitor.presses("Shift").await?;
    visitor.reads(words.get("leave.one_more")?).await?;
    visitor.presses("Shift").await?;
    visitor.arrives_at(&stage.site.url).await?;
    Ok(())
}

#[tokio::test]
async fn shift_for_capitals_does_not_leave() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/start").await?;
    visitor
        .tap("textbox", Name::Has(words.get("code.label")?))
        .await?;
    for capital in ["A", "B", "C", "D"] {
        visitor.presses_with_shift(capital).await?;
    }
    visitor.is_on("/start").await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    Ok(())
}

#[tokio::test]
async fn leaving_wipes_the_screen_even_when_the_other_site_cannot_be_reached() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.is_offline(true).await?;
    visitor.leaves(words).await?;
    visitor
        .wait(|| async {
            visitor
                .reads_nothing_of(&["Mark Ellery", "816-555-0111"])
                .await
        })
        .await?;
    Ok(())
}
