//! The only way to read a graph: with a scope, noting what is read.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use tokio::sync::OnceCell;

use super::directory::Directory;
use super::footprint::Part;
use super::partnership::{Node, PartnershipGraph, Places};
use super::register::Register;
use super::request::RequestContext;
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::model::record::Told;
use crate::model::*;
use crate::store::Conn;
use crate::store::change::redated;

/// What one request sees of the register: now, or as it was at a moment.
pub struct Lens {
    register: Register,
    context: Arc<RequestContext>,
    directory: Arc<Directory>,
    as_of: Option<DateTime<Utc>>,
}

impl Lens {
    /// Looks at the register as it is now.
    pub fn now(register: &Register, context: &Arc<RequestContext>) -> Arc<Lens> {
        let directory = register.directory();
        context.footprint.note(Part::Directory, directory.version);
        Arc::new(Lens { register: register.clone(), context: Arc::clone(context), directory, as_of: None })
    }

    /// The request.
    pub fn context(&self) -> &RequestContext {
        &self.context
    }

    /// The register itself.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Agencies and partnerships, all public.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Reads what may take long. A request waits for itself, one such after the other, so
    /// that no other waits behind all that one asks for.
    ///
    /// # Errors
    /// Those of [`Store::read_slowly`](crate::store::Store::read_slowly).
    pub async fn read_slowly<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let _turn = self.context.turn().await?;
        self.register.store().read_slowly(work).await
    }

    /// The moment that is looked at when it is not now.
    pub fn as_of(&self) -> Option<DateTime<Utc>> {
        self.as_of
    }

    /// London's date at the moment that is looked at.
    pub fn today(&self) -> NaiveDate {
        self.as_of.map_or_else(|| self.context.today(), london_date)
    }

    /// The moment that is looked at; the answer is then true only before `until`.
    pub fn moment_until(&self, until: Option<DateTime<Utc>>) -> DateTime<Utc> {
        if self.as_of.is_none()
            && let Some(until) = until
        {
            self.context.footprint.expires(until);
        }
        self.as_of.unwrap_or(self.context.now)
    }

    /// Notes that a list or search across partnerships is about to be read.
    pub fn note_across(&self) {
        let version = self.register.versions().of(&Part::Across);
        self.context.footprint.note(Part::Across, version);
    }

    /// The view of a partnership now; none when there is no such partnership.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partnership(self: &Arc<Self>, id: PartnershipId) -> Result<Option<Arc<View>>> {
        let Some(graph) = self.register.graph(id).await? else { return Ok(None) };
        self.context.footprint.note(Part::Partnership(id), graph.version);
        Ok(Some(View::new(Arc::clone(self), graph)))
    }

    /// Looks at the whole register as it was at a moment. Names in arguments are those of
    /// now all the same.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a moment to come; when the database fails.
    pub async fn at(self: &Arc<Self>, at: DateTime<Utc>) -> Result<Arc<Lens>> {
        self.past_only(at)?;
        self.context.charge_past(None, at)?;
        let directory = self.register.past_directory(at).await?;
        Ok(Arc::new(Lens {
            register: self.register.clone(),
            context: Arc::clone(&self.context),
            directory,
            as_of: Some(at),
        }))
    }

    fn past_only(&self, at: DateTime<Utc>) -> Result<()> {
        match at > self.context.now {
            true => Err(Error::bad_request("asOf lies in the future: give a moment that has passed.")),
            false => Ok(()),
        }
    }

    /// Agencies and partnerships by which arguments name them: those of now.
    pub fn naming(&self) -> Arc<Directory> {
        match self.as_of {
            Some(_) => self.register.directory(),
            None => Arc::clone(&self.directory),
        }
    }

    /// The view of another partnership at the moment that is looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(self: &Arc<Self>, id: PartnershipId) -> Result<Option<Arc<View>>> {
        match self.as_of {
            Some(at) => self.partnership_as_of(id, at).await,
            None => self.partnership(id).await,
        }
    }

    /// The view of a partnership as the register had it at a moment; none when it had
    /// none then.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a moment to come; when the database fails.
    pub async fn partnership_as_of(
        self: &Arc<Self>,
        id: PartnershipId,
        at: DateTime<Utc>,
    ) -> Result<Option<Arc<View>>> {
        self.past_only(at)?;
        // What may be seen depends on now as well as on then.
        let Some(now) = self.register.graph(id).await? else { return Ok(None) };
        self.context.footprint.note(Part::Partnership(id), now.version);
        self.context.charge_past(Some(id), at)?;
        let Some(past) = self.register.past(id, at).await? else { return Ok(None) };
        let lens = Arc::new(Lens {
            register: self.register.clone(),
            context: Arc::clone(&self.context),
            directory: past.directory,
            as_of: Some(at),
        });
        Ok(Some(View::new(lens, past.graph)))
    }
}

