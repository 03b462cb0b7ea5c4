//! What can be asked: the root of every query.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::account::AccountQueries;
use super::account_check::AccountCheckQuery;
use super::action::{ActionFilter, ActionObject, ActionOrder, actions_page};
use super::agency::{AgencyFilter, AgencyObject, AgencyOrder, agencies_page};
use super::change::HistoryQuery;
use super::checkpoint::CheckpointQuery;
use super::comparison::ComparisonQuery;
use super::context::lens;
use super::event::{EventFilter, EventObject, EventOrder, events_page};
use super::meeting::{MeetingFilter, MeetingObject, MeetingOrder, meetings_page};
use super::node::{NodeInterface, find_node, find_node_as_of};
use super::object::Object as RecordObject;
use super::page::{self, Connection, PageArgs, page_cost};
use super::partnership::{PartnershipFilter, PartnershipObject, PartnershipOrder, partnerships_page};
use super::project::{ProjectFilter, ProjectObject, ProjectOrder, projects_page};
use super::proof::ProofQueries;
use super::scalars::DateTime;
use super::search::{SearchResultObject, SearchType, search_page};
use super::sheet::SheetQuery;
use super::update_request::UpdateRequestQueries;
use crate::error::{Error, Result};
use crate::graph::view::{Lens, View};
use crate::model::*;
use crate::store::list::{Filter, ListQuery, Order};

/// Everything that can be asked.
pub struct Query;

/// Everything that can be asked. What you may not see does not exist for you: it is null,
/// or missing from lists and counts.
#[Object]
impl Query {
    // First: types are registered in this order, and one that is met while the fields that
    // it flattens are still being registered goes without them. Changes lead to every type.
    /// What can be asked of the history.
    #[graphql(flatten)]
    async fn history(&self) -> HistoryQuery {
        HistoryQuery
    }

    /// What can be asked of what is signed.
    #[graphql(flatten)]
    async fn checkpoints_query(&self) -> CheckpointQuery {
        CheckpointQuery
    }

    /// What can be asked of how the history is proved.
    #[graphql(flatten)]
    async fn proof_queries(&self) -> ProofQueries {
        ProofQueries
    }

    /// What can be asked about accounts.
    #[graphql(flatten)]
    async fn accounts(&self) -> AccountQueries {
        AccountQueries
    }

    /// What can be asked about the use of accounts.
    #[graphql(flatten)]
    async fn account_check(&self) -> AccountCheckQuery {
        AccountCheckQuery
    }

    /// What can be asked about requests for updates.
    #[graphql(flatten)]
    async fn update_requests(&self) -> UpdateRequestQueries {
        UpdateRequestQueries
    }

    /// What can be asked of two moments of the history.
    #[graphql(flatten)]
    async fn comparison(&self) -> ComparisonQuery {
        ComparisonQuery
    }

    /// What can be asked of a sheet that is not brought in yet.
    #[graphql(flatten)]
    async fn sheets(&self) -> SheetQuery {
        SheetQuery
    }

