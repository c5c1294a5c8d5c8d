//! Making and ending sessions.

use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/session`: a family card, or a member of staff.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SignInRequest {
    /// A caregiver with card and PIN.
    Caregiver(CaregiverSignIn),
    /// Staff with passphrase and one-time code.
    Staff(StaffSignIn),
}

/// A caregiver's card code and PIN, as typed. No `Debug`: neither may reach a log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaregiverSignIn {
    /// The code on the card, in any of the forms [`crate::CardCode`] forgives.
    pub code: String,
    /// Six digits.
    pub pin: String,
    /// Whether to mark this phone as known, so that strangers' wrong tries cannot block it.
    #[serde(default)]
    pub remember_device: bool,
}

/// A member of staff. No `Debug`: none of it may reach a log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffSignIn {
    /// User name.
    pub user: String,
    /// Passphrase.
    pub passphrase: String,
    /// Time-based one-time code (RFC 6238), six digits.
    pub totp: String,
}

/// A session: who is signed in, how the portal behaves for them, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Who.
    pub principal: PrincipalKind,
    /// Which frame the portal shows.
    pub mode: Mode,
    /// RFC 3339 time at which the session ends at the latest.
    pub expires: String,
    /// Seconds from now until then: a device's clock may be wrong.
    pub expires_in_seconds: u32,
    /// Seconds without a request after which it ends.
    pub idle_seconds: u32,
    /// The language of whoever is signed in, a BCP 47 tag.
    pub language: Option<String>,
    /// RFC 3339 time of the sign-in before this one.
    pub last_opened: Option<String>,
    /// Wrong tries with this card, or as this member of staff, since then.
    pub wrong_tries: u32,
    /// The member of staff, when one is signed in.
    pub staff: Option<StaffRef>,
}

/// A member of staff as their own screen names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRef {
    /// Opaque id, so that work is resumed by the same person only.
    pub id: String,
    /// As they introduce themselves.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
}

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Sees the families assigned to them.
    Advocate,
    /// The same, and may open another family in an emergency, for a reason that is logged.
    Supervisor,
}

/// The kinds of principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    /// A caregiver of one family.
    Caregiver,
    /// An advocate of the centre.
    Advocate,
}

/// The frames of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A family on their own device.
    Family,
    /// Staff.
    Advocate,
    /// The touch screen in the lobby.
    Kiosk,
}
