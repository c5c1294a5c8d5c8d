//! Broken and hostile files: each is refused with the words that help to mend it.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

use std::fs;
use std::io::Write;
use std::path::Path;

use portal_hsds::{MAX_ERRORS, read};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: &[u8] = b"id,name,status\n1,Sample House,active\n";

fn errors(path: &Path) -> String {
    read(path, &mut |_| {}).unwrap_err().to_string()
}

#[track_caller]
fn refused(files: &[(&str, &[u8])], expected: &str) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let path = match files {
        [(name, _)] if !name.ends_with("csv") => folder.path().join(name),
        _ => folder.path().to_owned(),
    };
    let errors = errors(&path);
    assert!(
        errors.contains(expected),
        "expected: {expected}\nfound: {errors}"
    );
}

#[test]
fn a_row_that_does_not_end_is_refused_with_its_line() {
    let row = format!("id,name\n1,House\n2,\"{}", "a".repeat(5 << 20));
    refused(
        &[("services.csv", row.as_bytes())],
        "services.csv:3: expected a row shorter than 4 MB",
    );
}

#[test]
fn broken_tables_are_refused_with_their_line() {
    for (bytes, expected) in [
        (
            &b"id,name\n1,House\n2\n"[..],
            "services.csv:3: expected 2 fields as in the first line, found 1",
        ),
        (
            b"id,name\r\n1,\"two\r\nlines\"\r\n\r\n3,a,b\r\n",
            "services.csv:5: expected 2 fields",
        ),
        (
            b"id,name\n1,\"House\n2,Home\n",
            "services.csv:2: a quote opens here and never closes",
        ),
        (
            b"id,name\n1,House\n2,\xff\xfe\n",
            "services.csv:3: name: expected UTF-8",
        ),
        (
            b"id,name\n,House\n",
            "services.csv:2: id: is empty; every service has an id",
        ),
        (
            b"id,name\n1,  \n",
            "services.csv:2: name: is empty; every service has a name",
        ),
        (b"id,name\n1,\0\n", "services.csv:2: name: is empty"),
        (
            b"id,title\n1,House\n",
            "services.csv:1: expected a column name",
        ),
        (
            b"id,name,name\n1,a,b\n",
            "services.csv:1: the column \"name\" stands twice",
        ),
        (
            b"",
            "services.csv:1: is empty; expected a line of column names",
        ),
        (b"id,name\n", "services.csv: holds no service"),
    ] {
        refused(&[("services.csv", bytes)], expected);
    }
}

#[test]
fn an_error_in_any_table_refuses_the_whole() {
    refused(
        &[("services.csv", GOOD), ("phones.csv", b"id,number\n1\n")],
        "phones.csv:2: expected 2 fields",
    );
    refused(
        &[("services.csv", GOOD), ("organizations.csv", b"id\n1\n")],
        "organizations.csv:1: expected a column name",
    );
    refused(
        &[("phones.csv", b"id\n1\n")],
        "expected services.csv here, in data/ or in csv/",
    );
    refused(
        &[("a.json", b"{}"), ("b.json", b"{}")],
        "of JSON import one file at a time: a.json, b.json",
    );
}

#[test]
fn broken_json_is_refused_with_its_line() {
    for (bytes, expected) in [
        (
            &b"{\n \"id\": \"1\",\n \"name\": }\n"[..],
            "a.json:3: expected JSON",
        ),
        (
            b"{\"id\":\"1\",\"status\":\"active\"}",
            "a.json:1: name: is missing; every service has a name",
        ),
        (
            b"[\n{\"name\":\"House\",\"status\":\"active\"}]",
            "a.json:2: id: is missing",
        ),
        (
            b"[1]",
            "a.json:1: expected an object with the fields of a service",
        ),
        (b"{\"contents\":[]}", "a.json: holds no service"),
        (
            b"{\"id\":\"1\",\"location_type\":\"physical\"}",
            "is a location without its services",
        ),
        (
            b"{\"version\":\"x\",\"openapi_url\":\"y\"}",
            "describes an API",
        ),
        (b"\n\xff", "a.json:2: expected UTF-8"),
        (b"", "a.json: holds no service"),
    ] {
        refused(&[("a.json", bytes)], expected);
    }
    refused(
        &[("a.txt", b"x")],
        "expected a folder of CSV files, a .zip of one",
    );
}

#[test]
fn all_errors_come_at_once_and_at_most_a_hundred() {
    let folder = TempDir::new().unwrap();
    let rows = "1,\n".repeat(250);
    fs::write(
        folder.path().join("services.csv"),
        format!("id,name\n{rows}"),
    )
    .unwrap();
    fs::write(folder.path().join("phones.csv"), "id,number\n1\n").unwrap();
    let refusal = read(folder.path(), &mut |_| {}).unwrap_err();
    assert_eq!((refusal.errors.len(), refusal.total), (MAX_ERRORS, 251));
    assert!(refusal.to_string().ends_with("and 151 more\n"));
}

fn zipped(entries: &[(&str, &[u8])]) -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("directory.zip");
    let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    (folder, path)
}

#[test]
fn a_zip_is_read_without_unpacking_it() {
    let (_folder, path) = zipped(&[
        ("export/services.csv", GOOD),
        ("../../phones.csv", b"id\n"),
        ("notes.txt", b"x"),
    ]);
    let reading = read(&path, &mut |_| {}).unwrap();
    assert_eq!(reading.services[0].name, "Sample House");
    assert_eq!(
        reading.report.rows_read.len(),
        1,
        "other folders are not read"
    );
}

#[test]
fn a_zip_that_swells_or_is_none_is_refused() {
    let (_folder, path) = zipped(&[("services.csv", &vec![b'a'; 8 << 20])]);
    assert!(errors(&path).contains("services.csv unpacks to more than 200 times its size"));
    let names: Vec<String> = (0..1_001).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), GOOD)).collect();
    let (_folder, path) = zipped(&many);
    assert!(errors(&path).contains("has 1001 entries, at most 1000 are read"));
    let (_folder, path) = zipped(&[("readme.txt", b"x")]);
    assert!(errors(&path).contains("expected services.csv in it"));
    refused(&[("a.zip", b"not a zip")], "a.zip: expected a zip archive");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let (outside, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(outside.path().join("services.csv"), GOOD).unwrap();
    let link = folder.path().join("services.csv");
    std::os::unix::fs::symlink(outside.path().join("services.csv"), &link).unwrap();
    let errors = errors(folder.path());
    assert!(
        errors.contains("services.csv is a link out of the folder and was not read"),
        "{errors}"
    );
}
