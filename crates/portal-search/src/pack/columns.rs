//! The small facts of an entry.

use portal_types::Cost;

/// Where the flags begin in their byte, after the two bits of the cost.
pub(crate) const CHILD_FRIENDLY: u8 = 1 << 2;
/// Nobody asks for papers.
pub(crate) const NO_PAPERS: u8 = 1 << 3;
/// A bus or a train stops there.
pub(crate) const BY_BUS: u8 = 1 << 4;
/// A wheelchair gets in.
pub(crate) const WHEELCHAIR: u8 = 1 << 5;
/// The place is kept secret.
pub(crate) const CONFIDENTIAL: u8 = 1 << 6;
/// The entry has a place of its own.
pub(super) const PLACED: u8 = 1 << 7;

/// The small facts of an entry; rows point into the tables of the pack.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    pub organization: u32,
    pub town: u32,
    pub zip: u32,
    pub languages: u32,
    pub week: u32,
    pub checked_day: Option<u16>,
    pub flags: u8,
}

impl Facts {
    pub(super) fn cost(self) -> Cost {
        match self.flags & 3 {
            1 => Cost::Free,
            2 => Cost::Some,
            3 => Cost::Paid,
            _ => Cost::Unknown,
        }
    }
}
