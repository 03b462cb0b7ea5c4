//! What the nodes of a graph link: places in the lists of other nouns.

use std::sync::Arc;

use super::PartnershipGraph;
use crate::model::*;

/// Places in one of the graph's lists.
pub type Places = Vec<u32>;

/// What a strategy links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StrategyLinks {
    /// Its priorities, in order.
    pub priorities: Places,
    /// Its documents.
    pub documents: Places,
}

/// What a priority links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriorityLinks {
    /// Its strategy.
    pub strategy: Option<u32>,
    /// Its focus areas, in order.
    pub focus_areas: Places,
    /// Its meetings, in published order.
    pub meetings: Places,
    /// Its events, in published order.
    pub events: Places,
    /// Its projects, in published order.
    pub projects: Places,
    /// Its progress updates, newest first.
    pub progress: Places,
    /// Its documents.
    pub documents: Places,
}

/// What a focus area links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FocusAreaLinks {
    /// Its priority.
    pub priority: Option<u32>,
    /// Its projects, in order.
    pub projects: Places,
    /// Its progress updates, newest first.
    pub progress: Places,
}

/// What a meeting or an event links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesLinks {
    /// The priorities it stands under, of every edition.
    pub priorities: Places,
    /// Its occurrences, earliest first, undated last.
    pub occurrences: Places,
}

/// What a sitting links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SittingLinks {
    /// Its meeting.
    pub meeting: Option<u32>,
    /// The actions raised at it.
    pub actions: Places,
    /// Its documents.
    pub documents: Places,
}

/// What an occurrence of an event links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventOccurrenceLinks {
    /// Its event.
    pub event: Option<u32>,
}

/// What a project links.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProjectLinks {
    /// The priorities it stands under, of every edition.
    pub priorities: Places,
    /// The focus areas it serves, of every edition.
    pub focus_areas: Places,
    /// Its progress updates, newest first.
    pub progress: Places,
    /// Its actions.
    pub actions: Places,
    /// Its documents.
    pub documents: Places,
}

impl PartnershipGraph {
    /// Fills in what each node links.
    pub(super) fn link(&mut self) {
        self.link_plan();
        self.link_series();
        self.link_reports();
    }

    /// Strategies, priorities and focus areas with what stands under them, both ways.
    fn link_plan(&mut self) {
        for place in 0..self.priorities.len() {
            let priority = Arc::clone(&self.priorities[place].record);
            let links = PriorityLinks {
                strategy: self.place_of(priority.strategy),
                meetings: self.places_of(&priority.meetings),
                events: self.places_of(&priority.events),
                projects: self.places_of(&priority.projects),
                ..PriorityLinks::default()
            };
            let place_u32 = place as u32;
            if let Some(strategy) = links.strategy {
                self.strategies[strategy as usize].links.priorities.push(place_u32);
            }
            for meeting in &links.meetings {
                self.meetings[*meeting as usize].links.priorities.push(place_u32);
            }
            for event in &links.events {
                self.events[*event as usize].links.priorities.push(place_u32);
            }
            for project in &links.projects {
                self.projects[*project as usize].links.priorities.push(place_u32);
            }
            self.priorities[place].links = links;
        }
        for place in 0..self.focus_areas.len() {
            let focus_area = Arc::clone(&self.focus_areas[place].record);
            let priority = self.place_of(focus_area.priority);
            let projects = self.places_of(&focus_area.projects);
            if let Some(priority) = priority {
                self.priorities[priority as usize].links.focus_areas.push(place as u32);
            }
            for project in &projects {
                self.projects[*project as usize].links.focus_areas.push(place as u32);
            }
            self.focus_areas[place].links = FocusAreaLinks { priority, projects, progress: Vec::new() };
        }
    }

    fn link_series(&mut self) {
        for place in 0..self.sittings.len() {
            let meeting = self.place_of(self.sittings[place].record.meeting);
            if let Some(meeting) = meeting {
                self.meetings[meeting as usize].links.occurrences.push(place as u32);
            }
            self.sittings[place].links.meeting = meeting;
        }
        for place in 0..self.event_occurrences.len() {
            let event = self.place_of(self.event_occurrences[place].record.event);
            if let Some(event) = event {
                self.events[event as usize].links.occurrences.push(place as u32);
            }
            self.event_occurrences[place].links.event = event;
        }
    }

    /// Progress, actions and documents at what they are about.
    fn link_reports(&mut self) {
        for place in 0..self.progress.len() {
            let subject = self.progress[place].record.subject().map(AnyId::from);
            let Some((subject, at)) = subject.and_then(|id| Some((id, self.place_of(id)? as usize))) else {
                continue;
            };
            match subject.entity {
                EntityType::Project => self.projects[at].links.progress.push(place as u32),
                EntityType::Priority => self.priorities[at].links.progress.push(place as u32),
                EntityType::FocusArea => self.focus_areas[at].links.progress.push(place as u32),
                _ => {}
            }
        }
        for place in 0..self.actions.len() {
            let action = Arc::clone(&self.actions[place].record);
            if let Some(project) = action.project.and_then(|id| self.place_of(id)) {
                self.projects[project as usize].links.actions.push(place as u32);
            }
            if let Some(sitting) = action.raised_at.and_then(|id| self.place_of(id)) {
                self.sittings[sitting as usize].links.actions.push(place as u32);
            }
        }
        for place in 0..self.documents.len() {
            let document = Arc::clone(&self.documents[place].record);
            for strategy in self.places_of(&document.strategies) {
                self.strategies[strategy as usize].links.documents.push(place as u32);
            }
            for priority in self.places_of(&document.priorities) {
                self.priorities[priority as usize].links.documents.push(place as u32);
            }
            for project in self.places_of(&document.projects) {
                self.projects[project as usize].links.documents.push(place as u32);
            }
            for sitting in self.places_of(&document.sittings) {
                self.sittings[sitting as usize].links.documents.push(place as u32);
            }
        }
    }

    fn places_of<I: Copy + Into<AnyId>>(&self, ids: &[I]) -> Places {
        ids.iter().filter_map(|id| self.place_of(*id)).collect()
    }
}
