//! Finding HSDS objects by what is asked for, in SQLite.

use portal_search::Demand;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::StoreError;
use super::finder::Finder;
use super::hsds::{Kind, Wanted};

/// Mean radius of the earth in metres.
const EARTH: f64 = 6_371_008.8;

/// So many words of a search count; whoever sends more wants the first ones most.
const MAX_WORDS: usize = 16;

/// The rows that fit, in the order of their names, in a database with the tables of HSDS that are searched: a whole snapshot,
/// or the part of one that a server holds in memory.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn find(
    connection: &Connection,
    finder: Option<&Finder>,
    kind: Kind,
    wanted: &Wanted,
) -> Result<Vec<i64>, StoreError> {
    if *wanted == Wanted::default() {
        return all(connection, kind);
    }
    let near = match (&wanted.postcode, wanted.within) {
        (Some(postcode), Some(metres)) => match middle(connection, postcode)? {
            Some(point) => Some((point, metres)),
            None => return Ok(Vec::new()),
        },
        _ => None,
    };
    let mut fitting = None;
    if let Some(search) = &wanted.search {
        let rows = with_words(connection, finder, kind, search)?;
        if rows.is_empty() || !wanted.asks_for_more_than_words() {
            return Ok(rows);
        }
        fitting = Some(rows);
    }
    let query = Query::of(kind, wanted);
    let mut statement = connection.prepare_cached(&query.sql)?;
    let mut rows = statement.query(params_from_iter(&query.values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some((point, metres)) = near {
            let place = (row.get(1)?, row.get(2)?);
            if metres_between(point, place) > metres {
                continue;
            }
        }
        let n = row.get(0)?;
        let fits = |rows: &Vec<i64>| rows.binary_search(&n).is_ok();
        if fitting.as_ref().is_none_or(fits) {
            found.push(n);
        }
    }
    Ok(found)
}

/// The rows of a kind that have every word of a search, in the order of their names.
///
/// Put together here and not in a statement: SQLite would copy both lists into a tree, row by row, and look
/// every one up again.
fn with_words(
    connection: &Connection,
    finder: Option<&Finder>,
    kind: Kind,
    search: &str,
) -> Result<Vec<i64>, StoreError> {
    let Some(words) = words(search) else {
        return Ok(Vec::new());
    };
    let (first, last) = range(kind);
    // FTS5 hands its rows out in their order.
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM hsds_text WHERE hsds_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
    )?;
    let rows = statement.query_map(params![words, first, last], |row| row.get(0))?;
    let mut rows: Vec<i64> = rows.collect::<Result<_, _>>()?;
    // The index of the pack knows services and nothing else.
    if let Some(finder) = finder.filter(|_| kind == Kind::Service) {
        // A word with an error in it stands nowhere; a word that stands somewhere has none.
        let demand = match rows.is_empty() {
            true => Demand::Every,
            false => Demand::AsTyped,
        };
        rows.extend(finder.find(search, demand));
        rows.sort_unstable();
        rows.dedup();
    }
    Ok(rows)
}

/// Every row of a kind: publishing numbers them without gaps.
fn all(connection: &Connection, kind: Kind) -> Result<Vec<i64>, StoreError> {
    let (first, last) = range(kind);
    let mut statement =
        connection.prepare_cached("SELECT max(n) FROM hsds WHERE n BETWEEN ?1 AND ?2")?;
    let highest: Option<i64> = statement.query_row([first, last], |row| row.get(0))?;
    Ok(highest.map_or_else(Vec::new, |highest| (first..=highest).collect()))
}

/// The numbers a kind can have.
pub(super) fn range(kind: Kind) -> (i64, i64) {
    let before = (kind as i64) << 32;
    (before + 1, before | 0xffff_ffff)
}

/// A statement for everything that is asked but the words, and what is bound to it.
struct Query {
    sql: String,
    values: Vec<Value>,
}

impl Query {
    fn of(kind: Kind, wanted: &Wanted) -> Self {
        let (first, last) = range(kind);
        let mut query = Self {
            sql: "SELECT n, latitude, longitude FROM hsds WHERE n BETWEEN ? AND ?".to_owned(),
            values: vec![first.into(), last.into()],
        };
        if let Some(term) = wanted.taxonomy_term_id.clone() {
            query.and("n IN (SELECT n FROM hsds_term WHERE term_id = ?)", term);
        }
        if let Some(taxonomy) = wanted.taxonomy_id.clone() {
            let of_term = "taxonomy_id = ?";
            let of_others = "n IN (SELECT n FROM hsds_term WHERE taxonomy_id = ?)";
            let is_term = kind == Kind::TaxonomyTerm;
            query.and(if is_term { of_term } else { of_others }, taxonomy);
        }
        if let Some(organization) = wanted.organization_id.clone() {
            query.and("organization_id = ?", organization);
        }
        if let Some(parent) = wanted.parent_id.clone() {
            query.and("parent_id = ?", parent);
        }
        if let Some(second) = wanted.modified_after {
            query.and("modified >= ?", second);
        }
        match (&wanted.postcode, wanted.within) {
            (Some(postcode), None) => query.and("postcode = ?", postcode.clone()),
            (Some(_), Some(_)) => query.sql.push_str(" AND latitude IS NOT NULL"),
            (None, _) => {}
        }
        if wanted.top_only {
            query.sql.push_str(" AND parent_id IS NULL");
        }
        query.sql.push_str(" ORDER BY n");
        query
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.push(value.into());
    }
}

/// A search as FTS5 spells it: each word quoted, so that nothing in it is an operator, and the
/// beginning of a word. `None` when there is no word in it.
fn words(search: &str) -> Option<String> {
    let separates = |c: char| c.is_whitespace() || c.is_control() || c.is_ascii_punctuation();
    let words: Vec<String> = search
        .split(separates)
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The middle of the directory's own places in a postcode: there is no other source of where it lies.
fn middle(connection: &Connection, postcode: &str) -> Result<Option<(f64, f64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT avg(latitude), avg(longitude) FROM hsds
         WHERE kind = 3 AND postcode = ?1 AND latitude IS NOT NULL",
    )?;
    let middle: (Option<f64>, Option<f64>) =
        statement.query_row([postcode], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(middle.0.zip(middle.1))
}

/// Metres between two points in degrees, on a sphere.
fn metres_between(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north, east) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let chord = (north / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (east / 2.0).sin().powi(2);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_search_is_an_operator() {
        for (search, query) in [
            ("food", Some("\"food\"*")),
            ("food bank", Some("\"food\"* \"bank\"*")),
            ("a OR b", Some("\"a\"* \"OR\"* \"b\"*")),
            ("\"x\" -y*", Some("\"x\"* \"y\"*")),
            ("words:x", Some("\"words\"* \"x\"*")),
            ("niñ\0o", Some("\"niñ\"* \"o\"*")),
            (" *() — ", None),
        ] {
            assert_eq!(words(search).as_deref(), query, "{search}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let miami = (25.7617, -80.1918);
        let orlando = (28.5384, -81.3789);
        let metres = metres_between(miami, orlando);
        assert!((metres - 330_000.0).abs() < 3_000.0, "{metres}");
        assert!(metres_between(miami, miami) < 0.001);
    }
}
