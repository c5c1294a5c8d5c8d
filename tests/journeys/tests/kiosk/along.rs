//! Taking the visit along: a code that works once, on one phone, for two minutes, with the PIN.

use anyhow::{Context, Result, ensure};
use journeys::{Name, TITLE, Visitor, WALLS, square_code};

use super::stage::Lobby;

/// Makes the code, and reads it as a phone's camera does: the page and what stands behind its `#`.
async fn code_of(lobby: &Lobby) -> Result<String> {
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor
        .tap("button", Name::Is(words.get("along.button")?))
        .await?;
    visitor
        .find("image", Name::Is(words.get("along.label")?))
        .await?;
    visitor.is_fine("the code to take along", TITLE).await?;
    // A camera in front of the screen sees all of it.
    let seen = "(code => code.top >= 0 && code.bottom <= document.querySelector('.kiosk-bar').getBoundingClientRect().top)(document.querySelector('.qr').getBoundingClientRect())";
    visitor
        .wait(|| async {
            ensure!(
                visitor.script(seen).await? == true,
                "a part of the code is out of sight"
            );
            Ok(())
        })
        .await?;
    let address = square_code(visitor).await?;
    let (page, token) = address.split_once('#').context("an address with a token")?;
    ensure!(page.ends_with("/start"), "{address}");
    Ok(format!("/start#{token}"))
}

/// Types the PIN on the phone.
async fn types_pin(phone: &Visitor, lobby: &Lobby) -> Result<()> {
    let words = &lobby.words;
    phone
        .types(Name::Has(words.get("pin.label")?), &lobby.card.pin)
        .await?;
    phone.tap("button", Name::Is(words.get("sign_in")?)).await
}

#[tokio::test]
async fn a_visit_goes_to_one_phone_and_leaves_the_screen_in_the_lobby() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let words = &lobby.words;
    let page = code_of(&lobby).await?;
    let phone = Visitor::with_phone(words.language(), &lobby.centre).await?;
    phone.open(&page).await?;
    phone
        .find("textbox", Name::Has(words.get("pin.label")?))
        .await?;
    phone.is_on("/start").await?;
    phone.is_fine("taking a visit over", TITLE).await?;
    phone
        .is_plain("taking a visit over", words.language())
        .await?;
    let second = Visitor::with_phone(words.language(), &lobby.centre).await?;
    second.open(&page).await?;
    second
        .find("textbox", Name::Has(words.get("pin.label")?))
        .await?;
    types_pin(&phone, &lobby).await?;
    phone
        .find("heading", Name::Is(words.get("home.title")?))
        .await?;
    // The screen in the lobby is wiped by itself.
    lobby.visitor.is_welcomed().await?;
    lobby
        .visitor
        .reads_nothing_of(&["Sami Haddad", "Inez Fairley"])
        .await?;
    // From two phones, and twice: refused, and said plainly.
    types_pin(&second, &lobby).await?;
    second.reads(words.get("take.used")?).await?;
    second.is_fine("a code that was used", TITLE).await?;
    Ok(())
}

#[tokio::test]
async fn a_code_ends_with_the_visit_at_the_screen() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[1]).await?;
    let page = code_of(&lobby).await?;
    lobby.visitor.is_done(&lobby.words).await?;
    let phone = Visitor::with_phone("en", &lobby.centre).await?;
    phone.open(&page).await?;
    types_pin(&phone, &lobby).await?;
    phone.reads(lobby.words.get("take.over")?).await
}

#[tokio::test]
async fn a_wrong_pin_on_the_phone_opens_nothing() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let words = &lobby.words;
    let page = code_of(&lobby).await?;
    let phone = Visitor::with_phone("en", &lobby.centre).await?;
    phone.open(&page).await?;
    let wrong = if lobby.card.pin == "111222" {
        "111223"
    } else {
        "111222"
    };
    phone
        .types(Name::Has(words.get("pin.label")?), wrong)
        .await?;
    phone.tap("button", Name::Is(words.get("sign_in")?)).await?;
    phone.find("alert", Name::Any).await?;
    types_pin(&phone, &lobby).await?;
    phone
        .find("heading", Name::Is(words.get("home.title")?))
        .await?;
    lobby.visitor.is_welcomed().await
}
