//! K1: from "touch to start" to where to go now, on both walls, in two directions of writing, by thumb and by keyboard.

use anyhow::{Result, ensure};
use journeys::{Name, Playbook, TITLE, WALLS, square_code, tell_nothing};

use super::stage::Lobby;

#[tokio::test]
async fn a_family_reads_where_to_go_now_on_an_upright_screen() -> Result<()> {
    reads_where_to_go("arabic", WALLS[0]).await
}

#[tokio::test]
async fn a_family_reads_where_to_go_now_on_a_wide_screen() -> Result<()> {
    reads_where_to_go("arabic", WALLS[1]).await
}

/// Every screen of the way, each fit for everybody.
async fn reads_where_to_go(family: &str, wall: (u32, u32)) -> Result<()> {
    let lobby = Lobby::with(family, wall).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.is_fine("the welcome", TITLE).await?;
    visitor.fits("the welcome").await?;
    visitor.begins(words).await?;
    visitor.is_fine("the doors", TITLE).await?;
    visitor.fits("the doors").await?;
    visitor.opens_door(words, "today.title").await?;
    visitor
        .find("heading", Name::Is(words.get("today.code_title")?))
        .await?;
    visitor.is_fine("the code", TITLE).await?;
    visitor.fits("the code").await?;
    visitor.presses_keys(&lobby.card.code).await?;
    // Whoever looks over a shoulder reads dots.
    let hidden = visitor
        .script("getComputedStyle(document.querySelector('#code')).webkitTextSecurity")
        .await?;
    assert_eq!(hidden, "disc");
    visitor
        .tap("button", Name::Is(words.get("pad.next")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("today.pin_title")?))
        .await?;
    visitor.is_fine("the PIN", TITLE).await?;
    visitor.presses_keys(&lobby.card.pin).await?;
    visitor
        .tap("button", Name::Is(words.get("today.show")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("today.where")?))
        .await?;
    visitor.has_settled().await?;
    // When, what, where and with whom.
    let playbook = Playbook::of(&lobby.card.language)?;
    visitor
        .reads(playbook.get(&["appointments", "child_interview", "title"])?)
        .await?;
    visitor.reads("200 Cedar Street").await?;
    visitor.reads("Inez Fairley").await?;
    visitor.reads(words.get("home.next")?).await?;
    visitor.reads(words.get("home.late")?).await?;
    visitor.is_fine("the visit", TITLE).await?;
    visitor.fits("the visit").await?;
    visitor.is_plain("the visit", words.language()).await?;
    // Nothing on it dials or leads out.
    let out = visitor
        .script("document.querySelectorAll('#app a[href^=\"http\"], #app a[href^=\"tel\"]').length")
        .await?;
    assert_eq!(out, 0);
    visitor.is_done(words).await?;
    visitor
        .reads_nothing_of(&["Sami Haddad", "Inez Fairley"])
        .await
}

#[tokio::test]
async fn whoever_has_no_visit_today_reads_when_the_next_one_is() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.reads(words.get("today.none")?).await?;
    visitor.reads(words.get("home.visit")?).await
}

#[tokio::test]
async fn what_is_late_is_said_with_whom_to_call() -> Result<()> {
    let lobby = Lobby::signed_in("kansas-city", WALLS[1]).await?;
    let visitor = &lobby.visitor;
    visitor.reads("816-555-01").await?;
    let late = visitor
        .script("document.querySelectorAll('main .card[data-tone=late]').length")
        .await?;
    ensure!(late.as_i64() > Some(0), "nothing is shown as late");
    visitor.is_fine("a late case", TITLE).await
}

