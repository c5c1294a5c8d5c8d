//! The list: found by name or number, filtered, walked by keys, and as long as it gets.

use anyhow::{Result, ensure};
use journeys::{Centre, Name, NeutralSite, TITLE};

use crate::stage::Office;

#[tokio::test]
async fn families_are_found_by_name_number_and_need_with_keys_alone() -> Result<()> {
    let office = Office::desk().await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    let shown = async || visitor.all("button", Name::Has("Number ")).await;
    visitor
        .types_into("searchbox", Name::Is(words.get("caseload.search")?), "OKE")
        .await?;
    visitor
        .reads(&words.fill("caseload.count.one", &[("n", "1")])?)
        .await?;
    ensure!(shown().await?[0].name.starts_with("Okello"));
    visitor.presses("ArrowDown").await?;
    let focused = "document.activeElement.textContent";
    ensure!(
        visitor
            .script(focused)
            .await?
            .to_string()
            .contains("Okello")
    );
    visitor.presses("ArrowUp").await?;
    ensure!(visitor.script("document.activeElement.id").await? == "search");
    for _ in 0..3 {
        visitor.presses("Backspace").await?;
    }

    let late = [words.get("attention.late")?, "1"].join(" ");
    visitor.tap("button", Name::Is(&late)).await?;
    visitor
        .reads(&words.fill("caseload.count.one", &[("n", "1")])?)
        .await?;
    let none = [words.get("attention.card")?, "0"].join(" ");
    visitor.tap("button", Name::Is(&none)).await?;
    visitor.reads(words.get("caseload.none")?).await?;
    visitor.is_fine("a list of nobody", TITLE).await?;
    let all = [words.get("attention.all")?, "6"].join(" ");
    visitor.tap("button", Name::Is(&all)).await?;
    visitor.find("button", Name::Has("Brandt")).await?;

    // From the field with keys alone: to the first family, into it, and into the showing.
    visitor
        .script("document.querySelector('#search').focus()")
        .await?;
    visitor.presses("ArrowDown").await?;
    visitor.presses("Enter").await?;
    visitor.find("heading", Name::Is("Brandt")).await?;
    visitor.has_loaded(words).await
}

/// As many families as an advocate could ever have.
const MANY: usize = 500;

#[tokio::test]
async fn five_hundred_families_are_one_list() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::prepared(&site.url, |home| {
        let feed = home.join("many.ndjson");
        let head = format!(
            "{{\"type\":\"feed\",\"version\":1,\"as_of\":\"{}\"}}\n",
            journeys::CLOCK
        );
        let families = (0..MANY).map(|n| {
            format!("{{\"type\":\"family\",\"id\":\"many-{n}\",\"name\":\"Family {n:03}\",\"language\":\"en\"}}\n")
        });
        std::fs::write(
            &feed,
            std::iter::once(head).chain(families).collect::<String>(),
        )?;
        Ok(())
    })?;
    let feed = centre.home().join("many.ndjson");
    let (code, said) = centre.portal(&[
        "import",
        "cases",
        &feed.to_string_lossy(),
        "--source",
        "many",
    ])?;
    ensure!(code == Some(0), "{said}");
    let ids: Vec<String> = (0..MANY).map(|n| format!("many-{n}")).collect();
    let mut assign = vec!["staff", "assign", "--user", "dana.whitlow", "--family"];
    assign.extend(ids.iter().map(String::as_str));
    let (code, said) = centre.portal(&assign)?;
    ensure!(code == Some(0), "{said}");
    let office = Office::of(site, centre, 1280, 800).await?;
    let (visitor, words) = (&office.visitor, &office.words);
    office.signs_in("dana.whitlow").await?;
    visitor
        .reads(&words.fill("caseload.count.other", &[("n", "506")])?)
        .await?;
    // Whoever needs somebody still stands first.
    let first = visitor
        .script("document.querySelector('.families button').textContent")
        .await?;
    ensure!(first.to_string().contains("Brandt"), "{first}");
    // What is out of sight is not laid out: that is what lets the list scroll as one.
    let skipped = "[...document.querySelectorAll('.families > li')].filter(e => !e.firstElementChild.checkVisibility({contentVisibilityAuto: true})).length";
    let skipped = visitor.script(skipped).await?.as_u64().unwrap_or(0);
    ensure!(
        skipped > 450,
        "only {skipped} families out of sight are left out"
    );
    visitor
        .types_into(
            "searchbox",
            Name::Is(words.get("caseload.search")?),
            "family 499",
        )
        .await?;
    visitor.find("button", Name::Has("Family 499")).await?;
    visitor
        .reads(&words.fill("caseload.count.one", &[("n", "1")])?)
        .await
}
