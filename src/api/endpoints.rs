//! Every path of the API: the only place that spells them.
//!
//! What families ask for is written without `format!`: that needs 2 KB of a family's first load, and nothing else there calls it.

/// Making, reading and ending a session.
pub const SESSION: &str = "/api/v1/session";

/// The touch screen in the lobby says that it is still there.
pub const KIOSK: &str = "/api/v1/kiosk";

/// Taking a visit from the touch screen along: a new way to a phone, and what became of it.
pub const HANDOFF: &str = "/api/v1/handoff";

/// Going on with a visit that was begun at the touch screen.
pub const REDEEM: &str = "/api/v1/handoff/redeem";

/// Public facts about the centre.
pub const CENTER: &str = "/api/v1/center";

/// The building, its hours, and who is in which room.
pub const BUILDING: &str = "/api/v1/building";

/// Home: what is next and what is late.
pub const OVERVIEW: &str = "/api/v1/me/overview";

/// All steps.
pub const STEPS: &str = "/api/v1/me/steps";

/// All visits.
pub const APPOINTMENTS: &str = "/api/v1/me/appointments";

/// The family's team.
pub const TEAM: &str = "/api/v1/me/team";

/// What changed.
pub const UPDATES: &str = "/api/v1/me/updates";

/// How well promises are kept.
pub const BOARD: &str = "/api/v1/board";

/// The same as a table for spreadsheets, downloaded by the browser itself.
pub const BOARD_TABLE: &str = "/api/v1/board.csv";

/// Where the browser goes to sign a member of staff in at the centre's own identity provider.
pub const IDENTITY_PROVIDER: &str = "/api/v1/oidc/start";

/// The families a member of staff serves.
pub const FAMILIES: &str = "/api/v1/advocate/families";

/// The centre's touch screens, and whether they work.
pub const KIOSKS: &str = "/api/v1/advocate/kiosks";

/// Opening a family that is not one's own.
pub const EMERGENCY: &str = "/api/v1/advocate/emergency";

/// One family as it stands in the list. Asking for it counts as opening it.
#[must_use]
pub fn family(id: &str) -> String {
    format!("{FAMILIES}/{id}")
}

/// A list of a family's case (`overview`, `steps`, `appointments`, `team`): as one caregiver sees it, or the whole.
#[must_use]
pub fn family_list(id: &str, list: &str, caregiver: Option<&str>) -> String {
    match caregiver {
        Some(caregiver) => format!("{FAMILIES}/{id}/{list}?caregiver={caregiver}"),
        None => format!("{FAMILIES}/{id}/{list}"),
    }
}

/// Stopping a caregiver's card.
#[must_use]
pub fn freeze(family: &str, card: &str) -> String {
    format!("{FAMILIES}/{family}/cards/{card}/freeze")
}

/// The centre's words for kinds of facts.
#[must_use]
pub fn playbook(language: &str) -> String {
    ["/api/v1/playbook/", language].concat()
}

/// The services directory as the search reads it.
#[must_use]
pub fn directory_pack(hash: &str) -> String {
    ["/api/v1/directory/", hash, "/pack"].concat()
}

/// One service in full.
#[must_use]
pub fn service(id: &str) -> String {
    ["/api/v1/services/", id].concat()
}

/// A calendar file of one visit, downloaded by the browser itself; `shows` is `time`, `place` or `all`.
#[must_use]
pub fn calendar_file(appointment: &str, shows: &str, language: &str) -> String {
    [
        "/api/v1/me/appointments/",
        appointment,
        ".ics?shows=",
        shows,
        "&language=",
        language,
    ]
    .concat()
}
