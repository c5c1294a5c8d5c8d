//! The organisations, taxonomies and terms that an import kept beside the services.

use portal_hsds::model::{Organization, Taxonomy, TaxonomyTerm};
use rusqlite::Connection;

use crate::publish::PublishError;

/// A record that stands by itself.
pub enum Record {
    /// An organisation, in full.
    Organization(Box<Organization>),
    /// A taxonomy.
    Taxonomy(Box<Taxonomy>),
    /// A term, with its taxonomy.
    Term(Box<TaxonomyTerm>),
}

/// Every record with an id, source by source.
pub fn each_record(
    working: &Connection,
    mut take: impl FnMut(Record) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    // A home whose directory was imported by an older program has no such table.
    if !working.table_exists(None, "directory_record")? {
        return Ok(());
    }
    let mut statement = working.prepare(
        "SELECT kind, body FROM directory_record WHERE id <> '' ORDER BY source, kind, id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let body = text(1)?;
        take(match text(0)? {
            "organization" => Record::Organization(serde_json::from_str(body)?),
            "taxonomy" => Record::Taxonomy(serde_json::from_str(body)?),
            _ => Record::Term(serde_json::from_str(body)?),
        })?;
    }
    Ok(())
}