#[tokio::test]
async fn a_wrong_pin_is_told_plainly_and_what_was_typed_is_gone() -> Result<()> {
    let lobby = Lobby::with("on-time", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.begins(words).await?;
    visitor.opens_door(words, "today.title").await?;
    let wrong = if lobby.card.pin == "111222" {
        "111223"
    } else {
        "111222"
    };
    visitor.types_card(words, &lobby.card.code, wrong).await?;
    visitor.reads(words.get("sign_in.refused")?).await?;
    visitor.is_fine("a refusal", TITLE).await?;
    // The code is still there to be corrected, the PIN is not.
    visitor
        .tap("button", Name::Is(words.get("pad.next")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("today.pin_title")?))
        .await?;
    let typed = visitor
        .script("document.querySelector('#pin').value")
        .await?;
    assert_eq!(typed, "");
    Ok(())
}

#[tokio::test]
async fn a_keyboard_alone_is_enough() -> Result<()> {
    let lobby = Lobby::with("on-time", WALLS[1]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.is_welcomed().await?;
    visitor.tabs_to(words.get("_meta.name")?).await?;
    visitor.presses("Enter").await?;
    visitor
        .find("heading", Name::Is(words.get("doors.title")?))
        .await?;
    visitor.tabs_to(words.get("today.title")?).await?;
    visitor.presses("Enter").await?;
    visitor
        .find("heading", Name::Is(words.get("today.code_title")?))
        .await?;
    visitor.tabs_to(words.get("code.label")?).await?;
    visitor.types_on(&lobby.card.code.replace('-', "")).await?;
    visitor.presses("Enter").await?;
    visitor
        .find("heading", Name::Is(words.get("today.pin_title")?))
        .await?;
    visitor.tabs_to(words.get("pin.label")?).await?;
    visitor.types_on(&lobby.card.pin).await?;
    visitor.presses("Enter").await?;
    visitor
        .find("heading", Name::Is(words.get("today.where")?))
        .await?;
    visitor.tabs_to(words.get("kiosk.done")?).await?;
    visitor.presses("Enter").await?;
    visitor.is_welcomed().await
}

#[tokio::test]
async fn help_is_found_and_taken_along_without_signing_in() -> Result<()> {
    let mut lobby = Lobby::with("on-time", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.begins(words).await?;
    visitor.opens_door(words, "help.title").await?;
    visitor.searches(words, "heron").await?;
    visitor.is_fine("the search", TITLE).await?;
    visitor.tap("link", Name::Is("Heron House")).await?;
    visitor.reads(words.get("place.confidential")?).await?;
    let outside = visitor
        .script("document.querySelectorAll('#app a[href^=\"http\"], #app a[href^=\"tel\"]').length")
        .await?;
    assert_eq!(outside, 0, "nobody leaves this site here");
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
        .find("image", Name::Is(words.get("list.qr_label")?))
        .await?;
    visitor
        .gone("button", Name::Is(words.get("list.print")?))
        .await?;
    visitor.is_fine("a list in the lobby", TITLE).await?;
    let address = square_code(visitor).await?;
    ensure!(address.contains("/list#"), "{address}");
    visitor.is_done(words).await?;
    visitor.begins(words).await?;
    visitor.opens_door(words, "help.title").await?;
    visitor
        .gone(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    tell_nothing(lobby.visitor.requests().await?, &["heron"])
}

#[tokio::test]
async fn where_one_is_stands_on_a_screen_of_its_own() -> Result<()> {
    for wall in WALLS {
        let lobby = Lobby::with("on-time", wall).await?;
        let (visitor, words) = (&lobby.visitor, &lobby.words);
        visitor.begins(words).await?;
        visitor.opens_door(words, "where.title").await?;
        visitor
            .find("heading", Name::Is(words.get("where.rooms")?))
            .await?;
        visitor.is_fine("where one is", TITLE).await?;
        visitor.fits("where one is").await?;
        visitor.is_plain("where one is", "en").await?;
    }
    Ok(())
}

#[tokio::test]
async fn large_text_and_strong_contrast_fit_every_screen() -> Result<()> {
    let lobby = Lobby::with("arabic", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.is_welcomed().await?;
    let largest = words.fill("kiosk.size", &[("n", "3")])?;
    visitor.tap("button", Name::Is(&largest)).await?;
    visitor
        .tap("button", Name::Is(words.get("kiosk.contrast")?))
        .await?;
    visitor.is_fine("the welcome in large text", TITLE).await?;
    visitor.fits("the welcome in large text").await?;
    visitor.begins(words).await?;
    visitor.is_fine("the doors in large text", TITLE).await?;
    visitor.fits("the doors in large text").await?;
    visitor.signs_in_at_kiosk(words, &lobby.card).await?;
    visitor.is_fine("the visit in large text", TITLE).await?;
    visitor.fits("the visit in large text").await?;
    // The next person begins with the plain look.
    visitor.is_done(words).await?;
    let look = visitor
        .script("document.documentElement.dataset.size + document.documentElement.dataset.contrast")
        .await?;
    assert_eq!(look, "1plain");
    Ok(())
}
