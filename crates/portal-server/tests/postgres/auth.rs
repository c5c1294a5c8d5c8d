//! Cards, sessions and access logs of many centres, written by several servers at once.

use std::sync::Arc;

use portal_server::auth::access_log::{self, Read, Verdict, verify};
use portal_server::auth::cards;
use portal_server::auth::db::{AuthDb, AuthDbError, Writers};
use portal_server::auth::sessions::{self, Key, NewSession};
use portal_server::auth::sql::Sql;
use portal_server::auth::throttle;
use portal_server::database::{Database, DatabaseError, DatabaseUrl};

use crate::support::Cluster;

/// A server's view of a centre: a pool and writers of its own.
pub fn server(url: &DatabaseUrl, center: &str) -> AuthDb {
    let writers = Writers::new(Database::open(url).expect("a pool"));
    AuthDb::shared(&writers, center.parse().expect("an id"))
}

pub fn read_of(who: usize) -> Read {
    Read {
        at: 1_773_150_000,
        kind: "caregiver",
        who: format!("caregiver-{who}"),
        family: "family".to_owned(),
        what: "me/overview",
        outcome: "shown",
    }
}

pub async fn chain(db: &AuthDb) -> Verdict {
    db.read(verify).await.expect("the log")
}

#[tokio::test]
async fn three_servers_write_one_chain_and_share_one_budget_of_tries() {
    const EACH: usize = 60;
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let servers: Vec<Arc<AuthDb>> = (0..3)
        .map(|_| Arc::new(server(&cluster.web(), "east")))
        .collect();
    let mut running = Vec::new();
    for db in &servers {
        for who in 0..EACH {
            let db = Arc::clone(db);
            running.push(tokio::spawn(async move {
                access_log::record(&db, read_of(who)).await.expect("a row");
                let take = |sql: &dyn Sql| throttle::take(sql, "card", Some(b"device"), 1_000);
                let taken: Result<bool, AuthDbError> = db.write(take).await;
                taken.expect("a try")
            }));
        }
    }
    let mut taken = 0;
    for one in running {
        taken += u32::from(one.await.expect("an end"));
    }
    assert_eq!(taken, 10, "a device has ten tries, wherever they are made");
    for db in &servers {
        assert_eq!(chain(db).await, Verdict::Whole(3 * EACH as u64));
    }
}

#[tokio::test]
async fn a_job_that_fails_leaves_nothing_behind_and_the_others_alone() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let db = server(&cluster.web(), "east");
    let failing = db.write(|sql| {
        access_log::append(sql, &read_of(1))?;
        sql.execute("INSERT INTO nowhere (a) VALUES (/*!:center*/)", &[])
    });
    let refused = db.write(|sql| -> Result<(), AuthDbError> {
        access_log::append(sql, &read_of(2))?;
        Err(AuthDbError::NoRow)
    });
    let (failed, refused, written) = tokio::join!(
        failing,
        refused,
        access_log::record_all(&db, vec![read_of(3), read_of(4)])
    );
    assert!(
        matches!(
            failed,
            Err(AuthDbError::Postgres(DatabaseError::NotReady(_)))
        ),
        "{failed:?}"
    );
    assert!(matches!(refused, Err(AuthDbError::NoRow)), "{refused:?}");
    written.expect("written");
    let rows = db.read(|sql| access_log::of_family(sql, "family")).await;
    let who: Vec<_> = rows.expect("rows").into_iter().map(|row| row.who).collect();
    assert_eq!(who, ["caregiver-3", "caregiver-4"]);
    assert_eq!(chain(&db).await, Verdict::Whole(2));
}

const NOW: i64 = 1_000_000;

/// A card and an open session of it, the same at whatever centre.
pub fn open(sql: &dyn Sql) -> Result<(), AuthDbError> {
    sql.execute(
        "INSERT INTO card (/*!center_id,*/ id, selector, caregiver, salt, hash, created_at, expires_on)
         VALUES (/*!:center,*/ 'card', 'AAAA', 'anna', '\\x00', '\\x00', 1, '2999-01-01')",
        &[],
    )?;
    let session = NewSession {
        token_hash: b"cookie",
        card: "card",
        caregiver: "anna",
        opened_before: None,
        kiosk_challenge: None,
    };
    sessions::insert(sql, &session, NOW)
}

pub async fn is_signed_in(db: &AuthDb) -> bool {
    let find = |sql: &dyn Sql| sessions::find(sql, Key::Cookie(b"cookie"), NOW, "2026-03-10");
    let found: Result<_, AuthDbError> = db.read(find).await;
    found.expect("read").is_some()
}

