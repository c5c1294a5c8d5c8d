//! P4: the same in every language, every word of it: home, what is late and whom to call, a visit
//! with its calendar entry, and leaving.

use anyhow::{Context, Result, ensure};
use journeys::{Name, Stage, TITLE, Words};

/// A language, and Monday the 23rd of November in it.
async fn the_journey_in(language: &str, monday: &str) -> Result<()> {
    a_visit_is_told(language, monday).await?;
    what_is_late_is_told(language).await
}

/// P1 in the language.
async fn a_visit_is_told(language: &str, monday: &str) -> Result<()> {
    let mut stage = Stage::signed_in_with("on-time", language).await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    for card in ["home.next", "home.visit", "home.late"] {
        visitor.find("heading", Name::Is(words.get(card)?)).await?;
    }
    visitor
        .is_fine(&format!("home in {language}"), TITLE)
        .await?;
    let title = playbook.get(&["appointments", "compensation_help", "title"])?;
    visitor.tap("link", Name::Is(title)).await?;
    visitor.find("heading", Name::Is(title)).await?;
    visitor.reads(monday).await?;
    for key in ["visit.where", "visit.who", "visit.bring", "calendar.add"] {
        visitor.reads(words.get(key)?).await?;
    }
    visitor
        .reads(playbook.get(&["appointments", "compensation_help", "for_child"])?)
        .await?;
    visitor
        .is_fine(&format!("a visit in {language}"), TITLE)
        .await?;
    nothing_of_the_frame_is_english(&stage, language).await?;

    let entry = stage
        .visitor
        .target_of("link", Name::Is(stage.words.get("calendar.add")?))
        .await?;
    let path = entry
        .strip_prefix(&stage.centre.origin)
        .context("a file of the portal")?;
    let file = stage
        .centre
        .send("GET", path, &stage.visitor.cookie().await?)?;
    ensure!(
        !file.contains(title),
        "the calendar entry is not neutral:\n{file}"
    );

    let url = stage.site.url.clone();
    stage.visitor.leaves(&stage.words).await?;
    stage.visitor.arrives_at(&url).await?;
    stage.visitor.goes_back().await?;
    stage.visitor.reads_nothing_of(&[title, monday]).await?;
    stage
        .visitor
        .leaves_no_trace(&url, &[title], &["Dana Whitlow"])
        .await
}

async fn nothing_of_the_frame_is_english(stage: &Stage, language: &str) -> Result<()> {
    if language == "en" {
        return Ok(());
    }
    let english = Words::of("en")?;
    for key in [
        "leave.button",
        "sign_out",
        "nav.home",
        "nav.visits",
        "visit.who",
        "rights.link",
    ] {
        stage.visitor.reads(stage.words.get(key)?).await?;
        let other = english.get(key)?;
        let shown = stage.visitor.text().await?;
        ensure!(!shown.contains(other), "“{other}” is still English");
    }
    stage.visitor.reads(stage.words.get("not_reviewed")?).await
}

/// P3 in the language.
async fn what_is_late_is_told(language: &str) -> Result<()> {
    let stage = Stage::signed_in_with("kansas-city", language).await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor.find("link", Name::Has("Mark Ellery")).await?;
    let step = playbook.get(&["steps", "police_investigation", "title"])?;
    visitor.tap("link", Name::Is(step)).await?;
    visitor
        .find("heading", Name::Is(words.get("steps.title")?))
        .await?;
    visitor.has_loaded(words).await?;
    visitor.reads(words.get("say.title")?).await?;
    visitor
        .reads(playbook.get(&["steps", "police_investigation", "say"])?)
        .await?;
    visitor.reads("Paula Breck").await?;
    visitor
        .reads(playbook.get(&["rights", "status_on_request", "title"])?)
        .await?;
    visitor
        .is_fine(&format!("all steps in {language}"), TITLE)
        .await?;
    visitor
        .tap("link", Name::Is(words.get("rights.link")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("rights.title")?))
        .await?;
    visitor
        .reads(playbook.get(&["rights", "complain", "title"])?)
        .await?;
    visitor.reads(words.get("rights.no_advice")?).await?;
    visitor
        .is_fine(&format!("rights in {language}"), TITLE)
        .await
}

#[tokio::test]
async fn a_parent_reads_everything_in_english() -> Result<()> {
    the_journey_in("en", "Monday, November 23").await
}

#[tokio::test]
async fn a_parent_reads_everything_in_spanish() -> Result<()> {
    the_journey_in("es", "lunes, 23 de noviembre").await
}

#[tokio::test]
async fn a_parent_reads_everything_in_vietnamese() -> Result<()> {
    the_journey_in("vi", "Thứ Hai, 23 tháng 11").await
}

#[tokio::test]
async fn a_parent_reads_everything_in_arabic() -> Result<()> {
    the_journey_in("ar", "الاثنين، 23 نوفمبر").await
}

#[tokio::test]
async fn a_parent_reads_everything_in_somali() -> Result<()> {
    the_journey_in("so", "Isniin, 23 Nofembar").await
}

#[tokio::test]
async fn the_language_changes_on_the_spot_and_what_is_typed_stays() -> Result<()> {
    let stage = Stage::set("on-time").await?;
    let visitor = &stage.visitor;
    visitor.open("/start").await?;
    visitor
        .types(Name::Has(stage.words.get("code.label")?), "ABCD")
        .await?;
    for language in ["ar", "vi", "so", "es", "en"] {
        let words = Words::of(language)?;
        visitor.speaks(language).await?;
        visitor
            .find("heading", Name::Is(words.get("start.title")?))
            .await?;
        let html = visitor.script("document.documentElement.lang + document.documentElement.dir");
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        assert_eq!(html.await?, format!("{language}{direction}"));
        let typed = visitor.script("document.getElementById('code').value");
        assert_eq!(typed.await?, "ABCD");
    }
    Ok(())
}

#[tokio::test]
async fn a_family_with_an_arabic_card_is_greeted_in_arabic_with_a_phone_in_english() -> Result<()> {
    let stage = Stage::set_in("arabic", "en").await?;
    let arabic = Words::of("ar")?;
    let visitor = &stage.visitor;
    visitor.signs_in(&stage.words, &arabic, &stage.card).await?;
    visitor
        .find("heading", Name::Is(arabic.get("home.title")?))
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_first_screen_speaks_the_language_of_the_phone_before_the_program_runs() -> Result<()> {
    for language in ["ar", "vi", "so", "es", "en"] {
        let stage = Stage::set_in("on-time", language).await?;
        let visitor = &stage.visitor;
        visitor.holds_back("*.wasm").await?;
        visitor.open("/").await?;
        let moment = stage.words.get("sign_in.wait")?;
        visitor.find("heading", Name::Is(moment)).await?;
        visitor.leaves(&stage.words).await?;
        visitor.arrives_at(&stage.site.url).await?;
    }
    Ok(())
}
