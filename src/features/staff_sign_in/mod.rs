//! Signing in for staff: user name, passphrase and one-time code.

mod page;

pub use page::page;
