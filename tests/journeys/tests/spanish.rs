//! P4: the same in Spanish, every word of it, with an interpreter who is not booked yet.

use anyhow::Result;
use journeys::{Name, Stage, TITLE, Words};

#[tokio::test]
async fn a_parent_reads_everything_in_spanish() -> Result<()> {
    let stage = Stage::signed_in("espanol").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    for card in ["home.next", "home.visit", "home.late"] {
        visitor.find("heading", Name::Is(words.get(card)?)).await?;
    }
    visitor
        .find(
            "link",
            Name::Is(playbook.get(&["steps", "records_release", "title"])?),
        )
        .await?;
    visitor.is_fine("home in Spanish", TITLE).await?;

    let title = playbook.get(&["appointments", "medical_exam", "title"])?;
    visitor.tap("link", Name::Is(title)).await?;
    visitor.find("heading", Name::Is(title)).await?;
    visitor.reads("lunes, 23 de noviembre").await?;
    visitor
        .reads(&words.fill("when.in_days.other", &[("n", "5")])?)
        .await?;
    visitor.reads(words.get("interpreter.not_yet")?).await?;
    visitor
        .reads(playbook.get(&["appointments", "medical_exam", "for_child"])?)
        .await?;
    visitor.is_fine("a visit in Spanish", TITLE).await?;

    // Nothing of the frame may have stayed in English.
    let english = Words::of("en")?;
    for key in [
        "leave.button",
        "sign_out",
        "nav.home",
        "nav.visits",
        "visit.where",
        "visit.who",
        "calendar.add",
    ] {
        let (other, own) = (english.get(key)?, words.get(key)?);
        visitor.reads(own).await?;
        visitor.reads_nothing_of(&[other]).await?;
    }

    visitor.leaves(words).await?;
    visitor.arrives_at(&stage.site.url).await?;
    visitor.goes_back().await?;
    visitor.reads_nothing_of(&["Mateo", title]).await?;
    Ok(())
}

#[tokio::test]
async fn the_language_changes_on_the_spot_and_back() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let (visitor, english) = (&stage.visitor, &stage.words);
    let spanish = Words::of("es")?;
    visitor.open("/start").await?;
    visitor
        .find("heading", Name::Is(english.get("start.title")?))
        .await?;
    visitor.tap("button", Name::Is("Español")).await?;
    visitor
        .find("heading", Name::Is(spanish.get("start.title")?))
        .await?;
    assert_eq!(visitor.script("document.documentElement.lang").await?, "es");
    visitor.tap("button", Name::Is("English")).await?;
    visitor
        .find("heading", Name::Is(english.get("start.title")?))
        .await?;
    Ok(())
}
