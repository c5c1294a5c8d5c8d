//! The number by which a calendar knows the newer of two entries rises with what they show, and never falls.

use portal_server::import::working;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Center, feed};

/// What the other source sends beside its own visit.
const OTHERS: [&str; 3] = [
    r#"{"type":"family","id":"f","language":"en"}"#,
    r#"{"type":"agency","id":"clinic","kind":"hospital","name":"Clinic"}"#,
    r#"{"type":"place","id":"north","name":"North"}"#,
];

struct Desk(Center);

impl Desk {
    /// A centre whose families, agencies and one place come from `center`.
    fn open() -> Self {
        let desk = Self(Center::new());
        desk.center(&OTHERS);
        desk
    }

    fn center(&self, lines: &[&str]) {
        self.0.cases("center", feed(lines)).expect("accepted");
    }

    /// What `clinic` sends: its visit, and beside it what a test says.
    fn clinic(&self, visit: Option<Value>, beside: &[Value]) {
        let lines: Vec<String> = visit.iter().chain(beside).map(Value::to_string).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.0.cases("clinic", feed(&lines)).expect("accepted");
    }

    fn open_db(&self) -> Connection {
        working::open(&self.0.home.working_db()).expect("opens")
    }

    fn revision(&self) -> Option<(u32, Option<String>)> {
        let sql = "SELECT revision, revised_at FROM fact WHERE kind = 'appointment' AND id = 'v'";
        self.open_db()
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .ok()
    }

    fn number(&self) -> u32 {
        self.revision().expect("the visit is there").0
    }
}

fn nurse(changes: &Value) -> Value {
    with(
        json!({"type": "contact", "id": "lin", "agency": "clinic", "name": "Ana Lin", "role": "nurse",
            "phone": "816-555-0121"}),
        changes,
    )
}

fn visit(changes: &Value) -> Value {
    with(
        json!({"type": "appointment", "id": "v", "family": "f", "kind": "medical_exam", "agency": "clinic",
            "status": "booked", "starts_at": "2026-03-20T10:00:00-05:00", "place": "north", "people": ["lin"]}),
        changes,
    )
}

fn with(mut line: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().into_iter().flatten() {
        line[name] = value.clone();
    }
    line
}

#[test]
fn a_visit_that_an_entry_shows_otherwise_has_a_higher_number() {
    let same = json!({});
    let table = [
        ("nothing", same.clone(), false),
        (
            "its time",
            json!({"starts_at": "2026-03-20T11:00:00-05:00"}),
            true,
        ),
        (
            "its end",
            json!({"ends_at": "2026-03-20T11:00:00-05:00"}),
            true,
        ),
        (
            "the same time in another zone",
            json!({"starts_at": "2026-03-20T15:00:00Z"}),
            false,
        ),
        ("its place", json!({"place": null}), true),
        ("its status", json!({"status": "cancelled"}), true),
        ("its people", json!({"people": []}), true),
        ("its interpreter", json!({"interpreter": "booked"}), true),
        ("what to bring", json!({"bring": ["photo_id"]}), true),
        ("its kind", json!({"kind": "counselling"}), true),
        (
            "when the source changed it",
            json!({"updated_at": "2026-03-09T10:00:00Z"}),
            false,
        ),
        ("its other name", json!({"same_as": "4471"}), false),
        (
            "what is told of a change",
            json!({"changed": {"what": "place", "on": "2026-03-09"}}),
            false,
        ),
    ];
    for (what, changes, rises) in table {
        let desk = Desk::open();
        let beside = [nurse(&same)];
        desk.clinic(Some(visit(&same)), &beside);
        assert_eq!(desk.number(), 0, "{what}");
        desk.clinic(Some(visit(&changes)), &beside);
        assert_eq!(desk.number(), u32::from(rises), "{what}");
        desk.clinic(Some(visit(&changes)), &beside);
        assert_eq!(desk.number(), u32::from(rises), "{what}, once more");
        desk.clinic(Some(visit(&same)), &beside);
        assert_eq!(desk.number(), 2 * u32::from(rises), "{what}, and back");
    }
}

