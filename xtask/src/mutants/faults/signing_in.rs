//! Who gets in: cards, PINs, tries, and the time an answer takes.

use crate::mutants::fault::Fault;
use crate::mutants::fault::Suite::Api;

/// The faults.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "strangers-use-up-the-familys-tries",
        file: "crates/portal-server/src/auth/throttle.rs",
        right: "device IS NOT DISTINCT FROM ?2 AND at > ?3",
        wrong: "(device IS NOT DISTINCT FROM ?2 OR at >= 0) AND at > ?3",
        suite: Api,
        red: &["sign_in::strangers_who_try_for_half_an_hour_leave_the_familys_phone_its_own_tries"],
    },
    Fault {
        name: "strangers-try-for-ever",
        file: "crates/portal-server/src/auth/throttle.rs",
        right: "count(i64::MIN)? >= STRANGER_TOTAL",
        wrong: "count(i64::MIN)? >= STRANGER_TOTAL * 1000",
        suite: Api,
        red: &["sign_in::strangers_get_twenty_tries_in_all"],
    },
    Fault {
        name: "device-of-another-card",
        file: "crates/portal-server/src/auth/devices.rs",
        right: "AND card_id = ?2 AND expires_at > ?3",
        wrong: "AND card_id >= substr(?2, 1, 0) AND expires_at > ?3",
        suite: Api,
        red: &["sign_in::a_device_is_known_to_the_card_it_signed_in_with_alone"],
    },
    Fault {
        name: "revoked-card-lets-in",
        file: "crates/portal-server/src/auth/sign_in.rs",
        right: "let live = !card.revoked && ",
        wrong: "let live = ",
        suite: Api,
        red: &["sign_in::every_failure_answers_the_same_after_the_same_time"],
    },
    Fault {
        name: "unknown-card-is-not-hashed",
        file: "crates/portal-server/src/auth/sign_in.rs",
        right: "let verifier = card.map_or_else(Verifier::unmeetable, |c| c.verifier.clone());",
        wrong: "let Some(verifier) = card.map(|c| c.verifier.clone()) else { return Ok(None) };",
        suite: Api,
        red: &["sign_in::an_unknown_card_costs_the_same_hash"],
    },
    Fault {
        name: "wrong-is-answered-at-once",
        file: "crates/portal-server/src/auth/sign_in.rs",
        right: "        if !matches!(result, Err(SignInError::Busy)) {
            wait_for_tick(came).await;",
        wrong: "        if result.is_ok() {
            wait_for_tick(came).await;",
        suite: Api,
        red: &["sign_in::every_failure_answers_the_same_after_the_same_time"],
    },
    Fault {
        name: "pin-tried-for-ever-at-a-handoff",
        file: "crates/portal-server/src/auth/handoffs.rs",
        right: "pub const TRIES: u32 = 5;",
        wrong: "pub const TRIES: u32 = 50;",
        suite: Api,
        red: &["kiosk::handoffs::five_wrong_pins_end_a_token_and_count_as_wrong_tries_of_the_card"],
    },
    Fault {
        name: "answer-of-another-browser",
        file: "crates/portal-server/src/auth/staff/waiting.rs",
        right: "state = ?1 AND browser = ?2 AND expires_at > ?3",
        wrong: "state = ?1 AND length(browser) = length(?2) AND expires_at > ?3",
        suite: Api,
        red: &["provider::flow::an_answer_belongs_to_the_browser_that_was_sent"],
    },
];
