//! The ways back to a page that was left.

use anyhow::{Result, ensure};
use journeys::{Engine, NeutralSite, Window};
use thirtyfour::WindowHandle;

use super::place::{ELSEWHERE, NAMED, PRIVATE, Place};

/// A page that says whether it was kept as it was, and is not made anew.
const KEEPSAKE: &str = "<!doctype html><title>Kept</title><p>never left<script>
    addEventListener('pageshow', shown => { if (shown.persisted) document.querySelector('p').textContent = 'kept'; });
    </script>";

/// Without that, the tests below could not fail in it.
pub async fn the_way_back_is_kept_by_this_engine(engine: Engine) -> Result<()> {
    let (keepsake, site) = (NeutralSite::with_page(KEEPSAKE)?, NeutralSite::open()?);
    let window = Window::open(engine).await?;
    window.goes(&keepsake.url, "never left").await?;
    window.goes(&site.url, ELSEWHERE).await?;
    window.driver().back().await?;
    window.reads("kept").await
}

/// Looks at what is shown until all of it is there; fails at once when it holds a private word.
async fn shows_nothing(window: &Window) -> Result<()> {
    let settled = "return document.readyState === 'complete' && (location.protocol === 'about:' || document.body.childElementCount > 0)";
    let found = window
        .wait(|| async {
            let text = window.everything().await?;
            let found = PRIVATE.into_iter().find(|word| text.contains(word));
            ensure!(
                found.is_some() || window.run(settled).await? == true,
                "still on its way:\n{text}"
            );
            Ok(found)
        })
        .await?;
    ensure!(found.is_none(), "{found:?} is shown again");
    Ok(())
}

/// After leaving from a private screen.
pub async fn back_forward_reload_and_a_new_window_show_nothing(engine: Engine) -> Result<()> {
    let place = Place::open(engine, NeutralSite::open()?).await?;
    let (window, origin) = (&place.window, &place.centre.origin);
    window.goes(&place.site.url, ELSEWHERE).await?;
    place.signs_in(origin).await?;
    place.sees(origin, NAMED).await?;
    window.presses("main a[href='/steps']").await?;
    window.reads("Paula Breck").await?;
    window.presses("#leave").await?;
    window.reads(ELSEWHERE).await?;
    for _ in 0..3 {
        window.driver().back().await?;
        shows_nothing(window).await?;
    }
    for _ in 0..3 {
        window.driver().forward().await?;
        shows_nothing(window).await?;
        window.driver().refresh().await?;
        shows_nothing(window).await?;
    }
    for address in ["/", "/steps"] {
        window
            .goes(&format!("{origin}{address}"), "id=\"code\"")
            .await?;
        shows_nothing(window).await?;
    }
    let new: WindowHandle = window.driver().new_tab().await?;
    window.driver().switch_to_window(new).await?;
    window.goes(origin, "id=\"code\"").await?;
    shows_nothing(window).await
}

/// The browser ends with the portal left, and begins with what was open, where it does so.
pub async fn a_window_that_is_opened_again_shows_nothing(engine: Engine) -> Result<()> {
    let place = Place::open(engine, NeutralSite::open()?).await?;
    place.signs_in(&place.centre.origin).await?;
    place.sees(&place.centre.origin, NAMED).await?;
    place.window.presses("#leave").await?;
    place.window.reads(ELSEWHERE).await?;
    let window = place.window.opened_again(engine).await?;
    for handle in window.driver().windows().await? {
        window.driver().switch_to_window(handle).await?;
        shows_nothing(&window).await?;
        window.driver().back().await?;
        shows_nothing(&window).await?;
    }
    window.goes(&place.centre.origin, "id=\"code\"").await?;
    shows_nothing(&window).await
}
