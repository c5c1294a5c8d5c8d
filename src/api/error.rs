//! Everything that can go wrong with a request, as far as a family can tell it apart.

use crate::platform::http::NoReply;

/// Why there are no facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server could not be reached.
    Offline,
    /// The server took too long.
    TimedOut,
    /// Nobody is signed in (any more).
    SessionEnded,
    /// There is no such thing, or it is not theirs to see.
    NotFound,
    /// The server failed.
    Server,
    /// The answer could not be read.
    BadData,
    /// The view that asked is gone; nobody is told.
    Cancelled,
}

impl ApiError {
    /// The error an HTTP status stands for, if it is one.
    #[must_use]
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            401 => Some(Self::SessionEnded),
            404 | 410 => Some(Self::NotFound),
            _ => Some(Self::Server),
        }
    }
}

impl From<NoReply> for ApiError {
    fn from(no_reply: NoReply) -> Self {
        match no_reply {
            NoReply::Unreachable => Self::Offline,
            NoReply::TimedOut => Self::TimedOut,
            NoReply::Cancelled => Self::Cancelled,
        }
    }
}

/// Why signing in did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// Code or PIN are wrong, or the card has ended: the server does not say which.
    Refused,
    /// Too many tries.
    TooMany,
    /// The server has no room right now.
    Busy,
    /// Nothing came back.
    Unreachable,
}

impl SignInError {
    /// The error that a status without a session stands for; 0 is no answer.
    #[must_use]
    pub fn of_status(status: u16) -> Self {
        match status {
            429 => Self::TooMany,
            400..=499 => Self::Refused,
            503 => Self::Busy,
            _ => Self::Unreachable,
        }
    }
}

/// Why a caregiver is not signed in, by a card or with a visit that comes from the touch screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// A phone signed in with it already.
    Used,
    /// It is too old, or was tried too often.
    Over,
    /// As anybody is refused; with a visit, [`SignInError::Refused`] is a wrong PIN.
    SignIn(SignInError),
}

impl EntryError {
    /// The error that a status without a session stands for, with the `code` of its problem.
    #[must_use]
    pub fn of(status: u16, code: Option<&str>) -> Self {
        match (status, code) {
            (410, Some("handoff_used")) => Self::Used,
            (410, _) => Self::Over,
            _ => Self::SignIn(SignInError::of_status(status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_means_one_thing() {
        assert_eq!(ApiError::of_status(204), None);
        assert_eq!(ApiError::of_status(401), Some(ApiError::SessionEnded));
        assert_eq!(ApiError::of_status(404), Some(ApiError::NotFound));
        assert_eq!(ApiError::of_status(500), Some(ApiError::Server));
        assert_eq!(SignInError::of_status(401), SignInError::Refused);
        assert_eq!(SignInError::of_status(429), SignInError::TooMany);
        assert_eq!(SignInError::of_status(503), SignInError::Busy);
    }

    #[test]
    fn a_handing_over_is_used_or_over_or_refused_as_a_card_is() {
        let sign_in = EntryError::SignIn;
        let table = [
            (410, Some("handoff_used"), EntryError::Used),
            (410, Some("handoff_over"), EntryError::Over),
            (410, None, EntryError::Over),
            (401, Some("sign_in_failed"), sign_in(SignInError::Refused)),
            (429, None, sign_in(SignInError::TooMany)),
            (503, None, sign_in(SignInError::Busy)),
            (0, None, sign_in(SignInError::Unreachable)),
        ];
        for (status, code, error) in table {
            assert_eq!(EntryError::of(status, code), error, "{status} {code:?}");
        }
    }
}
