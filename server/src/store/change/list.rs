//! The history as a list: newest first, under the viewer's scope, found by seeking.
//!
//! A page is driven by the index of whatever narrows it most: one record, one actor, one
//! agency, one partnership. What else is asked is tried on what the index gives, in two
//! windows: when those hold too little, the page is short and says where to look on. What
//! nothing was found for is looked for further back, for a while. So no question reads for
//! longer than that, however long the history is.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::db::Conn;
use super::super::schema::change;
use super::details::Veil;
pub use super::stored::StoredChange;
use super::stored::select;
use super::visible::{column, homes, permitted, sees_whole, unowned};
use super::{details, sequence_at, sequence_before, unusual};
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::model::*;

/// Which changes; everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct ChangeFilter {
    /// Those of this record.
    pub entity: Option<AnyId>,
    /// Those of records of one of these types; empty: any.
    pub types: Vec<EntityType>,
    /// Those of this partnership's records.
    pub partnership: Option<PartnershipId>,
    /// Those made for this agency.
    pub agency: Option<AgencyId>,
    /// Those made by this actor: a user's id or a name of the system.
    pub actor: Option<String>,
    /// Those that did one of these; empty: any.
    pub actions: Vec<ChangeAction>,
    /// Those that an auditor should look at, or the others: the actions that `unusual` lists.
    pub unusual: Option<bool>,
    /// Those that changed this value.
    pub field: Option<String>,
    /// Those whose label, reason or text values hold all these words or beginnings.
    pub words: Vec<String>,
    /// Those made at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Those made at this moment or earlier.
    pub to: Option<DateTime<Utc>>,
}

impl ChangeFilter {
    /// Whether values must be read to tell which changes are asked for.
    fn is_by_values(&self) -> bool {
        self.field.is_some() || !self.words.is_empty()
    }
}

/// What is asked, by whom.
#[derive(Debug, Clone)]
pub struct ChangeQuery {
    /// What the viewer may see.
    pub scope: Scope,
    /// Which changes.
    pub filter: ChangeFilter,
}

/// Which part of the list: at most `limit`, between two sequences.
#[derive(Debug, Clone, Copy)]
pub struct ChangeSlice {
    /// How many at most.
    pub limit: usize,
    /// From the oldest on rather than from the newest back.
    pub backward: bool,
    /// Only changes older than this one.
    pub after: Option<u64>,
    /// Only changes newer than this one.
    pub before: Option<u64>,
}

/// A page of the history.
#[derive(Debug, Clone)]
pub struct ChangePage {
    /// The changes, newest first.
    pub changes: Vec<StoredChange>,
    /// Whether there are, or may be, more beyond.
    pub more: bool,
    /// How far was looked, when that was not to the end and not as far as the page is long.
    pub horizon: Option<u64>,
}

/// How much of an index is tried when everything asked stands in the change itself.
const WINDOWS: [i64; 2] = [200, 20_000];
/// How much is tried when the values must be read.
const VALUE_WINDOWS: [i64; 2] = [200, 2_000];
/// How long is looked on for the first change that is asked for.
const LOOKING: Duration = Duration::from_millis(500);
/// How many partnerships are merged; a viewer of more reads the history of all.
const MERGED: usize = 12;

/// What a page is driven by: the beginning of an index that ends in the sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Driver {
    Entity(AnyId),
    Actor(String),
    Agency(AgencyId),
    Partnership(PartnershipId),
    Type(EntityType),
    Action(ChangeAction),
    AtOnce,
    All,
}

impl Driver {
    pub(super) fn condition(&self) -> String {
        match self {
            Driver::Entity(id) => format!("change.entity_id = '{id}'"),
            Driver::Actor(id) => format!("change.actor_id = '{id}'"),
            Driver::Agency(id) => format!("change.actor_agency_id = '{id}'"),
            Driver::Partnership(id) => format!("change.partnership_id = '{id}'"),
            Driver::Type(entity) => format!("change.entity_type = '{}'", entity.word()),
            Driver::Action(action) => format!("change.action = '{}'", action.word()),
            Driver::AtOnce => unusual::AT_ONCE.to_owned(),
            Driver::All => "1 = 1".to_owned(),
        }
    }
}

