//! What changed in the plan: editions, priorities, focus areas, schemes, meetings, events
//! and members, compared between the beginning of a period and its end.

use std::collections::HashMap;

use super::document::{Body, Cell};
use super::period::Period;
use super::priorities::heading;
use crate::error::Result;
use crate::graph::read::{all, linked, names, seen};
use crate::graph::view::{Listed, View};
use crate::model::in_words::{listed, plain};
use crate::model::*;

/// A change: of what kind of thing, of which, and what changed.
type Row = (&'static str, String, String);

/// The changes to the plan.
///
/// # Errors
/// When the request has spent its budget.
pub fn write(period: &Period, body: &mut Body) -> Result<()> {
    body.heading(2, "Changes to the plan");
    let Some(then) = &period.then else {
        body.text("The register does not know how the plan stood then, so changes cannot be told.");
        return Ok(());
    };
    let (then, now) = (&**then, &*period.now);
    let mut rows = Vec::new();
    editions(then, now, &mut rows)?;
    priorities(then, now, &mut rows)?;
    schemes(then, now, &mut rows)?;
    series::<Meeting>("Meeting", then, now, |meeting| meeting.name.clone(), &mut rows)?;
    series::<Event>("Event", then, now, |event| event.name.clone(), &mut rows)?;
    members(then, now, &mut rows)?;
    if rows.is_empty() {
        body.text(&format!(
            "The plan is as it was: nothing was added, removed or reworded since {}.",
            period.since_words
        ));
        return Ok(());
    }
    let cells = |(kind, name, change): Row| -> [Cell; 3] { [name.into(), kind.into(), change.into()] };
    let columns = [("Name", 5), ("What it is", 3), ("Change", 6)];
    let caption = format!("Changes to the plan since {}", period.since_words);
    body.table(caption, columns, rows.into_iter().map(cells).collect());
    Ok(())
}

/// The records of a noun, by id.
fn by_id<T: Listed>(view: &View) -> Result<HashMap<AnyId, &T>> {
    Ok(all::<T>(view)?.into_iter().map(|node| (node.record.id().into(), &*node.record)).collect())
}

/// Pairs what was there then or is there now: in the order of now, what is gone last.
fn paired<'v, T: Listed>(then: &'v View, now: &'v View) -> Result<Vec<(Option<&'v T>, Option<&'v T>)>> {
    let mut before = by_id::<T>(then)?;
    let mut pairs = Vec::new();
    for node in all::<T>(now)? {
        let id: AnyId = node.record.id().into();
        pairs.push((before.remove(&id), Some(&*node.record)));
    }
    for node in all::<T>(then)? {
        let id: AnyId = node.record.id().into();
        pairs.extend(before.remove(&id).map(|gone| (Some(gone), None)));
    }
    Ok(pairs)
}

fn editions(then: &View, now: &View, rows: &mut Vec<Row>) -> Result<()> {
    for pair in paired::<Strategy>(then, now)? {
        let change = match pair {
            (None, Some(new)) => Some((new, plain(new.state))),
            (Some(old), Some(new)) if old.state != new.state => {
                Some((new, format!("{}, before: {}", plain(new.state), plain(old.state).to_lowercase())))
            }
            (Some(old), Some(new)) if old.approvals.len() < new.approvals.len() => {
                let decisions = new.approvals.iter().skip(old.approvals.len());
                let told: Vec<String> =
                    decisions.map(|d| format!("{} by {}", plain(d.outcome), d.body)).collect();
                Some((new, told.join("; ")))
            }
            (Some(old), None) => Some((old, "Removed".to_owned())),
            _ => None,
        };
        rows.extend(change.map(|(strategy, change)| ("Strategy", strategy.title.clone(), change)));
    }
    Ok(())
}

/// The priorities and focus areas of the edition that people work with. What a new edition
/// carries on from the old one is the same thing, reworded or not.
fn priorities(then: &View, now: &View, rows: &mut Vec<Row>) -> Result<()> {
    let (mut old, mut old_areas) = (HashMap::new(), HashMap::new());
    for priority in of_edition(then)? {
        old.insert(priority.0.id, priority.0);
        old_areas.extend(priority.1.into_iter().map(|area| (area.id, area)));
    }
    for (priority, areas) in of_edition(now)? {
        let name = heading(priority);
        let before =
            old.remove(&priority.id).or_else(|| priority.carried_from.and_then(|from| old.remove(&from)));
        match before {
            None => rows.push(("Priority", name, "Added".to_owned())),
            Some(before) => {
                let mut changes = Vec::new();
                if heading(before) != name {
                    changes.push(format!("Was “{}”", heading(before)));
                }
                changes.extend(led(now, &before.lead_agencies, &priority.lead_agencies));
                changes.extend(
                    (before.approach != priority.approach || before.summary != priority.summary)
                        .then(|| "Reworded".to_owned()),
                );
                if !changes.is_empty() {
                    rows.push(("Priority", name, changes.join("; ")));
                }
            }
        }
        for area in areas {
            let before = old_areas
                .remove(&area.id)
                .or_else(|| area.carried_from.and_then(|from| old_areas.remove(&from)));
            match before {
                None => rows.push(("Focus area", area.title.clone(), "Added".to_owned())),
                Some(before) if before.title != area.title => {
                    rows.push(("Focus area", area.title.clone(), format!("Was “{}”", before.title)));
                }
                Some(_) => {}
            }
        }
    }
    let mut gone: Vec<Row> =
        old.into_values().map(|p| ("Priority", heading(p), "Dropped".to_owned())).collect();
    gone.extend(old_areas.into_values().map(|area| ("Focus area", area.title.clone(), "Dropped".to_owned())));
    gone.sort();
    rows.extend(gone);
    Ok(())
}

