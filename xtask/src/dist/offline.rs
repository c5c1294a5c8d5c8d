//! The files that `sw.js` keeps on a phone, so that the portal opens without a signal.

use anyhow::{Result, bail};

use super::page;
use super::scripts;
use super::site::Site;

/// The service worker; browsers want it under a fixed name at the root.
const WORKER: &str = "sw.js";
/// What stands there for the list.
const PLACE: &str = "var files = [];";

/// Writes the finished names into the service worker and makes it small.
pub fn list_files(page: &str, site: &mut Site) -> Result<()> {
    let text = site.text(WORKER)?;
    if !text.contains(PLACE) {
        bail!("{WORKER} has no place for the list of files: {PLACE}");
    }
    let mut files = vec!["/".to_owned()];
    files.extend(page::local_links(page));
    let list = format!("var files = {};", serde_json::to_string(&files)?);
    site.put(WORKER, text.replace(PLACE, &list).into_bytes());
    scripts::minify_one(WORKER, site)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn the_service_worker_has_a_place_for_the_files() {
        let path = project::root().join("public").join(WORKER);
        assert!(std::fs::read_to_string(path).unwrap().contains(PLACE));
    }
}
