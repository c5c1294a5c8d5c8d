//! Tables and mappings with mistakes in them: each is told by file, line and the source's own column.

use std::fs;

use portal_server::import::report::{ImportError, Refusal, Summary};
use portal_server::import::settings::SourceSettings;

use crate::support::Center;
use crate::tables::{CASE, EXAMPLE, example, folder, import, import_as};

fn refused(result: Result<Summary, ImportError>) -> Refusal {
    match result {
        Err(ImportError::Refused(refusal)) => refusal,
        Err(other) => panic!("expected a refusal, found {other}"),
        Ok(summary) => panic!("expected a refusal, found {summary}"),
    }
}

#[test]
fn every_mistake_names_file_line_and_the_sources_own_column() {
    let center = Center::new();
    let mut files: Vec<(String, String)> = fs::read_dir(EXAMPLE)
        .expect("a folder")
        .map(|e| e.expect("an entry"))
        .filter(|e| e.path().extension().is_some_and(|e| e == "csv"))
        .map(|e| {
            let text = fs::read_to_string(e.path()).expect("a file");
            (e.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    for (name, from, to) in [
        (
            "CaseEvents_20260302.csv",
            "E-501,1041,1041-1,FI,MC01,Complete",
            "E-501,1041,1042-1,FI,MC01,Finished",
        ),
        ("CaseEvents_20260302.csv", "02/25/2026", "2026-02-25"),
        ("CaseEvents_20260302.csv", "S-20,,,,50", "S-99,,,,5000000"),
        (
            "CaseEvents_20260302.csv",
            "E-503,1042,1042-1,MED-EX",
            "E-503,1042,1042-1,what he said",
        ),
        ("Cases.csv", "Intake Date", "Intake"),
        ("Victims.csv", "1042-1,1042,1", "1042-1,1042"),
        ("Staff.csv", "Prefers calls", "FBI# 7654321AB"),
        ("Caregivers.csv", "Relation", "SID"),
        ("Schedule.csv", "01:30 PM", "half past"),
        ("Targets.csv", "E-503", "E-999"),
    ] {
        let file = files.iter_mut().find(|(n, _)| n == name).expect("a file");
        let changed = file.1.replace(from, to);
        assert_ne!(file.1, changed, "{from}");
        file.1 = changed;
    }
    files.retain(|(name, _)| name != "Locations.csv");
    files.push(("Extra.csv".to_owned(), "a\n1\n".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    let refusal = refused(import_as(&center, &folder(&center, &files), &example()));
    let told = refusal.to_string();
    insta::assert_snapshot!(told);
    assert!(!told.contains("he said") && !told.contains("7654321"));
    assert!(center.facts().is_empty() && center.current().is_none());
}

#[test]
fn references_are_told_with_the_sources_own_columns() {
    let center = Center::new();
    let folder = center.dir.path().join("copy");
    fs::create_dir(&folder).expect("a folder");
    for entry in fs::read_dir(EXAMPLE).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file");
        let text = text
            .replace("T-6,E-503", "T-6,E-999")
            .replace("MC01,SCHED,03/18", "MC09,SCHED,03/18");
        fs::write(folder.join(path.file_name().expect("a name")), text).expect("a file");
    }
    let told = refused(import_as(&center, &folder, &example())).to_string();
    for expected in [
        "Targets.csv:3: EventKey: expected the id of a step in this file or an earlier import, found none with id E-999",
        "Schedule.csv:3: PartnerCode: expected the id of a agency",
        "refused: 2 errors",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_line() {
    let center = Center::new();
    let utf16: Vec<u8> = "\u{feff}id,language\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin1 = b"id,kind,name\na,police,Jos\xe9\n".to_vec();
    for (name, bytes, expected) in [
        (
            "families.csv",
            utf16,
            ":1: -: expected UTF-8 text, found UTF-16",
        ),
        ("agencies.csv", latin1, ":2: name: expected UTF-8 text"),
        (
            "families.csv",
            b"id;language\nf;en\n".to_vec(),
            ":1: -: expected commas between columns",
        ),
        (
            "families.csv",
            b"id,language\nf,en,es\n".to_vec(),
            ":2: -: expected 2 cells, found 3",
        ),
        (
            "families.csv",
            b"id,language\nf,\"en\n".to_vec(),
            ":2: -: expected a closing quote",
        ),
        (
            "families.csv",
            b"id,id,language\nf,f,en\n".to_vec(),
            ":1: id: expected no two columns",
        ),
        (
            "families.csv",
            b"id\nf\n".to_vec(),
            ":1: language: expected a column for this field, found none",
        ),
        (
            "families.csv",
            Vec::new(),
            ":1: -: expected a first line of column names",
        ),
        (
            "cases.csv",
            b"id\nf\n".to_vec(),
            ":1: -: expected a file named after a type",
        ),
        ("feed.csv", b"as_of\n".to_vec(), ":1: -: expected one row"),
        (
            "feed.csv",
            b"as_of\nyesterday\n".to_vec(),
            ":2: as_of: expected a time with its offset",
        ),
        (
            "tables.zip",
            b"PK no".to_vec(),
            ":1: -: expected a zip archive",
        ),
    ] {
        let refusal = refused(import(&center, &center.file(name, bytes))).to_string();
        assert!(
            refusal.contains(&format!("{name}{expected}")),
            "{expected}: {refusal}"
        );
        assert!(refusal.contains("refused: 1 error;"), "{refusal}");
    }
    let empty = center.dir.path().join("nothing");
    fs::create_dir(&empty).expect("a folder");
    assert!(
        refused(import(&center, &empty))
            .to_string()
            .contains("expected CSV files in it")
    );
}

#[test]
fn a_mapping_that_does_not_fit_is_the_centres_mistake_and_no_files() {
    let center = Center::new();
    let path = folder(&center, &CASE[1..2]);
    for (table, expected) in [
        (
            r#"{"type":"familly"}"#,
            "tables.families.csv.type: expected a type of row, found familly",
        ),
        (
            r#"{"columns":{"ID":"key"}}"#,
            "columns.ID: expected a field of family, found key: id, language",
        ),
        (
            r#"{"fixed":{"lang":"en"}}"#,
            "fixed: expected a field of family, found lang",
        ),
        (
            r#"{"dates":"%m/%d"}"#,
            "dates: expected a format that tells year, month and day",
        ),
        (r#"{"delimiter":"\""}"#, "delimiter: expected one character"),
    ] {
        let json = format!(r#"{{"tables":{{"families.csv":{table}}}}}"#);
        let settings: SourceSettings = serde_json::from_str(&json).expect("settings");
        match import_as(&center, &path, &settings) {
            Err(ImportError::Settings(told)) => assert!(told.contains(expected), "{told}"),
            other => panic!("expected a mistake of the mapping, found {other:?}"),
        }
    }
}
