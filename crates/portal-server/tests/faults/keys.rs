//! Keys that are missing.

use std::fs;

use crate::served::{STRANGER, Served};

#[test]
fn without_its_pepper_a_server_opens_nothing_and_makes_no_other() {
    let mut served = Served::stopped();
    let pepper = served.home.secrets().join("pepper");
    let aside = served.home.root().join("aside");
    fs::rename(&pepper, &aside).expect("moved");
    served.start(&[]);
    let told = served.messages().join("\n");
    assert!(told.contains("pepper: this key is missing"), "{told}");
    served.check_closed(STRANGER);
    let (published, text) = served.portal(&["publish"]);
    assert!(
        !published && text.contains("restore it from its backup"),
        "{text}"
    );
    assert!(!pepper.exists(), "another one would open no card");
    served.kill();
    fs::rename(&aside, &pepper).expect("moved back");
    served.start(&[]);
    served.sign_in();
}
