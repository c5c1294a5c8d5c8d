//! Reads fields that hold one word, or several, of a closed list.

use serde::de::DeserializeOwned;

use super::fields::Fields;
use super::names;
use super::shape::Shape;

impl Fields {
    /// One of a closed list of words, read by serde so that the list stands in one place only.
    pub fn choice<T: DeserializeOwned>(&mut self, field: &str, expected: &str) -> Option<T> {
        self.chosen(field, Shape::Text, expected)
    }

    /// As [`Self::choice`] for a list of such words, and its absence is a mistake.
    pub fn required_choices<T: DeserializeOwned>(
        &mut self,
        field: &str,
        expected: &str,
    ) -> Option<Vec<T>> {
        if !self.has(field) {
            self.missing(field, &format!("one of {expected}"));
        }
        self.chosen(field, Shape::List, expected)
    }

    fn chosen<T: DeserializeOwned>(
        &mut self,
        field: &str,
        shape: Shape,
        expected: &str,
    ) -> Option<T> {
        let value = self.take(field, shape)?;
        let shown = value
            .as_str()
            .filter(|text| names::is_key(text))
            .map(|text| format!(", found {text}"));
        match serde_json::from_value(value) {
            Ok(choice) => Some(choice),
            Err(_) => {
                self.error(
                    field,
                    format!("expected one of {expected}{}", shown.unwrap_or_default()),
                );
                None
            }
        }
    }

    /// As [`Self::choice`], and its absence is a mistake.
    pub fn required_choice<T: DeserializeOwned>(
        &mut self,
        field: &str,
        expected: &str,
    ) -> Option<T> {
        if !self.has(field) {
            self.missing(field, &format!("one of {expected}"));
        }
        self.choice(field, expected)
    }
}
