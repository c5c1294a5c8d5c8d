//! Finding what a reference points at, within the same file (FHIR R4, references between resources).

use std::collections::HashMap;

use serde_json::Value;

use super::super::visits::Spot;
use super::document::Resource;
use super::json::{Object, text};

/// Every resource of a file by what it can be called.
pub struct Library<'a> {
    by_name: HashMap<String, &'a Resource>,
}

/// A resource that was found.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    /// The resource.
    pub body: &'a Object,
    /// What it, or the resource it is contained in, contains.
    pub contained: &'a [Value],
    /// Where it stands; contained resources stand where the others point from.
    pub spot: Option<&'a Spot>,
}

impl<'a> Library<'a> {
    /// Takes the resources of a file; of two with the same name the first counts.
    pub fn of(resources: &'a [Resource]) -> Self {
        let mut by_name = HashMap::new();
        for resource in resources {
            let kind = text(&resource.body, "resourceType");
            let id = text(&resource.body, "id");
            let relative = kind.zip(id).map(|(kind, id)| format!("{kind}/{id}"));
            for name in resource.full_url.clone().into_iter().chain(relative) {
                by_name.entry(name).or_insert(resource);
            }
        }
        Self { by_name }
    }

    /// What a reference of a resource points at; `contained` is what that resource contains.
    pub fn find(&self, reference: &str, contained: &'a [Value]) -> Option<Found<'a>> {
        if let Some(id) = reference.strip_prefix('#') {
            let mut inner = contained.iter().filter_map(Value::as_object);
            let body = inner.find(|body| text(body, "id") == Some(id))?;
            return Some(Found {
                body,
                contained,
                spot: None,
            });
        }
        let reference = unversioned(reference);
        let relative = || self.by_name.get(&last_two(reference)?);
        let resource: &'a Resource = self.by_name.get(reference).or_else(relative)?;
        Some(Found {
            body: &resource.body,
            contained: contained_in(&resource.body),
            spot: Some(&resource.spot),
        })
    }
}

/// What a resource contains.
pub fn contained_in(body: &Object) -> &[Value] {
    let list = body.get("contained").and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// The names of the numbers a reference may carry: all of it, and its last part.
pub fn names_in(reference: &str) -> impl Iterator<Item = String> {
    let whole = unversioned(reference);
    let last = whole.rsplit(['/', ':']).next().unwrap_or(whole);
    [whole.to_owned(), last.to_owned()].into_iter()
}

/// The type of resource a literal reference names, if it does.
pub fn type_in(reference: &str) -> Option<&str> {
    let mut parts = unversioned(reference).rsplit('/');
    parts.next();
    parts.next()
}

fn unversioned(reference: &str) -> &str {
    reference.split("/_history/").next().unwrap_or(reference)
}

fn last_two(reference: &str) -> Option<String> {
    let mut parts = reference.rsplit('/');
    let (id, kind) = (parts.next()?, parts.next()?);
    Some(format!("{kind}/{id}"))
}
