//! The records of HSDS 3.1, nested as the API of the standard nests them.
//!
//! Every field is optional and a missing list is empty, because real exports leave
//! out what the standard requires; [`crate::read()`] sees to ids and names. Reading
//! tolerates unknown fields. Writing leaves out what is absent, so a service
//! written as JSON is an HSDS 3.1 document.
//! Source of names and types: `schema/*.json` of the specification, branch 3.1.

use serde::{Deserialize, Serialize};

/// Whether a field has nothing to say and is left out of the JSON.
fn absent<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares records: every field may be absent, and every record has the
/// `attributes` and `metadata` that the standard allows on all of them.
macro_rules! records {
    ($($(#[$meta:meta])* $record:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* })*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $record {
            $(
                $(#[$about])*
                #[serde(skip_serializing_if = "super::absent")]
                pub $field: $kind,
            )*
            /// Classifications by taxonomy terms.
            #[serde(skip_serializing_if = "super::absent")]
            pub attributes: Vec<super::Attribute>,
            /// Changes made to the record.
            #[serde(skip_serializing_if = "super::absent")]
            pub metadata: Vec<super::Metadata>,
        }
    )* };
}

mod contact;
mod organization;
mod place;
mod service;
mod taxonomy;

pub use contact::{Contact, Language, Phone, Schedule};
pub use organization::{Funding, Organization, OrganizationIdentifier, Program, Url};
pub use place::{Accessibility, Address, Location};
pub use service::{
    CostOption, RequiredDocument, Service, ServiceArea, ServiceAtLocation, ServiceCapacity, Unit,
};
pub use taxonomy::{Attribute, Taxonomy, TaxonomyTerm};

/// One change made to a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Identifier of the change.
    #[serde(skip_serializing_if = "absent")]
    pub id: Option<String>,
    /// The record that was changed.
    #[serde(skip_serializing_if = "absent")]
    pub resource_id: Option<String>,
    /// Kind of the record that was changed.
    #[serde(skip_serializing_if = "absent")]
    pub resource_type: Option<String>,
    /// ISO date of the change.
    #[serde(skip_serializing_if = "absent")]
    pub last_action_date: Option<String>,
    /// `create`, `update` or `delete`.
    #[serde(skip_serializing_if = "absent")]
    pub last_action_type: Option<String>,
    /// The field that was changed.
    #[serde(skip_serializing_if = "absent")]
    pub field_name: Option<String>,
    /// What the field said before.
    #[serde(skip_serializing_if = "absent")]
    pub previous_value: Option<String>,
    /// What the field says since.
    #[serde(skip_serializing_if = "absent")]
    pub replacement_value: Option<String>,
    /// Who changed it.
    #[serde(skip_serializing_if = "absent")]
    pub updated_by: Option<String>,
}
