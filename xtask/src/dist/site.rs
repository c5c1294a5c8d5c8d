//! The files of the portal, in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Files by their path below the site's root, without a leading slash.
#[derive(Clone, Default)]
pub struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    /// Reads a folder with everything in it.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut site = Self::default();
        site.read_into(folder, "")
            .with_context(|| folder.display().to_string())?;
        Ok(site)
    }

    fn read_into(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.read_into(&entry.path(), &format!("{path}/"))?;
            } else {
                self.0.insert(path, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// Writes everything into an emptied folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        for (path, bytes) in &self.0 {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }

    /// The bytes of a file; a leading slash is forgiven, since links have one.
    pub fn bytes(&self, path: &str) -> Result<&[u8]> {
        let path = path.trim_start_matches('/');
        let Some(bytes) = self.0.get(path) else {
            bail!("the page asks for {path}, which was not built")
        };
        Ok(bytes)
    }

    /// A file as text.
    pub fn text(&self, path: &str) -> Result<String> {
        String::from_utf8(self.bytes(path)?.to_vec()).with_context(|| path.to_owned())
    }

    /// Takes a file out, as text.
    pub fn take_text(&mut self, path: &str) -> Result<String> {
        let text = self.text(path)?;
        self.remove(path);
        Ok(text)
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.0
            .insert(path.trim_start_matches('/').to_owned(), bytes);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path.trim_start_matches('/'));
    }

    /// Takes away a folder with everything in it.
    pub fn remove_folder(&mut self, folder: &str) {
        let prefix = format!("{folder}/");
        self.0.retain(|path, _| !path.starts_with(&prefix));
    }

    /// All files with their bytes, sorted.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (&**path, &**bytes))
    }

    /// All paths, sorted.
    pub fn paths(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Bytes a browser receives for a file: the brotli copy if there is one.
    pub fn size_on_the_wire(&self, path: &str) -> Result<usize> {
        self.bytes(&format!("{path}.br"))
            .or_else(|_| self.bytes(path))
            .map(<[u8]>::len)
    }
}
