//! Agencies and their succession.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, Object};

use super::change::HistoryFields;
use super::membership::MembershipObject;
use super::object::{RecordFields, required};
use super::page::{self, Connection, PageArgs, page_cost};
use super::powers::Powers;
use super::project::ProjectObject;
use super::query::{find_partnership, list, words};
use super::scalars::{Date, DateTime};
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::list::{Filter, ListQuery, Order};

/// An organisation: a council, a police force, a charity, and also bodies such as a
/// safeguarding board. One agency sits in many partnerships.
pub struct AgencyObject {
    lens: Arc<Lens>,
    agency: Arc<Agency>,
}

impl page::Node for AgencyObject {
    const NAME: &'static str = "Agency";
}

impl AgencyObject {
    /// The agency with this id as the lens sees it.
    pub fn find(lens: &Arc<Lens>, id: AgencyId) -> Option<AgencyObject> {
        let agency = Arc::clone(lens.directory().agency(id)?);
        Some(AgencyObject { lens: Arc::clone(lens), agency })
    }

    fn at(&self) -> &Self {
        self
    }

    fn record(&self) -> &Agency {
        &self.agency
    }

    fn powers_over(&self) -> Powers {
        Powers::in_directory(&self.lens, self.record().clone())
    }
}

/// An organisation: a council, a police force, a charity, and also bodies such as a
/// safeguarding board. One agency sits in many partnerships.
#[Object(name = "Agency")]
impl AgencyObject {
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
    /// Whether you may change its website and aliases.
    async fn viewer_can_update_profile(&self) -> bool {
        self.powers_over().may("agency.update_profile")
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(&self.lens, self.at().record().id)
    }
    /// Its address in this register; may change, and a former one keeps resolving.
    async fn slug(&self) -> &str {
        &self.agency.slug
    }
    /// Its name. What a partnership's published list calls it is on the membership.
    async fn name(&self) -> &str {
        &self.agency.name
    }
    /// Other names it goes by.
    async fn aliases(&self) -> &[String] {
        &self.agency.aliases
    }
    /// What kind of organisation it is.
    async fn kind(&self) -> AgencyKind {
        self.agency.kind
    }
    /// Its web page.
    async fn website(&self) -> Option<&str> {
        self.agency.website.as_deref()
    }
    /// The day it began.
    async fn started_on(&self) -> Option<Date> {
        self.agency.started_on.map(Date)
    }
    /// The day it ended. Published lists keep ended agencies for years; `successors`
    /// says what followed.
    async fn ended_on(&self) -> Option<Date> {
        self.agency.ended_on.map(Date)
    }
    /// What led to it, oldest first.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn predecessors(&self) -> Vec<SuccessionObject> {
        let found = self.lens.directory().predecessors(self.agency.id);
        found.map(|s| SuccessionObject::of(&self.lens, s)).collect()
    }
    /// What followed it, oldest first.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn successors(&self) -> Vec<SuccessionObject> {
        let found = self.lens.directory().successors(self.agency.id);
        found.map(|s| SuccessionObject::of(&self.lens, s)).collect()
    }
    /// Its memberships of all partnerships, ended ones too.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn memberships(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<MembershipObject>> {
        let args = PageArgs::new(first, after, last, before);
        let query = self.linked(EntityType::Membership);
        page::find(&self.lens, query, &args).await?.objects(&self.lens).await
    }
    /// The projects and schemes that it leads or takes part in, in all partnerships,
    /// by name.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn projects(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        let args = PageArgs::new(first, after, last, before);
        let query = self.linked(EntityType::Project);
        page::find(&self.lens, query, &args).await?.objects(&self.lens).await
    }
}

impl AgencyObject {
    fn linked(&self, entity: EntityType) -> ListQuery {
        let filter = Filter { agency: Some((self.agency.id, None)), ..Filter::default() };
        ListQuery { entity, scope: self.lens.context().scope.clone(), filter, order: Order::Name }
    }
}

/// One agency following another, or ending without a successor.
pub struct SuccessionObject {
    lens: Arc<Lens>,
    succession: Arc<Succession>,
}

impl SuccessionObject {
    /// The succession with this id as the lens sees it.
    pub fn find(lens: &Arc<Lens>, id: SuccessionId) -> Option<Self> {
        lens.directory().succession(id).map(|found| SuccessionObject::of(lens, found))
    }

    /// A succession as the lens sees it.
    pub fn of(lens: &Arc<Lens>, succession: &Arc<Succession>) -> Self {
        SuccessionObject { lens: Arc::clone(lens), succession: Arc::clone(succession) }
    }

    fn at(&self) -> &Self {
        self
    }

    fn record(&self) -> &Succession {
        &self.succession
    }
}

/// One agency following another, or ending without a successor.
#[Object(name = "Succession")]
impl SuccessionObject {
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
        Powers::in_directory(&self.lens, self.record().clone())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(&self.lens, self.at().record().id)
    }
    /// The agency before.
    async fn from(&self) -> Result<AgencyObject> {
        required(AgencyObject::find(&self.lens, self.succession.from))
    }
    /// The agency after; null when it was abolished.
    async fn to(&self) -> Option<AgencyObject> {
        AgencyObject::find(&self.lens, self.succession.to?)
    }
    /// How the one followed the other.
    async fn kind(&self) -> SuccessionKind {
        self.succession.kind
    }
    /// The day it took effect.
    async fn on(&self) -> Option<Date> {
        self.succession.on.map(Date)
    }
}

/// Which agencies; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
pub struct AgencyFilter {
    /// Those of one of these kinds.
    kind: Option<Vec<AgencyKind>>,
    /// Those that this partnership lists as members now, as `Partnership.agencies` does: its
    /// id or slug.
    partnership: Option<ID>,
    /// Those whose name or aliases hold all these words or beginnings of words.
    text: Option<String>,
    /// Those changed at this moment or later.
    updated_since: Option<DateTime>,
}

/// In what order agencies are listed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum AgencyOrder {
    /// By name, without regard to case and accents.
    #[default]
    Name,
    /// The last changed first.
    UpdatedAt,
}

/// A page of the agencies.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn agencies_page(
    lens: &Arc<Lens>,
    filter: Option<AgencyFilter>,
    order: Option<AgencyOrder>,
    args: &PageArgs,
) -> Result<Connection<AgencyObject>> {
    let given = filter.unwrap_or_default();
    let mut filter = list(given.text, given.updated_since);
    filter.kinds = words(given.kind);
    if let Some(partnership) = &given.partnership {
        let Some(found) = find_partnership(lens, partnership) else { return Ok(Connection::empty()) };
        filter.sits_in = Some((found.id, lens.today()));
    }
    let order = match order.unwrap_or_default() {
        AgencyOrder::Name => Order::Name,
        AgencyOrder::UpdatedAt => Order::Updated,
    };
    let query = ListQuery { entity: EntityType::Agency, scope: lens.context().scope.clone(), filter, order };
    let found = page::find(lens, query, args).await?;
    Ok(found.map(|id| AgencyObject::find(lens, AgencyId::from_uuid(id.uuid))))
}
