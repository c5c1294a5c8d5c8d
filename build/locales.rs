//! The languages in `locales/` and its folders: reading them, and comparing each with English.
//!
//! English is the measure. A language that misses a key, has one too many, uses other placeholders
//! or lacks a plural form of its grammar is told as a problem, and `build.rs` ends with it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// CLDR's plural categories, in the order of the slots of a plural key.
pub const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What the head of every file says.
const META: [&str; 4] = ["dir", "locale", "name", "reviewed_by"];

/// How many names each list of a calendar holds that browsers do not know.
const CALENDAR: [(&str, usize); 4] = [
    ("months", 12),
    ("weekdays", 7),
    ("day_periods", 2),
    ("and", 1),
];

/// The plural forms a language must spell out (CLDR); rarer ones fall back to `other`.
fn needed_forms(tag: &str) -> &'static [&'static str] {
    match tag {
        "vi" => &["other"],
        "ar" => &PLURAL_FORMS,
        _ => &["one", "other"],
    }
}

/// One language.
pub struct Locale {
    /// BCP 47 tag, the name of its file.
    pub tag: String,
    /// Its head, without `_meta.`.
    pub meta: BTreeMap<String, Option<String>>,
    /// Its texts by key.
    pub texts: BTreeMap<String, String>,
}

/// Reads the text of a file.
///
/// # Errors
/// Says what is wrong with its form.
pub fn read(tag: &str, text: &str) -> Result<Locale, String> {
    let value = serde_json::from_str(text).map_err(|e| format!("{tag}: {e}"))?;
    let Value::Object(object) = value else {
        return Err(format!("{tag}: not an object"));
    };
    // One key per line is part of the format, so that a translator's change is one line of a diff.
    let lines = text.lines().filter_map(|l| l.trim().strip_prefix('"'));
    let keys: Vec<&str> = lines.filter_map(|l| l.split('"').next()).collect();
    if !keys.is_sorted_by(|a, b| a < b) || keys.len() != object.len() {
        return Err(format!(
            "{tag}: keys must be sorted, unique and one per line"
        ));
    }
    let mut locale = Locale {
        tag: tag.to_owned(),
        meta: BTreeMap::new(),
        texts: BTreeMap::new(),
    };
    for (key, value) in object {
        match (key.strip_prefix("_meta."), value) {
            (Some(name), Value::Null) => drop(locale.meta.insert(name.to_owned(), None)),
            (Some(name), Value::String(v)) => drop(locale.meta.insert(name.to_owned(), Some(v))),
            (None, Value::String(v)) => drop(locale.texts.insert(key, v)),
            _ => return Err(format!("{tag}: {key}: not a text")),
        }
    }
    Ok(locale)
}

/// `days.one` → `("days", Some("one"))`.
pub fn split_form(key: &str) -> (&str, Option<&str>) {
    match key.rsplit_once('.') {
        Some((base, form)) if PLURAL_FORMS.contains(&form) => (base, Some(form)),
        _ => (key, None),
    }
}

/// The keys of a table of texts, in the order in which a program finds them: a plural once for each form, whether a
/// language has that form or not.
#[must_use]
pub fn slots(english: &Locale) -> Vec<String> {
    let slot = |key: &String| match split_form(key) {
        (base, Some("other")) => PLURAL_FORMS.map(|f| format!("{base}.{f}")).to_vec(),
        (_, Some(_)) => Vec::new(),
        (_, None) => vec![key.clone()],
    };
    english.texts.keys().flat_map(slot).collect()
}

/// What differs between English and another language.
#[must_use]
pub fn compare(english: &Locale, other: &Locale) -> Vec<String> {
    let tag = &other.tag;
    let mut problems = Vec::new();
    for (key, text) in &english.texts {
        let wanted = match split_form(key) {
            (base, Some("other")) => needed_forms(tag)
                .iter()
                .map(|form| format!("{base}.{form}"))
                .collect(),
            (_, Some(_)) => continue,
            (_, None) => vec![key.clone()],
        };
        for key in wanted {
            problems
                .extend(judge(&key, text, other.texts.get(&key)).map(|p| format!("{tag}: {p}")));
        }
    }
    for key in other.texts.keys() {
        let known = match split_form(key) {
            (base, Some(_)) => english.texts.contains_key(&format!("{base}.other")),
            (_, None) => english.texts.contains_key(key),
        };
        if !known {
            problems.push(format!("{tag}: {key} is not in English"));
        }
    }
    problems
}

fn judge(key: &str, english: &str, found: Option<&String>) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("{key} is missing"));
    };
    let (own, wanted) = (placeholders(found), placeholders(english));
    // A form such as "tomorrow" may do without its number; nothing may be invented.
    if split_form(key).1.is_some() {
        return (!own.is_subset(&wanted)).then(|| format!("{key} has an unknown placeholder"));
    }
    (own != wanted).then(|| format!("{key} has other placeholders than English"))
}

/// What the head of a language lacks.
#[must_use]
pub fn head(locale: &Locale) -> Vec<String> {
    let tag = &locale.tag;
    let missing = META.iter().filter(|name| !locale.meta.contains_key(**name));
    let mut problems: Vec<String> = missing
        .map(|name| format!("{tag}: _meta.{name} is missing"))
        .collect();
    if locale.meta.contains_key("months") {
        for (name, wanted) in CALENDAR {
            let list = locale.meta.get(name).cloned().flatten().unwrap_or_default();
            let count = list.split('|').filter(|item| !item.is_empty()).count();
            if count != wanted {
                problems.push(format!(
                    "{tag}: _meta.{name} has {count} names, expected {wanted}"
                ));
            }
        }
    }
    problems
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}
