//! A services directory: replaced as a whole, refused as a whole, and real ones.

use std::path::PathBuf;

use portal_server::import::report::ImportError;

use crate::support::Center;

const ONE: &str = r#"{"id":"a","name":"Heron House","status":"active","organization":{"id":"o","name":"Harbor","description":"Help"},"phones":[{"id":"p","number":"816-555-0150"}]}"#;

fn two() -> String {
    format!(
        "{ONE}\n{}\n",
        ONE.replace("\"a\"", "\"b\"")
            .replace("Heron House", "Otter House")
    )
}

#[test]
fn a_directory_is_replaced_and_a_refused_one_changes_nothing() {
    let center = Center::new();
    let summary = center
        .services(&center.file("d.ndjson", two()))
        .expect("accepted");
    assert_eq!((summary.added, summary.removed), (2, 0));
    let summary = center
        .services(&center.file("d.ndjson", format!("{ONE}\n")))
        .expect("accepted");
    assert_eq!((summary.unchanged, summary.removed), (1, 1));
    let before = (center.facts(), center.current());
    let broken = center.file("broken.ndjson", format!("{ONE}\n{{\"id\":\"b\",\"name\":"));
    match center.services(&broken) {
        Err(ImportError::Refused(refusal)) => {
            assert_eq!(refusal.errors[0].line, 2, "{refusal}");
            assert!(
                refusal.to_string().contains("broken.ndjson:2: "),
                "{refusal}"
            );
        }
        other => panic!("expected a refusal, found {other:?}"),
    }
    assert_eq!((center.facts(), center.current()), before);
}

#[test]
fn what_nobody_can_use_any_more_is_neither_listed_nor_found() {
    let center = Center::new();
    let text = two().replacen("\"active\"", "\"defunct\"", 1);
    center
        .services(&center.file("d.ndjson", text))
        .expect("accepted");
    let connection = rusqlite::Connection::open(
        portal_server::publish::current(&center.home).expect("published"),
    )
    .expect("opens");
    let count = |sql: &str| {
        connection
            .query_row(sql, [], |r| r.get::<_, i64>(0))
            .expect("a count")
    };
    assert_eq!(count("SELECT count(*) FROM service"), 1);
    assert_eq!(
        count("SELECT json_extract(value, '$.services') FROM meta WHERE key = 'directory'"),
        1
    );
}

#[test]
fn organisations_and_terms_are_kept_beside_the_services_and_replaced_with_them() {
    let center = Center::new();
    let term = r#""attributes":[{"id":"t","taxonomy_term":{"id":"T-1","name":"Help","taxonomy_detail":{"id":"x","name":"Example"}}}]"#;
    let first = ONE.replacen("\"phones\"", &format!("{term},\"phones\""), 1);
    let kept = || {
        let connection = rusqlite::Connection::open(center.home.working_db()).expect("opens");
        let mut statement = connection
            .prepare("SELECT kind || ' ' || id FROM directory_record ORDER BY kind")
            .expect("a query");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<Vec<String>, _>>().expect("rows")
    };
    center
        .services(&center.file("d.ndjson", first))
        .expect("accepted");
    assert_eq!(
        kept(),
        ["organization o", "taxonomy x", "taxonomy_term T-1"]
    );
    let broken = center.file("broken.ndjson", "{");
    assert!(center.services(&broken).is_err());
    assert_eq!(kept().len(), 3);
    center
        .services(&center.file("d.ndjson", format!("{ONE}\n")))
        .expect("accepted");
    assert_eq!(kept(), ["organization o"]);
}

#[test]
fn a_directory_that_an_older_program_took_in_is_still_published() {
    let center = Center::new();
    center
        .services(&center.file("d.ndjson", two()))
        .expect("accepted");
    let connection = rusqlite::Connection::open(center.home.working_db()).expect("opens");
    connection
        .execute_batch("DROP TABLE directory_record")
        .expect("older");
    let now = center.options("directory").now;
    let snapshot = portal_server::publish::publish(&center.home, &connection, now);
    let snapshot = rusqlite::Connection::open(snapshot.expect("published")).expect("opens");
    let organizations: i64 = snapshot
        .query_row("SELECT count(*) FROM hsds WHERE kind = 2", [], |r| r.get(0))
        .expect("a count");
    assert_eq!(organizations, 1);
}

/// The folder of real directories, where this machine has one.
fn real(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PORTAL_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    Some(root.join(name)).filter(|p| p.exists())
}

#[test]
fn real_directories_are_taken_in() {
    let table = [
        ("open211-miami", 4089),
        ("hsds-3.0/examples/csv", 1),
        ("hsds-3.0/examples/service_full.json", 1),
        ("hsds-3.0/examples/tabular.json", 1),
        ("hsds-3.1/examples/csv", 1),
        ("hsds-3.1/examples/service_full.json", 1),
        ("hsds-3.1/examples/service_list.json", 1),
        ("hsds-3.1/examples/organization_full.json", 1),
        ("hsds-3.1/examples/service_at_location_full.json", 1),
    ];
    for (name, services) in table {
        let Some(path) = real(name) else {
            // Not on this machine; the fictional directories of this file were tested.
            continue;
        };
        let center = Center::new();
        let summary = center
            .services(&path)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(summary.added, services, "{name}");
        assert_eq!(center.current().as_deref(), Some("portal-00000001.db\n"));
    }
}
