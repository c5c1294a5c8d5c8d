//! What is done with a line's fields that nobody asked for.

use std::collections::BTreeMap;

use super::fields::{CRIMINAL_JUSTICE, Fields};
use super::names;

impl Fields {
    /// Takes over what an inner object noted.
    pub fn merge(
        &mut self,
        within: &str,
        mut inner: Fields,
        set_aside: &mut BTreeMap<String, u64>,
    ) {
        let path = |field: &str| format!("{within}.{field}");
        if let (Some(asked), Some(more)) = (&mut self.asked, inner.asked.take()) {
            asked.extend(more.iter().map(|(field, shape)| (path(field), *shape)));
            return;
        }
        let (errors, references) = inner.finish(set_aside);
        self.errors.extend(
            errors
                .into_iter()
                .map(|(field, reason)| (path(&field), reason)),
        );
        self.references.extend(references);
    }

    /// Whether a field is there and not null.
    pub fn has(&self, field: &str) -> bool {
        self.asked.is_some() || self.map.get(field).is_some_and(|v| !v.is_null())
    }

    /// Judges what nobody asked for: free text is set aside, criminal-justice identifiers
    /// and unknown fields are mistakes.
    #[expect(
        clippy::type_complexity,
        reason = "the two lists of this struct, named there"
    )]
    pub fn finish(
        mut self,
        set_aside: &mut BTreeMap<String, u64>,
    ) -> (Vec<(String, String)>, Vec<(String, &'static str, String)>) {
        for (field, value) in std::mem::take(&mut self.map) {
            if names::is_criminal_justice(&field, &value) {
                self.error(&field, CRIMINAL_JUSTICE);
            } else if names::is_free_text(&field) {
                *set_aside
                    .entry(format!("free text in {field}"))
                    .or_default() += 1;
            } else if !value.is_null() {
                self.error(&field, "expected no field of this name; see docs/import.md");
            }
        }
        (self.errors, self.references)
    }
}
