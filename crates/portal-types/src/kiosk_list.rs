//! The centre's touch screens as staff see them: which ones work, and which ones somebody has to look after.

use serde::{Deserialize, Serialize};

/// Answer of `GET /api/v1/advocate/kiosks`. No secrets, and nothing of a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kiosks {
    /// The server's clock, RFC 3339 in the centre's zone.
    pub as_of: String,
    /// By name.
    pub kiosks: Vec<KioskLine>,
}

/// One touch screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskLine {
    /// What the centre calls it.
    pub name: String,
    /// How it is.
    pub state: KioskState,
    /// `waiting`: until when its one-time code is good. RFC 3339 in the centre's zone.
    pub code_until: Option<String>,
    /// When it was heard from last, RFC 3339 in the centre's zone; `null` when it never was.
    pub heard_at: Option<String>,
}

/// How a touch screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KioskState {
    /// Somebody has to type its one-time code.
    Waiting,
    /// Nobody typed it in time.
    Lapsed,
    /// It was heard from within five minutes; it says each minute that it is there.
    Working,
    /// It was not.
    Silent,
    /// It may not be used.
    Revoked,
}