/// One partnership as one request sees it.
pub struct View {
    lens: Arc<Lens>,
    graph: Arc<PartnershipGraph>,
    redated: OnceCell<HashMap<AnyId, i32>>,
}

impl View {
    fn new(lens: Arc<Lens>, graph: Arc<PartnershipGraph>) -> Arc<View> {
        Arc::new(View { lens, graph, redated: OnceCell::new() })
    }

    /// What the request sees of the register around it.
    pub fn lens(&self) -> &Arc<Lens> {
        &self.lens
    }

    /// The request.
    pub fn context(&self) -> &RequestContext {
        &self.lens.context
    }

    /// Agencies and partnerships.
    pub fn directory(&self) -> &Directory {
        &self.lens.directory
    }

    /// The partnership, which is public.
    pub fn partnership(&self) -> &Arc<Partnership> {
        &self.graph.partnership
    }

    /// When the partnership's history begins.
    pub fn history_begins_at(&self) -> DateTime<Utc> {
        self.graph.history_begins_at
    }

    /// When anything of the plan that this viewer sees last changed.
    pub fn plan_updated_at(&self) -> DateTime<Utc> {
        let mut latest = self.graph.partnership.head.updated_at;
        macro_rules! latest {
            ($($list:ident)*) => {$(
                for node in self.graph.$list.iter().filter(|node| self.sees(node)) {
                    latest = latest.max(self.told(&*node.record).updated_at);
                }
            )*};
        }
        latest!(memberships strategies priorities focus_areas meetings sittings events event_occurrences);
        latest!(projects progress actions documents);
        latest
    }

    /// What the request is told of a record's changes: nothing of those that only list
    /// what it may not see.
    pub fn told<T: Entity>(&self, record: &T) -> Told {
        let told = record.told().filter(|_| {
            let scope = &self.context().scope;
            !scope.is_told_all(self.graph.partnership.id, T::Id::ENTITY)
        });
        told.copied().unwrap_or(record.head().into())
    }

    /// Whether the request may see a node.
    pub fn sees<T, L>(&self, node: &Node<T, L>) -> bool {
        node.exposure.visibility == Visibility::Public
            || self.context().scope.allows(Some(self.graph.partnership.id), &node.exposure)
    }

    /// The place of a record in the list of its noun, if the request may see it.
    pub fn place_of(&self, id: impl Into<AnyId>) -> Option<u32> {
        let id = id.into();
        let exposure = self.graph.exposure(id)?;
        if !self.context().scope.allows(Some(self.graph.partnership.id), exposure) {
            return None;
        }
        self.graph.place_of(id)
    }

    /// As [`View::place_of`], for several: those that the request does not see are left out.
    pub fn places_of<I: Copy + Into<AnyId>>(&self, ids: &[I]) -> Vec<u32> {
        ids.iter().filter_map(|id| self.place_of(*id)).collect()
    }
}

/// A noun whose records are a list of the graph.
pub trait Listed: Entity {
    /// What its nodes link.
    type Links: 'static;
    /// Its list in a graph.
    fn list(graph: &PartnershipGraph) -> &[Node<Self, Self::Links>];
}

macro_rules! listed {
    ($($noun:ident in $list:ident with $links:ty;)*) => {$(
        impl Listed for $noun {
            type Links = $links;
            fn list(graph: &PartnershipGraph) -> &[Node<Self, Self::Links>] {
                &graph.$list
            }
        }
    )*};
}

use super::partnership as links;
listed! {
    Membership in memberships with ();
    Strategy in strategies with links::StrategyLinks;
    Priority in priorities with links::PriorityLinks;
    FocusArea in focus_areas with links::FocusAreaLinks;
    Meeting in meetings with links::SeriesLinks;
    MeetingOccurrence in sittings with links::SittingLinks;
    Event in events with links::SeriesLinks;
    EventOccurrence in event_occurrences with links::EventOccurrenceLinks;
    Project in projects with links::ProjectLinks;
    ProgressUpdate in progress with ();
    Action in actions with ();
    Document in documents with ();
}

impl View {
    /// The node at a place that this view gave out.
    pub fn at<T: Listed>(&self, place: u32) -> Option<&Node<T, T::Links>> {
        T::list(&self.graph).get(place as usize)
    }

