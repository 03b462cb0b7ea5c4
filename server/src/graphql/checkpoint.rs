//! What is signed of the history, and proofs from it.

use async_graphql::{Context, Object, SimpleObject};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::context::lens;
use super::scalars::DateTime;
use crate::error::{Error, Result};
use crate::history::checkpoint::Loss;
use crate::history::key::PublicKey;
use crate::history::proof::{self, ProofError};
use crate::store::checkpoint::{self, Found, Stored};
use crate::store::tx::snapshot;
use crate::store::{Conn, verify};

/// What finding a checkpoint or a proof charges.
const PROOF: u32 = 5;
/// How many checkpoints are given at a time.
const MOST: i32 = 100;

/// A checkpoint: a signed statement of how far the history goes.
pub struct CheckpointObject(pub Found);

/// A signed statement of how many changes the history has and what they are. Whoever
/// keeps one can prove later that none of those changes was altered, removed or moved.
#[Object(name = "Checkpoint")]
impl CheckpointObject {
    /// How many changes it covers: the first so many of the register.
    async fn size(&self) -> i64 {
        self.0.signed.checkpoint.size as i64
    }
    /// The name of the log, such as `register.example.org/log/5f1c09ab`. It changes when a
    /// loss is declared, and else never.
    async fn origin(&self) -> &str {
        &self.0.signed.checkpoint.origin
    }
    /// When the last change that it covers was made.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }
    /// The root hash of the log over those changes (RFC 6962), in base64.
    async fn root(&self) -> String {
        STANDARD.encode(self.0.signed.checkpoint.root)
    }
    /// The whole checkpoint as a signed note (C2SP tlog-checkpoint), co-signatures
    /// included: what to keep, and what other programs check.
    async fn note(&self) -> String {
        self.0.signed.note()
    }
    /// The witnesses that co-signed it, in the order of their times.
    async fn cosignatures(&self) -> Vec<CosignatureObject> {
        let shown =
            |(witness, at): &(String, _)| CosignatureObject { witness: witness.clone(), at: DateTime(*at) };
        self.0.witnesses.iter().map(shown).collect()
    }
    /// What was lost of the history before, as was declared: the oldest first.
    async fn declared_losses(&self) -> Vec<LossObject> {
        self.0.signed.checkpoint.losses.iter().map(LossObject::of).collect()
    }
}

/// A witness's signature on a checkpoint.
#[derive(SimpleObject)]
#[graphql(name = "Cosignature")]
pub struct CosignatureObject {
    /// What the witness is called.
    witness: String,
    /// When it signed, by its own clock.
    at: DateTime,
}

/// A loss that was declared: an older backup took the place of newer history.
#[derive(SimpleObject)]
#[graphql(name = "DeclaredLoss")]
pub struct LossObject {
    /// The name of the log that lost.
    origin: String,
    /// How many changes it had held.
    size: i64,
    /// How many of them, the first so many, are still there.
    kept: i64,
    /// How many were lost.
    lost: i64,
}

impl LossObject {
    fn of(loss: &Loss) -> Self {
        LossObject {
            origin: loss.origin.clone(),
            size: loss.size as i64,
            kept: loss.kept as i64,
            lost: loss.lost() as i64,
        }
    }
}

/// Proof that a change is among those that a checkpoint covers.
#[derive(SimpleObject)]
#[graphql(name = "InclusionProof")]
pub struct InclusionProofObject {
    /// The checkpoint.
    checkpoint: CheckpointObject,
    /// The place of the change, from 0: one less than its sequence.
    index: i64,
    /// What the log holds of the change, as canonical JSON (RFC 8785): ids, words, times,
    /// and salted hashes of its values, never the values.
    leaf: String,
    /// The hashes by which the hash of the leaf leads to the checkpoint's root (RFC 6962),
    /// each in base64.
    hashes: Vec<String>,
}

/// Proof that the history of a size begins with all of the history of a smaller size.
#[derive(SimpleObject)]
#[graphql(name = "ConsistencyProof")]
pub struct ConsistencyProofObject {
    /// The smaller size.
    from: i64,
    /// The larger size.
    to: i64,
    /// The root over the smaller size as it is now, in base64.
    from_root: String,
    /// The root over the larger size, in base64.
    to_root: String,
    /// The hashes by which one leads to the other (RFC 6962), each in base64.
    hashes: Vec<String>,
}

/// Proves a change to be covered by the checkpoint of a size, or by the newest; none when
/// there is no such checkpoint, or it covers less.
pub(super) fn inclusion(
    conn: &mut Conn,
    sequence: u64,
    size: Option<u64>,
) -> Result<Option<InclusionProofObject>> {
    snapshot(conn, |conn| {
        let found = match size {
            Some(size) => checkpoint::find(conn, size, false)?,
            None => checkpoint::latest(conn)?,
        };
        let Some(found) = found.filter(|found| found.signed.checkpoint.size >= sequence) else {
            return Ok(None);
        };
        let Some(leaf) = verify::leaf(conn, sequence)? else { return Ok(None) };
        let index = sequence - 1;
        let path = proof::inclusion(found.signed.checkpoint.size, index, &Stored::of(conn)).map_err(told)?;
        Ok(Some(InclusionProofObject {
            checkpoint: CheckpointObject(found),
            index: index as i64,
            leaf: String::from_utf8(leaf).map_err(Error::internal)?,
            hashes: texts(&path),
        }))
    })
}