fn drivers(query: &ChangeQuery) -> Vec<Driver> {
    let filter = &query.filter;
    if let Some(id) = filter.entity {
        return vec![Driver::Entity(id)];
    }
    if let Some(actor) = &filter.actor {
        return vec![Driver::Actor(actor.clone())];
    }
    if let Some(agency) = filter.agency {
        return vec![Driver::Agency(agency)];
    }
    if filter.unusual == Some(true) && filter.actions.is_empty() && filter.types.is_empty() {
        return unusual::drivers();
    }
    if !filter.actions.is_empty() && filter.actions.iter().all(|action| unusual::is_rare(*action)) {
        return filter.actions.iter().map(|action| Driver::Action(*action)).collect();
    }
    if !filter.types.is_empty() && filter.types.iter().all(|entity| entity.is_account()) {
        return filter.types.iter().map(|entity| Driver::Type(*entity)).collect();
    }
    if let Some(partnership) = filter.partnership {
        return vec![Driver::Partnership(partnership)];
    }
    match homes(&query.scope) {
        Some(homes) if homes.len() <= MERGED => {
            let asked = |entity: &EntityType| filter.types.is_empty() || filter.types.contains(entity);
            let types = unowned(&query.scope).into_iter().filter(asked).map(Driver::Type);
            homes.into_iter().map(Driver::Partnership).chain(types).collect()
        }
        _ if !filter.types.is_empty() => filter.types.iter().map(|entity| Driver::Type(*entity)).collect(),
        _ if !filter.actions.is_empty() => {
            filter.actions.iter().map(|action| Driver::Action(*action)).collect()
        }
        _ => vec![Driver::All],
    }
}

/// Whether a scope sees every change that a driver gives, and all of each.
pub(super) fn sees_all_of(scope: &Scope, driver: &Driver) -> bool {
    scope.everything || matches!(driver, Driver::Partnership(id) if sees_whole(scope, *id))
}

/// What is asked beside the driver.
pub(super) fn conditions(conn: &Conn, query: &ChangeQuery, driver: &Driver) -> Vec<String> {
    let filter = &query.filter;
    let mut all = Vec::new();
    if !sees_all_of(&query.scope, driver) {
        all.extend(permitted(conn, &query.scope));
    }
    if let Some(id) = filter.partnership.filter(|id| *driver != Driver::Partnership(*id)) {
        all.push(format!("{} = '{id}'", column(conn, "partnership_id")));
    }
    if let Some(id) = filter.agency.filter(|id| *driver != Driver::Agency(*id)) {
        all.push(format!("{} = '{id}'", column(conn, "actor_agency_id")));
    }
    if let Some(id) = filter.actor.as_ref().filter(|id| *driver != Driver::Actor((*id).clone())) {
        all.push(format!("{} = '{id}'", column(conn, "actor_id")));
    }
    if !filter.types.is_empty() && !matches!(driver, Driver::Type(_)) {
        all.push(one_of(&column(conn, "entity_type"), &filter.types));
    }
    if !filter.actions.is_empty() && !matches!(driver, Driver::Action(_)) {
        all.push(one_of(&column(conn, "action"), &filter.actions));
    }
    if let Some(wanted) = filter.unusual.filter(|wanted| !wanted || !unusual::is_driver(driver)) {
        all.push(unusual::condition(conn, wanted));
    }
    all
}

pub(super) fn one_of<W: Words>(column: &str, values: &[W]) -> String {
    let words: Vec<String> = values.iter().map(|value| format!("'{}'", value.word())).collect();
    format!("{column} IN ({})", words.join(", "))
}

/// Whether a text can be an actor's id: nothing else may stand in a statement.
pub fn is_actor(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b':' | b'-'))
}

/// Sequences above and below which nothing is looked at, both left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) above: i64,
    pub(super) below: i64,
}

impl Bounds {
    /// What is left beyond a sequence.
    fn beyond(self, sequence: i64, backward: bool) -> Bounds {
        match backward {
            false => Bounds { below: sequence, ..self },
            true => Bounds { above: sequence, ..self },
        }
    }

    /// What there is as far as a sequence, which is in it.
    fn up_to(self, sequence: i64, backward: bool) -> Bounds {
        match backward {
            false => Bounds { above: sequence - 1, ..self },
            true => Bounds { below: sequence + 1, ..self },
        }
    }
}

