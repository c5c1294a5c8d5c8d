//! Everything that can be asked for: each route of the router, with each kind of object in its place.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::Method;
use portal_server::secrets::Secrets;
use portal_server::serve::router;
use serde_json::{Value, json};

use super::people::Principal;
use super::world::{caregiver, number, visit};
use crate::harness::{TestApp, request};

/// One request, as a row of the table.
pub struct Asked {
    pub method: Method,
    /// As the router has it.
    pub route: String,
    /// The object in its place.
    pub of: String,
    pub path: String,
}

/// What the router calls the place of what it does not know.
const FALLBACK: &str = "__private__axum_fallback";

/// What stands in the place of a parameter, and what it is.
type Objects = Vec<(String, String)>;

/// Every route of the router itself. It has no list of them, and prints them where programs are searched for mistakes:
/// `RouteId(7): "/healthz"`.
pub fn routes(app: &TestApp) -> BTreeSet<String> {
    let printed = format!("{:?}", router(Arc::clone(&app.app)));
    let parts = printed.split("RouteId(").skip(1);
    let paths = parts.filter_map(|part| part.split_once("): \"")?.1.split('"').next());
    let paths: BTreeSet<_> = paths
        .filter(|path| path.starts_with('/') && !path.contains(FALLBACK))
        .map(str::to_owned)
        .collect();
    assert!(paths.contains("/healthz"), "routes are found: {printed}");
    paths
}

/// All requests; ending the session comes last.
pub async fn all(app: &TestApp) -> Vec<Asked> {
    let mut all = Vec::new();
    for route in routes(app) {
        let objects = objects(app, &route).await;
        for method in methods(app, &objects[0].1).await {
            for (of, path) in &objects {
                all.push(Asked {
                    method: method.clone(),
                    route: route.clone(),
                    of: of.clone(),
                    path: path.clone(),
                });
            }
        }
    }
    all.sort_by_key(|asked| asked.method == Method::DELETE);
    all
}

/// The methods that a path takes, as it tells whoever comes with another one (RFC 9110, 15.5.6).
async fn methods(app: &TestApp, path: &str) -> Vec<Method> {
    let other = "PROBE".parse().expect("a method");
    let answer = app.send(request(other, path, "", None)).await;
    assert_eq!(answer.status.as_u16(), 405, "{path}");
    let allowed = answer.header("allow").split(',');
    let methods: Vec<Method> = allowed
        .filter(|method| *method != "HEAD")
        .map(|method| method.parse().expect("a method"))
        .collect();
    assert!(!methods.is_empty(), "{path} says what it takes");
    methods
}

/// What is sent along.
pub fn body(asked: &Asked, who: &Principal) -> Value {
    match (&asked.method, asked.route.as_str()) {
        (&Method::POST, "/api/v1/session") => match &who.card {
            Some((code, pin)) => json!({"code": code, "pin": pin}),
            None => json!({"code": "0000-0000-0000", "pin": "000001"}),
        },
        (_, "/api/v1/advocate/emergency") => {
            json!({"number": number("elm"), "reason": "danger", "totp": "000000"})
        }
        (_, "/api/v1/kiosk/enrol") => json!({"code": "none", "public_key": "none"}),
        (_, "/api/v1/kiosk/challenge") => json!({"kiosk": "none"}),
        (_, "/api/v1/handoff/redeem") => json!({"token": "none", "pin": "000001"}),
        _ => Value::Null,
    }
}

