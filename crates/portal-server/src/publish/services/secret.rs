//! Places that are kept secret: gathered from the whole directory, and taken out of all that leaves.
//!
//! A place is secret wherever it stands. The same building can be listed under another service of the
//! agency, among the agency's own places, or in the words of a description.

use std::collections::HashSet;

use portal_hsds::model::{Location, Service, ServiceAtLocation};
use portal_hsds::pack::{hide_secret_place, is_confidential};
use serde_json::Value;

/// The shortest street that is looked for in words; shorter ones stand in too many.
const SHORTEST_STREET: usize = 6;

/// What must not be told.
#[derive(Debug, Default)]
pub struct SecretPlaces {
    locations: HashSet<String>,
    streets: HashSet<String>,
    organizations: HashSet<String>,
}

impl SecretPlaces {
    /// Notes the places of a service, when they are secret.
    pub fn note(&mut self, service: &Service) {
        if !is_confidential(service) {
            return;
        }
        self.organizations
            .extend(organization_id(service).map(str::to_owned));
        for place in &service.service_at_locations {
            self.locations.extend(location_id(place).map(str::to_owned));
            let location = place.location.as_deref();
            self.streets.extend(location.into_iter().flat_map(streets));
        }
    }

    /// Whether a service is itself secret, or belongs to an organisation that has a secret place.
    fn concerns(&self, service: &Service) -> bool {
        is_confidential(service)
            || organization_id(service).is_some_and(|id| self.organizations.contains(id))
    }

    /// Takes secret places out of a service that is not secret itself.
    pub fn take_from_open(&self, service: &mut Service) {
        if is_confidential(service) {
            return;
        }
        let concerned = self.concerns(service);
        service
            .service_at_locations
            .retain(|place| !self.is_secret(place));
        if let Some(organization) = service.organization.as_deref_mut() {
            organization
                .locations
                .retain(|location| !concerned && !self.is_secret_location(location));
        }
    }

    /// What other programs may read of a service: nothing of a secret place, no text that names its street,
    /// and, of a secret service, no description of a phone.
    ///
    /// # Errors
    /// When the service cannot be written as JSON and read again.
    pub fn hide(&self, service: &mut Service) -> Result<(), serde_json::Error> {
        if !self.concerns(service) {
            return Ok(());
        }
        let secret = is_confidential(service);
        hide_secret_place(service);
        let mut record = serde_json::to_value(&*service)?;
        if secret {
            take_phone_descriptions(&mut record);
        }
        self.take_streets(&mut record);
        *service = serde_json::from_value(record)?;
        Ok(())
    }

    /// Takes texts that name the street of a secret place out of what the portal shows of this service.
    pub fn take_words(&self, service: &Service, shown: &mut Value) {
        if self.concerns(service) {
            self.take_streets(shown);
        }
    }

    fn take_streets(&self, value: &mut Value) {
        match value {
            Value::Object(record) => {
                record.retain(|_, value| !self.names_street(value));
                record
                    .values_mut()
                    .for_each(|value| self.take_streets(value));
            }
            Value::Array(items) => {
                items.retain(|value| !self.names_street(value));
                items.iter_mut().for_each(|value| self.take_streets(value));
            }
            _ => {}
        }
    }

    fn names_street(&self, value: &Value) -> bool {
        let Value::String(words) = value else {
            return false;
        };
        let words = plain(words);
        self.streets.iter().any(|street| words.contains(street))
    }

    fn is_secret(&self, place: &ServiceAtLocation) -> bool {
        location_id(place).is_some_and(|id| self.locations.contains(id))
            || place
                .location
                .as_deref()
                .is_some_and(|location| self.is_secret_location(location))
    }

    fn is_secret_location(&self, location: &Location) -> bool {
        self.locations.contains(&location.id)
            || streets(location).any(|street| self.streets.contains(&street))
    }
}

fn take_phone_descriptions(value: &mut Value) {
    match value {
        Value::Object(record) => {
            if let Some(Value::Array(phones)) = record.get_mut("phones") {
                for phone in phones.iter_mut().filter_map(Value::as_object_mut) {
                    phone.remove("description");
                }
            }
            record.values_mut().for_each(take_phone_descriptions);
        }
        Value::Array(items) => items.iter_mut().for_each(take_phone_descriptions),
        _ => {}
    }
}

fn organization_id(service: &Service) -> Option<&str> {
    let nested = service.organization.as_deref();
    let nested = nested.map(|organization| organization.id.as_str());
    nested
        .filter(|id| !id.is_empty())
        .or(service.organization_id.as_deref())
}

fn location_id(place: &ServiceAtLocation) -> Option<&str> {
    let nested = place
        .location
        .as_deref()
        .map(|location| location.id.as_str());
    nested
        .filter(|id| !id.is_empty())
        .or(place.location_id.as_deref())
}

/// The streets of a location that can be recognised in words: with a number, and long enough.
fn streets(location: &Location) -> impl Iterator<Item = String> + '_ {
    let lines = location
        .addresses
        .iter()
        .filter_map(|a| a.address_1.as_deref());
    lines.map(plain).filter(|street| {
        street.len() >= SHORTEST_STREET && street.bytes().any(|b| b.is_ascii_digit())
    })
}

/// Letters and digits in lower case, with one space between words.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for word in words.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    plain
}
