//! P5: “I need a place to stay tonight”, without anybody else learning it.

use anyhow::{Context, Result};
use journeys::{Name, Stage, TITLE};

#[tokio::test]
async fn a_place_to_stay_is_found_and_no_request_tells_it() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/help").await?;
    visitor
        .find("heading", Name::Is(words.get("help.title")?))
        .await?;
    visitor
        .tap("button", Name::Is(words.get("need.housing")?))
        .await?;
    for filter in [
        "filter.free.other",
        "filter.speaks.other",
        "filter.open.other",
    ] {
        let name = words
            .get(filter)?
            .split(['{', '('])
            .next()
            .unwrap_or_default()
            .trim();
        visitor.tap("button", Name::Has(name)).await?;
    }
    visitor.reads(words.get("cost.free")?).await?;
    visitor.is_fine("filtered services", TITLE).await?;

    visitor.tap("link", Name::Is("Help to find a home")).await?;
    visitor
        .find("heading", Name::Is("Help to find a home"))
        .await?;
    visitor.reads(words.get("service.hours")?).await?;
    let age = words
        .get("checked.days.other")?
        .split('{')
        .next()
        .unwrap_or_default()
        .trim();
    visitor.reads(age).await?;
    visitor.is_fine("a service", TITLE).await?;

    let telling = ["housing", "place", "free", "need=", "q=", "open_now"];
    for request in stage.visitor.requests().await? {
        let sent = format!("{} {}", request.url, request.body).to_lowercase();
        assert!(
            !telling.iter().any(|word| sent.contains(word)),
            "a request tells the search: {sent}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_typed_word_finds_and_forgives_a_typing_mistake() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.open("/help").await?;
    visitor.has_loaded(words).await?;
    visitor
        .types_into("searchbox", Name::Is(words.get("help.search")?), "sheltr")
        .await?;
    visitor.find("link", Name::Is("Night Door shelter")).await?;
    visitor.gone("link", Name::Is("Food card help")).await?;
    let sent = stage.visitor.requests().await?;
    assert!(
        sent.iter().all(|request| !request.url.contains("shelt")),
        "{sent:?}"
    );
    Ok(())
}

#[tokio::test]
async fn services_are_kept_for_this_visit_and_printed_on_one_neutral_page() -> Result<()> {
    let mut stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor
        .before_every_page("window.printed = 0; window.print = () => { window.printed += 1; };")
        .await?;
    visitor.open("/help").await?;
    visitor.has_loaded(words).await?;
    visitor
        .types_into("searchbox", Name::Is(words.get("help.search")?), "heron")
        .await?;
    visitor.tap("link", Name::Is("Heron House")).await?;
    visitor.find("heading", Name::Is("Heron House")).await?;
    // A page of another site says so, and learns nothing.
    visitor.reads(words.get("service.leaves")?).await?;
    let outside = visitor
        .script("document.querySelector('a[href*=\"heron-house.example\"]').rel")
        .await?;
    assert_eq!(outside, "noreferrer noopener nofollow");
    // A secret place shows where it is to nobody.
    visitor.reads(words.get("place.confidential")?).await?;

    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .find("button", Name::Has(words.get("list.kept")?))
        .await?;
    visitor.is_fine("a kept service", TITLE).await?;
    visitor
        .tap(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    visitor
        .find("heading", Name::Is(words.get("list.title")?))
        .await?;
    visitor.find("link", Name::Is("Heron House")).await?;
    visitor.is_fine("the list", TITLE).await?;
    visitor.is_plain("the list", "en").await?;
    visitor
        .tap("button", Name::Is(words.get("list.print")?))
        .await?;
    assert_eq!(visitor.script("window.printed").await?, 1);

    // It is in memory alone: no address names it, no request tells it, and loading anew forgets it.
    visitor.is_on("/list").await?;
    visitor.open("/list").await?;
    visitor.reads(words.get("list.empty")?).await?;
    let url = stage.site.url.clone();
    stage.visitor.leaves_no_trace(&url, &["Heron"], &[]).await
}

#[tokio::test]
async fn a_list_that_cannot_be_shown_says_whom_to_call() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor.cannot_load(&["*/api/v1/directory/*"]).await?;
    visitor.open("/help").await?;
    visitor.reads(words.get("failed.title")?).await?;
    let all = stage
        .centre
        .send("GET", "/hsds/v3/services?search=heron", "")?;
    let id = all
        .split("\"id\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .context("a service")?;
    visitor.script(&format!("history.pushState(null, '', '/help/{id}'); dispatchEvent(new PopStateEvent('popstate'))")).await?;
    visitor
        .tap("button", Name::Is(words.get("list.keep")?))
        .await?;
    visitor
        .tap(
            "link",
            Name::Is(&words.fill("list.link.one", &[("n", "1")])?),
        )
        .await?;
    visitor
        .find("heading", Name::Is(words.get("list.title")?))
        .await?;
    visitor.reads(words.get("failed.title")?).await?;
    visitor.reads(stage.centre.phone()?).await?;
    visitor.is_fine("a list without its directory", TITLE).await
}
