//! Directories in HSDS, as JSON.

#![no_main]

portal_fuzz::target!("services");
