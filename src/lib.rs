//! The family portal: a family's own view of what happens next, read-only, in the browser.
//!
//! Modules in reading order. `ui` knows nothing of this portal; `facts` turns facts of the wire
//! into plain words and is pure; features are screens and never know each other; only `platform` and
//! `markup` touch the browser.

pub mod app;
pub mod kiosk;
pub mod navigation;
pub mod office;
pub mod routes;

pub mod features;
pub mod shell;

pub mod facts;
pub mod ui;

pub mod markup;

pub mod api;
pub mod data;
pub mod i18n;
pub mod platform;
