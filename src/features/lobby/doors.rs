//! Three doors: a visit, help, and where one is.

use leptos::prelude::*;
use portal_view::view;

use crate::data::{Standing, use_lobby};
use crate::i18n::{Say, Words};
use crate::navigation::use_navigator;
use crate::routes::{Lobby, Route};
use crate::shell::{Page, live, shown, text};
use crate::ui::{Icon, IconView};

/// The three doors.
#[must_use]
pub fn doors() -> AnyView {
    let navigator = use_navigator();
    let standing = use_lobby().standing;
    // A screen that has no key says so to staff where they stand; it looks like any other to a family.
    let set_up = live(move || {
        let new = matches!(standing.get(), Standing::New | Standing::Off);
        let button = new.then(|| {
            view! {
                <p class="more">
                    <button type="button" class="quiet"
                        on:click=move |_| navigator.go(Route::Kiosk(Lobby::SetUp))>
                        {text(Words::setup_link)}
                    </button>
                </p>
            }
        });
        shown(button)
    });
    view! {
        <Page title=text(Words::doors_title)>
            <div class="doors">
                {door(Icon::Calendar, Words::today_title, Words::doors_today_why, Route::Kiosk(Lobby::Today))}
                {door(Icon::Heart, Words::help_title, Words::doors_help_why, Route::Help)}
                {door(Icon::Place, Words::where_title, Words::doors_where_why, Route::Kiosk(Lobby::Where))}
            </div>
            {set_up}
        </Page>
    }
}

fn door(icon: Icon, name: Say, why: Say, to: Route) -> AnyView {
    let navigator = use_navigator();
    view! {
        <button type="button" class="door" on:click=move |_| navigator.go(to.clone())>
            <IconView icon/>
            <b>{text(name)}</b>
            <span class="hint">{text(why)}</span>
        </button>
    }
}
