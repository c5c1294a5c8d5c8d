//! Every language says the same things: the build fails when one does not, and this shows that it would.

#[path = "../../../build/locales.rs"]
#[expect(dead_code, reason = "what makes tables of them is not looked at here")]
mod locales;

use std::fs;

use locales::{PLURAL_FORMS, compare, head, read, split_form};

use crate::files;

const ENGLISH: &str = "{
  \"_meta.dir\": \"ltr\",
  \"_meta.locale\": \"en-US\",
  \"_meta.name\": \"English\",
  \"_meta.reviewed_by\": null,
  \"call\": \"Call {name}\",
  \"days.one\": \"{n} day\",
  \"days.other\": \"{n} days\"
}";

/// The problems of English with `from` replaced by `to`, as the language `tag`.
fn problems(tag: &str, from: &str, to: &str) -> Vec<String> {
    assert!(ENGLISH.contains(from), "{from}");
    let english = read("en", ENGLISH).unwrap();
    match read(tag, &ENGLISH.replace(from, to)) {
        Ok(other) => [head(&other), compare(&english, &other)].concat(),
        Err(problem) => vec![problem],
    }
}

#[test]
fn whatever_a_translation_lacks_fails_the_build() {
    let call = "\"call\": \"Call {name}\",";
    let table = [
        ("es", call, "", "es: call is missing"),
        (
            "es",
            "Call {name}",
            "Llame",
            "es: call has other placeholders than English",
        ),
        (
            "es",
            "Call {name}",
            "Llame a {nombre}",
            "es: call has other placeholders than English",
        ),
        (
            "es",
            call,
            "\"call\": \"{name}\",\n\"cat\": \"x\",",
            "es: cat is not in English",
        ),
        (
            "es",
            "\"days.one\": \"{n} day\",",
            "",
            "es: days.one is missing",
        ),
        (
            "ar",
            "\"days.one\"",
            "\"days.one\"",
            "ar: days.zero is missing",
        ),
        (
            "es",
            "{n} days",
            "{m} días",
            "es: days.other has an unknown placeholder",
        ),
        (
            "es",
            "\"_meta.dir\": \"ltr\",",
            "",
            "es: _meta.dir is missing",
        ),
        (
            "es",
            call,
            "\"zzz\": \"x\",",
            "es: keys must be sorted, unique and one per line",
        ),
        (
            "es",
            "\"_meta.locale\": \"en-US\",",
            "\"_meta.locale\": \"so\",\n\"_meta.months\": \"a|b\",",
            "es: _meta.months has 2 names, expected 12",
        ),
    ];
    for (tag, from, to, expected) in table {
        let found = problems(tag, from, to);
        assert!(found.iter().any(|p| p == expected), "{expected}: {found:?}");
    }
    assert!(problems("vi", "\"days.one\": \"{n} day\",\n", "").is_empty());
    assert!(
        problems("es", "{n} day\"", "mañana\"").is_empty(),
        "a form may do without its number"
    );
}

#[test]
fn every_shipped_language_is_whole() {
    for folder in [
        "locales",
        "locales/office",
        "locales/kiosk",
        "locales/later",
    ] {
        let folder = files::root().join(folder);
        let text = |tag: &str| fs::read_to_string(folder.join(format!("{tag}.json"))).unwrap();
        let english = read("en", &text("en")).unwrap();
        for tag in ["es", "vi", "ar", "so"] {
            let problems = compare(&english, &read(tag, &text(tag)).unwrap());
            assert!(problems.is_empty(), "\n{}", problems.join("\n"));
        }
    }
    assert_eq!(split_form("days.other"), ("days", Some(PLURAL_FORMS[5])));
}
