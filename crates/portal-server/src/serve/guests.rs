//! Who is connected, and since when each keeps us waiting: when all places are taken, whoever lingers longest goes.
//!
//! Without it, as many slow connections as there are places would keep every family out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Time after which somebody who waits for a place looks again who lingers.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// All connections.
pub struct Guests {
    places: Arc<Semaphore>,
    grace: Duration,
    opened: Instant,
    next: AtomicU64,
    present: Mutex<HashMap<u64, Arc<Guest>>>,
}

/// One connection.
pub struct Guest {
    /// Milliseconds after `opened` at which it connected, asked or was answered last: whatever moves the conversation on.
    /// Single bytes do not.
    since: AtomicU64,
    /// Whether it waits for us and not we for it.
    is_asking: AtomicBool,
    leave: Notify,
}

/// A connection's place, which is free again when this is dropped.
pub struct Place {
    guests: Arc<Guests>,
    number: u64,
    guest: Arc<Guest>,
    _permit: OwnedSemaphorePermit,
}

impl Guests {
    /// Nobody yet, and so many places. Whoever lingers for less than `grace` is left alone.
    pub fn up_to(places: usize, grace: Duration) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(places)),
            grace,
            opened: Instant::now(),
            next: AtomicU64::new(0),
            present: Mutex::default(),
        })
    }

    /// Takes somebody in. When all places are taken, somebody else has to go first.
    pub async fn welcome(self: &Arc<Self>) -> Place {
        loop {
            if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
                return self.seat(permit);
            }
            self.make_room_at(self.now());
            let free = Arc::clone(&self.places).acquire_owned();
            if let Ok(Ok(permit)) = timeout(LOOK_AGAIN, free).await {
                return self.seat(permit);
            }
        }
    }

    fn seat(self: &Arc<Self>, permit: OwnedSemaphorePermit) -> Place {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let guest = Arc::new(Guest {
            since: AtomicU64::new(self.now()),
            is_asking: AtomicBool::new(false),
            leave: Notify::new(),
        });
        self.lock().insert(number, Arc::clone(&guest));
        Place {
            guests: Arc::clone(self),
            number,
            guest,
            _permit: permit,
        }
    }

    /// Asks to leave whoever has lingered longest: first among those we wait for, and if there is none, among those who wait
    /// for us. Whether there was somebody.
    fn make_room_at(&self, now: u64) -> bool {
        let before = now.saturating_sub(millis(self.grace));
        let present = self.lock();
        let lingering = present
            .iter()
            .map(|(number, guest)| ((guest.is_asking(), guest.since(), *number), guest))
            .filter(|((_, since, _), _)| *since <= before);
        let longest = lingering.min_by_key(|(order, _)| *order);
        longest.inspect(|(_, guest)| guest.go()).is_some()
    }

    /// Asks to leave everybody who has kept us waiting for `patience`: who takes an answer too slowly, say.
    pub fn end_the_slow(&self, patience: Duration) {
        self.end_the_slow_at(self.now(), patience);
    }

    fn end_the_slow_at(&self, now: u64, patience: Duration) {
        for guest in self.lock().values() {
            if !guest.is_asking() && guest.since().saturating_add(millis(patience)) <= now {
                guest.go();
            }
        }
    }

    fn now(&self) -> u64 {
        millis(self.opened.elapsed())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Guest>>> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    fn is_asking(&self) -> bool {
        self.is_asking.load(Ordering::Relaxed)
    }

    fn since(&self) -> u64 {
        self.since.load(Ordering::Relaxed)
    }

    /// Asks it to leave. Whoever is on the way out is not chosen again.
    fn go(&self) {
        self.since.store(u64::MAX, Ordering::Relaxed);
        self.leave.notify_one();
    }
}

impl Place {
    /// A request has arrived: it waits for us.
    pub fn asks(&self) {
        self.moves_on(true);
    }

    /// It was answered: we wait for it, to take the answer and to ask again.
    pub fn is_answered(&self) {
        self.moves_on(false);
    }

    /// Waits until the place is needed for somebody else.
    pub async fn is_needed(&self) {
        self.guest.leave.notified().await;
    }

    fn moves_on(&self, is_asking: bool) {
        let now = self.guests.now();
        self.guest.is_asking.store(is_asking, Ordering::Relaxed);
        self.guest.since.store(now, Ordering::Relaxed);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.guests.lock().remove(&self.number);
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn is_going(place: &Place) -> bool {
        place.guest.since() == u64::MAX
    }

    /// Three who came one millisecond after another; the first waits for us.
    async fn three(guests: &Arc<Guests>) -> [Place; 3] {
        let places = [
            guests.welcome().await,
            guests.welcome().await,
            guests.welcome().await,
        ];
        places[0].asks();
        for (since, place) in (0..).zip(&places) {
            place.guest.since.store(since, Ordering::Relaxed);
        }
        places
    }

    #[tokio::test]
    async fn whoever_lingers_longest_goes_first_and_who_waits_for_us_last() {
        let guests = Guests::up_to(3, SECOND);
        let places = three(&guests).await;
        for expected in [
            [false, true, false],
            [false, true, true],
            [true, true, true],
        ] {
            assert!(guests.make_room_at(2000));
            assert_eq!(places.each_ref().map(is_going), expected);
        }
        assert!(!guests.make_room_at(2000), "nobody is asked twice");
    }

    #[tokio::test]
    async fn nobody_is_asked_to_leave_within_the_grace() {
        let guests = Guests::up_to(3, SECOND);
        let places = three(&guests).await;
        assert!(guests.make_room_at(1001));
        assert!(guests.make_room_at(1001), "who waits for us");
        assert!(!guests.make_room_at(1001));
        assert_eq!(places.each_ref().map(is_going), [true, true, false]);
    }

    #[tokio::test]
    async fn who_is_slow_goes_and_who_waits_for_us_stays() {
        let guests = Guests::up_to(3, SECOND);
        let places = three(&guests).await;
        guests.end_the_slow_at(1001, SECOND);
        assert_eq!(places.each_ref().map(is_going), [false, true, false]);
    }

    #[tokio::test]
    async fn a_place_is_free_when_its_guest_is_gone() {
        let guests = Guests::up_to(1, SECOND);
        drop(guests.welcome().await);
        assert!(guests.lock().is_empty());
        drop(guests.welcome().await);
    }
}
