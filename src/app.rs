//! The root: contexts made once, static parts kept in step with the language, and the table that
//! gives every route its screen.

use leptos::prelude::*;
use portal_view::view;
use wasm_bindgen_futures::spawn_local;

use crate::api::endpoints;
use crate::data::{Access, Portal, Speech, effect, end_when_idle, first_words};
use crate::features::{help, home, limits, news, people, rights, sign_in, steps, visits};
use crate::i18n::{MoreWords, Words};
use crate::navigation::Navigator;
use crate::platform::page as document;
use crate::routes::Route;
use crate::shell::{Family, Later, later_page, provide_aloud};

/// Starts the portal.
pub fn start(later: Later) {
    mount(None, move |words| view! { <App words later/> });
}

/// Puts a program into its page once its words are here; until then the static first screen stays. `more` are the texts that the
/// program alone speaks.
#[expect(
    clippy::disallowed_methods,
    reason = "there is no page yet that could end"
)]
pub(crate) fn mount(
    more: Option<&'static MoreWords>,
    app: impl FnOnce(Words) -> AnyView + 'static,
) {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    spawn_local(async move {
        if let (Some(words), Some(root)) = (first_words(more).await, document::root()) {
            document::clear(&root);
            mount_to(root, move || app(words)).forget();
        } else {
            document::fail();
        }
    });
}

/// The whole portal.
#[component]
fn App(
    /// The first words.
    words: Words,
    /// The screens that are loaded later.
    later: Later,
) -> impl IntoView {
    let speech = Speech::new(words, None);
    let (portal, navigator) = (Portal::new(), Navigator::start());
    provide_context(speech);
    provide_context(portal);
    provide_context(navigator);
    provide_aloud(later.read);
    help::provide_search(portal);
    portal.wipe_on_end();
    end_when_idle(portal);
    portal.check();
    portal.center.refresh(endpoints::CENTER, None);
    let needs_playbook = needs_playbook(portal, navigator.route());
    effect(move || {
        let tag = speech.words().with(|words| {
            translate_document(words);
            words.language().tag
        });
        if needs_playbook.get() {
            portal.playbook.refresh(&endpoints::playbook(tag), None);
        }
    });
    effect(move || {
        portal.greet(speech);
    });
    provide_context(later);
    view! { <Family page=screen/> }
}

/// Whether anything on screen, or soon, is told in the centre's words: nothing before signing in is,
/// except the rights.
fn needs_playbook(portal: Portal, route: ReadSignal<Route>) -> Memo<bool> {
    Memo::new(move |_| {
        let signed_in = portal
            .access
            .with(|access| matches!(access, Access::SignedIn(_)));
        signed_in || route.with(|route| route.is_private() || *route == Route::Rights)
    })
}

/// The static parts around the app speak the same language.
pub(crate) fn translate_document(words: &Words) {
    document::set_text("skip", &words.app_skip());
    document::set_attribute("exits", "aria-label", &words.leave_button());
    document::set_text("leave-skip", &words.leave_button());
    document::set_text("leave-word", &words.leave_button());
    for (name, text) in [
        ("data-two", words.leave_two_more()),
        ("data-one", words.leave_one_more()),
        ("data-leaving", words.leave_leaving()),
        ("data-expired", words.leave_expired()),
    ] {
        document::set_attribute("leave", name, &text);
    }
}

/// The screen of a route. Home is here; the others come when somebody is about to see one of them.
fn screen(route: Route) -> AnyView {
    match route {
        Route::Home => home::page(),
        later => later_page(later),
    }
}

/// The screens that are loaded later.
#[must_use]
pub fn later_screen(route: Route) -> AnyView {
    match route {
        Route::Home => home::page(),
        Route::Steps => steps::page(),
        Route::Visits => visits::list_page(),
        Route::Visit(position) => visits::visit_page(position),
        Route::Help => help::page(),
        Route::Service(id) => help::service_page(id),
        Route::List => help::list_page(),
        Route::People => people::page(),
        Route::News => news::page(),
        Route::Rights => rights::page(),
        Route::Limits => limits::page(),
        Route::Start => sign_in::page(),
        Route::Unknown | Route::Board | Route::Staff(_) | Route::Kiosk(_) => {
            sign_in::unknown_page()
        }
    }
}
