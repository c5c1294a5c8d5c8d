//! What each field of the standard holds. The names mean the same in every record.

/// The records that need more than cleaning field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    Service,
    Organization,
    Location,
    Address,
    Phone,
    Contact,
    Schedule,
    Language,
    Accessibility,
    Url,
    Capacity,
    /// A record without rules of its own.
    Other,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Identifiers, addresses on the web, codes: kept letter by letter.
    Code,
    /// A line of words.
    Line,
    /// Free text of any length.
    Prose,
    /// A number with a fraction.
    Number,
    /// A whole number.
    Integer,
    /// A nested record.
    One(Entity),
    /// A list of nested records.
    Many(Entity),
    /// The outline of an area: text, or an object of another format.
    Outline,
}

/// Whether the standard wants a number in a field that the model keeps as text.
pub(super) fn is_number_in_the_standard(key: &str) -> bool {
    matches!(key, "extension" | "timezone")
}

/// What the field `key` holds; unknown fields are lines, and the model ignores them.
pub(super) fn kind_of(key: &str) -> Kind {
    match key {
        "latitude" | "longitude" | "minimum_age" | "maximum_age" | "amount" | "available"
        | "maximum" => Kind::Number,
        "count" | "interval" | "year_incorporated" => Kind::Integer,
        "description"
        | "details"
        | "notes"
        | "note"
        | "application_process"
        | "fees_description"
        | "fees"
        | "eligibility_description"
        | "interpretation_services"
        | "alert"
        | "wait_time"
        | "transportation"
        | "accreditations"
        | "licenses"
        | "amount_description"
        | "document"
        | "source" => Kind::Prose,
        "extent" => Kind::Outline,
        _ if key == "id" || key.ends_with("_id") || key.ends_with("_link") => Kind::Code,
        "url" | "uri" | "website" | "logo" | "term_uri" | "email" | "assurer_email" | "code"
        | "byday" | "freq" | "wkst" | "valid_from" | "valid_to" | "dtstart" | "until"
        | "last_modified" | "assured_date" | "updated" => Kind::Code,
        _ => nested(key),
    }
}

fn nested(key: &str) -> Kind {
    match key {
        "services" => Kind::Many(Entity::Service),
        "service" => Kind::One(Entity::Service),
        "organization" => Kind::One(Entity::Organization),
        "locations" => Kind::Many(Entity::Location),
        "location" => Kind::One(Entity::Location),
        "addresses" => Kind::Many(Entity::Address),
        "phones" => Kind::Many(Entity::Phone),
        "contacts" => Kind::Many(Entity::Contact),
        "schedules" => Kind::Many(Entity::Schedule),
        "languages" => Kind::Many(Entity::Language),
        "accessibility" => Kind::Many(Entity::Accessibility),
        "capacities" => Kind::Many(Entity::Capacity),
        "additional_urls" | "additional_websites" => Kind::Many(Entity::Url),
        "service_at_locations"
        | "service_areas"
        | "cost_options"
        | "required_documents"
        | "funding"
        | "programs"
        | "organization_identifiers"
        | "attributes"
        | "metadata" => Kind::Many(Entity::Other),
        "program" | "unit" | "taxonomy_term" | "taxonomy_detail" => Kind::One(Entity::Other),
        _ => Kind::Line,
    }
}
