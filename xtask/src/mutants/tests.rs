//! That every fault can still be made, and every test it names is there.

use std::collections::BTreeSet;
use std::fs;

use super::fault::{Fault, Suite};
use super::faults;
use crate::project;

fn text_of(file: &str) -> Option<String> {
    fs::read_to_string(project::root().join(file)).ok()
}

#[test]
fn every_fault_can_be_made_in_one_place() {
    let mut names = BTreeSet::new();
    for fault in faults::all() {
        let text = text_of(fault.file).unwrap_or_else(|| panic!("no {}", fault.file));
        let wrong = fault.in_text(&text).unwrap_or_else(|e| panic!("{e}"));
        assert_ne!(wrong, text, "{}: nothing is wrong", fault.name);
        assert!(names.insert(fault.name), "{} twice", fault.name);
        assert!(!fault.red.is_empty(), "{}: nobody notices", fault.name);
    }
    assert!(names.len() >= 20, "{} faults are too few", names.len());
}

/// Whether the module's file has the test.
fn is_there(suite: Suite, path: &str) -> bool {
    let Some((module, test)) = path.rsplit_once("::") else {
        return false;
    };
    let folder = suite.folder();
    // Tests beside the code may stand in the file of the code.
    let module = module.replace("::", "/");
    let module = module.strip_suffix("/tests").unwrap_or(&module);
    let files = ["", "/mod", "/tests"].map(|end| format!("{folder}/{module}{end}.rs"));
    let mut texts = files.iter().filter_map(|file| text_of(file));
    texts.any(|text| text.contains(&format!("fn {test}(")))
}

#[test]
fn every_test_that_must_go_red_is_there() {
    for Fault {
        name, suite, red, ..
    } in faults::all()
    {
        for test in *red {
            assert!(
                is_there(*suite, test),
                "{name}: no test {test} in {suite:?}"
            );
        }
    }
    assert!(!is_there(Suite::Api, "access::nobody_has_written_this"));
    assert!(!is_there(
        Suite::Api,
        "nowhere::nobody_reads_a_case_without_a_session"
    ));
}

#[test]
fn a_fault_that_fits_nowhere_or_twice_is_told() {
    let fault = Fault {
        name: "a-fault",
        file: "a.rs",
        right: "b",
        wrong: "c",
        suite: Suite::Unit,
        red: &[],
    };
    assert_eq!(fault.in_text("a b").ok().as_deref(), Some("a c"));
    for text in ["a", "b b"] {
        let told = fault.in_text(text).map_err(|e| e.to_string());
        assert!(told.is_err_and(|e| e.contains("a.rs")), "{text}");
    }
}