    /// The record with this id; null when there is none that you may see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "What this register said of it at this moment; null when it was not there yet.")]
        as_of: Option<DateTime>,
    ) -> Result<Option<NodeInterface>> {
        match as_of {
            Some(at) => find_node_as_of(&lens(ctx)?, &id, at.0).await,
            None => find_node(&lens(ctx)?, &id).await,
        }
    }

    /// The records with these ids, in order, null where there is none that you may see;
    /// at most 100.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<NodeInterface>>> {
        if ids.len() > 100 {
            let message = format!("ids has {} entries: at most 100 are given at a time.", ids.len());
            return Err(Error::limit("nodes", 100, message));
        }
        let lens = lens(ctx)?;
        let mut nodes = Vec::with_capacity(ids.len());
        for id in &ids {
            nodes.push(find_node(&lens, id).await?);
        }
        Ok(nodes)
    }

    /// The partnership with this slug, now or formerly; null when there is none.
    async fn partnership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its slug, such as \"safer-chelmsford\".")] slug: String,
        #[graphql(desc = "What this register said at this moment; before its history begins: null.")]
        as_of: Option<DateTime>,
    ) -> Result<Option<PartnershipObject>> {
        let lens = lens(ctx)?;
        let Some(id) = lens.directory().partnership_by_slug(&slug).map(|found| found.id) else {
            return Ok(None);
        };
        let view = match as_of {
            Some(at) => lens.partnership_as_of(id, at.0).await?,
            None => lens.partnership(id).await?,
        };
        Ok(view.as_ref().map(PartnershipObject::of))
    }

    /// The partnerships of the register.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn partnerships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<PartnershipFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<PartnershipOrder>,
        #[graphql(
            desc = "As they were at this moment; now if nothing is said. To filter by agency, at most 10 partnerships are looked through."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Connection<PartnershipObject>> {
        partnerships_page(
            &lens_at(ctx, as_of).await?,
            filter,
            order_by,
            &PageArgs::new(first, after, last, before),
        )
        .await
    }

    /// The agency with this slug, now or formerly; null when there is none.
    async fn agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its slug, such as \"essex-police\".")] slug: String,
        #[graphql(
            desc = "As it was at this moment; null when it was not there yet. Now if nothing is said."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Option<AgencyObject>> {
        let lens = lens_at(ctx, as_of).await?;
        let found = lens.naming().agency_by_slug(&slug).map(|agency| agency.id);
        Ok(found.and_then(|id| AgencyObject::find(&lens, id)))
    }

    /// The agencies of the register.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<AgencyFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<AgencyOrder>,
        #[graphql(desc = "As they were at this moment; now if nothing is said.")] as_of: Option<DateTime>,
    ) -> Result<Connection<AgencyObject>> {
        agencies_page(
            &lens_at(ctx, as_of).await?,
            filter,
            order_by,
            &PageArgs::new(first, after, last, before),
        )
        .await
    }

    /// The projects and schemes of all partnerships.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<ProjectFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<ProjectOrder>,
        #[graphql(
            desc = "As they were at this moment; now if nothing is said. Without a partnership in the filter, at most 10 partnerships are looked through."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Connection<ProjectObject>> {
        projects_page(
            &lens_at(ctx, as_of).await?,
            filter,
            order_by,
            &PageArgs::new(first, after, last, before),
        )
        .await
    }

    /// The meetings of all partnerships.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<MeetingFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<MeetingOrder>,
        #[graphql(
            desc = "As they were at this moment; now if nothing is said. Without a partnership in the filter, at most 10 partnerships are looked through."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Connection<MeetingObject>> {
        meetings_page(
            &lens_at(ctx, as_of).await?,
            filter,
            order_by,
            &PageArgs::new(first, after, last, before),
        )
        .await
    }

    /// The events of all partnerships.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<EventFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<EventOrder>,
        #[graphql(
            desc = "As they were at this moment; now if nothing is said. Without a partnership in the filter, at most 10 partnerships are looked through."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Connection<EventObject>> {
        events_page(&lens_at(ctx, as_of).await?, filter, order_by, &PageArgs::new(first, after, last, before))
            .await
    }

    /// The actions of all partnerships.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<ActionFilter>,
        #[graphql(desc = "In what order; by due date if nothing is said.")] order_by: Option<ActionOrder>,
        #[graphql(
            desc = "As they were at this moment; now if nothing is said. Without a partnership in the filter, at most 10 partnerships are looked through."
        )]
        as_of: Option<DateTime>,
    ) -> Result<Connection<ActionObject>> {
        actions_page(
            &lens_at(ctx, as_of).await?,
            filter,
            order_by,
            &PageArgs::new(first, after, last, before),
        )
        .await
    }

    /// Records that hold all these words or beginnings of words; case and accents do not
    /// matter. Those with the words in their title come first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The words; at most 200 characters and 10 words.")] text: String,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Of which types; all if nothing is said.")] types: Option<Vec<SearchType>>,
        #[graphql(desc = "Within this partnership: its id or slug.")] partnership: Option<ID>,
    ) -> Result<Connection<SearchResultObject>> {
        search_page(&lens(ctx)?, &text, types, partnership, &PageArgs::new(first, after, last, before)).await
    }
}

/// An agency by id or slug, now or formerly.
pub fn find_agency(lens: &Lens, id_or_slug: &str) -> Option<Arc<Agency>> {
    let directory = lens.naming();
    let found = match id_or_slug.parse::<AgencyId>() {
        Ok(id) => directory.agency(id),
        Err(_) => directory.agency_by_slug(id_or_slug),
    };
    found.cloned()
}

