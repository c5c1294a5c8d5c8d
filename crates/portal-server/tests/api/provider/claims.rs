//! Who comes in by their claims, as what, and for which families.

use portal_server::auth::sql::{Sql, Value as Held};
use portal_server::auth::staff::{self, Enrolled, NewStaff};
use portal_server::secrets::Secrets;
use portal_types::StaffRole;

use super::*;

const SUBJECT: &str = "dana-at-the-county";

/// The centre adds somebody who signs in at the provider.
async fn add(stage: &Stage, user: &'static str, role: StaffRole) -> Enrolled {
    let secrets = Secrets::open(&stage.app.home).expect("keys");
    let job = move |c: &dyn Sql| {
        let (name, language, subject) = ("Added Here", "en", Some(SUBJECT));
        let new = NewStaff {
            user,
            name,
            role,
            language,
            subject,
        };
        staff::enrol(c, &secrets, &new, None, None, 1)
    };
    stage.app.app.auth.write(job).await.expect("added")
}

async fn role(stage: &Stage, cookie: &str) -> String {
    let session = stage.app.get("/api/v1/session", cookie).await.json();
    session["staff"]["role"]
        .as_str()
        .expect("a role")
        .to_owned()
}

#[tokio::test]
async fn a_stranger_without_a_role_is_refused() {
    let stage = Stage::new().await;
    for (why, claims) in [
        ("no groups", json!({"families": ["kansas-city"]})),
        (
            "other groups",
            json!({"groups": ["printers"], "families": ["kansas-city"]}),
        ),
    ] {
        stage.is_refused(why, claims).await;
    }
    assert_eq!(
        stage
            .count("SELECT count(*) FROM staff WHERE subject IS NOT NULL")
            .await,
        0
    );
}

#[tokio::test]
async fn families_follow_the_claim_and_what_was_assigned_here_stays() {
    let stage = Stage::new().await;
    let with = |families: Value| json!({"groups": "advocates", "families": families});
    let first = stage
        .sign_in_as(with(json!(["kansas-city", "espanol", "not-here-yet"])))
        .await;
    assert_eq!(stage.shown(&first).await, ["espanol", "kansas-city"]);
    assert_eq!(
        stage
            .count("SELECT count(*) FROM assignment WHERE from_claims = 1")
            .await,
        3
    );
    let family = stage.app.family_id("arabic");
    let job = move |c: &dyn Sql| {
        let find = "SELECT id FROM staff WHERE /*!center_id = :center AND*/ subject = ?1";
        let id: String = c.only(find, &[Held::Text(SUBJECT)])?;
        staff::assignments::assign(c, &id, &family)
    };
    assert!(stage.app.write(job).await);
    let second = stage.sign_in_as(with(json!(["espanol", "closed"]))).await;
    for cookie in [&first, &second] {
        assert_eq!(
            stage.shown(cookie).await,
            ["arabic", "closed", "espanol"],
            "at once"
        );
    }
    let gone = format!("{LIST}/{}/overview", stage.app.family_id("kansas-city"));
    assert_eq!(
        stage.app.get(&gone, &first).await.status,
        StatusCode::NOT_FOUND
    );
    let third = stage.sign_in_as(json!({"groups": "advocates"})).await;
    assert_eq!(
        stage.shown(&third).await,
        ["arabic"],
        "a claim that is gone names none"
    );
}

#[tokio::test]
async fn whoever_came_by_their_claims_goes_with_them() {
    let stage = Stage::new().await;
    let cookie = stage
        .sign_in_as(json!({"groups": ["leads"], "name": "Dana Whitlow"}))
        .await;
    assert_eq!(role(&stage, &cookie).await, "supervisor");
    let cookie = stage
        .sign_in_as(json!({"groups": ["advocates"], "name": "Dana Brook"}))
        .await;
    assert_eq!(role(&stage, &cookie).await, "advocate");
    let session = stage.app.get("/api/v1/session", &cookie).await.json();
    assert_eq!(session["staff"]["name"], "Dana Brook");
    stage
        .is_refused("no role any more", json!({"groups": []}))
        .await;
    assert_eq!(
        stage
            .count("SELECT count(*) FROM staff WHERE subject IS NOT NULL")
            .await,
        1
    );
}

#[tokio::test]
async fn whom_the_centre_added_keeps_the_role_the_centre_gave_and_has_no_passphrase() {
    let stage = Stage::new().await;
    let keys = add(&stage, "dana.b", StaffRole::Advocate).await;
    assert!(keys.passphrase.is_none());
    let cookie = stage.sign_in_as(json!({"groups": ["leads"]})).await;
    assert_eq!(role(&stage, &cookie).await, "advocate");
    stage.sign_in_as(json!({})).await;
    for passphrase in ["", "0000000000000000", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
        let code = totp(&stage, &keys.totp_secret);
        let body = json!({"user": "dana.b", "passphrase": passphrase, "totp": code});
        let answer = stage.app.post_session(body, "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{passphrase:?}");
    }
}

