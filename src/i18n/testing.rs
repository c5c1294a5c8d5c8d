//! Words for native tests: the real texts, dates left as they travel.

use std::collections::BTreeMap;

use super::{
    DateStyle, Formats, KIOSK_NAMES, LATER_NAMES, Language, NAMES, OFFICE_NAMES, PluralForm, Words,
    find_language,
};

/// Formats that show their input, so that a test reads which fact went where.
struct Plain;

impl Formats for Plain {
    fn date(&self, _: &Language, iso: &str, _: &str, style: DateStyle) -> String {
        let day = iso.get(..10).unwrap_or(iso);
        match style {
            DateStyle::Day => format!("day {day}"),
            DateStyle::Short => day.to_owned(),
            DateStyle::Month => day[..7].to_owned(),
        }
    }
    fn time(&self, _: &Language, rfc3339: &str, _: &str) -> String {
        rfc3339.get(11..16).unwrap_or(rfc3339).to_owned()
    }
    fn zone_name(&self, _: &Language, _: &str, zone: &str) -> String {
        zone.to_owned()
    }
    fn weekday(&self, _: &Language, day: u8) -> String {
        format!("weekday {day}")
    }
    fn number(&self, _: &Language, n: i32) -> String {
        n.to_string()
    }
    fn plural(&self, _: &Language, n: i32) -> PluralForm {
        if n == 1 {
            PluralForm::One
        } else {
            PluralForm::Other
        }
    }
    fn list(&self, _: &Language, items: &[String]) -> String {
        items.join(" + ")
    }
    fn language_name(&self, _: &Language, tag: &str) -> String {
        tag.to_owned()
    }
}

/// The words of `tag` from `locales/` and all its folders.
#[must_use]
pub fn words(tag: &str) -> Words {
    let mut table = BTreeMap::new();
    for folder in [
        "locales",
        "locales/office",
        "locales/kiosk",
        "locales/later",
    ] {
        let path = format!("{}/{folder}/{tag}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let texts: BTreeMap<String, Option<String>> =
            serde_json::from_str(&text).unwrap_or_default();
        table.extend(texts);
    }
    let texts = NAMES
        .iter()
        .chain(&OFFICE_NAMES)
        .chain(&KIOSK_NAMES)
        .chain(&LATER_NAMES)
        .map(|name| table.remove(*name).flatten().unwrap_or_default())
        .collect();
    let language = find_language(tag).unwrap_or(&super::LANGUAGES[0]);
    Words::new(language, texts, &Plain)
}

/// A text without the invisible isolates around its values.
#[must_use]
pub fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn values_are_isolated_and_plurals_follow_the_grammar() {
    let words = words("en");
    assert_eq!(words.days_late(4), "\u{2068}4\u{2069} days late");
    assert_eq!(bare(&words.days_late(1)), "1 day late");
}

#[test]
fn no_text_of_any_language_is_empty() {
    for language in &super::LANGUAGES {
        let words = words(language.tag);
        assert!(!words.app_skip().is_empty(), "{}", language.tag);
        assert!(!words.days_late(3).is_empty(), "{}", language.tag);
    }
}

/// A word nobody says is a word a translator translates for nothing.
#[test]
fn every_word_is_used() {
    fn sources(dir: &std::path::Path, into: &mut String) {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, into);
            } else if !path.ends_with("testing.rs") {
                into.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut server) = (String::new(), String::new());
    sources(&root.join("src"), &mut all);
    // Calendar files and cards are made by the server, and say some of the portal's words.
    for module in ["calendar_file", "card_print"] {
        let folder = root.join("crates/portal-server/src").join(module);
        sources(&folder, &mut server);
    }
    let by_server = |name: &str| server.contains(&format!("\"{name}\""));
    // What is on screen in every language at once is a static of that name.
    let in_all = |name: &str| all.contains(&name.replace('.', "_").to_uppercase());
    let unused: Vec<&str> = NAMES
        .iter()
        .chain(&OFFICE_NAMES)
        .chain(&KIOSK_NAMES)
        .chain(&LATER_NAMES)
        .map(|name| {
            ["zero", "one", "two", "few", "many", "other"]
                .iter()
                .find_map(|form| name.strip_suffix(&format!(".{form}")))
                .unwrap_or(name)
        })
        .filter(|base| !says(&all, &base.replace('.', "_")) && !by_server(base) && !in_all(base))
        .collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

/// Whether a method is called, or passed as `Words::method`.
fn says(sources: &str, method: &str) -> bool {
    let named = format!("Words::{method}");
    let longer = |rest: &str| rest.starts_with(|c: char| c == '_' || c.is_alphanumeric());
    sources.contains(&format!(".{method}("))
        || sources.split(&named).skip(1).any(|rest| !longer(rest))
}
