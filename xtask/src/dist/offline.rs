//! The files that `sw.js` keeps on a phone, so that the portal opens without a signal.

use anyhow::{Result, bail};

use super::page;
use super::scripts;
use super::site::Site;

/// The service worker; browsers want it under a fixed name at the root.
const WORKER: &str = "sw.js";
/// What stands there for the list.
const PLACE: &str = "var files = [];";
/// What stands there for the list of what is kept once nothing else is loading.
const PLACE_LATER: &str = "var later = [];";

/// Writes the finished names into the service worker and makes it small.
pub fn list_files(page: &str, site: &mut Site) -> Result<()> {
    let text = site.text(WORKER)?;
    if !text.contains(PLACE) || !text.contains(PLACE_LATER) {
        bail!("{WORKER} has no place for its lists of files: {PLACE} and {PLACE_LATER}");
    }
    let mut files = vec!["/".to_owned()];
    files.extend(page::local_links(page));
    let list = format!("var files = {};", serde_json::to_string(&files)?);
    let later = format!(
        "var later = {};",
        serde_json::to_string(&page::search(page))?
    );
    let text = text.replace(PLACE, &list).replace(PLACE_LATER, &later);
    site.put(WORKER, text.into_bytes());
    scripts::minify_one(WORKER, site)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn the_service_worker_has_places_for_the_files() {
        let path = project::root().join("public").join(WORKER);
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(PLACE) && text.contains(PLACE_LATER));
    }
}
