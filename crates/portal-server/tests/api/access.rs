//! Who sees what: no route gives one caregiver anything of another family, or of the other parent.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use serde_json::{Value, json};

use crate::harness::{NOW, TestApp};

/// What anyone may read.
const PUBLIC: &str = "center playbook/en directory board board.csv openapi.json";

const LISTS: [&str; 5] = ["overview", "steps", "appointments", "team", "updates"];

/// Every string under `key`, however deep.
fn strings(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| strings(v, key, found)),
        Value::Object(map) => {
            for (name, v) in map {
                if name == key {
                    found.extend(v.as_str().map(str::to_owned));
                }
                strings(v, key, found);
            }
        }
        _ => {}
    }
}

async fn all_ids(app: &TestApp, cookie: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for list in LISTS {
        let answer = app.get(&format!("/api/v1/me/{list}"), cookie).await;
        strings(&answer.json(), "id", &mut ids);
        strings(&answer.json(), "step_id", &mut ids);
    }
    ids
}

#[tokio::test]
async fn no_caregiver_reaches_another_familys_case_by_any_route() {
    let app = TestApp::start();
    let mut seen: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut cookies = BTreeMap::new();
    for card in app
        .demo
        .caregivers
        .iter()
        .filter(|c| c.caregiver != "sep-guardian")
    {
        let cookie = app.sign_in(&card.caregiver).await;
        seen.insert(
            card.caregiver.clone(),
            (card.family.clone(), all_ids(&app, &cookie).await),
        );
        cookies.insert(card.caregiver.clone(), cookie);
    }
    let mut tried = 0;
    for (caregiver, cookie) in &cookies {
        let (family, own) = &seen[caregiver];
        for (_, (other, ids)) in seen.iter().filter(|(_, (other, _))| other != family) {
            assert!(
                own.is_disjoint(ids),
                "{caregiver} sees something of {other}"
            );
            for id in ids {
                for path in [
                    format!("/api/v1/me/appointments/{id}"),
                    format!("/api/v1/me/appointments/{id}.ics"),
                ] {
                    assert_eq!(
                        app.get(&path, cookie).await.status,
                        StatusCode::NOT_FOUND,
                        "{caregiver} {path}"
                    );
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 500, "{tried} tries are too few to mean anything");
}

#[tokio::test]
async fn nobody_reads_a_case_without_a_session() {
    let app = TestApp::start();
    // There is a session that could be found.
    app.sign_in(&app.caregiver_of("on-time")).await;
    let cookies = [
        "",
        "portal=",
        "portal=AAAA",
        "portal=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "other=1",
    ];
    for cookie in cookies {
        for path in LISTS
            .map(|l| format!("/api/v1/me/{l}"))
            .iter()
            .chain([&"/api/v1/me/appointments/x".to_owned()])
        {
            let answer = app.get(path, cookie).await;
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{path} with {cookie:?}"
            );
            assert_eq!(answer.json()["code"], "session_ended");
        }
    }
}

#[tokio::test]
async fn what_anyone_may_read_asks_for_no_session_and_names_no_family() {
    let app = TestApp::start();
    let mut names = all_ids(&app, &app.sign_in("sep-parent-1").await).await;
    names.extend(["kansas-city", "three-children", "ended-01"].map(str::to_owned));
    for path in PUBLIC.split(' ') {
        let answer = app.get(&format!("/api/v1/{path}"), "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let text = answer.text();
        assert!(names.iter().all(|name| !text.contains(name)), "{path}");
    }
}

#[tokio::test]
async fn one_parent_never_sees_what_is_the_other_parents() {
    let app = TestApp::start();
    let (first, second) = (
        app.sign_in("sep-parent-1").await,
        app.sign_in("sep-parent-2").await,
    );
    let (all, some) = (all_ids(&app, &first).await, all_ids(&app, &second).await);
    assert!(
        !some.is_empty() && some.len() < all.len(),
        "{} of {}",
        some.len(),
        all.len()
    );
    assert!(
        some.difference(&all).next().is_some(),
        "the first does not see the second's own visit either"
    );
    for list in ["steps", "team", "updates"] {
        let body = app.get(&format!("/api/v1/me/{list}"), &second).await.json();
        let empty = ["steps", "people", "updates"]
            .iter()
            .all(|k| body[*k].as_array().is_none_or(Vec::is_empty));
        assert!(empty, "no right to {list}: {body}");
    }
    let body = app.get("/api/v1/me/appointments", &second).await.json();
    let visits = body["appointments"].as_array().expect("a list");
    assert!(!visits.is_empty());
    for visit in visits {
        let children = visit["children"].as_array().expect("a list");
        assert_eq!(children.len(), 1, "only the child of the grant: {visit}");
    }
    for (cookie, ids) in [
        (&second, all.difference(&some)),
        (&first, some.difference(&all)),
    ] {
        for id in ids {
            let answer = app
                .get(&format!("/api/v1/me/appointments/{id}"), cookie)
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
}

/// Imports a small case of one family and answers what a caregiver's lists show.
async fn shown_to(
    app: &TestApp,
    home: &Home,
    lines: &[Value],
    caregiver: &str,
) -> Option<Vec<String>> {
    let path = home.root().join("feed.ndjson");
    let head = json!({"type": "feed", "version": 1, "as_of": NOW});
    let text: String = std::iter::once(&head)
        .chain(lines)
        .map(|l| format!("{l}\n"))
        .collect();
    std::fs::write(&path, text).expect("written");
    let now = NOW.parse().expect("a timestamp");
    let options = Options {
        source: "center",
        check: false,
        publish: true,
        now,
    };
    import_cases(home, &path, &options, &mut |_, _| {}).expect("accepted");
    let store = portal_server::store::Published::open(home.clone())
        .store()
        .expect("a snapshot");
    let secrets = portal_server::secrets::Secrets::open(home).expect("keys");
    let who = portal_server::store::Caregiver {
        id: secrets.opaque_id(&["caregiver", "", caregiver]),
    };
    let today = app.app.today();
    store.access(&who, today).await.expect("read")?;
    let case = store
        .case_file(&who, today, portal_server::store::Parts(15))
        .await
        .expect("read");
    Some(case.steps.into_iter().map(|s| s.kind).collect())
}

#[tokio::test]
async fn grants_begin_and_end_on_their_days_and_a_bar_beats_them_all() {
    let app = TestApp::start();
    let base = |grant: Value, barred: bool| {
        let mut grant = grant;
        grant["type"] = json!("grant");
        grant["id"] = json!("g");
        grant["caregiver"] = json!("p");
        grant["rights"] = json!(["steps"]);
        vec![
            json!({"type": "agency", "id": "a", "kind": "police", "name": "A"}),
            json!({"type": "family", "id": "f", "language": "en"}),
            json!({"type": "child", "id": "c1", "family": "f", "number": 1}),
            json!({"type": "child", "id": "c2", "family": "f", "number": 2}),
            json!({"type": "caregiver", "id": "p", "family": "f", "label": "P", "language": "en", "barred": barred}),
            json!({"type": "caregiver", "id": "q", "family": "f", "label": "Q", "language": "en"}),
            grant,
            json!({"type": "step", "order": 1, "id": "1", "family": "f", "kind": "whole", "agency": "a", "state": "in_progress"}),
            json!({"type": "step", "order": 2, "id": "2", "family": "f", "kind": "first", "agency": "a", "state": "in_progress", "children": ["c1"]}),
            json!({"type": "step", "order": 3, "id": "3", "family": "f", "kind": "second", "agency": "a", "state": "in_progress", "children": ["c2"]}),
            json!({"type": "step", "order": 4, "id": "4", "family": "f", "kind": "theirs", "agency": "a", "state": "in_progress", "visible_to": ["q"]}),
        ]
    };
    let all = Some(vec!["whole", "first", "second"]);
    let table = [
        (
            "covers today",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-31"}),
            false,
            all.clone(),
        ),
        (
            "begins today",
            json!({"starts_on": "2026-03-10", "ends_on": "2026-03-31"}),
            false,
            all.clone(),
        ),
        (
            "ends today",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-10"}),
            false,
            all,
        ),
        (
            "ended yesterday",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-09"}),
            false,
            None,
        ),
        (
            "begins tomorrow",
            json!({"starts_on": "2026-03-11", "ends_on": "2026-03-31"}),
            false,
            None,
        ),
        (
            "barred",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-31"}),
            true,
            None,
        ),
        (
            "one child",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-31", "children": ["c1"]}),
            false,
            Some(vec!["first"]),
        ),
        (
            "no child at all",
            json!({"starts_on": "2026-03-01", "ends_on": "2026-03-31", "children": []}),
            false,
            Some(vec![]),
        ),
    ];
    // A home of its own: the demo's families would be removed by this import.
    let other = tempfile::tempdir().expect("a directory");
    let home = Home::at(other.path());
    std::fs::copy(app.home.center_file(), home.center_file()).expect("settings");
    for (name, grant, barred, expected) in table {
        let shown = shown_to(&app, &home, &base(grant, barred), "p").await;
        let expected =
            expected.map(|kinds| kinds.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(shown, expected, "{name}");
    }
}
