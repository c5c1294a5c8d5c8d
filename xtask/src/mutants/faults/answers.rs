//! What leaves: headers, errors, the log, and what everybody may read.

use crate::mutants::fault::Fault;
use crate::mutants::fault::Suite::{Api, Import, Unit};

/// The faults.
pub const FAULTS: &[Fault] = &[
    Fault {
        name: "private-answer-kept-by-caches",
        file: "crates/portal-server/src/serve/answer.rs",
        right: "(header::CACHE_CONTROL, HeaderValue::from_static(\"no-store\")),",
        wrong: "(header::CACHE_CONTROL, HeaderValue::from_static(\"max-age=60\")),",
        suite: Api,
        red: &[
            "endpoints::the_silent_case_shows_its_days_its_promises_and_whom_to_call",
            "matrix::nobody_reads_what_is_not_theirs",
        ],
    },
    Fault {
        name: "asked-from-another-site",
        file: "crates/portal-server/src/serve/headers.rs",
        right: "Some(_) => false,",
        wrong: "Some(_) => true,",
        suite: Api,
        red: &["sessions::another_sites_page_can_neither_read_nor_sign_in"],
    },
    Fault {
        name: "cookie-for-scripts",
        file: "crates/portal-server/src/serve/cookies.rs",
        right: "; Path=/;{secure} HttpOnly; SameSite={same_site}",
        wrong: "; Path=/;{secure} SameSite={same_site}",
        suite: Api,
        red: &["sign_in::a_card_signs_in_however_it_is_typed"],
    },
    Fault {
        name: "cause-told-to-the-family",
        file: "crates/portal-server/src/serve/error.rs",
        right: "title: title.to_owned(),",
        wrong: "title: if code == \"unavailable\" { self.to_string() } else { title.to_owned() },",
        suite: Api,
        red: &["pages::a_broken_database_tells_the_log_and_not_the_family"],
    },
    Fault {
        name: "family-in-the-log",
        file: "crates/portal-server/src/serve/principal.rs",
        right: "        let row = self.row(app, what, if found { \"shown\" } else { \"not_found\" });",
        wrong: "        tracing::info!(family = %self.access.family, \"read\");
        let row = self.row(app, what, if found { \"shown\" } else { \"not_found\" });",
        suite: Api,
        red: &["matrix::nobody_reads_what_is_not_theirs"],
    },
    Fault {
        name: "secret-place-for-other-programs",
        file: "crates/portal-server/src/publish/services/secret.rs",
        right: "        hide_secret_place(service);\n",
        wrong: "        let _ = hide_secret_place;\n",
        suite: Api,
        red: &["hsds::secret::a_confidential_place_is_in_no_answer"],
    },
    Fault {
        name: "page-without-an-end",
        file: "crates/portal-server/src/serve/hsds/parameters.rs",
        right: "count(value).filter(|count| *count <= MAX_PER_PAGE);",
        wrong: "count(value).filter(|count| *count <= usize::MAX - MAX_PER_PAGE);",
        suite: Api,
        red: &["hsds::asking::a_value_that_cannot_be_is_refused_by_the_name_of_its_parameter"],
    },
    Fault {
        name: "group-of-nine-on-the-board",
        file: "crates/portal-server/src/board/group.rs",
        right: "(self.families >= FEWEST_FAMILIES).then(",
        wrong: "(self.families + 1 >= FEWEST_FAMILIES).then(",
        suite: Import,
        red: &["board::a_group_of_nine_is_published_like_one_of_eight_and_like_none"],
    },
    Fault {
        name: "identifiers-of-criminal-justice",
        file: "crates/portal-server/src/import/cases/leftover.rs",
        right: "if names::is_criminal_justice(&field, &value) {",
        wrong: "if names::is_criminal_justice(&field, &value) && field.is_empty() {",
        suite: Import,
        red: &["cases::criminal_justice_identifiers_are_refused_and_not_repeated"],
    },
    Fault {
        name: "formula-in-a-table",
        file: "crates/portal-server/src/board/csv.rs",
        right: "if text.starts_with(FORMULA) {",
        wrong: "if text.starts_with(FORMULA) && text.is_empty() {",
        suite: Unit,
        red: &["board::csv::tests::no_name_becomes_a_formula_or_breaks_out_of_its_cell"],
    },
];
