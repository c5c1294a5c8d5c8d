//! Writes records as HSDS 3.1 JSON, for other programs to read.
//!
//! The model keeps what the directory said; the standard wants more and other than that in
//! a few places: fields it requires are there, if empty, and extensions and time zones are
//! numbers. What is written validates against the schemas of the standard, and reads again
//! as what it was.

mod shape;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{Location, Organization, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm};
use shape::Kind;

/// How much of a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All of it, nested: what the API of the standard calls `full`.
    Full,
    /// Its own fields and the records of which it has one at most, as in lists.
    List,
}

/// A service.
#[must_use]
pub fn service(service: &Service, form: Form) -> Value {
    Value::Object(written(Kind::Service, service, form))
}

/// An organisation. Its services are not part of it.
#[must_use]
pub fn organization(organization: &Organization, form: Form) -> Value {
    Value::Object(written(Kind::Organization, organization, form))
}

/// A service at one place, with that service, which names none of its places then.
#[must_use]
pub fn service_at_location(place: &ServiceAtLocation, of: &Service, form: Form) -> Value {
    let mut record = written(Kind::ServiceAtLocation, place, form);
    let mut nested = written(Kind::Service, of, form);
    nested.remove("service_at_locations");
    record.insert("service".to_owned(), Value::Object(nested));
    Value::Object(record)
}

/// A place.
#[must_use]
pub fn location(location: &Location, form: Form) -> Value {
    Value::Object(written(Kind::Location, location, form))
}

/// A taxonomy, of which both forms are the same.
#[must_use]
pub fn taxonomy(taxonomy: &Taxonomy) -> Value {
    Value::Object(written(Kind::Taxonomy, taxonomy, Form::Full))
}

/// A term with its taxonomy, of which both forms are the same.
#[must_use]
pub fn taxonomy_term(term: &TaxonomyTerm) -> Value {
    Value::Object(written(Kind::TaxonomyTerm, term, Form::Full))
}

fn written<T: Serialize>(kind: Kind, record: &T, form: Form) -> Map<String, Value> {
    // The model has string keys and no maps of others, so that it always is JSON.
    match serde_json::to_value(record) {
        Ok(Value::Object(mut fields)) => {
            shape::finish(kind, &mut fields, form);
            fields
        }
        _ => Map::new(),
    }
}
