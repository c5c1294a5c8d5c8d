//! Finds the records of a JSON text: one, a list, a list page, lines, or tables.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;

use crate::clean::Record;
use crate::source::{Fault, LONGEST, List, Raw, Scanner};

/// Bytes that a field costs beside its name and its value.
const PER_FIELD: usize = 8;

/// What is found on the way.
pub(super) trait Visitor {
    /// An element of a list.
    fn element(&mut self, raw: Raw<'_>);
    /// An object that stands by itself, and its first line.
    fn object(&mut self, record: Record, line: u64);
    /// A field of an object that stands by itself, as text.
    fn field(&mut self, name: &str, raw: &Raw<'_>);
    /// The end of a list page: its envelope, its first line, and how many records it has.
    fn page(&mut self, envelope: &Record, line: u64, found: u64);
}

/// Opens a file, past its byte order mark.
pub(super) fn open(path: &Path) -> Result<Scanner<BufReader<File>>, Fault> {
    let file = File::open(path).map_err(|error| Fault {
        line: 0,
        reason: format!("cannot be read: {error}"),
    })?;
    let mut scanner = Scanner::new(BufReader::with_capacity(1 << 16, file), 0, 1);
    scanner.skip_mark()?;
    Ok(scanner)
}

/// Walks through a document; gives its lists when it is `tabular.json`.
pub(super) fn walk(
    scanner: &mut Scanner<BufReader<File>>,
    visitor: &mut dyn Visitor,
) -> Result<Option<Vec<List>>, Fault> {
    let mut kept = Vec::new();
    while let Some(byte) = scanner.peek()? {
        match byte {
            b'[' => scanner.elements(&mut |raw| visitor.element(raw))?,
            b'{' => {
                let lists = object(scanner, visitor)?;
                if lists.is_some() {
                    return Ok(lists);
                }
            }
            _ => visitor.element(scanner.value(&mut kept)?),
        }
    }
    Ok(None)
}

/// Walks through an object that stands by itself.
fn object(
    scanner: &mut Scanner<BufReader<File>>,
    visitor: &mut dyn Visitor,
) -> Result<Option<Vec<List>>, Fault> {
    let (_, line) = scanner.place();
    let (mut record, mut lists, mut found) = (Record::new(), Vec::new(), None);
    // What is kept of it stays in memory until its end, so all of that together is one record.
    let (mut kept, mut length) = (Vec::new(), 0);
    scanner.one_of(b"{")?;
    let mut more = scanner.peek()? != Some(b'}');
    while more {
        let key: String = scanner
            .value(&mut kept)?
            .parse("expected JSON: the name of a field")?;
        scanner.one_of(b":")?;
        length += key.len() + PER_FIELD;
        if length > LONGEST {
            return Err(scanner.too_long());
        }
        let list = scanner.peek()? == Some(b'[');
        let place = scanner.place();
        if list && key == "contents" {
            let mut count = 0;
            scanner.elements(&mut |raw| {
                count += 1;
                visitor.element(raw);
            })?;
            found = Some(count);
        } else if list && is_table(&key) {
            scanner.skip_value()?;
        } else {
            let raw = scanner.value(&mut kept)?;
            length += raw.len();
            visitor.field(&key, &raw);
            record.insert(key.clone(), raw.parse::<Value>("")?);
        }
        if list {
            lists.push(List { name: key, place });
        }
        more = scanner.peek()? == Some(b',');
        if more {
            scanner.one_of(b",")?;
        }
    }
    scanner.one_of(b"}")?;
    Ok(end(visitor, record, line, lists, found))
}

fn is_table(key: &str) -> bool {
    key.ends_with(".csv")
}

fn end(
    visitor: &mut dyn Visitor,
    record: Record,
    line: u64,
    lists: Vec<List>,
    found: Option<u64>,
) -> Option<Vec<List>> {
    if lists.iter().any(|list| is_table(&list.name)) {
        return Some(lists);
    }
    match found {
        Some(found) => visitor.page(&record, line, found),
        None => visitor.object(record, line),
    }
    None
}

/// Whether the envelope of a list page disagrees with the records in it.
pub(super) fn lies(envelope: &Record, found: u64) -> bool {
    let number = |key: &str| envelope.get(key).and_then(Value::as_u64);
    let one_page = number("total_pages") == Some(1);
    number("size").is_some_and(|size| size != found)
        || (one_page && number("total_items").is_some_and(|items| items != found))
        || envelope
            .get("empty")
            .is_some_and(|empty| (*empty == Value::Bool(true)) != (found == 0))
}
