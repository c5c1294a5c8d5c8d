//! A lobby whose server is gone.

use anyhow::Result;
use journeys::{Name, TITLE, WALLS};

use super::stage::Lobby;

#[tokio::test]
async fn a_screen_without_its_server_says_so_helps_on_and_recovers_by_itself() -> Result<()> {
    let mut lobby = Lobby::with("on-time", WALLS[0]).await?;
    let words = &lobby.words;
    lobby.visitor.is_ready_for_no_signal().await?;
    lobby.centre.fail()?;
    let visitor = &lobby.visitor;
    // The screen of the next person opens from what the browser has.
    visitor.open("/kiosk").await?;
    visitor.begins(words).await?;
    visitor.reads(words.get("kiosk.offline")?).await?;
    visitor.reads(lobby.centre.phone()?).await?;
    visitor
        .is_fine("a screen without its server", TITLE)
        .await?;
    visitor
        .is_plain("a screen without its server", "en")
        .await?;
    visitor.opens_door(words, "help.title").await?;
    visitor.searches(words, "heron").await?;
    visitor.find("link", Name::Is("Heron House")).await?;
    visitor
        .tap("button", Name::Is(words.get("kiosk.menu")?))
        .await?;
    visitor.opens_door(words, "today.title").await?;
    visitor.reads(words.get("kiosk.offline")?).await?;
    lobby.centre.recover()?;
    // Nobody touches anything: it looks every five seconds.
    let visitor = &lobby.visitor;
    visitor
        .find("heading", Name::Is(words.get("today.code_title")?))
        .await?;
    visitor
        .types_card(words, &lobby.card.code, &lobby.card.pin)
        .await?;
    visitor
        .find("heading", Name::Is(words.get("today.where")?))
        .await?;
    Ok(())
}
