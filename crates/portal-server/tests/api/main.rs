//! The HTTP boundary: every endpoint over the demo centre, with the day fixed.

mod access;
mod access_log;
mod endpoints;
mod harness;
mod pages;
mod sessions;
mod sign_in;
mod socket;
