//! A random monkey at the touch screen, visit after visit: whatever it does, nothing of the family is left, and it never gets out.
//!
//! 25 visits on each wall, or as many as `PORTAL_MONKEY_VISITS` says; `PORTAL_MONKEY_SEED` repeats a run.

use std::env;

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use journeys::{Card, Visitor, WALLS};
use serde_json::{Value, json};

use super::stage::Lobby;

const VISITS: u64 = 25;

/// The browser's folder is read this often, as that takes longest.
const READ_FOLDER_EVERY: usize = 10;

/// Families, and names that only their own case shows.
const FAMILIES: [(&str, [&str; 2]); 3] = [
    ("arabic", ["Inez Fairley", "Sami Haddad"]),
    ("kansas-city", ["Mark Ellery", "816-555-0111"]),
    ("on-time", ["Paul Stringer", "816-555-0146"]),
];

const KEYS: [&str; 12] = [
    "Tab",
    "Enter",
    "Escape",
    "Backspace",
    "ArrowDown",
    "ArrowUp",
    "End",
    "Shift",
    "F5",
    "F12",
    "p",
    "a",
];

const PAGES: [&str; 5] = ["/kiosk", "/", "/visits", "/help", "/nothing"];

fn number(name: &str, otherwise: u64) -> Result<u64> {
    env::var(name).map_or(Ok(otherwise), |value| {
        value.parse().with_context(|| format!("{name}: {value}"))
    })
}

#[tokio::test]
async fn no_monkey_finds_anything_of_a_family_or_a_way_out_upright() -> Result<()> {
    visits_by_a_monkey(WALLS[0]).await
}

#[tokio::test]
async fn no_monkey_finds_anything_of_a_family_or_a_way_out_on_a_wide_screen() -> Result<()> {
    visits_by_a_monkey(WALLS[1]).await
}

async fn visits_by_a_monkey(wall: (u32, u32)) -> Result<()> {
    let seed = number("PORTAL_MONKEY_SEED", fastrand::u64(..))?;
    let visits = usize::try_from(number("PORTAL_MONKEY_VISITS", VISITS)?)?;
    let lobby = Lobby::with("on-time", wall).await?;
    let grant = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    lobby
        .visitor
        .browser
        .cdp("Browser.grantPermissions", grant)
        .await?;
    let mut random = Rng::with_seed(seed);
    for visit in 0..visits {
        let (family, names) = FAMILIES[visit % FAMILIES.len()];
        let card = lobby.centre.card(family)?;
        let told = one_visit(&lobby.visitor, &card, &names, (&mut random, wall));
        told.await
            .with_context(|| format!("PORTAL_MONKEY_SEED={seed}, visit {visit}, {family}"))?;
        if visit % READ_FOLDER_EVERY == 0 || visit + 1 == visits {
            let secrets = [names[0], names[1], &card.code, &card.pin];
            lobby.visitor.folder_holds_nothing_of(&secrets)?;
        }
    }
    Ok(())
}

/// A family signs in, the monkey plays, the visit ends in one of the ways it can; then all is looked through.
async fn one_visit(
    visitor: &Visitor,
    card: &Card,
    names: &[&str],
    (random, wall): (&mut Rng, (u32, u32)),
) -> Result<()> {
    visitor.signs_in_in_any_language(card).await?;
    visitor.shows_any_of(names).await?;
    visitor.script("window.ofTheFamily = true").await?;
    for _ in 0..random.usize(3..15) {
        plays(visitor, random, wall).await?;
        let url = visitor.url().await?;
        ensure!(url.ends_with("/kiosk"), "out of the portal, at {url}");
    }
    ends(visitor, random).await?;
    visitor.is_welcomed().await?;
    visitor.reads_nothing_of(names).await?;
    nothing_is_kept(visitor, names).await
}

