//! A confidential place is in no answer, whatever else the directory says about it.

use portal_search::Pack;

use super::*;

/// What would give the place away: its street, town, postcode and coordinates.
const TRACES: [&str; 6] = [
    "77 canary",
    "12 canary",
    "canaryville",
    "99977",
    "41.98",
    "81.98",
];

#[tokio::test]
async fn a_confidential_place_is_in_no_answer() {
    let app = start();
    let mut paths = Vec::new();
    for list in LISTS {
        for form in ["", "&full=true"] {
            let path = format!("{list}?format=ndjson{form}");
            let answer = get(&app, &path).await;
            if answer.status.is_success() {
                let lines = answer.text();
                paths.extend(lines.lines().map(|line| {
                    let row: Value = serde_json::from_str(line).expect("an object");
                    format!(
                        "{list}/{}",
                        row["id"].as_str().expect("an id").replace('/', "%2F")
                    )
                }));
                paths.push(path);
            }
        }
    }
    paths.extend([
        "services?minimal=true".to_owned(),
        "organizations?full_service=true".to_owned(),
    ]);
    assert!(paths.len() > 200, "{} answers", paths.len());
    for path in paths {
        let text = get(&app, &path).await.text();
        assert_no_trace(&path, &text);
        let doors = text.to_lowercase().contains("canary");
        assert!(!doors, "{path} describes a phone by a door");
    }
    for path in [
        "/api/v1/directory",
        &format!("/api/v1/services/{NIGHTS}"),
        &format!("/api/v1/services/{ADVICE}"),
    ] {
        assert_no_trace(path, &app.get(path, "").await.text());
    }
    let center = app.get("/api/v1/center", "").await.json();
    let hash = center["directory"]["hash"].as_str().expect("a hash");
    let path = format!("/api/v1/directory/{hash}/pack");
    let pack = Pack::read(&app.get(&path, "").await.body).expect("a whole pack");
    for at in 0..pack.len() {
        let words = [pack.name(at), pack.organization(at), pack.town(at)].join(" ");
        assert_no_trace(&path, &format!("{words} {}", pack.zip(at)));
        let placed = pack.place(at).is_some();
        assert!(!(placed && pack.id(at) == NIGHTS), "a place on the map");
    }
}

fn assert_no_trace(path: &str, text: &str) {
    let text = text.to_lowercase();
    for trace in TRACES {
        assert!(!text.contains(trace), "{path} holds {trace}");
    }
}

#[tokio::test]
async fn a_confidential_place_cannot_be_searched_for() {
    let app = start();
    for query in [
        "services?search=canary",
        "services?search=canaryville",
        "organizations?search=canary",
        "service_at_locations?search=canaryville",
        "service_at_locations?postcode=99977",
        "service_at_locations?postcode=99977&proximity=9000000",
    ] {
        assert_eq!(read(&app, query).await["total_items"], 0, "{query}");
    }
}

#[tokio::test]
async fn a_confidential_service_can_still_be_called() {
    let app = start();
    let service = read(&app, &format!("services/{NIGHTS}")).await;
    assert_eq!(service["name"], "Wrenfold Nights");
    assert_eq!(service["phones"][0]["number"], "816-555-0152");
    let detail = app
        .get(&format!("/api/v1/services/{NIGHTS}"), "")
        .await
        .json();
    assert_eq!(detail["confidential"], true);
    let open = read(&app, &format!("services/{ADVICE}")).await;
    let places = open["service_at_locations"].as_array().expect("places");
    assert_eq!(places.len(), 1, "what is open stays: {places:?}");
}

#[tokio::test]
async fn a_secret_place_of_an_organization_without_services_is_not_told() {
    let app = start();
    for path in [
        format!("organizations/{TRUST}"),
        "organizations?search=tamarind&full=true".to_owned(),
        "organizations?full_service=true&format=ndjson".to_owned(),
    ] {
        let text = get(&app, &path).await.text();
        assert!(text.contains("Tamarind Trust"), "{path}");
        assert!(text.contains("816-555-0154"), "{path}: it can be called");
        assert_no_trace(&path, &text);
        assert!(!text.to_lowercase().contains("canary"), "{path}");
    }
}
