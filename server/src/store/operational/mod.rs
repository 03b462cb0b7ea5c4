//! What has no history: sessions, credentials and other secrets, throttles, keys of
//! repeated requests, letters to be sent, times of last use. One file per table.
//!
//! Reading takes any connection. Writing takes an [`Operational`], which only the gate
//! makes, so that there is one writer here as everywhere.

use chrono::{DateTime, Utc};

use super::Conn;
use super::rows::{moment, unreadable};
use crate::error::{Error, Result};
use crate::model::*;

pub mod api_key_secret;
pub mod checkpoint_letter;
pub mod checkpoint_subscription;
pub mod credential;
pub mod device;
pub mod evidence_ticket;
pub mod feed;
pub mod idempotency;
pub mod last_use;
pub mod link;
pub mod recovery_code;
pub mod refresh_token;
#[expect(missing_docs, reason = "the tables are documented in the migrations")]
pub mod schema;
pub mod server_secret;
pub mod session;
pub mod sign_in;
pub mod throttle;
pub mod update_letter;

/// The right to write what has no history, in the transaction of the gate.
pub struct Operational<'c>(pub(super) &'c mut Conn);

impl Operational<'_> {
    /// The connection, to read inside the transaction.
    pub fn reader(&mut self) -> &mut Conn {
        self.0
    }
}

fn user_id(text: String) -> Result<UserId> {
    text.parse().map_err(|_| unreadable(text, "the id of a user"))
}

fn word<W: Words>(text: &str) -> Result<W> {
    W::from_word(text).ok_or_else(|| unreadable(text, "a known word"))
}

fn some_moment(micros: Option<i64>) -> Result<Option<DateTime<Utc>>> {
    micros.map(moment).transpose()
}

/// Text of a client, such as the name of its browser, as long as anyone needs.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// What becomes of an insert that another server made at the same moment: the gate runs
/// the transaction again, which then sees the row.
fn raced(error: diesel::result::Error) -> Error {
    use diesel::result::{DatabaseErrorKind, Error as Sql};
    match error {
        Sql::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            Error::Unavailable(Some(Box::new(error)))
        }
        error => error.into(),
    }
}
