//! Commands that may be asked for again without happening twice.

use super::done::Done;
use super::gate::Command;
use crate::error::{Error, Result};
use crate::graph::request::{Idempotency, RequestContext};
use crate::model::AnyId;
use crate::store::operational::idempotency::{self, Carried};
use crate::store::tx::WriteTx;

/// A command with the key under which its client may ask for it again.
pub struct Once<C> {
    command: C,
    key: Option<Idempotency>,
}

impl<C> Once<C> {
    /// The command as this request asks for it.
    pub fn of(context: &RequestContext, command: C) -> Self {
        Once { command, key: context.idempotency.clone() }
    }
}

impl<C: Command<Output = Done> + Sync> Command for Once<C> {
    type Output = Done;
    const KEY: &'static str = C::KEY;

    /// In the order of all writers, so that of two that are sent at once one is the first.
    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let Some(Idempotency { key, hash }) = &self.key else { return self.command.execute(tx) };
        let user = tx.viewer()?.user.ok_or(Error::Unauthenticated)?;
        if let Some(carried) = idempotency::find(tx.reader(), user, key)? {
            return if carried.request == *hash { repeated(&carried) } else { Err(Error::KeyReused) };
        }
        let done = self.command.execute(tx)?;
        let sequences: Vec<u64> = tx.saved().collect();
        if sequences.is_empty() && !done.refused.is_empty() {
            return Ok(done);
        }
        // Kept also when there was nothing to change: asked again later, there might be.
        let ids = done.ids.iter().map(ToString::to_string).collect();
        let carried = Carried { request: *hash, at: tx.now(), sequences, ids };
        idempotency::keep(&mut tx.beside(), user, key, &carried)?;
        Ok(done)
    }
}

/// The answer made again from what was kept.
fn repeated(carried: &Carried) -> Result<Done> {
    let id = |text: &String| text.parse::<AnyId>().map_err(Error::internal);
    let ids = carried.ids.iter().map(id).collect::<Result<Vec<_>>>()?;
    Ok(Done { repeated: true, ..Done::to_all(ids) })
}
