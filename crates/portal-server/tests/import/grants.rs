//! Separated caregivers, at random: what each may see is worked out here once more, from the rules as they are
//! told, and compared with what the snapshot answers.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use portal_server::publish;
use portal_server::secrets::Secrets;
use portal_server::store::{Caregiver, Parts, Snapshot, Store};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{Center, HEAD};

const TODAY: Date = Date::constant(2026, 3, 10);
const FAMILIES: usize = 2;
/// Of each family; the two know nothing of each other.
const EACH: usize = 2;
const RIGHTS: [&str; 3] = ["steps", "appointments", "team"];
/// The bits of these rights together.
const ALL: Parts = Parts(7);

#[derive(Clone, Debug)]
struct Grant {
    caregiver: usize,
    rights: BTreeSet<usize>,
    children: Option<BTreeSet<usize>>,
    from: i64,
    to: i64,
}

#[derive(Clone, Debug)]
struct Item {
    family: usize,
    right: usize,
    children: BTreeSet<usize>,
    audience: Option<BTreeSet<usize>>,
}

#[derive(Clone, Debug)]
struct Graph {
    barred: Vec<bool>,
    grants: Vec<Grant>,
    items: Vec<Item>,
}

fn some(of: usize) -> impl Strategy<Value = BTreeSet<usize>> {
    proptest::collection::btree_set(0..of, 0..=of)
}

