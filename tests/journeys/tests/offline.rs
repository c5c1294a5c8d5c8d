//! P2: in a dead zone the portal opens, says so, and finds help; nothing of a family is kept for it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use journeys::{Centre, Name, NeutralSite, Stage, TITLE, Visitor, Words, changed_copy};

/// What a stranger must not find on the phone.
const NAMES: [&str; 2] = ["Mark Ellery", "816-555-0111"];

#[tokio::test]
async fn the_portal_opens_and_searches_without_a_signal() -> Result<()> {
    let mut stage = Stage::signed_in("kansas-city").await?;
    let words = Words::of("en")?;
    stage.visitor.reads(NAMES[0]).await?;
    // The second load is the one the service worker sees whole.
    stage.visitor.open("/help").await?;
    stage.visitor.has_loaded(&words).await?;
    stage.visitor.has_kept_the_portal().await?;

    stage.centre.fail()?;
    stage.visitor.is_offline(true).await?;
    stage.visitor.open("/help").await?;
    let visitor = &stage.visitor;
    visitor
        .find("heading", Name::Is(words.get("help.title")?))
        .await?;
    visitor.has_loaded(&words).await?;
    visitor
        .types_into("searchbox", Name::Is(words.get("help.search")?), "sheltr")
        .await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor.is_fine("help without a signal", TITLE).await?;

    visitor.open("/").await?;
    visitor.reads(words.get("offline")?).await?;
    visitor.reads(words.get("failed.offline")?).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.reads_nothing_of(&NAMES).await?;
    visitor.is_fine("home without a signal", TITLE).await?;

    stage.centre.recover()?;
    stage.visitor.is_offline(false).await?;
    stage.visitor.reads(NAMES[0]).await?;
    let url = stage.site.url.clone();
    stage.visitor.leaves_no_trace(&url, &NAMES, &NAMES).await
}

#[tokio::test]
async fn what_is_kept_stays_when_the_centre_does_not_answer() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    visitor.open("/help").await?;
    visitor.has_kept_the_portal().await?;
    visitor.open("/help").await?;
    visitor.has_loaded(&stage.words).await?;
    // Nothing is known of the centre; what is asked for afterwards shows that this was worked off.
    visitor
        .script(
            "(worker => {
               worker.postMessage({ paths: [], whole: false });
               worker.postMessage({ paths: [portalBoot.locales.vi], whole: false });
             })(navigator.serviceWorker.controller)",
        )
        .await?;
    let worked_off = "caches.match(portalBoot.locales.vi).then(found => Boolean(found))";
    visitor
        .wait(|| async {
            ensure!(visitor.script(worked_off).await? == true, "not yet");
            Ok(())
        })
        .await?;
    visitor.has_kept_the_portal().await
}

#[tokio::test]
async fn a_newer_version_is_offered_and_never_forced() -> Result<()> {
    let site = NeutralSite::open()?;
    let files = changed_copy(|_| false)?;
    let centre = Centre::open_with(&site.url, files.path())?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    let words = Words::of("en")?;
    visitor.open("/help").await?;
    visitor.has_loaded(&words).await?;
    visitor.has_kept_the_portal().await?;
    let load = words.get("update.load")?;
    visitor.gone("button", Name::Is(load)).await?;

    newer(files.path())?;
    visitor.script("window.here = true").await?;
    visitor
        .script("navigator.serviceWorker.ready.then(r => r.update()).then(() => true)")
        .await?;
    visitor.reads(words.get("update.ready")?).await?;
    assert_eq!(visitor.script("window.here").await?, true);
    visitor.is_fine("a newer version", TITLE).await?;
    visitor.tap("button", Name::Is(load)).await?;
    visitor
        .wait(|| async {
            let gone = visitor.script("window.here === undefined").await?;
            ensure!(gone == true, "the page was not loaded anew");
            Ok(())
        })
        .await?;
    visitor
        .find("heading", Name::Is(words.get("help.title")?))
        .await?;
    visitor.gone("button", Name::Is(load)).await
}

/// The same portal under another list of files, as after an update.
fn newer(files: &Path) -> Result<()> {
    let path = files.join("sw.js");
    let text = fs::read_to_string(&path)?;
    let changed = text.replacen("[\"/\",", "[\"/\",\"/robots.txt\",", 1);
    ensure!(changed != text, "sw.js lists its files in another way");
    for copy in ["sw.js.br", "sw.js.gz"] {
        fs::remove_file(files.join(copy)).ok();
    }
    fs::write(&path, changed).context("sw.js")
}
