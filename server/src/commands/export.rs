//! Export: a partnership in memory as a partnership file.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::directory::Directory;
use crate::graph::partnership::PartnershipGraph;
use crate::graph::view::{Listed, View};
use crate::model::file::*;
use crate::model::occurrence::write_time;
use crate::model::*;

/// The records that a file is written from. What they link beyond them is left out.
#[derive(Default)]
struct Content {
    memberships: Vec<Arc<Membership>>,
    strategies: Vec<Arc<Strategy>>,
    priorities: Vec<Arc<Priority>>,
    focus_areas: Vec<Arc<FocusArea>>,
    meetings: Vec<Arc<Meeting>>,
    sittings: Vec<Arc<MeetingOccurrence>>,
    events: Vec<Arc<Event>>,
    event_occurrences: Vec<Arc<EventOccurrence>>,
    projects: Vec<Arc<Project>>,
    progress: Vec<Arc<ProgressUpdate>>,
    actions: Vec<Arc<Action>>,
    documents: Vec<Arc<Document>>,
    /// Whether agencies' succession is told although it was put away.
    archived: bool,
}

impl Content {
    /// Leaves out what stands under something that is not there.
    fn prune(&mut self) {
        let mut there: HashSet<AnyId> = self.strategies.iter().map(|s| s.id.into()).collect();
        there.extend(self.projects.iter().map(|p| AnyId::from(p.id)));
        self.priorities.retain(|p| there.contains(&p.strategy.into()));
        there.extend(self.priorities.iter().map(|p| AnyId::from(p.id)));
        self.focus_areas.retain(|area| there.contains(&area.priority.into()));
        there.extend(self.focus_areas.iter().map(|area| AnyId::from(area.id)));
        self.progress.retain(|p| p.subject().is_some_and(|subject| there.contains(&subject.into())));
        there.extend(self.meetings.iter().map(|m| AnyId::from(m.id)));
        self.sittings.retain(|s| there.contains(&s.meeting.into()));
        there.extend(self.events.iter().map(|e| AnyId::from(e.id)));
        self.event_occurrences.retain(|o| there.contains(&o.event.into()));
    }
}

macro_rules! content {
    ($each:ident($($arg:expr),*)) => {
        Content {
            memberships: $each($($arg),*)?,
            strategies: $each($($arg),*)?,
            priorities: $each($($arg),*)?,
            focus_areas: $each($($arg),*)?,
            meetings: $each($($arg),*)?,
            sittings: $each($($arg),*)?,
            events: $each($($arg),*)?,
            event_occurrences: $each($($arg),*)?,
            projects: $each($($arg),*)?,
            progress: $each($($arg),*)?,
            actions: $each($($arg),*)?,
            documents: $each($($arg),*)?,
            archived: false,
        }
    };
}

/// The whole of a partnership, whoever may see it.
///
/// # Errors
/// [`Error::Internal`] when a record names an agency that the directory lacks.
pub fn file_of(graph: &PartnershipGraph, directory: &Directory) -> Result<PartnershipFile> {
    fn every<T: Listed>(graph: &PartnershipGraph) -> Result<Vec<Arc<T>>> {
        Ok(in_order(T::list(graph).iter().map(|node| Arc::clone(&node.record))))
    }
    let content = Content { archived: true, ..content!(every(graph)) };
    Writer::new(&graph.partnership, &content, directory)?.file(&graph.partnership, &content)
}

/// What a view shows of a partnership. Links to what it does not show are left out, and
/// so is what stands under it.
///
/// # Errors
/// [`Error::LimitExceeded`] when the request has spent its budget; [`Error::Internal`]
/// when a record names an agency that the directory lacks.
pub fn public_file(view: &View) -> Result<PartnershipFile> {
    fn seen<T: Listed>(view: &View) -> Result<Vec<Arc<T>>> {
        let places = view.all::<T>()?;
        Ok(in_order(places.into_iter().filter_map(|place| Some(Arc::clone(&view.at::<T>(place)?.record)))))
    }
    let mut content = content!(seen(view));
    content.prune();
    Writer::new(view.partnership(), &content, view.directory())?.file(view.partnership(), &content)
}

