//! The board as a table for spreadsheets: CSV by RFC 4180.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use portal_types::board::{EDGE_PERCENT, FEWEST_FAMILIES};
use portal_types::{Board, BoardAgency, BoardFigures, BoardMonth};

const HEADER: [&str; 9] = [
    "month",
    "agency",
    "kind",
    "name",
    "families",
    "kept_percent",
    "median_days_late",
    "ninety_days_late",
    "note",
];

/// A cell that begins with one of these is a formula to a spreadsheet (OWASP ASVS 5.0, 1.2.10).
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// Writes one row for each agency and month, texts in quotes. A group that is too small has empty cells.
///
/// # Errors
/// Never for what fits into memory; as the writer of the library.
pub fn write(board: &Board) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::NonNumeric)
        .from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for agency in &board.agencies {
        for month in &agency.months {
            writer.write_record(row(agency, month))?;
        }
    }
    writer.into_inner().map_err(|e| e.into_error().into())
}

fn row(agency: &BoardAgency, month: &BoardMonth) -> [String; HEADER.len()] {
    let number = |of: fn(&BoardFigures) -> i64| {
        let figures = month.figures.as_ref();
        figures
            .map(|figures| of(figures).to_string())
            .unwrap_or_default()
    };
    [
        month.month.clone(),
        text(&agency.agency),
        text(&agency.kind),
        text(&agency.name),
        number(|f| f.families.into()),
        number(|f| f.kept_percent.into()),
        number(|f| f.median.days_late.into()),
        number(|f| f.ninety.days_late.into()),
        note(month.figures.as_ref()),
    ]
}

/// A text that no spreadsheet takes for a formula.
fn text(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What the numbers do not say: English, as the header is.
fn note(figures: Option<&BoardFigures>) -> String {
    let Some(figures) = figures else {
        return format!("fewer than {FEWEST_FAMILIES} families");
    };
    let best = 100 - EDGE_PERCENT;
    let edge = match figures.kept_percent {
        kept if kept <= EDGE_PERCENT => Some(format!("kept {EDGE_PERCENT} percent or less")),
        kept if kept >= best => Some(format!("kept {best} percent or more")),
        _ => None,
    };
    let or_more = |name, is: bool| is.then(|| format!("{name} or more"));
    let notes = [
        edge,
        or_more("median", figures.median.or_more),
        or_more("ninety", figures.ninety.or_more),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use portal_types::BoardDelay;

    use super::*;

    fn board(name: &str, figures: Option<BoardFigures>) -> Board {
        let month = "2026-01".to_owned();
        Board {
            closed_until: Some("2026-01-31".to_owned()),
            months: vec![month.clone()],
            agencies: vec![BoardAgency {
                agency: "police".to_owned(),
                kind: "police".to_owned(),
                name: name.to_owned(),
                months: vec![BoardMonth { month, figures }],
            }],
        }
    }

    fn lines(board: &Board) -> Vec<String> {
        let text = String::from_utf8(write(board).expect("written")).expect("text");
        assert!(text.ends_with("\r\n"), "RFC 4180 2.1: {text:?}");
        text.trim_end().split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_small_group_has_a_note_and_no_number() {
        let table = lines(&board("Riverbend Police", None));
        assert_eq!(
            table[0],
            r#""month","agency","kind","name","families","kept_percent","median_days_late","ninety_days_late","note""#
        );
        assert_eq!(
            table[1],
            r#""2026-01","police","police","Riverbend Police","","","","","fewer than 10 families""#
        );
    }

    #[test]
    fn numbers_are_bare_and_what_they_do_not_say_is_noted() {
        let delay = |days_late, or_more| BoardDelay { days_late, or_more };
        let figures = |kept_percent, median, ninety| {
            let families = 12;
            lines(&board(
                "P",
                Some(BoardFigures {
                    families,
                    kept_percent,
                    median,
                    ninety,
                }),
            ))[1]
                .clone()
        };
        let table = [
            (
                figures(42, delay(3, false), delay(40, false)),
                r#"12,42,3,40,"""#,
            ),
            (
                figures(10, delay(30, true), delay(60, true)),
                r#"12,10,30,60,"kept 10 percent or less; median or more; ninety or more""#,
            ),
            (
                figures(90, delay(0, false), delay(0, false)),
                r#"12,90,0,0,"kept 90 percent or more""#,
            ),
        ];
        for (line, end) in table {
            assert!(line.ends_with(end), "{line}");
        }
    }

    #[test]
    fn no_name_becomes_a_formula_or_breaks_out_of_its_cell() {
        let table = [
            ("=1+1", r#""'=1+1""#),
            ("+1", r#""'+1""#),
            ("-1", r#""'-1""#),
            ("@SUM(A1)", r#""'@SUM(A1)""#),
            ("\t=1", "\"'\t=1\""),
            ("\0=1", "\"'\0=1\""),
            (r#"The "Hope", Inc."#, r#""The ""Hope"", Inc.""#),
            ("12", "12"),
        ];
        for (name, cell) in table {
            let line = lines(&board(name, None))[1].clone();
            assert!(line.contains(&format!(",{cell},")), "{name:?}: {line}");
        }
    }
}
