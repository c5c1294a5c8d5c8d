//! The centre: public facts every screen may show before anyone signs in.

use serde::{Deserialize, Serialize};

/// The centre behind this portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Center {
    /// The neutral name shown in headers and on the sign-in screen.
    pub name: String,
    /// Phone number a family can always call, display form.
    pub phone: String,
    /// IANA time zone all dates of the centre are meant in.
    pub time_zone: String,
    /// The server's clock, RFC 3339 in the centre's zone.
    pub as_of: String,
    /// Languages the portal speaks here, as BCP 47 tags, the default first.
    pub languages: Vec<String>,
    /// Where the leave button goes: a page of another, ordinary site.
    pub leave_url: String,
    /// Where the centre is, for "near the centre"; `null` when it does not say.
    pub place: Option<CenterPlace>,
    /// The services directory, if one is published.
    pub directory: Option<DirectoryRef>,
    /// Whether this is the fictional demo centre; the screen then says so.
    pub demo: bool,
    /// Whether staff may sign in at the centre's own identity provider: `/api/v1/oidc/start` leads there.
    #[serde(default)]
    pub identity_provider: bool,
}

/// Where the centre is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CenterPlace {
    /// Degrees north, times 10,000.
    pub latitude: i32,
    /// Degrees east, times 10,000.
    pub longitude: i32,
}

/// Where the current services directory is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryRef {
    /// Hex digest of its content; `directory/{hash}` and `directory/{hash}/pack` never change.
    pub hash: String,
    /// Number of services in it.
    pub services: u32,
    /// ISO date the directory was last imported.
    pub imported_on: String,
}
