//! The files that libFuzzer begins with.

use std::fs;
use std::path::Path;

/// The names and bytes of a format's files, by name.
///
/// # Panics
/// When it has none.
pub fn files(format: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join("corpus").join(format)).expect("a folder");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            let bytes = fs::read(entry.path()).expect("a file");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{format} has a file to begin with");
    files
}

/// Whether a file was good from the beginning.
pub fn is_seed(name: &str) -> bool {
    name.starts_with("seed-")
}
