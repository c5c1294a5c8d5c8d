//! What the log tells of sign-ins: by which means and how they ended, and nothing of who it was (ASVS 5.0, 16.3.1).

use std::sync::{Mutex, PoisonError};

use super::super::error::ApiError;

/// Refusals that are told one by one in a minute. Somebody who tries a million codes shall not fill the disk with it.
const ONE_BY_ONE: u64 = 60;

/// Of the whole process: one log has one limit.
static REFUSED: Mutex<Refused> = Mutex::new(Refused {
    minute: 0,
    count: 0,
});

/// Refusals of the minute in which the last one was.
struct Refused {
    minute: i64,
    count: u64,
}

impl Refused {
    /// Counts one; says whether it has a line of its own, and how many of the last such minute had none.
    fn one_more(&mut self, minute: i64) -> (bool, u64) {
        let mut untold = 0;
        if minute != self.minute {
            untold = self.count.saturating_sub(ONE_BY_ONE);
            (self.minute, self.count) = (minute, 0);
        }
        self.count += 1;
        (self.count <= ONE_BY_ONE, untold)
    }
}

/// Tells how a sign-in ended; `seconds` since 1970 is now.
///
/// # Errors
/// Those of the sign-in, as they came.
pub fn told<T>(
    means: &'static str,
    seconds: i64,
    outcome: Result<T, ApiError>,
) -> Result<T, ApiError> {
    match &outcome {
        Ok(_) => tracing::info!(means, "signed in"),
        Err(ApiError::SignInFailed) => {
            let mut refused = REFUSED.lock().unwrap_or_else(PoisonError::into_inner);
            let (is_told, untold) = refused.one_more(seconds.div_euclid(60));
            if untold > 0 {
                tracing::warn!(
                    untold,
                    "more sign-ins were refused in a minute than are told one by one"
                );
            }
            if is_told {
                tracing::info!(means, "sign-in refused");
            }
        }
        // Nobody was judged; what failed has a line of its own.
        Err(_) => {}
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_refusals_is_told_in_one_line_and_the_next_minute_begins_anew() {
        let mut refused = Refused {
            minute: 0,
            count: 0,
        };
        for _ in 0..ONE_BY_ONE {
            assert_eq!(refused.one_more(7), (true, 0));
        }
        for _ in 0..40 {
            assert_eq!(refused.one_more(7), (false, 0));
        }
        assert_eq!(refused.one_more(8), (true, 40));
        assert_eq!(refused.one_more(9), (true, 0));
    }
}
