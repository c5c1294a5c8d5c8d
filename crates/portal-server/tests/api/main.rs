//! The HTTP boundary: every endpoint over the demo centre, with the day fixed.

mod access;
mod access_log;
mod admin;
mod advocates;
mod board;
mod building;
mod calendar;
mod calendar_revisions;
mod described;
mod directory;
mod earlier_versions;
mod endpoints;
mod family;
mod files;
mod harness;
mod hsds;
mod kept;
mod kiosk;
mod log_lines;
mod matrix;
mod news;
mod news_audience;
mod pages;
mod playbook;
mod promises;
mod provider;
mod sessions;
mod sign_in;
mod sign_in_cost;
mod silence;
mod socket;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each suite needs a part of it")]
mod support;
mod tampering;
mod two_sources;

/// Where this suite has its facts.
const ON_POSTGRESQL: bool = false;
