//! FHIR R4 appointments: what each status, time, kind and reason becomes, or why it is refused.

use serde_json::{Value, json};

use crate::visits::{
    appointment, appointments, bundle, bytes, center, center_with, kept, refusal, visit,
};

#[test]
fn every_status_is_taken_in_with_the_times_it_may_lack() {
    let table = [
        ("proposed", true),
        ("pending", true),
        ("booked", false),
        ("arrived", false),
        ("fulfilled", false),
        ("cancelled", true),
        ("noshow", false),
        ("entered-in-error", true),
        ("checked-in", false),
        ("waitlist", true),
    ];
    for (status, may_lack_start) in table {
        let center = center();
        let told = appointments(&center, &bytes(&appointment(&json!({"status": status}))));
        assert_eq!(told.expect(status).added, 1);
        assert_eq!(visit(&center)["status"], status);
        let without = appointment(&json!({"status": status, "start": null, "end": null}));
        let told = appointments(&center, &bytes(&without));
        assert_eq!(told.is_ok(), may_lack_start, "{status}");
        if !may_lack_start {
            assert!(
                refusal(&center, told).starts_with("visits.json:1: start: expected a time unless")
            );
        }
    }
}

#[test]
fn what_is_wrong_with_an_appointment_is_told_in_its_own_words() {
    let table = [
        (json!({"status": "maybe"}), "status: expected one of"),
        (json!({"status": null}), "status: expected one of"),
        (
            json!({"start": "2026-03-20"}),
            "start: expected a time with its offset",
        ),
        (json!({"start": null}), "start: expected a time unless"),
        (
            json!({"end": "2026-03-19T10:00:00-05:00"}),
            "end: expected an end after the start",
        ),
        (json!({"id": null}), "id: expected an id or key"),
        (
            json!({"meta": {"lastUpdated": "yesterday"}}),
            "meta.lastUpdated: expected a time",
        ),
        (
            json!({"implicitRules": "http://example.org/rules"}),
            "modifierExtension: expected no",
        ),
        (
            json!({"modifierExtension": [{"url": "x"}]}),
            "modifierExtension: expected no",
        ),
    ];
    for (changes, why) in table {
        let center = center();
        let told = appointments(&center, &bytes(&appointment(&changes)));
        let told = refusal(&center, told);
        assert!(
            told.starts_with(&format!("visits.json:1: {why}")),
            "{changes}: {told}"
        );
        let in_bundle = bundle(&[appointment(&json!({"id": "good"})), appointment(&changes)]);
        let told = refusal(&center, appointments(&center, &bytes(&in_bundle)));
        assert!(
            told.starts_with(&format!("visits.json:1: entry[1].{why}")),
            "{changes}: {told}"
        );
        assert!(kept(&center, "appointment").is_empty());
    }
}

#[test]
fn a_kind_comes_from_a_code_or_from_the_settings_and_else_the_file_is_refused() {
    let coded = |system: &str, code: &str| json!({"coding": [{"system": system, "code": code}]});
    let table = [
        (json!({}), "medical_exam"),
        (
            json!({"appointmentType": null, "serviceType": [coded("http://example.org/type", "7")]}),
            "lab_visit",
        ),
        (
            json!({"appointmentType": coded("http://example.org/type", "8")}),
            "other_visit",
        ),
        (
            json!({"appointmentType": null, "specialty": [coded("x", "HRG")]}),
            "court_hearing",
        ),
        (json!({"appointmentType": {"text": "CHECK"}}), "other_visit"),
    ];
    for (changes, kind) in table {
        let center = center();
        appointments(&center, &bytes(&appointment(&changes))).expect("accepted");
        assert_eq!(visit(&center)["kind"], kind, "{changes}");
    }
    let center = center_with(&json!({"agency": "clinic"}));
    let told = refusal(
        &center,
        appointments(&center, &bytes(&appointment(&json!({})))),
    );
    assert!(
        told.starts_with("visits.json:1: kind: expected a code that is known; add it to kinds in sources/clinic-visits.json"),
        "{told}"
    );
}

#[test]
fn a_cancelled_visit_keeps_a_reason_the_playbook_has_words_for_and_no_other() {
    let cancelled = |code: &str, updated: Option<&str>| {
        appointment(
            &json!({"status": "cancelled", "meta": {"lastUpdated": updated},
            "cancelationReason": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "code": code}], "text": "CANARY"}}),
        )
    };
    let center = center();
    let summary = appointments(
        &center,
        &bytes(&cancelled("prov-pers", Some("2026-03-10T04:30:00Z"))),
    );
    assert!(summary.expect("accepted").warnings.is_empty());
    let found = visit(&center);
    assert_eq!(
        found["changed"],
        json!({"what": "cancelled", "on": "2026-03-09", "from": null, "reason": "staff_ill"})
    );
    assert_eq!(found["updated_at"], "2026-03-10T04:30:00Z");
    let summary = appointments(
        &center,
        &bytes(&cancelled("pat-preg", Some("2026-03-10T04:30:00Z"))),
    )
    .expect("accepted");
    assert_eq!(
        summary.warnings,
        [
            "visits called off for a reason that reasons in sources/clinic-visits.json does not know: 1"
        ]
    );
    assert_eq!(visit(&center)["changed"], Value::Null);
    let summary = appointments(&center, &bytes(&cancelled("prov-pers", None))).expect("accepted");
    assert_eq!(
        summary.set_aside["cancelationReason without meta.lastUpdated"],
        1
    );
}

#[test]
fn minutes_stand_for_an_end_and_the_same_file_changes_nothing() {
    let center = center();
    let file = bytes(&appointment(
        &json!({"end": null, "minutesDuration": 45, "identifier": [{"value": "V-1"}]}),
    ));
    appointments(&center, &file).expect("accepted");
    assert_eq!(visit(&center)["ends_at"], "2026-03-20T14:45:00Z");
    assert_ne!(visit(&center)["same_as"], Value::Null);
    let again = appointments(&center, &file).expect("accepted");
    assert_eq!(
        (again.added, again.changed, again.removed, again.unchanged),
        (0, 0, 0, 1)
    );
}
