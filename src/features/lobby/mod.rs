//! The touch screen before anybody has said what they want: the languages, the three doors, and setting it up.

mod doors;
mod set_up;
mod welcome;

pub use doors::doors;
pub use set_up::set_up;
pub use welcome::welcome;
