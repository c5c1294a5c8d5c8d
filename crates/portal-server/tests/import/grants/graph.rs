//! Families, grants and items at random, the feeds that tell of them, and the rules.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::json;

use crate::support::HEAD;

pub const TODAY: Date = Date::constant(2026, 3, 10);
pub const FAMILIES: usize = 2;
/// Of each family; the two know nothing of each other.
pub const EACH: usize = 2;
pub const RIGHTS: [&str; 3] = ["steps", "appointments", "team"];

#[derive(Clone, Debug)]
pub struct Grant {
    caregiver: usize,
    rights: BTreeSet<usize>,
    pub children: Option<BTreeSet<usize>>,
    from: i64,
    to: i64,
}

#[derive(Clone, Debug)]
pub struct Item {
    family: usize,
    pub right: usize,
    children: BTreeSet<usize>,
    audience: Option<BTreeSet<usize>>,
    /// What all sources call a visit, where they do.
    same_as: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Graph {
    barred: Vec<bool>,
    grants: Vec<Grant>,
    pub items: Vec<Item>,
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
    let same_as = proptest::option::of(0..2_usize);
    (0..FAMILIES, 0..RIGHTS.len(), some(EACH), audience, same_as).prop_map(
        |(family, right, children, audience, same_as)| Item {
            family,
            right,
            children,
            audience,
            same_as,
        },
    )
}

pub fn graph() -> impl Strategy<Value = Graph> {
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
    pub fn may_see(&self, caregiver: usize, item: &Item) -> bool {
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
    pub fn of(&self, caregiver: usize) -> impl Iterator<Item = &Grant> {
        let covers = |grant: &&Grant| grant.from <= 0 && grant.to >= 0;
        let own = move |grant: &&Grant| grant.caregiver == caregiver;
        self.grants.iter().filter(own).filter(covers)
    }

    /// The items that tell of the same visit as this one, itself included: those of its family that
    /// are called the same, if no source calls two so.
    pub fn words_on(&self, at: usize) -> Vec<usize> {
        let name = |item: &Item| {
            let of_visit = RIGHTS[item.right] == "appointments";
            Some((item.family, item.same_as.filter(|_| of_visit)?))
        };
        let Some(own) = name(&self.items[at]) else {
            return vec![at];
        };
        let all = 0..self.items.len();
        let called: Vec<usize> = all.filter(|n| name(&self.items[*n]) == Some(own)).collect();
        let sources: BTreeSet<&str> = called.iter().map(|n| source_of(*n)).collect();
        if sources.len() == called.len() {
            called
        } else {
            vec![at]
        }
    }

    pub fn feed(&self) -> String {
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
        lines.extend(self.lines_of("center"));
        lines.join("\n")
    }

    /// What a source tells.
    pub fn lines_of(&self, source: &str) -> Vec<String> {
        let items = self.items.iter().enumerate();
        let own = items.filter(|(at, _)| source_of(*at) == source);
        own.map(|(at, item)| item.line(at)).collect()
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
                "status":"booked","starts_at":start(at),"children":children,"visible_to":audience,
                "same_as":self.same_as.map(|n| n.to_string()),"updated_at":format!("2026-03-01T{at:02}:00:00Z")}),
            _ => json!({"type":"team_member","id":id,"family":family,"contact":"p","visible_to":audience}),
        }
        .to_string()
    }
}

/// Every other item is told by a second source.
pub fn source_of(at: usize) -> &'static str {
    ["center", "court"][at % 2]
}

fn family_id(family: usize) -> String {
    format!("f-{family}")
}

pub fn child_id(family: usize, child: usize) -> String {
    format!("c-{family}-{child}")
}

pub fn caregiver_id(caregiver: usize) -> String {
    format!("p-{caregiver}")
}

fn day(from_today: i64) -> String {
    TODAY.saturating_add(from_today.days()).to_string()
}

/// When the visit of an item begins: no two items at one time, so that no two sources ever agree.
pub fn start(at: usize) -> String {
    format!("2026-03-20T{at:02}:00:00Z")
}
