//! Writes what `/hsds/v3` answers with: every object once, ready-made, hidden where its place is secret.

use portal_hsds::model::{Organization, Service, Taxonomy, TaxonomyTerm};
use portal_hsds::write::{self, Form};
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use super::json::{named, text};
use super::secret::SecretPlaces;
use super::stage::{Place, Row, Stage};
use super::terms::{Term, terms_of};
use crate::publish::PublishError;
use crate::store::hsds::{Kind, moment};

type Object = Map<String, Value>;

/// The HSDS side of a snapshot being built.
pub struct Writer<'a> {
    stage: Stage<'a>,
    secret: &'a SecretPlaces,
}

impl<'a> Writer<'a> {
    /// Begins an empty directory.
    pub fn begin(tx: &'a Transaction<'a>, secret: &'a SecretPlaces) -> Result<Self, PublishError> {
        let stage = Stage::begin(tx)?;
        Ok(Self { stage, secret })
    }

    /// Adds a service with its organisation, places and terms.
    pub fn add(&self, mut service: Service) -> Result<(), PublishError> {
        self.secret.hide(&mut service)?;
        let mut record = named(write::service(&service, Form::Full), "service");
        let terms = terms_of(&record, &["organization"]);
        let organization = record.get("organization").and_then(Value::as_object);
        let owner = organization
            .map(|o| text(o, "id"))
            .filter(|id| !id.is_empty())
            .or(service.organization_id.as_deref())
            .map(str::to_owned);
        self.stage_service(&record, owner.as_deref(), &terms)?;
        if let Some(organization) = organization {
            self.stage_organization(organization, &terms)?;
        }
        let places = record.remove("service_at_locations");
        for place in places
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Value::Object(place) = place {
                self.stage_place(place, &record, owner.as_deref(), &terms)?;
            }
        }
        Ok(())
    }

    /// Adds an organisation, whether or not it has services.
    pub fn add_organization(&self, mut organization: Organization) -> Result<(), PublishError> {
        self.secret.hide_organization(&mut organization)?;
        let written = write::organization(&organization, Form::Full);
        let record = named(written, "organization");
        for term in terms_of(&record, &[]) {
            self.stage_term(&term)?;
        }
        self.stage_organization(&record, &[])
    }

    /// Adds a taxonomy, whether or not a term of it is used.
    pub fn add_taxonomy(&self, taxonomy: &Taxonomy) -> Result<(), PublishError> {
        self.stage_taxonomy(&named(write::taxonomy(taxonomy), "taxonomy_detail"))
    }

    /// Adds a term with its taxonomy, whether or not it is used.
    pub fn add_term(&self, term: &TaxonomyTerm) -> Result<(), PublishError> {
        let record = named(write::taxonomy_term(term), "taxonomy_term");
        self.stage_term(&Term::of(record))
    }

    /// Numbers what was added and names its content.
    pub fn finish(self) -> Result<(), PublishError> {
        self.stage.finish()
    }

    fn stage_service(
        &self,
        service: &Object,
        owner: Option<&str>,
        terms: &[Term],
    ) -> Result<(), PublishError> {
        let mut minimal = json!({"id": text(service, "id")});
        if let Some(changed) = service.get("last_modified") {
            minimal["last_modified"] = changed.clone();
        }
        let brief = json!({
            "id": text(service, "id"),
            "name": text(service, "name"),
            "status": text(service, "status"),
        });
        let row = Row {
            organization_id: owner,
            modified: moment(text(service, "last_modified")),
            minimal: minimal.to_string(),
            brief: brief.to_string(),
            words: words_of_service(service, terms),
            ..Row::default()
        };
        self.stage.put(Kind::Service, service, service, &row)?;
        for term in terms {
            self.stage_term(term)?;
        }
        self.stage
            .put_terms(Kind::Service, text(service, "id"), terms)
    }

    fn stage_term(&self, term: &Term) -> Result<(), PublishError> {
        if let Some(record) = &term.record {
            let row = Row {
                taxonomy_id: term.taxonomy_id.as_deref(),
                parent_id: Some(text(record, "parent_id")).filter(|id| !id.is_empty()),
                words: words(record, &["name", "code", "description"]),
                ..Row::default()
            };
            self.stage.put(Kind::TaxonomyTerm, record, record, &row)?;
        }
        match &term.taxonomy {
            Some(taxonomy) => self.stage_taxonomy(taxonomy),
            None => Ok(()),
        }
    }

    fn stage_taxonomy(&self, taxonomy: &Object) -> Result<(), PublishError> {
        let row = Row {
            words: words(taxonomy, &["name", "description"]),
            ..Row::default()
        };
        self.stage.put(Kind::Taxonomy, taxonomy, taxonomy, &row)
    }

    fn stage_organization(
        &self,
        organization: &Object,
        of_service: &[Term],
    ) -> Result<(), PublishError> {
        let row = Row {
            words: words(organization, &["name", "alternate_name", "description"]),
            ..Row::default()
        };
        self.stage
            .put(Kind::Organization, organization, organization, &row)?;
        let id = text(organization, "id");
        self.stage.put_terms(Kind::Organization, id, of_service)?;
        self.stage
            .put_terms(Kind::Organization, id, &terms_of(organization, &[]))
    }

    /// `service` comes without its places.
    fn stage_place(
        &self,
        place: &Object,
        service: &Object,
        owner: Option<&str>,
        terms: &[Term],
    ) -> Result<(), PublishError> {
        let mut whole = place.clone();
        whole.insert("service".to_owned(), Value::Object(service.clone()));
        let at = Place::of(place);
        let mut words = words_of_service(service, terms);
        words.extend([" ", &at.city, " ", location_text(place, "name")]);
        let row = Row {
            organization_id: owner,
            modified: moment(text(service, "last_modified")),
            words,
            place: at,
            ..Row::default()
        };
        self.stage
            .put(Kind::ServiceAtLocation, service, &whole, &row)?;
        self.stage
            .put_terms(Kind::ServiceAtLocation, text(place, "id"), terms)
    }
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
