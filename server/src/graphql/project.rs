//! Projects and schemes.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object};

use super::action::ActionObject;
use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::document::DocumentObject;
use super::focus_area::FocusAreaObject;
use super::object::{RecordFields, agencies, object, objects, record_object};
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::progress::ProgressUpdateObject;
use super::query::{focus_areas_in_edition, in_edition, links, list, list_page, words};
use super::scalars::{Date, DateTime};
use crate::error::Result;
use crate::graph::calendar::staleness;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::list::{Filter, Order};

record_object! {
    /// A project or scheme.
    ProjectObject for Project
}

/// A project or scheme.
#[Object(name = "Project")]
impl ProjectObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::seen(self.at())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may post progress on it; not while it is archived.
    async fn viewer_can_post_progress(&self) -> bool {
        Powers::over(self.at()).takes_new("progress_update.post")
    }
    /// Whether you may make your agency its lead; only while it has none, and is not
    /// archived.
    async fn viewer_can_claim(&self) -> bool {
        Powers::over(self.at()).takes_new("record.claim")
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.at().record().name
    }
    /// What kind of project or scheme it is.
    async fn kind(&self) -> ProjectKind {
        self.at().record().kind
    }
    /// Where it stands.
    async fn status(&self) -> ProjectStatus {
        self.at().record().status
    }
    /// What it does. Plain text; a blank line starts a paragraph.
    async fn description(&self) -> Option<&str> {
        self.at().record().description.as_deref()
    }
    /// Its web page.
    async fn website(&self) -> Option<&str> {
        self.at().record().website.as_deref()
    }
    /// The agency that leads it; null: not stated.
    async fn lead_agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(self.at().view.lens(), self.at().record().lead_agency?)
    }
    /// The post that leads it, never a person's name.
    async fn lead_post(&self) -> Option<&str> {
        self.at().record().lead_post.as_deref()
    }
    /// The agencies that take part.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn partner_agencies(&self) -> Vec<AgencyObject> {
        agencies(self.at().view.lens(), self.at().record().partner_agencies.iter().copied())
    }
    /// The priorities that it stands under in one edition.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn priorities(
        &self,
        #[graphql(desc = "The edition, by id; the strategy in force if nothing is said.")] strategy: Option<
            ID,
        >,
    ) -> Result<Vec<PriorityObject>> {
        let at = self.at();
        Ok(objects(&at.view, in_edition(&at.view, &at.links().priorities, strategy)?))
    }
    /// The focus areas that it serves in one edition.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn focus_areas(
        &self,
        #[graphql(desc = "The edition, by id; the strategy in force if nothing is said.")] strategy: Option<
            ID,
        >,
    ) -> Result<Vec<FocusAreaObject>> {
        let at = self.at();
        Ok(objects(&at.view, focus_areas_in_edition(&at.view, &at.links().focus_areas, strategy)?))
    }
    /// The day it starts.
    async fn starts_on(&self) -> Option<Date> {
        self.at().record().starts_on.map(Date)
    }
    /// The day it ends.
    async fn ends_on(&self) -> Option<Date> {
        self.at().record().ends_on.map(Date)
    }
    /// Its progress updates, the newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn progress(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProgressUpdateObject>> {
        let at = self.at();
        of_places(
            &at.view,
            at.view.seen::<ProgressUpdate>(&at.links().progress)?,
            &PageArgs::new(first, after, last, before),
        )
    }
    /// Its newest progress update that you may see.
    async fn latest_progress(&self) -> Result<Option<ProgressUpdateObject>> {
        let at = self.at();
        Ok(object(&at.view, at.view.seen::<ProgressUpdate>(&at.links().progress)?.first().copied()))
    }
    /// When its agency last said that nothing had changed.
    async fn last_confirmed_at(&self) -> Option<DateTime> {
        self.at().record().last_confirmed_at.map(DateTime)
    }
    /// Whether there has been no news of it for longer than the partnership allows:
    /// no progress update that you may see, no confirmation, and it is not new. What
    /// is completed or cancelled is never stale.
    async fn is_stale(&self) -> Result<bool> {
        self.at().view.is_stale(self.at().place)
    }
    /// Its actions, by due date.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn actions(&self) -> Result<Vec<ActionObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Action>(&at.links().actions)?))
    }
    /// The documents that belong to it.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn documents(&self) -> Result<Vec<DocumentObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Document>(&at.links().documents)?))
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}

/// Which projects; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct ProjectFilter {
    /// Those that this agency leads or takes part in: its id or slug.
    agency: Option<ID>,
    /// In which role the agency is linked; both if nothing is said.
    role: Option<AgencyRole>,
    /// Those of this partnership: its id or slug.
    partnership: Option<ID>,
    /// Those under this priority, by its id.
    priority: Option<ID>,
    /// Those that serve this focus area, by its id.
    focus_area: Option<ID>,
    /// Those in one of these states.
    status: Option<Vec<ProjectStatus>>,
    /// Those of one of these kinds.
    kind: Option<Vec<ProjectKind>>,
    /// Those whose name or description hold all these words or beginnings of words.
    text: Option<String>,
    /// Those with known days that reach this day or later.
    from: Option<Date>,
    /// Those with known days that begin on this day or earlier.
    to: Option<Date>,
    /// Those that an agency leads, or those that none leads.
    has_lead: Option<bool>,
    /// Those of which there has been no news for too long, as `Project.isStale` tells, or
    /// those that are not so.
    is_stale: Option<bool>,
    /// Those changed at this moment or later.
    updated_since: Option<DateTime>,
    /// Archived ones as well.
    #[graphql(default)]
    include_archived: bool,
}

impl ProjectFilter {
    /// What it asks for; none when it names what does not exist.
    pub fn into_filter(self, lens: &Arc<Lens>) -> Option<Filter> {
        let mut filter = list(self.text, self.updated_since);
        filter.kinds = words(self.kind);
        filter.statuses = words(self.status);
        filter.from = self.from.map(|day| day.0);
        filter.to = self.to.map(|day| day.0);
        filter.has_lead = self.has_lead;
        filter.stale = self.is_stale.map(|wanted| staleness(lens, wanted));
        filter.with_archived = self.include_archived;
        links(&mut filter, lens, self.agency, self.role, self.partnership)?;
        if let Some(priority) = self.priority {
            filter.under = Some(priority.parse::<PriorityId>().ok()?.into());
        }
        if let Some(focus_area) = self.focus_area {
            filter.under = Some(focus_area.parse::<FocusAreaId>().ok()?.into());
        }
        Some(filter)
    }
}

/// In what order projects are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProjectOrder {
    /// By name, without regard to case and accents.
    #[default]
    Name,
    /// The last changed first.
    UpdatedAt,
    /// By first day, those without one last.
    StartsOn,
}

impl From<ProjectOrder> for Order {
    fn from(order: ProjectOrder) -> Order {
        match order {
            ProjectOrder::Name => Order::Name,
            ProjectOrder::UpdatedAt => Order::Updated,
            ProjectOrder::StartsOn => Order::Day,
        }
    }
}

/// A page of the projects of all partnerships.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn projects_page(
    lens: &Arc<Lens>,
    filter: Option<ProjectFilter>,
    order: Option<ProjectOrder>,
    args: &PageArgs,
) -> Result<Connection<ProjectObject>> {
    list_page(lens, filter.unwrap_or_default().into_filter(lens), order.unwrap_or_default().into(), args)
        .await
}
