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
        let beside = said_later(&link);
        let mut files = vec![(&link, site.bytes(&link)?.to_vec())];
        if let Some(beside) = &beside {
            files.push((beside, site.bytes(beside)?.to_vec()));
        }
        let all: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let hash = hash(&all.concat());
        for (link, bytes) in files {
            site.remove(link);
            site.put(&with_hash(link, &hash), bytes);
        }
        let name = with_hash(&link, &hash);
        renamed.insert(link, name);
    }
    Ok(renamed)
}

/// What screens say in a language that fetch their own words. No page lists it: it bears the name of that language's table, with
/// a hash of both (`src/platform/boot.rs`).
fn said_later(link: &str) -> Option<String> {
    let name = link.strip_prefix("/locales/")?;
    (!name.contains('/')).then(|| format!("/locales/later/{name}"))
}

/// 16 hex digits that tell a content.
pub fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let bytes = digest.iter().take(8);
    bytes.fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// The link with the hash of its content in its name.
pub fn hashed(link: &str, bytes: &[u8]) -> String {
    with_hash(link, &hash(bytes))
}

fn with_hash(link: &str, hash: &str) -> String {
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

    #[test]
    fn what_is_said_later_bears_the_name_of_its_language() {
        let later = |link| said_later(link);
        assert_eq!(
            later("/locales/en.json").as_deref(),
            Some("/locales/later/en.json")
        );
        for other in ["/locales/office/en.json", "/boot.js"] {
            assert_eq!(later(other), None, "{other}");
        }
    }
}
