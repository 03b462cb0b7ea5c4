//! The notary: signs the log with every transaction of the gate, and keeps what was signed
//! outside the database.
//!
//! A checkpoint is signed and stored within the transaction whose changes it covers, so
//! that the database never holds a change that nothing covers, whenever the program is
//! killed. Only after COMMIT does it leave: to the file, and to whoever asks.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::Mutex;

use super::gate::Gate;
use crate::error::Result;
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::kept::Kept;
use crate::history::key::KeyRing;
use crate::mail::{Mailer, Writer};
use crate::store::checkpoint::{self, Sealer};
use crate::store::operational::{Operational, checkpoint_letter};

/// Signs the log. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Notary(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    keys: KeyRing,
    name: String,
    kept: Option<Mutex<Kept>>,
    sealer: Mutex<Sealer>,
}

impl Notary {
    /// Signs with these keys; a log that has no name yet gets this one. What is signed is
    /// kept in the file, if there is one.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn new(keys: KeyRing, name: String, kept: Option<&Path>) -> std::io::Result<Notary> {
        let kept = kept.map(Kept::open).transpose()?;
        let outside = kept.as_ref().and_then(Kept::last).map(|last| last.checkpoint.clone());
        let sealer = Mutex::new(Sealer::new(keys.clone(), name.clone(), outside));
        Ok(Notary(Arc::new(Shared { keys, name, kept: kept.map(Mutex::new), sealer })))
    }

    /// Signs what nothing covers yet, such as what the command line wrote, and looks
    /// whether the database holds what was signed. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn catch_up(&self, gate: &Gate) -> Result<()> {
        let signed = gate.operate_blocking(self.signing())?;
        if let Some(signed) = signed {
            self.keep(&signed);
        }
        Ok(())
    }

    /// What catching up asks of the gate.
    pub fn signing(
        &self,
    ) -> impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<Option<SignedCheckpoint>> + Send + 'static
    {
        let notary = self.clone();
        move |writer, _| notary.0.sealer.lock().seal_head(writer)
    }

    /// Sends the newest checkpoint to each of these addresses that has had none for so long.
    /// Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn send(
        gate: &Gate,
        mailer: &Mailer,
        writer: &Writer,
        to: &[String],
        every: TimeDelta,
    ) -> Result<()> {
        for address in to.iter().filter(|_| mailer.sends()) {
            let reader = address.clone();
            let due = gate.operate_blocking(move |operational, now| {
                let Some(found) = checkpoint::latest(operational.reader())? else { return Ok(None) };
                let due = checkpoint_letter::take(operational, &reader, every, now)?;
                Ok(due.then_some(found))
            })?;
            if let Some(found) = due {
                let (size, note) = (found.signed.checkpoint.size, found.signed.note());
                mailer.post(writer.checkpoint(address, size, found.at, &note));
            }
        }
        Ok(())
    }

    /// Why nothing is signed any more, in words, if so.
    pub fn broken(&self) -> Option<String> {
        self.0.sealer.lock().broken().map(ToString::to_string)
    }

    /// Brings what is kept outside to the disk. Blocks.
    pub fn sync(&self) {
        if let Some(kept) = &self.0.kept
            && let Err(why) = kept.lock().sync()
        {
            tracing::error!(%why, "checkpoints outside the database may not be on the disk");
        }
    }

    /// What the gate signs with.
    pub(super) fn sealer(&self) -> &Mutex<Sealer> {
        &self.0.sealer
    }

    /// Keeps outside what was signed and committed.
    pub(super) fn keep(&self, signed: &SignedCheckpoint) {
        if let Some(kept) = &self.0.kept
            && let Err(why) = kept.lock().add(signed)
        {
            tracing::error!(%why, "a checkpoint was signed and is not kept outside the database");
        }
    }

    /// Looks at everything anew before the next signature: the database may be another.
    pub(super) fn doubt(&self) {
        let outside =
            self.0.kept.as_ref().and_then(|kept| kept.lock().last().map(|last| last.checkpoint.clone()));
        *self.0.sealer.lock() = Sealer::new(self.0.keys.clone(), self.0.name.clone(), outside);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(kept) = &self.kept {
            // Told by `sync` while there is somebody to tell.
            let _ = kept.lock().sync();
        }
    }
}
