//! Who may come in: cards, tries, sessions, and the log of what they read.

pub mod access_log;
pub mod cards;
pub mod db;
mod issue;
pub mod sessions;
mod sign_in;
pub mod throttle;

pub use issue::{CardError, DrawnCard, IssuedCard, draw_card, issue_card};
pub use sign_in::{SignIn, SignInError, SignedIn, Try};