fn bounds(conn: &mut Conn, filter: &ChangeFilter, slice: &ChangeSlice) -> Result<Bounds> {
    let mut bounds = Bounds {
        above: slice.before.map_or(0, |sequence| sequence as i64),
        below: slice.after.map_or(i64::MAX, |sequence| sequence as i64),
    };
    if let Some(from) = filter.from {
        let before = sequence_before(conn, from)?;
        bounds.above = bounds.above.max(before as i64);
    }
    if let Some(to) = filter.to {
        bounds.below = bounds.below.min(sequence_at(conn, to)? as i64 + 1);
    }
    Ok(bounds)
}

/// What one driver found.
struct Run {
    found: Vec<StoredChange>,
    /// How far it looked, when it gave up before it had enough.
    horizon: Option<i64>,
}

/// A page of the history, newest first. An empty one that has more beyond it is what comes
/// of looking for a while.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn page(conn: &mut Conn, query: &ChangeQuery, slice: &ChangeSlice) -> Result<ChangePage> {
    page_within(conn, query, slice, LOOKING)
}

/// As [`page`], looking on for so long.
///
/// # Errors
/// As [`page`].
pub fn page_within(
    conn: &mut Conn,
    query: &ChangeQuery,
    slice: &ChangeSlice,
    limit: Duration,
) -> Result<ChangePage> {
    let (begun, mut slice) = (Instant::now(), *slice);
    loop {
        let page = look(conn, query, &slice)?;
        match page.horizon.filter(|_| page.changes.is_empty() && begun.elapsed() < limit) {
            None => return Ok(page),
            Some(edge) if slice.backward => slice.before = Some(edge),
            Some(edge) => slice.after = Some(edge),
        }
    }
}

