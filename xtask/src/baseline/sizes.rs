//! Bytes of what was built into `dist/`.

use anyhow::Result;

use super::Counts;
use crate::dist::{self, Site};
use crate::project;

/// Digits of the hash in a file's name.
const HASH: usize = 16;

/// The endings of copies that stand beside a file.
const COPIES: [&str; 2] = [".br", ".gz"];

/// Each file by its name without the hash; files that have one name then are counted together.
pub fn of_files() -> Result<Counts> {
    let site = Site::read(&project::dist())?;
    let mut sizes = Counts::new();
    for path in site.paths() {
        if COPIES.iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        *sizes.entry(without_hash(&path)).or_default() += site.size_on_the_wire(&path)? as u64;
    }
    Ok(sizes)
}

/// What a new visitor's phone fetches, as the built page says.
pub fn of_first_load() -> Result<Counts> {
    let site = Site::read(&project::dist())?;
    let counts = [
        ("bytes", dist::first_load(&site)?),
        ("requests", dist::requests_of_first_load(&site)?),
    ];
    Ok(counts
        .map(|(name, count)| (name.to_owned(), count as u64))
        .into())
}

/// `locales/en-0123456789abcdef.json` is `locales/en.json`.
fn without_hash(path: &str) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    match stem.rsplit_once('-') {
        Some((name, hash)) if is_hash(hash) => format!("{name}.{ending}"),
        _ => path.to_owned(),
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_and_its_hash_is_not() {
        for (path, name) in [
            ("locales/en-0123456789abcdef.json", "locales/en.json"),
            ("a_bg-0123456789abcdef.wasm", "a_bg.wasm"),
            ("family-portal.js", "family-portal.js"),
            ("a-0123456789abcdeg.js", "a-0123456789abcdeg.js"),
            ("index.html", "index.html"),
            ("robots", "robots"),
        ] {
            assert_eq!(without_hash(path), name);
        }
    }
}
