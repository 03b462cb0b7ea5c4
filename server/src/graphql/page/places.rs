//! Pages of lists that are in memory.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Connection, Edge, Node, PageArgs, RecordObject, Total, decode_id, encode_id, unknown_cursor};
use crate::error::Result;
use crate::graph::view::{Listed, View};
use crate::graphql::object::At;
use crate::model::{AnyId, Entity, TypedId};
use crate::store::list::{Filter, Order};

/// What a record is ordered by; those of one list are all of one kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Its place: natural order.
    Place(u32),
    /// The last changed first.
    Updated(Reverse<(DateTime<Utc>, AnyId)>),
    /// By first day, those without one last.
    Day(bool, Option<NaiveDate>, AnyId),
}

/// What a record at a place is ordered by. Nouns that are listed by name stand in that
/// order in the graph.
fn key<T: Listed>(view: &View, place: u32, order: Order) -> Key {
    let record = &*view.node::<T>(place).record;
    match order {
        Order::Name => Key::Place(place),
        Order::Updated => Key::Updated(Reverse((record.moved_at(), record.id().into()))),
        Order::Day => {
            let day = record.facets().starts_on;
            Key::Day(day.is_none(), day, record.id().into())
        }
    }
}

/// A page of all records of a noun, in natural order.
///
/// # Errors
/// For arguments that are wrong, and when the budget is spent.
pub fn of_noun<O: RecordObject + Node>(view: &Arc<View>, args: &PageArgs) -> Result<Connection<O>> {
    of_places(view, view.all::<O::Noun>()?, args)
}

/// A page of places in natural order.
///
/// # Errors
/// For arguments that are wrong, and when the budget is spent.
pub fn of_places<O: RecordObject + Node>(
    view: &Arc<View>,
    places: Vec<u32>,
    args: &PageArgs,
) -> Result<Connection<O>> {
    page(view, places, (Order::Name, &Key::Place), args)
}

/// A page of the records of a noun that pass a filter; none: it names what does not exist.
///
/// # Errors
/// For arguments that are wrong, and when the budget is spent.
pub fn of_filter<O: RecordObject + Node>(
    view: &Arc<View>,
    filter: Option<Filter>,
    order: Order,
    args: &PageArgs,
) -> Result<Connection<O>> {
    let Some(filter) = filter else { return Ok(Connection::empty()) };
    let mut places = view.filtered::<O::Noun>(&filter)?;
    let key = |place| key::<O::Noun>(view, place, order);
    places.sort_by_key(|place| key(*place));
    page(view, places, (order, &key), args)
}

/// A page of places that are in an order, that of their keys.
fn page<O: RecordObject + Node>(
    view: &Arc<View>,
    places: Vec<u32>,
    (order, key): (Order, &dyn Fn(u32) -> Key),
    args: &PageArgs,
) -> Result<Connection<O>> {
    let (size, backward) = args.size()?;
    let total = places.len();
    // A record that has left the list still marks its place in it.
    let at = |cursor: &String| -> Result<Key> {
        let id = decode_id(cursor, <<O::Noun as Entity>::Id as TypedId>::ENTITY, order)?;
        view.any_place(id).map(key).ok_or_else(unknown_cursor)
    };
    let after = args.after.as_ref().map(at).transpose()?;
    let before = args.before.as_ref().map(at).transpose()?;
    let start = after.map_or(0, |after| places.partition_point(|place| key(*place) <= after));
    let end = before.map_or(total, |before| places.partition_point(|place| key(*place) < before));
    let window = places.get(start..end.max(start)).unwrap_or_default();
    let size = size as usize;
    let (from, to) = match backward {
        false => (0, size.min(window.len())),
        true => (window.len().saturating_sub(size), window.len()),
    };
    let page = window.get(from..to).unwrap_or_default();
    view.context().charge(page.len() as u32)?;
    let edge = |place: &u32| {
        let id: AnyId = view.node::<O::Noun>(*place).record.id().into();
        Edge { cursor: encode_id(id, order), node: O::of(At::new(view, *place)) }
    };
    Ok(Connection {
        edges: page.iter().map(edge).collect(),
        has_next: start + to < total,
        has_previous: start + from > 0,
        total: Total::Known(total as i64),
        horizon: None,
    })
}
