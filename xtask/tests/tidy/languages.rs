//! Every language says the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::files;

const PLURAL_FORMS: [&str; 6] = [".zero", ".one", ".two", ".few", ".many", ".other"];

/// Languages by name, each with the keys of its texts; a plural counts once, whatever forms its grammar needs.
fn keys_by_language(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let Ok(entries) = fs::read_dir(files::root().join(folder)) else {
        return BTreeMap::new();
    };
    let json = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"));
    json.map(|path| {
        let value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut keys = BTreeSet::new();
        collect("", &value, &mut keys);
        (
            path.file_stem().unwrap().to_string_lossy().into_owned(),
            keys,
        )
    })
    .collect()
}

fn collect(prefix: &str, value: &Value, keys: &mut BTreeSet<String>) {
    let Value::Object(object) = value else {
        let base = PLURAL_FORMS
            .iter()
            .find_map(|form| prefix.strip_suffix(form))
            .unwrap_or(prefix);
        keys.insert(base.to_owned());
        return;
    };
    for (name, value) in object {
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        collect(&path, value, keys);
    }
}

/// What differs from the first language.
fn differences(languages: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let Some((first, wanted)) = languages.first_key_value() else {
        return Vec::new();
    };
    let differs = languages.iter().flat_map(|(language, keys)| {
        keys.symmetric_difference(wanted)
            .map(move |key| format!("{key}: in one of {first} and {language} only"))
    });
    differs.collect()
}

#[test]
fn every_language_has_the_same_texts() {
    for folder in ["locales", "playbook"] {
        let languages = keys_by_language(folder);
        assert!(languages.len() != 1, "{folder} speaks one language alone");
        let differences = differences(&languages);
        assert!(
            differences.is_empty(),
            "{folder}:\n{}",
            differences.join("\n")
        );
    }
}

#[test]
fn a_missing_text_is_found() {
    let keys = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let languages = BTreeMap::from([
        ("en".to_owned(), keys(&["a", "b"])),
        ("es".to_owned(), keys(&["a"])),
    ]);
    assert_eq!(differences(&languages), ["b: in one of en and es only"]);
}
