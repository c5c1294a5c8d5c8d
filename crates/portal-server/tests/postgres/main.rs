//! The database of many centres: what it lets through, and what it does not.

mod auth;
mod backups;
mod centers;
mod order;
mod publishing;
mod servers;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each suite needs a part of it")]
mod support;
mod walls;
