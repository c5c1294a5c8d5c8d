//! The browser behind plain functions: the only module that touches `web_sys`, timers and listeners.

pub mod activity;
pub mod boot;
pub mod clock;
pub mod connectivity;
pub mod history;
pub mod http;
pub mod intl;
pub mod kiosk;
pub mod page;
pub mod search;
pub mod sentences;
pub mod voice;
