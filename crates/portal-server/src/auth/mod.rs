//! Who may come in: cards, staff, kiosks, tries, sessions, and the log of what they read.

pub mod access_log;
mod budgets;
pub mod cards;
pub mod db;
mod devices;
pub mod handoffs;
mod issue;
pub mod kiosks;
mod lanes;
mod opening;
mod redeem;
pub mod sessions;
mod sign_in;
pub mod sql;
pub mod staff;
pub mod throttle;
mod verifier;

use devices::known_device;
pub use issue::{CardError, DrawnCard, IssuedCard, draw_card, issue_card};
pub use lanes::{Checked, Hashing};
pub use redeem::{RedeemError, Redemption};
pub use sign_in::{Place, SignIn, SignInError, SignedIn, Try};
