//! What the claims of a person mean here. Pure.

use portal_types::StaffRole;
use serde_json::{Map, Value};

use super::settings::IdentityConfig;

/// Characters of a name at most.
const LONGEST_NAME: usize = 100;

/// What somebody may do: of several values that mean something here, the one that allows most counts.
pub fn role(config: &IdentityConfig, claims: &Map<String, Value>) -> Option<StaffRole> {
    let roles = values(claims.get(&config.role_claim)).into_iter();
    let roles = roles.filter_map(|value| config.roles.get(&value).copied());
    roles.reduce(|one, other| match (one, other) {
        (StaffRole::Advocate, StaffRole::Advocate) => StaffRole::Advocate,
        _ => StaffRole::Supervisor,
    })
}

/// The families they serve, by their ids in the case feed; nothing where the provider has no say in it. A claim that
/// should be there and is not names none.
pub fn families(config: &IdentityConfig, claims: &Map<String, Value>) -> Option<Vec<String>> {
    let claim = config.families_claim.as_ref()?;
    Some(values(claims.get(claim)))
}

/// Their name for others, on one line.
pub fn name(claims: &Map<String, Value>) -> Option<String> {
    let texts = ["name", "preferred_username"].map(|claim| claims.get(claim)?.as_str());
    texts
        .into_iter()
        .flatten()
        .map(tidy)
        .find(|name| !name.is_empty())
}

/// What their user name here could be, the best first.
pub fn user_names(claims: &Map<String, Value>) -> Vec<String> {
    let texts = ["preferred_username", "email"].map(|claim| claims.get(claim)?.as_str());
    texts.into_iter().flatten().map(str::to_lowercase).collect()
}

/// The centre's language that they read best: theirs if the centre has it, else its first one.
pub fn language(centre: &[String], claims: &Map<String, Value>) -> String {
    let first = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    let theirs = claims.get("locale").and_then(Value::as_str).map(first);
    let known = centre
        .iter()
        .find(|tag| theirs.as_ref() == Some(&first(tag)));
    known
        .or(centre.first())
        .cloned()
        .unwrap_or_else(|| "en".to_owned())
}

/// A claim with one value or with a list of them, as texts.
fn values(claim: Option<&Value>) -> Vec<String> {
    let list = match claim {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    list.iter().filter_map(text).collect()
}

fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn config() -> IdentityConfig {
        let settings = json!({
            "issuer": "https://login.example.org",
            "client_id": "portal",
            "redirect": "https://families.example.org/api/v1/oidc/return",
            "role_claim": "groups",
            "families_claim": "families",
            "roles": {"advocates": "advocate", "leads": "supervisor"}
        });
        serde_json::from_value(settings).expect("settings")
    }

    fn claims(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).expect("claims")
    }

    #[test]
    fn a_role_comes_from_values_that_mean_something_here() {
        let (advocate, supervisor) = (Some(StaffRole::Advocate), Some(StaffRole::Supervisor));
        for (groups, expected) in [
            (json!("advocates"), advocate),
            (json!(["printers", "advocates"]), advocate),
            (json!(["advocates", "leads"]), supervisor),
            (json!(["leads", "advocates"]), supervisor),
            (json!([]), None),
            (json!("Advocates"), None),
            (json!("advocates leads"), None),
            (json!({"advocates": true}), None),
            (json!(true), None),
            (json!(null), None),
        ] {
            assert_eq!(
                role(&config(), &claims(json!({"groups": groups}))),
                expected,
                "{groups}"
            );
        }
        assert_eq!(
            role(&config(), &claims(json!({"roles": "advocates"}))),
            None,
            "another claim"
        );
    }

    #[test]
    fn families_are_texts_or_numbers_and_none_when_the_claim_is_missing() {
        for (told, expected) in [
            (json!({"families": ["a", "b"]}), vec!["a", "b"]),
            (json!({"families": "a"}), vec!["a"]),
            (json!({"families": [17, "b", null, ["c"]]}), vec!["17", "b"]),
            (json!({}), vec![]),
        ] {
            let found = families(&config(), &claims(told.clone()));
            assert_eq!(found.expect("the provider's say"), expected, "{told}");
        }
        let here = IdentityConfig {
            families_claim: None,
            ..config()
        };
        assert_eq!(families(&here, &claims(json!({"families": ["a"]}))), None);
    }

    #[test]
    fn a_name_is_one_line_of_ordinary_length() {
        for (told, expected) in [
            (
                json!({"name": " Dana\n Whitlow\u{7}"}),
                Some("Dana Whitlow".to_owned()),
            ),
            (
                json!({"name": " ", "preferred_username": "dana"}),
                Some("dana".to_owned()),
            ),
            (json!({"name": "a".repeat(500)}), Some("a".repeat(100))),
            (json!({"name": 7}), None),
        ] {
            assert_eq!(name(&claims(told.clone())), expected, "{told}");
        }
    }

    #[test]
    fn a_language_is_one_of_the_centres() {
        let centre = ["en".to_owned(), "es".to_owned()];
        for (locale, expected) in [("es-MX", "es"), ("es_MX", "es"), ("EN", "en"), ("fr", "en")] {
            let told = claims(json!({"locale": locale}));
            assert_eq!(language(&centre, &told), expected, "{locale}");
        }
    }
}