/// The rows of a route. A new route with a parameter has none until somebody says here what stands in its place.
async fn objects(app: &TestApp, route: &str) -> Objects {
    if !route.contains('{') {
        return vec![(String::new(), route.to_owned())];
    }
    let filled = match route {
        "/{*path}" => as_given(&["steps", "staff", "kiosk", "exit.js", "api/v1/nothing"]),
        "/api/v1/me/appointments/{id}" => visits(app),
        "/api/v1/playbook/{language}" => as_given(&["en", "xx"]),
        "/api/v1/directory/{hash}" | "/api/v1/directory/{hash}/pack" => {
            let center = app.get("/api/v1/center", "").await.json();
            known_or_not(center["directory"]["hash"].as_str())
        }
        "/api/v1/services/{id}" => {
            let services = app.get("/hsds/v3/services", "").await.json();
            known_or_not(services["contents"][0]["id"].as_str())
        }
        _ => match route.split_once("/{id}") {
            Some(("/api/v1/advocate/families", part)) => of_families(app, part),
            Some((list, "")) if list.starts_with("/hsds/v3/") => {
                let page = app.get(list, "").await.json();
                let id = page["contents"][0]["id"].as_str();
                known_or_not(id.map(|id| id.replace('/', "%2F")).as_deref())
            }
            _ => panic!(
                "{route} has no rows: say in {} what is asked of it",
                file!()
            ),
        },
    };
    let start = route.split('{').next().unwrap_or_default();
    let end = route.strip_suffix("/pack").map_or("", |_| "/pack");
    let path = |value: String| format!("{start}{value}{end}");
    filled
        .into_iter()
        .map(|(of, value)| (of, path(value)))
        .collect()
}

fn as_given(values: &[&str]) -> Objects {
    let pair = |value: &&str| ((*value).to_owned(), (*value).to_owned());
    values.iter().map(pair).collect()
}

fn known_or_not(known: Option<&str>) -> Objects {
    let known = known.expect("there is one");
    [("a known one", known), ("made up", "made-up")]
        .map(|(of, value)| (of.to_owned(), value.to_owned()))
        .into()
}

fn secrets(app: &TestApp) -> Secrets {
    Secrets::open(&app.home).expect("keys")
}

/// Visits, each also as a calendar file.
fn visits(app: &TestApp) -> Objects {
    let secrets = secrets(app);
    let mut visits = Objects::new();
    for (of, family, name) in [
        ("both parents'", "reed", "both"),
        ("one parent's", "reed", "parents"),
        ("the other parent's", "reed", "others"),
        ("another family's", "birch", "all"),
        ("nobody's", "elm", "all"),
        ("made up", "none", "none"),
    ] {
        let id = visit(&secrets, family, name);
        visits.push((of.to_owned(), id.clone()));
        visits.push((format!("{of}, for a calendar"), format!("{id}.ics")));
    }
    visits
}

/// Everything under a family: of each family, with whose eyes, and with what belongs to another one.
fn of_families(app: &TestApp, part: &str) -> Objects {
    let secrets = secrets(app);
    let id = |family: &str| app.family_id(&number(family));
    let path = |family: &str, rest: &str| format!("{}{rest}", id(family));
    let mut objects: Vec<(String, String)> = match part {
        "/appointments/{visit}" => [
            ("reed", "reed", "both"),
            ("reed", "birch", "all"),
            ("birch", "birch", "all"),
            ("birch", "reed", "both"),
            ("elm", "elm", "all"),
            ("reed", "none", "none"),
        ]
        .map(|(family, of, name)| {
            let rest = format!("/appointments/{}", visit(&secrets, of, name));
            (format!("{family}, visit of {of}"), path(family, &rest))
        })
        .into(),
        "/cards/{selector}/freeze" => [
            ("reed", "frozen"),
            ("reed", "spare"),
            ("birch", "spare"),
            ("birch", "frozen"),
        ]
        .map(|(family, who)| {
            let rest = format!("/cards/{}/freeze", &app.card(&caregiver(who)).0[..4]);
            (format!("{family}, card of {who}"), path(family, &rest))
        })
        .into(),
        _ => ["reed", "birch", "cedar", "elm", "none"]
            .map(|family| (family.to_owned(), path(family, part)))
            .into(),
    };
    let with_eyes = !part.is_empty() && !part.starts_with("/cards");
    let as_whom = |who: &str| app.caregiver_id(&caregiver(who));
    let visit = visit(&secrets, "reed", "parents");
    let rest = part.replace("{visit}", &visit);
    for who in ["parent", "other", "barred", "ended", "stranger"]
        .iter()
        .filter(|_| with_eyes)
    {
        let query = format!("{rest}?caregiver={}", as_whom(who));
        objects.push((format!("reed, eyes of {who}"), path("reed", &query)));
    }
    objects
}
