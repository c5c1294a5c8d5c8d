//! What comes in an order comes in the same one from both stores, however the database's language orders texts.

use std::sync::Arc;

use jiff::civil::date;
use portal_server::database::Database;
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use portal_server::store::caseload::ServedFamily;
use portal_server::store::{Parts, Publications, Snapshot, Store};
use portal_server::{demo, publish};
use serde_json::{Value, json};

use crate::support::Cluster;

const NOW: &str = "2026-03-10T09:00:00-05:00";

/// Names that people order otherwise than bytes are.
const NAMES: [&str; 6] = ["b", "A", "a-b", "ab", "B", "a.c"];

fn feed() -> String {
    let mut lines = vec![
        json!({"type": "feed", "version": 1, "as_of": NOW}),
        json!({"type": "family", "id": "f", "language": "en"}),
    ];
    for name in NAMES {
        lines.extend([
            json!({"type": "agency", "id": name, "kind": "police", "name": name}),
            json!({"type": "caregiver", "id": name, "family": "f", "label": name, "language": "en"}),
            json!({"type": "step", "id": name, "family": "f", "kind": "police_investigation",
                "agency": name, "state": "not_started"}),
        ]);
    }
    lines
        .iter()
        .map(|line: &Value| format!("{line}\n"))
        .collect()
}

/// Everything of the family that has an order.
async fn told(store: &dyn Store) -> String {
    let id = store.family_with_number("f").await.expect("an answer");
    let family = ServedFamily {
        id: id.expect("the family"),
    };
    let heads = store.heads(std::slice::from_ref(&family), date(2026, 3, 10));
    let case = store.family_file(&family, Parts(!0)).await.expect("a case");
    format!("{:#?} {case:#?}", heads.await.expect("heads"))
}

#[tokio::test]
async fn both_stores_have_one_order() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path().join("east")).publishing_to(Some(cluster.demo()));
    demo::make(&home, NOW.parse().expect("a time")).expect("a demo");
    let file = dir.path().join("feed.ndjson");
    std::fs::write(&file, feed()).expect("a file");
    let options = Options {
        source: "order",
        check: false,
        publish: true,
        now: NOW.parse().expect("a time"),
    };
    import_cases(&home, &file, &options, &mut |_, _| {}).expect("accepted");
    let by_file = Snapshot::open(&publish::current(&home).expect("a snapshot")).expect("opens");
    let publications = Publications::of(Database::open(&cluster.web()).expect("a pool"));
    let published = publications.serve(home.center_id().expect("an id"));
    publications.refresh().await;
    let by_database: Arc<dyn Store> = published.store().expect("a publication");
    let file = told(&by_file).await;
    assert_eq!(told(&*by_database).await, file);
    let at = |label: &str| {
        file.find(&format!("label: \"{label}\""))
            .expect("a caregiver")
    };
    assert!(at("A") < at("B") && at("B") < at("a-b"), "byte by byte");
}
