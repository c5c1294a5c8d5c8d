//! Every service in full, in so few bytes that a phone can keep all of them for when there is no signal.
//!
//! Columns instead of rows, because what stands together resembles; common words as single letters, because
//! brotli alone does not find them all. What the pack tells as well is left out. `docs/api.md` says how it is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

/// Fields that the pack has.
const IN_PACK: [&str; 6] = [
    "name",
    "organization",
    "needs",
    "cost",
    "languages",
    "hours",
];
/// Ids stay as they are, so that one can be found without reading the others.
const ID: &str = "id";
/// Letters of two bytes in UTF-8. Those that no text uses stand for words.
const LETTERS: std::ops::Range<u32> = 0x80..0x800;

/// What stands for what.
struct Code {
    letters: String,
    words: Vec<String>,
    of: HashMap<String, char>,
}

/// Folds services, each the JSON of a `portal_types::ServiceDetail` without what is empty.
///
/// # Errors
/// When one of them is no JSON object.
pub fn fold(imported_on: &str, services: &[impl AsRef<str>]) -> serde_json::Result<Vec<u8>> {
    let code = Code::of(services)?;
    let mut columns: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (at, service) in services.iter().enumerate() {
        for (field, value) in row(service.as_ref())? {
            let value = if field == ID {
                value
            } else {
                code.fold_value(value)
            };
            let column = columns.entry(field).or_default();
            column.resize(at, json!(0));
            column.push(value);
        }
    }
    for column in columns.values_mut() {
        column.resize(services.len(), json!(0));
    }
    serde_json::to_vec(&json!({
        "imported_on": imported_on,
        "letters": code.letters,
        "words": code.words,
        "services": columns,
    }))
}

/// A service without what the pack tells, its only phone number included.
fn row(service: &str) -> serde_json::Result<Map<String, Value>> {
    let mut row: Map<String, Value> = serde_json::from_str(service)?;
    for field in IN_PACK {
        row.remove(field);
    }
    let only = row
        .get("phones")
        .and_then(Value::as_array)
        .is_some_and(|phones| {
            phones.len() == 1 && phones[0].as_object().is_some_and(|phone| phone.len() == 1)
        });
    if only {
        row.remove("phones");
    }
    Ok(row)
}

impl Code {
    /// The words that save most, as often as they stand in different texts.
    fn of(services: &[impl AsRef<str>]) -> serde_json::Result<Self> {
        let mut texts = HashSet::new();
        for service in services {
            for (field, value) in row(service.as_ref())? {
                if field != ID {
                    each_text(value, &mut |text| {
                        texts.insert(text);
                    });
                }
            }
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut used: HashSet<char> = HashSet::new();
        for text in &texts {
            pieces(text, |piece, is_word| {
                if is_word && piece.len() > 2 {
                    *counts.entry(piece).or_default() += 1;
                }
            });
            used.extend(text.chars().filter(|letter| !letter.is_ascii()));
        }
        let saved = |(word, count): &(&str, usize)| (word.len() - 1) * count;
        let mut words: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n > 1).collect();
        words.sort_by(|a, b| saved(b).cmp(&saved(a)).then(a.0.cmp(b.0)));
        let free = LETTERS
            .filter_map(char::from_u32)
            .filter(|letter| !used.contains(letter));
        let pairs: Vec<(char, String)> = free
            .zip(words.iter().map(|(word, _)| (*word).to_owned()))
            .collect();
        Ok(Self {
            letters: pairs.iter().map(|(letter, _)| letter).collect(),
            words: pairs.iter().map(|(_, word)| word.clone()).collect(),
            of: pairs.into_iter().map(|(l, word)| (word, l)).collect(),
        })
    }

    fn fold_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => {
                let mut folded = String::with_capacity(text.len());
                pieces(&text, |piece, _| match self.of.get(piece) {
                    Some(letter) => folded.push(*letter),
                    None => folded.push_str(piece),
                });
                Value::String(folded)
            }
            Value::Array(items) => items.into_iter().map(|one| self.fold_value(one)).collect(),
            Value::Object(fields) => {
                let fields = fields.into_iter();
                fields
                    .map(|(name, one)| (name, self.fold_value(one)))
                    .collect()
            }
            other => other,
        }
    }
}

fn each_text(value: Value, take: &mut impl FnMut(String)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.into_iter().for_each(|one| each_text(one, take)),
        Value::Object(fields) => fields.into_iter().for_each(|(_, one)| each_text(one, take)),
        _ => {}
    }
}

/// Cuts a text into words, each with the space before it, and what is between them. All pieces together are
/// the text.
fn pieces<'a>(text: &'a str, mut take: impl FnMut(&'a str, bool)) {
    let mut rest = text;
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        let space = usize::from(bytes[0] == b' ');
        let letters = bytes[space..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let is_word = letters > 0;
        let length = if is_word {
            space + letters
        } else {
            let more = rest.chars().next().map_or(1, char::len_utf8);
            let ends = |b: &u8| *b == b' ' || b.is_ascii_alphabetic();
            bytes[more..]
                .iter()
                .position(ends)
                .map_or(bytes.len(), |at| more + at)
        };
        let (piece, after) = rest.split_at(length);
        take(piece, is_word);
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the service worker does: the letters become words again.
    fn unfold(value: &Value, words: &HashMap<char, &str>) -> Value {
        match value {
            Value::String(text) => {
                let mut whole = String::new();
                for letter in text.chars() {
                    match words.get(&letter) {
                        Some(word) => whole.push_str(word),
                        None => whole.push(letter),
                    }
                }
                Value::String(whole)
            }
            Value::Array(items) => items.iter().map(|one| unfold(one, words)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(name, one)| (name.clone(), unfold(one, words)))
                .collect(),
            other => other.clone(),
        }
    }

    #[test]
    fn what_was_folded_can_be_read_again() {
        let services = [
            r#"{"id":"food-1","name":"Food","description":"Food for families. Comida para niños. \u0001 Food,  food"}"#,
            r#"{"id":"b","description":"Food for  families","phones":[{"number":"816-555-0100"}],"address":["1 Main Street","Main"]}"#,
            r#"{"id":"c","phones":[{"number":"1","label":"Main Street"}],"confidential":true}"#,
        ]
        .map(str::to_owned);
        let folded = fold("2026-03-06", &services).unwrap();
        let folded: Value = serde_json::from_slice(&folded).unwrap();
        let letters = folded["letters"].as_str().unwrap().chars();
        let words: HashMap<char, &str> = letters
            .zip(folded["words"].as_array().unwrap())
            .map(|(letter, word)| (letter, word.as_str().unwrap()))
            .collect();
        assert!(words.len() > 3 && !words.contains_key(&'ñ'), "{words:?}");
        for (at, service) in services.iter().enumerate() {
            for (field, column) in folded["services"].as_object().unwrap() {
                let whole = if field == ID {
                    column[at].clone()
                } else {
                    unfold(&column[at], &words)
                };
                let wanted = row(service).unwrap().remove(field).unwrap_or(json!(0));
                assert_eq!(whole, wanted, "{field} of {at}");
            }
        }
        let columns = folded["services"].as_object().unwrap();
        assert!(!columns.contains_key("name"));
        assert_eq!(columns["phones"][1], 0);
    }
}