#[test]
fn what_a_visit_points_at_counts_as_well() {
    let desk = Desk::open();
    let (same, v) = (json!({}), Some(visit(&json!({}))));
    desk.clinic(v.clone(), &[nurse(&same)]);
    desk.clinic(v.clone(), &[nurse(&json!({"phone": "816-555-0122"}))]);
    assert_eq!(desk.number(), 0, "an entry shows no number of a person");
    desk.clinic(v.clone(), &[nurse(&json!({"name": "Ana Lindt"}))]);
    assert_eq!(desk.number(), 1, "her name");
    let [family, agency, place] = OTHERS;
    desk.center(&[family, agency, &place.replace("North", "North Wing")]);
    assert_eq!(desk.number(), 2, "a place of another source");
    desk.center(&[
        family,
        &agency.replace("Clinic", "Willow Clinic"),
        &place.replace("North", "North Wing"),
    ]);
    assert_eq!(desk.number(), 3, "an agency of another source");
    let own = json!({"type": "place", "id": "north", "name": "North"});
    let people = nurse(&json!({"name": "Ana Lindt"}));
    desk.clinic(v.clone(), &[people.clone(), own.clone()]);
    assert_eq!(
        desk.number(),
        4,
        "a place of its own before that of another source"
    );
    desk.center(&OTHERS);
    assert_eq!(
        desk.number(),
        5,
        "the agency; the other place is nothing to it any more"
    );
    desk.center(&[family, agency, &place.replace("North", "Elsewhere")]);
    desk.clinic(v, &[people, own]);
    assert_eq!(desk.number(), 5);
}

#[test]
fn a_visit_that_is_gone_comes_back_above_where_it_was() {
    let desk = Desk::open();
    let beside = [nurse(&json!({}))];
    desk.clinic(Some(visit(&json!({}))), &beside);
    desk.clinic(Some(visit(&json!({"status": "pending"}))), &beside);
    desk.clinic(None, &beside);
    assert_eq!(desk.revision(), None);
    desk.clinic(None, &beside);
    desk.clinic(Some(visit(&json!({"status": "pending"}))), &beside);
    assert_eq!(desk.number(), 2);
    desk.clinic(Some(visit(&json!({"status": "pending"}))), &beside);
    assert_eq!(desk.number(), 2);
}

#[test]
fn a_file_that_is_refused_or_only_judged_raises_nothing() {
    let desk = Desk::open();
    let beside = [nurse(&json!({}))];
    desk.clinic(Some(visit(&json!({}))), &beside);
    let moved = visit(&json!({"starts_at": "2026-03-21T10:00:00-05:00"})).to_string();
    desk.0.refused("clinic", feed(&[&moved]));
    assert_eq!(desk.number(), 0, "the nurse is missing");
    let path = desk
        .0
        .file("feed.ndjson", feed(&[&moved, &beside[0].to_string()]));
    let mut options = desk.0.options("clinic");
    options.check = true;
    portal_server::import::import_cases(&desk.0.home, &path, &options, &mut |_, _| {})
        .expect("good");
    assert_eq!(desk.number(), 0);
}

#[test]
fn a_home_of_an_earlier_version_begins_to_count() {
    let desk = Desk::open();
    let beside = [nurse(&json!({}))];
    desk.clinic(Some(visit(&json!({}))), &beside);
    let old = Connection::open(desk.0.home.working_db()).expect("opens");
    old.execute_batch(
        "ALTER TABLE fact DROP COLUMN revision; ALTER TABLE fact DROP COLUMN revised_at; DROP TABLE gone_visit",
    )
    .expect("as it was");
    drop(old);
    assert_eq!(desk.revision(), Some((0, None)));
    desk.clinic(Some(visit(&json!({"status": "pending"}))), &beside);
    let at = "2026-03-10T14:00:00Z".to_owned();
    assert_eq!(desk.revision(), Some((1, Some(at))));
}
