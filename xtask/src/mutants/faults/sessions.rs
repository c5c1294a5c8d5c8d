//! Who is there, and what is kept of it: sessions, kiosks, the access log.

use crate::mutants::fault::Fault;
use crate::mutants::fault::Suite::Api;

const ENDS: &str =
    "sessions::a_session_ends_when_idle_when_old_when_signed_out_and_when_its_card_is_revoked";

/// The faults.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "signed-out-and-still-in",
        file: "crates/portal-server/src/auth/sessions.rs",
        right: "\"DELETE FROM session WHERE /*!center_id = :center AND*/ token_hash = ?1\"",
        wrong: "\"DELETE FROM session WHERE /*!center_id = :center AND*/ token_hash = ?1 AND created_at < 0\"",
        suite: Api,
        red: &[ENDS],
    },
    Fault {
        name: "idle-and-still-in",
        file: "crates/portal-server/src/auth/sessions.rs",
        right: "AND s.expires_at > ?2 AND s.seen_at > ?3",
        wrong: "AND s.expires_at > ?2 AND s.seen_at > ?3 - 86400",
        suite: Api,
        red: &[ENDS],
    },
    Fault {
        name: "a-whole-day-in",
        file: "crates/portal-server/src/auth/sessions.rs",
        right: "pub const ABSOLUTE: i64 = 60 * 60;",
        wrong: "pub const ABSOLUTE: i64 = 24 * 60 * 60;",
        suite: Api,
        red: &[ENDS],
    },
    Fault {
        name: "any-cookie-finds-a-session",
        file: "crates/portal-server/src/auth/sessions.rs",
        right: "\"s.token_hash = ?1 AND s.kiosk_challenge IS NULL\"",
        wrong: "\"length(s.token_hash) = length(?1) AND s.kiosk_challenge IS NULL\"",
        suite: Api,
        red: &[
            "access::nobody_reads_a_case_without_a_session",
            "matrix::nobody_reads_what_is_not_theirs",
        ],
    },
    Fault {
        name: "token-kept-as-it-is",
        file: "crates/portal-server/src/auth/sessions.rs",
        right: "Sha256::digest(self.0).to_vec()",
        wrong: "Sha256::digest(self.0).first().map_or_else(Vec::new, |_| self.0.to_vec())",
        suite: Api,
        red: &["sign_in::nothing_of_a_sign_in_is_stored_as_it_is"],
    },
    Fault {
        name: "cookie-at-a-kiosk",
        file: "crates/portal-server/src/serve/cookies.rs",
        right: ".filter(|_| !has_proof(headers))",
        wrong: ".filter(|_| !has_proof(headers) || !headers.is_empty())",
        suite: Api,
        red: &["kiosk::family::a_proof_and_a_cookie_are_never_both_looked_at"],
    },
    Fault {
        name: "proof-of-another-kiosk",
        file: "crates/portal-server/src/auth/kiosks/mod.rs",
        right: ".filter(|known| proof.is_signed_by(&known.key, asked));",
        wrong: ".filter(|known| proof.is_signed_by(&known.key, asked) || !known.id.is_empty());",
        suite: Api,
        red: &["kiosk::proofs::a_proof_of_something_else_is_none"],
    },
    Fault {
        name: "phone-goes-on-and-the-kiosk-too",
        file: "crates/portal-server/src/auth/redeem.rs",
        right: "            sessions::end(c, &left)?;\n",
        wrong: "",
        suite: Api,
        red: &["kiosk::handoffs::a_phone_goes_on_and_the_kiosk_is_left"],
    },
    Fault {
        name: "read-and-not-in-the-log",
        file: "crates/portal-server/src/serve/handlers/me.rs",
        right: "    who.log(app, what, true).await?;\n",
        wrong: "    let _ = what;\n",
        suite: Api,
        red: &["access_log::every_private_read_is_in_the_log"],
    },
    Fault {
        name: "opened-in-an-emergency-and-not-in-the-log",
        file: "crates/portal-server/src/serve/handlers/advocate.rs",
        right: "            access_log::append(c, &row)?;
            assignments::open_until",
        wrong: "            let _ = &row;
            assignments::open_until",
        suite: Api,
        red: &[
            "advocates::emergency::a_supervisor_opens_a_family_for_a_reason_until_the_session_ends",
        ],
    },
    Fault {
        name: "log-that-can-be-changed",
        file: "crates/portal-server/src/auth/access_log.rs",
        right: "if link.seq != count || link.hash != link.follows(&last) {",
        wrong: "if link.seq != count || link.hash.len() != link.follows(&last).len() {",
        suite: Api,
        red: &["tampering::a_changed_or_removed_row_is_named"],
    },
];
