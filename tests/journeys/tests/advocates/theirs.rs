//! A2: a family that is not theirs does not exist for them, and the log has it. In an emergency a supervisor may.

use anyhow::{Context, Result, ensure};
use journeys::{Name, TITLE};
use serde_json::Value;

use crate::stage::Office;

/// The opaque id of a family in the list of whoever has this cookie.
fn family_id(office: &Office, cookie: &str, number: &str) -> Result<String> {
    let answer = office
        .centre
        .send("GET", "/api/v1/advocate/families", cookie)?;
    let body = answer.split("\r\n\r\n").last().context("a body")?;
    let list: Value = serde_json::from_str(body)?;
    let families = list["families"].as_array().context("a list")?;
    let found = families.iter().find(|f| f["number"] == number);
    let id = found.and_then(|f| f["id"].as_str());
    Ok(id.context("the family")?.to_owned())
}

#[tokio::test]
async fn a_family_of_somebody_else_is_not_found_and_the_log_has_it() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    let id = family_id(&office, &visitor.cookie().await?, "kansas-city")?;
    visitor
        .tap("button", Name::Is(words.get("sign_out")?))
        .await?;
    visitor
        .find("heading", Name::Is(words.get("staff.title")?))
        .await?;
    let rosa = office.centre.staff("rosa.medrano")?;
    visitor.types_keys(words, rosa, &rosa.code(0)?).await?;
    visitor.find("button", Name::Has("Rivas")).await?;
    visitor.reads_nothing_of(&["Brandt"]).await?;
    let path = format!("/api/v1/advocate/families/{id}/overview");
    let answer = office.centre.send("GET", &path, &visitor.cookie().await?)?;
    ensure!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    ensure!(!answer.contains("Ellery"), "{answer}");
    let (_, log) = office
        .centre
        .portal(&["log", "family", "--family", "kansas-city"])?;
    let last = log.lines().last().context("a row")?;
    ensure!(
        last.contains("Rosa Medrano") && last.contains("not_found"),
        "{log}"
    );
    ensure!(log.contains("Dana Whitlow"), "{log}");
    let (code, whole) = office.centre.portal(&["log", "verify"])?;
    ensure!(code == Some(0) && whole.contains("whole"), "{whole}");
    Ok(())
}

#[tokio::test]
async fn a_supervisor_opens_a_family_in_an_emergency_and_says_why() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("ruth.hallgren").await?;
    visitor.reads_nothing_of(&["Rivas"]).await?;
    visitor
        .tap(
            "DisclosureTriangle",
            Name::Is(words.get("emergency.title")?),
        )
        .await?;
    visitor.reads(words.get("emergency.warning")?).await?;
    visitor
        .is_fine("opening a family in an emergency", TITLE)
        .await?;
    let ruth = office.centre.staff("ruth.hallgren")?;
    visitor
        .types(Name::Has(words.get("emergency.number")?), "espanol")
        .await?;
    visitor
        .chooses(
            "combobox",
            Name::Is(words.get("emergency.reason")?),
            "family_asks",
        )
        .await?;
    visitor
        .types(Name::Has(words.get("emergency.code")?), &ruth.code(1)?)
        .await?;
    visitor
        .tap("button", Name::Is(words.get("emergency.open")?))
        .await?;
    visitor.find("button", Name::Has("Rivas")).await?;
    visitor.reads(words.get("caseload.emergency")?).await?;
    let (_, log) = office.centre.portal(&["log", "emergencies"])?;
    ensure!(
        log.contains("Ruth Hallgren") && log.contains("family_asks") && log.contains("opened"),
        "{log}"
    );
    // An advocate is not even asked.
    visitor
        .tap("button", Name::Is(words.get("sign_out")?))
        .await?;
    let dana = office.centre.staff("dana.whitlow")?;
    visitor.types_keys(words, dana, &dana.code(0)?).await?;
    visitor.find("button", Name::Has("Brandt")).await?;
    visitor
        .gone(
            "DisclosureTriangle",
            Name::Is(words.get("emergency.title")?),
        )
        .await
}

#[tokio::test]
async fn an_advocate_stops_a_card_at_once() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor.opens_family(words, "Brandt").await?;
    visitor
        .tap("button", Name::Is(words.get("family.freeze")?))
        .await?;
    let card = office.centre.card("kansas-city")?;
    let selector = &card.code[..4];
    visitor
        .reads(&words.fill("family.freeze_sure", &[("card", selector)])?)
        .await?;
    visitor.is_fine("stopping a card", TITLE).await?;
    visitor
        .tap("button", Name::Is(words.get("family.freeze_yes")?))
        .await?;
    visitor
        .reads(&words.fill("family.card_frozen", &[("card", selector)])?)
        .await?;
    visitor
        .gone("button", Name::Is(words.get("family.freeze")?))
        .await
}
