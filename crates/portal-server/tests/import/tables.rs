//! The case feed as tables: a source's own columns and codes, accepted whole or refused whole.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use portal_server::import::report::{ImportError, Summary};
use portal_server::import::settings::SourceSettings;
use portal_server::import::{import_cases, import_cases_as};
use serde_json::Value;

use crate::support::Center;

pub const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/examples/case-system"
);

pub fn example() -> SourceSettings {
    SourceSettings::read_file(&Path::new(EXAMPLE).join("mapping.json")).expect("a mapping")
}

pub fn folder(center: &Center, files: &[(&str, &str)]) -> PathBuf {
    let folder = center.dir.path().join("tables");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir(&folder).expect("a folder");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
    folder
}

pub fn import(center: &Center, path: &Path) -> Result<Summary, ImportError> {
    import_cases(
        &center.home,
        path,
        &center.options("center"),
        &mut |_, _| {},
    )
}

pub fn import_as(
    center: &Center,
    path: &Path,
    with: &SourceSettings,
) -> Result<Summary, ImportError> {
    let options = center.options("county");
    import_cases_as(&center.home, path, with, &options, &mut |_, _| {})
}

fn fact(center: &Center, kind: &str, id: &str) -> Value {
    let facts = center.facts();
    let found = facts.iter().find(|f| f.1 == kind && f.2 == id);
    serde_json::from_str(&found.unwrap_or_else(|| panic!("no {kind} {id}")).3).expect("JSON")
}

pub const CASE: [(&str, &str); 7] = [
    (
        "agencies.csv",
        "id,kind,name,quiet_after_days\npolice,police,Riverbend Police,30\n",
    ),
    ("families.csv", "id,language\nf,en\n"),
    ("children.csv", "id,family,number\nc,f,1\nd,f,2\n"),
    (
        "caregivers.csv",
        "id,family,label,language,barred\np,f,Parent 1,en,no\nq,f,Parent 2,en,YES\n",
    ),
    (
        "grants.csv",
        "id,caregiver,rights,starts_on,ends_on\ng,p,steps;appointments,2026-03-01,2026-06-01\n",
    ),
    (
        "steps.csv",
        "id,family,kind,agency,state,children,order,notes\r\ns,f,police_investigation,police,in_progress,c|d,7,\"Called,\r\ntwice\"\r\n",
    ),
    (
        "appointment.csv",
        "id,family,kind,agency,status,changed.what,changed.on\nv,f,medical_exam,police,cancelled,cancelled,2026-03-02\n",
    ),
];

#[test]
fn tables_with_the_feeds_own_names_need_no_mapping() {
    let center = Center::new();
    let summary = import(&center, &folder(&center, &CASE)).expect("accepted");
    assert_eq!(summary.added, 9);
    assert_eq!(summary.set_aside.get("free text in notes"), Some(&1));
    let step = fact(&center, "step", "s");
    assert_eq!(
        (&step["children"], &step["order"]),
        (&serde_json::json!(["c", "d"]), &7.into())
    );
    assert_eq!(fact(&center, "caregiver", "q")["barred"], true);
    let rights = &fact(&center, "grant", "g")["rights"];
    assert_eq!(*rights, serde_json::json!(["steps", "appointments"]));
    let changed = &fact(&center, "appointment", "v")["changed"];
    assert_eq!(changed["on"], "2026-03-02");
    let again = import(&center, &folder(&center, &CASE)).expect("accepted");
    assert_eq!((again.unchanged, again.added), (9, 0));
}

#[test]
fn the_example_of_a_case_system_is_taken_in_by_its_mapping() {
    let center = Center::new();
    let summary = import_as(&center, Path::new(EXAMPLE), &example()).expect("accepted");
    assert_eq!(summary.added, 2 + 3 + 2 + 2 + 3 + 3 + 2 + 4 + 2 + 2);
    assert_eq!(summary.set_aside.get("free text in narrative"), Some(&1));
    assert_eq!(summary.set_aside.get("free text in notes"), Some(&1));
    assert_eq!(
        summary.warnings,
        ["mapping.json: not read, it is no CSV file"]
    );
    assert_eq!(fact(&center, "contact", "S-11")["name"], "Mark Ellery");
    assert_eq!(fact(&center, "caregiver", "1041-b")["barred"], true);
    let visit = fact(&center, "appointment", "V-9");
    assert_eq!(
        visit["starts_at"], "2026-03-06T15:00:00Z",
        "nine in the centre's zone"
    );
    let step = fact(&center, "step", "E-500");
    assert_eq!(
        (&step["kind"], &step["started_on"], &step["children"]),
        (
            &"police_investigation".into(),
            &"2026-02-20".into(),
            &serde_json::json!(["1041-1", "1041-2"])
        )
    );
    assert!(!center.facts().iter().any(|f| f.3.contains("Called twice")));
}

#[test]
fn the_homes_settings_of_the_source_are_the_mapping() {
    let center = Center::new();
    fs::create_dir(center.home.sources()).expect("a folder");
    let mapping = Path::new(EXAMPLE).join("mapping.json");
    fs::copy(mapping, center.home.sources().join("center.json")).expect("a file");
    assert_eq!(
        import(&center, Path::new(EXAMPLE)).expect("accepted").added,
        25
    );
}

#[test]
fn one_table_alone_and_a_zip_of_tables_are_taken_in() {
    let center = Center::new();
    let one = center.file("families.csv", "\u{feff}id,language\r\nf,en\r\n,\r\n");
    assert_eq!(import(&center, &one).expect("accepted").added, 1);
    let path = center.dir.path().join("tables.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).expect("a file"));
    for (name, text) in CASE {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("export/{name}"), options)
            .expect("an entry");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    zip.finish().expect("a zip");
    assert_eq!(import(&center, &path).expect("accepted").added, 8);
}
