//! Small fictional directories with the traps of real ones: what is read and repaired.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use portal_hsds::{Reading, pack, read};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn reading(name: &str) -> Reading {
    read(&fixture(name), &mut |_| {}).unwrap()
}

fn today() -> Date {
    Date::constant(2026, 3, 6)
}

#[test]
fn tables_of_1_1_are_read_and_every_repair_is_named() {
    let reading = reading("v11");
    insta::assert_debug_snapshot!("v11_report", reading.report);
    insta::assert_json_snapshot!("v11_services", reading.services);
    insta::assert_json_snapshot!("v11_organizations", reading.organizations);
}

#[test]
fn tables_of_2_0_are_read_and_nothing_of_them_is_lost() {
    let reading = reading("v20");
    insta::assert_debug_snapshot!("v20_report", reading.report);
    insta::assert_json_snapshot!("v20_services", reading.services);
    insta::assert_json_snapshot!("v20_organizations", reading.organizations);
    let on = |day| portal_hsds::hours::of_service(&reading.services[0], day);
    let usual = on(Date::constant(2026, 12, 23)).weekly;
    assert_eq!(usual.len(), 2, "Monday and Wednesday");
    let unusual = on(Date::constant(2026, 12, 31)).weekly;
    assert!(unusual.is_empty(), "what holds once is no weekly hour");
}

#[test]
fn what_is_packed_of_them() {
    let services = reading("v11").services;
    let entries: Vec<_> = services
        .iter()
        .filter_map(|service| pack::entry(service, today()))
        .collect();
    insta::assert_debug_snapshot!("v11_packed", entries);
    let details: Vec<_> = services
        .iter()
        .map(|service| pack::detail(service, today()))
        .collect();
    insta::assert_json_snapshot!("v11_details", details);
}

#[test]
fn a_service_as_json_is_read_repaired_and_packed() {
    let reading = reading("json/service.json");
    insta::assert_debug_snapshot!("json_report", reading.report);
    insta::assert_json_snapshot!("json_services", reading.services);
    insta::assert_json_snapshot!("json_detail", pack::detail(&reading.services[0], today()));
}

#[test]
fn the_other_shapes_of_json_are_read() {
    for (file, names) in [
        (
            "json/list.json",
            &["Paper Boat Therapy", "Paper Boat Food"][..],
        ),
        ("json/lines.ndjson", &["First Line", "Second Line"]),
        ("json/organization.json", &["Paper Boat Rides"]),
        ("json/service_at_location.json", &["Paper Boat Meals"]),
        ("json/tabular.json", &["Tabular Food Pantry"]),
    ] {
        let read: Vec<String> = reading(file)
            .services
            .into_iter()
            .map(|service| service.name)
            .collect();
        assert_eq!(read, names, "{file}");
    }
    let list = reading("json/list.json");
    assert_eq!(list.services[1].id, "s-1-2");
    assert_eq!(
        list.report.repairs["duplicate_service_id"].example,
        "list.json:4"
    );
    assert_eq!(list.report.repairs["envelope_disagrees"].count, 1);
    let owner = reading("json/organization.json")
        .services
        .remove(0)
        .organization
        .unwrap();
    assert_eq!(owner.name, "Paper Boat Inc.");
    let place = reading("json/service_at_location.json")
        .services
        .remove(0)
        .service_at_locations
        .remove(0);
    assert_eq!(place.location.unwrap().name.as_deref(), Some("Boat House"));
    let phone = reading("json/tabular.json")
        .services
        .remove(0)
        .phones
        .remove(0);
    assert_eq!(phone.extension.as_deref(), Some("7"));
}

#[test]
fn the_secret_place_of_a_shelter_is_hidden_in_its_organisation_too() {
    let reading = reading("v11");
    let secret: HashSet<String> = reading
        .services
        .iter()
        .flat_map(pack::secret_locations)
        .map(str::to_owned)
        .collect();
    let mut organization = reading.organizations[0].clone();
    pack::hide_secret_places(&mut organization, &secret);
    let shown: Vec<&str> = organization
        .locations
        .iter()
        .map(|location| location.id.as_str())
        .collect();
    assert_eq!(shown, ["101", "102"]);
}

#[test]
fn a_service_goes_through_json_unchanged() {
    for service in reading("v11")
        .services
        .into_iter()
        .chain(reading("json/service.json").services)
    {
        let json = serde_json::to_string(&service).unwrap();
        assert_eq!(
            serde_json::from_str::<portal_hsds::model::Service>(&json).unwrap(),
            service
        );
    }
}

#[test]
fn a_zip_of_tables_says_what_the_tables_say() {
    for version in ["v11", "v20"] {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("directory.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for entry in fs::read_dir(fixture(version)).unwrap() {
            let file = entry.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap();
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(&fs::read(&file).unwrap()).unwrap();
        }
        zip.finish().unwrap();
        let (zipped, plain) = (read(&path, &mut |_| {}).unwrap(), reading(version));
        assert_eq!(zipped.services, plain.services, "{version}");
        assert_eq!(zipped.report.repairs, plain.report.repairs, "{version}");
        assert_eq!(zipped.report.set_aside, plain.report.set_aside, "{version}");
    }
}

#[test]
fn progress_names_each_file() {
    let mut files = Vec::new();
    read(&fixture("v11"), &mut |progress| {
        files.push((progress.file.to_owned(), progress.rows));
    })
    .unwrap();
    assert!(files.contains(&("services.csv".to_owned(), 4)));
    assert!(files.contains(&("phones.csv".to_owned(), 4)));
}