/// A file as text: its fields in the order of the format, two spaces, a last newline.
///
/// # Errors
/// None in practice: a file is plain JSON.
pub fn to_json(file: &PartnershipFile) -> Result<String> {
    let mut text = serde_json::to_string_pretty(file).map_err(Error::internal)?;
    text.push('\n');
    Ok(text)
}

/// Ids rise as records are created, and an import creates them in the file's order.
fn in_order<T: Entity>(records: impl Iterator<Item = Arc<T>>) -> Vec<Arc<T>> {
    let mut records: Vec<Arc<T>> = records.collect();
    records.sort_by_key(|record| record.id());
    records
}

struct Writer<'a> {
    /// By record in the file, its key.
    keys: HashMap<AnyId, String>,
    directory: &'a Directory,
    agencies: Vec<&'a Arc<Agency>>,
    successions: Vec<&'a Arc<Succession>>,
}

mod entries;

impl<'a> Writer<'a> {
    fn new(partnership: &Partnership, content: &Content, directory: &'a Directory) -> Result<Self> {
        let mut keys = HashMap::new();
        let mut named = BTreeSet::new();
        macro_rules! note {
            ($($list:ident),*) => {$(
                for record in &content.$list {
                    keys.insert(AnyId::from(record.id), record.head.key.clone());
                    named.extend(record.agencies().into_iter().map(|(agency, _)| agency));
                }
            )*};
        }
        note!(memberships, strategies, priorities, focus_areas, meetings, sittings, events);
        note!(event_occurrences, projects, progress, actions, documents);
        keys.insert(partnership.id.into(), partnership.slug.clone());
        named.extend(content.memberships.iter().map(|m| m.agency));
        named.extend(content.strategies.iter().flat_map(|s| &s.approvals).filter_map(|a| a.agency));
        named.extend(content.sittings.iter().flat_map(|s| &s.attendance).map(|a| a.agency));
        let successions = succession(directory, &mut named, content.archived);
        let agency = |id: AgencyId| {
            directory.agency(id).ok_or_else(|| Error::internal(format!("the directory lacks {id}")))
        };
        let agencies = named.into_iter().map(agency).collect::<Result<_>>()?;
        Ok(Writer { keys, directory, agencies, successions })
    }

    /// The key of a record, if it is in the file.
    fn key(&self, id: impl Into<AnyId>) -> Option<String> {
        self.keys.get(&id.into()).cloned()
    }

    /// The key of a linked record, if there is one and it is in the file.
    fn link(&self, id: Option<impl Into<AnyId>>) -> Option<String> {
        self.key(id?)
    }

    /// The keys of those linked records that are in the file.
    fn links<I: Copy + Into<AnyId>>(&self, ids: &[I]) -> Vec<String> {
        ids.iter().filter_map(|id| self.key(*id)).collect()
    }

    /// The slug of an agency.
    fn slug(&self, id: AgencyId) -> String {
        self.directory.agency(id).map(|agency| agency.slug.clone()).unwrap_or_default()
    }

    /// The slugs of agencies.
    fn slugs(&self, ids: &[AgencyId]) -> Vec<String> {
        ids.iter().map(|id| self.slug(*id)).collect()
    }
}

/// The successions that lead from or to the agencies named, and in turn from or to those
/// that they lead to, which are named then.
fn succession<'a>(
    directory: &'a Directory,
    named: &mut BTreeSet<AgencyId>,
    archived: bool,
) -> Vec<&'a Arc<Succession>> {
    let mut rest: Vec<_> = directory.successions().iter().filter(|s| archived || !s.head.archived).collect();
    let mut told = Vec::new();
    loop {
        let reached =
            |s: &&Arc<Succession>| named.contains(&s.from) || s.to.is_some_and(|to| named.contains(&to));
        let (found, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(reached);
        if found.is_empty() {
            told.sort_by_key(|s: &&Arc<Succession>| s.id);
            return told;
        }
        named.extend(found.iter().flat_map(|s| s.to.into_iter().chain([s.from])));
        told.extend(found);
        rest = others;
    }
}

/// A position, where it is not the place in the list.
fn position(position: i32, place: usize) -> Option<i32> {
    (usize::try_from(position) != Ok(place + 1)).then_some(position)
}