fn consistency(conn: &mut Conn, from: u64, to: Option<u64>) -> Result<ConsistencyProofObject> {
    snapshot(conn, |conn| {
        let covered = checkpoint::latest(conn)?.map_or(0, |found| found.signed.checkpoint.size);
        let to = to.unwrap_or(covered);
        let most = from.max(to);
        if most > covered {
            let message = format!(
                "The newest checkpoint covers {covered} changes, so {most} cannot be proved. If a checkpoint that you \
                 keep covers so many, changes are missing: keep it, and tell whoever runs the register."
            );
            return Err(Error::BadRequest(message.into()));
        }
        let stored = Stored::of(conn);
        let path = proof::consistency(from, to, &stored).map_err(told)?;
        let root = |size| proof::root(size, &stored).map(|root| STANDARD.encode(root)).map_err(told);
        Ok(ConsistencyProofObject {
            from: from as i64,
            to: to as i64,
            from_root: root(from)?,
            to_root: root(to)?,
            hashes: texts(&path),
        })
    })
}

fn texts(path: &[[u8; 32]]) -> Vec<String> {
    path.iter().map(|hash| STANDARD.encode(hash)).collect()
}

fn told(why: ProofError) -> Error {
    match why {
        ProofError::OutOfRange(words) => Error::BadRequest(format!("It cannot be proved: {words}.").into()),
        why => Error::internal(why),
    }
}

/// A size as given.
pub(super) fn size_of(argument: &str, size: i64) -> Result<u64> {
    u64::try_from(size)
        .map_err(|_| Error::BadRequest(format!("{argument} is {size}: give a number of changes.").into()))
}

/// What can be asked of what is signed.
#[derive(Default)]
pub struct CheckpointQuery;

/// What can be asked of what is signed.
#[Object]
impl CheckpointQuery {
    /// A checkpoint of the history: the newest, or the one over so many changes. Null when
    /// there is none. Everyone may see it; it tells nothing but how many changes there are.
    #[graphql(complexity = "5 + child_complexity")]
    async fn checkpoint(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many changes it covers; the newest if nothing is said.")] size: Option<i64>,
        #[graphql(
            desc = "Whether the first one that covers more will do when there is none over just so many."
        )]
        at_least: Option<bool>,
    ) -> Result<Option<CheckpointObject>> {
        let size = size.map(|size| size_of("size", size)).transpose()?;
        let at_least = at_least.unwrap_or(false);
        let found = read(ctx, move |conn| match size {
            Some(size) => checkpoint::find(conn, size, at_least),
            None => checkpoint::latest(conn),
        });
        Ok(found.await?.map(CheckpointObject))
    }

    /// The checkpoints, the newest first.
    #[graphql(complexity = "first.unwrap_or(20).clamp(1, 100) as usize * (1 + child_complexity)")]
    async fn checkpoints(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(
            desc = "Only those of the present log that cover fewer changes than this, and those of logs before it."
        )]
        before: Option<i64>,
    ) -> Result<Vec<CheckpointObject>> {
        let first = first.unwrap_or(20);
        if !(0..=MOST).contains(&first) {
            let message =
                format!("first is {first}: at most {MOST} are given at a time. Page on with before.");
            return Err(Error::limit("page", MOST as u64, message));
        }
        let before = before.map(|size| size_of("before", size)).transpose()?;
        lens(ctx)?.context().charge(first as u32)?;
        let found = read(ctx, move |conn| {
            let origin = checkpoint::origin(conn)?;
            let place = before.zip(origin).map(|(size, origin)| (origin.number, size));
            checkpoint::page(conn, place, first as u32)
        });
        Ok(found.await?.into_iter().map(CheckpointObject).collect())
    }

    /// Proof that the history of one size begins with all of the history of a smaller one:
    /// between the two, changes were only added at the end.
    #[graphql(complexity = "5 + child_complexity")]
    async fn consistency_proof(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The smaller size, such as that of a checkpoint that you kept.")] from: i64,
        #[graphql(desc = "The larger size; that of the newest checkpoint if nothing is said.")] to: Option<
            i64,
        >,
    ) -> Result<ConsistencyProofObject> {
        let (from, to) = (size_of("from", from)?, to.map(|to| size_of("to", to)).transpose()?);
        read(ctx, move |conn| consistency(conn, from, to)).await
    }

    /// The public keys that sign checkpoints, or have signed them, the oldest first, as
    /// C2SP signed notes write them. Keep them somewhere else: whoever could alter the
    /// history could alter this answer too.
    #[graphql(complexity = "5")]
    async fn log_keys(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        read(ctx, |conn| {
            let Some(origin) = checkpoint::origin(conn)? else { return Ok(Vec::new()) };
            let keys = checkpoint::public_keys(conn)?;
            Ok(keys.iter().map(|key: &PublicKey| key.written(&origin.name)).collect())
        })
        .await
    }
}

/// Reads what is signed, or what is known of it.
///
/// # Errors
/// Those of `work`; when the database fails.
pub(super) async fn read<R: Send + 'static>(
    ctx: &Context<'_>,
    work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
) -> Result<R> {
    let lens = lens(ctx)?;
    lens.context().charge(PROOF)?;
    // Co-signatures come without a change by which a kept answer would end.
    lens.context().footprint.forbid();
    lens.register().store().read_briefly(work).await
}
