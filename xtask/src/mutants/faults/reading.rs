//! Who sees what: faults in the queries, and in the way to them.

use crate::mutants::fault::Fault;
use crate::mutants::fault::Suite::{Api, ApiOnPostgresql, Import};

/// The faults.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "items-of-every-family",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "JOIN item i ON i.family_id = c.family_id AND (i.need & ?3) <> 0",
        wrong: "JOIN item i ON (i.need & ?3) <> 0",
        suite: Api,
        red: &[
            "access::no_caregiver_reaches_another_familys_case_by_any_route",
            "matrix::nobody_reads_what_is_not_theirs",
        ],
    },
    Fault {
        name: "barred-and-let-in",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "    WHERE c.id = ?1 AND c.barred = 0
      AND EXISTS (SELECT 1 FROM access_grant",
        wrong: "    WHERE c.id = ?1
      AND EXISTS (SELECT 1 FROM access_grant",
        suite: Api,
        red: &["access::grants_begin_and_end_on_their_days_and_a_bar_beats_them_all"],
    },
    Fault {
        name: "ended-grant-lets-in",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "AND g.starts_on <= ?2 AND g.ends_on >= ?2)\";",
        wrong: "AND g.starts_on <= ?2)\";",
        suite: Api,
        red: &["access::grants_begin_and_end_on_their_days_and_a_bar_beats_them_all"],
    },
    Fault {
        name: "meant-for-the-other-parent",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "AND (i.audience = 0 OR EXISTS (",
        wrong: "AND (i.audience >= 0 OR EXISTS (",
        suite: Api,
        red: &["access::one_parent_never_sees_what_is_the_other_parents"],
    },
    Fault {
        name: "children-without-a-grant",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "children.retain(|c| own.contains(&c.id));",
        wrong: "children.retain(|c| own.contains(&c.id) || !c.id.is_empty());",
        suite: Api,
        red: &["matrix::nobody_reads_what_is_not_theirs"],
    },
    Fault {
        name: "eyes-of-another-family",
        file: "crates/portal-server/src/store/caseload_sqlite.rs",
        right: "SELECT id FROM caregiver WHERE id = ?1 AND family_id = ?2",
        wrong: "SELECT id FROM caregiver WHERE id = ?1 AND family_id >= substr(?2, 1, 0)",
        suite: Api,
        red: &["advocates::list::a_case_is_read_whole_or_with_the_eyes_of_one_caregiver"],
    },
    Fault {
        name: "families-of-other-advocates",
        file: "crates/portal-server/src/auth/staff/assignments.rs",
        right: "staff_id = ?1 AND family = ?2 AND (until IS NULL OR until > ?3)",
        wrong: "staff_id >= substr(?1, 1, 0) AND family = ?2 AND (until IS NULL OR until > ?3)",
        suite: Api,
        red: &["advocates::matrix::no_answer_that_should_not_be"],
    },
    Fault {
        name: "told-that-a-family-exists",
        file: "crates/portal-server/src/serve/advocate.rs",
        right: "Err(ApiError::NotFound)",
        wrong: "Err(ApiError::Forbidden)",
        suite: Api,
        red: &["advocates::matrix::no_answer_that_should_not_be"],
    },
    Fault {
        name: "any-advocate-in-an-emergency",
        file: "crates/portal-server/src/serve/handlers/advocate.rs",
        right: "if who.session.role != StaffRole::Supervisor {",
        wrong: "if who.session.role != StaffRole::Supervisor && who.session.staff.is_empty() {",
        suite: Api,
        red: &["advocates::emergency::nobody_else_and_nothing_without_a_reason_and_a_code"],
    },
    Fault {
        name: "card-of-another-family-stopped",
        file: "crates/portal-server/src/serve/handlers/advocate.rs",
        right: "let card = cards.into_iter().find(|card| card.selector == selector);",
        wrong: "let card = cards.into_iter().next();",
        suite: Api,
        red: &["advocates::cards::an_advocate_freezes_a_card_of_their_family_at_once_and_no_other"],
    },
    Fault {
        name: "kiosk-reads-steps",
        file: "crates/portal-server/src/serve/kiosk.rs",
        right: "const REACHED: [(Method, &str); 8] = [",
        wrong: "const REACHED: [(Method, &str); 9] = [(Method::GET, \"/api/v1/me/steps\"),",
        suite: Api,
        red: &["kiosk::matrix::a_kiosk_reaches_eight_things_and_a_family_at_it_no_more"],
    },
    Fault {
        name: "barred-and-shown-items",
        file: "crates/portal-server/src/store/sqlite.rs",
        right: "    WHERE c.id = ?1 AND c.barred = 0
      AND EXISTS (
        SELECT 1 FROM access_grant g",
        wrong: "    WHERE c.id = ?1
      AND EXISTS (
        SELECT 1 FROM access_grant g",
        suite: Import,
        red: &["grants::nobody_sees_more_or_less_than_their_grants_say"],
    },
    Fault {
        name: "meant-for-the-other-parent-on-postgresql",
        file: "crates/portal-server/src/store/postgres/facts.rs",
        right: "AND (NOT i.audience OR (",
        wrong: "AND (NOT i.audience OR i.audience OR (",
        suite: ApiOnPostgresql,
        red: &[
            "access::one_parent_never_sees_what_is_the_other_parents",
            "matrix::nobody_reads_what_is_not_theirs",
        ],
    },
];
