//! One family whose facts come in again and again, and what its two caregivers are told.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use portal_server::auth::issue_card;
use portal_server::demo::DemoCaregiver;
use portal_server::home::Home;
use portal_server::import::{Options, import_cases};
use portal_server::secrets::Secrets;
use serde_json::{Value, json};

use crate::harness::{Answered, TestApp};
use crate::kept::write_to;

pub const DAY_BEFORE: &str = "2026-03-09T09:00:00-05:00";

/// A served home with the cards of this family.
pub struct Family {
    pub app: TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl Family {
    /// Serves a home in which nothing has been delivered yet.
    pub fn start() -> Self {
        let cards = RefCell::new(Vec::new());
        let mut app = TestApp::start_with(|home| {
            cards.replace(["p", "q"].map(|who| card(home, "f", who)).into());
        });
        app.demo.caregivers = cards.into_inner();
        tokio::spawn(Arc::clone(&app.app.published).follow());
        Self {
            app,
            cookies: RefCell::default(),
        }
    }

    /// Begins anew: takes these files of the centre in one after the other and waits until the last
    /// is served.
    pub async fn deliver(&self, deliveries: &[(&'static str, Vec<Value>)]) {
        let of_center = |(at, lines): &(&'static str, Vec<Value>)| ("center", *at, lines.clone());
        let deliveries: Vec<_> = deliveries.iter().map(of_center).collect();
        self.deliver_from(&deliveries).await;
    }

    /// The same with the source of each file before its time.
    pub async fn deliver_from(&self, deliveries: &[(&str, &str, Vec<Value>)]) {
        for name in ["working.db", "working.db-wal", "working.db-shm"] {
            std::fs::remove_file(self.app.home.root().join(name)).unwrap_or_default();
        }
        let served = || {
            self.app
                .app
                .published
                .store()
                .map(|s| Arc::as_ptr(&s).addr())
        };
        let before = served();
        for (index, (source, at, lines)) in deliveries.iter().enumerate() {
            let publish = index + 1 == deliveries.len();
            import(&self.app.home, source, at, lines, publish);
        }
        while served() == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What `me/updates` answers this caregiver.
    pub async fn updates(&self, who: &str) -> Value {
        self.get(who, "updates").await.json()
    }

    /// What an address under `me` answers this caregiver, who signs in at the first time.
    pub async fn get(&self, who: &str, path: &str) -> Answered {
        let known = self.cookies.borrow().get(who).cloned();
        let cookie = match known {
            Some(cookie) => cookie,
            None => self.app.sign_in(who).await,
        };
        let answer = self.app.get(&format!("/api/v1/me/{path}"), &cookie).await;
        self.cookies.borrow_mut().insert(who.to_owned(), cookie);
        answer
    }

    /// Lets everybody sign in again the next time.
    pub fn sign_out(&self) {
        self.cookies.borrow_mut().clear();
    }
}

/// Takes one file of a source in.
pub fn import(home: &Home, source: &str, at: &str, lines: &[Value], publish: bool) {
    let path = home.root().join("feed.ndjson");
    let head = json!({"type": "feed", "version": 1, "as_of": at});
    let text: String = std::iter::once(&head)
        .chain(lines)
        .map(|l| format!("{l}\n"))
        .collect();
    std::fs::write(&path, text).expect("written");
    let options = Options {
        source,
        check: false,
        publish,
        now: at.parse().expect("a time"),
    };
    import_cases(home, &path, &options, &mut |_, _| {}).expect("accepted");
}

/// A new card for a caregiver of a family.
pub fn card(home: &Home, family: &str, who: &str) -> DemoCaregiver {
    let secrets = Secrets::open(home).expect("keys");
    let until = jiff::civil::date(2026, 12, 31);
    let asked = who.to_owned();
    let card = write_to(home, move |sql| {
        let issued = issue_card(sql, &secrets, &asked, until, None);
        Ok(issued.expect("a card"))
    });
    DemoCaregiver {
        family: family.to_owned(),
        caregiver: who.to_owned(),
        label: who.to_owned(),
        language: "en".to_owned(),
        code: card.code,
        pin: card.pin,
    }
}

/// One family with two caregivers: the first sees everything, the second what the table of a test says.
pub fn base() -> Vec<Value> {
    let rights = json!(["steps", "appointments", "team", "updates"]);
    let mut lines = vec![
        json!({"type": "agency", "id": "clinic", "kind": "hospital", "name": "Clinic"}),
        json!({"type": "agency", "id": "police", "kind": "police", "name": "Police"}),
        json!({"type": "place", "id": "north", "name": "North"}),
        json!({"type": "place", "id": "south", "name": "South"}),
        json!({"type": "contact", "id": "det", "agency": "police", "name": "Rowan Hale", "role": "detective"}),
        json!({"type": "contact", "id": "nurse", "agency": "clinic", "name": "Ana Lin", "role": "nurse"}),
        json!({"type": "family", "id": "f", "language": "en"}),
        json!({"type": "child", "id": "c1", "family": "f", "number": 1}),
        json!({"type": "child", "id": "c2", "family": "f", "number": 2}),
    ];
    for who in ["p", "q"] {
        lines.push(
            json!({"type": "caregiver", "id": who, "family": "f", "label": who, "language": "en"}),
        );
        lines.push(
            json!({"type": "grant", "id": format!("g-{who}"), "caregiver": who, "rights": rights,
            "starts_on": "2026-01-01", "ends_on": "2026-12-31"}),
        );
    }
    lines
}

pub fn visit(changes: Value) -> Value {
    with(
        json!({"type": "appointment", "id": "v", "family": "f", "kind": "medical_exam", "agency": "clinic",
            "status": "booked", "starts_at": "2026-03-20T10:00:00-05:00", "place": "north"}),
        changes,
    )
}

pub fn step(changes: Value) -> Value {
    with(
        json!({"type": "step", "id": "s", "family": "f", "kind": "police_investigation", "agency": "police",
            "state": "not_started"}),
        changes,
    )
}

pub fn with(mut line: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().into_iter().flatten() {
        line[name] = value.clone();
    }
    line
}

/// `kind agency kind-of-step-or-visit to`, the newest first.
pub fn told(body: &Value) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .map(|text| format!(" {text}"))
            .unwrap_or_default()
    };
    let updates = body["updates"].as_array().into_iter().flatten();
    updates
        .map(|u| {
            let about = [
                &u["agency"],
                &u["step_kind"],
                &u["appointment_kind"],
                &u["to"],
            ]
            .map(text);
            format!(
                "{}{}",
                u["kind"].as_str().unwrap_or_default(),
                about.concat()
            )
        })
        .collect()
}

/// The family with these facts.
pub fn case(own: &[Value]) -> Vec<Value> {
    base().into_iter().chain(own.iter().cloned()).collect()
}
