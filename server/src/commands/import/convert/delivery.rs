//! Projects, progress updates, actions and documents.

use chrono::{DateTime, SubsecRound, Utc};

use super::position;
use crate::clock::london_date;
use crate::commands::import::resolve::Resolver;
use crate::model::file::*;
use crate::model::validate::Problems;
use crate::model::*;

pub fn convert<'a>(file: &'a PartnershipFile, r: &mut Resolver<'a>) {
    for (i, entry) in file.projects.iter().enumerate() {
        let path = format!("projects[{i}]");
        let project = project(&path, entry, r);
        r.plan(path, project);
    }
    for (i, entry) in file.progress.iter().enumerate() {
        let path = format!("progress[{i}]");
        let progress = progress(&path, entry, r);
        r.plan(path, progress);
    }
    for (i, entry) in file.actions.iter().enumerate() {
        let path = format!("actions[{i}]");
        let action = action(&path, entry, r);
        r.plan(path, action);
    }
    for (i, entry) in file.documents.iter().enumerate() {
        let path = format!("documents[{i}]");
        let document = document(&path, i, entry, r);
        r.plan(path, document);
    }
}

fn project(path: &str, entry: &ProjectEntry, r: &mut Resolver<'_>) -> Project {
    let id: ProjectId = r.id(&entry.key);
    Project {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        name: entry.name.clone(),
        kind: entry.kind,
        status: entry.status,
        description: entry.description.clone(),
        website: entry.website.clone(),
        lead_agency: r.optional_agency(path, "leadAgency", &entry.lead_agency),
        lead_post: entry.lead_post.clone(),
        partner_agencies: r.agencies(path, "partnerAgencies", &entry.partner_agencies),
        starts_on: entry.starts_on,
        ends_on: entry.ends_on,
        last_confirmed_at: entry.last_confirmed_at.and_then(|at| moment(path, at, r)),
        visibility: entry.visibility,
        told: None,
    }
}

/// A moment as the databases keep it, of a year that one can mean.
fn moment(path: &str, at: DateTime<Utc>, r: &mut Resolver<'_>) -> Option<DateTime<Utc>> {
    let mut p = Problems::default();
    p.within(path, |p| p.date("lastConfirmedAt", Some(london_date(at))));
    let problems = p.into_found();
    if problems.is_empty() {
        return Some(at.trunc_subsecs(6));
    }
    for problem in problems {
        r.problem(&problem.path, "", problem.message);
    }
    None
}

fn progress(path: &str, entry: &ProgressEntry, r: &mut Resolver<'_>) -> ProgressUpdate {
    let id: ProgressUpdateId = r.id(&entry.key);
    ProgressUpdate {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        project: r.optional_link(path, "project", &entry.project),
        priority: r.optional_link(path, "priority", &entry.priority),
        focus_area: r.optional_link(path, "focusArea", &entry.focus_area),
        on: entry.on,
        period_label: entry.period_label.clone(),
        rating: entry.rating,
        rating_as_published: entry.rating_as_published.clone(),
        narrative: entry.narrative.clone(),
        reported_by: r.optional_agency(path, "reportedBy", &entry.reported_by),
        visibility: entry.visibility,
    }
}

fn action(path: &str, entry: &ActionEntry, r: &mut Resolver<'_>) -> Action {
    let id: ActionId = r.id(&entry.key);
    Action {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        reference: entry.reference.clone(),
        text: entry.text.clone(),
        owners: r.agencies(path, "owners", &entry.owners),
        owner_post: entry.owner_post.clone(),
        due_on: entry.due_on,
        original_due_on: entry.original_due_on.or(entry.due_on),
        status: entry.status,
        closed_on: entry.closed_on,
        closure_note: entry.closure_note.clone(),
        duplicate_of: r.optional_link(path, "duplicateOf", &entry.duplicate_of),
        raised_at: r.optional_link(path, "raisedAt", &entry.raised_at),
        project: r.optional_link(path, "project", &entry.project),
        priority: r.optional_link(path, "priority", &entry.priority),
        visibility: entry.visibility,
    }
}

fn document(path: &str, place: usize, entry: &DocumentEntry, r: &mut Resolver<'_>) -> Document {
    let id: DocumentId = r.id(&entry.key);
    Document {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        position: position(entry.position, place),
        title: entry.title.clone(),
        kind: entry.kind,
        url: entry.url.clone(),
        version_label: entry.version_label.clone(),
        reference: entry.reference.clone(),
        dated_on: entry.dated_on,
        owner_agency: r.optional_agency(path, "ownerAgency", &entry.owner_agency),
        marking: entry.marking.clone(),
        visibility: entry.visibility,
        told: None,
        strategies: r.links(path, "strategies", &entry.strategies),
        priorities: r.links(path, "priorities", &entry.priorities),
        projects: r.links(path, "projects", &entry.projects),
        sittings: r.links(path, "sittings", &entry.sittings),
    }
}
