//! Feeds of cases in a zip of tables.

#![no_main]

portal_fuzz::target!("archive");
