//! Mounts the portal.

use family_portal::app;

fn main() {
    app::start(later::LATER);
}

/// The screens behind the first ones, which `cargo xtask dist` makes a wasm of their own: it is loaded when somebody is about
/// to see one of them.
mod later {
    use family_portal::app;
    use family_portal::i18n::Language;
    use family_portal::routes::Route;
    use family_portal::shell::{self, Later, Reading};
    use leptos::ev::MouseEvent;
    use leptos::prelude::*;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};

    /// The screens and how their code comes.
    pub const LATER: Later = Later {
        screen: |route| Box::pin(async move { screen(route).await.ok() }),
        read: |event, language, done| {
            Box::pin(async move { read(event, language, done).await.ok() })
        },
        load: || Box::pin(async { load().await.is_ok() }),
    };

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
    fn screen(route: Route) -> Result<AnyView, SplitLoaderError> {
        Ok(app::later_screen(route))
    }

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
    fn read(
        event: MouseEvent,
        language: &'static Language,
        done: Box<dyn Fn()>,
    ) -> Result<Reading, SplitLoaderError> {
        Ok(shell::read_now(&event, language, done))
    }
}
