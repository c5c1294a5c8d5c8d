//! The machine around the kiosk: the files of `deploy/kiosk`, run for real.
//!
//! A test makes a [`Room`]: a network and a view of the disk of its own, in which the shipped
//! policies lie where Chromium looks for them. Nothing of it reaches the machine or another host.
//! With its own tools shut, a browser tells nobody what it shows: what happened is read from the
//! requests that reached the [`Site`], the names of windows on the [`Screen`], and files.

mod kiosk;
mod machine;
mod names;
mod power;
mod room;
mod screen;
mod site;

pub use kiosk::{Kiosk, State};
pub use machine::Machine;
pub use names::Names;
pub use power::Power;
pub use room::{Policies, Room, deployed, policies};
pub use screen::Screen;
pub use site::{Hit, Site};

use std::time::{Duration, Instant};

/// As long as anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again until the answer is yes, for as long as a slow machine needs. Whether it became so.
pub fn became(mut asked: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + PATIENCE;
    loop {
        if asked() {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
