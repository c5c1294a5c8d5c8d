//! Directories in HSDS, as tables.

#![no_main]

portal_fuzz::target!("services-tables");
