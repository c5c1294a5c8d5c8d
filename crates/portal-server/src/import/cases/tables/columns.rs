//! From the first line of a table to what is done with each of its columns.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::names;
use super::super::shape::{Known, Shape};
use super::mapping::listed;
use crate::import::settings::Table;

/// What is done with a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is (part of) the target of this number.
    Target(usize),
    /// Free text by this name: set aside unread and counted.
    Aside(String),
    /// Left out on purpose, or a mistake that was told.
    Nothing,
}

/// A field that columns fill.
#[derive(Debug)]
pub struct Target {
    /// Field of the case feed, such as `done_on` or `changed.on`.
    pub field: String,
    /// What it holds.
    pub shape: Shape,
    /// The source's own name of the column, or of all of them.
    pub called: String,
}

/// What is done with a table's columns.
#[derive(Debug, Default)]
pub struct Columns {
    /// The source's names, in the order of the file.
    pub names: Vec<String>,
    /// What is done with each.
    pub uses: Vec<Use>,
    /// The fields they fill.
    pub targets: Vec<Target>,
}

/// A mistake of the first line: the column, and what was expected.
pub type Mistake = (String, String);

impl Columns {
    /// Judges the first line of a table.
    pub fn read(header: Vec<String>, table: &Table, known: &Known) -> (Self, Vec<Mistake>) {
        let mut columns = Self::default();
        let mut mistakes = Vec::new();
        let mut seen = HashSet::new();
        for name in header {
            let mut doing = Use::Nothing;
            if !seen.insert(name.clone()) {
                mistakes.push((
                    name.clone(),
                    "expected no two columns of this name".to_owned(),
                ));
            } else {
                match columns.judge(&name, table, known) {
                    Ok(found) => doing = found,
                    Err(reason) => mistakes.push((name.clone(), reason)),
                }
            }
            columns.names.push(name);
            columns.uses.push(doing);
        }
        for field in &known.required {
            let is_there = columns.targets.iter().any(|t| t.field == *field);
            if !is_there && !table.fixed.contains_key(field) {
                mistakes.push((
                    field.clone(),
                    "expected a column for this field, found none".to_owned(),
                ));
            }
        }
        (columns, mistakes)
    }

    fn judge(&mut self, name: &str, table: &Table, known: &Known) -> Result<Use, String> {
        let plain = name.to_ascii_lowercase().replace(' ', "_");
        if names::is_criminal_justice(&plain, &Value::Null) {
            return Err(super::super::fields::CRIMINAL_JUSTICE.to_owned());
        }
        if table.ignore.iter().any(|ignored| ignored == name) {
            return Ok(Use::Nothing);
        }
        let field = table.columns.get(name).map_or(name, String::as_str);
        if let Some(shape) = known.fields.get(field) {
            return self.fill(name, field, *shape, table).map(Use::Target);
        }
        if names::is_free_text(field) {
            return Ok(Use::Aside(field.to_owned()));
        }
        if names::is_free_text(&plain) {
            return Ok(Use::Aside(plain));
        }
        Err(format!(
            "expected a column that the mapping names or ignores, or one of {}",
            listed(known)
        ))
    }

    fn fill(
        &mut self,
        name: &str,
        field: &str,
        shape: Shape,
        table: &Table,
    ) -> Result<usize, String> {
        if table.fixed.contains_key(field) {
            return Err(format!(
                "expected no column for {field}, which the mapping fixes"
            ));
        }
        if let Some(at) = self.targets.iter().position(|t| t.field == field) {
            self.targets[at].called = format!("{} {name}", self.targets[at].called);
            return Ok(at);
        }
        self.targets.push(Target {
            field: field.to_owned(),
            shape,
            called: name.to_owned(),
        });
        Ok(self.targets.len() - 1)
    }

    /// What the file itself calls a field.
    pub fn called(&self, field: &str) -> String {
        let target = self.targets.iter().find(|t| t.field == field);
        target.map_or(field, |t| &t.called).to_owned()
    }
}

/// Puts a value where `field` says, within another object where it has a dot.
pub fn put(map: &mut Map<String, Value>, field: &str, value: Value) {
    let Some((outer, inner)) = field.split_once('.') else {
        map.insert(field.to_owned(), value);
        return;
    };
    let within = map
        .entry(outer)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(within) = within {
        within.insert(inner.to_owned(), value);
    }
}
