//! The HTTP boundary once more: the same tests and the same pictures of answers, with facts, sessions and access logs in a
//! database of many centres.

mod access;
mod access_log;
mod admin;
mod advocates;
mod board;
mod both_stores;
mod building;
mod calendar;
mod calendar_revisions;
mod directory;
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
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each suite needs a part of it")]
mod support;
mod two_sources;

/// Where this suite has its facts.
const ON_POSTGRESQL: bool = true;