    /// The places of all records of a noun that the request may see, in natural order,
    /// archived ones left out.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn all<T: Listed>(&self) -> Result<Places> {
        let seen = T::list(&self.graph)
            .iter()
            .enumerate()
            .filter(|(_, node)| !node.record.head().archived && self.sees(node));
        self.charged(seen.map(|(i, _)| i as u32).collect())
    }

    /// Of some places, those that the request may see, archived ones left out.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn seen<T: Listed>(&self, places: &[u32]) -> Result<Places> {
        let list = T::list(&self.graph);
        let seen = places.iter().copied().filter(|place| {
            list.get(*place as usize).is_some_and(|node| !node.record.head().archived && self.sees(node))
        });
        self.charged(seen.collect())
    }

    /// Charges for what is seen only: where the budget ends must not tell how much is hidden.
    fn charged(&self, seen: Places) -> Result<Places> {
        self.context().charge(seen.len() as u32 + 1)?;
        Ok(seen)
    }

    /// The strategy that a question without an edition means: see [`View::in_force`] for
    /// today, else the latest.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn current_strategy(&self) -> Result<Option<u32>> {
        let today = self.lens.today();
        match self.in_force(today)? {
            Some(place) => Ok(Some(place)),
            None => self.latest_strategy(),
        }
    }

    /// The strategy in force on a day: published, of the partnership's main kind, its
    /// period covering the day. If several, the latest start wins, then the latest
    /// approval. Editions without dates are never in force on a day.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn in_force(&self, on: NaiveDate) -> Result<Option<u32>> {
        let editions = self.main_editions()?.into_iter().filter(|(_, s)| s.covers(on));
        Ok(editions.max_by_key(|(_, s)| s.standing()).map(|(place, _)| place))
    }

    /// The latest published edition, whether dated or not: an undated one counts by its
    /// latest approval, then by when it was recorded.
    fn latest_strategy(&self) -> Result<Option<u32>> {
        Ok(self.main_editions()?.into_iter().max_by_key(|(_, s)| s.recency()).map(|(place, _)| place))
    }

    /// Published strategies of the kind that stands for the partnership.
    fn main_editions(&self) -> Result<Vec<(u32, &Strategy)>> {
        let places = self.all::<Strategy>()?;
        let editions =
            places.into_iter().filter_map(|place| Some((place, &*self.at::<Strategy>(place)?.record)));
        let kind = self.graph.partnership.kind;
        Ok(editions.filter(|(_, s)| s.stands_for(kind)).collect())
    }
}

impl View {
    /// The node at a place that this view gave out.
    pub fn node<T: Listed>(&self, place: u32) -> &Node<T, T::Links> {
        &T::list(&self.graph)[place as usize]
    }

    /// The place of a record whether it may be seen or not: for cursors, which mark a
    /// place in a list and reveal nothing.
    pub fn any_place(&self, id: AnyId) -> Option<u32> {
        self.graph.place_of(id)
    }
}

/// An entry of a calendar, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// A sitting of a meeting.
    Sitting(u32),
    /// An occurrence of an event.
    Event(u32),
}

impl View {
    /// As [`View::all`], archived ones as well.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn all_with_archived<T: Listed>(&self) -> Result<Places> {
        let seen = T::list(&self.graph).iter().enumerate().filter(|(_, node)| self.sees(node));
        self.charged(seen.map(|(i, _)| i as u32).collect())
    }

    /// How often an action was given another day. The history is asked once for all actions
    /// of the partnership, when the first of them is asked for.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget; when the database fails.
    pub async fn times_redated(&self, action: &Action) -> Result<i32> {
        // What never changed was never dated anew.
        if action.head.version == 1 {
            return Ok(0);
        }
        let counts = self.redated.get_or_try_init(|| self.count_redated()).await?;
        Ok(counts.get(&action.id.into()).copied().unwrap_or(0))
    }

    async fn count_redated(&self) -> Result<HashMap<AnyId, i32>> {
        let actions = self.graph.actions.iter().filter(|node| self.sees(node));
        let changed = actions.filter(|node| node.record.head.version > 1);
        let ids: Vec<AnyId> = changed.map(|node| node.record.id.into()).collect();
        self.context().charge(ids.len() as u32)?;
        let until = self.lens.as_of;
        self.lens.read_slowly(move |conn| redated::counts(conn, &ids, until)).await
    }

    /// A record, if the request may see it.
    pub fn record(&self, id: AnyId) -> Option<Record> {
        self.place_of(id)?;
        self.graph.record(id)
    }
}
