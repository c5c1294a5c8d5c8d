//! Hard words that explain themselves, rights beside their step, and what changed.

use anyhow::{Result, ensure};
use journeys::{Name, Stage, TITLE};

#[tokio::test]
async fn a_hard_word_says_what_it_means_by_touch_and_by_keyboard() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor.goes_to(words, "nav.visits", "visits.title").await?;
    let visit = playbook.get(&["appointments", "advocate_meeting", "title"])?;
    visitor.tap("link", Name::Is(visit)).await?;
    visitor.has_loaded(words).await?;
    let word = playbook.get(&["glossary", "advocate", "word"])?;
    let means = playbook.get(&["glossary", "advocate", "means"])?;
    ensure!(!visitor.text().await?.contains(means), "it is open already");
    visitor.tap("button", Name::Is(word)).await?;
    visitor.reads(means).await?;
    visitor.is_fine("an explained word", TITLE).await?;
    // The button has the focus now; the same key that opened it closes it.
    visitor.presses("Enter").await?;
    visitor
        .wait(|| async {
            let open = visitor.text().await?.contains(means);
            ensure!(!open, "still open");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_page_of_rights_names_law_and_date_and_is_no_advice() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor.open("/rights").await?;
    visitor
        .find("heading", Name::Is(words.get("rights.title")?))
        .await?;
    visitor.has_loaded(words).await?;
    for right in [
        "free_police_report",
        "status_on_request",
        "interpreter_free",
        "complain",
    ] {
        let title = playbook.get(&["rights", right, "title"])?;
        visitor.find("heading", Name::Is(title)).await?;
    }
    visitor.reads("RSMo 595.209").await?;
    visitor.reads(words.get("law.unchecked")?).await?;
    visitor.reads(words.get("rights.no_advice")?).await?;
    visitor
        .reads(playbook.get(&["glossary", "subpoena", "means"])?)
        .await?;
    visitor.is_fine("the rights", TITLE).await
}

#[tokio::test]
async fn news_say_who_did_what_and_silence_says_since_when() -> Result<()> {
    let stage = Stage::signed_in("on-time").await?;
    let (visitor, words) = (&stage.visitor, &stage.words);
    visitor
        .tap("link", Name::Is(words.get("news.link")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("news.title")?))
        .await?;
    visitor.has_loaded(words).await?;
    visitor.is_fine("what changed", TITLE).await?;

    let quiet = Stage::signed_in("closed").await?;
    let (visitor, words) = (&quiet.visitor, &quiet.words);
    visitor
        .tap("link", Name::Is(words.get("news.link")?))
        .await?;
    visitor.has_loaded(words).await?;
    let since = words.get("news.nothing_since")?;
    let since = since.split('{').next().unwrap_or_default();
    visitor.reads(since).await?;
    visitor.is_fine("nothing changed", TITLE).await
}
