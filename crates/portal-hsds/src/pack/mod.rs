//! What the portal shows of a service: the compact directory and one entry in full.

mod contact;
mod cost;
mod id;
mod language;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use portal_types::{Directory, DirectoryEntry, ServiceDetail};

use crate::clean::display_name;
use crate::model::Service;
use crate::{hours, needs};

pub use contact::{
    hide_secret_place, hide_secret_places, is_confidential, is_secret_place, secret_locations,
};
pub use cost::cost;
pub use id::public_id;
pub use language::{Spoken, languages};

/// A directory ready to be published, and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// What the portal downloads.
    pub directory: Directory,
    /// Services that are not in it, by their status.
    pub left_out: BTreeMap<String, u64>,
    /// Names of languages without a BCP 47 tag, and how often they stand.
    pub unknown_languages: BTreeMap<String, u64>,
}

/// Packs services as they are on `imported_on`. Inactive and defunct ones are left out.
#[must_use]
pub fn directory(services: &[Service], imported_on: Date) -> Packed {
    let mut packer = Packer::new(imported_on);
    for service in services {
        packer.add(service);
    }
    packer.finish()
}

/// Packs one service at a time, for directories too large to be in memory.
#[derive(Debug)]
pub struct Packer {
    packed: Packed,
    towns: HashMap<String, u16>,
    today: Date,
}

impl Packer {
    /// A directory without services, imported on `imported_on`.
    #[must_use]
    pub fn new(imported_on: Date) -> Self {
        let mut packed = Packed::default();
        packed.directory.imported_on = imported_on.to_string();
        Self {
            packed,
            towns: HashMap::new(),
            today: imported_on,
        }
    }

    /// Adds a service, unless its status says that nobody can use it. Whether it was added.
    pub fn add(&mut self, service: &Service) -> bool {
        if let Some(status @ ("inactive" | "defunct")) = service.status.as_deref() {
            *self.packed.left_out.entry(status.to_owned()).or_default() += 1;
            return false;
        }
        let spoken = languages(service);
        for name in spoken.unknown {
            *self.packed.unknown_languages.entry(name).or_default() += 1;
        }
        let name = display_name(&service.name);
        let organization = agency(service);
        let entry = DirectoryEntry {
            id: public_id(&service.id),
            town: contact::town(service).and_then(|town| self.town(town)),
            organization: if organization == name {
                String::new()
            } else {
                organization
            },
            name,
            needs: needs::of_service(service),
            languages: spoken
                .tags
                .into_iter()
                .filter_map(|tag| self.language(tag))
                .collect(),
            cost: cost(service, self.today),
            hours: hours::of_service(service, self.today).weekly,
            phone: contact::phones(service)
                .into_iter()
                .next()
                .map(contact::with_extension),
            checked_days_ago: checked(service).and_then(|day| self.days_ago(day)),
        };
        self.packed.directory.services.push(entry);
        true
    }

    /// The packed directory.
    #[must_use]
    pub fn finish(self) -> Packed {
        self.packed
    }

    fn town(&mut self, town: String) -> Option<u16> {
        let key = town.to_lowercase();
        if let Some(at) = self.towns.get(&key) {
            return Some(*at);
        }
        let at = u16::try_from(self.packed.directory.towns.len()).ok()?;
        self.packed.directory.towns.push(town);
        self.towns.insert(key, at);
        Some(at)
    }

    fn language(&mut self, tag: &str) -> Option<u8> {
        let tags = &mut self.packed.directory.languages;
        let at = tags
            .iter()
            .position(|known| known == tag)
            .unwrap_or_else(|| {
                tags.push(tag.to_owned());
                tags.len() - 1
            });
        u8::try_from(at).ok()
    }

    fn days_ago(&self, day: Date) -> Option<u16> {
        let days = self.today.since(day).ok()?.get_days();
        u16::try_from(days.max(0)).ok()
    }
}

/// One service in full, as it is on `today`.
#[must_use]
pub fn detail(service: &Service, today: Date) -> ServiceDetail {
    let hours = hours::of_service(service, today);
    let confidential = is_confidential(service);
    ServiceDetail {
        id: public_id(&service.id),
        name: display_name(&service.name),
        organization: agency(service),
        description: service.description.clone(),
        eligibility: service.eligibility_description.clone(),
        how_to_apply: service.application_process.clone(),
        cost: cost(service, today),
        cost_note: cost::note(service),
        papers: service
            .required_documents
            .iter()
            .filter_map(|paper| paper.document.clone())
            .collect(),
        languages: languages(service)
            .tags
            .into_iter()
            .map(str::to_owned)
            .collect(),
        needs: needs::of_service(service),
        hours: hours.weekly,
        hours_note: hours.note,
        phones: contact::phones(service),
        address: contact::address(service),
        confidential,
        transport: contact::transport(service),
        website: contact::website(service),
        alert: service.alert.clone(),
        checked_on: checked(service).map(|day| day.to_string()),
    }
}

fn agency(service: &Service) -> String {
    service
        .organization
        .as_deref()
        .map_or_else(String::new, |agency| display_name(&agency.name))
}

/// The day somebody last checked the entry; the day of a change is the next best.
fn checked(service: &Service) -> Option<Date> {
    [&service.assured_date, &service.last_modified]
        .into_iter()
        .flatten()
        .find_map(|text| text.get(..10)?.parse().ok())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
