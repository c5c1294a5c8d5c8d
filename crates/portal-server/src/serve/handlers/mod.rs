//! Handlers by resource, named verb and resource.

pub mod board;
pub mod calendar;
pub mod health;
pub mod me;
pub mod public;
pub mod session;
