//! Partnerships: the statutory bodies whose plans the register holds.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object, SimpleObject};

use super::action::{ActionFilter, ActionObject, ActionOrder};
use super::agency::AgencyObject;
use super::change::{ChangeObject, changes_page};
use super::checks::ChecksObject;
use super::document::DocumentObject;
use super::event::{EventFilter, EventObject, EventOrder};
use super::gaps::GapsObject;
use super::meeting::{MeetingFilter, MeetingObject, MeetingOrder};
use super::membership::MembershipObject;
use super::names;
use super::object::{At, Object as _, RecordFields, object, objects, required};
use super::occurrence::{EventOccurrenceObject, MeetingOccurrenceObject, OccurrenceInterface};
use super::page::{self, Connection, PageArgs, of_filter, page_cost};
use super::powers::{PlanPowers, Powers};
use super::project::{ProjectFilter, ProjectObject, ProjectOrder};
use super::query::{edition, find_agency, find_partnership, list, words};
use super::responsibility::ResponsibilityObject;
use super::scalars::{Date, DateTime};
use super::strategy::StrategyObject;
use crate::error::Result;
use crate::graph::view::{Dated, Lens, View};
use crate::model::*;
use crate::store::change::list::ChangeFilter;
use crate::store::list::{ListQuery, Order};

/// A statutory partnership for one or more areas.
pub struct PartnershipObject(Seen);

/// A partnership whose plan is at hand, or only what the directory says of it.
enum Seen {
    Whole(Arc<View>),
    Named(Arc<Lens>, Arc<Partnership>),
}

impl page::Node for PartnershipObject {
    const NAME: &'static str = "Partnership";
}

impl PartnershipObject {
    /// The partnership of a view.
    pub fn of(view: &Arc<View>) -> Self {
        PartnershipObject(Seen::Whole(Arc::clone(view)))
    }

    /// The partnership with this id; its plan is read when it is asked for.
    pub fn find(lens: &Arc<Lens>, id: PartnershipId) -> Option<Self> {
        let partnership = Arc::clone(lens.directory().partnership(id)?);
        Some(PartnershipObject(Seen::Named(Arc::clone(lens), partnership)))
    }

    async fn view(&self) -> Result<Arc<View>> {
        match &self.0 {
            Seen::Whole(view) => Ok(Arc::clone(view)),
            Seen::Named(lens, partnership) => required(lens.open(partnership.id).await?),
        }
    }

    fn lens(&self) -> &Arc<Lens> {
        match &self.0 {
            Seen::Whole(view) => view.lens(),
            Seen::Named(lens, _) => lens,
        }
    }

    fn at(&self) -> &Self {
        self
    }

    fn powers_over(&self) -> Powers {
        Powers::in_directory(self.lens(), self.record().clone())
    }

    fn record(&self) -> &Partnership {
        match &self.0 {
            Seen::Whole(view) => view.partnership(),
            Seen::Named(_, partnership) => partnership,
        }
    }
}

