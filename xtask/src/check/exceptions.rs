//! What the official HSDS document gets wrong, put right before answers are judged by it.

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::Value;

/// A known mistake of the document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// What it says.
    mistake: String,
    /// What is so, and why.
    reason: String,
    changes: Vec<Change>,
}

/// One change, wherever it applies.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// The keys from the top of the document, with spaces between; `*` is every key.
    at: String,
    /// What is there from now on, as a JSON merge patch (RFC 7396).
    merge: Value,
}

/// Puts all of them right. One that finds nothing to change has had its day and is refused.
pub fn apply(exceptions: &[Exception], document: &mut Value) -> Result<()> {
    for exception in exceptions {
        for Change { at, merge } in &exception.changes {
            let before = document.clone();
            let path: Vec<&str> = at.split(' ').collect();
            for place in places(document, &path) {
                merge_into(place, merge);
            }
            if *document == before {
                let Exception {
                    mistake, reason, ..
                } = exception;
                bail!("nothing to change at `{at}` any more, for \"{mistake}\" ({reason})");
            }
        }
    }
    Ok(())
}

fn places<'a>(value: &'a mut Value, path: &[&str]) -> Vec<&'a mut Value> {
    match path {
        [] => vec![value],
        ["*", rest @ ..] => {
            let values = value.as_object_mut().into_iter();
            values
                .flat_map(|object| object.values_mut())
                .flat_map(|value| places(value, rest))
                .collect()
        }
        [key, rest @ ..] => value
            .get_mut(key)
            .map_or_else(Vec::new, |value| places(value, rest)),
    }
}

fn merge_into(target: &mut Value, patch: &Value) {
    let (Value::Object(target), Value::Object(patch)) = (&mut *target, patch) else {
        target.clone_from(patch);
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge_into(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn applied(change: Value) -> Result<Value> {
        let exception = json!([{"mistake": "m", "reason": "r", "changes": [change]}]);
        let exceptions: Vec<Exception> = serde_json::from_value(exception)?;
        let mut document = json!({"paths": {"/a": {"get": {"x": 1}, "post": {"x": 1, "y": 2}}}});
        apply(&exceptions, &mut document)?;
        Ok(document)
    }

    #[test]
    fn a_change_is_made_wherever_it_applies() {
        let change = json!({"at": "paths /a *", "merge": {"x": null, "z": {"k": true}}});
        assert_eq!(
            applied(change).unwrap(),
            json!({"paths": {"/a": {"get": {"z": {"k": true}}, "post": {"y": 2, "z": {"k": true}}}}})
        );
    }

    #[test]
    fn an_exception_that_changes_nothing_is_refused() {
        for change in [
            json!({"at": "paths /b get", "merge": {"x": 2}}),
            json!({"at": "paths /a get", "merge": {"x": 1}}),
        ] {
            assert!(applied(change.clone()).is_err(), "{change}");
        }
    }
}