/// One thing that hands do.
async fn plays(visitor: &Visitor, random: &mut Rng, wall: (u32, u32)) -> Result<()> {
    let (x, y) = (
        random.f64() * f64::from(wall.0),
        random.f64() * f64::from(wall.1),
    );
    let browser = &visitor.browser;
    match random.u8(..10) {
        0..=3 => {
            let point = json!([{"x": x, "y": y}]);
            for (kind, points) in [("touchStart", &point), ("touchEnd", &json!([]))] {
                let touch = json!({"type": kind, "touchPoints": points});
                browser.cdp("Input.dispatchTouchEvent", touch).await?;
            }
        }
        4 => {
            let far = json!({"x": x, "y": y, "yDistance": random.i32(-900..900), "speed": 9000});
            browser.cdp("Input.synthesizeScrollGesture", far).await?;
        }
        5 => visitor.pinches(x, y).await?,
        6 => {
            let long = json!({"x": x, "y": y, "duration": 700, "gestureSourceType": "touch"});
            browser.cdp("Input.synthesizeTapGesture", long).await?;
        }
        7 => visitor.presses(KEYS[random.usize(..KEYS.len())]).await?,
        8 => browser.driver().back().await?,
        _ => opens_second_tab(visitor, random).await?,
    }
    Ok(())
}

/// A second tab, which shows nothing of the first; it is closed again, or the screen would be behind it for ever.
async fn opens_second_tab(visitor: &Visitor, random: &mut Rng) -> Result<()> {
    let driver = visitor.browser.driver();
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second).await?;
    visitor.open(PAGES[random.usize(..PAGES.len())]).await?;
    let text = visitor.text().await?;
    for (_, names) in FAMILIES {
        ensure!(
            !names.iter().any(|name| text.contains(name)),
            "a second tab reads:\n{text}"
        );
    }
    driver.close_window().await?;
    driver.switch_to_window(first).await?;
    Ok(())
}

/// Done, left alone, or loaded anew, which is what is left where the monkey has ended the visit already.
async fn ends(visitor: &Visitor, random: &mut Rng) -> Result<()> {
    let is_old = "window.ofTheFamily === true";
    let by_itself = visitor.script(is_old).await? != true;
    match random.u8(..3) {
        0 if !by_itself => visitor.waits_seconds(66).await?,
        1 if !by_itself => {
            let done = "[...document.querySelectorAll('[data-done]')].filter(e => e.checkVisibility()).pop()?.click()";
            visitor.script(done).await?;
            // The first screen has nothing to be done with.
            visitor.waits_seconds(66).await?;
        }
        _ => visitor.browser.driver().refresh().await?,
    }
    visitor
        .wait(|| async {
            ensure!(
                visitor.script(is_old).await? != true,
                "the page is still the old one"
            );
            Ok(())
        })
        .await
}

/// Stores, history and clipboard.
async fn nothing_is_kept(visitor: &Visitor, names: &[&str]) -> Result<()> {
    let kept = visitor
        .script(
            "(async () => {
               const texts = [JSON.stringify([{...localStorage}, {...sessionStorage}]), document.cookie];
               for (const name of await caches.keys()) {
                 const cache = await caches.open(name);
                 for (const request of await cache.keys()) {
                   texts.push(request.url);
                   if (!/\\.wasm$/.test(request.url)) texts.push(await (await cache.match(request, { ignoreVary: true })).text());
                 }
               }
               texts.push(await navigator.clipboard.readText().catch(() => ''));
               return texts.join('\\n');
             })()",
        )
        .await?;
    let history = visitor
        .browser
        .cdp("Page.getNavigationHistory", json!({}))
        .await?;
    let all = [kept.as_str().context("what is kept")?, &history.to_string()].concat();
    let found = names.iter().find(|name| all.contains(**name));
    ensure!(found.is_none(), "“{found:?}” is kept");
    let tabs = history["entries"].as_array().map_or(0, Vec::len);
    ensure!(
        tabs == 1,
        "the history grows: {}",
        Value::to_string(&history["entries"])
    );
    Ok(())
}
