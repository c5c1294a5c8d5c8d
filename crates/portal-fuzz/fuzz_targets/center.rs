//! A centre's settings.

#![no_main]

portal_fuzz::target!("center");
