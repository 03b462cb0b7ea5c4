//! Actions: things agreed, with an owner and a date.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::object::{RecordFields, agencies, object, objects, record_object};
use super::occurrence::MeetingOccurrenceObject;
use super::page::{Connection, PageArgs};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::project::ProjectObject;
use super::query::{links, list, list_page, words};
use super::scalars::{Date, DateTime};
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::list::{Filter, Order};

record_object! {
    /// Something agreed, usually at a sitting of a meeting.
    ActionObject for Action
}

/// Something agreed, usually at a sitting of a meeting.
#[Object(name = "Action")]
impl ActionObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::of(&self.at().record().head)
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may close it; only while it is open, and not archived.
    async fn viewer_can_close(&self) -> bool {
        let action = self.at().record();
        let is_open = action.status == ActionStatus::Open && !action.head.archived;
        is_open && Powers::over(self.at()).may("action.close")
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
    /// Its reference as minuted.
    async fn reference(&self) -> Option<&str> {
        self.at().record().reference.as_deref()
    }
    /// What is to be done.
    async fn text(&self) -> &str {
        &self.at().record().text
    }
    /// The agencies that are to do it.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn owners(&self) -> Vec<AgencyObject> {
        agencies(self.at().view.lens(), self.at().record().owners.iter().copied())
    }
    /// The post that is to do it, never a person's name.
    async fn owner_post(&self) -> Option<&str> {
        self.at().record().owner_post.as_deref()
    }
    /// The day it is due.
    async fn due_on(&self) -> Option<Date> {
        self.at().record().due_on.map(Date)
    }
    /// The day it was first due.
    async fn original_due_on(&self) -> Option<Date> {
        self.at().record().original_due_on.map(Date)
    }
    /// How often it was given another day after its first, or lost its day, as the history
    /// tells it. `changes(filter: { entity, field: "dueOn" })` says from which day to which,
    /// and why.
    async fn times_redated(&self) -> Result<i32> {
        self.at().view.times_redated(self.at().record()).await
    }
    /// Where it stands.
    async fn status(&self) -> ActionStatus {
        self.at().record().status
    }
    /// Whether it is open and past its day.
    async fn is_overdue(&self) -> bool {
        self.at().record().is_overdue(self.at().view.lens().today())
    }
    /// The day it was closed.
    async fn closed_on(&self) -> Option<Date> {
        self.at().record().closed_on.map(Date)
    }
    /// What came of it.
    async fn closure_note(&self) -> Option<&str> {
        self.at().record().closure_note.as_deref()
    }
    /// The action that it repeats, where the work goes on; only of a duplicate, and null
    /// when you may not see that one.
    async fn duplicate_of(&self) -> Option<ActionObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().duplicate_of?))
    }
    /// The actions that were closed because they repeat this one.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn duplicates(&self) -> Result<Vec<ActionObject>> {
        let view = &self.at().view;
        let mine = Some(self.at().record().id);
        let repeats = |place: &u32| view.node::<Action>(*place).record.duplicate_of == mine;
        Ok(objects(view, view.all::<Action>()?.into_iter().filter(repeats).collect()))
    }
    /// The sitting at which it was agreed.
    async fn raised_at(&self) -> Option<MeetingOccurrenceObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().raised_at?))
    }
    /// The project that it belongs to.
    async fn project(&self) -> Option<ProjectObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().project?))
    }
    /// The priority that it belongs to.
    async fn priority(&self) -> Option<PriorityObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().priority?))
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}

/// Which actions; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct ActionFilter {
    /// Those that this agency is to do: its id or slug.
    agency: Option<ID>,
    /// Those of this partnership: its id or slug.
    partnership: Option<ID>,
    /// Those in one of these states.
    status: Option<Vec<ActionStatus>>,
    /// Those that are open and past their day, or those that are not.
    overdue: Option<bool>,
    /// Those whose text, reference or closing note hold all these words or beginnings of words.
    text: Option<String>,
    /// Those due on this day or later.
    from: Option<Date>,
    /// Those due on this day or earlier.
    to: Option<Date>,
    /// Those changed at this moment or later.
    updated_since: Option<DateTime>,
    /// Archived ones as well.
    #[graphql(default)]
    include_archived: bool,
}

impl ActionFilter {
    /// What it asks for; none when it names what does not exist.
    pub fn into_filter(self, lens: &Arc<Lens>) -> Option<Filter> {
        let mut filter = list(self.text, self.updated_since);
        filter.statuses = words(self.status);
        filter.due = (self.from.map(|day| day.0), self.to.map(|day| day.0));
        filter.overdue = self.overdue.map(|wanted| (wanted, lens.today()));
        filter.with_archived = self.include_archived;
        links(&mut filter, lens, self.agency, None, self.partnership)?;
        Some(filter)
    }
}

/// In what order actions are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActionOrder {
    /// By due date, those without one last.
    #[default]
    DueOn,
    /// The last changed first.
    UpdatedAt,
}

impl From<ActionOrder> for Order {
    fn from(order: ActionOrder) -> Order {
        match order {
            ActionOrder::DueOn => Order::Day,
            ActionOrder::UpdatedAt => Order::Updated,
        }
    }
}

/// A page of the actions of all partnerships.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn actions_page(
    lens: &Arc<Lens>,
    filter: Option<ActionFilter>,
    order: Option<ActionOrder>,
    args: &PageArgs,
) -> Result<Connection<ActionObject>> {
    list_page(lens, filter.unwrap_or_default().into_filter(lens), order.unwrap_or_default().into(), args)
        .await
}
