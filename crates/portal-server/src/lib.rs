//! The family portal's server and importers.
//!
//! Facts flow one way: a file is imported ([`import`]) into the working database,
//! published as an immutable snapshot ([`publish`]), and read from there by the
//! handlers of [`serve`] through the read-only [`store::Store`].

pub mod address;
pub mod auth;
pub mod backup;
pub mod board;
pub mod building;
pub mod calendar_file;
pub mod card_print;
pub mod center;
pub mod clock;
pub mod database;
pub mod demo;
pub mod facts;
pub mod home;
pub mod identity;
pub mod import;
pub mod packed;
pub mod playbook;
pub mod promise;
pub mod publish;
pub mod secrets;
pub mod serve;
mod small_file;
pub mod store;
pub mod told;
pub mod words;
