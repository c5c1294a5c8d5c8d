//! The database of many centres: what it lets through, and what it does not.

mod auth;
mod centers;
#[path = "../support/mod.rs"]
mod support;
mod walls;
