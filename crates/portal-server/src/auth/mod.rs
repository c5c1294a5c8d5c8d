//! Who may come in: cards, staff, tries, sessions, and the log of what they read.

pub mod access_log;
pub mod cards;
pub mod db;
mod devices;
mod issue;
mod lanes;
pub mod sessions;
mod sign_in;
pub mod staff;
pub mod throttle;
mod verifier;

use devices::known_device;
pub use issue::{CardError, DrawnCard, IssuedCard, draw_card, issue_card};
pub use sign_in::{SignIn, SignInError, SignedIn, Try};
