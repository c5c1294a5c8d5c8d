//! A service, where it is given, and what belongs to it alone.

use super::{Contact, Funding, Language, Location, Organization, Phone, Program, Schedule, Url};

records! {
    /// Something an organisation does for people. HSDS `service`.
    Service {
        /// Identifier; never empty, and unique within one reading.
        id: String,
        /// The organisation that gives the service.
        organization_id: Option<String>,
        /// The programme it belongs to.
        program_id: Option<String>,
        /// Name as the directory writes it; never empty.
        name: String,
        /// Another name.
        alternate_name: Option<String>,
        /// What it does, as plain text.
        description: Option<String>,
        /// Its own web page.
        url: Option<String>,
        /// Further web pages.
        additional_urls: Vec<Url>,
        /// E-mail address.
        email: Option<String>,
        /// `active`, `inactive`, `defunct` or `temporarily closed`.
        status: Option<String>,
        /// Interpretation on offer, in words.
        interpretation_services: Option<String>,
        /// How to apply.
        application_process: Option<String>,
        /// What it costs, in words.
        fees_description: Option<String>,
        /// How long one waits (deprecated in 3.0).
        wait_time: Option<String>,
        /// What it costs, in words (deprecated in 3.0).
        fees: Option<String>,
        /// Accreditations.
        accreditations: Option<String>,
        /// Who can use it, in words.
        eligibility_description: Option<String>,
        /// Youngest age served, in years.
        minimum_age: Option<f64>,
        /// Oldest age served, in years.
        maximum_age: Option<f64>,
        /// ISO date on which somebody checked the entry.
        assured_date: Option<String>,
        /// Who checked it.
        assurer_email: Option<String>,
        /// Licences (deprecated in 3.0).
        licenses: Option<String>,
        /// A notice such as "closed this week".
        alert: Option<String>,
        /// When the entry was last changed, ISO 8601.
        last_modified: Option<String>,
        /// Phone numbers of the service.
        phones: Vec<Phone>,
        /// When it is open, wherever it is given.
        schedules: Vec<Schedule>,
        /// Where it may be used from.
        service_areas: Vec<ServiceArea>,
        /// Where it is given; the first is the main one.
        service_at_locations: Vec<ServiceAtLocation>,
        /// Languages spoken.
        languages: Vec<Language>,
        /// The organisation; read from CSV, its own fields only.
        organization: Option<Box<Organization>>,
        /// Who pays for it.
        funding: Vec<Funding>,
        /// What it costs.
        cost_options: Vec<CostOption>,
        /// The programme it belongs to.
        program: Option<Box<Program>>,
        /// Papers to bring.
        required_documents: Vec<RequiredDocument>,
        /// People to ask.
        contacts: Vec<Contact>,
        /// What is free.
        capacities: Vec<ServiceCapacity>,
    }

    /// A service at one place. HSDS `service_at_location`.
    ServiceAtLocation {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// The place.
        location_id: Option<String>,
        /// What is special here.
        description: Option<String>,
        /// Where it may be used from.
        service_areas: Vec<ServiceArea>,
        /// People to ask here.
        contacts: Vec<Contact>,
        /// Phone numbers here.
        phones: Vec<Phone>,
        /// When it is open here.
        schedules: Vec<Schedule>,
        /// The place.
        location: Option<Box<Location>>,
    }

    /// An area a service is for. HSDS `service_area`.
    ServiceArea {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// The service at one place.
        service_at_location_id: Option<String>,
        /// Name of the area.
        name: Option<String>,
        /// The area in words.
        description: Option<String>,
        /// Its outline.
        extent: Option<String>,
        /// Format of the outline.
        extent_type: Option<String>,
        /// Web identifier of the area.
        uri: Option<String>,
    }

    /// One price of a service. HSDS `cost_option`.
    CostOption {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// ISO date it begins to hold.
        valid_from: Option<String>,
        /// ISO date it last holds.
        valid_to: Option<String>,
        /// For whom.
        option: Option<String>,
        /// ISO 4217 code.
        currency: Option<String>,
        /// Amount in whole units of the currency.
        amount: Option<f64>,
        /// The amount in words.
        amount_description: Option<String>,
    }

    /// A paper to bring. HSDS `required_document`.
    RequiredDocument {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// The paper in words.
        document: Option<String>,
        /// Web page about it.
        uri: Option<String>,
    }

    /// How much of a service is free. HSDS 3.1 `service_capacity`.
    ServiceCapacity {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// What is counted.
        unit_id: Option<String>,
        /// What is counted.
        unit: Option<Unit>,
        /// How many are free.
        available: Option<f64>,
        /// How many there are.
        maximum: Option<f64>,
        /// The capacity in words.
        description: Option<String>,
        /// When it was counted, ISO 8601.
        updated: Option<String>,
    }

    /// What a capacity counts. HSDS 3.1 `unit`.
    Unit {
        /// Identifier in the directory.
        id: String,
        /// Name of the unit.
        name: Option<String>,
        /// Scheme it comes from.
        scheme: Option<String>,
        /// Its code in the scheme.
        identifier: Option<String>,
        /// Web identifier of the unit.
        uri: Option<String>,
    }
}
