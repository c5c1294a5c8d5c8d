//! The portal's own words and the centre's playbook, read from the files families read them from.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tools;

/// The words of one language.
pub struct Words {
    language: String,
    texts: Value,
}

impl Words {
    /// Reads `locales/LANGUAGE.json` and the file of that name in each of its folders.
    pub fn of(language: &str) -> Result<Self> {
        let mut texts = read(&format!("locales/{language}.json"))?;
        for folder in ["office", "kiosk", "later"] {
            let more = read(&format!("locales/{folder}/{language}.json"))?;
            if let (Value::Object(texts), Value::Object(more)) = (&mut texts, more) {
                texts.extend(more);
            }
        }
        Ok(Self {
            language: language.to_owned(),
            texts,
        })
    }

    /// The language, a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> Result<&str> {
        self.texts[key]
            .as_str()
            .with_context(|| format!("no text {key}"))
    }

    /// The text of a key with its placeholders filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> Result<String> {
        let text = self.get(key)?.to_owned();
        Ok(values.iter().fold(text, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        }))
    }
}

/// The centre's words of one language.
pub struct Playbook(Value);

impl Playbook {
    /// Reads `playbook/LANGUAGE.json`.
    pub fn of(language: &str) -> Result<Self> {
        read(&format!("playbook/{language}.json")).map(Self)
    }

    /// A text by the path to it, e.g. `["appointments", "medical_exam", "title"]`.
    pub fn get(&self, path: &[&str]) -> Result<&str> {
        let found = path.iter().fold(&self.0, |value, key| &value[*key]);
        found
            .as_str()
            .with_context(|| format!("no words for {}", path.join(".")))
    }
}

fn read(path: &str) -> Result<Value> {
    let text = fs::read_to_string(tools::root().join(path)).with_context(|| path.to_owned())?;
    serde_json::from_str(&text).with_context(|| path.to_owned())
}
