//! Errors on the wire: RFC 9457 problem details.

use serde::{Deserialize, Serialize};

/// A problem (`application/problem+json`, RFC 9457 section 3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:problem:` followed by `code`; stable.
    pub r#type: String,
    /// Short summary in English, for developers; never shown to a family.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// Stable code a client may branch on, e.g. `sign_in_failed`, `not_found`, `session_ended`.
    pub code: String,
}
