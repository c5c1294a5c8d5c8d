//! A part that was changed on its way does not run: each is changed in turn, so that only its hash can tell.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use journeys::{Centre, Name, NeutralSite, TITLE, Visitor, Words, built_files, changed_copy};

/// What a page needs to begin: the page, and its parts by their names without the hash.
const NEEDED: [(&str, &[&str]); 3] = [
    ("/start", &["family-portal.js", "family-portal_bg.wasm"]),
    ("/staff", &["family-office.js", "family-office_bg.wasm"]),
    (
        "/kiosk",
        &[
            "family-kiosk.js",
            "family-kiosk_bg.wasm",
            "kiosk.js",
            "kiosk-key.js",
        ],
    ),
];

/// The screens behind the first.
const LATER: &str = "family-portal-later.wasm";

/// What those need who search.
const SEARCH: [&str; 2] = ["portal-search.js", "portal-search_bg.wasm"];

/// Browsers look for it under a fixed name, and no page says what must be in it.
const WORKER: &str = "sw.js";

/// The name of a built file without its hash, and without what its compressed copies have behind it.
fn plain_name(file: &str) -> Option<String> {
    let (name, rest) = file.rsplit_once('-')?;
    let ending = rest.split('.').nth(1)?;
    Some(format!("{name}.{ending}"))
}

/// A centre whose portal has that part changed.
fn centre_with_changed(part: &str, site: &NeutralSite) -> Result<(Centre, tempfile::TempDir)> {
    let copy = changed_copy(|file| plain_name(file).as_deref() == Some(part))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    Ok((centre, copy))
}

/// Changes each part of a page in turn, and looks at what stands there then.
async fn refuses_changed_parts(page: usize) -> Result<()> {
    let site = NeutralSite::open()?;
    let (page, parts) = NEEDED[page];
    for part in parts {
        let (centre, _copy) = centre_with_changed(part, &site)?;
        let visitor = Visitor::with_phone("en", &centre).await?;
        visitor.open(page).await?;
        let again = visitor.find("button", Name::Is("Try again")).await;
        again.with_context(|| format!("{part} was changed"))?;
        visitor.reads(centre.phone()?).await?;
        visitor.is_fine(part, TITLE).await?;
        let fields = visitor.all("textbox", Name::Any).await?;
        assert!(fields.is_empty(), "{part} was changed and asks: {fields:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_portal_does_not_start_with_a_part_that_was_changed() -> Result<()> {
    refuses_changed_parts(0).await
}

#[tokio::test]
async fn the_office_does_not_start_with_a_part_that_was_changed() -> Result<()> {
    refuses_changed_parts(1).await
}

#[tokio::test]
async fn the_touch_screen_does_not_start_with_a_part_that_was_changed() -> Result<()> {
    refuses_changed_parts(2).await
}

#[tokio::test]
async fn leaving_works_when_the_portal_was_changed() -> Result<()> {
    let site = NeutralSite::open()?;
    let (centre, _copy) = centre_with_changed("family-portal_bg.wasm", &site)?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    visitor.reads(centre.phone()?).await?;
    visitor.leaves(&Words::of("en")?).await?;
    visitor.arrives_at(&site.url).await
}

#[tokio::test]
async fn a_changed_part_that_is_loaded_later_does_not_run_and_says_whom_to_call() -> Result<()> {
    let site = NeutralSite::open()?;
    let (centre, _copy) = centre_with_changed(LATER, &site)?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    for _ in 0..2 {
        visitor.reads(words.get("failed.offline")?).await?;
        visitor.reads(centre.phone()?).await?;
        let again = Name::Is(words.get("failed.retry")?);
        visitor.tap("button", again).await?;
    }
    visitor.is_fine("a part that was changed", TITLE).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed part asks for {fields:?}");
    visitor.leaves(&words).await?;
    visitor.arrives_at(&site.url).await
}

#[tokio::test]
async fn a_changed_search_finds_nothing_and_says_whom_to_call() -> Result<()> {
    let site = NeutralSite::open()?;
    let words = Words::of("en")?;
    for part in SEARCH {
        let (centre, _copy) = centre_with_changed(part, &site)?;
        let visitor = Visitor::with_phone("en", &centre).await?;
        visitor.open("/help").await?;
        visitor.searches(&words, "heron").await?;
        visitor.reads(words.get("failed.offline")?).await?;
        visitor.reads(centre.phone()?).await?;
        visitor.gone("link", Name::Is("Heron House")).await?;
        visitor.is_fine("a search that was changed", TITLE).await?;
    }
    Ok(())
}

#[test]
fn every_script_and_program_of_the_release_is_changed_in_one_of_these() -> Result<()> {
    let needed = NEEDED.iter().flat_map(|(_, parts)| parts.iter().copied());
    let tried: BTreeSet<String> = needed
        .chain(SEARCH)
        .chain([LATER, WORKER])
        .map(str::to_owned)
        .collect();
    let mut built = BTreeSet::new();
    for entry in std::fs::read_dir(built_files())? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if file.ends_with(".js") || file.ends_with(".wasm") {
            built.insert(plain_name(&file).unwrap_or(file));
        }
    }
    assert_eq!(built, tried);
    Ok(())
}
