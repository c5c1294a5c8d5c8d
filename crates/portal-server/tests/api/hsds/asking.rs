//! The parameters: each alone, together, by body, and refused by name.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::*;

#[tokio::test]
async fn each_parameter_finds_what_it_names() {
    let app = start();
    let kitchens = format!("organization_id={KITCHENS}");
    let table: Vec<(String, Vec<&str>)> = vec![
        ("services?search=quillfeather+cafe".into(), vec![CAFE]),
        ("services?search=CAF%C3%89+quill".into(), vec![CAFE]),
        ("services?search=soup+zanzibar".into(), vec![]),
        ("services?search=quillmilk".into(), vec![MILK_ROUND]),
        (
            "services?search=wrenfold+haven".into(),
            vec![ADVICE, NIGHTS],
        ),
        // "or" is a word that means nothing to a search.
        (
            "services?search=%22quillfeather%22+OR".into(),
            vec![CAFE, MILK_ROUND],
        ),
        ("services?search=***".into(), vec![]),
        ("services?search=%C2%BD".into(), vec![]),
        ("services?search=qiullfeather+caffe".into(), vec![CAFE]),
        ("services?search=mlik+ruond".into(), vec![MILK_ROUND]),
        ("services?search=qiullfeather+unicorn".into(), vec![]),
        (
            format!("services?search=quilfeathers&organization_id={KITCHENS}"),
            vec![CAFE, MILK_ROUND],
        ),
        ("organizations?search=quilfeathers".into(), vec![]),
        (
            format!("services?taxonomy_term_id={FOOD}"),
            vec![CAFE, ADVICE],
        ),
        (
            format!("services?taxonomy_id={HELP}&search=quillfeather"),
            vec![CAFE, MILK_ROUND],
        ),
        (format!("services?{kitchens}"), vec![CAFE, MILK_ROUND]),
        (
            "services?modified_after=2026-02-10T18:00:00Z".into(),
            vec![MILK_ROUND, ADVICE],
        ),
        (
            "services?modified_after=2026-02-10T18:00:01Z".into(),
            vec![ADVICE],
        ),
        (
            "services?modified_after=2026-02-10T12:00:00-06:00".into(),
            vec![MILK_ROUND, ADVICE],
        ),
        (
            "services?modified_after=2026-02-10T18:00:00+00:00".into(),
            vec![MILK_ROUND, ADVICE],
        ),
        ("services?modified_after=2026-03-01".into(), vec![ADVICE]),
        (
            "taxonomy_terms?search=tamarind".into(),
            vec!["60000000-0000-4000-8000-000000000004"],
        ),
        (
            format!("organizations?taxonomy_term_id={MILK}"),
            vec![KITCHENS],
        ),
        (
            format!("organizations?taxonomy_id={HELP}"),
            vec![KITCHENS, LIBRARY, HAVEN],
        ),
        (format!("taxonomy_terms?parent_id={FOOD}"), vec![MILK]),
        (
            "taxonomy_terms?search=quill&top_only=true".into(),
            vec![FOOD],
        ),
        (
            format!("taxonomy_terms?taxonomy_id={HELP}&search=quill"),
            vec![FOOD, MILK],
        ),
        ("taxonomies?search=kinds".into(), vec![HELP]),
        (
            "services?nonsense=1&search=quillmilk&taxonomy_id=".into(),
            vec![MILK_ROUND],
        ),
    ];
    for (path, expected) in table {
        assert_eq!(ids(&read(&app, &path).await), expected, "{path}");
    }
}

#[tokio::test]
async fn places_are_found_by_postcode_and_by_distance() {
    let app = start();
    let place = |n: u8| format!("30000000-0000-4000-8000-00000000000{n}");
    for (query, expected) in [
        ("postcode=10001", vec![place(1), place(2)]),
        ("postcode=10001-9999", vec![place(1), place(2)]),
        ("postcode=10001&proximity=200", vec![place(1), place(2)]),
        (
            "postcode=10001&proximity=3000",
            vec![place(1), place(2), place(4)],
        ),
        ("postcode=10050&proximity=0", vec![place(4)]),
        ("postcode=00001&proximity=1000000", vec![]),
        ("search=zanzibar", vec![place(1)]),
        ("postcode=10001&search=milk", vec![place(2)]),
        ("modified_after=2026-03-01", vec![place(4)]),
    ] {
        let page = read(&app, &format!("service_at_locations?{query}")).await;
        assert_eq!(ids(&page), expected, "{query}");
    }
    for query in [
        format!("organization_id={HAVEN}"),
        format!("taxonomy_term_id={FOOD}&postcode=10050"),
        format!("taxonomy_id={HELP}&postcode=10050"),
    ] {
        let page = read(&app, &format!("service_at_locations?{query}")).await;
        assert_eq!(ids(&page), [place(4)], "{query}");
    }
}

