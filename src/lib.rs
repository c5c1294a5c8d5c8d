//! The family portal.
