//! What changed between two imports, told once and for as long as it is news.

use serde_json::json;

use crate::family::{DAY_BEFORE, Family, case, step, told, visit};
use crate::harness::NOW;

#[tokio::test]
async fn what_changed_between_two_imports_is_told_once() {
    let family = Family::start();
    let promise =
        json!({"type": "promise", "id": "pr", "step": "s", "by": "2026-03-30", "basis": "worker"});
    let member = json!({"type": "team_member", "id": "t", "family": "f", "contact": "det"});
    let second = json!({"type": "team_member", "id": "t2", "family": "f", "contact": "det"});
    let before = case(&[visit(json!({})), step(json!({}))]);
    let after = case(&[
        visit(json!({"starts_at": "2026-03-21T16:30:00Z", "place": "south"})),
        step(json!({"state": "in_progress"})),
        promise,
        member,
        second,
    ]);
    family
        .deliver(&[(DAY_BEFORE, before), (NOW, after.clone()), (NOW, after)])
        .await;
    let body = family.updates("p").await;
    let mut all = told(&body);
    all.sort();
    assert_eq!(
        all,
        [
            "appointment_moved clinic medical_exam 2026-03-21T11:30:00-05:00",
            "promise_made police police_investigation 2026-03-30",
            "step_started police police_investigation",
            "team_changed police",
        ]
    );
    assert_eq!(body["unchanged_since"], "2026-03-10");
    assert_eq!(body["checked_on"], "2026-03-10");
}

#[tokio::test]
async fn a_first_delivery_is_no_news_and_neither_is_the_same_again() {
    let family = Family::start();
    let lines = case(&[visit(json!({})), step(json!({"state": "in_progress"}))]);
    family
        .deliver(&[(DAY_BEFORE, lines.clone()), (NOW, lines)])
        .await;
    let body = family.updates("p").await;
    assert_eq!(told(&body), [""; 0]);
    assert_eq!(
        (&body["unchanged_since"], &body["checked_on"]),
        (&json!("2026-03-09"), &json!("2026-03-10"))
    );
}

#[tokio::test]
async fn a_family_that_comes_later_has_no_news_of_what_it_came_with() {
    let family = Family::start();
    let other = [json!({"type": "family", "id": "g", "language": "en"})];
    let lines = case(&[visit(json!({}))]);
    family
        .deliver(&[(DAY_BEFORE, other.to_vec()), (NOW, lines)])
        .await;
    let body = family.updates("p").await;
    assert_eq!(
        (told(&body), &body["unchanged_since"]),
        (vec![], &json!("2026-03-10"))
    );
}

