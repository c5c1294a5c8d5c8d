//! Copies of the built portal in which something was changed.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::tools::files;

/// An empty section that a wasm module may have at its end.
const SECTION: [u8; 3] = [0, 1, 0];

/// A copy of the portal with a little added to every file whose name fits. Each means what it did before: only its hash can
/// tell.
pub fn changed_copy(name: impl Fn(&str) -> bool) -> Result<tempfile::TempDir> {
    let copy = tempfile::tempdir()?;
    copy_folder(&files(), copy.path(), &name)?;
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path, name: &impl Fn(&str) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(&file), name)?;
        } else if !name(&file) {
            fs::copy(entry.path(), to.join(&file))?;
        } else if !file.ends_with(".br") && !file.ends_with(".gz") {
            // Without compressed copies the server sends the plain file.
            let mut bytes = fs::read(entry.path())?;
            if file.ends_with(".wasm") {
                bytes.extend(SECTION);
            } else {
                bytes.push(b'\n');
            }
            fs::write(to.join(&file), bytes)?;
        }
    }
    Ok(())
}
