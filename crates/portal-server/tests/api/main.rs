//! The HTTP boundary: every endpoint over the demo centre, with the day fixed.

mod access;
mod access_log;
mod admin;
mod advocates;
mod board;
mod building;
mod calendar;
mod calendar_revisions;
mod directory;
mod endpoints;
mod family;
mod harness;
mod hsds;
mod kept;
mod kiosk;
mod news;
mod news_audience;
mod pages;
mod playbook;
mod promises;
mod provider;
mod sessions;
mod sign_in;
mod silence;
mod socket;
mod two_sources;
