//! Meetings: standing meetings, boards and forums.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::object::{RecordFields, agencies, object, objects, record_object};
use super::occurrence::MeetingOccurrenceObject;
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::query::{in_edition, links, list, list_page, words};
use super::scalars::DateTime;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::list::{Filter, Order};

record_object! {
    /// A standing meeting, board or forum. Its dated sittings are its occurrences.
    MeetingObject for Meeting
}

/// A standing meeting, board or forum. Its dated sittings are its occurrences.
#[Object(name = "Meeting")]
impl MeetingObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::seen(self.at())
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may schedule sittings of it; not while it is archived.
    async fn viewer_can_schedule(&self) -> bool {
        Powers::over(self.at()).takes_new("meeting_occurrence.create")
    }
    /// Whether you may make your agency its chair; only while it has none, and is not
    /// archived.
    async fn viewer_can_claim(&self) -> bool {
        Powers::over(self.at()).takes_new("record.claim")
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.at().record().name
    }
    /// What kind of meeting it is.
    async fn kind(&self) -> MeetingKind {
        self.at().record().kind
    }
    /// Whether it is the partnership's board.
    async fn is_board(&self) -> bool {
        self.at().record().is_board
    }
    /// How often it meets, in words.
    async fn cadence(&self) -> Option<&str> {
        self.at().record().cadence.as_deref()
    }
    /// How often it meets, as an RFC 5545 recurrence rule.
    async fn recurrence(&self) -> Option<&str> {
        self.at().record().recurrence.as_deref()
    }
    /// What it does. Plain text; a blank line starts a paragraph.
    async fn description(&self) -> Option<&str> {
        self.at().record().description.as_deref()
    }
    /// Its web page.
    async fn website(&self) -> Option<&str> {
        self.at().record().website.as_deref()
    }
    /// The meeting that it reports to.
    async fn parent(&self) -> Option<MeetingObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().parent?))
    }
    /// The body that it belongs to; null: not stated. Many meetings belong to a body
    /// outside the partnership.
    async fn owner_agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(self.at().view.lens(), self.at().record().owner_agency?)
    }
    /// The agencies that chair it.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn chair_agencies(&self) -> Vec<AgencyObject> {
        agencies(self.at().view.lens(), self.at().record().chair_agencies.iter().copied())
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
    /// Its sittings, the earliest first, undated ones last.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn occurrences(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<MeetingOccurrenceObject>> {
        let at = self.at();
        of_places(
            &at.view,
            at.view.seen::<MeetingOccurrence>(&at.links().occurrences)?,
            &PageArgs::new(first, after, last, before),
        )
    }
    /// Its next planned sitting.
    async fn next_occurrence(&self) -> Result<Option<MeetingOccurrenceObject>> {
        let at = self.at();
        Ok(object(&at.view, at.view.next_sitting(&at.links().occurrences)?))
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}

/// Which meetings; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct MeetingFilter {
    /// Those that this agency chairs or owns: its id or slug.
    agency: Option<ID>,
    /// In which role the agency is linked.
    role: Option<AgencyRole>,
    /// Those of this partnership: its id or slug.
    partnership: Option<ID>,
    /// Those under this priority, by its id.
    priority: Option<ID>,
    /// Those of one of these kinds.
    kind: Option<Vec<MeetingKind>>,
    /// Those whose name or description hold all these words or beginnings of words.
    text: Option<String>,
    /// Those changed at this moment or later.
    updated_since: Option<DateTime>,
    /// Archived ones as well.
    #[graphql(default)]
    include_archived: bool,
}

impl MeetingFilter {
    /// What it asks for; none when it names what does not exist.
    pub fn into_filter(self, lens: &Arc<Lens>) -> Option<Filter> {
        let mut filter = list(self.text, self.updated_since);
        filter.kinds = words(self.kind);
        filter.with_archived = self.include_archived;
        links(&mut filter, lens, self.agency, self.role, self.partnership)?;
        if let Some(priority) = self.priority {
            filter.under = Some(priority.parse::<PriorityId>().ok()?.into());
        }
        Some(filter)
    }
}

/// In what order meetings are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeetingOrder {
    /// By name, without regard to case and accents.
    #[default]
    Name,
    /// The last changed first.
    UpdatedAt,
}

impl From<MeetingOrder> for Order {
    fn from(order: MeetingOrder) -> Order {
        match order {
            MeetingOrder::Name => Order::Name,
            MeetingOrder::UpdatedAt => Order::Updated,
        }
    }
}

/// A page of the meetings of all partnerships.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn meetings_page(
    lens: &Arc<Lens>,
    filter: Option<MeetingFilter>,
    order: Option<MeetingOrder>,
    args: &PageArgs,
) -> Result<Connection<MeetingObject>> {
    list_page(lens, filter.unwrap_or_default().into_filter(lens), order.unwrap_or_default().into(), args)
        .await
}
