//! The history: changes, what they changed, and who made them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use serde_json::Value;
use tokio::sync::OnceCell;

use super::agency::AgencyObject;
use super::change_filter::ChangeFilterInput;
use super::checkpoint::{InclusionProofObject, inclusion, size_of};
use super::field_change::{
    FieldChangeObject, RemovalObject, Removals, RemovedValueObject, field_changes, read_removals,
};
use super::node::{NodeInterface, find_node};
use super::page::{self, Connection, PageArgs, page_cost};
use super::partnership::PartnershipObject;
use super::scalars::DateTime;
use crate::auth::actor::Actor;
use crate::auth::policy::{self, Ties};
use crate::commands::undo;
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::history::diff::{InWords, Side};
use crate::model::*;
use crate::store::change::list::{self, ChangeFilter, ChangeQuery, ChangeSlice, StoredChange};
use crate::store::change::{actors, details};

/// What finding out what a change changed charges, beside the change itself.
const DETAIL: u32 = 10;

/// Changes that were read together; what they changed is found out for all at once, when
/// it is first asked for.
struct Batch {
    lens: Arc<Lens>,
    changes: Vec<StoredChange>,
    fields: OnceCell<Vec<Vec<InWords>>>,
    after: OnceCell<Vec<Value>>,
    subjects: OnceCell<Vec<Option<String>>>,
    names: OnceCell<HashMap<String, String>>,
    removals: OnceCell<Removals>,
}

impl Batch {
    /// The removals of all that these changes no longer tell.
    async fn removals(self: &Arc<Self>) -> Result<&Removals> {
        let find = || async {
            let fields = self.fields().await?.iter().flatten();
            let sides = fields.flat_map(|found| [&found.difference.before, &found.difference.after]);
            let mut erased: BTreeSet<u64> = sides.filter_map(Side::erased_by).collect();
            erased.extend(self.changes.iter().flat_map(|change| change.erased()).map(|(_, by)| by));
            read_removals(&self.lens, erased).await
        };
        self.removals.get_or_try_init(find).await
    }

    async fn names(&self) -> Result<&HashMap<String, String>> {
        let find = || async {
            let ids: BTreeSet<String> = self.changes.iter().map(|change| change.actor.id.clone()).collect();
            self.lens.register().store().read_briefly(move |conn| actors::names(conn, &ids)).await
        };
        self.names.get_or_try_init(find).await
    }

    async fn fields(self: &Arc<Self>) -> Result<&[Vec<InWords>]> {
        let find = || async {
            self.lens.context().charge(DETAIL * self.changes.len() as u32)?;
            let batch = Arc::clone(self);
            let read = move |conn: &mut crate::store::Conn| {
                details::fields(conn, &batch.lens.context().scope, &batch.changes)
            };
            self.lens.read_slowly(read).await
        };
        Ok(self.fields.get_or_try_init(find).await?)
    }

    async fn after(self: &Arc<Self>) -> Result<&[Value]> {
        let find = || async {
            self.lens.context().charge(DETAIL * self.changes.len() as u32)?;
            let batch = Arc::clone(self);
            let read = move |conn: &mut crate::store::Conn| {
                details::after(conn, &batch.lens.context().scope, &batch.changes)
            };
            let objects = self.lens.read_slowly(read).await?;
            Ok::<_, Error>(objects.into_iter().map(Value::Object).collect())
        };
        Ok(self.after.get_or_try_init(find).await?)
    }

    async fn subjects(self: &Arc<Self>) -> Result<&[Option<String>]> {
        let find = || async {
            self.lens.context().charge(self.changes.len() as u32)?;
            let batch = Arc::clone(self);
            let read = move |conn: &mut crate::store::Conn| {
                details::subjects(conn, &batch.lens.context().scope, &batch.changes)
            };
            self.lens.read_slowly(read).await
        };
        Ok(self.subjects.get_or_try_init(find).await?)
    }
}

/// One entry of the history: one change of one record.
pub struct ChangeObject {
    batch: Arc<Batch>,
    place: usize,
}

impl page::Node for ChangeObject {
    const NAME: &'static str = "Change";
}

impl ChangeObject {
    fn change(&self) -> &StoredChange {
        &self.batch.changes[self.place]
    }

    /// The id of the record.
    pub fn record(&self) -> AnyId {
        self.change().entity
    }

