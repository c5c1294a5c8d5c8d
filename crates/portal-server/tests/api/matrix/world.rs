//! Four families in whose facts every word is found again, and who may read which.

use std::collections::{BTreeMap, BTreeSet};

use portal_server::secrets::Secrets;
use serde_json::{Value, json};

use super::families::{About, PEOPLE, Person, THINGS};
use crate::harness::Answered;

/// The source that tells of them.
pub const SOURCE: &str = "matrix";

/// Every word begins with this, so that one which nobody knows is found as well.
const CANARY: &str = "canary";

/// Who may read a word or an id.
pub struct Mark {
    /// Whose it is; staff who serve them read it, unless nobody may.
    pub family: &'static str,
    /// Caregivers who read it.
    pub readers: Vec<&'static str>,
    /// Whether it may be read at all.
    pub is_told: bool,
}

/// What was made.
pub struct World {
    /// The lines of the feed.
    lines: Vec<Value>,
    /// By word, or by opaque id.
    pub marks: BTreeMap<String, Mark>,
}

/// The number of a family: a word as well.
pub fn number(family: &str) -> String {
    format!("{CANARY}{family}")
}

/// A caregiver's id in the feed; no word, since the file is ours.
pub fn caregiver(name: &str) -> String {
    format!("m-{name}")
}

/// A visit's opaque id.
pub fn visit(secrets: &Secrets, family: &str, name: &str) -> String {
    secrets.opaque_id(&["appointment", SOURCE, &format!("{family}-{name}")])
}

/// Everybody with a card: family and name.
pub fn people() -> impl Iterator<Item = (&'static str, &'static str)> {
    PEOPLE.iter().map(|person| (person.family, person.name))
}

impl World {
    /// Makes it up.
    pub fn new(secrets: &Secrets) -> Self {
        let agency = json!({"type": "agency", "id": SOURCE, "kind": "police", "name": "Police"});
        let mut world = Self {
            lines: vec![agency],
            marks: BTreeMap::new(),
        };
        for family in ["reed", "birch", "cedar", "elm"] {
            world.add_family(secrets, family);
        }
        for person in &PEOPLE {
            world.add_caregiver(secrets, person);
        }
        for thing in &THINGS {
            world.add(secrets, thing);
        }
        world
    }

    /// The feed: first with everybody let in, then with one barred and one whose grant has ended.
    pub fn feed(&self, later: bool) -> Vec<Value> {
        let mut lines = self.lines.clone();
        for line in lines.iter_mut().filter(|_| later) {
            if line["id"] == caregiver("barred") {
                line["barred"] = json!(true);
            } else if line["caregiver"] == caregiver("ended") {
                line["ends_on"] = json!("2026-03-09");
            }
        }
        lines
    }

