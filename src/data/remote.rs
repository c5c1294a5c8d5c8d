//! Facts that come from elsewhere, with every state they can be in.

use crate::api::ApiError;

/// Facts of the server as a screen knows them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remote<T> {
    /// Asked for; nothing is known yet.
    Loading,
    /// As the server last said.
    Fresh(T),
    /// As the server said then; asking again has failed since.
    Stale {
        /// The facts.
        value: T,
        /// When they arrived, by the phone's clock.
        since_ms: i64,
        /// Why there are no newer ones.
        why: ApiError,
    },
    /// Nothing is known, and asking failed.
    Failed(ApiError),
}

impl<T> Remote<T> {
    /// The facts, whatever their age.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Fresh(value) | Self::Stale { value, .. } => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// The state after asking again has failed: what was known stays, with its age.
    #[must_use]
    pub fn after_failure(self, why: ApiError, since_ms: i64) -> Self {
        match self {
            Self::Fresh(value) => Self::Stale {
                value,
                since_ms,
                why,
            },
            Self::Stale {
                value, since_ms, ..
            } => Self::Stale {
                value,
                since_ms,
                why,
            },
            Self::Loading | Self::Failed(_) => Self::Failed(why),
        }
    }

    /// Since when asking again has failed to bring newer facts.
    #[must_use]
    pub fn stale_since(&self) -> Option<i64> {
        match self {
            Self::Stale { since_ms, .. } => Some(*since_ms),
            _ => None,
        }
    }

    /// Whether nothing is known yet and an answer is on its way.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_refresh_keeps_what_was_known_and_its_first_age() {
        let fresh = Remote::Fresh(7);
        let stale = fresh.after_failure(ApiError::Offline, 1_000);
        assert_eq!(stale.value(), Some(7));
        let later = stale.after_failure(ApiError::Server, 9_000);
        assert_eq!(
            later,
            Remote::Stale {
                value: 7,
                since_ms: 1_000,
                why: ApiError::Server
            }
        );
    }

    #[test]
    fn a_failure_without_facts_is_a_failure() {
        let failed = Remote::<i32>::Loading.after_failure(ApiError::TimedOut, 0);
        assert_eq!(failed, Remote::Failed(ApiError::TimedOut));
        assert_eq!(failed.value(), None);
    }
}