/// A partnership by id or slug, now or formerly.
pub fn find_partnership(lens: &Lens, id_or_slug: &str) -> Option<Arc<Partnership>> {
    let directory = lens.naming();
    let found = match id_or_slug.parse::<PartnershipId>() {
        Ok(id) => directory.partnership(id),
        Err(_) => directory.partnership_by_slug(id_or_slug),
    };
    found.cloned()
}

/// The register now, or as it was at a moment.
async fn lens_at(ctx: &Context<'_>, as_of: Option<DateTime>) -> Result<Arc<Lens>> {
    let lens = lens(ctx)?;
    match as_of {
        Some(at) => lens.at(at.0).await,
        None => Ok(lens),
    }
}

/// The part of a filter that every list has.
pub fn list(text: Option<String>, updated_since: Option<DateTime>) -> Filter {
    // An empty field of a form filters nothing.
    let text = text.filter(|text| !text.trim().is_empty());
    Filter { text, updated_since: updated_since.map(|at| at.0), ..Filter::default() }
}

/// The words of a choice; nothing chosen: any.
pub fn words<W: Words>(chosen: Option<Vec<W>>) -> Vec<&'static str> {
    chosen.unwrap_or_default().into_iter().map(Words::word).collect()
}

/// Resolves the agency and the partnership of a filter; none when one of them is unknown,
/// so that the list is empty.
pub fn links(
    filter: &mut Filter,
    lens: &Lens,
    agency: Option<ID>,
    role: Option<AgencyRole>,
    partnership: Option<ID>,
) -> Option<()> {
    if let Some(agency) = agency {
        filter.agency = Some((find_agency(lens, &agency)?.id, role));
    }
    if let Some(partnership) = partnership {
        filter.partnership = Some(find_partnership(lens, &partnership)?.id);
    }
    Some(())
}

/// A page of a noun's list; an empty one when the filter names what does not exist.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn list_page<O: RecordObject + page::Node>(
    lens: &Arc<Lens>,
    filter: Option<Filter>,
    order: Order,
    args: &PageArgs,
) -> Result<Connection<O>>
where
    <O::Noun as Entity>::Id: Into<AnyId>,
{
    let Some(filter) = filter else { return Ok(Connection::empty()) };
    if let Some(under) = filter.under
        && !is_visible(lens, under).await?
    {
        return Ok(Connection::empty());
    }
    let entity = <<O::Noun as Entity>::Id as TypedId>::ENTITY;
    let query = ListQuery { entity, scope: lens.context().scope.clone(), filter, order };
    page::find(lens, query, args).await?.objects(lens).await
}

/// What one cannot read, one cannot filter by.
async fn is_visible(lens: &Arc<Lens>, id: AnyId) -> Result<bool> {
    let Some(home) = lens.register().home(id).await? else { return Ok(false) };
    Ok(lens.open(home).await?.is_some_and(|view| view.place_of(id).is_some()))
}

/// Of some priorities, those of one edition: the one named, else the one in force.
///
/// # Errors
/// When the budget is spent.
pub fn in_edition(view: &View, priorities: &[u32], strategy: Option<ID>) -> Result<Vec<u32>> {
    let Some(edition) = edition(view, strategy)? else { return Ok(Vec::new()) };
    let seen = view.seen::<Priority>(priorities)?;
    Ok(seen
        .into_iter()
        .filter(|place| view.node::<Priority>(*place).links.strategy == Some(edition))
        .collect())
}

/// Of some focus areas, those of one edition: the one named, else the one in force.
///
/// # Errors
/// When the budget is spent.
pub fn focus_areas_in_edition(view: &View, focus_areas: &[u32], strategy: Option<ID>) -> Result<Vec<u32>> {
    let Some(edition) = edition(view, strategy)? else { return Ok(Vec::new()) };
    let belongs = |place: &u32| {
        let priority = view.node::<FocusArea>(*place).links.priority;
        priority.and_then(|priority| view.node::<Priority>(priority).links.strategy) == Some(edition)
    };
    Ok(view.seen::<FocusArea>(focus_areas)?.into_iter().filter(belongs).collect())
}

/// The edition with this id, else the one in force.
///
/// # Errors
/// When the budget is spent.
pub fn edition(view: &View, strategy: Option<ID>) -> Result<Option<u32>> {
    match strategy {
        Some(id) => Ok(id.parse::<StrategyId>().ok().and_then(|id| view.place_of(id))),
        None => view.current_strategy(),
    }
}
