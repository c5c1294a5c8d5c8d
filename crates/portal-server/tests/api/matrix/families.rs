//! The families, in short: what each has, and who reads it.

/// Something about a family that has a word or an id of its own, and two ways to read it.
pub struct About {
    pub family: &'static str,
    pub name: &'static str,
    /// Children it names, by number.
    pub children: &'static [usize],
    /// For whom alone it is.
    pub only: Option<&'static str>,
    /// Who reads it as a step, somebody on the team, or news.
    pub readers: &'static [&'static str],
    /// Who reads it as a visit.
    pub visitors: &'static [&'static str],
}

const fn all_of(family: &'static str, readers: &'static [&'static str]) -> About {
    About {
        family,
        name: "all",
        children: &[],
        only: None,
        readers,
        visitors: readers,
    }
}

/// `other` has a right to visits alone, and to those of the second child.
pub const THINGS: [About; 8] = [
    all_of("reed", &["parent"]),
    About {
        name: "second",
        children: &[2],
        visitors: &["parent", "other"],
        ..all_of("reed", &["parent"])
    },
    About {
        name: "both",
        children: &[1, 2],
        visitors: &["parent", "other"],
        ..all_of("reed", &["parent"])
    },
    About {
        name: "parents",
        only: Some("parent"),
        ..all_of("reed", &["parent"])
    },
    About {
        name: "others",
        children: &[2],
        only: Some("other"),
        visitors: &["other"],
        ..all_of("reed", &[])
    },
    all_of("birch", &["stranger"]),
    all_of("cedar", &["third"]),
    all_of("elm", &["fourth"]),
];

/// Somebody with a card.
pub struct Person {
    pub family: &'static str,
    pub name: &'static str,
    pub rights: &'static [&'static str],
    /// Children of the grant, by number; absent means all.
    pub children: Option<&'static [usize]>,
}

const fn with_all_rights(family: &'static str, name: &'static str) -> Person {
    Person {
        family,
        name,
        rights: &["steps", "appointments", "team", "updates"],
        children: None,
    }
}

pub const PEOPLE: [Person; 10] = [
    with_all_rights("reed", "parent"),
    Person {
        family: "reed",
        name: "other",
        rights: &["appointments"],
        children: Some(&[2]),
    },
    with_all_rights("reed", "barred"),
    with_all_rights("reed", "ended"),
    with_all_rights("reed", "revoked"),
    with_all_rights("reed", "frozen"),
    with_all_rights("birch", "stranger"),
    with_all_rights("birch", "spare"),
    with_all_rights("cedar", "third"),
    with_all_rights("elm", "fourth"),
];
