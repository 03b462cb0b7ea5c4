//! Taking evidence away.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{ErrorCode, UserError, run, told};
use super::user::once;
use crate::commands::evidence::order::{ExportEvidence, MINUTES, Order};
use crate::error::{Error, Result};
use crate::graphql::context::{context, lens, viewer};
use crate::graphql::query::find_partnership;
use crate::graphql::scalars::DateTime;
use crate::history::checkpoint::SignedCheckpoint;
use crate::model::{AnyId, EntityType};

/// Which changes to take away as evidence. All that you may see, if nothing is said.
#[derive(InputObject)]
pub struct ExportEvidenceInput {
    /// Only changes of this partnership's records: its id or slug. Then the bundle holds
    /// its plan as it was at the start and at the end of the period.
    partnership: Option<ID>,
    /// Only changes of this record.
    entity: Option<ID>,
    /// Only changes of records of these types.
    types: Option<Vec<EntityType>>,
    /// Only changes by this actor: the id of a user, or a name such as `system:import`.
    actor: Option<String>,
    /// Only changes made at this moment or later.
    from: Option<DateTime>,
    /// Only changes made at this moment or earlier.
    to: Option<DateTime>,
    /// A checkpoint that you kept, as it was given to you: the bundle will hold what is
    /// needed to prove that nothing has changed since.
    checkpoint: Option<String>,
}

/// What became of asking for evidence.
#[derive(SimpleObject)]
pub struct ExportEvidencePayload {
    /// Where to fetch the bundle: a path on this service. It works once, for ten minutes,
    /// and only with the session with which it was asked for.
    path: Option<String>,
    /// Until when it works.
    expires_at: Option<DateTime>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

impl ExportEvidencePayload {
    fn refused(errors: Vec<UserError>) -> Self {
        ExportEvidencePayload { path: None, expires_at: None, errors }
    }
}

/// Taking evidence away.
#[derive(Default)]
pub struct EvidenceMutations;

/// Taking evidence away.
#[Object]
impl EvidenceMutations {
    /// Asks for the history of a period as evidence: one zip with the changes, the plan as
    /// it was at the start and at the end, and what proves them offline. For auditors.
    /// That it was asked for is noted in the history.
    async fn export_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which changes.")] input: ExportEvidenceInput,
    ) -> Result<Option<ExportEvidencePayload>> {
        viewer(ctx)?;
        let asked = match asked(ctx, input) {
            Ok(Ok(asked)) => asked,
            Ok(Err(error)) => return Ok(Some(ExportEvidencePayload::refused(vec![error]))),
            Err(error) => return Err(error),
        };
        let done = match run(ctx, asked).await {
            Ok(done) => done,
            Err(error) => return Ok(Some(ExportEvidencePayload::refused(told(error)?))),
        };
        let (path, errors) = once(&done, "path");
        let until = context(ctx)?.now + chrono::TimeDelta::minutes(MINUTES);
        Ok(Some(ExportEvidencePayload {
            expires_at: path.is_some().then_some(DateTime(until)),
            path,
            errors,
        }))
    }
}

fn asked(
    ctx: &Context<'_>,
    input: ExportEvidenceInput,
) -> Result<std::result::Result<ExportEvidence, UserError>> {
    let partnership = match &input.partnership {
        Some(id) => {
            let lens = lens(ctx)?;
            let found = find_partnership(&lens, id);
            Some(found.ok_or_else(|| Error::NotFound("There is no such partnership.".into()))?.id)
        }
        None => None,
    };
    let entity = match input.entity.map(|id| id.parse::<AnyId>()) {
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return Ok(Err(wrong("entity", "This is not the id of a record."))),
        None => None,
    };
    let kept = match input.checkpoint.filter(|text| !text.trim().is_empty()) {
        Some(text) => match SignedCheckpoint::read(&text) {
            Ok(note) => Some(note),
            Err(why) => return Ok(Err(wrong("checkpoint", &format!("is none that can be used: {why}.")))),
        },
        None => None,
    };
    let order = Order {
        partnership,
        entity,
        types: input.types.unwrap_or_default(),
        actor: input.actor.filter(|actor| !actor.is_empty()),
        from: input.from.map(|at| at.0),
        to: input.to.map(|at| at.0),
        compare: kept.as_ref().map(|note| note.checkpoint.size),
    };
    Ok(Ok(ExportEvidence { order, kept }))
}

fn wrong(field: &str, message: &str) -> UserError {
    UserError { path: vec![field.to_owned()], code: ErrorCode::Invalid, message: message.to_owned() }
}
