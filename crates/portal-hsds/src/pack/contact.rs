//! How to reach a service, and where: nothing of a place that is kept secret.

use std::collections::HashSet;
use std::hash::BuildHasher;

use portal_types::ServicePhone;

use crate::clean::display_name;
use crate::model::{Address, Attribute, Location, Organization, Service};

/// What an attribute or an address says when the place is secret.
const SECRET: &[&str] = &[
    "confidential",
    "undisclosed",
    "not disclosed",
    "unpublished address",
    "address withheld",
];

/// 211 codes of shelters from violence and trafficking. Their place is kept secret whether
/// or not the directory says so: the shown address could cost a life, the hidden one a call.
const SHELTERS: &[&str] = &["BH-1800.1500-100", "BH-1800.1500-140", "BH-1800.1500-150"];

/// Whether the place of a service is kept secret.
///
/// It is when an attribute of the service or of a place says so (value, label, or
/// the term's name or code, such as `confidential`), when a line of an address says
/// `confidential` or `undisclosed`, or when the service is a shelter from violence.
#[must_use]
pub fn is_confidential(service: &Service) -> bool {
    let places = &service.service_at_locations;
    let locations = || places.iter().filter_map(|place| place.location.as_deref());
    let marked = service
        .attributes
        .iter()
        .chain(places.iter().flat_map(|place| &place.attributes))
        .chain(locations().flat_map(|location| &location.attributes))
        .any(marks_secret);
    marked || locations().any(|location| location.addresses.iter().any(says_secret))
}

/// Takes the places out of a service whose place is kept secret, so that the record
/// itself can be handed to other programs.
pub fn hide_secret_place(service: &mut Service) {
    if !is_confidential(service) {
        return;
    }
    service.service_at_locations.clear();
    if let Some(organization) = service.organization.as_deref_mut() {
        organization.locations.clear();
    }
}

/// Ids of the locations of a service whose place is kept secret, for [`hide_secret_places`].
pub fn secret_locations(service: &Service) -> impl Iterator<Item = &str> {
    let places = is_confidential(service).then_some(&service.service_at_locations);
    places.into_iter().flatten().filter_map(|place| {
        let nested = place
            .location
            .as_deref()
            .map(|location| location.id.as_str());
        // Places without an id are not all the same place.
        let id = nested.filter(|id| !id.is_empty());
        id.or(place.location_id.as_deref())
    })
}

/// Whether a place says itself that it is kept secret.
#[must_use]
pub fn is_secret_place(location: &Location) -> bool {
    location.attributes.iter().any(marks_secret) || location.addresses.iter().any(says_secret)
}

/// Takes out of an organisation the places that are kept secret: those that `secret` names,
/// which any of its services may be at, and those that say so themselves.
pub fn hide_secret_places<S: BuildHasher>(
    organization: &mut Organization,
    secret: &HashSet<String, S>,
) {
    organization
        .locations
        .retain(|location| !secret.contains(&location.id) && !is_secret_place(location));
}

fn marks_secret(attribute: &Attribute) -> bool {
    let term = attribute.taxonomy_term.as_deref();
    let code = term.and_then(|term| term.code.as_deref());
    let code = code
        .or(attribute.taxonomy_term_id.as_deref())
        .unwrap_or_default();
    let words = [
        attribute.value.as_deref(),
        attribute.label.as_deref(),
        Some(code),
        term.and_then(|term| term.name.as_deref()),
    ];
    let secret = |words: &str| {
        let words = words.to_lowercase().replace(['_', '-'], " ");
        // "Address Confidentiality Program" is a service, not a secret place.
        matches!(
            words.trim(),
            "confidential"
                | "confidential location"
                | "confidential address"
                | "undisclosed location"
        )
    };
    SHELTERS.iter().any(|shelter| code.starts_with(shelter))
        || words.into_iter().flatten().any(secret)
}

fn says_secret(address: &Address) -> bool {
    let lines = [&address.attention, &address.address_1, &address.address_2];
    lines.into_iter().flatten().any(|line| {
        let line = line.to_lowercase();
        SECRET.iter().any(|word| line.contains(word))
    })
}

