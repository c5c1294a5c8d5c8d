//! What a browser's folder holds on the disk.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// The files below a folder that hold one of the words.
pub fn in_folder(folder: &Path, words: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_symlink() {
            continue;
        }
        // A browser that runs takes files away while they are looked at.
        if path.is_dir() {
            found.extend(in_folder(&path, words).unwrap_or_default());
            continue;
        }
        let bytes = fs::read(&path).unwrap_or_default();
        for word in words_in(&bytes, words) {
            found.push(format!("“{word}” in {}", path.display()));
        }
    }
    Ok(found)
}

/// Those of the words that stand in the bytes, as UTF-8 or as the UTF-16 that browsers write.
fn words_in(bytes: &[u8], words: &[&str]) -> Vec<String> {
    let holds = |needle: &[u8]| memchr::memmem::find(bytes, needle).is_some();
    let wide = |word: &str| -> Vec<u8> { word.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let held = words
        .iter()
        .filter(|word| holds(word.as_bytes()) || holds(&wide(word)));
    held.map(|word| (*word).to_owned()).collect()
}
