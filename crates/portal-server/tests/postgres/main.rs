//! The database of many centres: what it lets through, and what it does not.

mod auth;
mod centers;
mod servers;
#[path = "../support/mod.rs"]
mod support;
mod walls;
