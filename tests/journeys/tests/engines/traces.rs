//! What is left of a whole journey in the browser's folder: profile, history, caches.

use anyhow::{Result, ensure};
use journeys::{Engine, NeutralSite, in_folder};

use super::place::{ELSEWHERE, NAMED, PRIVATE, Place, WELCOME};

/// Names from the screens, and the code of the card, which is typed by hand. While the browser runs and when it has ended:
/// some of it is written at the end.
pub async fn nothing_of_a_family_is_on_the_disk(engine: Engine) -> Result<()> {
    let place = Place::open(engine, NeutralSite::open()?).await?;
    let window = &place.window;
    let start = format!("{}/start", place.centre.origin);
    window.goes(&start, "id=\"code\"").await?;
    window.types("#code", &place.card.code).await?;
    window.types("#pin", &place.card.pin).await?;
    window.presses("main button[type=submit]").await?;
    window.reads(WELCOME).await?;
    window.presses("main button").await?;
    window.reads(NAMED).await?;
    window.presses("main a[href='/steps']").await?;
    window.reads(PRIVATE[1]).await?;
    window.presses("#leave").await?;
    window.reads(ELSEWHERE).await?;
    let secrets = [PRIVATE[0], PRIVATE[1], &place.card.code];
    let found = in_folder(window.folder(), &secrets)?;
    ensure!(found.is_empty(), "on the disk: {}", found.join(", "));
    let folder = place.window.closed();
    ensure!(
        folder.path().join("profile").is_dir(),
        "no folder is left to look at"
    );
    let found = in_folder(folder.path(), &secrets)?;
    ensure!(
        found.is_empty(),
        "on the disk at the end: {}",
        found.join(", ")
    );
    Ok(())
}
