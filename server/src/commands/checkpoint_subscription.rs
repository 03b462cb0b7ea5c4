//! Which addresses get checkpoints by mail, as auditors and administrators choose. That
//! they chose is a security event: a change of the account of whoever did.
//!
//! Who gets the letters stops them with the link in the last one, without an account.

use async_graphql::InputObject;

use super::done::Done;
use super::edit::Editor;
use super::gate::Command;
use crate::auth::policy::Ties;
use crate::auth::secret::Hash;
use crate::error::{Error, Result};
use crate::model::user::{EMAIL, fold_email, is_email};
use crate::model::*;
use crate::store::operational::checkpoint_subscription::{self, Subscription};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// How many addresses there may be: each gets letters for as long as nobody stops them.
const MOST: usize = 50;
/// Every how many days a letter is sent if nothing is said.
const USUAL: i32 = 7;
/// Every how many days it is sent at least.
const SELDOM: i32 = 366;

/// Where checkpoints are to be sent, and how often.
#[derive(InputObject, Debug, Clone)]
pub struct SubscribeCheckpointsInput {
    /// The address. It may be that of somebody without an account here, such as an outside
    /// auditor: each letter says who asked for it and how to stop it.
    pub email: String,
    /// Every so many days, from 1 to 366; every 7 if nothing is said.
    pub every_days: Option<i32>,
}

/// Where no checkpoints are to be sent any more.
#[derive(InputObject, Debug, Clone)]
pub struct UnsubscribeCheckpointsInput {
    /// The address.
    pub email: String,
}

/// Has the newest checkpoint sent to an address every so many days.
pub struct SubscribeCheckpoints(pub SubscribeCheckpointsInput);

impl Command for SubscribeCheckpoints {
    type Output = Done;
    const KEY: &'static str = "checkpoint.subscribe";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        edit.permit_with(Self::KEY, &Ties::default())?;
        let (address, days) = (fold_email(&self.0.email), self.0.every_days.unwrap_or(USUAL));
        edit.problems.line("email", &address, EMAIL);
        if !is_email(&address) {
            edit.problems.add("email", "is not an e-mail address: expected something like name@example.org");
        }
        if !(1..=SELDOM).contains(&days) {
            edit.problems
                .add("everyDays", format!("is {days}: expected a number of days from 1 to {SELDOM}"));
        }
        let known = checkpoint_subscription::all(edit.tx.reader())?;
        let is_new = known.iter().all(|(known, _)| known.address != address);
        if is_new && known.len() >= MOST {
            edit.problems.add("email", format!("is one too many: {MOST} addresses get checkpoints already"));
        }
        edit.end_of_input()?;
        let user = edit.viewer.user.ok_or(Error::Unauthenticated)?;
        note(edit.tx, user, &format!("Checkpoints every {days} days to an address"))?;
        let created_at = edit.tx.now();
        let subscription = Subscription { address, every_days: days as u16, user, created_at };
        checkpoint_subscription::keep(&mut edit.tx.operational(), &subscription)?;
        Ok(Done::to(user))
    }
}

/// Sends no more checkpoints to an address.
pub struct UnsubscribeCheckpoints(pub UnsubscribeCheckpointsInput);

impl Command for UnsubscribeCheckpoints {
    type Output = Done;
    const KEY: &'static str = "checkpoint.unsubscribe";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        edit.permit_with(Self::KEY, &Ties::default())?;
        let address = fold_email(&self.0.email);
        if !checkpoint_subscription::remove(&mut edit.tx.operational(), &address)? {
            return Err(Error::NotFound("No auditor has checkpoints sent to this address.".into()));
        }
        let user = edit.viewer.user.ok_or(Error::Unauthenticated)?;
        note(edit.tx, user, "No more checkpoints to an address")?;
        Ok(Done::to(user))
    }
}

/// Sends no more checkpoints to whoever was sent a secret in the last letter. The register
/// runs it for them: they need no account.
pub struct StopCheckpoints {
    /// The hash of the secret.
    pub hash: Hash,
}

impl Command for StopCheckpoints {
    type Output = ();
    const KEY: &'static str = "checkpoint.stop";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let unknown = || Error::NotFound("Nobody is sent checkpoints with this link any more.".into());
        let (address, user) =
            checkpoint_subscription::by_stop(tx.reader(), &self.hash)?.ok_or_else(unknown)?;
        checkpoint_subscription::remove(&mut tx.operational(), &address)?;
        note(tx, user, "No more checkpoints to an address: who got them there stopped them")
    }
}

/// Notes in the history, as a change of the account of whoever asked for letters, what was
/// done about them. Nothing of the address: it is somebody's, who may never have heard of
/// this register, and does not belong into what cannot be taken back.
fn note(tx: &mut WriteTx<'_>, user: UserId, reason: &str) -> Result<()> {
    let before = people::user(tx.reader(), user)?.ok_or(Error::Unauthenticated)?;
    let deed = Deed { action: ChangeAction::Update, reason: Some(reason) };
    tx.save(Some(&before.clone().into()), before, deed).map(drop)
}
