//! Poisonous files for every format.

use super::{Made, Poison};

const HEAD: &str = "{\"type\":\"feed\",\"version\":1,\"as_of\":\"2026-03-10T08:00:00-05:00\"}\n";

const fn poison(what: &'static str, name: &'static str, made: Made) -> Poison {
    Poison { what, name, made }
}

/// All of them.
pub const ALL: &[Poison] = &[
    poison("cases", "line.ndjson", Made::Piped(HEAD, "a")),
    poison("cases", "deep.ndjson", Made::Piped(HEAD, "[")),
    poison("cases", "zeros.ndjson", Made::Piped("", "\0")),
    poison(
        "cases",
        "families.csv",
        Made::Piped("id,language\n1,\"", "a"),
    ),
    poison("cases", "agencies.csv", Made::Piped("id,kind,name\n1", ",")),
    poison(
        "cases",
        "bomb.zip",
        Made::Zipped("families.csv", "\n", 1 << 30),
    ),
    poison(
        "cases",
        "lying.zip",
        Made::Lying("families.csv", "1,en\n", 64 << 20),
    ),
    poison(
        "cases",
        "surrogate.ndjson",
        Made::Written(HEAD, "{\"type\":\"family\",\"id\":\"\\ud800\"}\n", 1, ""),
    ),
    poison(
        "cases",
        "dates.ndjson",
        Made::Written(
            "{\"type\":\"feed\",\"version\":1,\"as_of\":\"9999-12-30T00:00:00Z\"}\n",
            "",
            0,
            "",
        ),
    ),
    poison(
        "cases",
        "twice.ndjson",
        Made::Written(
            HEAD,
            "{\"type\":\"family\",\"id\":\"f\",\"language\":\"en\",\"language\":\"es\"}\n",
            1,
            "",
        ),
    ),
    poison("services", "text.json", Made::Piped("{\"id\":\"", "a")),
    poison("services", "deep.json", Made::Piped("", "[")),
    poison("services", "numbers.json", Made::Piped("[{\"id\":[0", ",0")),
    poison(
        "services",
        "objects.json",
        Made::Piped("[{\"id\":[0", ",{\"\":0}"),
    ),
    poison(
        "services",
        "names.json",
        Made::Piped("{\"id\":\"1\"", ",\"a\":{}"),
    ),
    poison(
        "services",
        "row",
        Made::Tables("phones.csv", "id,service_id,number\n1,a,\"", "a"),
    ),
    poison(
        "services",
        "rows",
        Made::Tables("phones.csv", "id,service_id,number\n", "1,a,2\n"),
    ),
    poison(
        "services",
        "columns",
        Made::Tables("phones.csv", "id", ",a"),
    ),
    poison(
        "services",
        "bomb.zip",
        Made::Zipped("services.csv", "\n", 1 << 30),
    ),
    poison(
        "services",
        "lying.zip",
        Made::Lying("services.csv", "1,House\n", 64 << 20),
    ),
    poison(
        "appointments",
        "text.json",
        Made::Piped("{\"resourceType\":\"", "a"),
    ),
    poison("appointments", "deep.json", Made::Piped("", "[")),
    poison(
        "appointments",
        "numbers.json",
        Made::Written(
            "{\"resourceType\":\"Appointment\",\"x\":[0",
            ",0",
            31 << 20,
            "]}",
        ),
    ),
    poison(
        "appointments",
        "objects.json",
        Made::Written(
            "{\"resourceType\":\"Appointment\",\"x\":[0",
            ",{\"\":0}",
            31 << 20,
            "]}",
        ),
    ),
    poison(
        "appointments",
        "entries.json",
        Made::Written(
            "{\"resourceType\":\"Bundle\",\"entry\":[0",
            ",0",
            31 << 20,
            "]}",
        ),
    ),
    poison(
        "appointments",
        "lines.ndjson",
        Made::Written(
            "",
            "{\"resourceType\":\"Location\",\"id\":\"1\"}\n",
            31 << 20,
            "",
        ),
    ),
    poison(
        "appointments",
        "texts.json",
        Made::Written(
            "{\"resourceType\":\"Appointment\",\"x\":[\"\"",
            ",\"abcdefgh\"",
            31 << 20,
            "]}",
        ),
    ),
    poison(
        "calendar",
        "line.ics",
        Made::Piped("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "a"),
    ),
    poison(
        "calendar",
        "lines.ics",
        Made::Written(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
            "A:\n",
            31 << 20,
            "END:VEVENT\nEND:VCALENDAR\n",
        ),
    ),
    poison(
        "calendar",
        "parameters.ics",
        Made::Written(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
            "A;B=C;D=E;F=G:\n",
            31 << 20,
            "END:VEVENT\nEND:VCALENDAR\n",
        ),
    ),
    poison(
        "calendar",
        "zones.ics",
        Made::Written("BEGIN:VCALENDAR\n", "BEGIN:VTIMEZONE\n", 31 << 20, ""),
    ),
    poison("playbook", "en.json", Made::Piped("", "[")),
    poison(
        "playbook",
        "rules.json",
        Made::Written("", "[", 1 << 19, ""),
    ),
    poison("playbook", "linked", Made::Link("en.json")),
];