    fn lens(&self) -> &Arc<Lens> {
        &self.batch.lens
    }

    async fn differences(&self) -> Result<&[InWords]> {
        Ok(self.batch.fields().await?.get(self.place).map_or(&[], Vec::as_slice))
    }

    /// Whether something that the viewer may not see is all that it changed: then its
    /// reason may tell of that.
    async fn is_veiled(&self) -> Result<bool> {
        let context = self.lens().context();
        // Who gave the reason knows it.
        let own = context.viewer.as_ref().and_then(|viewer| viewer.user).map(|user| user.to_string());
        if own.is_some_and(|own| own == self.change().actor.id)
            || !details::is_veiled(&context.scope, self.change(), &[])
        {
            return Ok(false);
        }
        Ok(self.differences().await?.is_empty())
    }
}

/// The objects of changes that were read together.
pub fn objects(lens: &Arc<Lens>, changes: Vec<StoredChange>) -> Vec<ChangeObject> {
    let batch = Arc::new(Batch {
        lens: Arc::clone(lens),
        changes,
        fields: OnceCell::new(),
        after: OnceCell::new(),
        subjects: OnceCell::new(),
        names: OnceCell::new(),
        removals: OnceCell::new(),
    });
    (0..batch.changes.len()).map(|place| ChangeObject { batch: Arc::clone(&batch), place }).collect()
}

/// One entry of the history: one change of one record. It can never be altered.
#[Object(name = "Change")]
impl ChangeObject {
    /// Its id, made from its place in the history.
    async fn id(&self) -> ID {
        ID(format!("{PREFIX}{}", self.change().sequence))
    }
    /// Its place in the history of the whole register, from 1 without gaps.
    async fn sequence(&self) -> i64 {
        self.change().sequence as i64
    }
    /// When it was made; strictly later than the change before it.
    async fn at(&self) -> DateTime {
        DateTime(self.change().at)
    }
    /// What it did to the record.
    async fn action(&self) -> ChangeAction {
        self.change().action
    }
    /// The command that made it, such as `project.update`.
    async fn command(&self) -> &str {
        &self.change().command
    }
    /// The type of the record, a word of `EntityType` such as `PROJECT`.
    async fn entity_type(&self) -> &str {
        self.change().entity.entity.word()
    }
    /// The id of the record.
    async fn entity_id(&self) -> ID {
        ID(self.change().entity.to_string())
    }
    /// What the record was called after the change.
    async fn entity_label(&self) -> String {
        self.change().label()
    }
    /// What the record is of, as that was called then, where the record has no name of its
    /// own: whose a role is, on what a progress update is. Null for all other records.
    async fn subject(&self) -> Result<Option<&str>> {
        Ok(self.batch.subjects().await?.get(self.place).and_then(Option::as_deref))
    }
    /// The record as it is now.
    async fn node(&self) -> Result<Option<NodeInterface>> {
        find_node(self.lens(), &self.change().entity.to_string()).await
    }
    /// Who made it.
    async fn actor(&self) -> ActorObject {
        ActorObject { batch: Arc::clone(&self.batch), place: self.place }
    }
    /// Why, in the words of whoever made it; null when nothing was said, when it was
    /// erased, and when all that was changed is hidden from you.
    async fn reason(&self) -> Result<Option<&str>> {
        let reason = self.change().reason();
        if reason.is_some() && self.is_veiled().await? {
            return Ok(None);
        }
        Ok(reason)
    }
    /// When, by whom and why the reason was removed; null when it was not.
    async fn reason_removal(&self) -> Result<Option<RemovalObject>> {
        let Some((_, by)) = self.change().erased().find(|(name, _)| *name == "$reason") else {
            return Ok(None);
        };
        Ok(self.batch.removals().await?.get(&by).map(RemovalObject::of))
    }
    /// What the record said after it and the history no longer tells.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn removed_values(&self) -> Result<Vec<RemovedValueObject>> {
        let removals = self.batch.removals().await?;
        let own = self.change().erased().filter(|(name, _)| !name.starts_with('$'));
        let told = own.filter_map(|(name, by)| {
            let removal = RemovalObject::of(removals.get(&by)?);
            Some(RemovedValueObject { field: name.to_owned(), removal })
        });
        Ok(told.collect())
    }
    /// Whether you may remove texts of it for good.
    async fn viewer_can_redact(&self) -> bool {
        let viewer = self.lens().context().viewer.as_ref();
        viewer.is_some_and(|viewer| policy::decide(viewer, "record.redact", &Ties::default()).is_some())
    }
    /// What it changed, by field, against the change of the same record before it; for
    /// the first, everything that the record said. Links to what you may not see are
    /// left out, and so is a field of which nothing else differs.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn fields(&self) -> Result<Vec<FieldChangeObject>> {
        let differences = self.differences().await?;
        Ok(field_changes(differences, self.batch.removals().await?))
    }
    /// The whole record after it, as an object by field; links are ids. Erased values are
    /// left out, and so are links to what you may not see.
    async fn after(&self) -> Result<Option<&Value>> {
        Ok(self.batch.after().await?.get(self.place))
    }
    /// The version of the record after it; `revertTo` writes back what a change left.
    async fn version(&self) -> Option<i32> {
        details::version(&self.lens().context().scope, self.change())
    }
    /// The partnership of the record; null for agencies and what else no partnership owns.
    async fn partnership(&self) -> Option<PartnershipObject> {
        PartnershipObject::find(self.lens(), self.change().partnership?)
    }
    /// Who could see the record after it.
    async fn visibility(&self) -> Visibility {
        self.change().visibility
    }
    /// The same for all changes that one command made.
    async fn transaction_id(&self) -> &str {
        &self.change().transaction
    }
    /// Proof that this change is among those that a checkpoint covers; null when none that
    /// was asked for covers it yet.
    #[graphql(complexity = "5 + child_complexity")]
    async fn inclusion_proof(
        &self,
        #[graphql(desc = "The checkpoint over so many changes; the newest if nothing is said.")]
        checkpoint: Option<i64>,
    ) -> Result<Option<InclusionProofObject>> {
        let size = checkpoint.map(|size| size_of("checkpoint", size)).transpose()?;
        let sequence = self.change().sequence;
        self.lens().context().charge(5)?;
        self.lens().context().footprint.forbid();
        let prove = move |conn: &mut crate::store::Conn| inclusion(conn, sequence, size);
        self.lens().register().store().read_briefly(prove).await
    }
    /// Whether `undoChanges` can archive together what its command made: after an import, or
    /// a command that makes projects, meetings, events, sittings, dates, actions, documents,
    /// memberships, priorities or focus areas.
    async fn can_be_undone(&self) -> bool {
        undo::can_undo(self.change())
    }
    /// The request that made it, as the server's log and the header `x-request-id` name it.
    async fn request_id(&self) -> Option<&str> {
        Some(self.change().request.as_str()).filter(|id| !id.is_empty())
    }
}

