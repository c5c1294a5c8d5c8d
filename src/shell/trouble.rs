//! What a screen says when facts are missing or old: never less than the centre's phone number.

use leptos::prelude::*;
use portal_view::view;

use crate::api::ApiError;
use crate::data::Portal;
use crate::i18n::Words;
use crate::platform::page;
use crate::ui::{Call, Icon, Notice, Tone};

/// The centre as a call. Before its facts arrive, the document itself knows the number.
#[must_use]
pub fn center_call(portal: Portal, words: &Words) -> Call {
    let known = portal
        .center
        .with(|c| c.value().map(|c| (c.name.clone(), c.phone.clone())));
    let (name, number) =
        known.unwrap_or_else(|| (page::static_fact("center"), page::static_fact("phone")));
    Call {
        text: words.call_center(&name),
        who: String::new(),
        href: Call::link(&number, None),
        number,
        first: false,
    }
}

/// Why there is nothing to show, in words.
fn reason(words: &Words, error: ApiError) -> String {
    match error {
        ApiError::Offline | ApiError::Cancelled => words.failed_offline(),
        ApiError::TimedOut => words.failed_slow(),
        ApiError::NotFound => words.failed_not_found(),
        ApiError::SessionEnded => words.session_ended(),
        ApiError::Server | ApiError::BadData => words.failed_server(),
    }
}

/// A failed screen: what happened, whom to call, and trying again.
#[must_use]
pub fn trouble(portal: Portal, words: &Words, error: ApiError, retry: Callback<()>) -> AnyView {
    let mut call = center_call(portal, words);
    call.first = true;
    let texts = vec![
        words.failed_title(),
        reason(words, error),
        words.failed_call(),
    ];
    let button = (words.failed_retry(), retry);
    view! {
        <Notice icon=Icon::Alert tone=Tone::Late texts calls=vec![call] button=button/>
    }
}

/// How old the facts on screen are, when asking again has failed.
#[must_use]
pub fn stale_text(words: &Words, age_ms: i64) -> String {
    match i32::try_from(age_ms / 60_000).unwrap_or(0) {
        ..1 => words.stale_now(),
        minutes @ 1..60 => words.stale_minutes(minutes),
        minutes => words.stale_hours(minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::testing::words;

    #[test]
    fn the_age_of_stale_facts_is_told_in_the_unit_people_use() {
        let words = words("en");
        assert_eq!(stale_text(&words, 20_000), words.stale_now());
        assert_eq!(stale_text(&words, 10 * 60_000), words.stale_minutes(10));
        assert_eq!(stale_text(&words, 125 * 60_000), words.stale_hours(2));
    }
}
