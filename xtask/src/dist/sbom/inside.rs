//! Programs in C whose whole source stands inside a crate: whoever reads of a hole in one of them looks for it by its own name.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What stands inside a crate.
pub struct Inside {
    /// What it is called.
    pub name: &'static str,
    /// Its version.
    pub version: String,
    /// An SPDX expression.
    pub licence: &'static str,
    /// Maker and product, as databases of vulnerabilities name them.
    pub known_as: &'static str,
}

/// What stands inside the crate of that name, read from its source.
///
/// # Errors
/// When the source no longer says its version where it did.
pub fn of(name: &str, folder: &Path) -> Result<Option<Inside>> {
    Ok(match name {
        "libsqlite3-sys" => Some(Inside {
            name: "sqlite",
            version: defined(&folder.join("sqlite3/sqlite3.h"), "SQLITE_VERSION")?,
            licence: "blessing",
            known_as: "sqlite:sqlite",
        }),
        "libmimalloc-sys" => {
            let header = folder.join("c_src/mimalloc/v3/include/mimalloc.h");
            Some(Inside {
                name: "mimalloc",
                version: in_parts(&defined(&header, "MI_MALLOC_VERSION")?)?,
                licence: "MIT",
                known_as: "microsoft:mimalloc",
            })
        }
        _ => None,
    })
}

/// `#define NAME "value"`, in a header.
fn defined(header: &Path, name: &str) -> Result<String> {
    let text = fs::read_to_string(header).with_context(|| header.display().to_string())?;
    value(&text, name).with_context(|| format!("{} defines no {name}", header.display()))
}

fn value(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().map(|line| line.split_whitespace());
    lines.find_map(|mut words| {
        let is_it = words.next() == Some("#define") && words.next() == Some(name);
        let value = is_it.then(|| words.next())??;
        Some(value.trim_matches('"').to_owned())
    })
}

/// 30302 is 3.3.2.
fn in_parts(number: &str) -> Result<String> {
    let number: u32 = number.parse().with_context(|| number.to_owned())?;
    let (major, minor, patch) = (number / 10_000, number / 100 % 100, number % 100);
    Ok(format!("{major}.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_a_header() {
        let header = "// #define A \"0\"\n#define A_NUMBER 3\n#define A   \"3.51.3\" // note\n";
        assert_eq!(value(header, "A").as_deref(), Some("3.51.3"));
        assert_eq!(value(header, "A_NUMBER").as_deref(), Some("3"));
        assert_eq!(value(header, "B"), None);
        assert_eq!(in_parts("30302").unwrap(), "3.3.2");
    }
}
