//! Why a family needs somebody, and who comes first.

use portal_types::CardLine;

use super::*;

fn line(name: &str) -> FamilyLine {
    FamilyLine {
        id: name.to_owned(),
        number: name.to_owned(),
        name: Some(name.to_owned()),
        language: "en".to_owned(),
        needs: Vec::new(),
        late: 0,
        latest: None,
        quiet: None,
        next_visit: None,
        without_interpreter: None,
        caregivers: Vec::new(),
        news: None,
        opened_on: None,
        emergency: false,
    }
}

fn days(days: i32) -> Option<AgencyDays> {
    Some(AgencyDays {
        agency: "a".to_owned(),
        step_kind: "s".to_owned(),
        days,
    })
}

fn visit_in(in_days: i32, interpreter: Interpreter) -> Option<VisitLine> {
    Some(VisitLine {
        kind: "k".to_owned(),
        agency: "a".to_owned(),
        starts_at: format!("2026-03-{:02}T09:00:00-05:00", 10 + in_days),
        in_days,
        interpreter,
    })
}

fn caregiver(state: CardState, ends_in_days: i32, sees: bool) -> CaregiverLine {
    CaregiverLine {
        id: "c".to_owned(),
        label: "Parent 1".to_owned(),
        language: "en".to_owned(),
        sees,
        barred: false,
        card: Some(CardLine {
            selector: "ABCD".to_owned(),
            state,
            ends_on: String::new(),
            ends_in_days,
            last_opened: None,
            wrong_tries: 0,
        }),
    }
}

#[test]
fn a_family_needs_somebody_for_each_of_five_reasons() {
    use Attention::{CardEnding, Late, NoInterpreter, Quiet, VisitSoon};
    let with = |change: &dyn Fn(&mut FamilyLine)| {
        let mut line = line("f");
        change(&mut line);
        needs(&line)
    };
    let table: [(&str, Vec<Attention>, Vec<Attention>); 10] = [
        ("nothing", with(&|_| ()), vec![]),
        ("late", with(&|l| l.late = 1), vec![Late]),
        ("quiet", with(&|l| l.quiet = days(31)), vec![Quiet]),
        (
            "tomorrow",
            with(&|l| l.next_visit = visit_in(1, Interpreter::NotNeeded)),
            vec![VisitSoon],
        ),
        (
            "the day after tomorrow",
            with(&|l| l.next_visit = visit_in(2, Interpreter::NotNeeded)),
            vec![],
        ),
        (
            "no interpreter",
            with(&|l| l.without_interpreter = visit_in(9, Interpreter::NotYet)),
            vec![NoInterpreter],
        ),
        (
            "card ends in two weeks",
            with(&|l| l.caregivers = vec![caregiver(CardState::Good, 14, true)]),
            vec![CardEnding],
        ),
        (
            "card ends later",
            with(&|l| l.caregivers = vec![caregiver(CardState::Good, 15, true)]),
            vec![],
        ),
        (
            "ended, but nothing to see",
            with(&|l| l.caregivers = vec![caregiver(CardState::Ended, -3, false)]),
            vec![],
        ),
        (
            "frozen on purpose",
            with(&|l| l.caregivers = vec![caregiver(CardState::Frozen, 3, true)]),
            vec![],
        ),
    ];
    for (why, told, expected) in table {
        assert_eq!(told, expected, "{why}");
    }
}

#[test]
fn who_needs_somebody_most_comes_first() {
    let with = |name: &str, change: &dyn Fn(&mut FamilyLine)| {
        let mut line = line(name);
        change(&mut line);
        line.needs = needs(&line);
        line
    };
    let late = |n: i32| move |l: &mut FamilyLine| (l.late, l.latest) = (1, days(n));
    let mut all = vec![
        with("b nothing", &|_| ()),
        with("a nothing", &|_| ()),
        with("card", &|l| {
            l.caregivers = vec![caregiver(CardState::Good, 3, true)];
        }),
        with("tomorrow", &|l| {
            l.next_visit = visit_in(1, Interpreter::Booked);
        }),
        with("today", &|l| {
            l.next_visit = visit_in(0, Interpreter::Booked);
        }),
        with("quiet for 40", &|l| l.quiet = days(40)),
        with("quiet for 400", &|l| l.quiet = days(400)),
        with("late for 3", &late(3)),
        with("late for 30", &late(30)),
    ];
    sort(&mut all);
    let names: Vec<_> = all.iter().map(|l| l.number.as_str()).collect();
    let expected = [
        "late for 30",
        "late for 3",
        "quiet for 400",
        "quiet for 40",
        "today",
        "tomorrow",
        "card",
        "a nothing",
        "b nothing",
    ];
    assert_eq!(names, expected);
}
