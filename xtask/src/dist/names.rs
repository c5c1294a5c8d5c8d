//! Names with a hash of the content, so that a browser may keep a file for ever.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::page;
use super::site::Site;

/// Old link to new link, both with a leading slash.
pub type Renamed = BTreeMap<String, String>;

/// Renames scripts, wasm and languages to `name-<16 hex digits>.ext`.
///
/// Files a browser asks for by a fixed name (icon, robots.txt) keep theirs.
pub fn rename(pages: &[&str], site: &mut Site) -> Result<Renamed> {
    let mut links = BTreeSet::new();
    for page in pages {
        links.extend(page::scripts(page));
        links.extend(page::wasm(page));
        links.extend(page::later(page));
        links.extend(page::locales(page)?.into_values());
    }
    let mut renamed = Renamed::new();
    for link in links {
        let bytes = site.bytes(&link)?.to_vec();
        let name = hashed(&link, &bytes);
        site.remove(&link);
        site.put(&name, bytes);
        renamed.insert(link, name);
    }
    Ok(renamed)
}

fn hashed(link: &str, bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes)
        .iter()
        .take(8)
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let (name, extension) = link.rsplit_once('.').unwrap_or((link, ""));
    format!("{name}-{hash}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_content() {
        assert_eq!(hashed("/boot.js", b""), "/boot-e3b0c44298fc1c14.js");
        assert_ne!(hashed("/boot.js", b"a"), hashed("/boot.js", b"b"));
    }
}
