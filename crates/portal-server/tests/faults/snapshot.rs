//! A snapshot that is not what was published.

use std::fs;

use portal_server::publish;

use crate::served::{OVERVIEW, Served};

#[test]
fn a_snapshot_with_another_bit_is_not_served_and_the_next_one_is_by_itself() {
    let mut served = Served::stopped();
    let file = publish::current(&served.home).expect("a snapshot");
    let mut content = fs::read(&file).expect("its content");
    // In the middle of some text, where no structure of the file is broken.
    let middle = content.len() / 2;
    content[middle] ^= 1;
    fs::write(&file, content).expect("written");
    served.start(&[]);
    let told = served.messages().join("\n");
    assert!(told.contains("this is not what was published"), "{told}");
    assert_eq!(served.try_to_sign_in().status, 503);
    assert_eq!(served.status("/readyz", ""), 503);
    served.check_public();

    let (published, text) = served.portal(&["publish"]);
    assert!(published, "{text}");
    served.wait_until_ready();
    let cookie = served.sign_in();
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
}

#[test]
fn a_next_snapshot_that_is_damaged_leaves_the_one_before_served() {
    let served = Served::started();
    let cookie = served.sign_in();
    let file = publish::current(&served.home).expect("a snapshot");
    let name = "portal-00000077.db";
    let next = file.with_file_name(name);
    fs::copy(&file, &next).expect("copied");
    let [seal, other] = [&file, &next].map(|file| file.with_extension("db.sha256"));
    fs::copy(seal, other).expect("the digest under another name");
    fs::write(served.home.current_snapshot(), name).expect("written");
    served.wait("told", || served.log().contains("serving the one before"));
    assert_eq!(served.status(OVERVIEW, &cookie), 200);
}
