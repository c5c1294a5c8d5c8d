//! The tables of HSDS 1.1 to 3.1: what their files and columns are called, and what
//! their rows belong to.

use crate::clean::Entity;

/// A table of HSDS 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Service,
    Organization,
    Location,
    ServiceAtLocation,
    Contact,
    Phone,
    Taxonomy,
    Term,
    Unit,
    Program,
    Schedule,
    Address,
    Language,
    Accessibility,
    RequiredDocument,
    CostOption,
    ServiceArea,
    Capacity,
    Attribute,
    Funding,
    Url,
    Identifier,
    Metadata,
    /// HSDS 1.1 and 2.0: in 3.1 a field of the service.
    Eligibility,
    /// HSDS 1.1 and 2.0: in 3.1 a word about what the service costs.
    Payment,
}

/// How many tables there are.
pub(super) const TABLES: usize = Table::Payment as usize + 1;

/// File names without `.csv`, of all versions, in the singular.
const FILES: [(&str, Table); 35] = [
    ("service", Table::Service),
    ("organization", Table::Organization),
    ("location", Table::Location),
    ("service_at_location", Table::ServiceAtLocation),
    ("services_at_location", Table::ServiceAtLocation),
    ("contact", Table::Contact),
    ("phone", Table::Phone),
    ("taxonomies", Table::Taxonomy),
    // In 1.1 `taxonomy.csv` holds the terms.
    ("taxonomy", Table::Term),
    ("taxonomy_term", Table::Term),
    ("unit", Table::Unit),
    ("program", Table::Program),
    ("schedule", Table::Schedule),
    ("regular_schedule", Table::Schedule),
    ("holiday_schedule", Table::Schedule),
    ("address", Table::Address),
    ("addresses", Table::Address),
    ("physical_address", Table::Address),
    ("postal_address", Table::Address),
    ("language", Table::Language),
    ("accessibility", Table::Accessibility),
    ("accessibility_for_disabilities", Table::Accessibility),
    ("required_document", Table::RequiredDocument),
    ("cost_option", Table::CostOption),
    ("service_area", Table::ServiceArea),
    ("service_capacity", Table::Capacity),
    ("attribute", Table::Attribute),
    ("services_taxonomy", Table::Attribute),
    ("service_taxonomy", Table::Attribute),
    ("service_attribute", Table::Attribute),
    ("other_attribute", Table::Attribute),
    ("funding", Table::Funding),
    ("url", Table::Url),
    ("organization_identifier", Table::Identifier),
    ("payment_accepted", Table::Payment),
];

/// The table that a file of this name holds.
pub(super) fn table(file: &str) -> Option<Table> {
    let stem = stem(file);
    let singular = stem
        .strip_suffix("ies")
        .map(|start| format!("{start}y"))
        .filter(|_| stem != "taxonomies")
        .or_else(|| {
            stem.strip_suffix("es")
                .filter(|s| s.ends_with("ss"))
                .map(str::to_owned)
        })
        .or_else(|| stem.strip_suffix('s').map(str::to_owned));
    let known = |name: &str| FILES.iter().find(|(file, _)| *file == name);
    known(&stem)
        .or_else(|| known(singular.as_deref()?))
        .map(|(_, table)| *table)
        .or(match stem.as_str() {
            "metadata" => Some(Table::Metadata),
            "eligibility" | "eligibilities" => Some(Table::Eligibility),
            _ => None,
        })
}

/// A file name in small letters, without `.csv`.
pub(super) fn stem(file: &str) -> String {
    let lower = file.to_ascii_lowercase();
    lower.strip_suffix(".csv").unwrap_or(&lower).to_owned()
}

/// What rows of this table need beyond cleaning field by field.
pub(super) fn entity(table: Table) -> Entity {
    match table {
        Table::Service => Entity::Service,
        Table::Organization => Entity::Organization,
        Table::Location => Entity::Location,
        Table::Contact => Entity::Contact,
        Table::Phone => Entity::Phone,
        Table::Schedule => Entity::Schedule,
        Table::Address => Entity::Address,
        Table::Language => Entity::Language,
        Table::Accessibility => Entity::Accessibility,
        Table::Url => Entity::Url,
        Table::Capacity => Entity::Capacity,
        _ => Entity::Other,
    }
}

/// Columns without which the table means nothing.
pub(super) fn required(table: Table) -> &'static [&'static str] {
    match table {
        Table::Service | Table::Organization => &["id", "name"],
        Table::Location => &["id"],
        Table::ServiceAtLocation => &["service_id", "location_id"],
        _ => &[],
    }
}

/// What rows of this table can belong to, the nearest first: a row that names several has one home.
pub(super) fn parents(table: Table) -> &'static [(&'static str, Table)] {
    use Table::{Contact, Location, Organization, Phone, Service, ServiceAtLocation as Place};
    match table {
        Phone => &[
            ("service_id", Service),
            ("service_at_location_id", Place),
            ("location_id", Location),
            ("contact_id", Contact),
            ("organization_id", Organization),
        ],
        Contact => &[
            ("service_id", Service),
            ("service_at_location_id", Place),
            ("location_id", Location),
            ("organization_id", Organization),
        ],
        Table::Schedule => &[
            ("service_id", Service),
            ("service_at_location_id", Place),
            ("location_id", Location),
        ],
        Table::Language => &[
            ("service_id", Service),
            ("location_id", Location),
            ("phone_id", Phone),
        ],
        Table::Address | Table::Accessibility => &[("location_id", Location)],
        Table::ServiceArea => &[("service_id", Service), ("service_at_location_id", Place)],
        Table::Attribute => &[
            ("link_id", Service),
            ("link_id", Place),
            ("link_id", Location),
            ("link_id", Organization),
        ],
        Table::Metadata => &[
            ("resource_id", Service),
            ("resource_id", Place),
            ("resource_id", Location),
            ("resource_id", Organization),
        ],
        Table::Funding | Table::Url => {
            &[("service_id", Service), ("organization_id", Organization)]
        }
        Location | Table::Program | Table::Identifier => &[("organization_id", Organization)],
        Place
        | Table::RequiredDocument
        | Table::CostOption
        | Table::Capacity
        | Table::Eligibility
        | Table::Payment => &[("service_id", Service)],
        _ => &[],
    }
}
