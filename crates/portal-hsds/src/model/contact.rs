//! How and when to reach somebody.

records! {
    /// A person to ask. HSDS `contact`.
    Contact {
        /// Identifier in the directory.
        id: String,
        /// The organisation.
        organization_id: Option<String>,
        /// The service.
        service_id: Option<String>,
        /// The service at one place.
        service_at_location_id: Option<String>,
        /// The place.
        location_id: Option<String>,
        /// Name.
        name: Option<String>,
        /// Title.
        title: Option<String>,
        /// Department.
        department: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Phone numbers.
        phones: Vec<Phone>,
    }

    /// A phone number. HSDS `phone`.
    Phone {
        /// Identifier in the directory.
        id: String,
        /// The place.
        location_id: Option<String>,
        /// The service.
        service_id: Option<String>,
        /// The organisation.
        organization_id: Option<String>,
        /// The person.
        contact_id: Option<String>,
        /// The service at one place.
        service_at_location_id: Option<String>,
        /// The number, without extension.
        number: Option<String>,
        /// Extension.
        extension: Option<String>,
        /// `voice`, `fax`, `text`, `tty` … HSDS `type`.
        #[serde(rename = "type")]
        kind: Option<String>,
        /// What it is for.
        description: Option<String>,
        /// Languages spoken on it.
        languages: Vec<Language>,
    }

    /// A language spoken. HSDS `language`.
    Language {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// The place.
        location_id: Option<String>,
        /// The phone.
        phone_id: Option<String>,
        /// Name of the language.
        name: Option<String>,
        /// ISO 639 code.
        code: Option<String>,
        /// More about it.
        note: Option<String>,
    }

    /// When something is open: a recurrence rule with times. HSDS `schedule`.
    Schedule {
        /// Identifier in the directory.
        id: String,
        /// The service.
        service_id: Option<String>,
        /// The place.
        location_id: Option<String>,
        /// The service at one place.
        service_at_location_id: Option<String>,
        /// ISO date it begins to hold.
        valid_from: Option<String>,
        /// ISO date it last holds; past it the hours are unknown, not closed.
        valid_to: Option<String>,
        /// ISO date of the first event.
        dtstart: Option<String>,
        /// Offset from UTC, in words of the directory.
        timezone: Option<String>,
        /// ISO date the recurrence ends.
        until: Option<String>,
        /// How many times it recurs.
        count: Option<i64>,
        /// First day of the week, `MO` to `SU`.
        wkst: Option<String>,
        /// `WEEKLY` or `MONTHLY`.
        freq: Option<String>,
        /// Every how many weeks or months.
        interval: Option<i64>,
        /// Days, e.g. `MO,TU`.
        byday: Option<String>,
        /// Weeks of the year.
        byweekno: Option<String>,
        /// Days of the month.
        bymonthday: Option<String>,
        /// Days of the year.
        byyearday: Option<String>,
        /// The hours in words.
        description: Option<String>,
        /// `HH:MM`, or the directory's words when they are no time.
        opens_at: Option<String>,
        /// `HH:MM`, or the directory's words when they are no time.
        closes_at: Option<String>,
        /// Web page with the hours.
        schedule_link: Option<String>,
        /// In person, by phone …
        attending_type: Option<String>,
        /// More about the hours.
        notes: Option<String>,
    }
}
