//! A file of words as a list of entries: what the checks, the reading level and the report walk over.

use std::collections::BTreeMap;

use portal_types::PlaybookWords;
use serde_json::Value;

use super::Files;

/// One entry: a step's kind with all its texts, or a single line such as one thing to bring.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The part it stands in, such as `steps`.
    pub section: String,
    /// Its key.
    pub key: String,
    /// The path of each text, such as `steps.trial.title`; `None` where the file says `null`.
    pub texts: Vec<(String, Option<String>)>,
}

impl Entry {
    /// Path of the whole entry.
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.key)
    }
}

/// Every entry of a language.
pub fn entries(words: &PlaybookWords) -> Vec<Entry> {
    let Ok(Value::Object(sections)) = serde_json::to_value(words) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (section, content) in sections {
        let Value::Object(content) = content else {
            continue;
        };
        for (key, value) in content {
            let path = format!("{section}.{key}");
            found.push(Entry {
                section: section.clone(),
                texts: texts(path, value),
                key,
            });
        }
    }
    found
}

fn texts(path: String, value: Value) -> Vec<(String, Option<String>)> {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (format!("{path}.{name}"), value.as_str().map(str::to_owned)))
            .collect(),
        other => vec![(path, other.as_str().map(str::to_owned))],
    }
}

/// How the entries of two playbooks differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Entries that are new.
    pub added: u64,
    /// Entries that say something else.
    pub changed: u64,
    /// Entries that are gone.
    pub removed: u64,
    /// Entries that stayed the same.
    pub unchanged: u64,
}

/// Compares two playbooks entry by entry, over all files.
#[must_use]
pub fn differences(before: &Files, after: &Files) -> Differences {
    let (before, after) = (values(before), values(after));
    let mut found = Differences::default();
    for (path, value) in &after {
        match before.get(path) {
            None => found.added += 1,
            Some(old) if old == value => found.unchanged += 1,
            Some(_) => found.changed += 1,
        }
    }
    found.removed = before
        .keys()
        .filter(|path| !after.contains_key(*path))
        .count() as u64;
    found
}

/// What stands two levels deep, by file and path; whatever is less deep counts as one.
fn values(files: &Files) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for (file, text) in files {
        let Ok(Value::Object(sections)) = serde_json::from_str(text) else {
            continue;
        };
        for (section, content) in sections {
            match content {
                Value::Object(content) => found.extend(
                    content
                        .into_iter()
                        .map(|(key, value)| (format!("{file}:{section}.{key}"), value)),
                ),
                other => drop(found.insert(format!("{file}:{section}"), other)),
            }
        }
    }
    found
}