#[tokio::test]
async fn a_promise_that_moves_is_told_by_the_day_in_force() {
    let family = Family::start();
    let promise = |id: &str, by: &str, made_on: &str| json!({"type": "promise", "id": id, "step": "s", "by": by, "made_on": made_on, "basis": "worker"});
    let first = promise("1", "2026-03-20", "2026-03-01");
    let later = promise("2", "2026-03-27", "2026-03-08");
    let before = case(&[step(json!({})), first.clone(), later.clone()]);
    let table = [
        (
            "another day",
            vec![first.clone(), promise("2", "2026-03-30", "2026-03-08")],
            Some("2026-03-30"),
        ),
        (
            "one more",
            vec![
                first.clone(),
                later.clone(),
                promise("3", "2026-04-10", "2026-03-10"),
            ],
            Some("2026-04-10"),
        ),
        (
            "one more, made before",
            vec![
                first,
                later.clone(),
                promise("3", "2026-04-10", "2026-03-02"),
            ],
            None,
        ),
        (
            "history",
            vec![promise("1", "2026-03-19", "2026-03-01"), later],
            None,
        ),
    ];
    for (name, promises, to) in table {
        let after = case(&[vec![step(json!({}))], promises].concat());
        family
            .deliver(&[(DAY_BEFORE, before.clone()), (NOW, after)])
            .await;
        let expected = to.map(|to| format!("promise_moved police police_investigation {to}"));
        assert_eq!(
            told(&family.updates("p").await),
            Vec::from_iter(expected),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_promise_that_was_taken_back_is_told_only_when_it_comes_back_with_another_day() {
    let family = Family::start();
    let promised = |by: &str| {
        let promise =
            json!({"type": "promise", "id": "pr", "step": "s", "by": by, "basis": "worker"});
        case(&[step(json!({})), promise])
    };
    let table = [
        ("2026-03-20", None),
        (
            "2026-03-27",
            Some("promise_moved police police_investigation 2026-03-27"),
        ),
    ];
    for (by, expected) in table {
        family
            .deliver(&[
                ("2026-03-08T09:00:00-05:00", promised("2026-03-20")),
                (DAY_BEFORE, case(&[step(json!({}))])),
                (NOW, promised(by)),
            ])
            .await;
        let told = told(&family.updates("p").await);
        assert_eq!(told, Vec::from_iter(expected), "{by}");
    }
}

#[tokio::test]
async fn what_an_agency_tells_as_well_is_told_once() {
    let family = Family::start();
    let start = json!({"starts_at": "2026-03-21T16:30:00Z"});
    let own = |to: &str| {
        json!({"type": "news", "id": "n", "family": "f", "on": "2026-03-08", "kind": "appointment_moved",
            "agency": "clinic", "appointment": "v", "to": to})
    };
    let table = [
        ("the same instant", "2026-03-21T11:30:00-05:00", 1),
        ("another time", "2026-03-21T11:45:00-05:00", 2),
    ];
    for (name, to, count) in table {
        let after = case(&[visit(start.clone()), own(to)]);
        family
            .deliver(&[(DAY_BEFORE, case(&[visit(json!({}))])), (NOW, after)])
            .await;
        let body = family.updates("p").await;
        assert_eq!(told(&body).len(), count, "{name}: {body}");
        let oldest = body["updates"]
            .as_array()
            .and_then(|u| u.last())
            .expect("news");
        assert_eq!(oldest["on"], "2026-03-08", "{name}");
    }
}

#[tokio::test]
async fn of_one_day_the_later_import_comes_first() {
    let family = Family::start();
    let at = |time: &str| case(&[visit(json!({"starts_at": time}))]);
    family
        .deliver(&[
            (DAY_BEFORE, at("2026-03-20T10:00:00-05:00")),
            ("2026-03-10T08:00:00-05:00", at("2026-03-22T10:00:00-05:00")),
            (NOW, at("2026-03-21T10:00:00-05:00")),
        ])
        .await;
    let moved = ["2026-03-21T10:00:00-05:00", "2026-03-22T10:00:00-05:00"];
    assert_eq!(
        told(&family.updates("p").await),
        moved.map(|to| format!("appointment_moved clinic medical_exam {to}"))
    );
}

#[tokio::test]
async fn news_of_a_visit_that_is_gone_are_gone() {
    let family = Family::start();
    let moved = case(&[visit(json!({"starts_at": "2026-03-21T10:00:00-05:00"}))]);
    let hidden = case(&[visit(json!({"status": "entered-in-error"}))]);
    for last in [case(&[]), hidden] {
        family
            .deliver(&[
                (DAY_BEFORE, case(&[visit(json!({}))])),
                (NOW, moved.clone()),
                (NOW, last),
            ])
            .await;
        assert_eq!(told(&family.updates("p").await), [""; 0]);
    }
}

#[tokio::test]
async fn old_news_go_and_the_last_of_each_says_since_when_nothing_changed() {
    let family = Family::start();
    let at = |time: &str| case(&[visit(json!({"starts_at": time}))]);
    family
        .deliver(&[
            ("2025-11-01T09:00:00-05:00", at("2026-03-20T10:00:00-05:00")),
            ("2025-11-02T09:00:00-05:00", at("2026-03-21T10:00:00-05:00")),
            ("2025-11-03T09:00:00-05:00", at("2026-03-22T10:00:00-05:00")),
            (NOW, at("2026-03-22T10:00:00-05:00")),
        ])
        .await;
    let body = family.updates("p").await;
    assert_eq!(
        (told(&body), &body["unchanged_since"], &body["checked_on"]),
        (vec![], &json!("2025-11-03"), &json!("2026-03-10"))
    );
    let working =
        portal_server::import::working::open(&family.app.home.working_db()).expect("opens");
    let kept: i64 = working
        .query_row("SELECT count(*) FROM news", [], |r| r.get(0))
        .expect("a count");
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn new_is_what_came_since_the_sign_in_before() {
    let family = Family::start();
    let moved = case(&[visit(json!({"starts_at": "2026-03-21T10:00:00-05:00"}))]);
    family
        .deliver(&[
            ("2026-03-01T09:00:00-06:00", case(&[visit(json!({}))])),
            ("2026-03-07T09:00:00-06:00", moved),
        ])
        .await;
    let is_new = async || {
        family.sign_out();
        family.updates("p").await["updates"][0]["is_new"].clone()
    };
    let table = [
        (0, false, "the first sign-in has none before it"),
        (2, false, "it came before the last sign-in"),
        (3, true, "it came on the day of the last sign-in"),
        (0, false, "it was read today"),
    ];
    for (days_later, expected, why) in table {
        family.app.clock.advance_sessions(days_later * 86_400);
        assert_eq!(is_new().await, expected, "{why}");
    }
}
