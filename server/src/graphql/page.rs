//! Connections: lists that are read in pages by cursor.

mod past;
mod places;
mod total;
mod whole;

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Object, OutputType, SimpleObject, TypeName};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::NaiveDate;
use tokio::sync::OnceCell;

use super::object::{At, Object as RecordObject};
use crate::error::{Error, Result};
use crate::graph::view::{Lens, View};
use crate::model::{AnyId, Entity, EntityType};
use crate::store::change::list::{ChangeQuery, ChangeSlice};
use crate::store::list::{self, ListQuery, Order, Place, Slice};
use crate::store::search::{Hit, HitSlice};

pub use places::{of_filter, of_noun, of_places};
use total::Total;
pub use whole::{number, of_all, skip};

/// Page size when none is asked for.
const DEFAULT: i64 = 20;
/// What counting a list charges: about what a page of it does.
const COUNT: u32 = 20;

/// What counting a history costs: it reads some thousand changes.
const COUNT_OF_HISTORY: u32 = 200;
/// Largest page.
const LARGEST: i64 = 100;

/// What one page of a list costs.
pub fn page_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let size = first.or(last).map_or(DEFAULT, i64::from).clamp(1, LARGEST);
    size as usize * child + 1
}

/// The arguments of a page, as every connection takes them.
#[derive(Debug, Default)]
pub struct PageArgs {
    /// At most so many from the beginning.
    pub first: Option<i32>,
    /// Only what comes after this cursor.
    pub after: Option<String>,
    /// At most so many from the end.
    pub last: Option<i32>,
    /// Only what comes before this cursor.
    pub before: Option<String>,
}

impl PageArgs {
    /// The arguments as given.
    pub fn new(first: Option<i32>, after: Option<String>, last: Option<i32>, before: Option<String>) -> Self {
        PageArgs { first, after, last, before }
    }

    /// How many, and whether from the end.
    fn size(&self) -> Result<(i64, bool)> {
        let (name, size) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(Error::bad_request("first and last cannot be given together: give one of them."));
            }
            (None, None) => return Ok((DEFAULT, false)),
            (Some(first), None) => ("first", first),
            (None, Some(last)) => ("last", last),
        };
        let size = i64::from(size);
        if size < 0 {
            return Err(Error::BadRequest(format!("{name} is {size}: give 0 to {LARGEST}.").into()));
        }
        if size > LARGEST {
            let message =
                format!("{name} is {size}: at most {LARGEST} are given at a time. Page on with after.");
            return Err(Error::limit("page", LARGEST as u64, message));
        }
        Ok((size, name == "last"))
    }
}

impl PageArgs {
    /// The slice of a search, and the size of the page: one more hit is asked for, which
    /// tells whether there is more.
    ///
    /// # Errors
    /// For arguments that are wrong.
    pub fn search_slice(&self) -> Result<(HitSlice, usize)> {
        let (size, backward) = self.size()?;
        let slice = HitSlice {
            limit: size + 1,
            backward,
            after: self.after.as_deref().map(decode_hit).transpose()?,
            before: self.before.as_deref().map(decode_hit).transpose()?,
        };
        Ok((slice, size as usize))
    }
}

/// The cursor of something found by search.
pub fn encode_hit(hit: &Hit) -> String {
    BASE64.encode(serde_json::json!([hit.id, hit.rank, hit.sort_name]).to_string())
}

fn decode_hit(cursor: &str) -> Result<Hit> {
    let bytes = BASE64.decode(cursor).map_err(|_| unknown_cursor())?;
    let (id, rank, sort_name): (AnyId, i32, String) =
        serde_json::from_slice(&bytes).map_err(|_| unknown_cursor())?;
    refuse_control(&sort_name)?;
    Ok(Hit { id, partnership: None, rank, sort_name })
}

/// Where in a list a page stands.
#[derive(SimpleObject, Debug, Default)]
pub struct PageInfo {
    /// Whether there is more after the last edge.
    pub has_next_page: bool,
    /// Whether there is more before the first edge.
    pub has_previous_page: bool,
    /// The cursor of the first edge; null on an empty page.
    pub start_cursor: Option<String>,
    /// The cursor of the last edge; null on an empty page.
    pub end_cursor: Option<String>,
}

/// An object that a connection lists.
pub trait Node: OutputType {
    /// The name of its type in the schema.
    const NAME: &'static str;
}

/// One entry of a page.
pub struct Edge<T> {
    cursor: String,
    node: T,
}

impl<T: Node> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Edge", T::NAME))
    }
}

/// One entry of a page.
#[Object(name_type)]
impl<T: Node> Edge<T> {
    /// The place of the entry: give it as `after` or `before` to page on from here.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
    /// The entry.
    async fn node(&self) -> &T {
        &self.node
    }
}

