//! A disk that is full: a small one in memory, that only the program under test sees.

use std::process::Command;

use crate::support::{Place, shown};

/// Runs a shell with a disk of that size at the folder; `None`, told, where that is not allowed.
#[expect(
    clippy::print_stdout,
    reason = "what is left out is said where tests talk"
)]
fn with_disk(folder: &str, size: &str, script: &str) -> Option<String> {
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        let command = command.args(["--map-root-user", "--mount", "sh", "-c", script]);
        command.env("PORTAL", env!("CARGO_BIN_EXE_portal")).output()
    };
    let mount = format!("mount -t tmpfs -o size={size} none {folder}");
    if !unshared(&mount).is_ok_and(|ended| ended.status.success()) {
        println!("left out: this machine lets nobody mount a disk of their own");
        return None;
    }
    let ended = unshared(&format!("{mount} && cd {folder} && {{ {script}; }} 2>&1"));
    let ended = ended.expect("a shell");
    Some(String::from_utf8_lossy(&ended.stdout).into_owned())
}

#[test]
fn a_full_disk_is_told_and_nothing_is_left_on_it() {
    let place = Place::new();
    let home = place.center(200);
    place.back_up(&home, "one.age").expect("a backup");
    let disk = place.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let (file, identity) = (place.path("one.age"), &place.identity);
    let restore = format!(
        "$PORTAL restore --from {} --identity {} --home restored; echo ended $?; ls -A",
        shown(&file),
        shown(identity)
    );
    let Some(told) = with_disk(shown(&disk), "128k", &restore) else {
        return;
    };
    assert!(
        told.contains(".restored.restoring/") && told.contains("No space left"),
        "{told}"
    );
    assert!(told.ends_with("ended 1\n"), "nothing is left: {told}");

    let backup = format!(
        "$PORTAL backup --home {} --recipient {} --to two.age; echo ended $?; ls -A",
        shown(home.root()),
        place.recipient
    );
    let told = with_disk(shown(&disk), "16k", &backup).expect("a disk, as before");
    assert!(told.contains("two.age: No space left"), "{told}");
    assert!(told.ends_with("ended 1\n"), "nothing is left: {told}");
    assert!(!home.backup_work().exists());
}
