//! Where am I? The building, when it is open, and who is in which room. For the touch screen in the lobby.

mod page;
mod view_model;

pub use page::page;
