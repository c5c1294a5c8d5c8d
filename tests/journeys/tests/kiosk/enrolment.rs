//! Making a touch screen the centre's own, and taking that back.

use anyhow::Result;
use journeys::{Centre, Name, NeutralSite, TITLE, Visitor, WALLS, Words};

use super::stage::Lobby;

#[tokio::test]
async fn a_screen_without_a_key_opens_no_visit_and_tells_staff_how_to_set_it_up() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let words = Words::of("en")?;
    let visitor = Visitor::at_new_kiosk("en", &centre, WALLS[0]).await?;
    visitor.begins(&words).await?;
    visitor.opens_door(&words, "today.title").await?;
    visitor.reads(words.get("today.unset")?).await?;
    visitor.is_fine("a screen without a key", TITLE).await?;
    visitor
        .tap("button", Name::Is(words.get("kiosk.menu")?))
        .await?;
    visitor.enrols(&words, "ABCD-EFGH-JKMN-PQRS").await?;
    visitor.reads(words.get("setup.wrong")?).await?;
    visitor.is_fine("a wrong code", TITLE).await?;
    Ok(())
}

#[tokio::test]
async fn its_key_stays_in_the_browser_and_the_screen_starts_by_itself_with_it() -> Result<()> {
    let lobby = Lobby::with("on-time", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    let extractable = visitor
        .script(
            "new Promise(tell => { const open = indexedDB.open('kiosk'); open.onsuccess = () => {
               const asked = open.result.transaction('own').objectStore('own').get('own');
               asked.onsuccess = () => tell(String(asked.result.keys.privateKey.extractable));
             }; })",
        )
        .await?;
    assert_eq!(extractable, "false");
    assert_eq!(visitor.script("document.cookie").await?, "");
    visitor.open("/kiosk").await?;
    lobby.enters().await
}

#[tokio::test]
async fn a_screen_that_is_revoked_ends_the_visit_at_it() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    let (status, printed) = lobby.centre.portal(&["kiosk", "revoke", "Lobby"])?;
    assert_eq!(status, Some(0), "{printed}");
    // The next thing it asks is refused: it wipes itself.
    visitor
        .tap("button", Name::Is(words.get("along.button")?))
        .await?;
    visitor.is_welcomed().await?;
    visitor
        .reads_nothing_of(&["Sami Haddad", "Inez Fairley"])
        .await?;
    visitor.begins(words).await?;
    visitor.opens_door(words, "today.title").await?;
    visitor.reads(words.get("today.off")?).await
}
