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
use crate::auth::secret::{Kind, Secret};
use crate::error::Result;
use crate::history::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::history::kept::Kept;
use crate::history::key::KeyRing;
use crate::mail::{CheckpointMail, Mailer, Why, Writer};
use crate::model::User;
use crate::store::checkpoint::{self, Broken, Sealer};
use crate::store::operational::{Operational, checkpoint_letter, checkpoint_subscription};
use crate::store::{Conn, people};

/// How many checkpoints are read at a time when those that are missed are written.
const CHUNK: u32 = 500;

/// Says that the file outside lacks what was signed.
fn not_kept(why: &std::io::Error) {
    tracing::error!(
        %why,
        "a checkpoint was signed and could not be written to the file outside the database; it and those after it \
         are written there once that is possible, which is tried every minute"
    );
}

/// To whom the settings send checkpoints, and how often.
#[derive(Debug, Clone)]
pub struct Named {
    /// The addresses.
    pub to: Vec<String>,
    /// How long each waits for the next.
    pub every: TimeDelta,
}

/// Somebody who gets checkpoints by mail.
struct Reader {
    address: String,
    every: TimeDelta,
    why: Why,
}

impl Reader {
    /// The secret with which they stop their letters, where somebody chose that they get
    /// them: a new one in each letter, since only its hash is kept.
    fn stop(&self, writer: &mut Operational<'_>) -> Result<Option<Secret>> {
        if self.why == Why::Settings {
            return Ok(None);
        }
        let secret = Secret::random(Kind::Stop)?;
        checkpoint_subscription::arm(writer, &self.address, &secret.hash())?;
        Ok(Some(secret))
    }
}

/// Whom somebody asks who wants no more letters.
fn whom_to_ask(user: &User) -> String {
    match user.erased_at {
        Some(_) => "somebody whose account was erased".to_owned(),
        None => format!("{} ({})", user.name, user.email),
    }
}

/// Everybody who gets checkpoints.
fn readers(conn: &mut Conn, named: &Named) -> Result<Vec<Reader>> {
    let of_settings =
        |address: &String| Reader { address: address.clone(), every: named.every, why: Why::Settings };
    let mut readers: Vec<Reader> = named.to.iter().map(of_settings).collect();
    for (subscription, _) in checkpoint_subscription::all(conn)? {
        let by = people::user(conn, subscription.user)?.map(|user| whom_to_ask(&user)).unwrap_or_default();
        let (every_days, on) = (subscription.every_days, subscription.created_at);
        readers.push(Reader {
            address: subscription.address,
            every: TimeDelta::days(every_days.into()),
            why: Why::Asked { by, on, every_days },
        });
    }
    Ok(readers)
}

/// Has a letter that no mail server took be due again.
async fn unsent(gate: Arc<Gate>, address: String, sent: DateTime<Utc>) {
    let back = gate.operate(move |writer, _| checkpoint_letter::give_back(writer, &address, sent)).await;
    if let Err(error) = back {
        tracing::warn!(?error, "a letter with a checkpoint was not sent, and is not due again yet");
    }
}

/// Whether the history is signed, as one server sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signing {
    /// Each change as it is made.
    Signs,
    /// This server has no key.
    NoKey,
    /// Nothing any more: the database does not hold what was signed.
    Stopped(Broken),
}

impl Signing {
    /// What a notary, or the lack of one, makes of it.
    pub fn of(notary: Option<&Notary>) -> Signing {
        match notary.map(Notary::broken) {
            None => Signing::NoKey,
            Some(None) => Signing::Signs,
            Some(Some(broken)) => Signing::Stopped(broken),
        }
    }
}

