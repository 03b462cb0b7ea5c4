//! Events: public or partner events and series of events.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::object::{RecordFields, agencies, objects, record_object};
use super::occurrence::EventOccurrenceObject;
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::query::{in_edition, links, list, list_page, words};
use super::scalars::{Date, DateTime};
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::list::{Filter, Order};

record_object! {
    /// An event or a series of events. Its dates are its occurrences.
    EventObject for Event
}

/// An event or a series of events. Its dates are its occurrences.
#[Object(name = "Event")]
impl EventObject {
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
    /// Whether you may add occurrences of it; not while it is archived.
    async fn viewer_can_add_occurrences(&self) -> bool {
        Powers::over(self.at()).takes_new("event_occurrence.create")
    }
    /// Whether you may make your agency its host; only while it has none, and is not
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
    /// What kind of event it is.
    async fn kind(&self) -> EventKind {
        self.at().record().kind
    }
    /// What happens there. Plain text; a blank line starts a paragraph.
    async fn description(&self) -> Option<&str> {
        self.at().record().description.as_deref()
    }
    /// Its web page.
    async fn website(&self) -> Option<&str> {
        self.at().record().website.as_deref()
    }
    /// The first day.
    async fn starts_on(&self) -> Option<Date> {
        self.at().record().starts_on.map(Date)
    }
    /// The last day.
    async fn ends_on(&self) -> Option<Date> {
        self.at().record().ends_on.map(Date)
    }
    /// Where it takes place.
    async fn venue(&self) -> Option<&str> {
        self.at().record().venue.as_deref()
    }
    /// The agencies that host it.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn host_agencies(&self) -> Vec<AgencyObject> {
        agencies(self.at().view.lens(), self.at().record().host_agencies.iter().copied())
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
    /// Its occurrences, the earliest first, undated ones last.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn occurrences(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<EventOccurrenceObject>> {
        let at = self.at();
        of_places(
            &at.view,
            at.view.seen::<EventOccurrence>(&at.links().occurrences)?,
            &PageArgs::new(first, after, last, before),
        )
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}

/// Which events; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct EventFilter {
    /// Those that this agency hosts: its id or slug.
    agency: Option<ID>,
    /// In which role the agency is linked.
    role: Option<AgencyRole>,
    /// Those of this partnership: its id or slug.
    partnership: Option<ID>,
    /// Those under this priority, by its id.
    priority: Option<ID>,
    /// Those of one of these kinds.
    kind: Option<Vec<EventKind>>,
    /// Those whose name, description or venue hold all these words or beginnings of words.
    text: Option<String>,
    /// Those with a day, or an occurrence, on this day or later.
    from: Option<Date>,
    /// Those with a day, or an occurrence, on this day or earlier.
    to: Option<Date>,
    /// Those changed at this moment or later.
    updated_since: Option<DateTime>,
    /// Archived ones as well.
    #[graphql(default)]
    include_archived: bool,
}

impl EventFilter {
    /// What it asks for; none when it names what does not exist.
    pub fn into_filter(self, lens: &Arc<Lens>) -> Option<Filter> {
        let mut filter = list(self.text, self.updated_since);
        filter.kinds = words(self.kind);
        filter.from = self.from.map(|day| day.0);
        filter.to = self.to.map(|day| day.0);
        filter.with_archived = self.include_archived;
        links(&mut filter, lens, self.agency, self.role, self.partnership)?;
        if let Some(priority) = self.priority {
            filter.under = Some(priority.parse::<PriorityId>().ok()?.into());
        }
        Some(filter)
    }
}

/// In what order events are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventOrder {
    /// By name, without regard to case and accents.
    #[default]
    Name,
    /// The last changed first.
    UpdatedAt,
    /// By first day, those without one last.
    StartsOn,
}

impl From<EventOrder> for Order {
    fn from(order: EventOrder) -> Order {
        match order {
            EventOrder::Name => Order::Name,
            EventOrder::UpdatedAt => Order::Updated,
            EventOrder::StartsOn => Order::Day,
        }
    }
}

/// A page of the events of all partnerships.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn events_page(
    lens: &Arc<Lens>,
    filter: Option<EventFilter>,
    order: Option<EventOrder>,
    args: &PageArgs,
) -> Result<Connection<EventObject>> {
    list_page(lens, filter.unwrap_or_default().into_filter(lens), order.unwrap_or_default().into(), args)
        .await
}