/// What there is within the windows.
pub(super) fn look(conn: &mut Conn, query: &ChangeQuery, slice: &ChangeSlice) -> Result<ChangePage> {
    let nothing = ChangePage { changes: Vec::new(), more: false, horizon: None };
    if query.scope.is_anonymous() || query.filter.actor.as_ref().is_some_and(|id| !is_actor(id)) {
        return Ok(nothing);
    }
    let bounds = bounds(conn, &query.filter, slice)?;
    let wanted = slice.limit + 1;
    let mut changes = Vec::new();
    let mut horizon: Option<i64> = None;
    for driver in drivers(query) {
        let run = run(conn, query, &driver, bounds, (wanted, slice.backward))?;
        changes.extend(run.found);
        horizon = match (horizon, run.horizon) {
            (Some(a), Some(b)) if slice.backward => Some(a.min(b)),
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
    }
    match slice.backward {
        false => changes.sort_unstable_by_key(|change| Reverse(change.sequence)),
        true => changes.sort_unstable_by_key(|change| change.sequence),
    }
    // What two drivers found stands twice.
    changes.dedup_by_key(|change| change.sequence);
    if let Some(edge) = horizon {
        // Beyond it another driver may have found what this one has not looked for yet.
        let edge = edge as u64;
        changes.retain(|c| if slice.backward { c.sequence <= edge } else { c.sequence >= edge });
    }
    let full = changes.len() > slice.limit;
    changes.truncate(slice.limit);
    let horizon = horizon.filter(|_| !full).map(|edge| edge as u64);
    if slice.backward {
        changes.reverse();
    }
    Ok(ChangePage { changes, more: full || horizon.is_some(), horizon })
}

fn run(
    conn: &mut Conn,
    query: &ChangeQuery,
    driver: &Driver,
    mut bounds: Bounds,
    (wanted, backward): (usize, bool),
) -> Result<Run> {
    let conditions = conditions(conn, query, driver);
    let by_values = query.filter.is_by_values();
    let all = [vec![driver.condition()], conditions.clone()].concat().join(" AND ");
    if conditions.is_empty() && !by_values && sees_all_of(&query.scope, driver) {
        let found = select(conn, &all, bounds, wanted as i64, backward)?;
        return Ok(Run { found, horizon: None });
    }
    let mut found = Vec::new();
    let mut horizon = None;
    for window in if by_values { VALUE_WINDOWS } else { WINDOWS } {
        let edge = edge(conn, &driver.condition(), bounds, window, backward)?;
        let part = edge.map_or(bounds, |edge| bounds.up_to(edge, backward));
        sift(conn, query, &all, part, (wanted, backward), &mut found)?;
        horizon = edge;
        let Some(edge) = edge.filter(|_| found.len() < wanted) else { break };
        bounds = bounds.beyond(edge, backward);
    }
    let horizon = horizon.filter(|_| found.len() < wanted);
    Ok(Run { found, horizon })
}

/// The sequence at which a window of the driver's index ends; none when it holds less.
pub(super) fn edge(
    conn: &mut Conn,
    driver: &str,
    bounds: Bounds,
    window: i64,
    backward: bool,
) -> Result<Option<i64>> {
    let within = change::table
        .filter(sql::<Bool>(driver))
        .filter(change::sequence.gt(bounds.above))
        .filter(change::sequence.lt(bounds.below))
        .select(change::sequence)
        .into_boxed();
    let ordered = match backward {
        false => within.order(change::sequence.desc()),
        true => within.order(change::sequence.asc()),
    };
    Ok(ordered.offset(window - 1).limit(1).first(conn).optional()?)
}

/// How many changes' values are read at a time when the values are asked about.
const CHUNK: i64 = 100;

/// Adds to `found` those in a window that the viewer sees something of and whose values
/// are what is asked.
fn sift(
    conn: &mut Conn,
    query: &ChangeQuery,
    all: &str,
    mut part: Bounds,
    (wanted, backward): (usize, bool),
    found: &mut Vec<StoredChange>,
) -> Result<()> {
    let step = if query.filter.is_by_values() { CHUNK } else { wanted as i64 };
    loop {
        let chunk = select(conn, all, part, step, backward)?;
        let Some(last) = chunk.last().map(|change| change.sequence as i64) else { return Ok(()) };
        let is_last = (chunk.len() as i64) < step;
        let words = &query.filter.words;
        let mut kept: Vec<StoredChange> =
            chunk.into_iter().filter(|change| change.holds(words, false)).collect();
        let veils = details::veils(conn, &query.scope, &kept, !words.is_empty())?;
        let mut veils = veils.into_iter();
        // What is found by a reason that the viewer may not read would tell it.
        kept.retain(|change| match veils.next() {
            Some(Veil::Nothing) => true,
            Some(Veil::Reason) => words.is_empty() || change.holds(words, true),
            Some(Veil::Whole) | None => false,
        });
        if let Some(field) = &query.filter.field {
            let fields = details::fields(conn, &query.scope, &kept)?;
            let mut changed = fields.iter().map(|f| f.iter().any(|f| f.difference.field == *field));
            kept.retain(|_| changed.next().unwrap_or(false));
        }
        found.extend(kept);
        if found.len() >= wanted || is_last {
            found.truncate(wanted);
            return Ok(());
        }
        part = part.beyond(last, backward);
    }
}

/// One change, if the viewer may see it.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn find(conn: &mut Conn, scope: &Scope, sequence: u64) -> Result<Option<StoredChange>> {
    if scope.is_anonymous() {
        return Ok(None);
    }
    let condition = permitted(conn, scope).unwrap_or_else(|| "1 = 1".to_owned());
    let only = Bounds { above: sequence as i64 - 1, below: sequence as i64 + 1 };
    let found = select(conn, &condition, only, 1, false)?;
    let is_hidden = details::veils(conn, scope, &found, false)?.contains(&Veil::Whole);
    Ok(found.into_iter().next().filter(|_| !is_hidden))
}

/// All changes that the command of one made, whoever may see them: they stand together in
/// the history.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn together(conn: &mut Conn, one: &StoredChange) -> Result<Vec<StoredChange>> {
    let mut found = vec![one.clone()];
    for step in [-1, 1] {
        let mut sequence = one.sequence as i64 + step;
        while let Some(next) = at(conn, sequence)?.filter(|next| next.transaction == one.transaction) {
            found.push(next);
            sequence += step;
        }
    }
    Ok(found)
}

fn at(conn: &mut Conn, sequence: i64) -> Result<Option<StoredChange>> {
    let only = Bounds { above: sequence - 1, below: sequence + 1 };
    Ok(select(conn, "1 = 1", only, 1, false)?.pop())
}
