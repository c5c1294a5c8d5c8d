//! The centre's own words: taken in whole or refused whole, and never without a look at how hard
//! they are to read.

use std::fs;
use std::path::{Path, PathBuf};

use portal_server::import::report::{ImportError, Refusal, Summary};
use portal_server::import::{Options, import_playbook};

use crate::support::Center;

/// A folder with the small playbook of the fixtures, changed like this.
fn folder(center: &Center, changes: &[(&str, &str, &str)]) -> PathBuf {
    let folder = center.dir.path().join("words");
    fs::create_dir_all(&folder).expect("a folder");
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/playbook");
    for entry in fs::read_dir(fixture).expect("a fixture") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let mut text = fs::read_to_string(&path).expect("a text");
        for (_, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "{name} has {from}");
            text = text.replacen(from, to, 1);
        }
        fs::write(folder.join(name), text).expect("written");
    }
    folder
}

fn import(center: &Center, path: &Path) -> Result<Summary, ImportError> {
    import_playbook(
        &center.home,
        path,
        &center.options("center"),
        &mut |_, _| {},
    )
}

fn refused(center: &Center, path: &Path) -> Refusal {
    match import(center, path) {
        Err(ImportError::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

fn counts(summary: &Summary) -> (u64, u64, u64, u64) {
    (
        summary.added,
        summary.changed,
        summary.removed,
        summary.unchanged,
    )
}

#[test]
fn a_broken_playbook_changes_nothing_and_all_its_mistakes_are_told_at_once() {
    let center = Center::new();
    import(&center, &folder(&center, &[])).expect("accepted");
    let before = (center.facts(), center.current());
    let broken = folder(
        &center,
        &[
            (
                "en.json",
                "\"title\": \"The trial\"",
                "\"titel\": \"The trial\"",
            ),
            ("en.json", "\"A toy\"", "\" \""),
            ("en.json", "\"Leads the court.\"", "[\"Leads the court.\"]"),
            ("es.json", "\"es\"", "\"spanish\""),
            ("es.json", "[[judge|jueza]] oye", "[[jury|jueza]] oye"),
            ("es.json", "\"Llame a la corte.\"", "null"),
            (
                "es.json",
                "    \"toy\": \"Un juguete\"",
                "    \"toi\": \"Un juguete\"",
            ),
            ("es.json", "\"Oye a las dos partes.\"", "\"Oye [[judge.\""),
            ("rules.json", "[\"id\"]", "[\"id\", \"lease\"]"),
            ("rules.json", "\"2026-03-06\"", "\"March\""),
            ("rules.json", "[\"court\"]", "[\"police\"]"),
        ],
    );
    fs::write(broken.join("English.json"), "{}").expect("written");
    fs::write(broken.join("vi.json"), "{\n  \"language\": \"vi\",").expect("written");
    insta::assert_snapshot!(refused(&center, &broken).to_string());
    assert_eq!(
        (center.facts(), center.current()),
        before,
        "nothing changed"
    );
}

#[test]
fn a_folder_replaces_the_whole_playbook_and_a_file_its_namesake() {
    let center = Center::new();
    let folder = folder(&center, &[]);
    let first = import(&center, &folder).expect("accepted");
    assert!(
        first.added > 0 && first.removed > 40,
        "the default one is gone: {first}"
    );
    assert_eq!(
        counts(&import(&center, &folder).expect("accepted")),
        (0, 0, 0, 30)
    );
    let text = fs::read_to_string(folder.join("es.json")).expect("a text");
    let path = center.file(
        "es.json",
        format!("\u{feff}{}", text.replace("El juicio", "El día del juicio")),
    );
    assert_eq!(
        counts(&import(&center, &path).expect("accepted")),
        (0, 1, 0, 29)
    );
    fs::remove_file(folder.join("es.json")).expect("removed");
    assert_eq!(
        counts(&import(&center, &folder).expect("accepted")),
        (0, 0, 13, 17)
    );
}

#[test]
fn a_single_file_is_judged_with_those_it_stands_beside() {
    let center = Center::new();
    let folder = folder(&center, &[]);
    import(&center, &folder).expect("accepted");
    let text = fs::read_to_string(folder.join("en.json")).expect("a text");
    let path = center.file(
        "en.json",
        text.replace("\"toy\": \"A toy\"", "\"bear\": \"A bear\""),
    );
    let refusal = refused(&center, &path).to_string();
    let expected = [
        "es.json:42: bring.bear: expected an entry, as in English, found none",
        "es.json:44: bring.toy: expected no entry that English does not have",
    ];
    assert!(
        expected.iter().all(|line| refusal.contains(line)),
        "{refusal}"
    );
    let path = center.file(
        "en.json",
        text.replace("\"language\": \"en\"", "\"language\": \"fr\""),
    );
    let refusal = refused(&center, &path).to_string();
    assert!(
        refusal.starts_with(&format!("{}:2: language: ", path.display())),
        "{refusal}"
    );
    let path = center.file("en.json", b"{\n\"language\": \"\xff\"}");
    let refusal = refused(&center, &path).to_string();
    assert!(
        refusal.contains("en.json:2: -: expected UTF-8 text"),
        "{refusal}"
    );
}

#[test]
fn a_hard_sentence_is_warned_about_with_the_word_to_replace() {
    let center = Center::new();
    let hard = "The administration communicates the determination of the organization.";
    let folder = folder(
        &center,
        &[
            ("en.json", "You sit in a room and wait.", hard),
            (
                "es.json",
                "\"reviewed_by\": null",
                "\"reviewed_by\": \"Ana Ruiz\"",
            ),
        ],
    );
    let summary = import(&center, &folder).expect("accepted all the same");
    assert_eq!(summary.warnings.len(), 1, "{summary}");
    let shown = summary.to_string();
    assert!(
        shown.starts_with("warning: en.json:15: appointments.court_hearing: "),
        "{shown}"
    );
    assert!(
        shown.contains(hard) && shown.contains("replace “"),
        "{shown}"
    );
}

#[test]
fn a_translation_nobody_signed_is_warned_about() {
    let center = Center::new();
    let summary = import(&center, &folder(&center, &[])).expect("accepted");
    assert_eq!(
        summary.warnings,
        ["es.json:3: reviewed_by: no professional translator has signed this file yet"]
    );
}

#[test]
fn only_judging_a_playbook_leaves_everything_as_it_was() {
    let center = Center::new();
    let options = Options {
        check: true,
        ..center.options("center")
    };
    let folder = folder(&center, &[]);
    let summary =
        import_playbook(&center.home, &folder, &options, &mut |_, _| {}).expect("accepted");
    assert!(summary.checked_only && summary.added > 0, "{summary}");
    assert!(center.facts().is_empty() && center.current().is_none());
}
