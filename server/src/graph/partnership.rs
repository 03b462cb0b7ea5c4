//! One partnership in memory: its records, who may see each, and the links between them.

mod links;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::list::List;
use crate::model::text::sort_name;
use crate::model::*;
use crate::store::change::Applied;

pub use links::*;

/// A record of the graph, with what is derived from the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<T, L = ()> {
    /// The record.
    pub record: Arc<T>,
    /// Who may see it: as of a moment that has passed, who might then and may now.
    pub exposure: Exposure,
    /// How visible it was at the moment that is looked at.
    pub visibility: Visibility,
    /// The places of what it links, each in the list of its noun.
    pub links: L,
}

/// Whether a change of a project leaves its place, its links and who sees it as they are.
fn keeps_project(before: &Project, after: &Project) -> bool {
    before.name == after.name
        && before.visibility == after.visibility
        && before.lead_agency == after.lead_agency
        && before.partner_agencies == after.partner_agencies
}

/// The same for an action.
fn keeps_action(before: &Action, after: &Action) -> bool {
    before.due_on == after.due_on
        && before.visibility == after.visibility
        && before.owners == after.owners
        && before.raised_at == after.raised_at
        && before.project == after.project
        && before.priority == after.priority
}

/// One partnership, immutable. Lists are in their natural order.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnershipGraph {
    /// The sequence of its last change.
    pub version: u64,
    /// When its first change was made.
    pub history_begins_at: DateTime<Utc>,
    /// The partnership.
    pub partnership: Arc<Partnership>,
    /// Its members, in published order.
    pub memberships: List<Node<Membership>>,
    /// Its strategies, the latest first.
    pub strategies: List<Node<Strategy, StrategyLinks>>,
    /// The priorities of all strategies, in order within each.
    pub priorities: List<Node<Priority, PriorityLinks>>,
    /// The focus areas of all priorities, in order within each.
    pub focus_areas: List<Node<FocusArea, FocusAreaLinks>>,
    /// Its meetings, by name.
    pub meetings: List<Node<Meeting, SeriesLinks>>,
    /// Their sittings, earliest first, undated last.
    pub sittings: List<Node<MeetingOccurrence, SittingLinks>>,
    /// Its events, by name.
    pub events: List<Node<Event, SeriesLinks>>,
    /// Their occurrences, earliest first, undated last.
    pub event_occurrences: List<Node<EventOccurrence, EventOccurrenceLinks>>,
    /// Its projects, by name.
    pub projects: List<Node<Project, ProjectLinks>>,
    /// Its progress updates, newest first.
    pub progress: List<Node<ProgressUpdate>>,
    /// Its actions, by due date, undated last.
    pub actions: List<Node<Action>>,
    /// Its documents, in order.
    pub documents: List<Node<Document>>,
    places: Arc<HashMap<AnyId, u32>>,
}

macro_rules! nouns {
    ($each:ident) => {
        $each!(
            memberships: Membership, strategies: Strategy, priorities: Priority, focus_areas: FocusArea,
            meetings: Meeting, sittings: MeetingOccurrence, events: Event,
            event_occurrences: EventOccurrence, projects: Project, progress: ProgressUpdate,
            actions: Action, documents: Document,
        )
    };
}

impl PartnershipGraph {
    /// Builds the graph of a partnership from its records; none when the partnership
    /// itself is not among them.
    ///
    /// `now` is the graph as it stands today, given when this one is of the past: then
    /// nothing is wider visible than both allow.
    pub fn build(
        records: Vec<Record>,
        version: u64,
        history_begins_at: DateTime<Utc>,
        now: Option<&PartnershipGraph>,
    ) -> Option<PartnershipGraph> {
        let partnership = records.iter().find_map(|record| match record {
            Record::Partnership(partnership) => Some(Arc::new(partnership.clone())),
            _ => None,
        })?;
        let mut exposures: HashMap<AnyId, Exposure> = exposure::of_all(&records)
            .into_iter()
            .map(|(record, exposure)| (record.id(), exposure))
            .collect();
        let visible: HashMap<AnyId, Visibility> =
            exposures.iter().map(|(id, exposure)| (*id, exposure.visibility)).collect();
        if let Some(now) = now {
            for (id, exposure) in &mut exposures {
                narrow(exposure, now.exposure(*id));
            }
        }
        let mut graph = PartnershipGraph {
            version,
            history_begins_at,
            partnership,
            memberships: List::default(),
            strategies: List::default(),
            priorities: List::default(),
            focus_areas: List::default(),
            meetings: List::default(),
            sittings: List::default(),
            events: List::default(),
            event_occurrences: List::default(),
            projects: List::default(),
            progress: List::default(),
            actions: List::default(),
            documents: List::default(),
            places: Arc::default(),
        };
        for record in records {
            let exposure = exposures.remove(&record.id()).unwrap_or_else(nobody);
            let visibility = visible.get(&record.id()).copied().unwrap_or(exposure.visibility);
            graph.push(record, exposure, visibility);
        }
        graph.order();
        graph.place();
        graph.link();
        Some(graph)
    }

