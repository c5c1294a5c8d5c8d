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
/// What stands there for the list of what the touch screen in the lobby keeps beside that.
const PLACE_LOBBY: &str = "var lobby = [];";

/// Writes the finished names into the service worker and makes it small.
pub fn list_files(page: &str, kiosk: &str, site: &mut Site) -> Result<()> {
    let mut files = vec!["/".to_owned()];
    files.extend(page::local_links(page));
    let mut lobby = page::local_links(kiosk);
    lobby.retain(|link| !files.contains(link));
    let mut text = site.text(WORKER)?;
    for (place, list) in [
        (PLACE, files),
        (PLACE_LATER, page::later(page)),
        (PLACE_LOBBY, lobby),
    ] {
        if !text.contains(place) {
            bail!("{WORKER} has no place for a list of files: {place}");
        }
        let list = place.replace("[]", &serde_json::to_string(&list)?);
        text = text.replace(place, &list);
    }
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
        for place in [PLACE, PLACE_LATER, PLACE_LOBBY] {
            assert!(text.contains(place), "{place}");
        }
    }
}
