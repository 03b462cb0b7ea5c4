//! The priorities of the edition: ratings then and now, what is red or amber and why, and
//! what finished, started or stalled.

use std::collections::HashSet;

use super::document::{Body, Cell, count};
use super::moves::{Move, Moves};
use super::period::Period;
use super::ratings::{Rated, cell};
use crate::error::Result;
use crate::graph::read::{NodeOf, all, linked, names, seen};
use crate::graph::view::View;
use crate::model::in_words::{day_of, listed, rating};
use crate::model::*;

/// What stands under one heading: a priority, or the schemes that stand under none.
pub struct Group<'p> {
    /// The heading.
    pub heading: String,
    /// What the heading begins with, for captions.
    pub short: String,
    /// What can be rated, in order: the priority itself, its focus areas, its schemes.
    pub rated: Vec<(String, Rated<'p>)>,
    /// How many schemes there are.
    pub schemes: usize,
    /// What became of schemes, in the order of finished, started, stalled.
    pub moves: Vec<(Move, String, String)>,
}

/// A priority by its number.
fn numbered(priority: &Priority) -> String {
    format!("Priority {}", priority.position)
}

/// A heading of a priority, always with its number.
pub fn heading(priority: &Priority) -> String {
    match (&priority.title, priority.title_status) {
        (Some(title), TitleStatus::Verified) => format!("Priority {}: {title}", priority.position),
        (Some(title), TitleStatus::Provisional) => {
            format!("Priority {}: {title} (provisional title)", priority.position)
        }
        _ => numbered(priority),
    }
}

/// The priorities of the edition that people work with, and the schemes under none.
///
/// # Errors
/// When the request has spent its budget.
pub fn groups(period: &Period) -> Result<Vec<Group<'_>>> {
    let view = &*period.now;
    let moves = period.moves()?;
    let edition = linked::<Strategy>(view, view.current_strategy()?)?;
    let priorities = match edition {
        Some(edition) => seen::<Priority>(view, &edition.links.priorities)?,
        None => Vec::new(),
    };
    let mut groups = Vec::new();
    let mut placed: HashSet<ProjectId> = HashSet::new();
    for node in &priorities {
        let projects = seen::<Project>(view, &node.links.projects)?;
        placed.extend(projects.iter().map(|project| project.record.id));
        let mut group = group(period, (heading(&node.record), numbered(&node.record)), &projects, &moves)?;
        let mut above = vec![(
            "The priority as a whole".to_owned(),
            period.rated(ProgressSubject::Priority(node.record.id))?,
        )];
        for area in seen::<FocusArea>(view, &node.links.focus_areas)? {
            let subject = ProgressSubject::FocusArea(area.record.id);
            above.push((format!("Focus area: {}", area.record.title), period.rated(subject)?));
        }
        group.rated.splice(0..0, above);
        groups.push(group);
    }
    let mut others = all::<Project>(view)?;
    others.retain(|project| !placed.contains(&project.record.id));
    if !others.is_empty() {
        let words = if priorities.is_empty() { "Schemes" } else { "Schemes under no priority" };
        groups.push(group(period, (words.to_owned(), words.to_owned()), &others, &moves)?);
    }
    Ok(groups)
}

fn group<'p>(
    period: &'p Period,
    (heading, short): (String, String),
    projects: &[&NodeOf<Project>],
    moves: &Moves,
) -> Result<Group<'p>> {
    let mut rated = Vec::with_capacity(projects.len());
    for project in projects {
        let project = &project.record;
        rated.push((project.name.clone(), period.rated(ProgressSubject::Project(project.id))?));
    }
    let moved = projects.iter().filter_map(|node| Some((node, moves.get(&node.record.id)?)));
    let mut moves: Vec<(Move, String, String)> = moved
        .map(|(node, (kind, words))| {
            (*kind, node.record.name.clone(), told(&period.now, &node.record, words))
        })
        .collect();
    moves.sort_by_key(|(kind, _, _)| *kind);
    Ok(Group { heading, short, rated, schemes: projects.len(), moves })
}

/// What became of a scheme, and who leads it.
fn told(view: &View, project: &Project, words: &str) -> String {
    match names(view, project.lead_agency.as_slice()).first() {
        Some(lead) => format!("{words} (led by {lead})"),
        None => words.to_owned(),
    }
}

/// One part for each group.
pub fn write(period: &Period, groups: &[Group<'_>], body: &mut Body) {
    for group in groups {
        body.heading(2, &group.heading);
        ratings(period, group, body);
        worries(period, group, body);
        let rows: Vec<[Cell; 3]> = group
            .moves
            .iter()
            .map(|(kind, name, words)| [name.as_str().into(), kind.word().into(), words.as_str().into()])
            .collect();
        if !rows.is_empty() {
            body.heading(3, "Finished, started or stalled");
            let caption = format!("{}: what became of schemes since {}", group.short, period.since_words);
            body.table(caption, [("Scheme", 5), ("What", 2), ("State", 5)], rows);
        }
    }
}

fn ratings(period: &Period, group: &Group<'_>, body: &mut Body) {
    body.heading(3, "Ratings");
    let rows: Vec<[Cell; 4]> = group
        .rated
        .iter()
        .filter(|(_, rated)| rated.is_rated())
        .map(|(name, rated)| [name.as_str().into(), cell(rated.then), cell(rated.now), rated.turn().into()])
        .collect();
    let without = group.rated.len() - rows.len();
    if rows.is_empty() {
        body.text("Nothing here has been rated.");
        return;
    }
    let then = format!("Then: {}", day_of(period.since));
    let columns = [("What is rated", 6), (then.as_str(), 3), ("Now", 3), ("Change", 2)];
    body.table(format!("{}: ratings on {} and now", group.short, day_of(period.since)), columns, rows);
    if without > 0 {
        let entries = count(without, "further entry has", "further entries have");
        body.text(&format!("{entries} never been rated."));
    }
}

/// What is red, then what is amber, each with what was said of it.
fn worries(period: &Period, group: &Group<'_>, body: &mut Body) {
    let of = |wanted: Rating| group.rated.iter().filter(move |(_, rated)| rated.rating() == wanted);
    let mut worries = of(Rating::Red).chain(of(Rating::Amber)).peekable();
    if worries.peek().is_none() {
        return;
    }
    body.heading(3, "Red and amber");
    for (name, rated) in worries {
        let Some(update) = rated.now else { continue };
        body.heading(4, name);
        let by = names(&period.latest, update.reported_by.as_slice());
        let mut said = vec![format!("{}, {}", rating(update.rating), day_of(update.on))];
        said.extend(update.period_label.clone());
        said.extend((!by.is_empty()).then(|| format!("reported by {}", listed(&by))));
        body.text(&format!("{}.", said.join(", ")));
        match &update.narrative {
            Some(narrative) => body.text(narrative),
            None => body.text("No narrative was given."),
        }
    }
}
