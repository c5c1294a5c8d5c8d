//! Separated caregivers, at random: what each may see is worked out here once more, from the rules as they are
//! told, and compared with what the snapshot answers.

mod graph;

use std::collections::BTreeSet;
use std::iter;

use portal_server::publish;
use portal_server::secrets::Secrets;
use portal_server::store::bodies::AppointmentBody;
use portal_server::store::{Caregiver, Parts, Snapshot, Store};
use proptest::prelude::*;

use crate::support::{Center, HEAD};
use graph::{
    EACH, FAMILIES, Graph, RIGHTS, TODAY, caregiver_id, child_id, graph, source_of, start,
};

/// The bits of these rights together.
const ALL: Parts = Parts(7);

/// A visit that is shown: its id, its start, and the start that another source tells.
type Shown = (String, String, Option<String>);

/// What one caregiver is shown.
struct Seen {
    steps: BTreeSet<String>,
    visits: BTreeSet<Shown>,
    people: usize,
    children: BTreeSet<String>,
}

impl Seen {
    fn read(snapshot: &Snapshot, who: &Caregiver) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let case = runtime.block_on(snapshot.case_file(who, TODAY, ALL));
        let case = case.expect("an answer");
        let start = |visit: &AppointmentBody| visit.starts_at.expect("a start").to_string();
        let visits = case.appointments.iter().map(|visit| {
            let other = visit.other.as_ref().map(start);
            (visit.body.id.clone(), start(&visit.body), other)
        });
        let words = case
            .appointments
            .iter()
            .flat_map(|visit| iter::once(&visit.body).chain(&visit.other));
        let children = words.flat_map(|word| &word.children);
        let children = case.steps.iter().flat_map(|s| &s.children).chain(children);
        Self {
            steps: case.steps.iter().map(|step| step.id.clone()).collect(),
            visits: visits.collect(),
            people: case.team.len(),
            children: children.map(|child| child.id.clone()).collect(),
        }
    }
}

impl Graph {
    /// What a caregiver may see of a right, by number.
    fn seen(&self, caregiver: usize, right: &str) -> Vec<usize> {
        let items = self.items.iter().enumerate();
        let seen =
            items.filter(|(_, item)| RIGHTS[item.right] == right && self.may_see(caregiver, item));
        seen.map(|(at, _)| at).collect()
    }

    /// The visits a caregiver may see: of those that are one visit the newest is shown, and the
    /// one before it is told. An item with a higher number is newer.
    fn visits(&self, caregiver: usize, secrets: &Secrets) -> BTreeSet<Shown> {
        let seen = self.seen(caregiver, "appointments");
        let of = |at: &usize| {
            let mut words = self.words_on(*at);
            words.retain(|word| seen.contains(word));
            let ids = words
                .iter()
                .map(|word| opaque(secrets, "appointment", *word));
            let id = ids.min().expect("its own");
            words.reverse();
            (id, start(words[0]), words.get(1).map(|word| start(*word)))
        };
        seen.iter().map(of).collect()
    }
}

fn opaque(secrets: &Secrets, kind: &str, at: usize) -> String {
    secrets.opaque_id(&[kind, source_of(at), &format!("i-{at}")])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn nobody_sees_more_or_less_than_their_grants_say(graph in graph()) {
        let center = Center::new();
        center.cases("center", graph.feed()).expect("accepted");
        let of_court = iter::once(HEAD.to_owned()).chain(graph.lines_of("court"));
        center.cases("court", of_court.collect::<Vec<_>>().join("\n")).expect("accepted");
        let secrets = Secrets::open(&center.home).expect("keys");
        let snapshot = Snapshot::open(&publish::current(&center.home).expect("published")).expect("opens");
        for caregiver in 0..FAMILIES * EACH {
            let who = Caregiver { id: secrets.opaque_id(&["caregiver", "", &caregiver_id(caregiver)]) };
            let told = Seen::read(&snapshot, &who);
            let steps = graph.seen(caregiver, "steps");
            let steps: BTreeSet<String> = steps.iter().map(|at| opaque(&secrets, "step", *at)).collect();
            prop_assert_eq!(told.steps, steps, "caregiver {}", caregiver);
            prop_assert_eq!(told.visits, graph.visits(caregiver, &secrets), "caregiver {}", caregiver);
            prop_assert_eq!(told.people, graph.seen(caregiver, "team").len(), "caregiver {}", caregiver);
            // Nor the name of a child that no grant is for.
            let all = graph.of(caregiver).any(|grant| grant.children.is_none());
            let granted = graph.of(caregiver).flat_map(|grant| grant.children.iter().flatten());
            let granted: BTreeSet<String> = granted
                .map(|child| secrets.opaque_id(&["child", "", &child_id(caregiver / EACH, *child)]))
                .collect();
            prop_assert!(all || told.children.is_subset(&granted), "caregiver {}: {:?}", caregiver, told.children);
        }
    }
}
