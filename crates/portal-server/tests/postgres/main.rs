//! The database of many centres: what it lets through, and what it does not.

#[path = "../support/mod.rs"]
mod support;
mod walls;
