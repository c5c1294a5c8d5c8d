//! A program that was changed on its way does not start.

use std::fs;
use std::path::Path;

use anyhow::Result;
use journeys::{Centre, Name, NeutralSite, TITLE, Visitor, Words, files};

/// A copy of the portal with one byte added to every file whose name fits.
fn tampered(name: impl Fn(&str) -> bool) -> Result<tempfile::TempDir> {
    let copy = tempfile::tempdir()?;
    copy_folder(&files(), copy.path(), &name)?;
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path, name: &impl Fn(&str) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(&file), name)?;
        } else if !name(&file) {
            fs::copy(entry.path(), to.join(&file))?;
        } else if !file.ends_with(".br") && !file.ends_with(".gz") {
            // Without compressed copies the server sends the plain file.
            let mut bytes = fs::read(entry.path())?;
            bytes.push(b'\n');
            fs::write(to.join(&file), bytes)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn changed_wasm_does_not_start_and_the_phone_number_stays() -> Result<()> {
    let site = NeutralSite::open()?;
    let copy = tampered(|name| name.contains("_bg-"))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    let words = Words::of("en")?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    visitor.reads(centre.phone()?).await?;
    visitor.find("button", Name::Any).await?;
    visitor.is_fine("changed wasm", TITLE).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed program asks for {fields:?}");
    visitor.leaves(&words).await?;
    visitor.arrives_at(&site.url).await
}

#[tokio::test]
async fn a_changed_script_does_not_run() -> Result<()> {
    let site = NeutralSite::open()?;
    let copy = tampered(|name| name.starts_with("family-portal-"))?;
    let centre = Centre::open_with(&site.url, copy.path())?;
    let visitor = Visitor::with_phone("en", &centre).await?;
    visitor.open("/start").await?;
    visitor.find("button", Name::Any).await?;
    visitor.reads(centre.phone()?).await?;
    let fields = visitor.all("textbox", Name::Any).await?;
    assert!(fields.is_empty(), "a changed program asks for {fields:?}");
    Ok(())
}
