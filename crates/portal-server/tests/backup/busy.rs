//! Backups of a centre that is written to all the while.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use portal_server::auth::access_log::{self, Read, Verdict};
use portal_server::auth::db::AuthDb;
use portal_server::backup;
use portal_server::home::Home;
use portal_server::publish;

use crate::support::{Place, import, open, tell};

const FAMILIES: usize = 40;

/// Backups that are made, and imports that must have been made meanwhile.
const TIMES: usize = 4;

/// On a busy machine an import takes a second.
const AT_MOST: Duration = Duration::from_secs(60);

/// All facts in one number.
fn facts(home: &Path) -> String {
    let tables = backup::tables(&open(&Home::at(home).working_db()));
    tables.expect("hashes")["fact"].sha256.clone()
}

#[test]
fn a_backup_is_of_one_moment_while_others_import_and_read() {
    let place = Place::new();
    let home = place.center(FAMILIES);
    let feeds = ["2026-03-20", "2026-03-27"].map(|by| {
        let feed = place.path(by);
        fs::write(&feed, tell(FAMILIES, by)).expect("a feed");
        feed
    });
    let told: BTreeSet<String> = feeds
        .iter()
        .map(|feed| {
            import(&home, feed);
            facts(home.root())
        })
        .collect();
    assert_eq!(told.len(), 2, "two stories");
    let (over, imports) = (AtomicBool::new(false), AtomicUsize::new(0));
    let goes_on = || !over.load(Ordering::Relaxed);
    thread::scope(|scope| {
        scope.spawn(|| {
            for feed in feeds.iter().cycle().take_while(|_| goes_on()) {
                import(&home, feed);
                imports.fetch_add(1, Ordering::Relaxed);
            }
        });
        scope.spawn(|| read_families(&home, goes_on));
        // Whatever fails here, the others end.
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check_backups(&place, &home, &told, &imports);
        }));
        over.store(true, Ordering::Relaxed);
        if let Err(failure) = checked {
            std::panic::resume_unwind(failure);
        }
    });
}

/// Writes to the access log as a server does.
fn read_families(home: &Home, goes_on: impl Fn() -> bool) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let db = AuthDb::open(&home.auth_db()).expect("a database");
    while goes_on() {
        let read = Read {
            at: 1_773_150_000,
            kind: "caregiver",
            who: "somebody".to_owned(),
            family: "a-family".to_owned(),
            what: "me/overview",
            outcome: "shown",
        };
        let written = runtime.block_on(access_log::record(&db, read));
        written.expect("a row");
    }
}

fn check_backups(place: &Place, home: &Home, told: &BTreeSet<String>, imports: &AtomicUsize) {
    let (begun, mut before) = (Instant::now(), 0);
    let mut made = 0;
    while made < TIMES || imports.load(Ordering::Relaxed) < TIMES {
        assert!(
            begun.elapsed() < AT_MOST,
            "{made} backups, {imports:?} imports"
        );
        let (file, name) = (format!("{made}.age"), format!("restored-{made}"));
        let written = place.back_up(home, &file).expect("a backup");
        let restored = place.restore(&file, &name).expect("restored");
        assert_eq!(restored.manifest, written.manifest);
        let path = place.path(&name);
        assert!(told.contains(&facts(&path)), "the facts of one story");
        let snapshot = publish::current(&Home::at(&path)).expect("a snapshot");
        let caregivers: i64 = open(&snapshot)
            .query_row("SELECT count(*) FROM caregiver", [], |row| row.get(0))
            .expect("a count");
        assert_eq!(caregivers, FAMILIES as i64);
        match restored.log {
            None if before == 0 => {}
            Some(Verdict::Whole(rows)) => {
                assert!(rows >= before, "{rows} rows after {before}");
                before = rows;
            }
            log => panic!("the log is not whole: {log:?}"),
        }
        made += 1;
    }
    assert!(before > 0, "rows of the access log came in meanwhile");
}
