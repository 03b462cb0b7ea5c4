//! Keeps the graphs current: loads them, applies what is committed, bounds their memory.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use moka::sync::Cache;
use parking_lot::Mutex;
use tokio::sync::{Notify, Semaphore};

use super::directory::Directory;
use super::feed::Feed;
use super::footprint::{Part, Versions};
use super::partnership::PartnershipGraph;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::change::{self, Applied};
use crate::store::tx::snapshot;
use crate::store::{Conn, Store, entity, records};

/// The register in memory. Cloning shares it.
#[derive(Clone)]
pub struct Register(Arc<Shared>);

struct Shared {
    store: Store,
    clock: Clock,
    versions: Arc<Versions>,
    directory: ArcSwap<Directory>,
    graphs: Cache<PartnershipId, Arc<PartnershipGraph>, ahash::RandomState>,
    /// Graphs of the past, by partnership, sequence then, and the versions now of it and of
    /// the directory: what is erased now is gone from the past too.
    past: Cache<(PartnershipId, u64, u64, u64), Past, ahash::RandomState>,
    /// Directories of the past, by sequence then and version now.
    past_directories: Cache<(u64, u64), Arc<Directory>, ahash::RandomState>,
    /// Which partnership a record belongs to: never changes.
    homes: Cache<AnyId, PartnershipId, ahash::RandomState>,
    /// Places for those who load a graph.
    loads: Semaphore,
    /// The last change that was applied here.
    applied: Mutex<Last>,
    /// The last change that was in the database when something was read from it: it may
    /// be later than what was applied.
    seen: Mutex<Last>,
    /// Told when the database no longer holds that change.
    rewound: Notify,
    /// Tells those who listen of it.
    feed: Feed,
}

/// A partnership as it was, with the directory of then.
#[derive(Clone)]
pub struct Past {
    /// The partnership as it was.
    pub graph: Arc<PartnershipGraph>,
    /// Agencies and partnerships as they were.
    pub directory: Arc<Directory>,
}

/// A change by its sequence and its time: another with the same sequence has another time.
type Last = (u64, DateTime<Utc>);

/// How many graphs are loaded at a time.
const LOADS: usize = 2;

/// How many changes are taken from the database at a time.
const CHUNK: i64 = 500;