#[tokio::test]
async fn what_one_centre_keeps_is_nothing_at_another_behind_either_wall() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    // A superuser reads past the policies: the statements alone keep centres apart.
    for (url, east, west) in [
        (cluster.web(), "east", "west"),
        (cluster.superuser(), "east-2", "west-2"),
    ] {
        let (here, there) = (server(&url, east), server(&url, west));
        here.write(open).await.expect("written");
        assert!(is_signed_in(&here).await && !is_signed_in(&there).await);
        let end = |sql: &dyn Sql| sessions::end(sql, b"cookie");
        there.write(end).await.expect("nothing to end");
        let revoke = |sql: &dyn Sql| cards::revoke(sql, "AAAA", NOW);
        assert!(!there.write(revoke).await.expect("nothing to revoke"));
        assert!(is_signed_in(&here).await);
        there.write(open).await.expect("a card of its own");
        access_log::record(&here, read_of(1)).await.expect("a row");
        access_log::record(&there, read_of(2)).await.expect("a row");
        assert!(here.write(revoke).await.expect("revoked"));
        assert!(!is_signed_in(&here).await && is_signed_in(&there).await);
        assert_eq!(chain(&there).await, Verdict::Whole(1));
    }
    // And the policies alone, for a statement that forgets the centre.
    let web = Database::open(&cluster.web()).expect("a pool");
    let mut connection = web.at(&"west".parse().expect("an id")).await.expect("one");
    let transaction = connection.begin().await.expect("a transaction");
    let seen = transaction.query("SELECT center_id FROM portal_auth.access_log", &[]);
    let seen: Vec<String> = seen.await.expect("rows").iter().map(|r| r.get(0)).collect();
    assert_eq!(seen, ["west"]);
    let changed = transaction.execute("UPDATE portal_auth.card SET caregiver = ''", &[]);
    assert_eq!(changed.await.expect("its own"), 1);
    let foreign = "INSERT INTO portal_auth.opened VALUES ('east', 's', 'f', 1)";
    let refused = transaction
        .execute(foreign, &[])
        .await
        .expect_err("refused");
    assert_eq!(DatabaseError::from(refused), DatabaseError::Right);
}

#[tokio::test]
async fn the_access_log_only_grows_and_every_table_is_behind_both_walls() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let db = server(&cluster.web(), "east");
    access_log::record(&db, read_of(1)).await.expect("a row");
    for change in [
        "UPDATE access_log SET who = '' WHERE /*!center_id = :center AND*/ seq = 1",
        "DELETE FROM access_log WHERE /*!center_id = :center AND*/ seq = 1",
        "DELETE FROM center WHERE /*!center_id = :center AND*/ true",
    ] {
        let refused = db
            .write(move |sql: &dyn Sql| sql.execute(change, &[]))
            .await;
        let right = matches!(refused, Err(AuthDbError::Postgres(DatabaseError::Right)));
        assert!(right, "{change}: {refused:?}");
    }
    assert_eq!(chain(&db).await, Verdict::Whole(1));
    // Whoever has the database can take that away, and is found out.
    cluster.as_superuser("portal", "UPDATE portal_auth.access_log SET who = 'x'");
    assert_eq!(chain(&db).await, Verdict::BadRow(1));

    let owner = Database::open(&cluster.owner()).expect("a pool");
    let connection = owner.connection().await.expect("a connection");
    let open = "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'portal_auth' AND c.relkind IN ('r', 'p')
          AND NOT (relrowsecurity AND relforcerowsecurity)";
    let keys =
        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE n.nspname = 'portal_auth' AND a.attname <> 'center_id'";
    for sql in [open, keys] {
        let rows = connection.query(sql, &[]).await.expect("an answer");
        let names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert!(names.is_empty(), "{names:?}");
    }
}

#[tokio::test]
async fn a_database_that_was_away_is_used_again_and_nothing_is_written_meanwhile() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let db = server(&cluster.web(), "east");
    db.write(open).await.expect("written");
    access_log::record(&db, read_of(1)).await.expect("a row");
    cluster.stop();
    access_log::record(&db, read_of(2))
        .await
        .expect_err("no row");
    let find = |sql: &dyn Sql| sessions::find(sql, Key::Cookie(b"cookie"), NOW, "2026-03-10");
    let found: Result<_, AuthDbError> = db.read(find).await;
    found.expect_err("no answer");
    cluster.resume();
    assert!(is_signed_in(&db).await);
    access_log::record(&db, read_of(3)).await.expect("a row");
    // Connections that were cut while nobody used them cost nobody an answer.
    for _ in 0..3 {
        // Waits (ms) until each is gone: one on its way out answers once more, with an error.
        let cut = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE usename = 'web'";
        cluster.as_superuser("portal", cut);
        access_log::record(&db, read_of(4)).await.expect("a row");
        cluster.as_superuser("portal", cut);
        assert!(is_signed_in(&db).await);
    }
    assert_eq!(chain(&db).await, Verdict::Whole(5));
}
