//! Records and their lines, whatever the buffers and line ends are.

use std::io::BufReader;

use super::*;

type Read = Result<Vec<(u64, Vec<String>)>, Fault>;

fn read(text: &str, buffer: usize) -> Read {
    let mut records = Records::new(BufReader::with_capacity(buffer, text.as_bytes()), b',');
    let mut found = Vec::new();
    while let Some(line) = records.next().expect("bytes in memory are read")? {
        let cells = (0..records.cells()).map(|at| records.cell(at).expect("text").to_owned());
        found.push((line, cells.collect()));
    }
    Ok(found)
}

#[test]
fn records_are_found_with_their_lines_in_buffers_of_any_size() {
    let text = "id,name\r\n\r\n1,\"Rowan, \"\"the\nsecond\"\"\"\r\n2,\n,\"\"\n\"\"\n3,a\"b";
    let all = [
        (1, vec!["id", "name"]),
        (3, vec!["1", "Rowan, \"the\nsecond\""]),
        (5, vec!["2", ""]),
        (6, vec!["", ""]),
        (7, vec![""]),
        (8, vec!["3", "a\"b"]),
    ];
    let all: Vec<(u64, Vec<String>)> = all
        .into_iter()
        .map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()))
        .collect();
    for buffer in 1..40 {
        assert_eq!(read(text, buffer).expect("read"), all, "{buffer}");
    }
    assert_eq!(read("", 8).expect("read"), []);
    assert_eq!(read("a\rb\r\r\rc", 2).expect("read").len(), 3);
}

#[test]
fn what_is_no_csv_is_told_with_its_line() {
    let endless = format!("a\n\"{}", "x".repeat(2 << 20));
    for (text, line, reason) in [
        ("a\nb\n\"c\nd", 3, "never closes"),
        ("a\n\"b\"c\n", 2, "after its closing quote"),
        (&endless, 2, "shorter than 1 MB"),
    ] {
        let fault = read(text, 4096).expect_err("a fault");
        assert_eq!(fault.line, line, "{reason}");
        assert!(fault.reason.contains(reason), "{}", fault.reason);
    }
}
