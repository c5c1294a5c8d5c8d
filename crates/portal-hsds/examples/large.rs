//! Writes large fictional directories, to measure reading them:
//! `cargo run -p portal-hsds --example large -- FOLDER 100000` writes `large.ndjson`,
//! `large.json` (one list page) and `tables/` (CSV of 3.1).

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Four services share an organisation, as in real directories.
const SERVICES_EACH: u32 = 4;

const WORDS: &str = "Talk with a counselor about what happened, alone or with your children, \
    in the morning or in the evening. Somebody answers the phone at any time. There is no \
    charge for the first visits, and nobody asks for papers. Bring a friend if you like. \
    Interpreters are at hand for most languages; say so when you call.";

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .unwrap_or_else(|| "target/large".to_owned());
    let count = arguments.next().and_then(|text| text.parse().ok());
    let (folder, count) = (Path::new(&folder), count.unwrap_or(100_000));
    fs::create_dir_all(folder.join("tables"))?;
    lines(&folder.join("large.ndjson"), count)?;
    page(&folder.join("large.json"), count)?;
    tables(&folder.join("tables"), count)
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    File::create(path).map(BufWriter::new)
}

fn lines(path: &Path, count: u32) -> io::Result<()> {
    let mut file = create(path)?;
    for number in 0..count {
        writeln!(file, "{}", service(number))?;
    }
    file.flush()
}

fn page(path: &Path, count: u32) -> io::Result<()> {
    let mut file = create(path)?;
    write!(file, "{{\"total_pages\":1,\"size\":{count},\"contents\":[")?;
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        writeln!(file, "{comma}{}", service(number))?;
    }
    writeln!(file, "]}}")?;
    file.flush()
}

fn service(number: u32) -> String {
    let owner = number / SERVICES_EACH;
    let schedules: Vec<String> = ["MO", "TU", "WE", "TH", "FR"]
        .iter()
        .map(|day| format!(r#"{{"id":"h-{number}-{day}","freq":"WEEKLY","byday":"{day}","opens_at":"09:00","closes_at":"17:00","description":"9 to 5"}}"#))
        .collect();
    let attributes: Vec<String> = (0..6)
        .map(|term| (number + term) % 900)
        .map(|term| format!(r#"{{"id":"t-{number}-{term}","link_entity":"service","taxonomy_term":{{"id":"T-{term}","code":"T-{term}","name":"Term {term}","description":"","taxonomy":"Example"}}}}"#))
        .collect();
    format!(
        r#"{{"id":"s-{number}","name":"Lantern House {number}","status":"active","description":"{WORDS}","url":"https://example.org/{number}","email":"s{number}@example.org","fees_description":"Free","eligibility_description":"Families with children","application_process":"Call first","assured_date":"2026-01-05","last_modified":"2026-01-05T10:00:00Z","organization":{{"id":"o-{owner}","name":"Lantern Families {owner}","description":"{WORDS}","website":"https://example.org"}},"phones":[{{"id":"p-{number}","number":"816-555-0100","type":"voice"}},{{"id":"q-{number}","number":"816-555-0101","extension":12,"type":"voice"}}],"languages":[{{"id":"l-{number}","name":"Spanish","code":"es"}},{{"id":"m-{number}","name":"English","code":"en"}}],"cost_options":[{{"id":"c-{number}","amount":0,"currency":"usd"}}],"required_documents":[{{"id":"d-{number}","document":"None"}}],"schedules":[{}],"attributes":[{}],"service_at_locations":[{{"id":"sl-{number}","location":{{"id":"x-{number}","location_type":"physical","name":"House {number}","latitude":39.1,"longitude":-94.5,"transportation":"Bus 12","addresses":[{{"id":"a-{number}","address_1":"{number} Sample Road","city":"Riverbend","state_province":"MO","postal_code":"64001","country":"US","address_type":"physical"}}],"accessibility":[{{"id":"y-{number}","description":"Ramp"}}]}}}}]}}"#,
        schedules.join(","),
        attributes.join(",")
    )
}

/// A table: its name, its columns, and how many rows it has for each service.
type Table = (&'static str, &'static str, u32, fn(u32, u32) -> String);

const TABLES: &[Table] = &[
    (
        "services",
        "id,organization_id,name,description,url,email,status,fees_description,eligibility_description,application_process,assured_date,last_modified",
        1,
        |s, _| {
            format!(
                "s-{s},o-{},Lantern House {s},\"{WORDS}\",https://example.org/{s},s{s}@example.org,active,Free,Families with children,Call first,2026-01-05,2026-01-05T10:00:00Z",
                s / SERVICES_EACH
            )
        },
    ),
    (
        "locations",
        "id,location_type,organization_id,name,transportation,latitude,longitude",
        1,
        |s, _| {
            format!(
                "x-{s},physical,o-{},House {s},Bus 12,39.1,-94.5",
                s / SERVICES_EACH
            )
        },
    ),
    (
        "service_at_location",
        "id,service_id,location_id",
        1,
        |s, _| format!("sl-{s},s-{s},x-{s}"),
    ),
    (
        "addresses",
        "id,location_id,address_1,city,state_province,postal_code,country,address_type",
        1,
        |s, _| format!("a-{s},x-{s},{s} Sample Road,Riverbend,MO,64001,US,physical"),
    ),
    ("accessibility", "id,location_id,description", 1, |s, _| {
        format!("y-{s},x-{s},Ramp")
    }),
    (
        "phones",
        "id,service_id,number,extension,type",
        2,
        |s, n| format!("p-{s}-{n},s-{s},816-555-010{n},{n},voice"),
    ),
    ("languages", "id,service_id,name,code", 2, |s, n| {
        format!(
            "l-{s}-{n},s-{s},{}",
            ["Spanish,es", "English,en"][n as usize]
        )
    }),
    (
        "cost_options",
        "id,service_id,amount,currency",
        1,
        |s, _| format!("c-{s},s-{s},0,usd"),
    ),
    ("required_documents", "id,service_id,document", 1, |s, _| {
        format!("d-{s},s-{s},None")
    }),
    (
        "schedules",
        "id,service_id,freq,byday,opens_at,closes_at,description",
        5,
        |s, n| {
            format!(
                "h-{s}-{n},s-{s},WEEKLY,{},09:00,17:00,9 to 5",
                ["MO", "TU", "WE", "TH", "FR"][n as usize]
            )
        },
    ),
    (
        "attributes",
        "id,link_id,taxonomy_term_id,link_entity",
        6,
        |s, n| format!("t-{s}-{n},s-{s},T-{},service", (s + n) % 900),
    ),
];

fn tables(folder: &Path, count: u32) -> io::Result<()> {
    for (name, columns, each, row) in TABLES {
        let mut file = create(&folder.join(format!("{name}.csv")))?;
        writeln!(file, "{columns}")?;
        for number in 0..count {
            for one in 0..*each {
                writeln!(file, "{}", row(number, one))?;
            }
        }
        file.flush()?;
    }
    let mut owners = create(&folder.join("organizations.csv"))?;
    writeln!(owners, "id,name,description,website")?;
    for owner in 0..count.div_ceil(SERVICES_EACH) {
        writeln!(
            owners,
            "o-{owner},Lantern Families {owner},\"{WORDS}\",https://example.org"
        )?;
    }
    owners.flush()?;
    let mut terms = create(&folder.join("taxonomy_terms.csv"))?;
    writeln!(terms, "id,code,name,description,taxonomy")?;
    for term in 0..900 {
        writeln!(terms, "T-{term},T-{term},Term {term},About it,Example")?;
    }
    terms.flush()
}
