//! The list as a square code: a phone's camera reads it and opens the same list there.
//!
//! The code holds the services' public ids and nothing of a family. They stand behind the `#` of an
//! address, which no browser sends to a server.

use std::sync::Arc;

use leptos::prelude::*;
use portal_view::view;

use super::state::Search;
use crate::data::use_portal;
use crate::i18n::Words;
use crate::platform::{history, search};
use crate::routes::Route;
use crate::shell::live;
use crate::ui::SquareCode;

/// Services that are taken from an address; more is no list of a family.
const MOST: usize = 50;
/// Letters of an id; the server makes none that are longer.
const LONGEST: usize = 64;

/// Keeps the services whose ids stand in the address, and takes them out of it. Whether there were any.
pub fn take_from_address(search: Search) -> bool {
    let ids = history::take_fragment().map_or_else(Vec::new, |text| ids(&text));
    let any = !ids.is_empty();
    search.keep_all(ids);
    any
}

/// Public ids with commas between; what cannot be one is left out.
fn ids(text: &str) -> Vec<String> {
    let fits = |id: &&str| {
        let letters = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
        !id.is_empty() && id.len() <= LONGEST && id.bytes().all(letters)
    };
    let ids = text.split(',').filter(fits).take(MOST);
    ids.map(str::to_owned).collect()
}

/// The address of the list on another screen.
fn address(kept: &[String]) -> String {
    [&history::address(&Route::List.href()), "#", &kept.join(",")].concat()
}

/// The square code of the list.
#[component]
pub fn TakeAlong(
    /// In which words.
    words: Signal<Arc<Words>>,
) -> impl IntoView {
    let portal = use_portal();
    let kept: Search = expect_context();
    let said = move |say: fn(&Words) -> String| move || words.with(|w| say(w));
    let code = live(move || {
        let address = kept.kept.with(|kept| address(kept));
        // The code is made by the search, which the list has open.
        let code = portal.finder.with(|_| search::qr(&address));
        match code.flatten() {
            None => view! { <p>{said(Words::list_too_long)}</p> },
            Some(code) => {
                let label = words.with(|w| w.list_qr_label());
                view! {
                    <SquareCode code label/>
                    <p>{said(Words::list_qr_how)}</p>
                }
            }
        }
    });
    view! {
        <section class="take-along">
            <h2>{said(Words::list_qr)}</h2>
            {code}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_an_address_are_ids_and_nothing_else() {
        assert_eq!(ids("a-1,b_2"), ["a-1", "b_2"]);
        assert_eq!(ids(",a b,<i>,%20,c,"), ["c"]);
        assert_eq!(ids(&"x".repeat(LONGEST + 1)), Vec::<String>::new());
        assert_eq!(ids(&"a,".repeat(200)).len(), MOST);
    }
}