/// The priorities of the edition that people work with, each with its focus areas.
fn of_edition(view: &View) -> Result<Vec<(&Priority, Vec<&FocusArea>)>> {
    let Some(edition) = linked::<Strategy>(view, view.current_strategy()?)? else { return Ok(Vec::new()) };
    let mut priorities = Vec::new();
    for node in seen::<Priority>(view, &edition.links.priorities)? {
        let areas = seen::<FocusArea>(view, &node.links.focus_areas)?;
        priorities.push((&*node.record, areas.into_iter().map(|area| &*area.record).collect()));
    }
    Ok(priorities)
}

fn schemes(then: &View, now: &View, rows: &mut Vec<Row>) -> Result<()> {
    for pair in paired::<Project>(then, now)? {
        match pair {
            (None, Some(new)) => {
                let led = led(now, &[], new.lead_agency.as_slice());
                let told = led.map_or_else(|| "Added".to_owned(), |led| format!("Added; {led}"));
                rows.push(("Scheme", new.name.clone(), told));
            }
            (Some(old), None) => rows.push(("Scheme", old.name.clone(), "Removed".to_owned())),
            (Some(old), Some(new)) => {
                let mut changes = Vec::new();
                if old.name != new.name {
                    changes.push(format!("Was “{}”", old.name));
                }
                changes.extend(led(now, old.lead_agency.as_slice(), new.lead_agency.as_slice()));
                if !changes.is_empty() {
                    rows.push(("Scheme", new.name.clone(), changes.join("; ")));
                }
            }
            (None, None) => {}
        }
    }
    Ok(())
}

/// Who leads now, if it is not who led before.
fn led(view: &View, before: &[AgencyId], now: &[AgencyId]) -> Option<String> {
    if before == now {
        return None;
    }
    let (old, new) = (names(view, before), names(view, now));
    Some(match (old.is_empty(), new.is_empty()) {
        (_, true) => format!("No longer led by {}", listed(&old)),
        (true, false) => format!("Led by {}", listed(&new)),
        (false, false) => format!("Led by {}, before: {}", listed(&new), listed(&old)),
    })
}

/// Meetings or events: added, removed, renamed.
fn series<T: Listed>(
    kind: &'static str,
    then: &View,
    now: &View,
    name: impl Fn(&T) -> String,
    rows: &mut Vec<Row>,
) -> Result<()> {
    for pair in paired::<T>(then, now)? {
        match pair {
            (None, Some(new)) => rows.push((kind, name(new), "Added".to_owned())),
            (Some(old), None) => rows.push((kind, name(old), "Removed".to_owned())),
            (Some(old), Some(new)) if name(old) != name(new) => {
                rows.push((kind, name(new), format!("Was “{}”", name(old))));
            }
            _ => {}
        }
    }
    Ok(())
}

fn members(then: &View, now: &View, rows: &mut Vec<Row>) -> Result<()> {
    let today = now.lens().today();
    let has_left = |member: &Membership| member.left_on.is_some_and(|left| left < today);
    for pair in paired::<Membership>(then, now)? {
        let name = |member: &Membership| member.name_as_published.clone();
        match pair {
            (None, Some(new)) if !has_left(new) => {
                rows.push(("Member", name(new), "Joined the list".to_owned()))
            }
            (Some(old), None) => rows.push(("Member", name(old), "Removed from the list".to_owned())),
            (Some(old), Some(new)) if old.left_on.is_none() && has_left(new) => {
                rows.push(("Member", name(new), "Left".to_owned()));
            }
            (Some(old), Some(new)) if old.basis != new.basis => {
                let told = format!("{}, before: {}", plain(new.basis), plain(old.basis).to_lowercase());
                rows.push(("Member", name(new), told));
            }
            _ => {}
        }
    }
    Ok(())
}
