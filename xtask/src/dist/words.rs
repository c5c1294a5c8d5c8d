//! The tables of words as a phone downloads them: texts in the order of the program, without their keys, which would be a
//! third of each table and stand in the wasm once more.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};

#[path = "../../../build/locales.rs"]
#[expect(
    dead_code,
    reason = "the build of the portal compares languages by the rest"
)]
mod locales;

/// Where they are gathered: the portal's own, those of the office and the touch screen, and those of screens that fetch their own.
const FOLDERS: [&str; 4] = [
    "locales",
    "locales/office",
    "locales/kiosk",
    "locales/later",
];

/// Takes the keys out of every table of a folder that Trunk has gathered.
pub fn without_keys(gathered: &Path) -> Result<()> {
    for folder in FOLDERS {
        let folder = gathered.join(folder);
        let english = read(&folder.join("en.json"))?;
        let slots = locales::slots(&english);
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let texts = read(&path)?.texts;
                let text = |slot| texts.get(slot).map_or("", String::as_str);
                let table: Vec<&str> = slots.iter().map(text).collect();
                fs::write(&path, serde_json::to_vec(&table)?)?;
            }
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<locales::Locale> {
    let tag = path.file_stem().unwrap_or_default().to_string_lossy();
    locales::read(&tag, &fs::read_to_string(path)?).map_err(|problem| anyhow!(problem))
}
