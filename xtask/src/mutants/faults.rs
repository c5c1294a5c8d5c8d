//! The faults: each is one that a tired person could make, and none may get past the tests.

mod answers;
mod reading;
mod sessions;
mod signing_in;

use super::fault::Fault;

/// All of them, those first whose test program most of the others share.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    reading::FAULTS
        .iter()
        .chain(sessions::FAULTS)
        .chain(signing_in::FAULTS)
        .chain(answers::FAULTS)
}
