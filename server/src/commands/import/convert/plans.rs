//! Strategies with their priorities and focus areas.

use super::position;
use crate::commands::import::resolve::Resolver;
use crate::model::file::*;
use crate::model::*;

pub fn convert<'a>(file: &'a PartnershipFile, r: &mut Resolver<'a>) {
    for (i, entry) in file.strategies.iter().enumerate() {
        let path = format!("strategies[{i}]");
        let strategy = strategy(&path, entry, r);
        let id = strategy.id;
        r.plan(path.clone(), strategy);
        for (j, entry) in entry.priorities.iter().enumerate() {
            let path = format!("{path}.priorities[{j}]");
            let priority = priority(&path, id, j, entry, r);
            let id = priority.id;
            r.plan(path.clone(), priority);
            for (k, entry) in entry.focus_areas.iter().enumerate() {
                let path = format!("{path}.focusAreas[{k}]");
                let focus_area = focus_area(&path, id, k, entry, r);
                r.plan(path, focus_area);
            }
        }
    }
}

fn strategy(path: &str, entry: &StrategyEntry, r: &mut Resolver<'_>) -> Strategy {
    let id: StrategyId = r.id(&entry.key);
    Strategy {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        kind: entry.kind,
        state: entry.state,
        title: entry.title.clone(),
        period_label: entry.period_label.clone(),
        edition_label: entry.edition_label.clone(),
        starts_on: entry.starts_on,
        ends_on: entry.ends_on,
        summary: entry.summary.clone(),
        supersedes: r.optional_link(path, "supersedes", &entry.supersedes),
        approvals: approvals(path, &entry.approvals, r),
        told: None,
    }
}

fn approvals(path: &str, entries: &[ApprovalEntry], r: &mut Resolver<'_>) -> Vec<Approval> {
    let read = entries.iter().enumerate().map(|(i, entry)| Approval {
        body: entry.body.clone(),
        agency: r.optional_agency(path, &format!("approvals[{i}].agency"), &entry.agency),
        outcome: entry.outcome,
        on: entry.on,
    });
    read.collect()
}

fn priority(
    path: &str,
    strategy: StrategyId,
    place: usize,
    entry: &PriorityEntry,
    r: &mut Resolver<'_>,
) -> Priority {
    let id: PriorityId = r.id(&entry.key);
    let untold = if entry.title.is_some() { TitleStatus::Provisional } else { TitleStatus::Missing };
    Priority {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        strategy,
        position: position(entry.position, place),
        title: entry.title.clone(),
        title_status: entry.title_status.unwrap_or(untold),
        summary: entry.summary.clone(),
        approach: entry.approach.clone(),
        carried_from: r.optional_link(path, "carriedFrom", &entry.carried_from),
        lead_agencies: r.agencies(path, "leadAgencies", &entry.lead_agencies),
        meetings: r.links(path, "meetings", &entry.meetings),
        events: r.links(path, "events", &entry.events),
        projects: r.links(path, "projects", &entry.projects),
        told: None,
    }
}

fn focus_area(
    path: &str,
    priority: PriorityId,
    place: usize,
    entry: &FocusAreaEntry,
    r: &mut Resolver<'_>,
) -> FocusArea {
    let id: FocusAreaId = r.id(&entry.key);
    FocusArea {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        priority,
        position: position(entry.position, place),
        title: entry.title.clone(),
        carried_from: r.optional_link(path, "carriedFrom", &entry.carried_from),
        projects: r.links(path, "projects", &entry.projects),
        told: None,
    }
}