/// What ids of changes begin with.
pub const PREFIX: &str = "change_";

/// The sequence of the change with this id.
pub fn sequence_of(id: &str) -> Option<u64> {
    let number = id.strip_prefix(PREFIX)?;
    let sequence = number.parse().ok().filter(|sequence| *sequence <= i64::MAX as u64)?;
    (format!("{sequence}") == number).then_some(sequence)
}

/// Who made a change, and for whom.
pub struct ActorObject {
    batch: Arc<Batch>,
    place: usize,
}

impl ActorObject {
    fn actor(&self) -> &Actor {
        &self.batch.changes[self.place].actor
    }
}

/// Who made a change, and for whom.
#[Object(name = "Actor")]
impl ActorObject {
    /// The id of the user, or a name of the register itself such as `system:import`.
    async fn id(&self) -> ID {
        ID(self.actor().id.clone())
    }
    /// What the user is called now. The register itself is "import", "command line" or
    /// "system".
    async fn name(&self) -> Result<&str> {
        let id = self.actor().id.as_str();
        Ok(actors::name(id, self.batch.names().await?))
    }
    /// Whether it is a user, and not the register itself.
    async fn is_user(&self) -> bool {
        self.actor().id.parse::<UserId>().is_ok()
    }
    /// The role under which it was allowed, a word of `Role` such as `COORDINATOR`;
    /// `SYSTEM` for the register itself.
    async fn role(&self) -> &str {
        &self.actor().role
    }
    /// The agency acted for.
    async fn agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(&self.batch.lens, self.actor().agency?)
    }
}