/// A page of a list.
pub struct Connection<T> {
    edges: Vec<Edge<T>>,
    has_next: bool,
    has_previous: bool,
    total: Total,
    /// Where to look on when that is not at the last edge.
    horizon: Option<String>,
}

impl<T: Node> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Connection", T::NAME))
    }
}

/// A page of a list.
#[Object(name_type)]
impl<T: Node> Connection<T> {
    /// The entries with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }
    /// The entries alone.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }
    /// Where in the list this page stands.
    async fn page_info(&self) -> PageInfo {
        let (mut first, mut last) = (self.edges.first(), self.edges.last());
        let horizon = self.horizon.clone();
        // Where looking stopped is the end in whose direction there is more.
        match horizon.is_some() && self.has_next {
            true => last = None,
            false if horizon.is_some() => first = None,
            false => {}
        }
        let cursor = |edge: Option<&Edge<T>>| edge.map(|edge| edge.cursor.clone());
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: cursor(first).or_else(|| horizon.clone().filter(|_| !self.has_next)),
            end_cursor: cursor(last).or_else(|| horizon.filter(|_| self.has_next)),
        }
    }
    /// How many entries the whole list has. A history is counted to 1,000 and for about a
    /// second: `totalIsAll` says whether it has more, or may have.
    async fn total_count(&self) -> Result<i64> {
        self.total.counted().await
    }
    /// Whether `totalCount` is of the whole list. False only of a history of more than
    /// 1,000 entries, and of one so long that what is asked for may also be further back
    /// than was looked: then there are at least so many.
    async fn total_is_all(&self) -> Result<bool> {
        self.total.is_all().await
    }
}

impl<T: Node> Connection<T> {
    /// A page without entries of a list without entries.
    pub fn empty() -> Self {
        Connection {
            edges: Vec::new(),
            has_next: false,
            has_previous: false,
            total: Total::Known(0),
            horizon: None,
        }
    }
}

/// A page of a list that crosses partnerships: which records it holds.
pub struct Found {
    places: Vec<Place>,
    order: Order,
    has_next: bool,
    has_previous: bool,
    total: Total,
}

/// Reads a page of a list that crosses partnerships, now or as it was.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn find(lens: &Arc<Lens>, query: ListQuery, args: &PageArgs) -> Result<Found> {
    if lens.as_of().is_some() {
        return past::find(lens, &query, args).await;
    }
    lens.note_across();
    let (size, backward) = args.size()?;
    let slice = Slice {
        limit: size + 1,
        backward,
        after: args.after.as_deref().map(|cursor| decode(cursor, &query)).transpose()?,
        before: args.before.as_deref().map(|cursor| decode(cursor, &query)).transpose()?,
    };
    let order = query.order;
    let (has_after, has_before) = (slice.after.is_some(), slice.before.is_some());
    let asked = query.clone();
    let mut places =
        lens.register().store().read_briefly(move |conn| list::slice(conn, &asked, &slice)).await?;
    let more = places.len() as i64 > size;
    if more {
        match backward {
            false => places.truncate(size as usize),
            true => drop(places.remove(0)),
        }
    }
    lens.context().charge(10 + places.len() as u32)?;
    let (has_next, has_previous) = match backward {
        false => (more, has_after),
        true => (has_before, more),
    };
    let total = Total::Count(Arc::clone(lens), Box::new(query));
    Ok(Found { places, order, has_next, has_previous, total })
}

impl Found {
    /// The page with the records' objects, in order. What has become invisible since the
    /// list was read is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn objects<O: RecordObject + Node>(self, lens: &Arc<Lens>) -> Result<Connection<O>>
    where
        <O::Noun as Entity>::Id: Into<AnyId>,
    {
        let mut edges = Vec::with_capacity(self.places.len());
        let mut open: Vec<Arc<View>> = Vec::new();
        for place in &self.places {
            let Some(home) = place.partnership else { continue };
            lens.register().remember_home(place.id, home);
            let known = open.iter().find(|view| view.partnership().id == home).cloned();
            let view = match known {
                Some(view) => view,
                None => match lens.open(home).await? {
                    Some(view) => {
                        open.push(Arc::clone(&view));
                        view
                    }
                    None => continue,
                },
            };
            if let Some(at) = view.place_of(place.id) {
                edges.push(Edge { cursor: encode(place, self.order), node: O::of(At::new(&view, at)) });
            }
        }
        Ok(self.connection(edges))
    }

    /// The page with objects made by `object` from the record's id.
    pub fn map<T: Node>(self, object: impl Fn(AnyId) -> Option<T>) -> Connection<T> {
        let edge = |place: &Place| Some(Edge { cursor: encode(place, self.order), node: object(place.id)? });
        let edges = self.places.iter().filter_map(edge).collect();
        self.connection(edges)
    }

