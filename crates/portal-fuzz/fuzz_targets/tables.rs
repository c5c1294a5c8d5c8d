//! Feeds of cases in tables.

#![no_main]

portal_fuzz::target!("tables");
