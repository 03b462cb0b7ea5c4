//! Shorthands for reading a view.

use crate::error::Result;
use crate::graph::partnership::Node;
use crate::graph::view::{Listed, View};
use crate::model::*;

/// A node of a noun, with its links.
pub type NodeOf<T> = Node<T, <T as Listed>::Links>;

/// All records of a noun that the viewer sees, in natural order.
///
/// # Errors
/// When the request has spent its budget.
pub fn all<T: Listed>(view: &View) -> Result<Vec<&NodeOf<T>>> {
    Ok(view.all::<T>()?.into_iter().filter_map(|place| view.at::<T>(place)).collect())
}

/// Of some places, the records that the viewer sees.
///
/// # Errors
/// When the request has spent its budget.
pub fn seen<'v, T: Listed>(view: &'v View, places: &[u32]) -> Result<Vec<&'v NodeOf<T>>> {
    Ok(view.seen::<T>(places)?.into_iter().filter_map(|place| view.at::<T>(place)).collect())
}

/// The record at a link, if the viewer sees it and it is not archived.
///
/// # Errors
/// When the request has spent its budget.
pub fn linked<T: Listed>(view: &View, place: Option<u32>) -> Result<Option<&NodeOf<T>>> {
    Ok(seen::<T>(view, place.as_slice())?.into_iter().next())
}

/// The agencies with these ids; agencies are public.
pub fn agencies<'v>(view: &'v View, ids: &[AgencyId]) -> Vec<&'v Agency> {
    ids.iter().filter_map(|id| view.directory().agency(*id)).map(|agency| &**agency).collect()
}

/// The names of the agencies with these ids.
pub fn names<'v>(view: &'v View, ids: &[AgencyId]) -> Vec<&'v str> {
    agencies(view, ids).into_iter().map(|agency| agency.name.as_str()).collect()
}

/// The words that a source quotes for a field of a record.
pub fn quoted<'s>(sources: &'s [Source], field: &str) -> Option<&'s str> {
    sources.iter().find(|source| source.field.as_deref() == Some(field))?.quote.as_deref()
}
