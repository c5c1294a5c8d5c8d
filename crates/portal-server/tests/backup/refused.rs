//! What is no good is told, and leaves nothing behind.

use std::fs::{self, File};

use portal_server::backup::{self, BackupError};
use portal_server::home::Home;

use crate::support::{Place, files, key, portal, shown};

/// Nothing is restored, for that reason, and nothing is left.
#[track_caller]
fn assert_refused(place: &Place, file: &str, reason: &str) {
    let before = place.names();
    let error = place.restore(file, "restored").expect_err("refused");
    assert!(error.is_refusal(), "{error}");
    let told = error.to_string();
    assert!(told.contains(file) && told.contains(reason), "{told}");
    assert_eq!(place.names(), before, "{told}");
}

#[test]
fn a_backup_that_is_cut_off_anywhere_is_not_restored() {
    let place = Place::new();
    place
        .back_up(&place.center(20), "whole.age")
        .expect("a backup");
    let whole = fs::read(place.path("whole.age")).expect("bytes");
    assert!(whole.len() > 3000, "{} bytes", whole.len());
    for length in [0, 1, 21, 100, 180, 250, whole.len() / 2, whole.len() - 1] {
        fs::write(place.path("cut.age"), &whole[..length]).expect("a file");
        assert_refused(&place, "cut.age", "");
    }
    for more in [&b"\0"[..], &whole] {
        fs::write(place.path("cut.age"), [&whole, more].concat()).expect("a file");
        assert_refused(&place, "cut.age", "damaged");
    }
    place
        .restore("whole.age", "restored")
        .expect("the whole one is good");
}

#[test]
fn a_backup_with_one_other_bit_is_not_restored() {
    let place = Place::new();
    place
        .back_up(&place.center(20), "whole.age")
        .expect("a backup");
    let whole = fs::read(place.path("whole.age")).expect("bytes");
    // Every part of the head, and some of the rest.
    let head = 0..240;
    let rest = (240..whole.len()).step_by(whole.len() / 40);
    for at in head.step_by(7).chain(rest).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(place.path("bit.age"), bytes).expect("a file");
        assert_refused(&place, "bit.age", "");
    }
}

#[test]
fn what_does_not_belong_together_is_told() {
    let place = Place::new();
    let home = place.center(2);
    place.back_up(&home, "one.age").expect("a backup");
    fs::copy(home.working_db(), place.path("other.age")).expect("a file");
    assert_refused(
        &place,
        "other.age",
        "expected a backup as `portal backup` writes it",
    );
    let (_, identity) = key(place.dir.path(), "other.txt");
    let with = |identity: &std::path::Path| {
        let error = backup::restore(&place.path("one.age"), identity, &place.path("restored"));
        error.expect_err("refused").to_string()
    };
    let told = with(&identity);
    assert!(
        told.contains("one.age: it was made for other keys than the one in"),
        "{told}"
    );
    assert!(told.ends_with("other.txt"), "{told}");
    for (text, reason) in [
        ("", "there is none in it"),
        ("not a key\n", "line 1"),
        (&*place.recipient, "line 1"),
    ] {
        fs::write(&identity, text).expect("a file");
        let told = with(&identity);
        assert!(told.contains("other.txt: expected a private key"), "{told}");
        assert!(told.contains(reason), "{told}");
    }
    fs::remove_file(&identity).expect("it is gone");
    assert!(with(&identity).contains("other.txt: No such file"));
    assert!(!place.path("restored").exists());
}

#[test]
fn nothing_is_restored_over_anything() {
    let place = Place::new();
    let home = place.center(2);
    place.back_up(&home, "one.age").expect("a backup");
    let before = files(home.root());
    let taken = |name: &str| {
        let error = place.restore("one.age", name).expect_err("taken");
        assert!(matches!(error, BackupError::NotEmpty(_)), "{error}");
    };
    taken("home");
    taken("one.age");
    assert_eq!(files(home.root()), before);
    let error = place.restore("one.age", "nowhere/restored");
    assert!(
        error
            .expect_err("no folder")
            .to_string()
            .contains("nowhere/")
    );
    fs::create_dir(place.path("empty")).expect("a folder");
    place
        .restore("one.age", "empty")
        .expect("an empty folder is free");
    place.back_up(&home, "one.age").map_or_else(
        |error| assert!(matches!(error, BackupError::Taken(_)), "{error}"),
        |_| panic!("a backup replaced another one"),
    );
}

