//! Which fields a type of row has: asked of the reader of that type, so that no second list can drift from it.

use std::collections::BTreeMap;

use serde_json::Map;

use super::fields::Fields;
use super::{header, rows};

/// What a field holds, which a table has to write as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A name, a key or one of a list of words.
    Text,
    /// Several keys or words.
    List,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A calendar day.
    Date,
    /// An instant.
    Time,
}

/// The fields of one type of row.
#[derive(Debug, Default)]
pub struct Known {
    /// Name, such as `id` or `changed.on`, and what it holds.
    pub fields: BTreeMap<String, Shape>,
    /// Those no row may lack.
    pub required: Vec<String>,
}

/// The fields of a type; `None` for a type that does not exist.
pub fn of(kind: &str) -> Option<Known> {
    let fields = ask(kind, Fields::probing())?.asked.unwrap_or_default();
    let missed = ask(kind, Fields::new(Map::new()))?.errors;
    Some(Known {
        fields: fields.into_iter().collect(),
        required: missed.into_iter().map(|(field, _)| field).collect(),
    })
}

fn ask(kind: &str, mut fields: Fields) -> Option<Fields> {
    if kind == header::TYPE {
        header::read(&mut fields);
    } else {
        rows::read(kind, &mut fields, &mut BTreeMap::new())?;
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_tells_its_fields_and_what_they_hold() {
        let step = of("step").expect("a type");
        for (field, shape) in [
            ("id", Shape::Text),
            ("state", Shape::Text),
            ("order", Shape::Number),
            ("children", Shape::List),
            ("done_on", Shape::Date),
        ] {
            assert_eq!(step.fields.get(field), Some(&shape), "{field}");
        }
        assert_eq!(
            step.required,
            ["state", "id", "family", "kind", "agency"].map(String::from)
        );
        let visit = of("appointment").expect("a type");
        assert_eq!(visit.fields.get("starts_at"), Some(&Shape::Time));
        assert_eq!(visit.fields.get("changed.on"), Some(&Shape::Date));
        let place = of("place").expect("a type");
        assert_eq!(place.fields.get("step_free"), Some(&Shape::Flag));
        assert_eq!(
            of("grant").expect("a type").fields.get("rights"),
            Some(&Shape::List)
        );
        assert!(of("news").expect("a type").fields.contains_key("to"));
        assert_eq!(of("feed").expect("a type").required, ["as_of"]);
        assert!(of("stepp").is_none());
    }

    #[test]
    fn every_field_of_the_schema_is_known_and_no_other() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/case-feed.schema.json"
        );
        let text = std::fs::read_to_string(path).expect("the schema");
        let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for (kind, known) in rows::TYPES.split(", ").filter_map(|t| Some((t, of(t)?))) {
            let Some(properties) = schema["$defs"][kind]["properties"].as_object() else {
                continue;
            };
            let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
            named.retain(|name| *name != "type");
            named.sort_unstable();
            let mut fields: Vec<&str> = known
                .fields
                .keys()
                .map(|f| f.split('.').next().unwrap_or(f))
                .collect();
            fields.dedup();
            assert_eq!(fields, named, "{kind}");
        }
    }
}
