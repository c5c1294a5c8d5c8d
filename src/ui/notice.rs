//! A boxed message about the page itself.

use leptos::prelude::*;
use portal_view::view;

use super::{Call, CallList, Icon, IconView, Tone};
use crate::markup::Beside as _;

/// A message, with calls and at most one button.
#[component]
pub fn Notice(
    /// The picture.
    icon: Icon,
    /// The look.
    #[prop(optional)]
    tone: Tone,
    /// What it says, one paragraph each; the first is the title.
    texts: Vec<String>,
    /// Whom to call.
    #[prop(optional)]
    calls: Vec<Call>,
    /// A button's word and what it does.
    #[prop(optional, into)]
    button: Option<(String, Callback<()>)>,
) -> impl IntoView {
    let mut texts = texts.into_iter();
    view! {
        <div class="notice" data-tone=tone.as_str()>
            <p class="notice-title">
                <IconView icon/>
                <b>{texts.next()}</b>
            </p>
            {texts.map(|text| view! { <p>{text}</p> }).beside()}
            <CallList calls/>
            {button.map(|(word, press)| view! {
                <button type="button" class="button" on:click=move |_| press.run(())>{word}</button>
            })}
        </div>
    }
}
