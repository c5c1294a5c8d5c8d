//! A disk that takes nothing, and a database that is not there.

use std::fs;

use crate::served::{OVERVIEW, STRANGER, Served};

/// A process that is told nothing when it writes past its limit: writing fails, as on a disk that is broken.
const LIMITED: [&str; 4] = ["sh", "-c", r#"trap "" XFSZ; exec "$0" "$@""#, "env"];

#[test]
fn while_nothing_can_be_written_nothing_private_is_answered_and_then_it_is_again() {
    let mut served = Served::stopped();
    served.start(&LIMITED);
    let cookie = served.sign_in();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
    let limit = |bytes| served.limit_files(bytes);
    for fault in 1..=3 {
        // The log is a file as well, and cannot be written either.
        limit("0");
        served.check_closed(&cookie);
        let metrics = served.admin("/metrics").body;
        assert!(metrics.contains("\nportal_auth_writable 0\n"), "{metrics}");
        limit("unlimited");
        served.wait_until_ready();
        assert_eq!(served.status(OVERVIEW, &cookie), 200);
        assert_eq!(served.rows(), 1 + fault, "one for each answer");
    }
}

#[test]
fn no_row_is_written_to_an_access_log_that_was_moved_away() {
    let served = Served::started();
    let cookie = served.sign_in();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
    let (file, aside) = (served.home.auth_db(), served.home.root().join("aside"));
    fs::rename(&file, &aside).expect("moved");
    for _ in 0..2 {
        served.check_closed(&cookie);
    }
    assert!(!file.exists(), "no other one is made in its place");
    fs::rename(&aside, &file).expect("moved back");
    served.wait_until_ready();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
    assert_eq!(served.rows(), 2);
    let told = served.messages();
    let count = |what: &str| told.iter().filter(|told| told.contains(what)).count();
    assert_eq!(
        (count("nothing is written"), count("written again")),
        (1, 1),
        "the same trouble is told once: {told:?}"
    );
}

#[test]
fn a_server_whose_access_log_is_broken_starts_and_takes_it_up_once_it_is_mended() {
    let mut served = Served::stopped();
    let file = served.home.auth_db();
    let journal = served.home.root().join("auth.db-wal");
    served.wait("closed", || !journal.exists());
    let kept = fs::read(&file).expect("its content");
    let mut broken = kept.clone();
    broken[..4096].fill(7);
    fs::write(&file, broken).expect("written");
    served.start(&[]);
    served.check_closed(STRANGER);
    let other = served.home.root().join("mended");
    fs::write(&other, kept).expect("written");
    fs::rename(other, &file).expect("put in its place");
    served.wait_until_ready();
    let cookie = served.sign_in();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
}
