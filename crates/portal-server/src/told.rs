//! The log: one JSON object a line on standard error. It has causes and places, and never a word of a family.

use std::panic;

use tracing_subscriber::EnvFilter;

/// Starts it. `RUST_LOG` says how much is told.
pub fn start() {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        // A log that cannot be written, on a full disk, is complained of on standard error by a macro that panics when
        // that cannot be written either: whoever had something to tell would be gone.
        .log_internal_errors(false)
        .json()
        .init();
    panic::set_hook(Box::new(|panic| {
        // What a panic says may hold what was at hand, which may be a family's. The place is enough to find it by.
        match panic.location() {
            Some(place) => tracing::error!("panicked at {place}"),
            None => tracing::error!("panicked"),
        }
    }));
}
