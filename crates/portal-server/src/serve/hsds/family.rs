//! The families of objects: where they are, what they are, and what can be asked of them.

use super::parameters::Name;
use crate::store::hsds::Kind;

/// One family.
pub struct Family {
    /// Its part of the path.
    pub path: &'static str,
    /// What it is in the snapshot.
    pub kind: Kind,
    /// The parameters of its list.
    pub of_list: &'static [Name],
    /// The parameters of one of it.
    pub of_one: &'static [Name],
}

/// All of them.
pub const FAMILIES: &[Family] = &[
    Family {
        path: "services",
        kind: Kind::Service,
        of_list: &[
            Name::Search,
            Name::Page,
            Name::PerPage,
            Name::Format,
            Name::TaxonomyTermId,
            Name::TaxonomyId,
            Name::OrganizationId,
            Name::ModifiedAfter,
            Name::Minimal,
            Name::Full,
        ],
        of_one: &[],
    },
    Family {
        path: "organizations",
        kind: Kind::Organization,
        of_list: &[
            Name::Search,
            Name::Page,
            Name::PerPage,
            Name::Format,
            Name::TaxonomyTermId,
            Name::TaxonomyId,
            Name::Full,
            Name::FullService,
        ],
        of_one: &[Name::FullService],
    },
    Family {
        path: "service_at_locations",
        kind: Kind::ServiceAtLocation,
        of_list: &[
            Name::Search,
            Name::Page,
            Name::PerPage,
            Name::Format,
            Name::TaxonomyTermId,
            Name::TaxonomyId,
            Name::OrganizationId,
            Name::ModifiedAfter,
            Name::Full,
            Name::Postcode,
            Name::Proximity,
        ],
        of_one: &[],
    },
    Family {
        path: "taxonomies",
        kind: Kind::Taxonomy,
        of_list: &[Name::Search, Name::Page, Name::PerPage, Name::Format],
        of_one: &[],
    },
    Family {
        path: "taxonomy_terms",
        kind: Kind::TaxonomyTerm,
        of_list: &[
            Name::Search,
            Name::Page,
            Name::PerPage,
            Name::Format,
            Name::TaxonomyId,
            Name::TopOnly,
            Name::ParentId,
        ],
        of_one: &[],
    },
];
