//! Members of staff: who they are, whom they serve, and how they sign in.

pub mod assignments;
mod enrol;
mod keys;
mod passphrase;
mod provided;
mod rows;
pub mod sessions;
mod sign_in;
mod totp;
pub mod waiting;

pub use enrol::{EnrolError, Enrolled, NewStaff, enrol, renew_keys};
pub use passphrase::Typed;
pub use provided::{NotAdmitted, Provided, admit};
pub use rows::{Staff, StaffLine, by_id, disable, enable, find, list, role_of, role_word};
pub use sign_in::{StaffDesk, StaffSignedIn, StaffTry};
