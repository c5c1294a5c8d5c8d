//! What the portal has of a service: what its search needs, and all that it shows.

mod contact;
mod cost;
mod id;
mod language;
mod reach;
mod wait;
mod welcome;
mod words;

use jiff::civil::Date;
use portal_search::Entry;
use portal_types::ServiceDetail;

use crate::clean::display_name;
use crate::model::Service;
use crate::{hours, needs};

pub use contact::{
    hide_secret_place, hide_secret_places, is_confidential, is_secret_place, secret_locations,
};
pub use cost::cost;
pub use id::public_id;
pub use language::{Spoken, languages};

/// What the search of the portal needs of a service on `today`; nothing when its status says
/// that nobody can use it.
#[must_use]
pub fn entry(service: &Service, today: Date) -> Option<Entry> {
    if matches!(service.status.as_deref(), Some("inactive" | "defunct")) {
        return None;
    }
    let name = display_name(&service.name);
    let needs = needs::of_service(service);
    let phone = contact::phones(service).into_iter().next();
    Some(Entry {
        id: public_id(&service.id),
        organization: Some(agency(service))
            .filter(|agency| *agency != name)
            .unwrap_or_default(),
        name,
        town: contact::town(service).unwrap_or_default(),
        zip: reach::zip(service).unwrap_or_default(),
        place: reach::place(service),
        needs,
        languages: tags(service),
        cost: cost(service, today),
        hours: hours::of_service(service, today).weekly,
        child_friendly: welcome::child_friendly(service, needs),
        no_papers: welcome::no_papers(service),
        by_bus: reach::by_bus(service),
        wheelchair: reach::wheelchair(service),
        confidential: is_confidential(service),
        checked_day: checked(service).and_then(day_from_1970),
        phone: phone.map(contact::with_extension).unwrap_or_default(),
    })
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
        languages: tags(service),
        needs: needs::of_service(service),
        hours: hours.weekly,
        hours_note: hours.note,
        phones: contact::phones(service),
        address: contact::address(service),
        confidential,
        transport: contact::transport(service),
        accessibility: reach::accessibility(service),
        wait_days: wait::days(service),
        wait_note: wait::note(service),
        website: contact::website(service),
        alert: service.alert.clone(),
        checked_on: checked(service).map(|day| day.to_string()),
    }
}

fn tags(service: &Service) -> Vec<String> {
    let tags = languages(service).tags.into_iter();
    tags.map(str::to_owned).collect()
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

fn day_from_1970(day: Date) -> Option<u16> {
    let days = day.since(Date::constant(1970, 1, 1)).ok()?.get_days();
    u16::try_from(days).ok()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
