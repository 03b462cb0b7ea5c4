//! Saying who leads what.

use async_graphql::{Context, Object, SimpleObject, Union};

use super::payload::{UserError, run, show, told};
use crate::commands::claim::{AssignLeads, AssignLeadsInput, Claim, ClaimInput};
use crate::error::Result;
use crate::graphql::event::EventObject;
use crate::graphql::meeting::MeetingObject;
use crate::graphql::project::ProjectObject;
use crate::model::{AnyId, EntityType};

/// What an agency can lead, chair or host.
#[derive(Union)]
#[graphql(name = "LedRecord")]
pub enum LedRecord {
    /// A project or scheme.
    Project(ProjectObject),
    /// A meeting.
    Meeting(MeetingObject),
    /// An event.
    Event(EventObject),
}

/// What became of a claim.
#[derive(SimpleObject)]
pub struct ClaimPayload {
    /// The record as it is now; null when nothing was claimed.
    record: Option<LedRecord>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// What became of assigning leads.
#[derive(SimpleObject)]
pub struct AssignLeadsPayload {
    /// The records as they are now, in the order of the rows; empty when nothing was
    /// assigned.
    records: Vec<LedRecord>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

async fn led(ctx: &Context<'_>, id: AnyId) -> Result<Option<LedRecord>> {
    Ok(match id.entity {
        EntityType::Project => show(ctx, id).await?.map(LedRecord::Project),
        EntityType::Meeting => show(ctx, id).await?.map(LedRecord::Meeting),
        EntityType::Event => show(ctx, id).await?.map(LedRecord::Event),
        _ => None,
    })
}

/// Saying who leads what.
#[derive(Default)]
pub struct LeadMutations;

/// Saying who leads what.
#[Object]
impl LeadMutations {
    /// Makes your agency the lead of a project, the chair of a meeting or the host of an
    /// event that has none. The partnership's coordinators are told, and can undo it.
    async fn claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which record.")] input: ClaimInput,
    ) -> Result<Option<ClaimPayload>> {
        match run(ctx, Claim(input)).await {
            Ok(done) => {
                let record = match done.id {
                    Some(id) => led(ctx, id).await?,
                    None => None,
                };
                Ok(Some(ClaimPayload { record, errors: Vec::new() }))
            }
            Err(error) => Ok(Some(ClaimPayload { record: None, errors: told(error)? })),
        }
    }

    /// Says who leads, chairs or hosts several records, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn assign_leads(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The records and their leads.")] input: AssignLeadsInput,
    ) -> Result<Option<AssignLeadsPayload>> {
        let done = match run(ctx, AssignLeads(input)).await {
            Ok(done) => done,
            Err(error) => return Ok(Some(AssignLeadsPayload { records: Vec::new(), errors: told(error)? })),
        };
        let mut records = Vec::with_capacity(done.ids.len());
        for id in done.ids {
            records.extend(led(ctx, id).await?);
        }
        Ok(Some(AssignLeadsPayload { records, errors: Vec::new() }))
    }
}