#[tokio::test]
async fn all_that_is_asked_for_must_fit() {
    let app = start();
    let both = format!("services?taxonomy_term_id={FOOD}&organization_id={KITCHENS}");
    assert_eq!(ids(&read(&app, &both).await), [CAFE]);
    for more in ["search=milk", "modified_after=2026-02-01"] {
        let page = read(&app, &format!("{both}&{more}")).await;
        assert_eq!(page["empty"], true, "{more}");
    }
}

#[tokio::test]
async fn a_query_by_body_answers_as_the_address_does() {
    let app = start();
    for (query, body) in [
        (
            "search=soup&per_page=1&page=2",
            json!({"search": "soup", "per_page": 1, "page": "2"}),
        ),
        (
            "search=soup&full=true",
            json!({"search": "soup", "full": true, "format": null}),
        ),
        (
            "search=soup&format=ndjson",
            json!({"search": "soup", "format": "ndjson"}),
        ),
    ] {
        let asked = get(&app, &format!("services?{query}")).await;
        let posted = post(&app, "services", body).await;
        assert_eq!(
            (posted.status, &posted.body),
            (asked.status, &asked.body),
            "{query}"
        );
        assert_eq!(
            posted.header("cache-control"),
            "no-store",
            "what was searched is not kept"
        );
        assert_eq!(posted.header("etag"), "");
    }
    for list in LISTS {
        let path = format!("/hsds/v3/{list}?per_page=3");
        let posted = app.send(request(Method::POST, &path, "", None)).await;
        assert_eq!(
            posted.body,
            get(&app, &format!("{list}?per_page=3")).await.body,
            "{list}"
        );
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_is_refused_by_the_name_of_its_parameter() {
    let app = start();
    for (list, query, name) in [
        ("services", "page=0", "page"),
        ("services", "page=-1", "page"),
        ("services", "page=1.5", "page"),
        ("services", "page=", "page"),
        ("services", "per_page=0", "per_page"),
        ("services", "per_page=1001", "per_page"),
        ("services", "per_page=many", "per_page"),
        ("services", "format=xml", "format"),
        ("services", "full=yes", "full"),
        ("services", "full=", "full"),
        ("services", "minimal=1", "minimal"),
        ("services", "modified_after=soon", "modified_after"),
        ("services", "modified_after=", "modified_after"),
        ("services", "search=a&search=b", "search"),
        ("services", "postcode=10001", "postcode"),
        ("organizations", "full_service=0", "full_service"),
        (
            "organizations",
            "modified_after=2026-03-01",
            "modified_after",
        ),
        (
            "service_at_locations",
            "postcode=10001&proximity=near",
            "proximity",
        ),
        (
            "service_at_locations",
            "postcode=10001&proximity=-1",
            "proximity",
        ),
        (
            "service_at_locations",
            "postcode=10001&proximity=inf",
            "proximity",
        ),
        ("service_at_locations", "proximity=5", "postcode"),
        ("taxonomy_terms", "top_only=maybe", "top_only"),
        ("taxonomies", "full=true", "full"),
    ] {
        let answer = get(&app, &format!("{list}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{list}?{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["code"], "bad_parameter", "{query}");
        assert_eq!(problem["parameter"], name, "{query}");
    }
    assert_eq!(read(&app, "services?per_page=1000").await["size"], SERVICES);
}

#[tokio::test]
async fn a_body_that_is_no_object_of_plain_values_is_refused() {
    let app = start();
    for body in [
        json!([]),
        json!("food"),
        json!({"search": ["food"]}),
        json!({"search": {}}),
    ] {
        let answer = post(&app, "services", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let answer = post(&app, "services", json!({"per_page": 0})).await;
    assert_eq!(answer.json()["parameter"], "per_page");
    let answer = post(&app, "services", json!({"search": "x".repeat(5000)})).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
