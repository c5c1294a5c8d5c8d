//! Everybody who asks: how they came in, and what became of that since.

use axum::http::Method;
use futures_util::future::join_all;
use portal_server::auth::cards::{self, CardKey};
use portal_server::auth::sql::Sql;
use portal_server::auth::staff::{self, assignments};
use serde_json::Value;

use super::world::{Mark, SOURCE, World, caregiver, number};
use crate::family::import;
use crate::harness::{Answered, NOW, TestApp, request};
use crate::kiosk::screen::{Screen, add, send};

/// One who asks.
pub struct Principal {
    /// Who, in the table.
    pub name: &'static str,
    /// The caregiver whose facts they may read today.
    pub reads: Option<&'static str>,
    /// The families they serve.
    pub serves: &'static [&'static str],
    /// Whether they reach all of that, as everybody does but a family at a kiosk.
    pub reaches_all: bool,
    /// Code and PIN they know.
    pub card: Option<(String, String)>,
    cookie: String,
    screen: Option<Screen>,
}

impl Principal {
    fn with_cookie(name: &'static str, cookie: impl Into<String>) -> Self {
        Self {
            name,
            reads: None,
            serves: &[],
            reaches_all: true,
            card: None,
            cookie: cookie.into(),
            screen: None,
        }
    }

    /// Whether they may read what is marked so.
    pub fn may(&self, mark: &Mark) -> bool {
        let as_caregiver = self.reads.is_some_and(|who| mark.readers.contains(&who));
        mark.is_told && (as_caregiver || self.serves.contains(&mark.family))
    }

    /// Asks.
    pub async fn ask(&self, app: &TestApp, method: &Method, path: &str, body: Value) -> Answered {
        let Some(screen) = &self.screen else {
            let body = (!body.is_null()).then_some(body);
            let asked = request(method.clone(), path, &self.cookie, body);
            return app.send(asked).await;
        };
        let signed = path.split('?').next().unwrap_or_default();
        let proof = screen.proof(method, signed);
        send(app, method.clone(), path, &proof, "", body).await
    }
}

/// The caregivers: a name in the table, who it is, and whether they read anything by now.
const CAREGIVERS: [(&str, &str, bool); 8] = [
    ("a parent", "parent", true),
    ("the other parent of the same family", "other", true),
    ("a parent of another family", "stranger", true),
    ("a parent who was barred after signing in", "barred", false),
    (
        "a parent whose grant ended after signing in",
        "ended",
        false,
    ),
    (
        "a parent whose card was revoked after signing in",
        "revoked",
        false,
    ),
    (
        "a parent whose card was frozen after signing in",
        "frozen",
        false,
    ),
    ("a parent who has signed out", "parent", false),
];

/// The staff: a name in the table, a user of the demo, the families.
const STAFF: [(&str, &str, &[&str]); 3] = [
    ("an advocate", "dana.whitlow", &["reed"]),
    ("an advocate of others", "rosa.medrano", &["birch"]),
    (
        "a supervisor with a family of their own",
        "ruth.hallgren",
        &["cedar"],
    ),
];

/// Lets everybody in, and then takes from some what they had.
pub async fn come_in(app: &TestApp, world: &World) -> Vec<Principal> {
    let signed_in = CAREGIVERS.map(|(_, who, _)| sign_in(app, who));
    let cookies = join_all(signed_in).await;
    let mut people = vec![
        Principal::with_cookie("nobody", ""),
        Principal::with_cookie(
            "whoever makes a cookie up",
            format!("portal={}", "A".repeat(43)),
        ),
    ];
    for ((name, who, reads), cookie) in CAREGIVERS.into_iter().zip(cookies) {
        people.push(Principal {
            reads: reads.then_some(who),
            card: Some(app.card(&caregiver(who))),
            ..Principal::with_cookie(name, cookie)
        });
    }
    for (name, user, serves) in STAFF {
        assign(app, user, serves).await;
        let cookie = app.sign_staff_in(user).await;
        people.push(Principal {
            serves,
            ..Principal::with_cookie(name, cookie)
        });
    }
    people.extend(at_kiosks(app).await);
    take_away(app, world, &people).await;
    people
}

async fn sign_in(app: &TestApp, who: &str) -> String {
    app.sign_in(&caregiver(who)).await
}

async fn at_kiosks(app: &TestApp) -> [Principal; 2] {
    let garden = Screen::with_code(app, &add(app, "Garden").await).await;
    let lobby = Screen::lobby(app).await;
    let parent = caregiver("parent");
    lobby.sign_in(app, &parent).await;
    let alone = Principal {
        screen: Some(garden),
        ..Principal::with_cookie("a kiosk alone", "")
    };
    let family = Principal {
        reads: Some("parent"),
        reaches_all: false,
        card: Some(app.card(&parent)),
        screen: Some(lobby),
        ..Principal::with_cookie("a parent at a kiosk", "")
    };
    [alone, family]
}

async fn assign(app: &TestApp, user: &'static str, families: &[&str]) {
    let families: Vec<_> = families.iter().map(|f| app.family_id(&number(f))).collect();
    let assign = move |sql: &dyn Sql| {
        let id = staff::find(sql, user)?.map(|staff| staff.id);
        for family in &families {
            assignments::assign(sql, id.as_deref().unwrap_or_default(), family)?;
        }
        Ok(())
    };
    app.write(assign).await;
}

/// What happened after they came in.
async fn take_away(app: &TestApp, world: &World, people: &[Principal]) {
    import(&app.home, SOURCE, NOW, &world.feed(true), true);
    app.app.published.refresh().await.expect("published");
    let selector = |who: &str| app.card(&caregiver(who)).0[..4].to_owned();
    let (revoked, frozen, spare) = (selector("revoked"), selector("frozen"), selector("spare"));
    app.write(move |sql| {
        cards::revoke(sql, &revoked, 0)?;
        for card in [&frozen, &spare] {
            cards::freeze(sql, CardKey::Selector(card), 0)?;
        }
        Ok(())
    })
    .await;
    let out = people.iter().find(|who| who.name.ends_with("signed out"));
    let out = out.expect("one who leaves");
    let left = out
        .ask(app, &Method::DELETE, "/api/v1/session", Value::Null)
        .await;
    assert_eq!(left.status.as_u16(), 204);
}
