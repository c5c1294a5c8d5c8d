//! Who is welcome by the directory's words, and what they do not promise.

use super::*;
use crate::model::RequiredDocument;

#[test]
fn children_are_welcome_where_it_is_for_them_or_says_so() {
    let children = Need::Children.bit();
    for (name, eligibility, ages, needs, expected) in [
        ("Homework club", "", (None, None), children, true),
        ("Art room", "Children and youth", (None, None), 0, true),
        ("Counseling for parents", "", (None, None), 0, true),
        ("Círculo de padres", "", (None, None), 0, true),
        (
            "Counseling",
            "Ages 5 to 12",
            (Some(5.0), Some(12.0)),
            0,
            true,
        ),
        ("Counseling", "", (None, Some(17.0)), 0, true),
        ("Counseling", "", (Some(0.0), None), 0, false),
        ("Counseling", "", (Some(16.0), None), 0, false),
        (
            "Counseling",
            "Ages 18 and older",
            (None, None),
            children,
            false,
        ),
        ("Parents", "", (Some(18.0), None), children, false),
        (
            "Counseling",
            "Families. No children.",
            (None, None),
            0,
            false,
        ),
        ("Work", "Adults only, families", (None, None), 0, false),
        ("Food pantry", "Anyone", (None, None), 0, false),
        ("Childish things", "Grandparents", (None, None), 0, false),
        (
            "Meals",
            "Households without children",
            (None, None),
            0,
            false,
        ),
    ] {
        let service = Service {
            name: name.into(),
            eligibility_description: Some(eligibility.into()),
            minimum_age: ages.0,
            maximum_age: ages.1,
            ..Service::default()
        };
        assert_eq!(
            child_friendly(&service, needs),
            expected,
            "{name} | {eligibility} | {ages:?}"
        );
    }
}

#[test]
fn nobody_asks_for_papers_only_where_that_is_said() {
    for (papers, process, eligibility, expected) in [
        (&["None"][..], "", "", true),
        (&["No documents needed"], "Call first", "", true),
        (&["Not required"], "", "", true),
        (&[], "None", "", true),
        (&[], "Call at any hour. You do not need papers.", "", true),
        (&[], "No ID", "", true),
        (&[], "", "Anyone; identification is not required", true),
        (&[], "", "", false),
        (&[], "Call for more information", "", false),
        (&[], "Appointment not required", "", false),
        (&["Photo ID"], "", "", false),
        (&["Photo ID", "None"], "You do not need papers", "", false),
        (&["Photo ID, no copies"], "", "", false),
        (&["N/A"], "", "", false),
        (&[], "No documents needed. Bring photo ID.", "", false),
        (&[], "If you have no ID, call us", "", false),
        (&[], "No ID, but proof of address", "", false),
        (&[], "We will not make copies of documents", "", false),
        (
            &[],
            "No documents older than a month are accepted; ID required",
            "",
            false,
        ),
        (&[], "", "None", false),
    ] {
        let document = |paper: &&str| RequiredDocument {
            document: Some((*paper).into()),
            ..RequiredDocument::default()
        };
        let service = Service {
            required_documents: papers.iter().map(document).collect(),
            application_process: Some(process.into()),
            eligibility_description: Some(eligibility.into()),
            ..Service::default()
        };
        assert_eq!(
            no_papers(&service),
            expected,
            "{papers:?} | {process} | {eligibility}"
        );
    }
}
