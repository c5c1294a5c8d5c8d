//! Texts that change while they stand on the page.

use leptos::prelude::*;

/// A text that follows what it reads, such as the language. A `Signal` would bring the code of all that a signal can come from.
#[derive(Clone, Copy)]
pub struct Text(Callback<(), String>);

impl Text {
    /// Says what it says now.
    #[must_use]
    pub fn new(say: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Callback::new(move |()| say()))
    }

    /// What it says; whoever asks is told of changes.
    #[must_use]
    pub fn get(self) -> String {
        self.0.run(())
    }
}
