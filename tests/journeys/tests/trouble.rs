//! When the connection, the session or the server ends in the middle of a visit.

use anyhow::Result;
use journeys::{Name, Stage, TITLE};

#[tokio::test]
async fn what_is_on_screen_stays_when_the_signal_drops() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    let step = playbook.get(&["steps", "police_investigation", "title"])?;
    visitor.find("link", Name::Is(step)).await?;
    visitor.is_offline(true).await?;
    visitor.reads(words.get("offline")?).await?;
    visitor.find("link", Name::Is(step)).await?;

    // Away to a screen that cannot be fetched, and back to one that was.
    visitor.goes_to(words, "nav.people", "people.title").await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor
        .is_fine("a screen that could not be fetched", TITLE)
        .await?;
    visitor.waits_minutes(5).await?;
    visitor.goes_to(words, "nav.home", "home.title").await?;
    visitor.find("link", Name::Is(step)).await?;
    visitor
        .reads(&words.fill("stale.minutes.other", &[("n", "5")])?)
        .await?;
    visitor.is_fine("home while offline", TITLE).await?;

    visitor.is_offline(false).await?;
    visitor.goes_to(words, "nav.people", "people.title").await?;
    visitor.reads("Joel Prentiss").await?;
    Ok(())
}

#[tokio::test]
async fn a_session_that_ended_elsewhere_ends_here_and_says_why() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    let cookie = visitor.cookie().await?;
    let answer = stage.centre.send("DELETE", "/api/v1/session", &cookie)?;
    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
    visitor
        .tap("link", Name::Is(words.get("nav.people")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    visitor.reads(words.get("session.ended")?).await?;
    visitor
        .reads_nothing_of(&["Mark Ellery", "Joel Prentiss"])
        .await?;
    visitor.is_fine("the session has ended", TITLE).await?;
    Ok(())
}

#[tokio::test]
async fn a_failing_server_leaves_the_phone_number_on_the_screen() -> Result<()> {
    let mut stage = Stage::signed_in("on-time").await?;
    stage.centre.fail()?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.goes_to(words, "nav.people", "people.title").await?;
    visitor.reads(words.get("failed.title")?).await?;
    visitor
        .find("button", Name::Is(words.get("failed.retry")?))
        .await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("a failing server", TITLE).await?;
    visitor.leaves(words).await?;
    visitor.arrives_at(&stage.site.url).await?;
    Ok(())
}

#[tokio::test]
async fn a_wrong_pin_is_refused_in_words_that_tell_nothing() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    stage.card.pin = if stage.card.pin == "111111" {
        "222222".to_owned()
    } else {
        "111111".to_owned()
    };
    let (visitor, words, card) = (&stage.visitor, &stage.words, &stage.card);
    visitor.open("/start").await?;
    visitor
        .types(Name::Has(words.get("code.label")?), &card.code)
        .await?;
    visitor
        .types(Name::Has(words.get("pin.label")?), &card.pin)
        .await?;
    visitor
        .tap("button", Name::Is(words.get("sign_in")?))
        .await?;
    visitor.reads(words.get("sign_in.refused")?).await?;
    visitor.is_fine("a refused sign-in", TITLE).await?;
    Ok(())
}
