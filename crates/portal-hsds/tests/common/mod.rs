//! Where real data lies, for several tests.

#![expect(clippy::print_stderr, reason = "a test that was skipped must say so")]

use std::env;
use std::path::{Path, PathBuf};

/// A folder or file of real data, where it is at hand: in `PORTAL_SHARED_DATA`, or beside
/// the project.
pub fn data(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = env::var_os("PORTAL_SHARED_DATA").map_or(beside, PathBuf::from);
    let path = root.join(name);
    if !path.exists() {
        eprintln!("{name} is not there; nothing is tested");
        return None;
    }
    Some(path)
}
