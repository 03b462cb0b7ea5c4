//! What stands under no priority of the strategy shown, so that the page holds all.

use maud::html;

use super::{Part, items, priorities_of};
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked};
use crate::model::*;

/// Meetings that stand under no priority and are not the board.
pub fn meetings(view: &View, strategy: Option<u32>) -> Result<Option<Part>> {
    let priorities = priorities_of(view, strategy)?;
    let shown = |id| priorities.iter().any(|priority| priority.record.meetings.contains(&id));
    let mut rest = all::<Meeting>(view)?;
    rest.retain(|node| !node.record.is_board && !shown(node.record.id));
    let heading = if priorities.is_empty() { "Meetings" } else { "Other meetings" };
    Ok((!rest.is_empty()).then(|| Part::new("meetings", heading, items::meetings(view, &rest))))
}

/// Events that stand under no priority.
pub fn events(view: &View, strategy: Option<u32>) -> Result<Option<Part>> {
    let priorities = priorities_of(view, strategy)?;
    let shown = |id| priorities.iter().any(|priority| priority.record.events.contains(&id));
    let mut rest = all::<Event>(view)?;
    rest.retain(|node| !shown(node.record.id));
    let heading = if priorities.is_empty() { "Events" } else { "Other events" };
    Ok((!rest.is_empty()).then(|| Part::new("events", heading, items::events(view, &rest))))
}

/// Projects and schemes that stand under no priority.
pub fn projects(view: &View, strategy: Option<u32>) -> Result<Option<Part>> {
    let priorities = priorities_of(view, strategy)?;
    let shown = |id| priorities.iter().any(|priority| priority.record.projects.contains(&id));
    let mut rest = all::<Project>(view)?;
    rest.retain(|node| !shown(node.record.id));
    if rest.is_empty() {
        return Ok(None);
    }
    let heading = if priorities.is_empty() { "Projects and schemes" } else { "Other projects and schemes" };
    Ok(Some(Part::new("projects", heading, items::projects(view, &rest)?)))
}

/// Documents that belong to nothing else that the page shows.
pub fn documents(view: &View, strategy: Option<u32>) -> Result<Option<Part>> {
    let priorities: Vec<_> = priorities_of(view, strategy)?.iter().map(|node| node.record.id).collect();
    let edition = linked::<Strategy>(view, strategy)?.map(|node| node.record.id);
    let mut rest = all::<Document>(view)?;
    rest.retain(|node| {
        let document = &node.record;
        !document.strategies.iter().any(|id| Some(*id) == edition)
            && !document.priorities.iter().any(|id| priorities.contains(id))
            && !document.projects.iter().any(|id| view.place_of(*id).is_some())
    });
    let content = html! {
        ul { @for document in &rest { li { (super::strategy::entry(view, &document.record)) } } }
    };
    Ok((!rest.is_empty()).then(|| Part::new("documents", "Other documents", content)))
}
