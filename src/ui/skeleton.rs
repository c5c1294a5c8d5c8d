//! Grey cards of the size of what will replace them, so that nothing jumps.

use leptos::prelude::*;
use portal_view::view;

use crate::markup::Beside as _;

/// Placeholders for a page that is still loading.
#[component]
pub fn Skeleton(
    /// How many cards.
    cards: usize,
    /// What a screen reader hears.
    label: String,
) -> impl IntoView {
    let card = |_| {
        view! {
            <div class="card skeleton" aria-hidden="true">
                <i></i><i></i><i></i>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">{label}</p>
        {(0..cards).map(card).beside()}
    }
}
