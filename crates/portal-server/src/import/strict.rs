//! JSON objects in which no name stands twice, and that fit in memory.
//!
//! RFC 8259, 4 leaves open which of two values counts. One program would read that a promise was kept, and another one that it
//! was not: neither shall be believed.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};

/// Why an object is refused in which a name stands twice.
pub const TWICE: &str = "a name stands twice in one object";

/// Why what takes too much memory is refused.
pub const TOO_MUCH: &str = "it takes too much memory";

/// Bytes that any value takes, and an object besides, where it begins to have fields (`BTreeMap` has eleven places at once).
const PER_VALUE: usize = 64;
const PER_OBJECT: usize = 640;

/// Memory that may still be taken, in bytes. What is read from one file shares it.
pub struct Memory(Cell<usize>);

impl Memory {
    /// So much.
    pub fn of(bytes: usize) -> Self {
        Self(Cell::new(bytes))
    }

    fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.ok_or_else(|| E::custom(TOO_MUCH))?);
        Ok(())
    }
}

/// Reads one JSON value, to its end.
///
/// # Errors
/// When it is no JSON; when a name stands twice ([`TWICE`]) or it does not fit ([`TOO_MUCH`]), as an error of data.
pub fn value(text: &str, memory: &Memory) -> serde_json::Result<Value> {
    let mut reader = Deserializer::from_str(text);
    let value = Strict(memory).deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Which of the two a file is refused for; `None` for what is no JSON at all.
pub fn reason(e: &serde_json::Error) -> Option<&'static str> {
    let told = e.is_data().then(|| e.to_string())?;
    [TWICE, TOO_MUCH]
        .into_iter()
        .find(|why| told.starts_with(why))
}

/// Makes a value.
#[derive(Clone, Copy)]
struct Strict<'a>(&'a Memory);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        self.0.take(PER_VALUE)?;
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.0.take(text.len())?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            self.0
                .take(name.len() + if object.is_empty() { PER_OBJECT } else { 0 })?;
            if object.contains_key(&name) {
                return Err(A::Error::custom(TWICE));
            }
            object.insert(name, fields.next_value_seed(self)?);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str, bytes: usize) -> Option<&'static str> {
        let read = value(text, &Memory::of(bytes));
        reason(&read.expect_err(text))
    }

    #[test]
    fn what_is_read_is_what_serde_reads() {
        for text in [
            r#"{"a":[1,-2,3.5,null,true,{"b":"\u00e9\n"}],"c":{"a":{}},"d":18446744073709551615}"#,
            "[]",
            "\"\"",
            " 7 ",
        ] {
            let plain: Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(value(text, &Memory::of(1 << 20)).expect("JSON"), plain);
        }
    }

    #[test]
    fn a_name_that_stands_twice_is_refused_however_deep_and_however_it_is_spelled() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"[{"b":{"a":1,"c":2,"\u0061":3}}]"#,
            r#"{"a":{"a":1},"b":{"b":1,"b":2}}"#,
        ] {
            assert_eq!(why(text, 1 << 20), Some(TWICE), "{text}");
        }
    }

    #[test]
    fn what_swells_in_memory_is_refused() {
        let lists = format!("[{}0]", "0,".repeat(10_000));
        let objects = format!("[{}0]", "{\"\":0},".repeat(1_000));
        for text in [lists, objects, format!("\"{}\"", "a".repeat(100_000))] {
            assert_eq!(why(&text, 100_000), Some(TOO_MUCH));
        }
    }

    #[test]
    fn what_is_no_json_has_no_such_reason() {
        for text in ["", "{", "[1,]", "{\"a\":1} 2", "1e999", "\"\\ud800\""] {
            assert_eq!(why(text, 1 << 20), None, "{text}");
        }
        assert_eq!(why(&"[".repeat(1_000_000), 1 << 30), None, "too deep");
    }
}
