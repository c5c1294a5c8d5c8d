//! Entries out of a real directory, where one is at hand: set `PORTAL_SHARED_DATA`, or lay
//! it beside the project.

use std::env;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use portal_hsds::pack;
use portal_search::Entry;

/// The 211 directory of Miami, or nothing where it is not at hand.
pub fn miami() -> Option<Vec<Entry>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = env::var_os("PORTAL_SHARED_DATA").map_or(beside, PathBuf::from);
    let path = root.join("open211-miami");
    if !path.exists() {
        eprintln!("{} is not there; nothing is done", path.display());
        return None;
    }
    let services = portal_hsds::read(&path, &mut |_| {}).unwrap().services;
    let today = Date::constant(2026, 3, 6);
    let entries = services.iter().filter_map(|one| pack::entry(one, today));
    Some(entries.collect())
}
