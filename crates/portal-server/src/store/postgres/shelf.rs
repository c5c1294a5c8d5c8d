//! Searches of directories in memory, for the few centres that were asked last.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::super::hsds_index::HsdsIndex;
use crate::database::CenterId;

/// How many directories are held. Only other programs search here, a phone searches what it holds itself; one of 20,000
/// services takes some tens of megabytes.
const HELD: usize = 8;

/// Where the index of one publication is read once, whoever asks for it at the same time.
pub type Place = Arc<OnceCell<Arc<HsdsIndex>>>;

/// The index of each of the last centres that were asked, the last one at the end.
#[derive(Default)]
pub struct Shelf(Mutex<Vec<(CenterId, i64, Place)>>);

impl Shelf {
    /// The place of a publication. An older publication of the centre gives it up; so does, where all are taken, the centre
    /// that was not asked for the longest time.
    pub fn place(&self, center: &CenterId, snapshot: i64) -> Place {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.iter().position(|(known, _, _)| known == center);
        let known = known.map(|at| held.remove(at));
        let place = match known {
            Some((_, number, place)) if number == snapshot => place,
            _ => Place::default(),
        };
        if held.len() >= HELD {
            held.remove(0);
        }
        held.push((center.clone(), snapshot, Arc::clone(&place)));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn center(id: &str) -> CenterId {
        id.parse().expect("an id")
    }

    #[test]
    fn a_place_is_kept_for_those_who_ask_and_given_up_by_those_who_do_not() {
        let shelf = Shelf::default();
        let first = shelf.place(&center("a"), 1);
        assert!(Arc::ptr_eq(&first, &shelf.place(&center("a"), 1)));
        assert!(!Arc::ptr_eq(&first, &shelf.place(&center("a"), 2)));
        let second = shelf.place(&center("a"), 2);
        for at in 1..HELD {
            shelf.place(&center(&format!("other-{at}")), 1);
        }
        assert!(Arc::ptr_eq(&second, &shelf.place(&center("a"), 2)));
        for at in 0..HELD {
            shelf.place(&center(&format!("another-{at}")), 1);
        }
        assert!(!Arc::ptr_eq(&second, &shelf.place(&center("a"), 2)));
    }
}