#[tokio::test]
async fn a_supervisor_from_the_provider_opens_a_family_in_an_emergency() {
    let stage = Stage::new().await;
    let keys = add(&stage, "ruth.b", StaffRole::Supervisor).await;
    let cookie = stage.sign_in_as(json!({"families": []})).await;
    let code = totp(&stage, &keys.totp_secret);
    let body = json!({"number": "espanol", "reason": "danger", "totp": code});
    let opened = stage
        .app
        .post("/api/v1/advocate/emergency", &cookie, body)
        .await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
    assert_eq!(stage.shown(&cookie).await, ["espanol"]);
    stage.app.clock.advance_sessions(8 * 3600);
    let cookie = stage.sign_in_as(json!({"families": []})).await;
    assert!(stage.shown(&cookie).await.is_empty(), "closed again");
    let cookie = stage.sign_in_as(json!({"families": ["espanol"]})).await;
    assert_eq!(
        stage.shown(&cookie).await,
        ["espanol"],
        "theirs by the claim"
    );
}

fn totp(stage: &Stage, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("base 32");
    let codes = totp_rs::Builder::new()
        .with_secret(secret)
        .build()
        .expect("a secret");
    let now = u64::try_from(stage.app.clock.session_seconds()).expect("after 1970");
    codes.generate(now).to_string()
}

#[tokio::test]
async fn whoever_is_disabled_stays_outside() {
    let stage = Stage::new().await;
    let claims =
        json!({"groups": "advocates", "preferred_username": "Dana.C", "families": ["closed"]});
    let cookie = stage.sign_in_as(claims.clone()).await;
    let off = stage
        .app
        .app
        .auth
        .write(|c| staff::disable(c, "dana.c", 1))
        .await;
    assert!(off.expect("written"), "by the name the provider gave");
    let list = stage.app.get(LIST, &cookie).await;
    assert_eq!(list.status, StatusCode::UNAUTHORIZED);
    let mut more = claims.clone();
    more["families"] = json!(["closed", "arabic"]);
    stage.is_refused("disabled", more).await;
    assert_eq!(
        stage
            .count("SELECT count(*) FROM assignment WHERE from_claims = 1")
            .await,
        1,
        "nothing is taken over"
    );
    let on = stage
        .app
        .app
        .auth
        .write(|c| staff::enable(c, "dana.c"))
        .await;
    assert!(on.expect("written"));
    stage.sign_in_as(claims).await;
}

#[tokio::test]
async fn nobody_becomes_somebody_else_by_being_named_alike() {
    let stage = Stage::new().await;
    let claims = json!({"groups": "advocates", "preferred_username": "dana.whitlow", "email": "DANA.W@example.org"});
    let cookie = stage.sign_in_as(claims).await;
    assert_eq!(
        stage.shown(&cookie).await,
        [""; 0],
        "none of the other one's families"
    );
    let users = stage.app.app.auth.read(staff::list).await.expect("a list");
    let made = users
        .iter()
        .find(|line| line.at_provider)
        .expect("somebody");
    assert_eq!(made.user, "dana.w@example.org");
    assert_eq!(
        users
            .iter()
            .filter(|line| line.user == "dana.whitlow")
            .count(),
        1
    );
    let other =
        json!({"sub": "another", "groups": "advocates", "preferred_username": "dana.whitlow"});
    stage.sign_in_as(other).await;
    assert_eq!(
        stage
            .count("SELECT count(*) FROM staff WHERE claimed = 1")
            .await,
        2
    );
}

#[tokio::test]
async fn claims_that_the_token_lacks_are_asked_for() {
    let stage = Stage::new().await;
    let told = json!({"sub": SUBJECT, "groups": ["advocates"], "families": ["prepaid"], "name": "Dana Whitlow"});
    stage.fake.now(|says| says.user_info = told);
    let cookie = stage.sign_in_as(json!({})).await;
    assert_eq!(stage.shown(&cookie).await, ["prepaid"]);
    let cookie = stage.sign_in_as(json!({"families": ["closed"]})).await;
    assert_eq!(
        stage.shown(&cookie).await,
        ["closed"],
        "the token's word goes before"
    );
    stage
        .fake
        .now(|says| says.user_info["sub"] = json!("somebody-else"));
    stage.is_refused("told of somebody else", json!({})).await;
    stage.fake.now(|says| says.user_info = Value::Null);
    stage.is_refused("not told", json!({})).await;
}
