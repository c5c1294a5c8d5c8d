//! Whoever may not see a thing learns nothing of it from the news.

use serde_json::{Value, json};

use crate::family::{DAY_BEFORE, Family, base, step, told, visit, with};
use crate::harness::NOW;

/// The second caregiver's grant, changed like this.
fn grant(changes: Value) -> Value {
    let whole = json!({"type": "grant", "id": "g-q", "caregiver": "q", "starts_on": "2026-01-01",
        "ends_on": "2026-12-31", "rights": ["steps", "appointments", "team", "updates"]});
    with(whole, changes)
}

/// A visit that moved, with these changes before and after.
fn moved(before: Value, after: Value) -> (Value, Value) {
    let later = json!({"starts_at": "2026-03-21T10:00:00-05:00"});
    (visit(before), visit(with(later, after)))
}

fn started() -> (Value, Value) {
    (step(json!({})), step(json!({"state": "in_progress"})))
}

fn joined(changes: Value) -> (Value, Value) {
    let member = json!({"type": "team_member", "id": "t", "family": "f", "contact": "nurse"});
    (step(json!({})), with(member, changes))
}

#[tokio::test]
async fn who_may_not_see_a_thing_learns_nothing_of_it_from_news() {
    let family = Family::start();
    let (plain, only_p) = (json!({}), json!({"visible_to": ["p"]}));
    let (first, second) = (json!({"children": ["c1"]}), json!({"children": ["c2"]}));
    let rights = |rights: &[&str]| grant(json!({"rights": rights}));
    let (all, of_visit) = (grant(json!({})), moved(plain.clone(), plain.clone()));
    let table = [
        ("nothing is kept from q", all.clone(), of_visit.clone(), 1),
        (
            "the other parent's visit",
            all.clone(),
            moved(only_p.clone(), only_p.clone()),
            0,
        ),
        (
            "kept from q since",
            all.clone(),
            moved(plain, only_p.clone()),
            0,
        ),
        (
            "q's child's",
            grant(second.clone()),
            moved(second.clone(), second.clone()),
            1,
        ),
        (
            "another child's",
            grant(first),
            moved(second.clone(), second),
            0,
        ),
        (
            "no right to visits",
            rights(&["steps", "updates"]),
            of_visit.clone(),
            0,
        ),
        (
            "no right to news",
            rights(&["steps", "appointments"]),
            of_visit,
            0,
        ),
        ("no right to steps", rights(&["updates"]), started(), 0),
        ("a person only p meets", all, joined(only_p), 0),
        (
            "no right to the team",
            rights(&["steps", "updates"]),
            joined(json!({})),
            0,
        ),
    ];
    for (name, grant, (before, after), of_q) in table {
        let lines = |own: Value| -> Vec<Value> {
            let others = base().into_iter().filter(|line| line["id"] != "g-q");
            others.chain([grant.clone(), own]).collect()
        };
        family
            .deliver(&[(DAY_BEFORE, lines(before)), (NOW, lines(after))])
            .await;
        assert_eq!(told(&family.updates("p").await).len(), 1, "{name}: p");
        let body = family.updates("q").await;
        assert_eq!(told(&body).len(), of_q, "{name}: {body}");
        let since = if of_q == 0 {
            "2026-03-09"
        } else {
            "2026-03-10"
        };
        assert_eq!(body["unchanged_since"], since, "{name}: not even the day");
    }
}
