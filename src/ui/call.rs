//! Somebody to call, as a button that dials.

use leptos::prelude::*;
use portal_view::view;

use super::{Icon, IconView};
use crate::markup::Beside as _;

/// A phone call to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// "Call Dana Reed".
    pub text: String,
    /// Who that is: "Detective, Child Unit".
    pub who: String,
    /// The number as people read it.
    pub number: String,
    /// The `tel:` link.
    pub href: String,
    /// Whether this is the one to try first.
    pub first: bool,
}

impl Call {
    /// The `tel:` link of a number in display form; an extension is dialled after a pause.
    #[must_use]
    pub fn link(number: &str, extension: Option<&str>) -> String {
        let digits = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect()
        };
        match extension {
            Some(extension) => ["tel:", &digits(number), ",", &digits(extension)].concat(),
            None => ["tel:", &digits(number)].concat(),
        }
    }
}

/// Stands in the context where nothing can dial: then a number is there to be read.
#[derive(Clone, Copy)]
pub struct NoDialling;

/// Calls in the order in which to try them.
#[component]
pub fn CallList(
    /// The calls.
    calls: Vec<Call>,
) -> impl IntoView {
    let dials = use_context::<NoDialling>().is_none();
    let row = move |call: Call| {
        let class = if call.first {
            "call call-first"
        } else {
            "call"
        };
        // Without an address it is no link (HTML, 4.6.1), and nothing can be done with it.
        let href = dials.then_some(call.href);
        view! {
            <li>
                <a class=class href=href>
                    <IconView icon=Icon::Phone/>
                    <span class="call-words">
                        <b>{call.text}</b>
                        " "
                        <small>{call.who}</small>
                        " "
                        <bdi dir="ltr">{call.number}</bdi>
                    </span>
                </a>
            </li>
        }
    };
    let any = !calls.is_empty();
    any.then(|| view! { <ul class="calls">{calls.into_iter().map(row).beside()}</ul> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_becomes_a_link_that_dials() {
        assert_eq!(Call::link("816-555-0111", None), "tel:8165550111");
        assert_eq!(
            Call::link("(816) 555-0111", Some("12")),
            "tel:8165550111,12"
        );
        assert_eq!(Call::link("+1 816 555 0111", None), "tel:+18165550111");
    }
}
