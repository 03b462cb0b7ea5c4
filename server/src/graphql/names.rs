//! Names that records of a plan bear already.

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::graph::view::View;
use crate::model::text::sort_name;
use crate::model::*;

/// How many names are looked for at once.
const MOST: usize = 200;

/// Those of `names` that a record of this type bears, whatever their case.
///
/// # Errors
/// [`Error::BadRequest`] for another type than meetings, events and projects;
/// [`Error::LimitExceeded`] for too many.
pub fn in_use(view: &View, of: EntityType, names: Vec<String>) -> Result<Vec<String>> {
    if names.len() > MOST {
        let message = format!("names has {} entries: give at most {MOST}.", names.len());
        return Err(Error::limit("names", MOST as u64, message));
    }
    let borne: HashSet<String> = match of {
        EntityType::Project => sort_names::<Project>(view, |project| &project.name)?,
        EntityType::Meeting => sort_names::<Meeting>(view, |meeting| &meeting.name)?,
        EntityType::Event => sort_names::<Event>(view, |event| &event.name)?,
        _ => return Err(Error::BadRequest("type is none of PROJECT, MEETING and EVENT.".into())),
    };
    Ok(names.into_iter().filter(|name| borne.contains(&sort_name(name))).collect())
}

fn sort_names<T: crate::graph::view::Listed>(
    view: &View,
    name: impl Fn(&T) -> &String,
) -> Result<HashSet<String>> {
    let places = view.all::<T>()?;
    Ok(places.iter().map(|place| sort_name(name(&view.node::<T>(*place).record))).collect())
}
