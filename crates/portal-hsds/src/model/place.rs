//! Places.

use super::{Contact, Language, Phone, Schedule};

records! {
    /// A place. HSDS `location`.
    Location {
        /// Identifier in the directory.
        id: String,
        /// `physical`, `postal` or `virtual`.
        location_type: Option<String>,
        /// Web page of the place.
        url: Option<String>,
        /// The organisation.
        organization_id: Option<String>,
        /// Name.
        name: Option<String>,
        /// Another name.
        alternate_name: Option<String>,
        /// The place in words.
        description: Option<String>,
        /// How to get there.
        transportation: Option<String>,
        /// Degrees north, -90 to 90.
        latitude: Option<f64>,
        /// Degrees east, -180 to 180.
        longitude: Option<f64>,
        /// Identifier in another scheme.
        external_identifier: Option<String>,
        /// That scheme.
        external_identifier_type: Option<String>,
        /// Languages spoken.
        languages: Vec<Language>,
        /// Addresses.
        addresses: Vec<Address>,
        /// People to ask.
        contacts: Vec<Contact>,
        /// How people with disabilities get in and along.
        accessibility: Vec<Accessibility>,
        /// Phone numbers.
        phones: Vec<Phone>,
        /// When it is open.
        schedules: Vec<Schedule>,
    }

    /// An address. HSDS `address`.
    Address {
        /// Identifier in the directory.
        id: String,
        /// The place.
        location_id: Option<String>,
        /// Whom to write to.
        attention: Option<String>,
        /// First line.
        address_1: Option<String>,
        /// Second line.
        address_2: Option<String>,
        /// Town.
        city: Option<String>,
        /// Region.
        region: Option<String>,
        /// State, e.g. `FL`.
        state_province: Option<String>,
        /// Postal code.
        postal_code: Option<String>,
        /// ISO 3166-1 alpha-2 code.
        country: Option<String>,
        /// `physical`, `postal` or `virtual`.
        address_type: Option<String>,
    }

    /// Help for people with disabilities. HSDS `accessibility`.
    Accessibility {
        /// Identifier in the directory.
        id: String,
        /// The place.
        location_id: Option<String>,
        /// The help in words.
        description: Option<String>,
        /// More about it.
        details: Option<String>,
        /// Web page about it.
        url: Option<String>,
    }
}
