//! Who may see a record once its parents are considered.

use std::collections::HashMap;

use super::enums::{MeetingKind, Visibility};
use super::id::{AgencyId, AnyId};
use super::record::{Entity, Record};
use crate::error::Result;

/// The effective visibility of a record, and the agencies that see it when restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// The strictest of the record's own and its parents'.
    pub visibility: Visibility,
    /// The record's agencies and those of its parents, each once, sorted.
    pub agencies: Vec<AgencyId>,
}

impl Exposure {
    /// The exposure of a record under its parents' exposures.
    ///
    /// A record is never wider visible than any of its parents. A document is the one
    /// exception: it may belong to several records at once, of which a draft of the next
    /// strategy must not hide it, so the widest of its parents counts.
    pub fn of(record: &Record, parents: &[Exposure]) -> Exposure {
        let above = parents.iter().map(|parent| parent.visibility);
        let above = match record {
            Record::Document(_) => above.min(),
            _ => above.max(),
        };
        let visibility = record.visibility().max(above.unwrap_or(Visibility::Public));
        let own = record.agencies().into_iter().map(|(agency, _)| agency);
        let mut agencies: Vec<AgencyId> =
            own.chain(parents.iter().flat_map(|parent| parent.agencies.iter().copied())).collect();
        agencies.sort_unstable();
        agencies.dedup();
        Exposure { visibility, agencies }
    }
}

/// Whether a record is a case panel or was recorded at one: it is stored as restricted, not
/// only held to be. A document that belongs to anything else as well is not the panel's.
///
/// # Errors
/// Those of `find`.
pub fn is_of_panel(record: &Record, find: &mut dyn FnMut(AnyId) -> Result<Option<Record>>) -> Result<bool> {
    let above: Vec<AnyId> = match record {
        Record::Meeting(meeting) => return Ok(meeting.kind == MeetingKind::CasePanel),
        Record::MeetingOccurrence(sitting) => vec![sitting.meeting.into()],
        Record::Action(action) => action.raised_at.into_iter().map(AnyId::from).collect(),
        Record::Document(document) if document.sittings.len() == document.parents().len() => {
            document.parents()
        }
        _ => Vec::new(),
    };
    for id in &above {
        match find(*id)? {
            Some(record) if is_of_panel(&record, find)? => {}
            _ => return Ok(false),
        }
    }
    Ok(!above.is_empty())
}

/// Restricts what may be recorded at a case panel.
pub fn restrict(record: &mut Record) {
    match record {
        Record::MeetingOccurrence(sitting) => sitting.visibility = Visibility::Restricted,
        Record::Action(action) => action.visibility = Visibility::Restricted,
        Record::Document(document) => document.visibility = Visibility::Restricted,
        _ => {}
    }
}

/// The exposure of each of a partnership's records, from the records alone.
pub fn of_all(records: &[Record]) -> Vec<(&Record, Exposure)> {
    let by_id: HashMap<AnyId, &Record> = records.iter().map(|record| (record.id(), record)).collect();
    let mut known = HashMap::new();
    records.iter().map(|record| (record, exposure(record, &by_id, &mut known, 0))).collect()
}

/// Parents form no cycle and few levels; the bound is for what the database might hold.
const DEEPEST: u8 = 16;

fn exposure<'a>(
    record: &'a Record,
    by_id: &HashMap<AnyId, &'a Record>,
    known: &mut HashMap<AnyId, Exposure>,
    depth: u8,
) -> Exposure {
    if let Some(exposure) = known.get(&record.id()) {
        return exposure.clone();
    }
    let above = |id: AnyId| match by_id.get(&id) {
        Some(parent) if depth < DEEPEST => exposure(parent, by_id, known, depth + 1),
        _ => Exposure { visibility: Visibility::Restricted, agencies: Vec::new() },
    };
    let parents: Vec<Exposure> = record.parents().into_iter().map(above).collect();
    let own = Exposure::of(record, &parents);
    known.insert(record.id(), own.clone());
    own
}
