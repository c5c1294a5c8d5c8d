//! Values are found whatever their neighbours are, and however the text arrives.

use std::io::BufReader;

use super::*;

fn elements(text: &str, buffer: usize) -> Result<Vec<(u64, String)>, (u64, String)> {
    let reader = BufReader::with_capacity(buffer, text.as_bytes());
    let mut found = Vec::new();
    let result = Scanner::new(reader, 0, 1).elements(&mut |raw| {
        found.push((raw.line, raw.text().ok().unwrap().to_owned()));
    });
    result
        .map(|()| found)
        .map_err(|fault| (fault.line, fault.reason))
}

#[test]
fn elements_are_found_with_their_lines_in_buffers_of_any_size() {
    let text = "[ 1,\n{\"a\":[\"]}\\\"\", {}]}\n , \"x\\\\\", null\n]";
    let all = [
        (1, "1"),
        (2, "{\"a\":[\"]}\\\"\", {}]}"),
        (3, "\"x\\\\\""),
        (3, "null"),
    ]
    .map(|(line, text)| (line, text.to_owned()));
    for buffer in 1..40 {
        assert_eq!(elements(text, buffer).unwrap(), all);
    }
    assert_eq!(elements("[ ]", 8).unwrap(), []);
}

#[test]
fn what_is_no_list_is_refused_with_its_line() {
    for (text, line, reason) in [
        ("[1,\n2", 2, "the file ends in the middle"),
        ("[1,\n]", 2, "a value is missing before ]"),
        ("[1\n2]", 2, "is missing"),
        ("[\n{\"a\":1", 2, "the file ends in the middle"),
        ("{}", 1, "is missing"),
        ("[\"a", 1, "the file ends in the middle"),
    ] {
        let (found, said) = elements(text, 16).unwrap_err();
        assert_eq!(found, line, "{text}");
        assert!(said.contains(reason), "{text}: {said}");
    }
}

#[test]
fn a_value_after_a_value_is_its_own() {
    let mut kept = Vec::new();
    let mut scanner = Scanner::new(&b"12\"a\"{}[]"[..], 0, 1);
    for expected in ["12", "\"a\"", "{}", "[]"] {
        assert_eq!(
            scanner.value(&mut kept).ok().unwrap().text().ok().unwrap(),
            expected
        );
    }
    assert_eq!(scanner.peek().ok().unwrap(), None);
}
