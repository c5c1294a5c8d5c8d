//! FHIR R4 appointments: whose they are, and the people and places that come with them.

use serde_json::json;

use crate::visits::{appointment, appointments, bundle, bytes, center, kept, refusal, visit};

#[test]
fn a_family_is_found_by_every_name_its_number_may_have_and_never_guessed() {
    let patient =
        json!({"resourceType": "Patient", "id": "in", "identifier": [{"value": "KID-9 "}]});
    let table = [
        (json!({"reference": "Patient/kid-7"}), Some("f1")),
        (
            json!({"reference": "https://clinic.example.org/fhir/Patient/kid-9/_history/3"}),
            Some("f2"),
        ),
        (
            json!({"type": "Patient", "identifier": {"value": "fam-1"}}),
            Some("f1"),
        ),
        (json!({"reference": "#in"}), Some("f2")),
        (json!({"reference": "#kid-7"}), None),
        (json!({"reference": "Patient/in"}), None),
        (json!({"reference": "Patient/kid-71"}), None),
        (json!({"reference": "RelatedPerson/kid-7"}), None),
        (json!({"display": "kid-7"}), None),
    ];
    for (actor, family) in table {
        let center = center();
        let changes = json!({"contained": [patient, {"resourceType": "Patient", "id": "kid-7"}], "participant": [{"actor": actor, "status": "accepted"}]});
        let summary = appointments(&center, &bytes(&appointment(&changes))).expect("accepted");
        let found = kept(&center, "appointment");
        let found = found
            .first()
            .map(|visit| visit["family"].as_str().expect("a family"));
        assert_eq!(found, family, "{actor}");
        if family.is_none() {
            let told = summary.to_string();
            assert!(
                told.contains("set aside: no family known for this number: 1")
                    || told.contains("without a number"),
                "{told}"
            );
            assert!(told.contains("warning: line 1: left out: "), "{told}");
            assert!(!told.contains("kid-7") && !told.contains("a1"), "{told}");
        }
    }
}

#[test]
fn a_childs_number_makes_the_visit_that_childs_and_two_families_in_one_visit_are_refused() {
    let both = |numbers: &[&str]| {
        let one = |n: &&str| json!({"actor": {"reference": format!("Patient/{n}")}, "status": "accepted"});
        json!({"participant": numbers.iter().map(one).collect::<Vec<_>>()})
    };
    let center = center();
    let summary = appointments(
        &center,
        &bytes(&appointment(&both(&["kid-7", "fam-1", "stranger"]))),
    );
    assert_eq!(
        summary.expect("accepted").set_aside["number that stands for nobody, beside one that is known"],
        1
    );
    assert_eq!(visit(&center)["children"], json!(["c1"]));
    let told = appointments(&center, &bytes(&appointment(&both(&["kid-7", "kid-9"]))));
    assert_eq!(
        refusal(&center, told),
        "visits.json:1: participant: expected the numbers of one family, found those of several\nrefused: 1 error; nothing was changed"
    );
}

#[test]
fn people_and_places_of_the_file_come_with_the_visit_and_are_kept_once() {
    let practitioner = json!({"resourceType": "Practitioner", "id": "d1",
        "name": [{"use": "old", "family": "Before"}, {"use": "usual", "text": "Dr. Ana"}, {"use": "official", "prefix": ["Dr."], "given": ["Ana", "M."], "family": "Reyes"}],
        "telecom": [{"system": "email", "value": "a@example.org"}, {"system": "phone", "value": "tel:816-555-0122"}]});
    let role = json!({"resourceType": "PractitionerRole", "id": "r1", "practitioner": {"reference": "Practitioner/d1"},
        "code": [{"coding": [{"code": "RN"}]}], "telecom": [{"system": "phone", "value": "ask for Ana"}]});
    let location = json!({"resourceType": "Location", "id": "l1", "name": "East Wing", "telecom": [{"system": "phone", "value": "816-555-0144"}],
        "address": {"line": ["18 Hospital Hill Road", "Clinic 4"], "city": "Riverbend", "state": "MO", "postalCode": "64001"}});
    let visit_of = |id: &str, status: &str| {
        appointment(&json!({"id": id, "participant": [
            {"actor": {"reference": "Patient/kid-7"}, "status": "accepted"},
            {"actor": {"reference": "PractitionerRole/r1"}, "status": status},
            {"actor": {"reference": "Practitioner/elsewhere"}, "status": "accepted"},
            {"actor": {"reference": "Location/l1"}, "status": "accepted"}]}))
    };
    let center = center();
    let file = bundle(&[
        visit_of("a1", "accepted"),
        visit_of("a2", "accepted"),
        visit_of("a3", "declined"),
        practitioner,
        role,
        location,
    ]);
    let summary = appointments(&center, &bytes(&file)).expect("accepted");
    assert_eq!(summary.set_aside["person who is not in the file"], 3);
    let contacts = kept(&center, "contact");
    assert_eq!(contacts.len(), 1);
    assert_eq!(
        (
            &contacts[0]["name"],
            &contacts[0]["role"],
            &contacts[0]["phone"]
        ),
        (
            &json!("Dr. Ana M. Reyes"),
            &json!("nurse"),
            &json!("816-555-0122")
        )
    );
    let places = kept(&center, "place");
    assert_eq!(places.len(), 1);
    assert_eq!(places[0]["place"]["unit"], "Clinic 4");
    assert_eq!(places[0]["place"]["postal_code"], "64001");
    let visits = kept(&center, "appointment");
    let whom = |n: usize| visits[n]["people"].as_array().expect("people").len();
    assert_eq!((whom(0), whom(1), whom(2)), (1, 1, 0));
    assert_eq!(visits[0]["place"], places[0]["id"]);
}

