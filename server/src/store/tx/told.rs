//! What those are told of a record who may not see all that it links.
//!
//! A priority lists its schemes, and a restricted one may be among them; a public scheme may
//! be put under a priority of a draft. Version and time of the last change would tell those
//! outside that something was put there or taken out, so a change of nothing else moves
//! neither for them.

use std::collections::HashSet;

use serde_json::Value;

use super::super::{Conn, entity};
use crate::error::Result;
use crate::model::record::Told;
use crate::model::*;

/// Notes in a record that is about to be saved what is told of it. `linked` says which
/// records list it from now on, and no longer.
pub(super) fn note(
    conn: &mut Conn,
    before: Option<&Record>,
    after: &mut Record,
    linked: Option<&Value>,
) -> Result<()> {
    let told = match before {
        Some(before) => Told::after(before, after.head(), is_hidden(conn, before, after, linked)?),
        None => None,
    };
    after.set_told(told);
    Ok(())
}

/// Whether all that a change does is to link, to link no longer, or to put in another order,
/// what is not public.
fn is_hidden(conn: &mut Conn, before: &Record, after: &Record, linked: Option<&Value>) -> Result<bool> {
    let linking = linked.map(linking).unwrap_or_default();
    let linked: HashSet<AnyId> =
        listed(before).into_iter().chain(listed(after)).chain(linking.clone()).collect();
    if linked.is_empty() || without(before, &linked) != without(after, &linked) {
        return Ok(false);
    }
    let mut hidden = HashSet::new();
    for id in linked {
        if entity::exposures(conn, &[id])?.iter().any(|exposure| exposure.visibility != Visibility::Public) {
            hidden.insert(id);
        }
    }
    let links_only_hidden = linking.iter().all(|id| hidden.contains(id));
    Ok(links_only_hidden && without(before, &hidden) == without(after, &hidden))
}

/// The records that list it from now on and no longer, by field and by what became of them.
fn linking(linked: &Value) -> Vec<AnyId> {
    let fields = linked.as_object().into_iter().flat_map(|fields| fields.values());
    let lists = fields.filter_map(Value::as_object).flat_map(|field| field.values());
    let ids = lists.filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    ids.filter_map(|id| id.parse().ok()).collect()
}

fn listed(record: &Record) -> Vec<AnyId> {
    match record {
        Record::Priority(priority) => {
            let meetings = priority.meetings.iter().map(|id| AnyId::from(*id));
            let events = priority.events.iter().map(|id| AnyId::from(*id));
            let projects = priority.projects.iter().map(|id| AnyId::from(*id));
            meetings.chain(events).chain(projects).chain(priority.carried_from.map(AnyId::from)).collect()
        }
        Record::FocusArea(focus_area) => {
            let projects = focus_area.projects.iter().map(|id| AnyId::from(*id));
            projects.chain(focus_area.carried_from.map(AnyId::from)).collect()
        }
        Record::Strategy(strategy) => strategy.supersedes.iter().map(|id| AnyId::from(*id)).collect(),
        Record::Document(document) => document.parents(),
        Record::Meeting(meeting) => meeting.parent.iter().map(|id| AnyId::from(*id)).collect(),
        _ => Vec::new(),
    }
}

/// A record as if it did not list these, and without what every change alters.
fn without(record: &Record, these: &HashSet<AnyId>) -> Record {
    let mut rest = record.clone();
    match &mut rest {
        Record::Priority(priority) => {
            priority.meetings.retain(|id| !these.contains(&AnyId::from(*id)));
            priority.events.retain(|id| !these.contains(&AnyId::from(*id)));
            priority.projects.retain(|id| !these.contains(&AnyId::from(*id)));
            priority.carried_from = priority.carried_from.filter(|id| !these.contains(&AnyId::from(*id)));
        }
        Record::FocusArea(focus_area) => {
            focus_area.projects.retain(|id| !these.contains(&AnyId::from(*id)));
            focus_area.carried_from = focus_area.carried_from.filter(|id| !these.contains(&AnyId::from(*id)));
        }
        Record::Strategy(strategy) => {
            strategy.supersedes = strategy.supersedes.filter(|id| !these.contains(&AnyId::from(*id)));
        }
        Record::Document(document) => {
            document.strategies.retain(|id| !these.contains(&AnyId::from(*id)));
            document.priorities.retain(|id| !these.contains(&AnyId::from(*id)));
            document.projects.retain(|id| !these.contains(&AnyId::from(*id)));
            document.sittings.retain(|id| !these.contains(&AnyId::from(*id)));
        }
        Record::Meeting(meeting) => {
            meeting.parent = meeting.parent.filter(|id| !these.contains(&AnyId::from(*id)));
        }
        _ => {}
    }
    rest.set_told(None);
    let head = rest.head_mut();
    (head.version, head.updated_at) = Default::default();
    rest
}
