//! Feeds of cases in lines of JSON.

#![no_main]

portal_fuzz::target!("cases");
