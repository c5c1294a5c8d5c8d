//! K2: Back, pinching, long presses, keys, links, printing, loading anew, a second tab. Nothing leads out, nothing stays.

use anyhow::{Result, ensure};
use journeys::WALLS;
use serde_json::json;

use super::stage::Lobby;

const OF_THE_FAMILY: [&str; 2] = ["Sami Haddad", "Inez Fairley"];

#[tokio::test]
async fn loading_anew_and_going_back_show_nothing_of_the_family() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    visitor.browser.driver().refresh().await?;
    visitor.is_welcomed().await?;
    visitor.reads_nothing_of(&OF_THE_FAMILY).await?;
    visitor.begins(&lobby.words).await?;
    visitor.opens_door(&lobby.words, "today.title").await?;
    // Who comes back has to sign in again.
    lobby
        .visitor
        .types_card(&lobby.words, &lobby.card.code, &lobby.card.pin)
        .await?;
    visitor.reads("200 Cedar Street").await?;
    visitor.browser.driver().back().await?;
    visitor.browser.driver().forward().await?;
    visitor.open("/kiosk").await?;
    visitor.is_welcomed().await?;
    visitor.reads_nothing_of(&OF_THE_FAMILY).await
}

#[tokio::test]
async fn a_second_tab_knows_nothing_of_the_first() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[1]).await?;
    let visitor = &lobby.visitor;
    let driver = visitor.browser.driver();
    let tab = driver.new_tab().await?;
    driver.switch_to_window(tab).await?;
    for page in ["/kiosk", "/", "/visits", "/steps"] {
        visitor.open(page).await?;
        visitor.has_settled().await?;
        visitor.reads_nothing_of(&OF_THE_FAMILY).await?;
    }
    Ok(())
}

#[tokio::test]
async fn two_fingers_a_long_press_and_dragging_do_nothing() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    visitor.pinches(540.0, 900.0).await?;
    let scale = visitor.script("visualViewport.scale").await?;
    assert_eq!(scale, 1, "nothing grows");
    let press = json!({"x": 540.0, "y": 500.0, "duration": 900, "tapCount": 1, "gestureSourceType": "touch"});
    visitor
        .browser
        .cdp("Input.synthesizeTapGesture", press)
        .await?;
    let selected = visitor.script("String(getSelection())").await?;
    assert_eq!(selected, "", "nothing is selected");
    let stopped = visitor
        .script(
            "['contextmenu', 'dragstart', 'copy', 'cut', 'paste', 'drop'].filter(name =>
               document.querySelector('h1').dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))).join()",
        )
        .await?;
    assert_eq!(stopped, "", "all of these are stopped");
    Ok(())
}

#[tokio::test]
async fn keys_that_open_something_of_the_browser_are_stopped() -> Result<()> {
    let lobby = Lobby::signed_in("arabic", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    let through = visitor
        .script(
            "[['p', 1], ['s', 1], ['o', 1], ['u', 1], ['f', 1], ['r', 1], ['+', 1], ['ArrowLeft', 0, 1], ['F1'], ['F5'], ['F11'], ['F12'], ['BrowserBack'], ['ContextMenu']]
               .filter(([key, ctrlKey, altKey]) => document.body.dispatchEvent(
                 new KeyboardEvent('keydown', { key, ctrlKey: !!ctrlKey, altKey: !!altKey, bubbles: true, cancelable: true })))
               .map(([key]) => key).join()",
        )
        .await?;
    assert_eq!(through, "");
    // And paper shows nothing of the screen.
    visitor
        .browser
        .cdp("Emulation.setEmulatedMedia", json!({"media": "print"}))
        .await?;
    let shown = visitor
        .script("getComputedStyle(document.documentElement).display")
        .await?;
    assert_eq!(shown, "none");
    Ok(())
}

#[tokio::test]
async fn nothing_leads_out_even_where_a_link_would() -> Result<()> {
    let lobby = Lobby::signed_in("on-time", WALLS[0]).await?;
    let visitor = &lobby.visitor;
    let before = visitor.url().await?;
    // What the browser would follow, if it were not stopped.
    let followed = visitor
        .script(
            "[['https://example.org/', {}], ['tel:911', {}], ['/robots.txt', { target: '_blank' }], ['/icon.svg', { download: 'a' }]]
               .filter(([href, more]) => {
                 const link = Object.assign(document.createElement('a'), { href, ...more });
                 document.querySelector('main').append(link);
                 return link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
               }).join()",
        )
        .await?;
    assert_eq!(followed, "");
    assert_eq!(visitor.url().await?, before);
    let tabs = visitor.browser.driver().windows().await?;
    ensure!(tabs.len() == 1, "a second tab was opened");
    Ok(())
}
