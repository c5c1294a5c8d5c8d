//! A session that ends: warned a minute before, kept on request, and work that waits for the same person.

use anyhow::Result;
use journeys::{Centre, Name, NeutralSite, TITLE};

use crate::stage::Office;

#[tokio::test]
async fn somebody_is_warned_stays_and_goes_on_where_they_were_after_signing_in_again() -> Result<()>
{
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor.opens_family(words, "Brandt").await?;
    visitor.shows_together(words, "Parent 1").await?;
    visitor
        .tap("button", Name::Is(words.get("walk.next")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("home.visit")?))
        .await?;

    visitor.script("Date.later(14.5 * 60 * 1000)").await?;
    visitor
        .find("alertdialog", Name::Is(words.get("idle.title")?))
        .await?;
    visitor.reads(words.get("idle.soon")?).await?;
    visitor.is_fine("the warning", TITLE).await?;
    visitor
        .tap("button", Name::Is(words.get("idle.stay")?))
        .await?;
    visitor.gone("alertdialog", Name::Any).await?;

    visitor.script("Date.later(16 * 60 * 1000)").await?;
    visitor
        .find("heading", Name::Is(words.get("staff.title")?))
        .await?;
    visitor.reads(words.get("staff.resume")?).await?;
    visitor
        .reads_nothing_of(&["Brandt", "Lantern Counseling", "Mark Ellery"])
        .await?;
    visitor.is_fine("signing in again", TITLE).await?;
    let staff = office.centre.staff("dana.whitlow")?;
    visitor.types_keys(words, staff, &staff.code(1)?).await?;
    visitor
        .find("heading", Name::Is(words.get("home.visit")?))
        .await?;
    visitor
        .find("button", Name::Is(words.get("walk.end")?))
        .await?;
    Ok(())
}

#[tokio::test]
async fn another_member_of_staff_finds_nothing_of_the_work_before() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor.opens_family(words, "Brandt").await?;
    visitor.script("Date.later(16 * 60 * 1000)").await?;
    visitor
        .find("heading", Name::Is(words.get("staff.title")?))
        .await?;
    let staff = office.centre.staff("rosa.medrano")?;
    visitor.types_keys(words, staff, &staff.code(0)?).await?;
    visitor
        .find("heading", Name::Is(words.get("caseload.title")?))
        .await?;
    visitor.find("button", Name::Has("Rivas")).await?;
    visitor.reads_nothing_of(&["Brandt"]).await
}

#[tokio::test]
async fn who_is_not_let_in_by_the_work_account_is_told_so() -> Result<()> {
    let site = NeutralSite::open()?;
    // A provider that does not answer: nobody listens there.
    let centre = Centre::prepared(&site.url, |home| {
        let settings = serde_json::json!({
            "issuer": "http://127.0.0.1:9", "client_id": "portal", "role_claim": "groups",
            "roles": {"advocates": "advocate"}, "redirect": "http://127.0.0.1:8080/api/v1/oidc/return"
        });
        Ok(std::fs::write(
            home.join("identity.json"),
            settings.to_string(),
        )?)
    })?;
    let office = Office::of(site, centre, 1280, 800).await?;
    let (visitor, words) = (&office.visitor, &office.words);
    visitor.open("/staff").await?;
    visitor
        .tap("link", Name::Is(words.get("staff.provider")?))
        .await?;
    visitor.reads(words.get("staff.provider_refused")?).await?;
    visitor.is_on("/staff").await?;
    visitor.is_fine("not let in", TITLE).await
}
