//! Every route of a family, by everybody, about everybody: nobody gets an answer they should not get.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::harness::{TestApp, request};

const PARTS: [&str; 7] = [
    "",
    "/overview",
    "/steps",
    "/appointments",
    "/team",
    "/updates",
    "/appointments/VISIT",
];

/// One who asks: a name, the cookie, and the families whose routes answer them.
struct Principal {
    name: String,
    cookie: String,
    serves: Vec<String>,
}

async fn principals(app: &TestApp) -> Vec<Principal> {
    let mut all = vec![Principal {
        name: "nobody".to_owned(),
        cookie: String::new(),
        serves: Vec::new(),
    }];
    for card in &app.demo.caregivers {
        // The former guardian's grant has ended: there is no session to be had.
        if card.caregiver == "sep-guardian" {
            continue;
        }
        all.push(Principal {
            name: card.caregiver.clone(),
            cookie: app.sign_in(&card.caregiver).await,
            serves: Vec::new(),
        });
    }
    for staff in &app.demo.advocates {
        all.push(Principal {
            name: staff.user.clone(),
            cookie: app.sign_staff_in(&staff.user).await,
            serves: staff.families.clone(),
        });
    }
    all
}

/// The families of the demo, each with a visit and a card's selector.
async fn families(app: &TestApp, all: &[Principal]) -> BTreeMap<String, (String, String)> {
    let mut families = BTreeMap::new();
    for card in &app.demo.caregivers {
        let Some(who) = all.iter().find(|p| p.name == card.caregiver) else {
            continue;
        };
        let list = app.get("/api/v1/me/appointments", &who.cookie).await.json();
        let visit = list["appointments"][0]["id"].as_str().unwrap_or("none");
        let selector = card.code[..4].to_owned();
        families
            .entry(card.family.clone())
            .or_insert((visit.to_owned(), selector));
    }
    families
}

#[tokio::test]
async fn no_answer_that_should_not_be() {
    let app = TestApp::start();
    let all = principals(&app).await;
    let families = families(&app, &all).await;
    let mut tried = 0;
    for who in &all {
        let is_staff = !who.serves.is_empty();
        for (family, (visit, selector)) in &families {
            let base = format!("/api/v1/advocate/families/{}", app.family_id(family));
            let expected = match (is_staff, who.serves.contains(family)) {
                (true, true) => StatusCode::OK,
                (true, false) => StatusCode::NOT_FOUND,
                (false, _) => StatusCode::UNAUTHORIZED,
            };
            for part in PARTS {
                let path = format!("{base}{}", part.replace("VISIT", visit));
                let answer = app.get(&path, &who.cookie).await;
                assert_eq!(answer.status, expected, "{} {family}{part}", who.name);
                tried += 1;
                if expected != StatusCode::OK {
                    assert_eq!(answer.header("content-type"), "application/problem+json");
                }
            }
            if expected != StatusCode::OK {
                let path = format!("{base}/cards/{selector}/freeze");
                let answer = app.post(&path, &who.cookie, json!({})).await;
                assert_eq!(answer.status, expected, "{} freezes {family}", who.name);
                tried += 1;
            }
        }
        let emergency = match (who.name.as_str(), is_staff) {
            // The code is wrong: nothing is opened.
            ("ruth.hallgren", _) | (_, false) => StatusCode::UNAUTHORIZED,
            _ => StatusCode::FORBIDDEN,
        };
        let body = json!({"number": "prepaid", "reason": "danger", "totp": "000000"});
        let answer = app
            .post("/api/v1/advocate/emergency", &who.cookie, body)
            .await;
        assert_eq!(answer.status, emergency, "{} in an emergency", who.name);
        let own = if is_staff {
            StatusCode::OK
        } else {
            StatusCode::UNAUTHORIZED
        };
        let list = app.get("/api/v1/advocate/families", &who.cookie).await;
        assert_eq!(list.status, own, "{} the list", who.name);
        if is_staff {
            for list in [
                "overview",
                "steps",
                "appointments",
                "appointments/x",
                "team",
                "updates",
            ] {
                let answer = app.get(&format!("/api/v1/me/{list}"), &who.cookie).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNAUTHORIZED,
                    "staff are no caregivers"
                );
            }
            let list = list.json();
            let shown = list["families"].as_array().map_or(0, Vec::len);
            assert_eq!(shown, who.serves.len(), "{} sees their own", who.name);
        }
    }
    assert!(tried > 700, "{tried} tries are too few to mean anything");
    for who in all.iter().filter(|p| p.name.contains("parent")) {
        let read = app.get("/api/v1/me/overview", &who.cookie).await;
        assert_eq!(
            read.status,
            StatusCode::OK,
            "{}: no card was frozen",
            who.name
        );
    }
}

#[tokio::test]
async fn a_request_from_another_site_reads_and_freezes_nothing() {
    let app = TestApp::start();
    let cookie = app.sign_staff_in("dana.whitlow").await;
    let family = app.family_id("kansas-city");
    let selector = app.card("kc-parent-1").0[..4].to_owned();
    for (method, path) in [
        (Method::GET, "/api/v1/advocate/families".to_owned()),
        (Method::GET, format!("/api/v1/advocate/families/{family}")),
        (
            Method::POST,
            format!("/api/v1/advocate/families/{family}/cards/{selector}/freeze"),
        ),
        (Method::POST, "/api/v1/advocate/emergency".to_owned()),
    ] {
        let mut request = request(method, &path, &cookie, None);
        request
            .headers_mut()
            .insert("sec-fetch-site", "cross-site".parse().expect("a value"));
        assert_eq!(
            app.send(request).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
}
