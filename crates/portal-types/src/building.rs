//! The centre's building: where it is, when it is open, and who is in which room. Public.

use serde::{Deserialize, Serialize};

use crate::Place;

/// Answer of `GET /api/v1/building`. All of it is judged by the server's clock at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Building {
    /// Where it is, and how to get there.
    pub place: Place,
    /// Whether its doors are open.
    pub open: Presence,
    /// Seven days, today first.
    pub week: Vec<BuildingDay>,
    /// Who is in which room, in the centre's order.
    pub rooms: Vec<BuildingRoom>,
}

/// One day of the building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuildingDay {
    /// ISO date.
    pub date: String,
    /// Day of the week, 1 being Monday (ISO 8601).
    pub weekday: u8,
    /// When the doors are open on it, in order; empty when they stay closed.
    pub open: Vec<OpenSpan>,
}

/// From when until when. What goes on past midnight is a span of each day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSpan {
    /// RFC 3339 in the centre's zone.
    pub from: String,
    /// RFC 3339 in the centre's zone; midnight is the first minute of the next day.
    pub until: String,
}

/// Who is where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuildingRoom {
    /// The agency, by its key in the playbook's `agencies`.
    pub agency: String,
    /// What stands on the door, such as `Room 2`.
    pub room: String,
    /// The floor as the lift calls it, such as `2` or `G`.
    pub floor: Option<String>,
    /// Whether somebody is there.
    pub here: Presence,
}

/// Whether the doors are open, or somebody is in their room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Presence {
    /// Now, later today, or not today.
    pub state: PresenceState,
    /// `now`: until when, RFC 3339 in the centre's zone; `null` where no end is near. Else: from when next; `null` when
    /// that is not within two weeks.
    pub changes_at: Option<String>,
}

/// Now, later or not today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PresenceState {
    /// At this moment.
    Now,
    /// Not yet, or not at this moment, but again before the day ends.
    LaterToday,
    /// Not on this day any more.
    NotToday,
}