/// The place to show: the first, unless it is kept secret.
pub(super) fn place(service: &Service) -> Option<&Location> {
    if is_confidential(service) {
        return None;
    }
    let first = service.service_at_locations.first()?;
    first.location.as_deref()
}

/// The address to go to; a postal one is not.
pub(super) fn street(service: &Service) -> Option<&Address> {
    let addresses = &place(service)?.addresses;
    addresses
        .iter()
        .find(|address| address.address_type.as_deref() != Some("postal"))
}

/// The town, for the list.
pub(super) fn town(service: &Service) -> Option<String> {
    street(service)?.city.as_deref().map(display_name)
}

/// The lines of the address.
pub(super) fn address(service: &Service) -> Vec<String> {
    let Some(address) = street(service) else {
        return Vec::new();
    };
    let state = [&address.state_province, &address.postal_code];
    let state: Vec<&str> = state.into_iter().flatten().map(String::as_str).collect();
    let city = address.city.as_deref().map(display_name);
    let last: Vec<String> = city
        .into_iter()
        .chain((!state.is_empty()).then(|| state.join(" ")))
        .collect();
    let lines = [
        address.address_1.clone(),
        address.address_2.clone(),
        Some(last.join(", ")),
    ];
    lines
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .collect()
}

/// How to get there.
pub(super) fn transport(service: &Service) -> Option<String> {
    place(service)?.transportation.clone()
}

/// Phone numbers, the service's own first; fax machines are left out.
pub(super) fn phones(service: &Service) -> Vec<ServicePhone> {
    let places = &service.service_at_locations;
    let own = service
        .phones
        .iter()
        .chain(places.iter().flat_map(|place| &place.phones));
    let of_location = places.iter().filter_map(|place| place.location.as_deref());
    let mut phones: Vec<ServicePhone> = Vec::new();
    for phone in own.chain(of_location.flat_map(|location| &location.phones)) {
        let fax = phone
            .kind
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("fax"));
        let Some(number) = phone
            .number
            .as_deref()
            .filter(|_| !fax)
            .and_then(shown_number)
        else {
            continue;
        };
        let same =
            |known: &ServicePhone| known.number == number && known.extension == phone.extension;
        if !phones.iter().any(same) {
            phones.push(ServicePhone {
                number,
                extension: phone.extension.clone(),
                label: phone.description.clone(),
            });
        }
    }
    phones
}

/// A number and its extension on one line, for the list.
pub(super) fn with_extension(phone: ServicePhone) -> String {
    match phone.extension {
        Some(extension) => format!("{} x{extension}", phone.number),
        None => phone.number,
    }
}

/// `305-555-0100`; other countries' numbers and short ones stay as they are written.
fn shown_number(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let letters = number.chars().any(char::is_alphabetic);
    let local = digits
        .strip_prefix('1')
        .filter(|rest| rest.len() == 10)
        .unwrap_or(&digits);
    let foreign = number.trim_start().starts_with('+') && !number.trim_start().starts_with("+1");
    if local.len() == 10 && !letters && !foreign {
        return Some(format!("{}-{}-{}", &local[..3], &local[3..6], &local[6..]));
    }
    let short = number.chars().count() <= 32;
    (digits.len() >= 3 && short).then(|| number.to_owned())
}

/// The service's own page, over `http` or `https` only.
pub(super) fn website(service: &Service) -> Option<String> {
    let more = service.additional_urls.iter().map(|url| &url.url);
    std::iter::once(&service.url)
        .chain(more)
        .flatten()
        .find_map(|url| web_address(url))
}

fn web_address(url: &str) -> Option<String> {
    let bad = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "\"'<>\\`{}|^".contains(letter)
    };
    if url.chars().any(bad) {
        return None;
    }
    let lower = url.to_ascii_lowercase();
    let (scheme, rest) = if lower.starts_with("https://") {
        ("https://", &url[8..])
    } else if lower.starts_with("http://") {
        ("http://", &url[7..])
    } else if lower.starts_with("www.") {
        ("https://", url)
    } else {
        return None;
    };
    let host = rest.split(['/', '?', '#']).next()?;
    // A name before "@" pretends to be the host.
    (host.contains('.') && !host.contains('@')).then(|| format!("{scheme}{rest}"))
}

#[cfg(test)]
#[path = "contact_tests.rs"]
mod tests;
