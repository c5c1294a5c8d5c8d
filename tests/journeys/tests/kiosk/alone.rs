//! A screen that is left alone: asked after 45 seconds, wiped after 20 more, and never for longer than ten minutes one's own.

use anyhow::{Result, bail};
use journeys::{Name, Request, TITLE, WALLS};
use serde_json::json;

use super::stage::Lobby;

/// How often the requests are looked at before a journey gives up.
const PATIENCE: usize = 1000;

/// Waits for the question, which a screen reader is told of.
async fn is_asked(lobby: &Lobby) -> Result<()> {
    let title = Name::Is(lobby.words.get("still.title")?);
    lobby.visitor.find("alertdialog", title).await?;
    Ok(())
}

#[tokio::test]
async fn who_stays_away_is_asked_first_and_who_asks_for_time_gets_it() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.waits_seconds(44).await?;
    visitor
        .gone("alertdialog", Name::Is(words.get("still.title")?))
        .await?;
    visitor.waits_seconds(2).await?;
    is_asked(&lobby).await?;
    visitor.is_fine("the question", TITLE).await?;
    visitor.is_plain("the question", words.language()).await?;
    // The first button has the focus: a keyboard needs no more than Enter.
    visitor.presses("Enter").await?;
    visitor
        .gone("alertdialog", Name::Is(words.get("still.title")?))
        .await?;
    visitor.reads("200 Cedar Street").await?;
    visitor.waits_seconds(46).await?;
    is_asked(&lobby).await?;
    visitor.waits_seconds(20).await?;
    visitor.is_welcomed().await?;
    visitor
        .reads_nothing_of(&["Sami Haddad", "Inez Fairley"])
        .await
}

#[tokio::test]
async fn more_time_may_be_asked_for_ten_times_and_the_end_is_told_before() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[1]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    for _ in 0..10 {
        visitor.waits_seconds(46).await?;
        is_asked(&lobby).await?;
        visitor
            .tap("button", Name::Is(words.get("still.more")?))
            .await?;
        visitor
            .gone("alertdialog", Name::Is(words.get("still.title")?))
            .await?;
    }
    // Touching keeps it open until the ten minutes are nearly over.
    for _ in 0..3 {
        visitor.waits_seconds(42).await?;
        visitor.presses("Shift").await?;
    }
    is_asked(&lobby).await?;
    visitor.reads(words.get("still.last")?).await?;
    visitor
        .gone("button", Name::Is(words.get("still.more")?))
        .await?;
    visitor.is_fine("the last question", TITLE).await?;
    visitor.waits_seconds(20).await?;
    visitor.is_welcomed().await
}

#[tokio::test]
async fn the_server_hears_of_a_family_that_reads_for_long() -> Result<()> {
    let mut lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let asked = |requests: &[Request]| {
        let is_it = |r: &&Request| r.method == "GET" && r.url.ends_with("/api/v1/session");
        requests.iter().filter(is_it).count()
    };
    assert_eq!(asked(lobby.visitor.requests().await?), 0);
    // Somebody reads, and scrolls now and then.
    lobby.visitor.waits_seconds(40).await?;
    lobby.visitor.presses("Shift").await?;
    lobby.visitor.waits_seconds(30).await?;
    for _ in 0..PATIENCE {
        if asked(lobby.visitor.requests().await?) > 0 {
            return Ok(());
        }
        lobby.visitor.reads(lobby.words.get("today.title")?).await?;
    }
    bail!("the server hears nothing for two minutes, and ends the session")
}

#[tokio::test]
async fn the_clock_runs_while_another_tab_is_in_front() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    let driver = visitor.browser.driver();
    let kiosk = driver.window().await?;
    let other = driver.new_tab().await?;
    driver.switch_to_window(kiosk).await?;
    let front = json!({"targetId": other.to_string()});
    visitor.browser.cdp("Target.activateTarget", front).await?;
    let hidden = json!({"expression": "Date.later(66000); document.visibilityState"});
    let state = visitor.browser.cdp("Runtime.evaluate", hidden).await?;
    assert_eq!(state["result"]["value"], "hidden");
    visitor.is_welcomed().await
}

#[tokio::test]
async fn who_only_looked_for_help_is_wiped_too() -> Result<()> {
    let lobby = Lobby::with("on-time", WALLS[0]).await?;
    let (visitor, words) = (&lobby.visitor, &lobby.words);
    visitor.begins(words).await?;
    visitor.opens_door(words, "help.title").await?;
    visitor.searches(words, "heron").await?;
    visitor.waits_seconds(66).await?;
    visitor.is_welcomed().await?;
    visitor.reads_nothing_of(&["heron", "Heron"]).await
}

#[tokio::test]
async fn nobody_is_asked_while_nobody_is_there() -> Result<()> {
    let lobby = Lobby::with("on-time", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    visitor.is_welcomed().await?;
    visitor.script("window.same = true").await?;
    visitor.waits_seconds(600).await?;
    visitor.begins(&lobby.words).await?;
    assert_eq!(
        visitor.script("window.same").await?,
        true,
        "not loaded anew"
    );
    Ok(())
}

#[tokio::test]
async fn a_crash_does_not_stop_the_clock_or_the_way_to_be_done() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    // What a trap in the program looks like from outside; boot.js says so and offers to begin again.
    let crash = "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))";
    visitor.script(crash).await?;
    visitor.reads(lobby.centre.phone()?).await?;
    visitor.waits_seconds(66).await?;
    visitor.is_welcomed().await
}
