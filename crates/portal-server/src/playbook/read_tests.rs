//! What files can be, and in which line a mistake is told.

use super::*;
use crate::playbook::{default_files, fixture, warnings};

fn with(changes: &[(&str, &str, &str)]) -> Files {
    let mut files = fixture::files();
    for (file, from, to) in changes {
        let text = files.get_mut(*file).expect("a file");
        assert!(text.contains(from), "{file} has {from}");
        *text = text.replacen(from, to, 1);
    }
    files
}

fn told(files: &Files) -> Vec<String> {
    let refusal = read(files).err().unwrap_or_default();
    refusal.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_playbook_has_no_mistake_and_no_hard_sentence() {
    let files = default_files();
    let book = read(&files).unwrap_or_else(|refusal| panic!("{refusal}"));
    let hard: Vec<_> = warnings(&files, &book)
        .into_iter()
        .filter(|warning| !warning.ends_with("has signed this file yet"))
        .collect();
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn the_shipped_playbook_has_words_for_every_part_of_a_case() {
    let book = read(&default_files()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let english = &book.words["en"];
    let table = [
        ("steps", english.steps.len(), 40),
        ("appointments", english.appointments.len(), 15),
        ("agencies", english.agencies.len(), 12),
        ("glossary", english.glossary.len(), 40),
        ("rights", english.rights.len(), 12),
    ];
    for (part, count, least) in table {
        assert!(count >= least, "{part}: {count} of at least {least}");
    }
    let languages: Vec<_> = book.words.keys().map(String::as_str).collect();
    assert_eq!(languages, ["ar", "en", "es", "so", "vi"]);
}

#[test]
fn a_mistake_of_shape_is_told_by_its_path_and_the_others_are_told_as_well() {
    let files = with(&[
        (
            "en.json",
            r#""title": "The trial""#,
            r#""titel": "The trial""#,
        ),
        (
            "en.json",
            r#""id": "An ID, if you have one""#,
            r#""id": null"#,
        ),
        ("es.json", r#""toy": ""#, r#""toi": ""#),
        (
            "rules.json",
            r#""date_checked": "2026-03-06""#,
            r#""date_checked": 2026"#,
        ),
    ]);
    let line = |file: &str, text: &str| {
        let at = files[file].find(text).expect("it is there");
        files[file][..at].matches('\n').count() + 1
    };
    let told = told(&files);
    let expected = [
        format!(
            "en.json:{}: steps.trial.titel: expected one of title, means, you_do, next, say, for_child, found titel",
            line("en.json", "\"titel\"")
        ),
        format!(
            "en.json:{}: bring.id: expected text, found null",
            line("en.json", "\"id\": null")
        ),
        format!(
            "es.json:{}: bring.toy: expected an entry, as in English, found none",
            line("es.json", "\"bring\": {")
        ),
        format!(
            "es.json:{}: bring.toi: expected no entry that English does not have",
            line("es.json", "\"toi\"")
        ),
        format!(
            "rules.json:{}: promise_sources.law.date_checked: expected text, found integer 2026",
            line("rules.json", "2026")
        ),
    ];
    for expected in &expected {
        assert!(told.contains(expected), "{expected} in {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn a_rule_that_has_no_sense_is_told_with_its_line_and_what_was_expected() {
    let table = [
        (
            r#""from": "started_on""#,
            r#""from": "done_on""#,
            "rules.json:5: steps.trial.promise.from: expected started_on or asked_on, found done_on",
        ),
        (
            r#""days": 30"#,
            r#""days": "30""#,
            "rules.json:5: steps.trial.promise.days: expected a whole number, found string \"30\"",
        ),
        (
            r#""days": 30"#,
            r#""days": 1.5"#,
            "rules.json:5: steps.trial.promise.days: expected a whole number, found floating point 1.5",
        ),
        (
            r#""days": 30"#,
            r#""days": 1001"#,
            "rules.json:5: steps.trial.promise.days: expected 1 to 1000 days, found 1001",
        ),
        (
            r#""source": "law""#,
            r#""source": "decree""#,
            "rules.json:5: steps.trial.promise.source: expected a key that promise_sources has in en.json, found decree",
        ),
        (
            r#""days": 30, "#,
            "",
            "rules.json:5: steps.trial.promise: expected a field days, found none",
        ),
        (
            r#""quiet_after_days": 60"#,
            r#""quiet_after_days": 0"#,
            "rules.json:10: agencies.court.quiet_after_days: expected 1 to 1000 days, found 0",
        ),
        (
            r#""quiet_after_days": 60"#,
            r#""quiet_after": 60"#,
            "rules.json:10: agencies.court.quiet_after: expected quiet_after_days, found quiet_after",
        ),
    ];
    for (from, to, expected) in table {
        assert_eq!(told(&with(&[("rules.json", from, to)])), [expected]);
    }
}

#[test]
fn rules_of_an_earlier_version_are_taken_as_they_are() {
    let mut rules: Value = serde_json::from_str(&fixture::files()["rules.json"]).expect("JSON");
    let object = rules.as_object_mut().expect("an object");
    object.remove("agencies");
    object["steps"]["trial"] = serde_json::json!({"bring": ["id"]});
    let mut files = fixture::files();
    files.insert("rules.json".to_owned(), rules.to_string());
    assert_eq!(told(&files), [""; 0]);
}

#[test]
fn a_file_that_is_no_playbook_is_told_once() {
    let table = [
        ("en.json", "{", "", ":2: -: expected JSON: "),
        (
            "en.json",
            "\"language\": \"en\",",
            "",
            ":1: -: expected a field language, found none",
        ),
        (
            "en.json",
            "\"steps\"",
            "\"stepps\"",
            "stepps: expected one of language, reviewed_by, steps",
        ),
        (
            "rules.json",
            "\"appointments\": {}",
            "\"appointments\": []",
            "appointments: expected an object, found a list",
        ),
    ];
    for (file, from, to, expected) in table {
        let told = told(&with(&[(file, from, to)]));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with(file) && told[0].contains(expected),
            "{expected}: {told:?}"
        );
    }
}

#[test]
fn a_file_too_few_or_too_many_and_an_entry_that_stands_twice_are_told() {
    let mut files = with(&[(
        "es.json",
        "\"bring\": {",
        "\"bring\": {\n\"id\": \"Papeles\",",
    )]);
    files.remove("rules.json");
    files.insert("English.json".to_owned(), "{}".to_owned());
    let told = told(&files).join("\n");
    for expected in [
        "English.json:1: -: expected a name such as en.json, or rules.json",
        ": bring.id: expected this name once in its part, found it twice",
        "rules.json:1: -: expected a file of this name, found none",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(told.lines().count(), 3, "{told}");
}
