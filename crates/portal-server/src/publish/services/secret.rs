//! Places that are kept secret: gathered from the whole directory, and taken out of all that leaves.
//!
//! A place is secret wherever it stands. The same building can be listed under another service of the
//! agency, among the agency's own places, or in the words of a description.

use std::collections::HashSet;

use portal_hsds::model::{Location, Organization, Service, ServiceAtLocation};
use portal_hsds::pack::{
    hide_secret_place, hide_secret_places, is_confidential, is_secret_place, secret_locations,
};
use portal_search::Entry;
use portal_types::ServiceDetail;
use serde::Serialize;
use serde::de::DeserializeOwned;
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
        if let Some(organization) = service.organization.as_deref() {
            self.note_organization(organization);
        }
        if !is_confidential(service) {
            return;
        }
        self.organizations
            .extend(organization_id(service).map(str::to_owned));
        self.locations
            .extend(secret_locations(service).map(str::to_owned));
        for place in &service.service_at_locations {
            let location = place.location.as_deref();
            self.streets.extend(location.into_iter().flat_map(streets));
        }
    }

    /// Notes those of an organisation's own places that say they are secret.
    pub fn note_organization(&mut self, organization: &Organization) {
        for location in organization
            .locations
            .iter()
            .filter(|place| is_secret_place(place))
        {
            let ids = [
                (&organization.id, &mut self.organizations),
                (&location.id, &mut self.locations),
            ];
            for (id, known) in ids {
                if !id.is_empty() {
                    known.insert(id.clone());
                }
            }
            self.streets.extend(streets(location));
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
            self.take_places(organization, concerned);
        }
    }

    /// What other programs may read of an organisation: none of its places when one of them is secret, and then
    /// no text that names its street and no description of a phone either.
    ///
    /// # Errors
    /// When the organisation cannot be written as JSON and read again.
    pub fn hide_organization(
        &self,
        organization: &mut Organization,
    ) -> Result<(), serde_json::Error> {
        let concerned = self.organizations.contains(&organization.id);
        self.take_places(organization, concerned);
        if concerned {
            self.take_texts(organization, true)?;
        }
        Ok(())
    }

    fn take_places(&self, organization: &mut Organization, concerned: bool) {
        hide_secret_places(organization, &self.locations);
        organization
            .locations
            .retain(|location| !concerned && !self.is_secret_location(location));
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
        self.take_texts(service, secret)
    }

    fn take_texts<T: Serialize + DeserializeOwned>(
        &self,
        record: &mut T,
        of_phones: bool,
    ) -> Result<(), serde_json::Error> {
        let mut json = serde_json::to_value(&*record)?;
        if of_phones {
            take_phone_descriptions(&mut json);
        }
        self.take_streets(&mut json);
        *record = serde_json::from_value(json)?;
        Ok(())
    }

    /// What the portal shows of this service as JSON, without texts that name the street of a secret place.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn shown(
        &self,
        service: &Service,
        shown: &ServiceDetail,
    ) -> Result<String, serde_json::Error> {
        if !self.concerns(service) {
            return serde_json::to_string(shown);
        }
        let mut shown = serde_json::to_value(shown)?;
        self.take_streets(&mut shown);
        Ok(shown.to_string())
    }

    /// Takes names that name the street of a secret place out of what can be searched of this service.
    pub fn take_from_entry(&self, service: &Service, entry: &mut Entry) {
        if self.concerns(service) {
            for text in [&mut entry.name, &mut entry.organization, &mut entry.phone] {
                if self.has_street(text) {
                    text.clear();
                }
            }
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
        value.as_str().is_some_and(|words| self.has_street(words))
    }

    fn has_street(&self, words: &str) -> bool {
        let words = plain(words);
        self.streets.iter().any(|street| words.contains(street))
    }

    fn is_secret(&self, place: &ServiceAtLocation) -> bool {
        let id = place.location_id.as_ref();
        id.is_some_and(|id| self.locations.contains(id))
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

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use portal_hsds::model::{Address, Attribute};
    use portal_hsds::pack;

    use super::*;

    #[test]
    fn a_name_that_tells_the_street_is_in_neither_file() {
        let today = Date::constant(2026, 3, 6);
        let address = Address {
            address_1: Some("77 Canary Lane".to_owned()),
            ..Address::default()
        };
        let location = Location {
            addresses: vec![address],
            ..Location::default()
        };
        let service = Service {
            id: "s".to_owned(),
            name: "Nights at 77, Canary Lane".to_owned(),
            attributes: vec![Attribute {
                value: Some("confidential".to_owned()),
                ..Attribute::default()
            }],
            service_at_locations: vec![ServiceAtLocation {
                location: Some(Box::new(location)),
                ..ServiceAtLocation::default()
            }],
            ..Service::default()
        };
        let mut secret = SecretPlaces::default();
        secret.note(&service);
        let mut entry = pack::entry(&service, today).expect("an entry");
        secret.take_from_entry(&service, &mut entry);
        assert_eq!(entry.name, "");
        let shown = secret.shown(&service, &pack::detail(&service, today));
        let shown = shown.expect("JSON").to_lowercase();
        assert!(!shown.contains("canary"), "{shown}");
        let read: ServiceDetail = serde_json::from_str(&shown).expect("it can be read");
        assert_eq!((&*read.id, &*read.name), ("s", ""));
    }
}
