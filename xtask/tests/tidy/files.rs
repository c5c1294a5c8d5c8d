//! The project's own files.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file by its path below the project's root.
pub struct File {
    /// With forward slashes, without a leading one.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// Folders that hold nothing of ours, wherever they are.
const SKIPPED: [&str; 4] = [".git", "node_modules", "target", "snapshots"];

/// What is built from ours, at the root.
const BUILT: &str = "dist";

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Every text file of the project, sorted by path.
pub fn of_project() -> Vec<File> {
    let mut files = Vec::new();
    read_folder(&root(), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(
        files.iter().any(|file| file.path == "xtask/src/main.rs"),
        "the project was not found"
    );
    files
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !SKIPPED.contains(&name.as_str()) && path != BUILT {
            read_folder(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            // What is not UTF-8 is an image or another binary, which no rule reads.
            files.push(File { path, text });
        }
    }
}