    /// The graph after these changes, all of this partnership.
    pub fn apply(&self, changes: &[Applied]) -> Option<PartnershipGraph> {
        self.replaced(changes).or_else(|| self.rebuilt(changes))
    }

    /// The graph with records put in the place of those before, when none of the changes
    /// moves anything else: by far the commonest case, and much the cheaper.
    fn replaced(&self, changes: &[Applied]) -> Option<PartnershipGraph> {
        let mut next = self.clone();
        for change in changes {
            let place = next.place_of(change.record.id())? as usize;
            match &change.record {
                Record::Project(after) => {
                    let node = &mut next.projects[place];
                    keeps_project(&node.record, after).then(|| node.record = Arc::new(after.clone()))?;
                }
                Record::Action(after) => {
                    let node = &mut next.actions[place];
                    keeps_action(&node.record, after).then(|| node.record = Arc::new(after.clone()))?;
                }
                _ => return None,
            }
            next.version = change.sequence;
        }
        Some(next)
    }

    fn rebuilt(&self, changes: &[Applied]) -> Option<PartnershipGraph> {
        let mut records = self.records();
        let mut places: HashMap<AnyId, usize> =
            records.iter().enumerate().map(|(i, record)| (record.id(), i)).collect();
        let mut version = self.version;
        for change in changes {
            version = change.sequence;
            match places.get(&change.record.id()) {
                Some(place) => records[*place] = change.record.clone(),
                None => {
                    places.insert(change.record.id(), records.len());
                    records.push(change.record.clone());
                }
            }
        }
        Self::build(records, version, self.history_begins_at, None)
    }

    fn push(&mut self, record: Record, exposure: Exposure, visibility: Visibility) {
        macro_rules! push {
            ($($list:ident: $noun:ident,)*) => {
                match record {
                    $(Record::$noun(r) => self.$list.push(Node { record: Arc::new(r), exposure, visibility, links: Default::default() }),)*
                    Record::Partnership(_) | Record::Agency(_) | Record::Succession(_) => {}
                    Record::User(_) | Record::RoleGrant(_) | Record::ApiKey(_) | Record::UpdateRequest(_) => {}
                }
            };
        }
        nouns!(push);
    }

    /// All records, the partnership first.
    pub fn records(&self) -> Vec<Record> {
        let mut records = vec![Record::Partnership((*self.partnership).clone())];
        macro_rules! collect {
            ($($list:ident: $noun:ident,)*) => {
                $(records.extend(self.$list.iter().map(|node| Record::$noun((*node.record).clone())));)*
            };
        }
        nouns!(collect);
        records
    }

    fn order(&mut self) {
        self.memberships
            .sort_by_cached_key(|n| (n.record.position, sort_name(&n.record.name_as_published), n.record.id));
        self.strategies.sort_by_key(|n| (std::cmp::Reverse(n.record.starts_on), n.record.id));
        self.priorities.sort_by_key(|n| (n.record.strategy, n.record.position, n.record.id));
        self.focus_areas.sort_by_key(|n| (n.record.priority, n.record.position, n.record.id));
        self.meetings.sort_by_cached_key(|n| (sort_name(&n.record.name), n.record.id));
        self.sittings.sort_by_key(|n| {
            (
                n.record.when.starts_on.is_none(),
                n.record.when.starts_on,
                n.record.when.start_time,
                n.record.id,
            )
        });
        self.events.sort_by_cached_key(|n| (sort_name(&n.record.name), n.record.id));
        self.event_occurrences.sort_by_key(|n| {
            (
                n.record.when.starts_on.is_none(),
                n.record.when.starts_on,
                n.record.when.start_time,
                n.record.id,
            )
        });
        self.projects.sort_by_cached_key(|n| (sort_name(&n.record.name), n.record.id));
        self.progress.sort_by_key(|n| std::cmp::Reverse((n.record.on, n.record.id)));
        self.actions.sort_by_key(|n| (n.record.due_on.is_none(), n.record.due_on, n.record.id));
        self.documents.sort_by_key(|n| (n.record.position, n.record.id));
    }

