//! The touch screen in the lobby: enrolling it, proving that it is the one, and handing a family over to their own phone.
//!
//! A kiosk has no cookie. It has a P-256 key that its browser does not give away, and every request it makes for itself or
//! for a family carries the header [`PROOF_HEADER`]: `CHALLENGE.COUNTER.SIGNATURE`. The signature is ECDSA with SHA-256
//! over [`proof_text`], as the 64 bytes `r` and `s` in base 64 for addresses without padding (RFC 7518, 3.4; RFC 4648, 5). The
//! counter is decimal, begins at 1 for a challenge, and none is taken twice.

use serde::{Deserialize, Serialize};

/// The header that carries a kiosk's proof.
pub const PROOF_HEADER: &str = "portal-kiosk";

/// What a kiosk signs for one request: to this challenge, with this number, of this method, to this path without a query.
#[must_use]
pub fn proof_text(challenge: &str, counter: u64, method: &str, path: &str) -> String {
    format!("portal-kiosk-1\n{challenge}\n{counter}\n{method}\n{path}")
}

/// Body of `POST /api/v1/kiosk/enrol`. No `Debug`: the code must not reach a log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KioskEnrolment {
    /// The one-time code, with or without dashes.
    pub code: String,
    /// The public key: the uncompressed point (SEC 1, 2.3.3; 65 bytes) in base 64 for addresses without padding.
    pub public_key: String,
}

/// A kiosk as it names itself from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolledKiosk {
    /// Opaque id. It is no secret.
    pub kiosk: String,
    /// What the centre calls it, such as `Lobby`.
    pub name: String,
}

/// Body of `POST /api/v1/kiosk/challenge`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KioskRef {
    /// Opaque id of the kiosk.
    pub kiosk: String,
}

/// What a kiosk signs from now on, until it starts again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskChallenge {
    /// Random; good for a minute until the kiosk has started with it.
    pub challenge: String,
}

/// Answer of `POST /api/v1/kiosk/start`, and of `GET /api/v1/kiosk`, by which a kiosk says that it is still there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedKiosk {
    /// What the centre calls it.
    pub name: String,
}

/// A way to go on with a visit on the family's own phone: answer of `POST /api/v1/handoff`. No `Debug`: the token must not
/// reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handoff {
    /// 128 random bits in base 64 for addresses, good once.
    pub token: String,
    /// Seconds from now until it ends.
    pub expires_in_seconds: u32,
}

/// Answer of `GET /api/v1/handoff`: what became of the kiosk's last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandoffStatus {
    /// Where it stands.
    pub state: HandoffState,
}

/// Where a handing over stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandoffState {
    /// Nobody has used it yet.
    Waiting,
    /// A phone signed in with it; the family's visit at the kiosk is over.
    Used,
    /// It is too old, or was tried too often with a wrong PIN.
    Over,
}

/// Body of `POST /api/v1/handoff/redeem`, sent by the phone. No `Debug`: neither may reach a log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandoffRedemption {
    /// What stood in the square code.
    pub token: String,
    /// The card's PIN, six digits.
    pub pin: String,
    /// Whether to mark this phone as known, so that strangers' wrong tries cannot block it.
    #[serde(default)]
    pub remember_device: bool,
}

#[cfg(test)]
mod tests {
    use super::proof_text;

    #[test]
    fn what_is_signed_names_challenge_number_method_and_path() {
        let text = proof_text("c", 7, "GET", "/api/v1/kiosk");
        assert_eq!(text, "portal-kiosk-1\nc\n7\nGET\n/api/v1/kiosk");
    }
}
