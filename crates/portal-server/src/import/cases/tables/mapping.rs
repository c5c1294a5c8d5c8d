//! Which table is which type, and whether the centre's mapping fits the case feed.

use std::collections::BTreeMap;

use jiff::civil::{Date, datetime};
use jiff::fmt::strtime;

use super::super::header;
use super::super::names;
use super::super::shape::{self, Known};
use crate::import::report::ImportError;
use crate::import::settings::Table;

/// The settings' tables by file name; without any, a table is named after its type.
pub type Tables = BTreeMap<String, Table>;

/// The type of a table that no settings name: `step.csv` and `steps.csv` hold steps.
pub fn type_of(file: &str) -> Option<&'static str> {
    let stem = file.rsplit(['/', '\\']).next()?.rsplit_once('.')?.0;
    super::super::rows::TYPES
        .split(", ")
        .chain([header::TYPE])
        .find(|kind| stem == *kind || stem == plural(kind))
}

fn plural(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(start) => format!("{start}ies"),
        None if kind == "child" => "children".to_owned(),
        None if kind.ends_with('s') => kind.to_owned(),
        None => format!("{kind}s"),
    }
}

/// The table of the settings a file is; `*` in its name stands for what changes from day to day.
pub fn table_of<'a>(tables: &'a Tables, file: &str) -> Option<(&'a str, &'a Table)> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let fits = |pattern: &str| match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    };
    let found = tables.iter().find(|(pattern, _)| fits(pattern));
    found.map(|(pattern, table)| (pattern.as_str(), table))
}

/// Judges a mapping: what is wrong in it is the centre's mistake and no file's.
///
/// # Errors
/// The first thing that does not fit.
pub fn check(tables: &Tables) -> Result<(), ImportError> {
    for (file, table) in tables {
        check_table(file, table)
            .map_err(|reason| ImportError::Settings(format!("tables.{file}.{reason}")))?;
    }
    Ok(())
}

fn check_table(file: &str, table: &Table) -> Result<(), String> {
    let kind = kind_of(file, table)
        .ok_or("type: expected a type of row, such as step, or a file named after one")?;
    let known =
        shape::of(kind).ok_or_else(|| format!("type: expected a type of row, found {kind}"))?;
    let is_field = |place: &str, field: &str| match known.fields.contains_key(field) {
        true => Ok(()),
        false => Err(format!(
            "{place}: expected a field of {kind}, found {field}: {}",
            listed(&known)
        )),
    };
    for (column, field) in &table.columns {
        if !names::is_free_text(field) {
            is_field(&format!("columns.{column}"), field)?;
        }
    }
    for field in table.codes.keys() {
        is_field("codes", field)?;
    }
    for field in table.fixed.keys() {
        is_field("fixed", field)?;
    }
    for (place, format) in [("dates", &table.dates), ("times", &table.times)] {
        if format.as_deref().is_some_and(|f| !tells_itself(place, f)) {
            return Err(format!(
                "{place}: expected a format that tells year, month and day (and the time, in times), such as %m/%d/%Y"
            ));
        }
    }
    match table.delimiter {
        Some(c) if !c.is_ascii() || "\"\r\n".contains(c) => {
            Err("delimiter: expected one character such as ; or a tab".to_owned())
        }
        _ => Ok(()),
    }
}

/// Whether what a format writes can be read by it.
fn tells_itself(place: &str, format: &str) -> bool {
    let noon = datetime(2026, 3, 6, 12, 0, 0, 0);
    let Ok(text) = strtime::format(format, noon) else {
        return false;
    };
    if place == "dates" {
        return Date::strptime(format, text).is_ok_and(|date| date == noon.date());
    }
    let parsed = strtime::parse(format, text).and_then(|parsed| parsed.to_datetime());
    parsed.is_ok_and(|at| at == noon)
}

/// The type of a table of the settings.
pub fn kind_of<'a>(file: &str, table: &'a Table) -> Option<&'a str> {
    if table.r#type.is_empty() {
        type_of(file)
    } else {
        Some(&table.r#type)
    }
}

/// The fields of a type, for a message.
pub fn listed(known: &Known) -> String {
    let names: Vec<&str> = known.fields.keys().map(String::as_str).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_named_after_its_type_or_its_plural() {
        for (file, kind) in [
            ("steps.csv", Some("step")),
            ("step.CSV", Some("step")),
            ("inbox/families.csv", Some("family")),
            ("children.csv", Some("child")),
            ("team_members.csv", Some("team_member")),
            ("agencies.csv", Some("agency")),
            ("news.csv", Some("news")),
            ("feed.csv", Some("feed")),
            ("stepss.csv", None),
            ("steps", None),
        ] {
            assert_eq!(type_of(file), kind, "{file}");
        }
    }

    #[test]
    fn a_star_stands_for_what_changes() {
        let tables = Tables::from([("Steps_*.csv".to_owned(), Table::default())]);
        for (file, fits) in [
            ("Steps_20260302.csv", true),
            ("in/Steps_.csv", true),
            ("Steps.csv", false),
            ("steps_1.csv", false),
        ] {
            assert_eq!(table_of(&tables, file).is_some(), fits, "{file}");
        }
    }
}
