//! The way in: looks at a path and reads what lies there.

use std::path::Path;

use crate::model::{Organization, Service, Taxonomy, TaxonomyTerm};
use crate::source::{Found, find};
use crate::{Progress, Refusal, Report, json, tabular};

/// A whole directory in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The organisations, in the order of the file.
    pub organizations: Vec<Organization>,
    /// The taxonomies that classify them.
    pub taxonomies: Vec<Taxonomy>,
    /// The terms that classify them.
    pub terms: Vec<TaxonomyTerm>,
    /// What happened on the way.
    pub report: Report,
}

/// One record of a directory that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A service with what belongs to it. Its organisation, read from CSV, is without
    /// places and programmes.
    Service(Box<Service>),
    /// An organisation with what belongs to it, but for its services; each id once.
    Organization(Box<Organization>),
    /// A taxonomy; each id once.
    Taxonomy(Box<Taxonomy>),
    /// A term with its taxonomy; each id once.
    TaxonomyTerm(Box<TaxonomyTerm>),
}

/// Takes the records of a directory.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Part);

/// Reads a directory into memory.
///
/// `path` is a folder of CSV files (or one with `data/` or `csv/` beneath), a
/// `.zip` of one, or a JSON or NDJSON file.
///
/// # Errors
/// The whole directory is refused, with every error found, when a file does not
/// parse, a required file, column, id or name is missing, or nothing there is HSDS.
pub fn read(path: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Reading, Refusal> {
    let mut reading = Reading::default();
    let mut keep = |part| match part {
        Part::Service(service) => reading.services.push(*service),
        Part::Organization(organization) => reading.organizations.push(*organization),
        Part::Taxonomy(taxonomy) => reading.taxonomies.push(*taxonomy),
        Part::TaxonomyTerm(term) => reading.terms.push(*term),
    };
    reading.report = read_each(path, &mut keep, progress)?;
    Ok(reading)
}

/// Reads a directory and hands over one record at a time, for large ones.
///
/// Of CSV files everything is checked before the first record is handed over. Of
/// JSON an error can still come after some records, so the receiver must be able
/// to take them back.
///
/// # Errors
/// As [`read`].
pub fn read_each(
    path: &Path,
    sink: &mut dyn FnMut(Part),
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Refusal> {
    match find(path)? {
        Found::Tables(mut tables) => tabular::read(&mut tables, sink, progress),
        Found::Json(file) => json::read(&file, sink, progress),
    }
}
