//! All figures once more, for a person: a table that a document can take as it is.

use super::measured::{Measured, short};

const HEAD: [&str; 6] = ["name", "ours", "peer", "ratio", "goal", "verdict"];

/// The table in Markdown. Its lines begin with `|`, so that nobody takes them for the figures themselves.
pub fn of(figures: &[Measured]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(figures.iter().map(row));
    let widths = widths(&rows);
    rows.insert(1, widths.map(|width| "-".repeat(width)));
    rows.iter()
        .map(|row| line(row, &widths) + "\n")
        .collect::<String>()
}

fn row(figure: &Measured) -> [String; HEAD.len()] {
    let with_unit = |value: f64, unit: &str| format!("{} {unit}", short(value));
    let [ours, peer, ratio] = match &figure.peer {
        Some(peer) => [
            with_unit(peer.ours, peer.unit),
            format!("{}: {}", peer.name, with_unit(peer.theirs, peer.unit)),
            with_unit(figure.value, figure.unit),
        ],
        None => [
            with_unit(figure.value, figure.unit),
            String::new(),
            String::new(),
        ],
    };
    let (goal, verdict) = (figure.goal.to_string(), figure.verdict().to_owned());
    [figure.name.clone(), ours, peer, ratio, goal, verdict]
}

fn widths(rows: &[[String; HEAD.len()]]) -> [usize; HEAD.len()] {
    std::array::from_fn(|column| {
        let lengths = rows.iter().map(|row| row[column].chars().count());
        lengths.max().unwrap_or(0)
    })
}

fn line(row: &[String; HEAD.len()], widths: &[usize; HEAD.len()]) -> String {
    let cells = row.iter().zip(widths);
    cells.fold("|".to_owned(), |line, (cell, width)| {
        format!("{line} {cell:<width$} |")
    })
}

#[cfg(test)]
mod tests {
    use super::super::measured::{Goal, Peer};
    use super::*;

    #[test]
    fn every_figure_has_a_line_with_its_peer_where_there_is_one() {
        let alone = Measured::new("first-load", 1200.0, "bytes", Goal::AtMost(2000.0));
        let beside = Measured::new("a", 0.2, "x", Goal::AtLeast(0.25)).beside(Peer {
            name: "nginx",
            ours: 10.0,
            theirs: 50.0,
            unit: "1/s",
        });
        assert_eq!(
            of(&[alone, beside]),
            "\
| name       | ours       | peer          | ratio | goal   | verdict |
| ---------- | ---------- | ------------- | ----- | ------ | ------- |
| first-load | 1200 bytes |               |       | <=2000 | ok      |
| a          | 10 1/s     | nginx: 50 1/s | 0.2 x | >=0.25 | SHORT   |
"
        );
    }
}