#[test]
fn contained_people_are_one_contact_and_a_known_place_is_the_centers_own() {
    let contained = json!([
        {"resourceType": "Practitioner", "id": "p", "name": [{"family": "Lin", "given": ["Jo"]}]},
        {"resourceType": "Location", "id": "l", "name": "Front Desk", "address": {"line": ["CANARY Street"]}},
        {"resourceType": "Location", "id": "s", "name": "Heron House", "meta": {"security": [{"code": "R"}]}, "address": {"line": ["1 Secret Road"]}}]);
    let visit_of = |id: &str, place: &str| {
        appointment(&json!({"id": id, "contained": contained, "participant": [
            {"actor": {"reference": "Patient/kid-7"}, "status": "accepted"},
            {"actor": {"reference": "#p"}, "status": "accepted"},
            {"actor": {"reference": place}, "status": "accepted"}]}))
    };
    let center = center();
    let file = bundle(&[
        visit_of("a1", "#l"),
        visit_of("a2", "#s"),
        visit_of("a3", "Location/loc-desk"),
    ]);
    appointments(&center, &bytes(&file)).expect("accepted");
    assert_eq!(kept(&center, "contact").len(), 1);
    let visits = kept(&center, "appointment");
    assert_eq!(
        (&visits[0]["place"], &visits[2]["place"]),
        (&json!("desk"), &json!("desk"))
    );
    let places = kept(&center, "place");
    assert_eq!(places.len(), 1);
    assert_eq!(places[0]["place"]["confidential"], true);
    assert!(!places[0].to_string().contains("Secret"));
    let snapshot = center
        .home
        .snapshots()
        .join(center.current().expect("one").trim());
    let published = std::fs::read(snapshot).expect("bytes");
    let street = b"5 Elm Street";
    assert!(
        published.windows(street.len()).any(|w| w == street),
        "a place of another source is published"
    );
}

#[test]
fn an_interpreter_is_booked_when_one_accepted_and_missing_when_nobody_said_so() {
    let with = |patient: &str, code: Option<&str>, status: &str| {
        let mut all = vec![
            json!({"actor": {"reference": format!("Patient/{patient}")}, "status": "accepted"}),
        ];
        all.extend(code.map(|code| json!({"type": [{"coding": [{"code": code}]}], "status": status, "actor": {"display": "CANARY"}})));
        json!({"participant": all})
    };
    let table = [
        (with("kid-7", None, ""), "not_needed"),
        (with("kid-9", None, ""), "not_yet"),
        (with("kid-9", Some("translator"), "accepted"), "booked"),
        (with("kid-9", Some("40570005"), "needs-action"), "not_yet"),
        (with("kid-9", Some("INT"), "tentative"), "not_yet"),
        (with("kid-9", Some("171R00000X"), "declined"), "not_yet"),
        (with("kid-7", Some("INT"), "accepted"), "booked"),
        (with("kid-9", Some("ATND"), "accepted"), "not_yet"),
    ];
    for (changes, expected) in table {
        let center = center();
        appointments(&center, &bytes(&appointment(&changes))).expect("accepted");
        assert_eq!(visit(&center)["interpreter"], expected, "{changes}");
    }
}