    fn mark(&mut self, found: String, family: &'static str, readers: &[&'static str]) -> String {
        let mark = Mark {
            family,
            readers: readers.to_vec(),
            is_told: true,
        };
        self.marks.insert(found.clone(), mark);
        found
    }

    fn word(&mut self, family: &'static str, readers: &[&'static str]) -> String {
        let word = format!("{CANARY}{family}{:03}", self.marks.len());
        self.mark(word, family, readers)
    }

    /// No answer has it, whoever asks.
    fn hide(&mut self, found: &str) {
        if let Some(mark) = self.marks.get_mut(found) {
            mark.is_told = false;
        }
    }

    fn add_family(&mut self, secrets: &Secrets, family: &'static str) {
        let id = self.mark(number(family), family, &[]);
        self.mark(secrets.opaque_id(&["family", "", &id]), family, &[]);
        let name = self.word(family, &[]);
        let note = self.word(family, &[]);
        self.hide(&note);
        self.lines.push(
            json!({"type": "family", "id": id, "name": name, "language": "en", "notes": note}),
        );
        let of = THINGS.iter().filter(|thing| thing.family == family);
        for child in of.flat_map(|thing| thing.children).collect::<BTreeSet<_>>() {
            let readers: &[_] = if *child == 2 {
                &["parent", "other"]
            } else {
                &["parent"]
            };
            let id = format!("{family}-child-{child}");
            let opaque = self.mark(secrets.opaque_id(&["child", "", &id]), family, &[]);
            self.hide(&opaque);
            let name = self.word(family, readers);
            self.lines
                .push(json!({"type": "child", "id": id, "family": number(family),
                "number": child, "first_name": name}));
        }
    }

    fn add_caregiver(&mut self, secrets: &Secrets, person: &Person) {
        let Person {
            family,
            name,
            rights,
            children,
        } = *person;
        let id = caregiver(name);
        self.mark(secrets.opaque_id(&["caregiver", "", &id]), family, &[]);
        let label = self.word(family, &[]);
        let ids = |of: &[usize]| -> Vec<String> {
            of.iter()
                .map(|child| format!("{family}-child-{child}"))
                .collect()
        };
        self.lines.push(
            json!({"type": "caregiver", "id": id, "family": number(family),
            "label": label, "language": "en", "barred": false}),
        );
        self.lines.push(json!({"type": "grant", "id": format!("{id}-grant"), "caregiver": id,
            "rights": rights, "children": children.map(ids), "starts_on": "2026-01-01", "ends_on": "2026-12-31"}));
    }

    /// One thing four times: as a step with its promise, as a visit, as somebody on the team, and as news.
    fn add(&mut self, secrets: &Secrets, thing: &About) {
        let (family, readers, visitors) = (thing.family, thing.readers, thing.visitors);
        let id = format!("{family}-{}", thing.name);
        for (kind, readers) in [("step", readers), ("appointment", visitors)] {
            self.mark(secrets.opaque_id(&[kind, SOURCE, &id]), family, readers);
        }
        let step = [(); 4].map(|()| self.word(family, readers));
        let visit = [(); 4].map(|()| self.word(family, visitors));
        let member = self.word(family, readers);
        let people = [
            ("step", &step[0]),
            ("visit", &visit[0]),
            ("member", &member),
        ];
        for (what, name) in people {
            self.lines.push(
                json!({"type": "contact", "id": format!("{id}-{what}"), "agency": SOURCE,
                "name": name, "role": "detective"}),
            );
        }
        let place = json!({"type": "place", "id": id, "name": visit[1]});
        let children: Vec<_> = thing
            .children
            .iter()
            .map(|c| format!("{family}-child-{c}"))
            .collect();
        let only = thing.only.map(|only| [caregiver(only)]);
        let own = [
            json!({"type": "step", "id": id, "kind": step[1], "state": "in_progress", "reason": step[2],
                "contact": format!("{id}-step"), "children": children}),
            json!({"type": "appointment", "id": id, "kind": visit[2], "status": "booked",
                "starts_at": "2026-03-20T10:00:00-05:00", "place": id, "people": [format!("{id}-visit")],
                "bring": [visit[3]], "children": children}),
            json!({"type": "team_member", "id": id, "contact": format!("{id}-member")}),
            json!({"type": "news", "id": id, "on": "2026-03-08", "kind": "step_started", "step": id}),
        ];
        self.lines.push(place);
        for mut line in own {
            line["family"] = json!(number(family));
            if line["type"] != "team_member" {
                line["agency"] = json!(SOURCE);
            }
            line["visible_to"] = json!(only);
            self.lines.push(line);
        }
        self.lines.push(json!({"type": "promise", "id": id, "step": id, "by": "2026-03-12", "made_on": "2026-03-01",
            "basis": "policy", "source_key": step[3]}));
    }

    /// Every word and every id in an answer: in its body and its headers.
    pub fn found_in(&self, answer: &Answered) -> BTreeSet<String> {
        let mut text = String::from_utf8_lossy(&answer.body).into_owned();
        for value in answer.headers.values() {
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(value.as_bytes()));
        }
        self.found_in_text(&text)
    }

    /// The same in any text. A word that is not ours begins as they do and counts as well.
    pub fn found_in_text(&self, text: &str) -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let words = words.filter(|word| word.contains(CANARY) || self.marks.contains_key(*word));
        words.map(str::to_owned).collect()
    }
}
