//! A panic is told by its place, and never by what was at hand.

use std::env;
use std::process::Command;

use portal_server::told;

const CANARY: &str = "canary-of-a-family";

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn panics_in_a_thread() {
    told::start();
    let ended = std::thread::spawn(|| panic!("{CANARY}")).join();
    assert!(ended.is_err());
}

#[test]
fn a_panic_is_told_in_a_line_of_json_without_what_was_at_hand() {
    let mut own = Command::new(env::current_exe().expect("this program"));
    own.args([
        "panics::panics_in_a_thread",
        "--exact",
        "--ignored",
        "--nocapture",
    ]);
    let ended = own.output().expect("an end");
    assert!(ended.status.success());
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    let line: serde_json::Value = serde_json::from_str(told.trim()).expect("one line of JSON");
    let message = line["fields"]["message"].as_str().expect("a message");
    assert!(
        message.starts_with("panicked at ") && message.contains("panics.rs:"),
        "{message}"
    );
    assert!(!told.contains(CANARY), "{told}");
}
