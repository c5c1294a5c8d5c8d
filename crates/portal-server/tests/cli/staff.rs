//! Members of staff, by the command line.

use serde_json::{Value, json};

use super::{portal, portal_reading, shown, text};

/// A demo centre's home.
fn home() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let made = portal(&["demo", "--home", shown(dir.path())]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    dir
}

/// Adds somebody, with more options.
fn add(home: &str, user: &str, more: &[&str]) -> std::process::Output {
    let args = [
        "staff",
        "add",
        "--home",
        home,
        "--name",
        "Nora Field",
        "--user",
        user,
    ];
    portal(&[&args, more].concat())
}

#[test]
fn whoever_signs_in_at_the_provider_gets_no_passphrase() {
    let dir = home();
    let home = shown(dir.path());
    let added = add(home, "nora", &["--subject", "county-17"]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    let new_keys = portal(&["staff", "new-keys", "--home", home, "--user", "nora"]);
    assert!(new_keys.status.success(), "{}", text(&new_keys.stderr));
    let secrets = [added, new_keys].map(|done| {
        let printed = text(&done.stdout);
        assert!(!printed.contains("passphrase"), "{printed}");
        assert!(
            printed.contains("signs in at the identity provider"),
            "{printed}"
        );
        let secret = printed.lines().find_map(|line| line.strip_prefix("secret"));
        secret.expect("for an emergency").trim().to_owned()
    });
    assert_ne!(secrets[0], secrets[1]);
    let ours = add(home, "nora.b", &[]);
    assert!(
        text(&ours.stdout).contains("passphrase  "),
        "others have one"
    );
    let list = portal(&["staff", "list", "--home", home, "--json"]);
    let list: Value = serde_json::from_slice(&list.stdout).expect("JSON");
    let lines = list.as_array().expect("a list").iter();
    let there = lines.filter(|line| line["at_provider"] == json!(true));
    let there: Vec<_> = there.map(|line| &line["user"]).collect();
    assert_eq!(there, ["nora"]);
}

#[test]
fn nobody_is_two_people_and_a_passphrase_is_not_for_the_provider() {
    let dir = home();
    let home = shown(dir.path());
    assert!(
        add(home, "nora", &["--subject", "county-17"])
            .status
            .success()
    );
    for (why, user, more, expected) in [
        (
            "the same person",
            "nora.b",
            &["--subject", "county-17"][..],
            "subject: somebody has it already",
        ),
        (
            "both ways in",
            "nora.c",
            &["--subject", "county-18", "--passphrase-stdin"],
            "cannot be used with",
        ),
    ] {
        let refused = add(home, user, more);
        let told = text(&refused.stderr);
        assert!(
            !refused.status.success() && told.contains(expected),
            "{why}: {told}"
        );
    }
    let refused = portal(&[
        "staff",
        "new-keys",
        "--home",
        home,
        "--user",
        "nora",
        "--passphrase-stdin",
    ]);
    let told = text(&refused.stderr);
    assert!(
        told.contains("whoever signs in at the identity provider has none here"),
        "{told}"
    );
}

#[test]
fn a_passphrase_that_is_easy_to_guess_is_refused_and_nobody_is_added() {
    let dir = home();
    let home = shown(dir.path());
    let typing = |passphrase: &str| {
        let more = [
            "--name",
            "Nora Field",
            "--user",
            "nora",
            "--passphrase-stdin",
        ];
        let args = [&["staff", "add", "--home", home], &more[..]].concat();
        portal_reading(&args, &format!("{passphrase}\n"))
    };
    for easy in ["nora field nora", "Family Center 2026", "password12345678"] {
        let refused = typing(easy);
        assert!(!refused.status.success(), "{easy}");
        let told = text(&refused.stderr);
        assert!(told.contains("passphrase: expected 15 to 256"), "{told}");
        assert!(!told.contains(easy), "{told}");
    }
    let added = typing("ninety lamps sing in the rain");
    assert!(added.status.success(), "{}", text(&added.stderr));
}

#[test]
fn a_mistake_in_the_providers_settings_is_told_before_anything_listens() {
    let dir = home();
    let settings = json!({
        "issuer": "http://login.example.org",
        "client_id": "family-portal",
        "redirect": "https://families.example.org/api/v1/oidc/return",
        "role_claim": "groups",
        "roles": {"advocates": "advocate"}
    });
    std::fs::write(dir.path().join("identity.json"), settings.to_string()).expect("written");
    let refused = portal(&[
        "serve",
        "--home",
        shown(dir.path()),
        "--listen",
        "127.0.0.1:0",
    ]);
    let told = text(&refused.stderr);
    assert!(
        !refused.status.success() && refused.stdout.is_empty(),
        "{told}"
    );
    let expected = "identity.json: issuer: expected an https address";
    assert!(told.contains(expected), "{told}");
}
