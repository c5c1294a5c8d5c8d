//! What is left after a visit: nothing on screen, in the browser's stores, its history and its folder on the disk.

use anyhow::{Result, ensure};
use journeys::{Centre, Name, NeutralSite, Visitor, WALLS, Words};

use super::stage::Lobby;

#[tokio::test]
async fn nothing_of_a_family_is_left_after_being_done() -> Result<()> {
    let mut lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let canaries = [
        "Sami Haddad",
        "Inez Fairley",
        &lobby.card.code,
        &lobby.card.pin,
    ];
    lobby.visitor.reads("Inez Fairley").await?;
    lobby.visitor.is_done(&lobby.words).await?;
    lobby.visitor.reads_nothing_of(&canaries).await?;
    // The session is over at the server, too: the screen is known there, and nobody is signed in at it.
    lobby.visitor.begins(&lobby.words).await?;
    lobby
        .visitor
        .opens_door(&lobby.words, "today.title")
        .await?;
    lobby
        .visitor
        .find("heading", Name::Is(lobby.words.get("today.code_title")?))
        .await?;
    let typed = lobby
        .visitor
        .script("document.querySelector('#code').value")
        .await?;
    assert_eq!(typed, "", "what was typed is not there for the next one");
    let ended = "portalFetch(new Request('/api/v1/session')).then(answer => answer.json()).then(problem => problem.code)";
    assert_eq!(lobby.visitor.script(ended).await?, "session_ended");
    let url = lobby.site.url.clone();
    let cookie = lobby.visitor.cookie().await;
    ensure!(cookie.is_err(), "a touch screen has no cookie");
    lobby
        .visitor
        .leaves_no_trace(&url, &canaries, &canaries)
        .await?;
    lobby.visitor.folder_holds_nothing_of(&canaries)
}

#[tokio::test]
async fn the_window_closes_after_a_family_and_stays_open_after_a_search() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let words = Words::of("en")?;
    let visitor = Visitor::at_kiosk_of("en", &centre, WALLS[0], "/kiosk#once").await?;
    // What the machine sees as the end of its window outlives the page here in the window's name.
    let closes = "window.close = () => { window.name = 'closed'; }";
    visitor.before_every_page(closes).await?;
    visitor.browser.driver().refresh().await?;
    visitor.begins(&words).await?;
    visitor.opens_door(&words, "help.title").await?;
    visitor.searches(&words, "heron").await?;
    visitor.tap("link", Name::Is("Heron House")).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .tap(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    visitor
        .find("heading", Name::Is(words.get("list.title")?))
        .await?;
    visitor.is_done(&words).await?;
    assert_eq!(visitor.script("window.name").await?, "");
    visitor.is_on("/kiosk#once").await?;
    visitor.begins(&words).await?;
    visitor
        .signs_in_at_kiosk(&words, &centre.card("on-time")?)
        .await?;
    let entries = visitor.script("history.length").await?;
    assert_eq!(entries, 1, "a page may close a window with one entry alone");
    visitor.is_done(&words).await?;
    assert_eq!(visitor.script("window.name").await?, "closed");
    Ok(())
}

#[tokio::test]
async fn being_done_empties_the_screen_in_the_same_moment() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    // The page is looked at right after the touch, before anything else can run.
    let left = lobby
        .visitor
        .script("document.querySelector('[data-done]').click(), document.querySelector('#app').textContent")
        .await?;
    assert_eq!(left, "");
    lobby.visitor.is_welcomed().await
}
