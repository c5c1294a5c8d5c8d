//! One mistake each, planted into a playbook without one.

use serde_json::{Value, json};

use super::*;
use crate::playbook::{RULES, fixture};

/// What is told of the small playbook with this put at a path of one file.
fn told(file: &str, path: &str, value: Value) -> Vec<String> {
    let mut files: BTreeMap<String, Value> = fixture::files()
        .into_iter()
        .map(|(name, text)| (name, serde_json::from_str(&text).expect("JSON")))
        .collect();
    let file = format!("{file}.json");
    let mut at = files.get_mut(&file).expect("a file");
    for name in path.split('.') {
        at = match name.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => &mut at[name],
        };
    }
    *at = value;
    let words = |language: &str| serde_json::from_value(files[&file_of(language)].clone());
    let draft = Draft {
        words: ["en", "es"]
            .map(|l| (l.to_owned(), words(l).expect("words")))
            .into(),
        rules: Some(serde_json::from_value(files[RULES].clone()).expect("rules")),
        unread: BTreeSet::new(),
    };
    let mistakes = check(&draft).into_iter();
    mistakes
        .map(|m| format!("{}: {}: {}", m.file, m.field, m.reason))
        .collect()
}

#[test]
fn each_mistake_is_told_with_its_file_its_path_and_what_was_expected() {
    let glossary = "expected a key of the glossary between [[ and ]], found jury";
    let table = [
        ("en", "language", json!("english"), "en.json: language: expected en, as the file is called, found english".to_owned()),
        ("es", "reviewed_by", json!(" "), "es.json: reviewed_by: expected the name of who has read it, or null".into()),
        ("es", "steps.trial.title", json!(""), "es.json: steps.trial.title: expected words, found an empty text".into()),
        ("es", "steps.trial.say", json!("Hola"), "es.json: steps.trial.say: expected null, as in English".into()),
        ("en", "steps.trial.say", json!("Hello"), "es.json: steps.trial.say: expected words, as in English, found null".into()),
        ("es", "bring", json!({"toy": "Un juguete"}), "es.json: bring.id: expected an entry, as in English, found none".into()),
        ("es", "bring.chair", json!("Silla"), "es.json: bring.chair: expected no entry that English does not have".into()),
        ("es", "steps.trial.means", json!("Un [[jury|jurado]]."), format!("es.json: steps.trial.means: {glossary}")),
        ("es", "steps.trial.means", json!("Un [[judge."), "es.json: steps.trial.means: expected ]] behind [[".into()),
        ("es", "steps.trial.means", json!("Un [[judge|]]."), "es.json: steps.trial.means: expected words between | and ]]".into()),
        ("rules", "steps.verdict", json!({"bring": []}), "rules.json: steps.verdict: expected a key that steps has in en.json".into()),
        ("rules", "steps.trial.bring.0", json!("lease"), "rules.json: steps.trial.bring.0: expected a key that bring has in en.json, found lease".into()),
        ("rules", "rights.ask.steps.0", json!("plea"), "rules.json: rights.ask.steps.0: expected a key that steps has in en.json, found plea".into()),
        ("rules", "rights.ask.agencies.0", json!("fbi"), "rules.json: rights.ask.agencies.0: expected a key that agencies has in en.json, found fbi".into()),
        ("rules", "rights.ask.date_checked", json!("March 2026"), "rules.json: rights.ask.date_checked: expected a day such as 2026-03-06, or null".into()),
        ("rules", "steps.trial.promise.source", json!("rsmo_1"), "rules.json: steps.trial.promise.source: expected a key that promise_sources has in en.json, found rsmo_1".into()),
        ("rules", "steps.trial.promise.days", json!(0), "rules.json: steps.trial.promise.days: expected 1 to 1000 days, found 0".into()),
        ("rules", "steps.trial.promise.days", json!(1001), "rules.json: steps.trial.promise.days: expected 1 to 1000 days, found 1001".into()),
        ("rules", "agencies.court.quiet_after_days", json!(-7), "rules.json: agencies.court.quiet_after_days: expected 1 to 1000 days, found -7".into()),
        ("rules", "agencies.circus", json!({"quiet_after_days": 7}), "rules.json: agencies.circus: expected a key that agencies has in en.json".into()),
        ("rules", "promise_sources.law.citation", json!(""), "rules.json: promise_sources.law.citation: expected where it stands, such as RSMo 595.209, or null".into()),
    ];
    for (file, path, value, expected) in table {
        assert_eq!(
            told(file, path, value.clone()),
            [expected],
            "{file} {path} {value}"
        );
    }
}

#[test]
fn a_playbook_without_a_mistake_passes() {
    assert_eq!(told("en", "steps.trial.title", json!("Court")), [""; 0]);
}

#[test]
fn a_key_that_no_file_of_an_agency_can_name_is_told() {
    let told = told(
        "es",
        "bring",
        json!({"id": "ID", "toy": "Juguete", "un papel": "Un papel"}),
    );
    assert!(
        told[0].contains("bring.un papel: expected a key of 1 to 64"),
        "{told:?}"
    );
}