    fn connection<T: Node>(self, edges: Vec<Edge<T>>) -> Connection<T> {
        Connection {
            edges,
            has_next: self.has_next,
            has_previous: self.has_previous,
            total: self.total,
            horizon: None,
        }
    }
}

/// A page of entries that somebody else found, each with its cursor.
pub fn of_entries<T: Node>(
    entries: Vec<(String, T)>,
    has_next: bool,
    has_previous: bool,
    total: i64,
) -> Connection<T> {
    let edges = entries.into_iter().map(|(cursor, node)| Edge { cursor, node }).collect();
    Connection { edges, has_next, has_previous, total: Total::Known(total), horizon: None }
}

impl PageArgs {
    /// The slice of the history.
    ///
    /// # Errors
    /// For arguments that are wrong.
    pub fn change_slice(&self) -> Result<ChangeSlice> {
        let (size, backward) = self.size()?;
        let sequence = |cursor: &String| cursor.parse().map_err(|_| unknown_cursor());
        Ok(ChangeSlice {
            limit: size as usize,
            backward,
            after: self.after.as_ref().map(sequence).transpose()?,
            before: self.before.as_ref().map(sequence).transpose()?,
        })
    }
}

/// A page of the history: changes with their sequences.
pub fn of_changes<T: Node>(
    lens: &Arc<Lens>,
    query: ChangeQuery,
    slice: &ChangeSlice,
    entries: Vec<(u64, T)>,
    (more, horizon): (bool, Option<u64>),
) -> Connection<T> {
    let edge = |(sequence, node): (u64, T)| Edge { cursor: sequence.to_string(), node };
    let (has_next, has_previous) = match slice.backward {
        false => (more, slice.after.is_some()),
        true => (slice.before.is_some(), more),
    };
    Connection {
        edges: entries.into_iter().map(edge).collect(),
        has_next,
        has_previous,
        total: Total::Bounded(Arc::clone(lens), Box::new(query), OnceCell::new()),
        horizon: horizon.map(|sequence| sequence.to_string()),
    }
}

fn unknown_cursor() -> Error {
    Error::bad_request("The cursor is not one of this list: use a cursor that an earlier page gave.")
}

/// Folded names hold none, and PostgreSQL takes no NUL: such a cursor is made up.
fn refuse_control(sort_name: &str) -> Result<()> {
    if sort_name.contains(char::is_control) { Err(unknown_cursor()) } else { Ok(()) }
}

/// What a cursor says of the order of its list. In another order the same record stands at
/// another place, and the page after it would be another.
fn order_word(order: Order) -> &'static str {
    match order {
        Order::Name => "name",
        Order::Updated => "updated",
        Order::Day => "day",
    }
}

/// Cursors are opaque to clients; inside: the order of the list, and the keys of the
/// record's place. The id tells of which noun the list is.
fn encode(place: &Place, order: Order) -> String {
    let day = place.day.map(|day| day.to_string());
    let keys = (order_word(order), place.id, &place.sort_name, place.updated_at, day);
    BASE64.encode(serde_json::json!(keys).to_string())
}

/// Reads a cursor of a list that crosses partnerships.
///
/// # Errors
/// [`Error::BadRequest`] when it is none, or one of another list.
fn decode(cursor: &str, query: &ListQuery) -> Result<Place> {
    let bytes = BASE64.decode(cursor).map_err(|_| unknown_cursor())?;
    let (order, id, sort_name, updated_at, day): (String, AnyId, String, i64, Option<NaiveDate>) =
        serde_json::from_slice(&bytes).map_err(|_| unknown_cursor())?;
    refuse_control(&sort_name)?;
    if order != order_word(query.order) || id.entity != query.entity {
        return Err(unknown_cursor());
    }
    Ok(Place { id, partnership: None, sort_name, updated_at, day })
}

/// The cursor of a list that is in memory: there the record itself knows its keys.
fn encode_id(id: AnyId, order: Order) -> String {
    BASE64.encode(serde_json::json!((order_word(order), id)).to_string())
}

/// Reads a cursor of a list that is in memory.
///
/// # Errors
/// [`Error::BadRequest`] when it is none, or one of another list.
fn decode_id(cursor: &str, noun: EntityType, order: Order) -> Result<AnyId> {
    let bytes = BASE64.decode(cursor).map_err(|_| unknown_cursor())?;
    let (word, id): (String, AnyId) = serde_json::from_slice(&bytes).map_err(|_| unknown_cursor())?;
    if word != order_word(order) || id.entity != noun {
        return Err(unknown_cursor());
    }
    Ok(id)
}
