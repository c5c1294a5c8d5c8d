//! What is taken as settings, and how mistakes are told.

use portal_types::StaffRole;
use serde_json::{Value, json};

use super::settings::IdentityConfig;
use crate::home::Home;

fn good() -> Value {
    json!({
        "issuer": "https://login.example.org/realms/center",
        "client_id": "family-portal",
        "redirect": "https://families.example.org/api/v1/oidc/return",
        "role_claim": "groups",
        "roles": {"portal-advocates": "advocate", "portal-leads": "supervisor"}
    })
}

fn with(field: &str, value: Value) -> String {
    let mut settings = good();
    settings[field] = value;
    settings.to_string()
}

#[test]
fn what_is_left_out_has_a_meaning() {
    let config = IdentityConfig::parse(&good().to_string()).expect("good settings");
    assert_eq!(config.scopes, ["profile"]);
    assert_eq!(config.roles["portal-leads"], StaffRole::Supervisor);
    assert!(config.families_claim.is_none() && config.client_secret_file.is_none());
}

#[test]
fn a_mistake_is_told_with_its_field_and_what_was_expected() {
    let table = [
        (
            "issuer",
            json!("http://login.example.org"),
            "issuer: expected an https address",
        ),
        (
            "issuer",
            json!("http://127.0.0.1.example.org"),
            "issuer: expected an https address",
        ),
        (
            "issuer",
            json!("http://localhost:4000"),
            "issuer: expected an https address",
        ),
        (
            "issuer",
            json!("https://somebody@login.example.org"),
            "issuer: expected an https address",
        ),
        (
            "issuer",
            json!("https://login.example.org/?a=b"),
            "issuer: expected an address without ? and #",
        ),
        (
            "issuer",
            json!(7),
            "issuer: invalid type: integer `7`, expected a string",
        ),
        ("client_id", json!(" "), "client_id: expected a text"),
        (
            "redirect",
            json!("https://families.example.org/"),
            "redirect: expected the portal's public address with /api/v1/oidc/return",
        ),
        (
            "redirect",
            json!("https://families.example.org/api/v1/oidc/return?a"),
            "redirect: expected the portal's public address",
        ),
        (
            "redirect",
            json!("http://families.example.org/api/v1/oidc/return"),
            "redirect: expected an https address",
        ),
        ("scopes", json!(["two words"]), "scopes: expected names"),
        ("role_claim", json!(""), "role_claim: expected a text"),
        (
            "families_claim",
            json!(""),
            "families_claim: expected a text",
        ),
        ("roles", json!({}), "roles: expected at least one value"),
        (
            "roles",
            json!({"a": "boss"}),
            "roles.a: unknown variant `boss`, expected `advocate` or `supervisor`",
        ),
        (
            "button",
            json!("Work account"),
            "button: unknown field `button`",
        ),
    ];
    for (field, value, expected) in table {
        let reason = IdentityConfig::parse(&with(field, value.clone())).err();
        let reason = reason.unwrap_or_else(|| panic!("{field} {value} was accepted"));
        assert!(reason.starts_with(expected), "{field} {value}: {reason}");
    }
    let missing = IdentityConfig::parse("{}").err();
    assert!(missing.is_some_and(|r| r.starts_with("missing field `issuer`")));
}

#[test]
fn plain_http_stays_on_this_machine() {
    for address in [
        "http://127.0.0.1:4000",
        "http://127.1.2.3/a",
        "http://[::1]:4000",
    ] {
        assert!(
            IdentityConfig::parse(&with("issuer", json!(address))).is_ok(),
            "{address}"
        );
    }
}

#[test]
fn the_secret_is_read_from_its_file_and_a_missing_file_is_told() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = Home::at(dir.path());
    assert!(
        IdentityConfig::read(&home).is_ok_and(|none| none.is_none()),
        "no file, no provider"
    );
    let settings = with("client_secret_file", json!("secrets/identity"));
    std::fs::write(home.identity_file(), settings).expect("written");
    let reason = IdentityConfig::read(&home)
        .err()
        .expect("no secret")
        .to_string();
    assert!(
        reason.contains("identity.json: client_secret_file: expected a file"),
        "{reason}"
    );
    std::fs::create_dir_all(home.secrets()).expect("a directory");
    std::fs::write(home.secrets().join("identity"), " \n").expect("written");
    let reason = IdentityConfig::read(&home)
        .err()
        .expect("no secret")
        .to_string();
    assert!(reason.ends_with("it is empty"), "{reason}");
    std::fs::write(home.secrets().join("identity"), "s3cret\n").expect("written");
    let config = IdentityConfig::read(&home).expect("good").expect("there");
    assert_eq!(config.client_secret.expect("a secret").secret(), "s3cret");
}
