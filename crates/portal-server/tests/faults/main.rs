//! What breaks around a server: whatever is private fails, the page and the phone number stay, it comes back by itself, and
//! no row of the access log is lost. `cargo xtask harden --only faults` does the same for longer.

mod client;
mod disk;
mod keys;
mod machine;
mod panics;
mod served;
mod snapshot;
mod words;
