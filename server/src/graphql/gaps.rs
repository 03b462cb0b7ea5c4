//! What a plan lacks.

use std::sync::Arc;

use async_graphql::Object;

use super::membership::MembershipObject;
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::priority::PriorityObject;
use super::project::ProjectObject;
use super::strategy::StrategyObject;
use crate::error::Result;
use crate::graph::view::View;

/// What a coordinator should look at in one partnership.
pub struct GapsObject(pub Arc<View>);

/// What a coordinator should look at in one partnership. Projects that are completed or
/// cancelled, and whatever is archived, lack nothing.
#[Object(name = "PartnershipGaps")]
impl GapsObject {
    /// Projects that no agency leads, by name.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn projects_without_lead(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        of_places(&self.0, self.0.projects_without_lead()?, &PageArgs::new(first, after, None, None))
    }
    /// Projects that serve no focus area, by name: of the strategy in force, else of the
    /// latest, else of the newest draft that you may see. None while there is no strategy.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn projects_without_focus_area(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        of_places(&self.0, self.0.projects_without_focus_area()?, &PageArgs::new(first, after, None, None))
    }
    /// Projects of which there has been no news for too long, by name: see
    /// `Project.isStale`.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn stale_projects(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        of_places(&self.0, self.0.stale_projects()?, &PageArgs::new(first, after, None, None))
    }
    /// Priorities whose title is provisional or missing, in order: of the same edition as
    /// `projectsWithoutFocusArea`.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn priorities_without_title(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<PriorityObject>> {
        of_places(&self.0, self.0.untitled_priorities()?, &PageArgs::new(first, after, None, None))
    }
    /// Those still listed as members although the agency has ended or another took its
    /// place, in published order; `agency.successors` says what followed.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn members_that_have_ended(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<MembershipObject>> {
        of_places(&self.0, self.0.ended_members()?, &PageArgs::new(first, after, None, None))
    }
    /// Editions in preparation that wait to be published; seen by the people of the
    /// partnership only.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn draft_strategies(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<StrategyObject>> {
        of_places(&self.0, self.0.drafts()?, &PageArgs::new(first, after, None, None))
    }
}
