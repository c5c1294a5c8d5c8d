//! P1: a visit goes into the phone's own calendar: who else may read it is said first, the time alone is
//! chosen, and more only stands in it where the parent wants that.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use journeys::{Name, Stage, TITLE};
use serde_json::json;
use tempfile::TempDir;

/// Whom the family meets, and where.
const TELLING: [&str; 3] = ["Dana Whitlow", "200 Cedar Street", "LOCATION"];

/// The choices in their order.
const CHOICES: [&str; 3] = ["calendar.time", "calendar.place", "calendar.all"];

/// A parent at the visit's page, with a folder for what is downloaded.
struct Parent {
    stage: Stage,
    downloads: TempDir,
    /// What kind of visit it is.
    title: String,
}

impl Parent {
    async fn in_language(language: &str) -> Result<Self> {
        let stage = Stage::signed_in_with("on-time", language).await?;
        let path = ["appointments", "compensation_help", "title"];
        let title = stage.playbook.get(&path)?.to_owned();
        stage.visitor.tap("link", Name::Is(&title)).await?;
        stage.visitor.find("heading", Name::Is(&title)).await?;
        let downloads = tempfile::tempdir()?;
        let folder = json!({"behavior": "allow", "downloadPath": downloads.path()});
        let browser = &stage.visitor.browser;
        browser.cdp("Browser.setDownloadBehavior", folder).await?;
        Ok(Self {
            stage,
            downloads,
            title,
        })
    }

    /// Which of the three is chosen, and whether each is large enough for a finger.
    async fn chosen(&self) -> Result<usize> {
        let look = "[...document.querySelectorAll('fieldset input')].map(i => {
            const box = i.closest('label').getBoundingClientRect();
            return [i.checked, Math.min(box.width, box.height) >= 48]; })";
        let found = self.stage.visitor.script(look).await?;
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        ensure!(found.len() == CHOICES.len(), "choices: {found:?}");
        let small = found.iter().any(|choice| choice[1] != true);
        ensure!(!small, "a choice is too small for a finger");
        let on = |choice: &serde_json::Value| choice[0] == true;
        match found.iter().filter(|choice| on(choice)).count() {
            1 => Ok(found.iter().position(on).unwrap_or_default()),
            other => bail!("{other} are chosen"),
        }
    }

    async fn chooses(&self, key: &str) -> Result<()> {
        let label = self.stage.words.get(key)?;
        self.stage.visitor.tap("radio", Name::Is(label)).await
    }

    /// Downloads the file and reads it, unfolded and without the marks that keep names in place.
    async fn downloads(&self) -> Result<String> {
        let add = self.stage.words.get("calendar.add")?;
        self.stage.visitor.tap("link", Name::Is(add)).await?;
        let path = self.downloads.path().join("appointment.ics");
        let until = Instant::now() + Duration::from_secs(10);
        while !path.is_file() {
            ensure!(Instant::now() < until, "nothing was downloaded");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let file = fs::read_to_string(&path)?.replace("\r\n ", "");
        fs::remove_file(path)?;
        Ok(file.replace(['\u{2068}', '\u{2069}'], ""))
    }
}

async fn a_visit_goes_into_the_calendar(language: &str) -> Result<()> {
    let parent = Parent::in_language(language).await?;
    let (visitor, words) = (&parent.stage.visitor, &parent.stage.words);
    let text = visitor.text().await?;
    let place_of = |key: &str| Ok::<_, anyhow::Error>(text.find(words.get(key)?));
    let (warning, first) = (place_of("calendar.shared")?, place_of("calendar.shows")?);
    ensure!(
        warning.is_some() && warning < first,
        "the warning is not first:\n{text}"
    );
    visitor
        .find("group", Name::Is(words.get("calendar.shows")?))
        .await?;
    ensure!(parent.chosen().await? == 0, "more than the time is chosen");
    visitor
        .is_fine(&format!("the calendar in {language}"), TITLE)
        .await?;

    let file = parent.downloads().await?;
    let summary = format!("\r\nSUMMARY:{}\r\n", words.get("calendar.event")?);
    let check = words.fill("calendar.check", &[("phone", "816-555-0100")])?;
    ensure!(file.contains(&summary) && file.contains(&check), "{file}");
    for word in TELLING.iter().copied().chain([parent.title.as_str()]) {
        ensure!(!file.contains(word), "the entry says {word}:\n{file}");
    }

    parent.chooses("calendar.all").await?;
    // The facts are shown anew meanwhile.
    visitor.waits_minutes(2).await?;
    ensure!(parent.chosen().await? == 2, "the choice is lost");
    let file = parent.downloads().await?;
    for word in TELLING
        .iter()
        .copied()
        .chain([parent.title.as_str(), &check])
    {
        ensure!(file.contains(word), "the entry lacks {word}:\n{file}");
    }
    ensure!(file.contains(&summary), "the title is not neutral:\n{file}");

    parent.chooses("calendar.place").await?;
    let file = parent.downloads().await?;
    ensure!(file.contains("200 Cedar Street"), "{file}");
    ensure!(!file.contains(&parent.title), "{file}");

    let Parent {
        mut stage, title, ..
    } = parent;
    let url = stage.site.url.clone();
    stage
        .visitor
        .leaves_no_trace(&url, &[&title], &["Dana Whitlow"])
        .await
}

#[tokio::test]
async fn a_visit_goes_into_the_calendar_in_english() -> Result<()> {
    a_visit_goes_into_the_calendar("en").await
}

#[tokio::test]
async fn a_visit_goes_into_the_calendar_in_arabic() -> Result<()> {
    a_visit_goes_into_the_calendar("ar").await
}

#[tokio::test]
async fn the_choice_is_made_by_keys_alone_and_is_gone_with_the_page() -> Result<()> {
    let parent = Parent::in_language("es").await?;
    let visitor = &parent.stage.visitor;
    visitor
        .script("document.querySelector('fieldset input').focus()")
        .await?;
    visitor.presses("ArrowDown").await?;
    ensure!(
        parent.chosen().await? == 1,
        "the arrow does not move the choice"
    );
    let add = Name::Is(parent.stage.words.get("calendar.add")?);
    let target = visitor.target_of("link", add).await?;
    ensure!(target.ends_with("?shows=place&language=es"), "{target}");
    visitor
        .tap("link", Name::Has(parent.stage.words.get("visits.all")?))
        .await?;
    visitor.tap("link", Name::Is(&parent.title)).await?;
    visitor.find("heading", Name::Is(&parent.title)).await?;
    ensure!(parent.chosen().await? == 0, "the choice was kept");
    Ok(())
}
