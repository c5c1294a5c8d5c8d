//! Why the database does not answer, told without a value, a host or a password.

use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;

/// Why the database does not answer. A statement's own message can quote what was stored, so only its code is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// The address cannot be read.
    #[error(
        "--database: expected an address such as postgres://USER:PASSWORD@HOST:5432/NAME, \
         with sslmode=disable, require or verify-full or none (PORTAL_DATABASE holds it as well)"
    )]
    Url,
    /// What is asked and answered could be read on the way.
    #[error(
        "--database: sslmode=disable is for a database on this machine; expected require, verify-full or none"
    )]
    Plain,
    /// TLS cannot be set up.
    #[error("TLS to the database cannot be set up: {0}")]
    Tls(String),
    /// No connection, or it was lost. Nothing is known of what was asked last.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// Every connection is in use.
    #[error("every connection to the database is in use")]
    Busy,
    /// Wrong user or password, or one that may not come from here.
    #[error("the database does not let this user in (SQLSTATE {0})")]
    SignIn(String),
    /// The user may not do this.
    #[error(
        "the database's user lacks a right that this needs; see docs/database.md on users (SQLSTATE 42501)"
    )]
    Right,
    /// The user may do more than whoever answers families should.
    #[error(
        "the database's user may change facts or read past the policies; the server needs one with the role portal_serve alone"
    )]
    Mighty,
    /// The tables are not there.
    #[error(
        "the database was not made ready for this version; run: portal database init (SQLSTATE {0})"
    )]
    NotReady(String),
    /// Anything else the database refused.
    #[error("the database refused a statement (SQLSTATE {0})")]
    Refused(String),
    /// An answer of another shape than was asked for.
    #[error("the database answered something unexpected: {0}")]
    Unexpected(String),
}

impl DatabaseError {
    /// The five characters of SQL's standard, where the database said something.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::SignIn(code) | Self::NotReady(code) | Self::Refused(code) => Some(code),
            Self::Right => Some(SqlState::INSUFFICIENT_PRIVILEGE.code()),
            _ => None,
        }
    }

    fn refused(state: &SqlState) -> Self {
        let code = state.code().to_owned();
        match (state, &code[..2]) {
            (&SqlState::INSUFFICIENT_PRIVILEGE, _) => Self::Right,
            (&SqlState::UNDEFINED_TABLE | &SqlState::UNDEFINED_COLUMN, _) | (_, "3F" | "3D") => {
                Self::NotReady(code)
            }
            (_, "28") => Self::SignIn(code),
            // Connections, an operator who stops the server, one that starts.
            (_, "08" | "57") if *state != SqlState::QUERY_CANCELED => {
                Self::Unreachable(format!("SQLSTATE {code}"))
            }
            (&SqlState::TOO_MANY_CONNECTIONS, _) => Self::Busy,
            _ => Self::Refused(code),
        }
    }
}

impl From<tokio_postgres::Error> for DatabaseError {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(state) = error.code() {
            return Self::refused(state);
        }
        let kind = error.to_string();
        let closed = error.is_closed();
        let source = error.into_source();
        // What the system says of a connection names no host and no value.
        let io = source
            .as_deref()
            .and_then(|source| source.downcast_ref::<std::io::Error>());
        match io {
            Some(io) => Self::Unreachable(io.to_string()),
            None if closed || kind.contains("connect") || kind.contains("timeout") => {
                Self::Unreachable(kind)
            }
            None => Self::Unexpected(kind),
        }
    }
}

impl From<PoolError> for DatabaseError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            PoolError::Timeout(_) => Self::Busy,
            other => Self::Unreachable(other.to_string()),
        }
    }
}
