//! The one error type of the server, and how it is named to clients.

use std::borrow::Cow;
use std::fmt::Display;

/// Result with the server's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One rule that a value of the input breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: field names joined by dots, list places in brackets.
    pub path: String,
    /// What is wrong and what was expected, as the rest of a sentence about the field.
    pub message: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// A record that is no longer what the writer saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Where the input says what was seen, as in [`Problem`]; empty: nowhere.
    pub path: String,
    /// What the record is called.
    pub name: String,
}

impl Display for Stale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// Everything that can go wrong, by what the caller can do about it.
///
/// The text of every variant but [`Error::Internal`] and [`Error::Unavailable`] is
/// written for the client. Causes are logged with the request id and never sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request itself is wrong: the message says what and what to do.
    #[error("{0}")]
    BadRequest(Cow<'static, str>),
    /// A limit was passed.
    #[error("{message}")]
    LimitExceeded {
        /// The limit's name, as `extensions.limit` gives it.
        limit: &'static str,
        /// What it allows.
        value: u64,
        /// Which limit was passed, by what, and what to do.
        message: Cow<'static, str>,
    },
    /// Nobody is signed in.
    #[error("Sign in to do this.")]
    Unauthenticated,
    /// Signed in, and not allowed; only for things the viewer may see.
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// Absent, or invisible to this viewer: the two cannot be told apart.
    #[error("{0}")]
    NotFound(Cow<'static, str>),
    /// The input breaks rules: each of them, by field.
    #[error("The input is not valid.{}", lines(.0))]
    Invalid(Vec<Problem>),
    /// What was to be written has changed meanwhile: each record of which that is so.
    #[error("Somebody else has changed this since.{}", lines(.0))]
    Conflict(Vec<Stale>),
    /// The database does not hold what was recorded: somebody wrote past the register. Of
    /// what, as the beginning of the sentence.
    #[error(
        "{0}: the database was altered outside the register. Tell whoever runs it: `partnership-register verify \
         --database` names what differs."
    )]
    Altered(String),
    /// A key under which another request was sent before.
    #[error("This Idempotency-Key was sent with another request: choose another for each request.")]
    KeyReused,
    /// Too many attempts; wait this many seconds.
    #[error("Too many attempts. Try again in {0} seconds.")]
    RateLimited(u64),
    /// The service cannot answer now; trying again later may work.
    #[error("{}", unavailable(.0.as_deref()))]
    Unavailable(#[source] Option<Cause>),
    /// A fault of ours.
    #[error("Something went wrong on our side.")]
    Internal(#[source] Cause),
}

/// The cause of a fault, for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

fn unavailable(cause: Option<&(dyn std::error::Error + Send + Sync)>) -> &'static str {
    // SQLite's words, and those of the system that PostgreSQL passes on.
    let is_full = |why: String| why.contains("disk is full") || why.contains("No space left");
    match cause.is_some_and(|cause| is_full(cause.to_string())) {
        true => "The service has no room left to save anything. Tell whoever runs it.",
        false => "The service is busy. Try again shortly.",
    }
}

/// Each on a line of its own.
fn lines<T: Display>(list: &[T]) -> String {
    list.iter().map(|entry| format!("\n- {entry}")).collect()
}

impl Error {
    /// The value of `extensions.code` in an answer.
    pub fn code(&self) -> &'static str {
        match self {
            Error::BadRequest(_) | Error::KeyReused => "BAD_REQUEST",
            Error::LimitExceeded { .. } => "LIMIT_EXCEEDED",
            Error::Unauthenticated => "UNAUTHENTICATED",
            Error::Forbidden(_) => "FORBIDDEN",
            Error::NotFound(_) => "NOT_FOUND",
            Error::Invalid(_) => "INVALID",
            Error::Conflict(_) => "CONFLICT",
            Error::RateLimited(_) => "RATE_LIMITED",
            Error::Unavailable(_) => "UNAVAILABLE",
            Error::Internal(_) => "INTERNAL",
            Error::Altered(_) => "ALTERED",
        }
    }

    /// A fault of ours, described for the log.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Error::Internal(cause.into())
    }

    /// What is behind it, for whoever runs the machine; a client is not told.
    pub fn cause(&self) -> String {
        match self {
            Error::Internal(cause) | Error::Unavailable(Some(cause)) => cause.to_string(),
            other => other.to_string(),
        }
    }

    /// A limit that was passed, described for the client.
    pub fn limit(limit: &'static str, value: u64, message: impl Into<Cow<'static, str>>) -> Self {
        Error::LimitExceeded { limit, value, message: message.into() }
    }

    /// A request that is wrong, described for the client.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Error::BadRequest(message.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_not_called_busy() {
        let said = |cause: &str| Error::Unavailable(Some(cause.into())).to_string();
        assert!(said("database or disk is full").contains("no room left"));
        assert!(said("could not extend file: No space left on device").contains("no room left"));
        assert!(said("database is locked").contains("busy"));
    }
}
