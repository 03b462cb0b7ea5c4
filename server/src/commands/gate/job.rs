//! What waits at the gate for its turn.

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

use super::Command;
use crate::error::{Error, Result};
use crate::store::change::Applied;
use crate::store::operational::Operational;
use crate::store::tx::{Batch, Origin};

/// A command of any type that waits for its turn.
pub(super) trait Job: Send {
    /// Runs it and keeps its result; gives what it saved.
    fn run(&mut self, batch: &mut Batch<'_>, now: DateTime<Utc>) -> Result<Vec<Applied>>;
    /// Answers the caller: with the result when the transaction was committed, or with why
    /// it was not.
    fn answer(self: Box<Self>, committed: &Result<(), String>);
    /// Whether it comes before the others of its transaction.
    fn comes_first(&self) -> bool {
        false
    }
}

/// Tells a caller the result: what was to be written counts only when it was committed.
fn tell<R>(reply: oneshot::Sender<Result<R>>, result: Option<Result<R>>, committed: &Result<(), String>) {
    let result = match (result, committed) {
        (Some(result), Ok(())) => result,
        (Some(Err(error)), _) => Err(error),
        (_, Err(why)) => Err(Error::Unavailable(Some(why.as_str().into()))),
        (None, Ok(())) => Err(Error::Unavailable(None)),
    };
    // A caller that went away is no longer interested.
    let _ = reply.send(result);
}

/// A command.
pub(super) struct Waiting<C: Command> {
    pub command: C,
    pub origin: Origin,
    pub result: Option<Result<C::Output>>,
    pub reply: oneshot::Sender<Result<C::Output>>,
}

impl<C: Command> Job for Waiting<C> {
    fn run(&mut self, batch: &mut Batch<'_>, now: DateTime<Utc>) -> Result<Vec<Applied>> {
        match batch.run(now, self.origin.clone(), |tx| self.command.execute(tx)) {
            Ok((output, saved)) => {
                self.result = Some(Ok(output));
                Ok(saved)
            }
            // The database wants the whole batch again: not this command's result.
            Err(error @ Error::Unavailable(_)) => Err(error),
            Err(error) => {
                self.result = Some(Err(error));
                Ok(Vec::new())
            }
        }
    }

    fn answer(self: Box<Self>, committed: &Result<(), String>) {
        tell(self.reply, self.result, committed);
    }
}

/// Writes without a history that wait for their turn.
pub(super) struct Operation<R, W> {
    pub work: W,
    pub comes_first: bool,
    pub result: Option<Result<R>>,
    pub reply: oneshot::Sender<Result<R>>,
}

impl<R: Send, W: Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send> Job for Operation<R, W> {
    fn run(&mut self, batch: &mut Batch<'_>, now: DateTime<Utc>) -> Result<Vec<Applied>> {
        match batch.operate(|writer| (self.work)(writer, now)) {
            Err(error @ Error::Unavailable(_)) => Err(error),
            result => {
                self.result = Some(result);
                Ok(Vec::new())
            }
        }
    }

    fn answer(self: Box<Self>, committed: &Result<(), String>) {
        tell(self.reply, self.result, committed);
    }

    fn comes_first(&self) -> bool {
        self.comes_first
    }
}
