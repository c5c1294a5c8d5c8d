//! Writes what `/hsds/v3` answers with: every object once, ready-made, hidden where its place is secret.

use std::mem;

use portal_hsds::model::{Organization, Service, Taxonomy, TaxonomyTerm};
use portal_hsds::write::{self, Form};
use serde_json::{Map, Value, json};

use super::json::{named, text, written};
use super::secret::SecretPlaces;
use super::stage::{Place, Row};
use super::terms::{Term, terms_of};
use crate::publish::PublishError;
use crate::store::hsds::{Kind, moment};

type Object = Map<String, Value>;

/// Writes objects, hiding what `secret` says.
pub struct Writer<'a> {
    secret: &'a SecretPlaces,
}

impl<'a> Writer<'a> {
    /// Writes nothing of these places.
    pub fn without(secret: &'a SecretPlaces) -> Self {
        Self { secret }
    }

    /// A service with its organisation, places and terms.
    pub fn service(&self, mut service: Service) -> Result<Vec<Row>, PublishError> {
        self.secret.hide(&mut service)?;
        let mut record = named(write::service(&service, Form::Full), "service");
        let terms = terms_of(&record, &["organization"]);
        let organization = record.get("organization").and_then(Value::as_object);
        let owner = organization
            .map(|o| text(o, "id"))
            .filter(|id| !id.is_empty())
            .or(service.organization_id.as_deref())
            .map(str::to_owned);
        let mut rows = vec![service_row(&record, owner.as_deref(), &terms)];
        rows.extend(terms.iter().flat_map(term_rows));
        if let Some(organization) = organization {
            let mut all = terms.clone();
            all.extend(terms_of(organization, &[]));
            rows.push(organization_row(organization, &all));
        }
        if let Some(Value::Array(places)) = record.remove("service_at_locations") {
            for place in places {
                rows.extend(place_row(place, &mut record, owner.as_deref(), &terms));
            }
        }
        Ok(rows)
    }

    /// An organisation, whether or not it has services.
    pub fn organization(&self, mut organization: Organization) -> Result<Vec<Row>, PublishError> {
        self.secret.hide_organization(&mut organization)?;
        let written = write::organization(&organization, Form::Full);
        let record = named(written, "organization");
        let terms = terms_of(&record, &[]);
        let mut rows: Vec<Row> = terms.iter().flat_map(term_rows).collect();
        rows.push(organization_row(&record, &terms));
        Ok(rows)
    }
}

/// A taxonomy, whether or not a term of it is used.
pub fn taxonomy(taxonomy: &Taxonomy) -> Row {
    taxonomy_row(&named(write::taxonomy(taxonomy), "taxonomy_detail"))
}

/// A term with its taxonomy, whether or not it is used.
pub fn term(term: &TaxonomyTerm) -> Vec<Row> {
    let record = named(write::taxonomy_term(term), "taxonomy_term");
    term_rows(&Term::of(record))
}

fn service_row(service: &Object, owner: Option<&str>, terms: &[Term]) -> Row {
    let mut minimal = json!({"id": text(service, "id")});
    if let Some(changed) = service.get("last_modified") {
        minimal["last_modified"] = changed.clone();
    }
    let brief = json!({
        "id": text(service, "id"),
        "name": text(service, "name"),
        "status": text(service, "status"),
    });
    Row {
        organization_id: owner.map(str::to_owned),
        modified: moment(text(service, "last_modified")),
        minimal: written(&minimal),
        brief: written(&brief),
        words: words_of_service(service, terms),
        ..Row::of(Kind::Service, sort_of(service), service, terms)
    }
}

fn term_rows(term: &Term) -> Vec<Row> {
    let own = term.record.as_ref().map(|record| Row {
        taxonomy_id: term.taxonomy_id.clone(),
        parent_id: Some(text(record, "parent_id").to_owned()).filter(|id| !id.is_empty()),
        words: words(record, &["name", "code", "description"]),
        ..Row::of(Kind::TaxonomyTerm, sort_of(record), record, &[])
    });
    let of = term.taxonomy.as_ref().map(taxonomy_row);
    own.into_iter().chain(of).collect()
}

fn taxonomy_row(taxonomy: &Object) -> Row {
    Row {
        words: words(taxonomy, &["name", "description"]),
        ..Row::of(Kind::Taxonomy, sort_of(taxonomy), taxonomy, &[])
    }
}

fn organization_row(organization: &Object, terms: &[Term]) -> Row {
    Row {
        words: words(organization, &["name", "alternate_name", "description"]),
        ..Row::of(
            Kind::Organization,
            sort_of(organization),
            organization,
            terms,
        )
    }
}

/// A place with its service in it; `service` comes without its places, and is lent for that.
fn place_row(
    place: Value,
    service: &mut Object,
    owner: Option<&str>,
    terms: &[Term],
) -> Option<Row> {
    let Value::Object(mut place) = place else {
        return None;
    };
    let at = Place::of(&place);
    let mut words = words_of_service(service, terms);
    words.extend([" ", &at.city, " ", location_text(&place, "name")]);
    let name = sort_of(service);
    let modified = moment(text(service, "last_modified"));
    place.insert("service".to_owned(), Value::Object(mem::take(service)));
    let row = Row {
        organization_id: owner.map(str::to_owned),
        modified,
        words,
        place: at,
        ..Row::of(Kind::ServiceAtLocation, name, &place, terms)
    };
    if let Some(Value::Object(lent)) = place.remove("service") {
        *service = lent;
    }
    Some(row)
}

/// Lists are sorted by name.
fn sort_of(record: &Object) -> String {
    text(record, "name").to_lowercase()
}

fn location_text<'a>(place: &'a Object, key: &str) -> &'a str {
    let location = place.get("location").and_then(Value::as_object);
    location.map_or("", |location| text(location, key))
}

fn words(record: &Object, fields: &[&str]) -> String {
    fields
        .iter()
        .map(|field| text(record, field))
        .collect::<Vec<_>>()
        .join(" ")
}

fn words_of_service(service: &Object, terms: &[Term]) -> String {
    let own = [
        "name",
        "alternate_name",
        "description",
        "eligibility_description",
    ];
    let mut all = words(service, &own);
    let organization = service.get("organization").and_then(Value::as_object);
    let names = terms.iter().filter_map(|term| term.record.as_ref());
    for record in organization.into_iter().chain(names) {
        all.extend([" ", text(record, "name")]);
    }
    all
}