/// A statutory partnership for one or more areas, with everything that it does.
#[Object(name = "Partnership")]
impl PartnershipObject {
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
        self.powers_over()
    }
    /// What the viewer may do within it.
    #[graphql(flatten)]
    async fn plan_powers(&self) -> PlanPowers {
        PlanPowers(self.powers_over())
    }
    /// Its address in this register; may change, and a former one keeps resolving.
    async fn slug(&self) -> &str {
        &self.record().slug
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.record().name
    }
    /// Other names it goes by.
    async fn aliases(&self) -> &[String] {
        &self.record().aliases
    }
    /// What kind of body it is.
    async fn kind(&self) -> PartnershipKind {
        self.record().kind
    }
    /// The areas that it covers.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn areas(&self) -> Vec<AreaObject> {
        let areas = self.record().areas.iter();
        areas.map(|area| AreaObject { name: area.name.clone(), code: area.code.clone() }).collect()
    }
    /// What it is, in its own words. Plain text; a blank line starts a paragraph.
    async fn description(&self) -> Option<&str> {
        self.record().description.as_deref()
    }
    /// The published sentence on its legal duty, verbatim.
    async fn duty_statement(&self) -> Option<&str> {
        self.record().duty_statement.as_deref()
    }
    /// The published words for members that are not named.
    async fn other_members(&self) -> Option<&str> {
        self.record().other_members.as_deref()
    }
    /// What it is for.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn aims(&self) -> Vec<AimObject> {
        let aims = self.record().aims.iter();
        aims.map(|aim| AimObject { text: aim.text.clone(), purpose: aim.purpose }).collect()
    }
    /// Its web page.
    async fn website(&self) -> Option<&str> {
        self.record().website.as_deref()
    }
    /// How to reach it.
    async fn contact(&self) -> Option<&str> {
        self.record().contact.as_deref()
    }
    /// The partnership above it, such as a county strategy group.
    async fn parent(&self) -> Option<PartnershipObject> {
        PartnershipObject::find(self.lens(), self.record().parent?)
    }
    /// The day it began.
    async fn started_on(&self) -> Option<Date> {
        self.record().started_on.map(Date)
    }
    /// The day it ended.
    async fn ended_on(&self) -> Option<Date> {
        self.record().ended_on.map(Date)
    }
    /// After how many days without news its schemes are stale; null: it does not say, and
    /// 120 are taken.
    async fn stale_after_days(&self) -> Option<i32> {
        self.record().stale_after_days
    }
    /// When this register's history of the partnership begins: `asOf` a moment before
    /// it gives null.
    async fn history_begins_at(&self) -> Result<DateTime> {
        Ok(DateTime(self.view().await?.history_begins_at()))
    }
    /// When anything of the plan that you may see last changed.
    async fn plan_updated_at(&self) -> Result<DateTime> {
        Ok(DateTime(self.view().await?.plan_updated_at()))
    }
    /// Its members, in published order: those listed now, even when the agency has
    /// ended.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn memberships(
        &self,
        #[graphql(desc = "Those that were members on this day, as far as days are known.")] on: Option<Date>,
        #[graphql(
            desc = "Those that have left as well, and, without a day, those that are to join.",
            default
        )]
        include_ended: bool,
    ) -> Result<Vec<MembershipObject>> {
        let view = self.view().await?;
        let places = view.members(on.map(|day| day.0), include_ended)?;
        Ok(objects(&view, places))
    }
    /// The agencies that are listed as members now, each once, in published order.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn agencies(&self) -> Result<Vec<AgencyObject>> {
        let view = self.view().await?;
        let mut ids: Vec<AgencyId> = Vec::new();
        for place in view.members(None, false)? {
            let agency = view.node::<Membership>(place).record.agency;
            if !ids.contains(&agency) {
                ids.push(agency);
            }
        }
        Ok(super::object::agencies(view.lens(), ids))
    }
    /// The meeting that leads it.
    async fn board(&self) -> Result<Option<MeetingObject>> {
        let view = self.view().await?;
        let board =
            view.all::<Meeting>()?.into_iter().find(|place| view.node::<Meeting>(*place).record.is_board);
        Ok(object(&view, board))
    }
    /// The strategy in force on a day: published, covering the day; if several, the
    /// latest start wins, then the latest approval. Without a day: the one in force
    /// today, else the latest, which may have no dates. A draft is never given.
    async fn strategy(
        &self,
        #[graphql(desc = "The day; editions without dates never match one.")] on: Option<Date>,
    ) -> Result<Option<StrategyObject>> {
        let view = self.view().await?;
        let place = match on {
            Some(day) => view.in_force(day.0)?,
            None => view.current_strategy()?,
        };
        Ok(object(&view, place))
    }
    /// All its strategies of all kinds, the latest first.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn strategies(&self) -> Result<Vec<StrategyObject>> {
        let view = self.view().await?;
        Ok(objects(&view, view.all::<Strategy>()?))
    }
    /// All its documents, in order.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn documents(&self) -> Result<Vec<DocumentObject>> {
        let view = self.view().await?;
        Ok(objects(&view, view.all::<Document>()?))
    }
    /// Its meetings by name, the board among them.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn meetings(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<MeetingFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<MeetingOrder>,
    ) -> Result<Connection<MeetingObject>> {
        let view = self.view().await?;
        let filter = filter.unwrap_or_default().into_filter(view.lens());
        let order = order_by.unwrap_or_default().into();
        of_filter(&view, filter, order, &PageArgs::new(first, after, last, before))
    }
    /// Its events, by name.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<EventFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<EventObject>> {
        let view = self.view().await?;
        let filter = filter.unwrap_or_default().into_filter(view.lens());
        let order = order_by.unwrap_or_default().into();
        of_filter(&view, filter, order, &PageArgs::new(first, after, last, before))
    }
    /// Its projects and schemes, by name.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn projects(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<ProjectFilter>,
        #[graphql(desc = "In what order; by name if nothing is said.")] order_by: Option<ProjectOrder>,
    ) -> Result<Connection<ProjectObject>> {
        let view = self.view().await?;
        let filter = filter.unwrap_or_default().into_filter(view.lens());
        let order = order_by.unwrap_or_default().into();
        of_filter(&view, filter, order, &PageArgs::new(first, after, last, before))
    }
    /// Those of these names that meetings, events or projects of it bear already, whatever
    /// their case: what a form warns of before it adds several.
    async fn names_in_use(
        &self,
        #[graphql(desc = "MEETING, EVENT or PROJECT.")] r#type: EntityType,
        #[graphql(desc = "At most 200 names.")] names: Vec<String>,
    ) -> Result<Vec<String>> {
        names::in_use(&*self.view().await?, r#type, names)
    }
    /// Its actions, by due date.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn actions(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which actions; all if nothing is said.")] filter: Option<ActionFilter>,
        #[graphql(desc = "In what order; by due date if nothing is said.")] order_by: Option<ActionOrder>,
    ) -> Result<Connection<ActionObject>> {
        let view = self.view().await?;
        let filter = filter.unwrap_or_default().into_filter(view.lens());
        let order = order_by.unwrap_or_default().into();
        of_filter(&view, filter, order, &PageArgs::new(first, after, last, before))
    }
    /// What its coordinator should look at: what the plan lacks.
    async fn gaps(&self) -> Result<GapsObject> {
        Ok(GapsObject(self.view().await?))
    }
    /// Checks that an auditor or a coordinator runs over the plan.
    async fn checks(&self) -> Result<ChecksObject> {
        Ok(ChecksObject(self.view().await?))
    }
    /// Who answers for how much: a row for each agency and priority with projects that it
    /// leads or takes part in, in the order of the priorities; then those of projects under
    /// no priority of the edition. A project under several priorities counts under each,
    /// and one without agencies nowhere.
    #[graphql(complexity = "100 * child_complexity + 1")]
    async fn responsibilities(
        &self,
        #[graphql(
            desc = "The edition, by id; if nothing is said the strategy in force, else the latest, else the newest draft that you may see."
        )]
        strategy: Option<ID>,
    ) -> Result<Vec<ResponsibilityObject>> {
        let view = self.view().await?;
        let edition = match strategy {
            Some(id) => match edition(&view, Some(id))? {
                Some(place) => Some(place),
                None => return Ok(Vec::new()),
            },
            None => view.working_edition()?,
        };
        let rows = view.responsibilities(edition)?.into_iter();
        Ok(rows.map(|row| ResponsibilityObject::new(&view, row)).collect())
    }
    /// The history of all its records, its own among them, the newest change first: what
    /// you may see, both as it was then and as it is now. The public sees none.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn changes(
        &self,
        #[graphql(desc = "At most so many from the newest; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor, which is older.")] after: Option<String>,
        #[graphql(desc = "At most so many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor, which is newer.")] before: Option<String>,
    ) -> Result<Connection<ChangeObject>> {
        let filter = ChangeFilter { partnership: Some(self.record().id), ..ChangeFilter::default() };
        changes_page(self.lens(), filter, &PageArgs::new(first, after, last, before)).await
    }
    /// Sittings and events that touch these days, in order of time; at most 1,000.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn calendar(
        &self,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day.")] to: Date,
    ) -> Result<Vec<OccurrenceInterface>> {
        let view = self.view().await?;
        let dated = view.calendar(from.0, to.0)?;
        let show = |dated: Dated| match dated {
            Dated::Sitting(place) => {
                OccurrenceInterface::Meeting(MeetingOccurrenceObject::of(At::new(&view, place)))
            }
            Dated::Event(place) => {
                OccurrenceInterface::Event(EventOccurrenceObject::of(At::new(&view, place)))
            }
        };
        Ok(dated.into_iter().map(show).collect())
    }
}

