//! P3: a promise runs late and an agency is silent: who promised, since when, whom to call, what to say.

use anyhow::Result;
use journeys::{Name, Stage, TITLE};

#[tokio::test]
async fn two_late_promises_and_a_silent_agency_are_on_the_first_screen() -> Result<()> {
    let stage = Stage::signed_in("kansas-city").await?;
    let (visitor, words, playbook) = (&stage.visitor, &stage.words, &stage.playbook);
    visitor
        .find("heading", Name::Is(words.get("home.late")?))
        .await?;
    for (kind, days, person, phone) in [
        ("police_investigation", "370", "Mark Ellery", "816-555-0111"),
        ("cps_investigation", "310", "Peter Oduya", "816-555-0117"),
    ] {
        let title = playbook.get(&["steps", kind, "title"])?;
        visitor.find("link", Name::Is(title)).await?;
        visitor
            .reads(&words.fill("days.late.other", &[("n", days)])?)
            .await?;
        let call = visitor.find("link", Name::Has(person)).await?;
        assert!(call.name.contains(phone), "{call:?}");
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
