//! Backing a home up and restoring it: what comes out is what went in, or nothing does.

mod busy;
mod forged;
mod refused;
mod room;
mod round_trip;
mod secret;
mod support;