/// Signs the log. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Notary(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    keys: KeyRing,
    name: String,
    kept: Option<Mutex<Kept>>,
    /// The last checkpoint that was committed here, found when it began, or is in the file:
    /// all that this server can hold against the database.
    last: Mutex<Option<Checkpoint>>,
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
        let sealer = Mutex::new(Sealer::new(keys.clone(), name.clone(), outside.clone()));
        let (kept, last) = (kept.map(Mutex::new), Mutex::new(outside));
        Ok(Notary(Arc::new(Shared { keys, name, kept, last, sealer })))
    }

    /// Signs what nothing covers yet, such as what the command line wrote, looks whether the
    /// database holds what was signed, and makes up for what is not in the file outside. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn catch_up(&self, gate: &Gate) -> Result<()> {
        gate.operate_first_blocking(self.signing())?;
        if self.broken().is_some() {
            return Ok(());
        }
        let notary = self.clone();
        // In the gate: nothing is committed meanwhile, which would come to the file too early.
        gate.operate_first_blocking(move |writer, _| notary.make_up(writer.reader()))
    }

    /// Adds to the file outside what is not there of what was signed and committed, in its
    /// order: the database has it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn make_up(&self, conn: &mut Conn) -> Result<()> {
        let Some(kept) = &self.0.kept else { return Ok(()) };
        let mut kept = kept.lock();
        let place = |said: &Checkpoint| (said.losses.len() as u64 + 1, said.size);
        let keys = self.0.keys.public();
        let mut after = kept.last().map(|last| place(&last.checkpoint));
        loop {
            let found = checkpoint::after(conn, after, CHUNK)?;
            let Some(last) = found.last() else {
                kept.made_up();
                return Ok(());
            };
            after = Some(place(&last.signed.checkpoint));
            // Whoever can write to the database can put there what was not signed here.
            for ours in found.iter().filter(|found| found.signed.signed_by(&keys).is_ok()) {
                if let Err(why) = kept.add(&ours.signed) {
                    not_kept(&why);
                    return Ok(());
                }
            }
        }
    }

    /// What catching up asks of the gate first.
    pub fn signing(&self) -> impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<()> + Send + 'static {
        let notary = self.clone();
        move |writer, _| {
            let covers = notary.0.sealer.lock().seal_head(writer)?;
            // It was committed: this server holds it against the database from now on.
            if covers.is_some() {
                *notary.0.last.lock() = covers;
            }
            Ok(())
        }
    }

    /// Sends the newest checkpoint to whoever the settings name and auditors chose, if they
    /// have had none for so long. Blocks.
    ///
    /// # Errors
    /// When the database fails.
    pub fn send(&self, gate: &Arc<Gate>, mailer: &Mailer, writer: &Writer, named: &Named) -> Result<()> {
        if !mailer.sends() {
            return Ok(());
        }
        let named = named.clone();
        let due = gate.operate_blocking(move |operational, now| {
            let Some(found) = checkpoint::latest(operational.reader())? else { return Ok(None) };
            let mut due = Vec::new();
            for reader in readers(operational.reader(), &named)? {
                if checkpoint_letter::take(operational, &reader.address, reader.every, now)? {
                    let stop = reader.stop(operational)?;
                    due.push((reader, stop));
                }
            }
            Ok(Some((found, due, now)))
        })?;
        let Some((found, due, now)) = due else { return Ok(()) };
        let (note, stopped) = (found.signed.note(), self.broken().is_some());
        for (Reader { address, why, .. }, stop) in due {
            let mail = CheckpointMail {
                size: found.signed.checkpoint.size,
                at: found.at,
                note: &note,
                follows: SignedCheckpoint::FOLLOWS,
                why: &why,
                stop: stop.as_ref().map(Secret::reveal),
                stopped,
            };
            let letter = writer.checkpoint(&address, &mail);
            mailer.post_or(letter, unsent(Arc::clone(gate), address, now));
        }
        Ok(())
    }

    /// Why nothing is signed any more, if so.
    pub fn broken(&self) -> Option<Broken> {
        self.0.sealer.lock().broken().cloned()
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

    /// Keeps outside what was signed in the transaction that was just committed.
    pub(super) fn keep(&self) {
        let signed = self.0.sealer.lock().take_signed();
        for signed in signed {
            if let Some(kept) = &self.0.kept
                && let Err(why) = kept.lock().add_new(&signed)
            {
                not_kept(&why);
            }
            *self.0.last.lock() = Some(signed.checkpoint);
        }
    }

    /// Looks at everything anew before the next signature: the database may be another.
    pub(super) fn doubt(&self) {
        *self.0.sealer.lock() =
            Sealer::new(self.0.keys.clone(), self.0.name.clone(), self.0.last.lock().clone());
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
