//! P5: “I need a place to stay tonight”, without anybody else learning it.

use anyhow::{Result, ensure};
use journeys::{Name, Stage, TITLE, Visitor, Words, tell_nothing};

/// The words of a button before the number it tells.
fn stem<'a>(words: &'a Words, key: &str) -> Result<&'a str> {
    let text = words.get(key)?;
    let stem = text.split(['{', '(']).next().unwrap_or_default();
    Ok(stem.trim())
}

async fn asked_for_the_search(visitor: &Visitor) -> Result<bool> {
    let asked = "performance.getEntriesByType('resource').some(r => /portal-search|directory/.test(r.name))";
    Ok(visitor.script(asked).await? == true)
}

#[tokio::test]
async fn a_place_to_stay_is_found_kept_and_taken_along_though_the_signal_is_lost() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/help").await?;
    visitor
        .find("heading", Name::Is(words.get("help.title")?))
        .await?;
    visitor.has_kept_the_portal().await?;
    visitor.open("/help").await?;
    visitor.reads(stem(words, "help.source.other")?).await?;
    visitor
        .is_fine("before anything is looked for", TITLE)
        .await?;
    assert!(
        !asked_for_the_search(visitor).await?,
        "nobody has searched yet"
    );

    visitor
        .tap("button", Name::Is(words.get("need.housing")?))
        .await?;
    let filter = async |key: &str| -> Result<()> {
        visitor.tap("button", Name::Has(stem(words, key)?)).await
    };
    filter("filter.free.other").await?;
    filter("filter.speaks.other").await?;
    visitor
        .tap("DisclosureTriangle", Name::Is(words.get("filter.more")?))
        .await?;
    filter("filter.children.other").await?;
    filter("filter.bus.other").await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor.gone("link", Name::Is("Food card help")).await?;
    // It opens in the evening, and now it is morning.
    filter("filter.open.other").await?;
    visitor.gone("link", Name::Is("Night Door shelter")).await?;
    filter("filter.open.other").await?;
    visitor
        .tap("button", Name::Is(words.get("near.center")?))
        .await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor.reads(words.get("cost.free")?).await?;
    visitor.is_fine("filtered services", TITLE).await?;
    visitor.is_plain("filtered services", "en").await?;

    stage.centre.fail()?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.is_offline(true).await?;
    visitor.tap("link", Name::Is("Night Door shelter")).await?;
    visitor
        .find("heading", Name::Is("Night Door shelter"))
        .await?;
    visitor.reads(words.get("service.hours")?).await?;
    visitor.reads(words.get("service.today")?).await?;
    visitor.reads(stem(words, "checked.weeks.other")?).await?;
    visitor.is_fine("a service without a signal", TITLE).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .tap(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor
        .find("button", Name::Is(words.get("list.print")?))
        .await?;
    visitor
        .find("image", Name::Is(words.get("list.qr_label")?))
        .await?;
    visitor.is_fine("a list to take along", TITLE).await?;
    let sent = stage.visitor.requests().await?;
    tell_nothing(
        sent,
        &[
            "hous", "need", "free", "bus", "q=", "open_now", "zip", "near",
        ],
    )
}

#[tokio::test]
async fn a_typed_word_finds_and_forgives_a_typing_mistake() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/help").await?;
    visitor.searches(words, "sheltr").await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor.gone("link", Name::Is("Food card help")).await?;
    tell_nothing(stage.visitor.requests().await?, &["shelt"])
}

#[tokio::test]
async fn a_word_of_the_familys_own_language_finds() -> Result<()> {
    for (language, typed) in [
        ("es", "comida"),
        ("vi", "thuc an"),
        ("ar", "طعام"),
        ("so", "cunto"),
    ] {
        let mut stage = Stage::set_in("on-time", language).await?;
        let (visitor, words) = (&stage.visitor, &stage.words);
        visitor.open("/help").await?;
        visitor.searches(words, typed).await?;
        visitor.find("link", Name::Is("North Hill pantry")).await?;
        visitor.gone("link", Name::Is("Night Door shelter")).await?;
        visitor.is_fine(language, TITLE).await?;
        tell_nothing(stage.visitor.requests().await?, &[typed, "comida", "cunto"])?;
    }
    Ok(())
}

/// The numbers of what there is come with the search, and make the buttons wider.
#[tokio::test]
async fn a_need_that_is_pressed_stays_under_the_finger_until_it_is_let_go() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/help").await?;
    visitor.has_settled().await?;
    let food = words.get("need.food")?;
    let button = visitor.find("button", Name::Is(food)).await?;
    let place = visitor.presses_on(&button).await?;
    let asked = "new Promise(done => requestAnimationFrame(() => setTimeout(done))).then(() => Boolean(window.portalSearch))";
    assert_eq!(visitor.script(asked).await?, false, "it is still pressed");
    visitor.lets_go(place).await?;
    let chosen = "document.querySelector('main button[aria-pressed=true]')?.textContent || ''";
    visitor
        .wait(|| async {
            let chosen = visitor.script(chosen).await?.to_string();
            ensure!(chosen.contains(food), "{food} is not chosen, but {chosen}");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn near_a_postal_code_is_worked_out_on_the_phone() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor
        .before_every_page("navigator.geolocation && (navigator.geolocation.getCurrentPosition = () => { window.asked = 1; })")
        .await?;
    visitor.open("/help").await?;
    visitor
        .tap("button", Name::Is(words.get("need.food")?))
        .await?;
    visitor
        .tap("DisclosureTriangle", Name::Is(words.get("filter.more")?))
        .await?;
    visitor
        .types(Name::Is(words.get("near.zip")?), "99999")
        .await?;
    visitor.reads(words.get("near.unknown")?).await?;
    visitor.is_fine("an unknown postal code", TITLE).await?;
    for _ in 0..5 {
        visitor.presses("Backspace").await?;
    }
    visitor
        .types(Name::Is(words.get("near.zip")?), "64004")
        .await?;
    // The nearest comes first, and says how far it is.
    visitor.reads(words.get("help.distance_near")?).await?;
    let first = "document.querySelector('.directory h3').textContent.trim()";
    visitor
        .wait(|| async {
            let first = visitor.script(first).await?;
            ensure!(first == "North Hill pantry", "{first} comes first");
            Ok(())
        })
        .await?;
    assert_eq!(visitor.script("window.asked === undefined").await?, true);
    tell_nothing(stage.visitor.requests().await?, &["64004", "99999"])
}

#[tokio::test]
async fn a_search_that_cannot_be_loaded_says_whom_to_call_and_can_be_tried_again() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.cannot_load(&["*portal-search*"]).await?;
    visitor.open("/help").await?;
    visitor.searches(words, "food").await?;
    visitor.reads(words.get("failed.title")?).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("a search that failed", TITLE).await?;
    visitor.cannot_load(&[]).await?;
    visitor
        .tap("button", Name::Is(words.get("failed.retry")?))
        .await?;
    visitor.find("link", Name::Is("North Hill pantry")).await?;
    Ok(())
}
