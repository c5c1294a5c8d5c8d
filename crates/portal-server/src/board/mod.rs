//! The board's numbers: what counts as a promise, when it was kept, how late it was, and what of that may be
//! shown. Pure; `publish::board` feeds it and keeps what it closed.
//!
//! The definition, for people: `docs/board.md`. Why it is so: decision 12. In short:
//!
//! - A step counts once, by the day that was promised for it first ([`judge`]).
//! - A group is what one agency promised for days of one calendar month ([`tally`]). A month is judged as it
//!   stood on the 30th day after its end ([`Month::closes_on`]), once.
//! - What is shown of a group is worked out in [`group`], and nowhere else.

mod assemble;
pub mod csv;
mod group;
mod judge;
mod month;
mod tally;

pub use assemble::{assemble, take_apart};
pub use group::Group;
pub use judge::{Counted, Delay, counted};
pub use month::{Month, closed_by};
pub use tally::{Closed, ClosedAgency, Tally};

#[cfg(test)]
mod judge_tests;
#[cfg(test)]
mod privacy_tests;
