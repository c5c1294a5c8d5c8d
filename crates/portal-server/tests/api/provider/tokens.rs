//! What a token must be to prove anything.

use jiff::Timestamp;

use super::fake::Signed;
use super::*;

fn good() -> Value {
    json!({"groups": "advocates", "families": []})
}

#[tokio::test]
async fn a_token_that_proves_nothing_lets_nobody_in() {
    let stage = Stage::new().await;
    let with = |name: &str, value: Value| {
        let mut claims = good();
        claims[name] = value;
        claims
    };
    let now = Timestamp::now().as_second();
    for (why, claims) in [
        ("another audience", with("aud", json!("another-client"))),
        (
            "an audience besides",
            with("aud", json!([CLIENT, "another-client"])),
        ),
        ("no audience", with("aud", Value::Null)),
        (
            "another issuer",
            with("iss", json!("https://other.example.org")),
        ),
        ("another nonce", with("nonce", json!("another"))),
        ("no nonce", with("nonce", Value::Null)),
        ("over", with("exp", json!(now - 1))),
        ("no end", with("exp", Value::Null)),
        ("nobody", with("sub", Value::Null)),
        ("nobody at all", with("sub", json!(""))),
    ] {
        stage.is_refused(why, claims).await;
    }
    for (why, signed) in [
        ("somebody else's signature", Signed::BySomebodyElse),
        (
            "a signature with the client's secret",
            Signed::WithTheSecret,
        ),
        ("no signature", Signed::Not),
    ] {
        stage.fake.now(|says| says.signed = signed);
        stage.is_refused(why, good()).await;
    }
    stage.fake.now(|says| says.signed = Signed::Well);
    stage.fake.now(|says| says.has_token = false);
    stage.is_refused("no token", good()).await;
    stage.fake.now(|says| says.has_token = true);
    assert_eq!(
        stage
            .count("SELECT count(*) FROM staff WHERE claimed = 1")
            .await,
        0
    );
    stage.sign_in_as(good()).await;
}

#[tokio::test]
async fn the_nonce_of_one_sign_in_is_none_for_another() {
    let stage = Stage::new().await;
    let first = stage.start().await;
    let second = stage.start().await;
    stage.fake.now(|says| says.claims = good());
    // As if the answer to the first were put into the second.
    stage
        .fake
        .sign_in(&first.query["nonce"], &second.query["code_challenge"]);
    refused("another sign-in's token", &stage.come_back(&second).await);
}

#[tokio::test]
async fn a_code_is_worth_nothing_without_the_verifier_of_its_sign_in() {
    let stage = Stage::new().await;
    let first = stage.start().await;
    let second = stage.start().await;
    stage.fake.now(|says| says.claims = good());
    stage
        .fake
        .sign_in(&second.query["nonce"], &first.query["code_challenge"]);
    refused("a stolen code", &stage.come_back(&second).await);
}

#[tokio::test]
async fn a_key_that_came_meanwhile_is_asked_for() {
    let stage = Stage::new().await;
    stage.sign_in_as(good()).await;
    stage.fake.change_key();
    stage.sign_in_as(good()).await;
    stage.fake.now(|says| says.signed = Signed::BySomebodyElse);
    stage.is_refused("still nobody else's", good()).await;
}
