//! Publications: whole or not at all, under the next number, the last three kept.

use std::path::Path;
use std::sync::Arc;

use portal_server::database::{
    CenterId, Database, DatabaseError, DatabaseUrl, Question, current, only_reads,
};
use portal_server::demo;
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use portal_server::store::{Publications, Published};
use tempfile::TempDir;

use crate::support::Cluster;

const NOW: &str = "2026-03-10T09:00:00-05:00";

/// A home whose centre's id is the name of its folder, with the demo in it, published.
fn demo_home(dir: &Path, id: &str, database: DatabaseUrl) -> Home {
    let home = Home::at(dir.join(id)).publishing_to(Some(database));
    demo::make(&home, NOW.parse().expect("a time")).expect("a demo");
    home
}

/// One more delivery of the source "center", which tells of one family.
fn deliver(home: &Home, family: &str) {
    let file = home.root().join("feed.ndjson");
    let head = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;
    let row = format!(r#"{{"type":"family","id":"{family}","language":"en"}}"#);
    std::fs::write(&file, format!("{head}\n{row}\n")).expect("a file");
    let options = Options {
        source: "center",
        check: false,
        publish: true,
        now: NOW.parse().expect("a time"),
    };
    import_cases(home, &file, &options, &mut |_, _| {}).expect("accepted");
}

/// What a centre has of each table: its number of rows by publication.
async fn counts(database: &Database, center: &CenterId, table: &str) -> Vec<(i64, i64)> {
    let sql = format!("SELECT snapshot, count(*) FROM portal.{table} GROUP BY 1 ORDER BY 1");
    let question = Question {
        sql: &sql,
        values: &[],
    };
    let answers = database.ask(center, &[question]).await.expect("counts");
    answers[0]
        .iter()
        .map(|row| (row.get(0), row.get(1)))
        .collect()
}

async fn numbers(database: &Database, center: &CenterId, table: &str) -> Vec<i64> {
    let counts = counts(database, center, table).await;
    counts.into_iter().map(|(number, _)| number).collect()
}

fn center(id: &str) -> CenterId {
    id.parse().expect("an id")
}

/// The centre's own numbers of families that a server would show to staff.
async fn knows(published: &Arc<Published>, family: &str) -> bool {
    let store = published.store().expect("a publication");
    let found = store.family_with_number(family).await;
    found.expect("an answer").is_some()
}

struct Two {
    cluster: Cluster,
    _dir: TempDir,
    east: Home,
    importer: Database,
}

impl Two {
    /// Two centres in one database.
    fn start() -> Option<Self> {
        let cluster = Cluster::start()?;
        let dir = tempfile::tempdir().expect("a folder");
        let east = demo_home(dir.path(), "east", cluster.demo());
        demo_home(dir.path(), "west", cluster.demo());
        Some(Self {
            importer: Database::open(&cluster.importer()).expect("a pool"),
            cluster,
            _dir: dir,
            east,
        })
    }
}

#[tokio::test]
async fn the_last_three_publications_of_a_centre_are_kept_and_others_are_left_alone() {
    let Some(two) = Two::start() else { return };
    for family in ["f2", "f3", "f4", "f5"] {
        deliver(&two.east, family);
    }
    for table in ["item", "hsds_body", "hsds_index", "meta"] {
        let kept = numbers(&two.importer, &center("east"), table).await;
        assert_eq!(kept, [3, 4, 5], "{table}");
    }
    assert_eq!(numbers(&two.importer, &center("west"), "item").await, [1]);
    let centers = current(&two.importer).await.expect("the list");
    let at: Vec<_> = centers
        .iter()
        .map(|c| (c.center.as_str(), c.snapshot))
        .collect();
    assert_eq!(at, [("east", 5), ("west", 1)]);
}

#[tokio::test]
async fn a_publication_that_breaks_off_leaves_nothing_and_what_was_served_is_served() {
    let Some(two) = Two::start() else { return };
    let before = counts(&two.importer, &center("east"), "item").await;
    // The last table but one that is written refuses.
    let refuse =
        "ALTER TABLE portal.hsds_index ADD CONSTRAINT broken CHECK (snapshot < 2) NOT VALID";
    two.cluster.as_superuser("portal", refuse);
    let file = two.east.root().join("demo-cases.ndjson");
    let options = Options {
        source: "center",
        check: false,
        publish: true,
        now: NOW.parse().expect("a time"),
    };
    let refused = import_cases(&two.east, &file, &options, &mut |_, _| {}).expect_err("refused");
    let told = refused.to_string();
    assert!(told.contains("SQLSTATE 23514"), "{told}");
    assert_eq!(counts(&two.importer, &center("east"), "item").await, before);
    let centers = current(&two.importer).await.expect("the list");
    assert!(
        centers.iter().all(|center| center.snapshot == 1),
        "{centers:?}"
    );
    two.cluster.as_superuser(
        "portal",
        "ALTER TABLE portal.hsds_index DROP CONSTRAINT broken",
    );
    deliver(&two.east, "f2");
    assert_eq!(
        numbers(&two.importer, &center("east"), "item").await,
        [1, 2]
    );
}

#[tokio::test]
async fn a_server_follows_each_centre_and_goes_back_with_one_row() {
    let Some(two) = Two::start() else { return };
    let publications = Publications::of(Database::open(&two.cluster.web()).expect("a pool"));
    let [east, west] = ["east", "west"].map(|id| publications.serve(center(id)));
    let nobody = publications.serve(center("nobody"));
    publications.refresh().await;
    assert!(nobody.store().is_none());
    let west_before = west.store().expect("a publication");
    deliver(&two.east, "only-in-the-second");
    assert!(
        !knows(&east, "only-in-the-second").await,
        "a reader keeps its publication"
    );
    publications.refresh().await;
    assert!(knows(&east, "only-in-the-second").await);
    assert!(!knows(&west, "only-in-the-second").await);
    assert!(Arc::ptr_eq(
        &west_before,
        &west.store().expect("a publication")
    ));
    let mut connection = two
        .importer
        .at(&center("east"))
        .await
        .expect("a connection");
    let transaction = connection.begin().await.expect("a transaction");
    let back = "UPDATE portal.current SET snapshot = 1 WHERE center_id = 'east'";
    assert_eq!(transaction.execute(back, &[]).await.expect("one row"), 1);
    transaction.commit().await.expect("committed");
    publications.refresh().await;
    assert!(!knows(&east, "only-in-the-second").await);
}

#[tokio::test]
async fn a_server_answers_nothing_with_a_user_who_could_change_facts() {
    let Some(two) = Two::start() else { return };
    for mighty in [two.cluster.importer(), two.cluster.owner()] {
        let database = Database::open(&mighty).expect("a pool");
        assert_eq!(only_reads(&database).await, Err(DatabaseError::Mighty));
        let publications = Publications::of(database);
        let east = publications.serve(center("east"));
        publications.refresh().await;
        assert!(east.store().is_none());
    }
    let web = Database::open(&two.cluster.web()).expect("a pool");
    assert_eq!(only_reads(&web).await, Ok(()));
}

#[tokio::test]
async fn a_directory_of_another_version_does_not_keep_a_family_from_its_case() {
    let Some(two) = Two::start() else { return };
    let older = "UPDATE portal.directory SET pack = 'FPS0' WHERE center_id = 'east'";
    two.cluster.as_superuser("portal", older);
    let publications = Publications::of(Database::open(&two.cluster.web()).expect("a pool"));
    let [east, west] = ["east", "west"].map(|id| publications.serve(center(id)));
    publications.refresh().await;
    let found = async |published: &Arc<Published>| {
        let store = published.store().expect("a publication");
        store.directory_ref().await.expect("an answer").is_some()
    };
    assert_eq!((found(&east).await, found(&west).await), (false, true));
    assert!(knows(&east, "on-time").await);
}

#[tokio::test]
async fn a_folder_whose_name_is_no_id_needs_one_in_its_settings() {
    let Some(two) = Two::start() else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path().join("North Side")).publishing_to(Some(two.cluster.demo()));
    let refused = demo::make(&home, NOW.parse().expect("a time")).expect_err("refused");
    let told = refused.to_string();
    assert!(told.contains("center.json: id: expected"), "{told}");
    let centers = current(&two.importer).await.expect("the list");
    assert_eq!(centers.len(), 2);
}