    fn place(&mut self) {
        let mut places = HashMap::new();
        macro_rules! place {
            ($($list:ident: $noun:ident,)*) => {
                $(for (i, node) in self.$list.iter().enumerate() {
                    places.insert(node.record.id.into(), i as u32);
                })*
            };
        }
        nouns!(place);
        self.places = Arc::new(places);
    }

    /// The place of a record in the list of its noun.
    pub fn place_of(&self, id: impl Into<AnyId>) -> Option<u32> {
        self.places.get(&id.into()).copied()
    }

    /// A record of the graph.
    pub fn record(&self, id: AnyId) -> Option<Record> {
        let place = self.place_of(id)? as usize;
        macro_rules! record {
            ($($list:ident: $noun:ident,)*) => {
                match id.entity {
                    $(EntityType::$noun => self.$list.get(place).map(|node| Record::$noun((*node.record).clone())),)*
                    _ => None,
                }
            };
        }
        nouns!(record)
    }

    /// Who may see a record of the graph.
    pub fn exposure(&self, id: AnyId) -> Option<&Exposure> {
        if id == AnyId::from(self.partnership.id) {
            return Some(&PUBLIC);
        }
        let place = self.place_of(id)? as usize;
        macro_rules! exposure {
            ($($list:ident: $noun:ident,)*) => {
                match id.entity {
                    $(EntityType::$noun => self.$list.get(place).map(|node| &node.exposure),)*
                    _ => None,
                }
            };
        }
        nouns!(exposure)
    }

    /// About how many bytes it takes: what the cache counts.
    pub fn weight(&self) -> u32 {
        let mut bytes = 4_096 + self.places.len() * 64;
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        macro_rules! fixed {
            ($($list:ident: $noun:ident,)*) => {
                $(bytes += self.$list.iter().map(|n| {
                    std::mem::size_of_val(n) + std::mem::size_of::<$noun>() + 160 + n.record.head.sources.len() * 400
                }).sum::<usize>();)*
            };
        }
        nouns!(fixed);
        bytes += self.projects.iter().map(|n| text(&n.record.description)).sum::<usize>();
        bytes += self.meetings.iter().map(|n| text(&n.record.description)).sum::<usize>();
        bytes += self.events.iter().map(|n| text(&n.record.description)).sum::<usize>();
        bytes += self.progress.iter().map(|n| text(&n.record.narrative)).sum::<usize>();
        bytes += self
            .sittings
            .iter()
            .map(|n| text(&n.record.summary) + n.record.attendance.len() * 80)
            .sum::<usize>();
        bytes += self.actions.iter().map(|n| n.record.text.len()).sum::<usize>();
        // The allocator rounds up and keeps some for itself: a quarter, as measured under
        // a load that reads more than the cache holds.
        u32::try_from(bytes + bytes / 4).unwrap_or(u32::MAX)
    }
}

static PUBLIC: Exposure = Exposure { visibility: Visibility::Public, agencies: Vec::new() };

fn nobody() -> Exposure {
    Exposure { visibility: Visibility::Restricted, agencies: Vec::new() }
}

/// Narrows what was visible then to what is visible now as well.
fn narrow(then: &mut Exposure, now: Option<&Exposure>) {
    let now = now.cloned().unwrap_or_else(nobody);
    match (then.visibility, now.visibility) {
        (Visibility::Restricted, Visibility::Restricted) => {
            then.agencies.retain(|a| now.agencies.contains(a))
        }
        (_, Visibility::Restricted) => *then = now,
        _ => then.visibility = then.visibility.max(now.visibility),
    }
}
