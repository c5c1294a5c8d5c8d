//! The board's figures in words, and the bars of its charts.

use portal_types::{BoardAgency, BoardDelay, BoardFigures, EDGE_PERCENT};

use crate::i18n::{DateStyle, Words};

/// Width of a chart for one month, in the chart's own units.
pub const STEP: i32 = 10;

/// Height of a chart: one unit for two percent.
pub const HEIGHT: i32 = 50;

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The month.
    pub month: String,
    /// Families, kept, half, 9 in 10; nothing where there were too few families.
    pub cells: Option<[String; 4]>,
}

/// The bars of an office, a path each: where its kept promises reach to. A month without figures has a mark on the
/// ground, so that it is not taken for none kept.
#[must_use]
pub fn bars(agency: &BoardAgency) -> (String, String) {
    let (mut bars, mut gaps) = (String::new(), String::new());
    let mut left = 0;
    for month in &agency.months {
        match month.figures {
            Some(figures) => {
                let height = i32::from(figures.kept_percent) * HEIGHT / 100;
                let (from, top) = (left + 1, HEIGHT - height);
                bars.push_str(
                    &[
                        "M",
                        &from.to_string(),
                        " ",
                        &top.to_string(),
                        "h8v",
                        &height.to_string(),
                        "h-8z",
                    ]
                    .concat(),
                );
            }
            None => {
                let from = left + 2;
                gaps.push_str(
                    &["M", &from.to_string(), " ", &(HEIGHT - 1).to_string(), "h6"].concat(),
                );
            }
        }
        left += STEP;
    }
    (bars, gaps)
}

/// The rows of an office, the newest month first: that is what is asked for.
#[must_use]
pub fn rows(words: &Words, agency: &BoardAgency) -> Vec<Row> {
    let row = |month: &portal_types::BoardMonth| Row {
        month: month_name(words, &month.month),
        cells: month.figures.map(|figures| cells(words, figures)),
    };
    agency.months.iter().rev().map(row).collect()
}

/// "March 2026".
#[must_use]
pub fn month_name(words: &Words, month: &str) -> String {
    words.date(&[month, "-01"].concat(), "UTC", DateStyle::Month)
}

fn cells(words: &Words, figures: BoardFigures) -> [String; 4] {
    let families = i32::try_from(figures.families).unwrap_or(i32::MAX);
    [
        words.number(families),
        kept(words, figures.kept_percent),
        delay(words, figures.median),
        delay(words, figures.ninety),
    ]
}

/// A share; at its ends it says that it may be less or more.
fn kept(words: &Words, percent: u8) -> String {
    let number = words.number(i32::from(percent));
    match percent {
        ..=EDGE_PERCENT => words.board_kept_least(&number),
        percent if percent >= 100 - EDGE_PERCENT => words.board_kept_most(&number),
        _ => words.board_kept_percent(&number),
    }
}

fn delay(words: &Words, delay: BoardDelay) -> String {
    if delay.or_more {
        words.board_days_more(delay.days_late)
    } else {
        words.board_days(delay.days_late)
    }
}

#[cfg(test)]
mod tests {
    use portal_types::BoardMonth;

    use super::*;
    use crate::i18n::testing::{bare, words};

    fn agency() -> BoardAgency {
        let month = |month: &str, figures| BoardMonth {
            month: month.to_owned(),
            figures,
        };
        let figures = |kept_percent, days_late, or_more| BoardFigures {
            families: 12,
            kept_percent,
            median: BoardDelay {
                days_late,
                or_more: false,
            },
            ninety: BoardDelay {
                days_late: days_late * 3,
                or_more,
            },
        };
        BoardAgency {
            agency: "a".to_owned(),
            kind: "police".to_owned(),
            name: "Police".to_owned(),
            months: vec![
                month("2026-01", Some(figures(10, 1, true))),
                month("2026-02", None),
                month("2026-03", Some(figures(64, 0, false))),
                month("2026-04", Some(figures(90, 0, false))),
            ],
        }
    }

    #[test]
    fn figures_say_what_they_are_and_where_they_end() {
        let words = words("en");
        let rows = rows(&words, &agency());
        let told: Vec<Option<Vec<String>>> = rows
            .into_iter()
            .map(|row| {
                row.cells
                    .map(|cells| cells.iter().map(|c| bare(c)).collect())
            })
            .collect();
        let row = |cells: [&str; 4]| Some(cells.map(str::to_owned).to_vec());
        assert_eq!(
            told,
            [
                row(["12", "90 percent or more", "0 days", "0 days"]),
                row(["12", "64 percent", "0 days", "0 days"]),
                None,
                row(["12", "10 percent or less", "1 day", "3 days or more"]),
            ]
        );
    }

    #[test]
    fn a_bar_is_as_high_as_its_share_and_a_gap_is_no_bar() {
        let (bars, gaps) = bars(&agency());
        assert_eq!(bars, "M1 45h8v5h-8zM21 18h8v32h-8zM31 5h8v45h-8z");
        assert_eq!(gaps, "M12 49h6");
    }
}
