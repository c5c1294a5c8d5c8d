//! Each endpoint, the envelope, and the forms of an answer.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn the_root_says_which_standard_is_kept() {
    let app = start();
    for path in ["/hsds/v3", "/hsds/v3/"] {
        let root = app.get(path, "").await.json();
        assert_eq!(root["version"], "3.1");
        for link in ["profile", "openapi_url"] {
            assert!(
                root[link]
                    .as_str()
                    .is_some_and(|l| l.starts_with("https://"))
            );
        }
    }
}

#[tokio::test]
async fn a_list_stands_in_the_envelope_of_the_standard() {
    let app = start();
    let page = read(&app, "services?per_page=20&page=3").await;
    let envelope = |page: &Value| {
        let mut page = page.clone();
        page["contents"] = json!(null);
        page
    };
    let expected = json!({
        "total_items": SERVICES, "total_pages": 3, "page_number": 3, "size": 6,
        "first_page": false, "last_page": true, "empty": false, "contents": null,
    });
    assert_eq!(envelope(&page), expected);
    assert_eq!(ids(&page).len(), 6);

    let nothing = read(&app, "services?search=zzzzzz").await;
    let expected = json!({
        "total_items": 0, "total_pages": 0, "page_number": 1, "size": 0,
        "first_page": true, "last_page": true, "empty": true, "contents": null,
    });
    assert_eq!(envelope(&nothing), expected);

    let beyond = read(&app, "services?page=4294967295").await;
    assert_eq!(
        (&beyond["empty"], &beyond["last_page"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn pages_hold_every_row_once_and_in_the_order_of_names() {
    let app = start();
    let mut names = Vec::new();
    for page in 1..=5 {
        let page = read(&app, &format!("services?per_page=10&page={page}")).await;
        let rows = page["contents"].as_array().expect("rows").clone();
        names.extend(rows.iter().map(|row| {
            let name = row["name"].as_str().expect("a name").to_lowercase();
            (name, row["id"].as_str().expect("an id").to_owned())
        }));
    }
    assert_eq!(names.len() as u64, SERVICES);
    assert!(names.is_sorted());
    let page = read(&app, "services").await;
    assert_eq!(ids(&page).len() as u64, SERVICES, "50 rows are the default");
}

#[tokio::test]
async fn a_list_has_one_to_one_fields_and_a_detail_has_all() {
    let app = start();
    let row = &read(&app, "services?search=quillfeather+cafe").await["contents"][0];
    assert_eq!(row["id"], CAFE);
    assert_eq!(row["organization"]["id"], KITCHENS);
    assert!(row.get("phones").is_none() && row.get("service_at_locations").is_none());
    let full = read(&app, &format!("services/{CAFE}")).await;
    assert_eq!(full["phones"][0]["extension"], 12);
    let address = &full["service_at_locations"][0]["location"]["addresses"][0];
    assert_eq!(address["postal_code"], "10001");
    let rows = read(&app, "services?search=quillfeather+cafe&full=true").await;
    assert_eq!(rows["contents"][0], full);
    let other = read(&app, &format!("services/{MILK_ROUND}")).await;
    assert!(
        other["phones"][0]["number"]
            .as_str()
            .is_some_and(|n| n.ends_with(" ext. 12a")),
        "an extension that is no number is not lost"
    );
}

#[tokio::test]
async fn a_minimal_list_has_ids_and_changes_on_one_page() {
    let app = start();
    let page = read(
        &app,
        &format!("services?minimal=true&organization_id={KITCHENS}"),
    )
    .await;
    let expected = json!([
        {"id": CAFE, "last_modified": "2026-01-10T12:00:00Z"},
        {"id": MILK_ROUND, "last_modified": "2026-02-10T12:00:00-06:00"},
    ]);
    assert_eq!(page["contents"], expected);
    let all = read(&app, "services?minimal=true").await;
    assert_eq!(
        (&all["size"], &all["total_pages"]),
        (&json!(SERVICES), &json!(1))
    );
}

#[tokio::test]
async fn an_organization_names_its_services_or_has_them_whole() {
    let app = start();
    let path = format!("organizations/{KITCHENS}");
    let brief = read(&app, &path).await;
    let expected = json!([
        {"id": CAFE, "name": "Quillfeather Café", "status": "active"},
        {"id": MILK_ROUND, "name": "Quillfeather Milk Round", "status": "active"},
    ]);
    assert_eq!(brief["services"], expected);
    let whole = read(&app, &format!("{path}?full_service=true")).await;
    assert_eq!(
        whole["services"][0],
        read(&app, &format!("services/{CAFE}")).await
    );
    let row = |query: &str| format!("organizations?search=quillfeather&{query}=true");
    assert_eq!(read(&app, &row("full")).await["contents"], json!([brief]));
    assert_eq!(
        read(&app, &row("full_service")).await["contents"],
        json!([whole])
    );
    let listed = &read(&app, "organizations?search=quillfeather").await["contents"][0];
    assert!(listed.get("services").is_none());
}

#[tokio::test]
async fn an_organization_without_services_is_told_in_full() {
    let app = start();
    let listed = read(&app, "organizations?search=tamarind+library").await;
    assert_eq!(ids(&listed), [LIBRARY]);
    let library = read(&app, &format!("organizations/{LIBRARY}")).await;
    assert_eq!(library["services"], json!([]));
    let address = &library["locations"][0]["addresses"][0];
    assert_eq!(address["address_1"], "3 Open Street");
    assert!(
        address["id"].as_str().is_some_and(|id| id.len() == 36),
        "what has no id gets one: {address}"
    );
}

#[tokio::test]
async fn a_service_at_a_location_has_the_service_and_the_location() {
    let app = start();
    let place = read(
        &app,
        "service_at_locations/30000000-0000-4000-8000-000000000001",
    )
    .await;
    assert_eq!(place["service"]["id"], CAFE);
    assert_eq!(place["service"]["phones"][0]["number"], "816-555-0150");
    assert_eq!(place["location"]["latitude"], 40.0);
    let path = "service_at_locations?search=quillfeather+cafe";
    let row = &read(&app, path).await["contents"][0];
    assert_eq!(row["location"]["name"], "Hall 1");
    assert!(row["location"].get("addresses").is_none() && row["service"].get("phones").is_none());
}

#[tokio::test]
async fn taxonomies_and_terms_are_those_of_the_directory() {
    let app = start();
    let taxonomy = read(&app, &format!("taxonomies/{HELP}")).await;
    assert_eq!(taxonomy["name"], "Kinds of help");
    let term = read(&app, &format!("taxonomy_terms/{MILK}")).await;
    assert_eq!(
        (&term["code"], &term["parent_id"]),
        (&json!("F.1"), &json!(FOOD))
    );
    let named = read(&app, "taxonomies?search=family").await;
    let id = ids(&named)[0].to_owned();
    let terms = read(
        &app,
        &format!("taxonomy_terms?taxonomy_id={id}&per_page=1000"),
    )
    .await;
    assert!(
        terms["total_items"].as_u64() > Some(5),
        "a taxonomy known by its name has its terms"
    );
}

#[tokio::test]
async fn every_list_streams_all_its_rows_one_a_line() {
    let app = start();
    for list in LISTS {
        let total = read(&app, list).await["total_items"].as_u64();
        let answer = get(&app, &format!("{list}?format=ndjson&page=7&per_page=1")).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let text = answer.text();
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object a line"))
            .collect();
        assert_eq!(Some(lines.len() as u64), total, "{list}");
        assert!(text.ends_with('\n'));
    }
    let nothing = get(&app, "services?format=ndjson&search=zzzzzz").await;
    assert_eq!(nothing.text(), "");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let app = start();
    for list in LISTS {
        for id in ["nothing", "%00", "..%2f..", CAFE.split_at(35).0] {
            let answer = get(&app, &format!("{list}/{id}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{list}/{id}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
        let path = format!("/hsds/v3/{list}/{CAFE}");
        let answer = app.send(request(Method::POST, &path, "", None)).await;
        assert_eq!(
            answer.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "one object is not asked for by body"
        );
    }
    let named = read(&app, "services/county%2F5").await;
    assert_eq!(named["id"], "county/5", "an id may hold anything");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let app = start();
    for path in [
        "services",
        "services?format=ndjson",
        &format!("services/{CAFE}"),
    ] {
        let first = get(&app, path).await;
        let etag = first.header("etag").to_owned();
        assert!(etag.len() > 10, "{path}");
        assert_eq!(first.header("cache-control"), "no-cache");
        let mut again = request(Method::GET, &format!("/hsds/v3/{path}"), "", None);
        let value = etag.parse().expect("a header");
        again.headers_mut().insert(header::IF_NONE_MATCH, value);
        let again = app.send(again).await;
        assert_eq!(
            (again.status, again.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_client_that_takes_brotli_gets_brotli() {
    let app = start();
    let plain = get(&app, "services").await;
    let mut packed = request(Method::GET, "/hsds/v3/services", "", None);
    let takes = "gzip, br".parse().expect("a header");
    packed.headers_mut().insert(header::ACCEPT_ENCODING, takes);
    let packed = app.send(packed).await;
    assert_eq!(packed.header("content-encoding"), "br");
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut packed.body.as_slice(), &mut unpacked).expect("brotli");
    assert_eq!(unpacked, plain.body);
    assert!(packed.body.len() * 3 < plain.body.len());
}
