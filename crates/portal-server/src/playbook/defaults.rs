//! The playbook that came with the program.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, OnceLock};

use portal_types::PlaybookRules;

use super::{Files, read};
use crate::import::report::Refusal;
use crate::packed::Packed;

/// Every file of the default playbook. A language is added by adding its file here.
const FILES: &[(&str, &str)] = &[
    (
        "rules.json",
        include_str!("../../../../playbook/rules.json"),
    ),
    ("en.json", include_str!("../../../../playbook/en.json")),
    ("es.json", include_str!("../../../../playbook/es.json")),
    ("vi.json", include_str!("../../../../playbook/vi.json")),
    ("ar.json", include_str!("../../../../playbook/ar.json")),
    ("so.json", include_str!("../../../../playbook/so.json")),
];

/// The files of the default playbook.
#[must_use]
pub fn default_files() -> Files {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    FILES.iter().map(owned).collect()
}

/// The default playbook ready to be sent, packed when a language is asked for the first time.
pub struct Defaults {
    languages: BTreeMap<String, (Vec<u8>, OnceLock<Packed>)>,
    rules: Arc<PlaybookRules>,
}

impl Defaults {
    /// Reads what was compiled in.
    ///
    /// # Errors
    /// When it has a mistake, which the tests of this crate rule out.
    pub fn read() -> Result<Self, Refusal> {
        let packed = |(language, book)| {
            let json = serde_json::to_vec(&book).unwrap_or_default();
            (language, (json, OnceLock::new()))
        };
        let book = read(&default_files())?;
        Ok(Self {
            rules: Arc::new(book.rules.clone()),
            languages: book.into_playbooks().map(packed).collect(),
        })
    }

    /// What is the same in every language.
    #[must_use]
    pub fn rules(&self) -> Arc<PlaybookRules> {
        Arc::clone(&self.rules)
    }

    /// The languages there are.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The playbook of a language, by its exact tag.
    ///
    /// # Errors
    /// When compressing fails.
    pub fn get(&self, language: &str) -> io::Result<Option<&Packed>> {
        let Some((json, cell)) = self.languages.get(language) else {
            return Ok(None);
        };
        if cell.get().is_none() {
            // Two first readers may both pack it; the result is the same.
            let packed = Packed::of(json.clone())?;
            return Ok(Some(cell.get_or_init(|| packed)));
        }
        Ok(cell.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_shipped_playbook_is_compiled_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../playbook");
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            assert!(
                default_files().contains_key(&*name),
                "{name} is not in the list"
            );
        }
    }
}