/// An area that a partnership covers.
#[derive(SimpleObject)]
#[graphql(name = "Area")]
pub struct AreaObject {
    /// Its name.
    name: String,
    /// Its ONS (GSS) code, such as `E07000070`.
    code: Option<String>,
}

/// One thing that a partnership is for.
#[derive(SimpleObject)]
#[graphql(name = "Aim")]
pub struct AimObject {
    /// The aim in the partnership's words.
    text: String,
    /// The statutory purpose that it serves.
    purpose: Option<StatutoryPurpose>,
}

/// Which partnerships; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct PartnershipFilter {
    /// Those of one of these kinds.
    kind: Option<Vec<PartnershipKind>>,
    /// Those directly below this one: its id or slug.
    parent: Option<ID>,
    /// Those that list this agency as a member now: its id or slug.
    agency: Option<ID>,
    /// Those whose name, aliases or description hold all these words or beginnings of words.
    text: Option<String>,
    /// Those whose own record changed at this moment or later.
    updated_since: Option<DateTime>,
}

/// In what order partnerships are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartnershipOrder {
    /// By name, without regard to case and accents.
    #[default]
    Name,
    /// The last changed first.
    UpdatedAt,
}

/// A page of the partnerships.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn partnerships_page(
    lens: &Arc<Lens>,
    filter: Option<PartnershipFilter>,
    order: Option<PartnershipOrder>,
    args: &PageArgs,
) -> Result<Connection<PartnershipObject>> {
    let given = filter.unwrap_or_default();
    let mut filter = list(given.text, given.updated_since);
    filter.kinds = words(given.kind);
    if let Some(parent) = &given.parent {
        let Some(found) = find_partnership(lens, parent) else { return Ok(Connection::empty()) };
        filter.parent = Some(found.id);
    }
    if let Some(agency) = &given.agency {
        let Some(found) = find_agency(lens, agency) else { return Ok(Connection::empty()) };
        filter.member = Some((found.id, lens.today()));
    }
    let order = match order.unwrap_or_default() {
        PartnershipOrder::Name => Order::Name,
        PartnershipOrder::UpdatedAt => Order::Updated,
    };
    let query =
        ListQuery { entity: EntityType::Partnership, scope: lens.context().scope.clone(), filter, order };
    let found = page::find(lens, query, args).await?;
    Ok(found.map(|id| PartnershipObject::find(lens, PartnershipId::from_uuid(id.uuid))))
}
