//! The terms a service is classified by, wherever in it they stand.

use crate::model::{Attribute, Service, TaxonomyTerm};

/// The terms of a service, of its places and of its organisation.
pub(super) fn of(service: &Service) -> impl Iterator<Item = &TaxonomyTerm> {
    let places = &service.service_at_locations;
    let locations = places.iter().filter_map(|place| place.location.as_deref());
    let attributes = service
        .attributes
        .iter()
        .chain(places.iter().flat_map(|place| &place.attributes))
        .chain(locations.flat_map(|location| &location.attributes))
        .chain(
            service
                .organization
                .iter()
                .flat_map(|owner| &owner.attributes),
        );
    attributes.filter_map(|attribute: &Attribute| attribute.taxonomy_term.as_deref())
}
