//! Removing what is no longer needed.

use chrono::TimeDelta;

use super::Accounts;
use crate::error::Result;
use crate::store::operational::{
    device, evidence_ticket, idempotency, link, session, sign_in, throttle, update_letter,
};

/// For how long sessions and links that have ended are kept.
const ENDED: TimeDelta = TimeDelta::days(30);
/// For how long is kept who was written to for an update: long after the reminders of a
/// request are over, which would else be sent again.
const WRITTEN: TimeDelta = TimeDelta::days(365);
/// For how long repeated requests are recognised.
const REPEATED: TimeDelta = TimeDelta::hours(24);

impl Accounts {
    /// Removes tickets for evidence, sessions, links, remembered browsers, attempts, letters
    /// and repeated requests whose time has passed. Called now and then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<()> {
        let (window, kept) = (self.config.window(), TimeDelta::days(self.config.sign_in_days));
        let work = self.gate.operate(move |writer, now| {
            // Tickets first: they name sessions.
            let removed = evidence_ticket::forget_before(writer, now)?
                + session::forget_before(writer, now - ENDED)?
                + link::forget_before(writer, now - ENDED)?
                + device::forget_before(writer, now)?
                + throttle::forget_before(writer, now - window)?
                + sign_in::forget_before(writer, now - kept)?
                + update_letter::forget_before(writer, now - WRITTEN)?
                + idempotency::forget_before(writer, now - REPEATED)?;
            Ok(removed)
        });
        let removed = work.await?;
        if removed > 0 {
            tracing::debug!(removed, "sessions, links and traces whose time has passed were removed");
        }
        Ok(())
    }
}