impl Register {
    /// Reads the directory; graphs are loaded when they are first asked for and take at
    /// most about `graph_bytes` together.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open(store: Store, clock: Clock, graph_bytes: u64) -> Result<Register> {
        let mut reader = store.reader()?;
        let (directory, head) = snapshot(&mut reader, |conn| {
            let version = change::last_of_directory(conn)?;
            Ok((Directory::build(records::of_directory(conn)?, version), change::head(conn)?))
        })?;
        drop(reader);
        let versions = Arc::new(Versions::default());
        versions.publish(Part::Directory, directory.version);
        versions.publish(Part::Across, head.0);
        let weigh = |_: &PartnershipId, graph: &Arc<PartnershipGraph>| graph.weight();
        Ok(Register(Arc::new(Shared {
            store,
            clock,
            versions,
            directory: ArcSwap::from_pointee(directory),
            graphs: Cache::builder()
                .max_capacity(graph_bytes)
                .weigher(weigh)
                .build_with_hasher(Default::default()),
            past: Cache::builder().max_capacity(16).build_with_hasher(Default::default()),
            past_directories: Cache::builder().max_capacity(4).build_with_hasher(Default::default()),
            homes: Cache::builder().max_capacity(1_000_000).build_with_hasher(Default::default()),
            loads: Semaphore::new(LOADS),
            applied: Mutex::new(head),
            seen: Mutex::new(head),
            rewound: Notify::new(),
            feed: Feed::new(head.0),
        })))
    }

    /// Where it is kept.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The clock of the program.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The versions of everything that is tracked.
    pub fn versions(&self) -> &Arc<Versions> {
        &self.0.versions
    }

    /// Tells how far the history goes, as far as every reader of this process sees it.
    pub fn feed(&self) -> &Feed {
        &self.0.feed
    }

    /// The agencies and partnerships now.
    pub fn directory(&self) -> Arc<Directory> {
        self.0.directory.load_full()
    }

    /// The graph of a partnership now; none when there is no such partnership.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn graph(&self, id: PartnershipId) -> Result<Option<Arc<PartnershipGraph>>> {
        if let Some(graph) = self.current(id) {
            return Ok(Some(graph));
        }
        // Fewer loads at a time than there are readers: more would only hold memory while they
        // wait for a connection. Whoever waited may find the graph loaded.
        let _permit = self.0.loads.acquire().await.map_err(Error::internal)?;
        let register = self.clone();
        tokio::task::spawn_blocking(move || register.load(id)).await.map_err(Error::internal)?
    }

    /// The graph of a partnership if it is in memory and current.
    fn current(&self, id: PartnershipId) -> Option<Arc<PartnershipGraph>> {
        let graph = self.0.graphs.get(&id)?;
        (graph.version >= self.0.versions.of(&Part::Partnership(id))).then_some(graph)
    }

    /// As [`Register::graph`], on a thread where blocking is allowed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(&self, id: PartnershipId) -> Result<Option<Arc<PartnershipGraph>>> {
        if let Some(graph) = self.current(id) {
            return Ok(Some(graph));
        }
        let (graph, head) =
            snapshot(&mut *self.0.store.reader()?, |conn| Ok((read_graph(conn, id)?, change::head(conn)?)))?;
        self.see(head);
        let Some(graph) = graph.map(Arc::new) else { return Ok(None) };
        self.0.versions.publish(Part::Partnership(id), graph.version);
        self.0.graphs.insert(id, Arc::clone(&graph));
        Ok(Some(graph))
    }

    /// A partnership as the register had it at a moment; none when it had none then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn past(&self, id: PartnershipId, at: DateTime<Utc>) -> Result<Option<Past>> {
        let Some(now) = self.graph(id).await? else { return Ok(None) };
        if at < now.history_begins_at {
            return Ok(None);
        }
        let register = self.clone();
        self.0.store.read_slowly(move |conn| register.load_past(conn, id, at, &now)).await
    }

    fn load_past(
        &self,
        conn: &mut Conn,
        id: PartnershipId,
        at: DateTime<Utc>,
        now: &PartnershipGraph,
    ) -> Result<Option<Past>> {
        let sequence = change::plan_at(conn, at)?;
        let key = (id, sequence, now.version, self.0.versions.of(&Part::Directory));
        if let Some(past) = self.0.past.get(&key) {
            return Ok(Some(past));
        }
        let past = snapshot(conn, |conn| {
            let applied = change::partnership_as_of(conn, id, sequence)?;
            let version = applied.iter().map(|a| a.sequence).max().unwrap_or(0);
            let records: Vec<Record> = applied.into_iter().map(|a| a.record).collect();
            // Of the directory, only what the plan of then can name: the whole of it would
            // take a seek for each agency of the country.
            let successions = self.directory().successions().iter().map(|s| s.id.into()).collect::<Vec<_>>();
            let successions = change::records_as_of(conn, successions, sequence)?;
            let named = self.directory().around(&records, &successions);
            let graph = PartnershipGraph::build(records, version, now.history_begins_at, Some(now));
            let mut directory = change::records_as_of(conn, named, sequence)?;
            directory.extend(successions);
            let version = directory.iter().map(|a| a.sequence).max().unwrap_or(0);
            let directory = Directory::build(directory.into_iter().map(|a| a.record), version);
            Ok(graph.map(|graph| Past { graph: Arc::new(graph), directory: Arc::new(directory) }))
        })?;
        if let Some(past) = &past {
            self.0.past.insert(key, past.clone());
        }
        Ok(past)
    }

    /// All agencies and partnerships as the register had them at a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn past_directory(&self, at: DateTime<Utc>) -> Result<Arc<Directory>> {
        let register = self.clone();
        let load = move |conn: &mut Conn| {
            let sequence = change::plan_at(conn, at)?;
            let key = (sequence, register.0.versions.of(&Part::Directory));
            if let Some(known) = register.0.past_directories.get(&key) {
                return Ok(known);
            }
            let applied = snapshot(conn, |conn| change::directory_as_of(conn, sequence))?;
            let version = applied.iter().map(|applied| applied.sequence).max().unwrap_or(0);
            let directory = Arc::new(Directory::build(applied.into_iter().map(|a| a.record), version));
            register.0.past_directories.insert(key, Arc::clone(&directory));
            Ok(directory)
        };
        self.0.store.read_slowly(load).await
    }

    /// Which partnership a record belongs to; none for what no partnership owns and for
    /// what does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn home(&self, id: AnyId) -> Result<Option<PartnershipId>> {
        if let Some(home) = self.0.homes.get(&id) {
            return Ok(Some(home));
        }
        let home = self.0.store.read_briefly(move |conn| entity::home(conn, id)).await?;
        if let Some(home) = home {
            self.0.homes.insert(id, home);
        }
        Ok(home)
    }

    /// Remembers where a record that was just listed belongs.
    pub fn remember_home(&self, id: AnyId, home: PartnershipId) {
        if !self.0.homes.contains_key(&id) {
            self.0.homes.insert(id, home);
        }
    }

    /// Takes in what this process committed: `changes` in order. Returns when every
    /// reader sees them.
    ///
    /// # Errors
    /// When changes of another process come before them and cannot be read.
    pub fn committed(&self, conn: &mut Conn, changes: &[Applied]) -> Result<()> {
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return Ok(()) };
        let mut applied = self.0.applied.lock();
        if first.sequence == applied.0 + 1 {
            self.apply(changes);
            *applied = (last.sequence, last.at);
            return Ok(());
        }
        self.same_history(conn, *applied)?;
        self.catch_up(conn, &mut applied)
    }

    /// Takes in what other processes committed. Returns whether there was anything.
    ///
    /// # Errors
    /// When the database fails.
    pub fn follow(&self, conn: &mut Conn) -> Result<bool> {
        let mut applied = self.0.applied.lock();
        if self.same_history(conn, *applied)? == *applied {
            return Ok(false);
        }
        self.catch_up(conn, &mut applied)?;
        Ok(true)
    }

    /// Completes when the database turns out to have lost changes that this process has
    /// shown: a standby that had not received them took over, or a backup was put back.
    /// What is in memory is then of no use any more.
    pub async fn rewound(&self) {
        self.0.rewound.notified().await;
    }

    fn see(&self, head: Last) {
        let mut seen = self.0.seen.lock();
        *seen = head.max(*seen);
    }

    /// The head of the history, if it still holds the last change that is known here.
    fn same_history(&self, conn: &mut Conn, applied: Last) -> Result<Last> {
        // Before the head is read: what is seen later is later than it.
        let known = applied.max(*self.0.seen.lock());
        let head = change::head(conn)?;
        let there = match known.0 {
            0 => true,
            sequence if sequence > head.0 => false,
            _ if head == known => true,
            sequence => change::time_of(conn, sequence)? == Some(known.1),
        };
        if there {
            return Ok(head);
        }
        self.0.rewound.notify_one();
        let (sequence, _) = known;
        Err(Error::internal(format!("the database no longer holds change {sequence}, which was shown here")))
    }

    fn catch_up(&self, conn: &mut Conn, applied: &mut Last) -> Result<()> {
        loop {
            let changes = change::after(conn, applied.0, CHUNK)?;
            let Some(last) = changes.last() else { return Ok(()) };
            self.apply(&changes);
            *applied = (last.sequence, last.at);
        }
    }

    /// Applies changes to what is in memory, then publishes their versions: a reader that
    /// sees a version can also read what it stands for. Those who listen hear of it last.
    fn apply(&self, changes: &[Applied]) {
        self.apply_in_memory(changes);
        self.0.feed.publish(changes);
    }

    fn apply_in_memory(&self, changes: &[Applied]) {
        // Accounts, say, are part of no plan: they move no version that an answer depends on.
        let of_plans = changes.iter().filter(|change| change.record.entity().is_of_plans());
        let changes: &[Applied] = &of_plans.cloned().collect::<Vec<_>>();
        let Some(last) = changes.last() else { return };
        if changes.iter().any(|change| Directory::holds(change.record.entity())) {
            let next = self.0.directory.load().apply(changes);
            let version = next.version;
            self.0.directory.store(Arc::new(next));
            self.0.versions.publish(Part::Directory, version);
        }
        let mut partnerships: Vec<PartnershipId> =
            changes.iter().filter_map(|c| c.record.partnership()).collect();
        partnerships.sort_unstable();
        partnerships.dedup();
        for id in partnerships {
            let mine: Vec<Applied> =
                changes.iter().filter(|c| c.record.partnership() == Some(id)).cloned().collect();
            self.apply_to(id, &mine);
        }
        self.0.versions.publish(Part::Across, last.sequence);
    }

    fn apply_to(&self, id: PartnershipId, changes: &[Applied]) {
        let Some(version) = changes.last().map(|change| change.sequence) else { return };
        // A graph that lags behind what was published would miss changes: it is dropped.
        match self.current(id).and_then(|graph| graph.apply(changes)) {
            Some(next) => self.0.graphs.insert(id, Arc::new(next)),
            None => self.0.graphs.invalidate(&id),
        }
        self.0.versions.publish(Part::Partnership(id), version);
    }
}

/// Reads the graph of a partnership inside a snapshot.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn read_graph(conn: &mut Conn, id: PartnershipId) -> Result<Option<PartnershipGraph>> {
    let records = records::of_partnership(conn, id)?;
    let version = change::last_of_partnership(conn, id)?;
    let begins = change::history_begins_at(conn, id)?.unwrap_or_default();
    Ok(PartnershipGraph::build(records, version, begins, None))
}
