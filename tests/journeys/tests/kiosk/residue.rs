//! What is left after a visit: nothing on screen, in the browser's stores, its history and its folder on the disk.

use anyhow::{Result, ensure};
use journeys::WALLS;

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
    // The session is over at the server, too.
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
