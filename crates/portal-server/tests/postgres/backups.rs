//! PostgreSQL's own tools take along what is kept of many centres, as docs/database.md says.

use portal_server::auth::access_log::{self, Verdict};

use crate::auth::{chain, is_signed_in, open, read_of, server};
use crate::support::Cluster;

#[tokio::test]
async fn what_pg_restore_brings_back_is_every_centres_cards_sessions_and_log() {
    let (Some(first), Some(second)) = (Cluster::start(), Cluster::start()) else {
        return;
    };
    for (center, reads) in [("east", 3), ("west", 2)] {
        let db = server(&first.web(), center);
        db.write(open).await.expect("written");
        for who in 0..reads {
            let row = access_log::record(&db, read_of(who)).await;
            row.expect("a row");
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("portal.dump");
    let mut dump = first.client("pg_dump");
    dump.args([
        "--format=custom",
        "--data-only",
        "--schema=portal_auth",
        "--file",
    ]);
    let dumped = dump.arg(&file).status().expect("pg_dump");
    assert!(dumped.success());
    let mut restore = second.client("pg_restore");
    restore.args(["--data-only", "--disable-triggers", "--single-transaction"]);
    let restored = restore.arg(&file).status().expect("pg_restore");
    assert!(restored.success());
    assert_eq!(first.dump("portal_auth"), second.dump("portal_auth"));
    for (center, reads) in [("east", 3), ("west", 2)] {
        let db = server(&second.web(), center);
        assert_eq!(chain(&db).await, Verdict::Whole(reads));
        assert!(is_signed_in(&db).await, "{center}");
        // And it goes on from there.
        let row = access_log::record(&db, read_of(9)).await;
        row.expect("a row");
        assert_eq!(chain(&db).await, Verdict::Whole(reads + 1));
    }
}
