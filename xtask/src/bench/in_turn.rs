//! Two servers asked for the same in turn, so that what else a machine does falls on both.

use anyhow::Result;

use super::measured::{Goal, Measured, Peer};

const ROUNDS: usize = 5;

/// Who is measured against whom, and what for.
pub struct Race {
    /// The figure's name.
    pub name: &'static str,
    /// Whom we are measured against.
    pub peer: &'static str,
    /// At least so many times as many requests in a second as the other one.
    pub at_least: f64,
}

impl Race {
    /// Asks both in turn for requests answered in a second, and takes the round in the middle.
    pub fn run(
        &self,
        ours: impl Fn() -> Result<f64>,
        theirs: impl Fn() -> Result<f64>,
    ) -> Result<Measured> {
        // The first answers of both are thrown away.
        ours()?;
        theirs()?;
        let mut rounds = Vec::new();
        for round in 1..=ROUNDS {
            let (ours, theirs) = (ours()?, theirs()?);
            println!(
                "{}: round {round}: ours {ours:.0} requests/s, {} {theirs:.0}",
                self.name, self.peer
            );
            rounds.push((ours, theirs));
        }
        Ok(self.figure(rounds))
    }

    fn figure(&self, mut rounds: Vec<(f64, f64)>) -> Measured {
        let ratio = |round: &(f64, f64)| round.0 / round.1;
        rounds.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
        let (ours, theirs) = rounds[rounds.len() / 2];
        let figure = Measured::new(self.name, ours / theirs, "x", Goal::AtLeast(self.at_least));
        figure.beside(Peer {
            name: self.peer,
            ours,
            theirs,
            unit: "requests/s",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_round_in_the_middle_counts() {
        let race = Race {
            name: "a",
            peer: "b",
            at_least: 2.0,
        };
        let figure = race.figure(vec![(9.0, 1.0), (1.0, 1.0), (6.0, 2.0)]);
        assert!((figure.value - 3.0).abs() < 1e-9);
        assert!(figure.is_ok());
        let peer = figure.peer.expect("it has one");
        assert!((peer.ours - 6.0).abs() < 1e-9 && (peer.theirs - 2.0).abs() < 1e-9);
    }
}
