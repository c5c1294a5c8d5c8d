//! Reads services directories in the Human Services Data Specification (HSDS).
//!
//! [`read()`] takes a folder of CSV files, a zip of one, or JSON, in the dialects of
//! HSDS 1.1 to 3.1, and gives [`model`] types close to HSDS 3.1. What real exports
//! get wrong is repaired under a name or refused with a reason: nothing is dropped
//! in silence, the [`Report`] counts it. [`pack`] makes of a service what the
//! portal shows a family, [`mod@write`] HSDS 3.1 JSON for other programs.
//!
//! No database, no network, no printing.

mod clean;
pub mod hours;
mod json;
pub mod model;
pub mod needs;
pub mod pack;
mod read;
mod refusal;
mod report;
mod source;
mod tabular;
pub mod write;

pub use source::archive;

pub use read::{Part, Reading, read, read_each};
pub use refusal::{MAX_ERRORS, Refusal, RowError};
pub use report::{Count, Progress, Report};
