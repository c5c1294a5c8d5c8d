//! From a file's bytes to FHIR resources, each with the place it stands at.

use std::fmt;

use serde::{Deserialize, de};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use super::super::cases::CRIMINAL_JUSTICE;
use super::super::strict::{self, Memory, TOO_MUCH};
use super::super::visits::{Desk, Spot};
use super::criminal_justice;
use super::json::Object;

/// Bytes of memory that all resources of a file may take, beside the file's own; some 10,000 appointments do.
const MEMORY: usize = 128 << 20;

/// Entries that a Bundle may have; each is a resource and takes far more memory than its place in the list.
const MOST_ENTRIES: usize = 500_000;

const EXPECTED: &str = "expected an Appointment, a Bundle, or one resource a line";

/// One resource.
pub struct Resource {
    /// Where it stands.
    pub spot: Spot,
    /// What it is called in its Bundle.
    pub full_url: Option<String>,
    /// The resource.
    pub body: Object,
}

/// All of a file.
#[derive(Default)]
pub struct Document {
    /// Every resource, Bundles taken apart.
    pub resources: Vec<Resource>,
    /// Whether it is a Bundle, which may be empty and mean it.
    pub is_list: bool,
    /// Whether the last Bundle is a page with another one after it.
    pub has_more: bool,
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "resourceType")]
    resource_type: String,
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(borrow, default, deserialize_with = "entries")]
    entry: Vec<&'a RawValue>,
    #[serde(default)]
    link: Vec<Link>,
}

/// Entries of a Bundle, and no more of them than fit in memory.
fn entries<'de: 'a, 'a, D: de::Deserializer<'de>>(
    reader: D,
) -> Result<Vec<&'a RawValue>, D::Error> {
    struct Entries;
    impl<'de> de::Visitor<'de> for Entries {
        type Value = Vec<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = list.next_element()? {
                if entries.len() == MOST_ENTRIES {
                    return Err(de::Error::custom(TOO_MUCH));
                }
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    reader.deserialize_seq(Entries)
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    relation: String,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(rename = "fullUrl")]
    full_url: Option<String>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

/// Reads a file, noting every mistake.
pub fn read(bytes: &[u8], desk: &mut Desk<'_>) -> Document {
    let mut document = Document::default();
    let Ok(text) = std::str::from_utf8(bytes) else {
        let good = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let line = 1 + good.matches('\n').count() as u64;
        desk.refuse(&Spot::line(line), "-", "expected UTF-8 text");
        return document;
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        desk,
        document: &mut document,
        memory: Memory::of(MEMORY),
    };
    let mut values = Deserializer::from_str(text).into_iter::<&RawValue>();
    match values.next() {
        None => reader.desk.refuse(&Spot::line(1), "-", EXPECTED),
        Some(Err(e)) => reader.no_json(&Spot::line(e.line() as u64), &e),
        Some(Ok(whole)) if text[values.byte_offset()..].trim().is_empty() => reader.resource(whole),
        Some(Ok(_)) => text.lines().for_each(|line| reader.line(line)),
    }
    document
}

struct Reader<'a, 'd, 'k> {
    text: &'a str,
    /// How far lines were counted, and the line there.
    at: usize,
    line: u64,
    desk: &'d mut Desk<'k>,
    document: &'d mut Document,
    memory: Memory,
}

impl<'a> Reader<'a, '_, '_> {
    fn no_json(&mut self, at: &Spot, e: &serde_json::Error) {
        let other = if e.is_eof() {
            "it ends too early"
        } else if e.is_data() {
            "it is no FHIR resource"
        } else {
            "it is not JSON"
        };
        let why = strict::reason(e).unwrap_or(other);
        self.desk.refuse(at, "-", &format!("{EXPECTED}: {why}"));
    }

    /// One line of NDJSON.
    fn line(&mut self, line: &'a str) {
        if line.trim().is_empty() {
            return;
        }
        match serde_json::from_str(line.trim()) {
            Ok(raw) => self.resource(raw),
            Err(e) => {
                let at = self.spot(line, String::new());
                self.no_json(&at, &e);
            }
        }
    }

    /// One resource, or those of a Bundle.
    fn resource(&mut self, raw: &'a RawValue) {
        let at = self.spot(raw.get(), String::new());
        match serde_json::from_str::<Head>(raw.get()) {
            Ok(head) if head.resource_type == "Bundle" => self.bundle(raw, &at),
            Ok(_) => self.add(raw, at, None),
            Err(e) => self.no_json(&at, &e),
        }
    }

    fn bundle(&mut self, raw: &'a RawValue, at: &Spot) {
        let bundle: Bundle<'a> = match serde_json::from_str(raw.get()) {
            Ok(bundle) => bundle,
            Err(e) => return self.no_json(at, &e),
        };
        self.document.is_list = true;
        self.document.has_more = bundle.link.iter().any(|link| link.relation == "next");
        for (number, raw) in bundle.entry.into_iter().enumerate() {
            let at = self.spot(raw.get(), format!("entry[{number}]."));
            match serde_json::from_str::<Entry<'a>>(raw.get()) {
                Ok(Entry {
                    full_url,
                    resource: Some(raw),
                }) => self.add(raw, at, full_url),
                Ok(_) => self.desk.set_aside("entry without a resource"),
                Err(e) => self.no_json(&at, &e),
            }
        }
    }

    fn add(&mut self, raw: &RawValue, spot: Spot, full_url: Option<String>) {
        match strict::value(raw.get(), &self.memory) {
            Ok(Value::Object(body)) => {
                if let Some(field) = criminal_justice::field(&body) {
                    self.desk.refuse(&spot, field, CRIMINAL_JUSTICE);
                }
                self.document.resources.push(Resource {
                    spot,
                    full_url,
                    body,
                });
            }
            // What has a type of resource is an object.
            Ok(_) => {}
            Err(e) => self.no_json(&spot, &e),
        }
    }

    /// Where a part of the text begins. Parts come in the order of the text.
    fn spot(&mut self, part: &str, within: String) -> Spot {
        let begins = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if let Some(between) = self.text.get(self.at..begins) {
            self.line += between.matches('\n').count() as u64;
            self.at = begins;
        }
        Spot {
            line: self.line,
            within,
        }
    }
}
