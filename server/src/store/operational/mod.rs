//! What has no history: sessions, credentials and other secrets, throttles, keys of
//! repeated requests, times of last use. One file per table.
//!
//! Reading takes any connection. Writing takes an [`Operational`], which only the gate
//! makes, so that there is one writer here as everywhere.

use super::Conn;

/// The right to write what has no history, in the transaction of the gate.
pub struct Operational<'c>(pub(super) &'c mut Conn);

impl Operational<'_> {
    /// The connection, to read inside the transaction.
    pub fn reader(&mut self) -> &mut Conn {
        self.0
    }
}
