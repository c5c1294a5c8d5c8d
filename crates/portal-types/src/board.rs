//! The board: how well promises are kept, by agency and month, as it was when each month was closed.
//!
//! What is here is public. A group of fewer than [`FEWEST_FAMILIES`] has no figures at all, and a share is
//! never nearer to none or to all than [`EDGE_PERCENT`].

use serde::{Deserialize, Serialize};

/// Families that a group must have for its figures to be shown.
pub const FEWEST_FAMILIES: u32 = 10;

/// Shares up to this one are told as this one ("10 percent or less"), and those from `100 -` this one on as
/// that one: a share of none or of all would speak of every family in the group.
pub const EDGE_PERCENT: u8 = 10;

/// Every closed month that is shown, and every agency that has figures in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// ISO date of the last day of the newest closed month; `null` while no month is closed.
    pub closed_until: Option<String>,
    /// Closed months, such as `2026-01`, the oldest first: the newest 24 at most, from the first on that has
    /// figures of any agency.
    pub months: Vec<String>,
    /// By name. An agency whose groups were too small in every one of these months is not among them.
    pub agencies: Vec<BoardAgency>,
}

/// One agency over all these months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardAgency {
    /// The agency's id within the centre.
    pub agency: String,
    /// The kind of agency; the playbook has its words.
    pub kind: String,
    /// The agency's proper name.
    pub name: String,
    /// One for each of the board's `months`, in their order.
    pub months: Vec<BoardMonth>,
}

/// One group: what one agency promised for days of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardMonth {
    /// The month, such as `2026-01`.
    pub month: String,
    /// `null` when there were fewer than ten families, or none.
    pub figures: Option<BoardFigures>,
}

/// The figures of a group of ten families or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardFigures {
    /// Families to whom something was promised.
    pub families: u32,
    /// Promises kept, in whole percent: 10 to 90. 10 means "10 or less", 90 means "90 or more".
    pub kept_percent: u8,
    /// Half of the promises were kept with this delay or less (the median by nearest rank).
    pub median: BoardDelay,
    /// 9 in 10 of the promises were kept with this delay or less (the 90th percentile by nearest rank).
    pub ninety: BoardDelay,
}

/// A delay; a promise that was kept has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardDelay {
    /// Calendar days after the promised day.
    pub days_late: i32,
    /// Whether it may be more: a promise that counts towards it was not kept yet when the month was closed.
    pub or_more: bool,
}
