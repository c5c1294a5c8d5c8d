//! P5: “I need a place to stay tonight”, without anybody else learning it.

use anyhow::Result;
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
