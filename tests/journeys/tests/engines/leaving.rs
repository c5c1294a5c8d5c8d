//! Leaving, from every screen and in every state that the portal can be in.

use anyhow::{Context, Result, ensure};
use journeys::{Engine, NeutralSite, held_back};

use super::place::{ELSEWHERE, NAMED, PRIVATE, Place};

/// Notes when the press on the leave button was, and what the page held when all that the press itself began had ended:
/// a mutation observer is told before any other task runs (HTML, "perform a microtask checkpoint").
const WATCH: &str = "
    window.held = null;
    addEventListener('click', press => {
        const observer = new MutationObserver(() => {
            observer.disconnect();
            window.held = { text: document.documentElement.outerHTML, after: performance.now() - press.timeStamp };
        });
        observer.observe(document, { childList: true, subtree: true });
    }, true);";

/// Screens with a family's facts.
const PRIVATE_SCREENS: [&str; 6] = ["/", "/steps", "/visits", "/visits/1", "/people", "/news"];
/// Screens that anybody may see.
const PUBLIC_SCREENS: [&str; 5] = ["/help", "/list", "/rights", "/limits", "/start"];

/// Presses the button and returns what was left of the page at once, and the milliseconds until then.
async fn leave(place: &Place) -> Result<(String, f64)> {
    let (window, asked) = (&place.window, place.site.requests().len());
    window.run(WATCH).await?;
    window.presses("#leave").await?;
    window
        .wait(|| async {
            ensure!(place.site.requests().len() > asked, "not on the way yet");
            let held = window.run("return window.held").await?;
            let text = held["text"].as_str().context("not pressed yet")?;
            let after = held["after"].as_f64().context("a time")?;
            Ok((text.to_owned(), after))
        })
        .await
}

/// From each screen, to a site that shows nothing instead: the page stays, and holds nothing.
pub async fn leaving_empties_every_private_screen_before_anything_else_runs(
    engine: Engine,
) -> Result<()> {
    let place = Place::open(engine, NeutralSite::without_content()?).await?;
    let center = place.centre.facts["name"].as_str().context("a name")?;
    for screen in PRIVATE_SCREENS {
        place.signs_in(&place.centre.origin).await?;
        let address = format!("{}{screen}", place.centre.origin);
        place.sees(&address, center).await?;
        is_empty_at_once(&place, engine, screen).await?;
    }
    Ok(())
}

/// The same of the other screens. With a window of their own: `WebKit` has six connections for a site, and lets go of none
/// on which nothing came.
pub async fn leaving_empties_every_public_screen_before_anything_else_runs(
    engine: Engine,
) -> Result<()> {
    let place = Place::open(engine, NeutralSite::without_content()?).await?;
    for screen in PUBLIC_SCREENS {
        let address = format!("{}{screen}", place.centre.origin);
        place.opens(&address).await?;
        is_empty_at_once(&place, engine, screen).await?;
    }
    Ok(())
}

async fn is_empty_at_once(place: &Place, engine: Engine, screen: &str) -> Result<()> {
    let (left, after) = leave(place).await.context(screen.to_owned())?;
    for word in PRIVATE.into_iter().chain(["<main", "<h1", "<aside"]) {
        ensure!(!left.contains(word), "{screen} still holds {word}:\n{left}");
    }
    println!("emptied {engine:?} {screen} {after:.1} ms");
    Ok(())
}

/// The program does not come, and the next step and whom to call about it stand there already.
pub async fn leaving_works_while_the_program_is_on_its_way(engine: Engine) -> Result<()> {
    let place = Place::open(engine, NeutralSite::open()?).await?;
    let line = held_back(&place.centre.origin, ".wasm")?;
    place.signs_in(&line).await?;
    place.window.goes(&line, "Joel Prentiss").await?;
    place.window.presses("#leave").await?;
    place.window.reads(ELSEWHERE).await
}

/// The server is gone, as it is without a signal.
pub async fn leaving_works_without_a_server(engine: Engine) -> Result<()> {
    let mut place = Place::open(engine, NeutralSite::open()?).await?;
    let origin = place.centre.origin.clone();
    place.signs_in(&origin).await?;
    place.sees(&origin, NAMED).await?;
    place.centre.fail()?;
    place.window.presses("#leave").await?;
    place.window.reads(ELSEWHERE).await?;
    place.window.driver().back().await?;
    place
        .window
        .wait(|| async {
            let address = place.window.driver().current_url().await?;
            ensure!(
                address.as_str().starts_with(&origin) || address.scheme() == "data",
                "at {address}"
            );
            place.window.holds_nothing_of(&PRIVATE).await
        })
        .await
}

/// A wasm module of one function whose only instruction is `unreachable`, which is how a panic ends. Firefox runs a
/// driver's scripts beside the page, and hands the page's own things out under a name of its own.
const TRAP: &str = "
    const page = window.wrappedJSObject || window;
    const bytes = page.Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
        10, 5, 1, 3, 0, 0, 11);
    const { Instance, Module } = page.WebAssembly;
    page.setTimeout(new Instance(new Module(bytes)).exports.f, 0);";

/// The facts are gone with the program, and the button still works.
pub async fn leaving_works_after_the_program_has_crashed(engine: Engine) -> Result<()> {
    let place = Place::open(engine, NeutralSite::open()?).await?;
    place.signs_in(&place.centre.origin).await?;
    place.sees(&place.centre.origin, NAMED).await?;
    place.window.run(TRAP).await?;
    let (window, phone) = (&place.window, place.centre.phone()?);
    window.wait(|| window.holds_nothing_of(&PRIVATE)).await?;
    window.reads(phone).await?;
    window.presses("#leave").await?;
    window.reads(ELSEWHERE).await
}
