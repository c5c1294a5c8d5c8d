//! Handlers by resource, named verb and resource.

pub mod advocate;
pub mod board;
pub mod building;
pub mod calendar;
mod caseload;
pub mod handoff;
pub mod health;
pub mod kiosk;
pub mod kiosk_list;
pub mod me;
pub mod oidc;
pub mod public;
pub mod session;
mod sign_in_log;
mod told;
