//! The product's journeys, driven in a real browser against the real server.
//!
//! Everything is found the way a person with a screen reader finds it: by role and
//! accessible name in the browser's own accessibility tree. There are no test ids,
//! no hooks in the portal, no pauses: a [`Visitor`] waits for what should be there.
//!
//! The clock is fixed on both sides, so that screens and tests do not change with the day.

mod axe;
mod browser;
mod centre;
mod driver;
mod engine;
mod folder;
mod held;
mod network;
mod neutral;
mod paper;
mod patience;
mod plain;
mod pseudo;
mod reading;
mod residue;
mod square_code;
mod stage;
mod tampered;
mod tools;
mod visitor;
mod window;
mod words;

pub use browser::{Browser, Look};
pub use centre::{CLOCK, Card, Centre, Staff};
pub use engine::Engine;
pub use folder::in_folder;
pub use held::held_back;
pub use network::{Request, tell_nothing};
pub use neutral::NeutralSite;
pub use paper::{A4, LETTER, Paper, Printed, print};
pub use pseudo::PSEUDO;
pub use reading::{Control, Name};
pub use square_code::{photographed_code, square_code};
pub use stage::{Stage, TITLE};
pub use tampered::changed_copy;
pub use tools::{files as built_files, portal};
pub use visitor::{Visitor, WALLS};
pub use window::Window;
pub use words::{Playbook, Words};