fn grant() -> impl Strategy<Value = Grant> {
    let rights = proptest::collection::btree_set(0..RIGHTS.len(), 1..=RIGHTS.len());
    let children = proptest::option::of(proptest::collection::btree_set(0..EACH, 1..=EACH));
    (0..FAMILIES * EACH, rights, children, -3..3_i64, 0..3_i64).prop_map(
        |(caregiver, rights, children, from, days)| Grant {
            caregiver,
            rights,
            children,
            from,
            to: from + days,
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    let audience = proptest::option::of(some(EACH));
    (0..FAMILIES, 0..RIGHTS.len(), some(EACH), audience).prop_map(
        |(family, right, children, audience)| Item {
            family,
            right,
            children,
            audience,
        },
    )
}

fn graph() -> impl Strategy<Value = Graph> {
    let barred = proptest::collection::vec(proptest::bool::weighted(0.2), FAMILIES * EACH);
    let grants = proptest::collection::vec(grant(), 0..8);
    let items = proptest::collection::vec(item(), 1..16);
    (barred, grants, items).prop_map(|(barred, grants, items)| Graph {
        barred,
        grants,
        items,
    })
}

impl Graph {
    /// The rules, in one place: own family, not barred, meant for everyone or for this caregiver, and a grant that
    /// covers today, gives the right, and is for all children or for one that the item names.
    fn may_see(&self, caregiver: usize, item: &Item) -> bool {
        let meant = item
            .audience
            .as_ref()
            .is_none_or(|audience| audience.contains(&(caregiver % EACH)));
        caregiver / EACH == item.family
            && !self.barred[caregiver]
            && meant
            && self.of(caregiver).any(|grant| {
                let named = |children: &BTreeSet<usize>| !children.is_disjoint(&item.children);
                grant.rights.contains(&item.right)
                    && (RIGHTS[item.right] == "team" || grant.children.as_ref().is_none_or(named))
            })
    }

    /// The grants of a caregiver that cover today.
    fn of(&self, caregiver: usize) -> impl Iterator<Item = &Grant> {
        let covers = |grant: &&Grant| grant.from <= 0 && grant.to >= 0;
        let own = move |grant: &&Grant| grant.caregiver == caregiver;
        self.grants.iter().filter(own).filter(covers)
    }

    fn feed(&self) -> String {
        let mut lines = vec![
            HEAD.to_owned(),
            json!({"type":"agency","id":"police","kind":"police","name":"Police"}).to_string(),
            json!({"type":"contact","id":"p","agency":"police","name":"Ann Lee","role":"detective"})
                .to_string(),
        ];
        for family in 0..FAMILIES {
            lines.push(json!({"type":"family","id":family_id(family),"language":"en"}).to_string());
            for one in 0..EACH {
                let caregiver = family * EACH + one;
                lines.push(json!({"type":"child","id":child_id(family, one),"family":family_id(family),"number":one + 1}).to_string());
                lines.push(json!({"type":"caregiver","id":caregiver_id(caregiver),"family":family_id(family),
                    "label":"Parent","language":"en","barred":self.barred[caregiver]}).to_string());
            }
        }
        let grants = self.grants.iter().enumerate();
        lines.extend(grants.map(|(at, grant)| grant.line(at)));
        let items = self.items.iter().enumerate();
        lines.extend(items.map(|(at, item)| item.line(at)));
        lines.join("\n")
    }
}

impl Grant {
    fn line(&self, at: usize) -> String {
        let rights: Vec<&str> = self.rights.iter().map(|right| RIGHTS[*right]).collect();
        let family = self.caregiver / EACH;
        let children = self.children.as_ref().map(|children| {
            let ids = children.iter().map(|child| child_id(family, *child));
            ids.collect::<Vec<_>>()
        });
        json!({"type":"grant","id":format!("g-{at}"),"caregiver":caregiver_id(self.caregiver),"rights":rights,
            "children":children,"starts_on":day(self.from),"ends_on":day(self.to)})
        .to_string()
    }
}

impl Item {
    fn line(&self, at: usize) -> String {
        let family = family_id(self.family);
        let id = format!("i-{at}");
        let children: Vec<String> = self
            .children
            .iter()
            .map(|child| child_id(self.family, *child))
            .collect();
        let audience = self.audience.as_ref().map(|audience| {
            let ids = audience
                .iter()
                .map(|one| caregiver_id(self.family * EACH + one));
            ids.collect::<Vec<_>>()
        });
        match RIGHTS[self.right] {
            "steps" => json!({"type":"step","id":id,"family":family,"kind":"police_report","agency":"police",
                "state":"in_progress","who_acts":"agency","children":children,"visible_to":audience}),
            "appointments" => json!({"type":"appointment","id":id,"family":family,"kind":"child_interview","agency":"police",
                "status":"booked","starts_at":"2026-03-20T09:00:00-05:00","children":children,"visible_to":audience}),
            _ => json!({"type":"team_member","id":id,"family":family,"contact":"p","visible_to":audience}),
        }
        .to_string()
    }
}

fn family_id(family: usize) -> String {
    format!("f-{family}")
}

fn child_id(family: usize, child: usize) -> String {
    format!("c-{family}-{child}")
}

fn caregiver_id(caregiver: usize) -> String {
    format!("p-{caregiver}")
}

fn day(from_today: i64) -> String {
    TODAY.saturating_add(from_today.days()).to_string()
}

/// What the snapshot shows a caregiver: the opaque ids of steps and visits, how many people, and whose children.
fn shown(snapshot: &Snapshot, who: &Caregiver) -> (BTreeSet<String>, usize, BTreeSet<String>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let case = runtime.block_on(snapshot.case_file(who, TODAY, ALL));
    let case = case.expect("an answer");
    let steps = case.steps.iter().map(|step| (&step.id, &step.children));
    let visits = case
        .appointments
        .iter()
        .map(|visit| (&visit.id, &visit.children));
    let (ids, children): (BTreeSet<_>, Vec<_>) = steps
        .chain(visits)
        .map(|(id, children)| (id.clone(), children))
        .unzip();
    let children = children.into_iter().flatten().map(|child| child.id.clone());
    (ids, case.team.len(), children.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn nobody_sees_more_or_less_than_their_grants_say(graph in graph()) {
        let center = Center::new();
        center.cases("center", graph.feed()).expect("accepted");
        let secrets = Secrets::open(&center.home).expect("keys");
        let snapshot = Snapshot::open(&publish::current(&center.home).expect("published")).expect("opens");
        for caregiver in 0..FAMILIES * EACH {
            let who = Caregiver { id: secrets.opaque_id(&["caregiver", "", &caregiver_id(caregiver)]) };
            let (ids, people, children) = shown(&snapshot, &who);
            let seen = |right: &str| {
                let items = graph.items.iter().enumerate();
                let seen = items.filter(|(_, item)| RIGHTS[item.right] == right && graph.may_see(caregiver, item));
                seen.map(|(at, _)| format!("i-{at}")).collect::<Vec<_>>()
            };
            let opaque = |kind: &str, id: &String| secrets.opaque_id(&[kind, "center", id]);
            let mut wanted: BTreeSet<String> = seen("steps").iter().map(|id| opaque("step", id)).collect();
            wanted.extend(seen("appointments").iter().map(|id| opaque("appointment", id)));
            prop_assert_eq!(ids, wanted, "caregiver {}", caregiver);
            prop_assert_eq!(people, seen("team").len(), "caregiver {}", caregiver);
            // Nor the name of a child that no grant is for.
            let all = graph.of(caregiver).any(|grant| grant.children.is_none());
            let granted = graph.of(caregiver).flat_map(|grant| grant.children.iter().flatten());
            let granted: BTreeSet<String> = granted
                .map(|child| secrets.opaque_id(&["child", "", &child_id(caregiver / EACH, *child)]))
                .collect();
            prop_assert!(all || children.is_subset(&granted), "caregiver {}: {:?}", caregiver, children);
        }
    }
}
