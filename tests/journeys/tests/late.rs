//! P3: a promise runs late and an agency is silent: who promised, since when, whom to call, what to say.

use anyhow::{Context, Result};
use journeys::{Name, Stage, TITLE};

/// A text that is folded away under its heading.
const FOLD: &str = "DisclosureTriangle";

#[tokio::test]
async fn two_late_promises_and_a_silent_agency_are_on_the_first_screen() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor
        .find("heading", Name::Is(words.get("home.late")?))
        .await?;
    for (kind, days, person, phone, next) in [
        (
            "police_investigation",
            "370",
            "Mark Ellery",
            "816-555-0111",
            "Paula Breck",
        ),
        (
            "cps_investigation",
            "310",
            "Peter Oduya",
            "816-555-0117",
            "Helen Croft",
        ),
    ] {
        let title = playbook.get(&["steps", kind, "title"])?;
        visitor.find("link", Name::Is(title)).await?;
        visitor
            .reads(&words.fill("days.late.other", &[("n", days)])?)
            .await?;
        let first = words.fill("call.first", &[("name", person)])?;
        let call = visitor.find("link", Name::Has(&first)).await?;
        assert!(call.name.contains(phone), "{call:?}");
        let then = words.fill("call.next", &[("name", next)])?;
        visitor.find("link", Name::Has(&then)).await?;
        let target = visitor.target_of("link", Name::Has(person)).await?;
        let digits: String = target.chars().filter(char::is_ascii_digit).collect();
        assert!(
            target.starts_with("tel:") && digits.ends_with(&phone.replace('-', "")),
            "{target}"
        );
    }
    visitor
        .reads(&words.fill("quiet.days.other", &[("n", "400")])?)
        .await?;
    let folds = visitor.all(FOLD, Name::Is(words.get("say.title")?)).await?;
    assert_eq!(folds.len(), 2, "what to say lies beside each");
    visitor.tap_on(&folds[0]).await?;
    visitor
        .reads(playbook.get(&["steps", "police_investigation", "say"])?)
        .await?;
    visitor.is_fine("home with late promises", TITLE).await?;
    Ok(())
}

#[tokio::test]
async fn the_step_says_where_the_promise_comes_from_and_whom_to_call_next() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor
        .tap(
            "link",
            Name::Is(playbook.get(&["steps", "police_investigation", "title"])?),
        )
        .await?;
    visitor
        .find("heading", Name::Is(words.get("steps.title")?))
        .await?;
    visitor.has_loaded(words).await?;
    visitor.reads("Thursday, November 13, 2025").await?;
    visitor
        .reads(&words.fill("promise.moved", &[("day", "Thursday, October 9, 2025")])?)
        .await?;
    visitor
        .reads(playbook.get(&["steps", "police_investigation", "say"])?)
        .await?;
    visitor.reads("Paula Breck").await?;
    visitor.reads("RSMo 210.183").await?;
    visitor
        .reads(playbook.get(&["rights", "status_on_request", "means"])?)
        .await?;
    visitor
        .tap(FOLD, Name::Is(words.get("promise.before")?))
        .await?;
    let (agency, day) = ("Riverbend Police Family Unit", "Thursday, October 9, 2025");
    let said = words.fill("promise.worker", &[("agency", agency), ("day", day)])?;
    let missed = words.get("promise.missed")?;
    visitor.reads(&format!("{said} {missed}")).await?;
    let complain = playbook.get(&["rights", "complain", "title"])?;
    let folds = visitor.all(FOLD, Name::Is(complain)).await?;
    visitor
        .tap_on(folds.first().context("how to complain")?)
        .await?;
    visitor
        .reads(playbook.get(&["rights", "complain", "next"])?)
        .await?;
    visitor.reads(words.get("promise.kept")?).await?;
    visitor.is_fine("all steps", TITLE).await?;
    // One silent source never blanks a page, and says since when it is silent.
    visitor
        .reads(&words.fill(
            "source.down",
            &[("agency", "Ash County Prosecutor"), ("day", "November 12")],
        )?)
        .await?;
    visitor.reads_nothing_of(&["This is from ."]).await?;
    Ok(())
}