#[test]
fn what_a_killed_run_left_is_removed_by_the_next_one() {
    let place = Place::new();
    let home = place.center(2);
    for left in [home.backup_work(), place.path(".restored.restoring")] {
        fs::create_dir(&left).expect("a folder");
        fs::write(left.join("working.db"), "half").expect("a file");
    }
    fs::write(place.path("one.age.partial"), "half").expect("a file");
    place.back_up(&home, "one.age").expect("a backup");
    let restored = place.restore("one.age", "restored").expect("restored");
    assert!(!home.backup_work().exists());
    assert!(
        restored
            .manifest
            .files
            .keys()
            .all(|name| !name.contains("backup"))
    );
    let names = place.names();
    assert_eq!(
        names,
        ["feed.ndjson", "home", "key.txt", "one.age", "restored"]
    );
}

#[test]
fn two_at_once_do_not_meet() {
    let place = Place::new();
    let home = place.center(2);
    fs::create_dir(home.backup_work()).expect("a folder");
    let other = File::open(home.backup_work()).expect("it opens");
    other.lock().expect("a lock");
    let error = place.back_up(&home, "one.age").expect_err("busy");
    assert!(matches!(error, BackupError::Busy(_)), "{error}");
    assert!(home.backup_work().exists() && !place.path("one.age").exists());
    drop(other);
    place.back_up(&home, "one.age").expect("a backup");
}

#[test]
fn a_backup_is_not_begun_with_what_cannot_work() {
    let place = Place::new();
    let home = place.center(2);
    let recipients = [place.recipient.clone()];
    let now = jiff::Timestamp::now();
    let inside = home.root().join("sources/one.age");
    fs::create_dir_all(home.sources()).expect("a folder");
    let error = backup::write(&home, &inside, &recipients, now).expect_err("inside");
    assert!(matches!(error, BackupError::InsideHome(_)), "{error}");
    let to = place.path("one.age");
    let no_home = Home::at(place.path("nowhere"));
    let error = backup::write(&no_home, &to, &recipients, now).expect_err("no home");
    assert!(
        error
            .to_string()
            .contains("nowhere: expected a centre's home"),
        "{error}"
    );
    let error = backup::write(&home, &to, &[], now).expect_err("nobody");
    assert!(matches!(error, BackupError::NoRecipient), "{error}");
    let identity = fs::read_to_string(&place.identity).expect("a key");
    let private = identity.lines().last().expect("a line").to_owned();
    let error = backup::write(&home, &to, &[private], now).expect_err("a private key");
    assert!(matches!(error, BackupError::Recipient(1)), "{error}");
    assert!(!error.to_string().contains("SECRET"), "{error}");
    assert_eq!(place.names(), ["feed.ndjson", "home", "key.txt"]);
}

#[test]
fn a_file_that_is_refused_exits_with_two_and_anything_else_with_one() {
    let place = Place::new();
    fs::write(place.path("other.age"), "something else").expect("a file");
    let restore = |file: &str| {
        let (file, home) = (place.path(file), place.path("restored"));
        let from = ["--from", shown(&file), "--home", shown(&home)];
        let ended = portal(
            &[
                &["restore", "--identity", shown(&place.identity)],
                &from[..],
            ]
            .concat(),
        );
        (
            ended.status.code(),
            String::from_utf8_lossy(&ended.stderr).into_owned(),
        )
    };
    let (code, told) = restore("other.age");
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.starts_with("portal: ") && told.contains("other.age: expected a backup"),
        "{told}"
    );
    let (code, told) = restore("nowhere.age");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("nowhere.age: No such file"), "{told}");
}