/// A page of the history under the viewer's scope, up to the moment that is looked at.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn changes_page(
    lens: &Arc<Lens>,
    mut filter: ChangeFilter,
    args: &PageArgs,
) -> Result<Connection<ChangeObject>> {
    let slice = args.change_slice()?;
    let scope = lens.context().scope.clone();
    if lens.context().sees_no_history() {
        return Ok(Connection::empty());
    }
    lens.note_across();
    filter.to = match (filter.to, lens.as_of()) {
        (Some(to), Some(at)) => Some(to.min(at)),
        (to, at) => to.or(at),
    };
    let query = ChangeQuery { scope, filter };
    let asked = query.clone();
    let page = lens.read_slowly(move |conn| list::page(conn, &asked, &slice)).await?;
    lens.context().charge(10 + page.changes.len() as u32)?;
    let sequences: Vec<u64> = page.changes.iter().map(|change| change.sequence).collect();
    let entries = sequences.into_iter().zip(objects(lens, page.changes)).collect();
    Ok(page::of_changes(lens, query, &slice, entries, (page.more, page.horizon)))
}

/// One change by its id, if the viewer may see it.
///
/// # Errors
/// When the database fails.
pub async fn find_change(lens: &Arc<Lens>, id: &str) -> Result<Option<ChangeObject>> {
    let Some(sequence) = sequence_of(id) else { return Ok(None) };
    let scope = lens.context().scope.clone();
    if lens.context().sees_no_history() {
        return Ok(None);
    }
    lens.note_across();
    lens.context().charge(1)?;
    let found = lens.register().store().read(move |conn| list::find(conn, &scope, sequence)).await?;
    Ok(found.and_then(|change| objects(lens, vec![change]).pop()))
}

/// The newest change of a record.
///
/// # Errors
/// When the database fails.
pub async fn newest_of(lens: &Arc<Lens>, id: AnyId) -> Result<Option<ChangeObject>> {
    let filter = ChangeFilter { entity: Some(id), ..ChangeFilter::default() };
    let query = ChangeQuery { scope: lens.context().scope.clone(), filter };
    let slice = ChangeSlice { limit: 1, backward: false, after: None, before: None };
    let page = lens.register().store().read(move |conn| list::page(conn, &query, &slice)).await?;
    Ok(objects(lens, page.changes).pop())
}

/// The history of one record; flattened into its object.
pub struct HistoryFields {
    lens: Arc<Lens>,
    id: AnyId,
}

impl HistoryFields {
    /// The history of a record as a lens sees it.
    pub fn of(lens: &Arc<Lens>, id: impl Into<AnyId>) -> Self {
        HistoryFields { lens: Arc::clone(lens), id: id.into() }
    }
}

/// The history of one record.
#[Object]
impl HistoryFields {
    /// Its history, the newest change first: those that you may see, both as it was then
    /// and as it is now. The public sees none.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn changes(
        &self,
        #[graphql(desc = "At most so many from the newest; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor, which is older.")] after: Option<String>,
        #[graphql(desc = "At most so many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor, which is newer.")] before: Option<String>,
    ) -> Result<Connection<ChangeObject>> {
        let filter = ChangeFilter { entity: Some(self.id), ..ChangeFilter::default() };
        changes_page(&self.lens, filter, &PageArgs::new(first, after, last, before)).await
    }
}

/// What can be asked of the history.
#[derive(Default)]
pub struct HistoryQuery;

/// What can be asked of the history.
#[Object]
impl HistoryQuery {
    /// The history, the newest change first: every change of every record that you may
    /// see, both as it was then and as it is now. The public sees none. A page can be
    /// shorter than asked for when the filter finds little: `pageInfo.hasNextPage` and
    /// `endCursor` then say where to look on.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the newest; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor, which is older.")] after: Option<String>,
        #[graphql(desc = "At most so many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor, which is newer.")] before: Option<String>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<ChangeFilterInput>,
    ) -> Result<Connection<ChangeObject>> {
        let lens = super::context::lens(ctx)?;
        let args = PageArgs::new(first, after, last, before);
        match filter.unwrap_or_default().into_filter(&lens)? {
            Some(filter) => changes_page(&lens, filter, &args).await,
            None => Ok(Connection::empty()),
        }
    }

    /// The change with this id; null when there is none that you may see.
    async fn change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id, such as \"change_17\".")] id: ID,
    ) -> Result<Option<ChangeObject>> {
        find_change(&super::context::lens(ctx)?, &id).await
    }
}
