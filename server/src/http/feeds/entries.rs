//! What stands in a calendar: sittings, events and due dates, as one view shows them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::Result;
use crate::graph::partnership::Node;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names};
use crate::http::pages::words::{is_web_address, listed, plain};
use crate::model::occurrence::When;
use crate::model::record::Told;
use crate::model::*;

/// How many characters of an action stand in the name of its entry.
const NAME: usize = 120;

/// One entry of a calendar.
pub struct Entry<'v> {
    /// The id of the record.
    pub id: String,
    /// When the record was made.
    pub created_at: DateTime<Utc>,
    /// What the viewer is told of its changes.
    pub told: Told,
    /// When it takes place; without a first day it cannot be in a calendar.
    pub when: When,
    /// Whether it does not take place after all.
    pub is_cancelled: bool,
    /// Its name, with a word on how it stands.
    pub summary: String,
    /// More about it, in paragraphs.
    pub description: Vec<String>,
    /// What kind of entry it is, in a word.
    pub category: String,
    /// Where it takes place.
    pub venue: Option<&'v str>,
    /// Its web page.
    pub url: Option<&'v str>,
    /// Whether not everybody may see it.
    pub is_private: bool,
    /// Where the record has its page for those who sign in, below the plan's.
    pub page: String,
}

/// Whose entries are wanted: everybody's, or only what these agencies have to do with.
pub type Whose<'a> = Option<&'a BTreeSet<AgencyId>>;

fn has_any(whose: Whose<'_>, agencies: &[AgencyId]) -> bool {
    whose.is_none_or(|mine| agencies.iter().any(|agency| mine.contains(agency)))
}

fn is_private<T, L>(node: &Node<T, L>) -> bool {
    node.exposure.visibility != Visibility::Public
}

/// Sittings, earliest first. An agency has to do with those of meetings that it chairs or
/// owns or that list it among who attends, and with the board of a partnership in which it
/// is a member.
///
/// # Errors
/// When the request has spent its budget.
pub fn sittings<'v>(view: &'v View, whose: Whose<'_>) -> Result<Vec<Entry<'v>>> {
    let attended = attended(view, whose)?;
    let is_member = whose.is_none() || is_member(view, whose)?;
    let mut entries = Vec::new();
    for node in all::<MeetingOccurrence>(view)? {
        let sitting = &*node.record;
        let Some(meeting) = linked::<Meeting>(view, node.links.meeting)?.map(|node| &*node.record) else {
            continue;
        };
        let is_wanted = has_any(whose, &meeting.chair_agencies)
            || has_any(whose, meeting.owner_agency.as_slice())
            || attended.contains(&meeting.id)
            || (meeting.is_board && is_member);
        if !is_wanted {
            continue;
        }
        let mut description: Vec<String> = meeting.description.iter().cloned().collect();
        description.extend(sitting.summary.clone());
        description.extend(sitting.when.date_note.clone());
        let (prefix, is_cancelled) = standing(sitting.status);
        entries.push(Entry {
            id: sitting.id.to_string(),
            created_at: sitting.head.created_at,
            told: view.told(sitting),
            when: sitting.when.clone(),
            is_cancelled,
            summary: format!("{prefix}{}", named(&meeting.name, sitting.name.as_deref())),
            description,
            category: "Meeting".to_owned(),
            venue: sitting.venue.as_deref(),
            url: meeting.website.as_deref(),
            is_private: is_private(node),
            page: format!("sittings/{}", sitting.id),
        });
    }
    Ok(entries)
}

/// The meetings of which a sitting lists one of these agencies among who attends.
fn attended(view: &View, whose: Whose<'_>) -> Result<BTreeSet<MeetingId>> {
    let mut meetings = BTreeSet::new();
    if let Some(mine) = whose {
        for node in all::<MeetingOccurrence>(view)? {
            if node.record.attendance.iter().any(|one| mine.contains(&one.agency)) {
                meetings.insert(node.record.meeting);
            }
        }
    }
    Ok(meetings)
}

/// Whether one of these agencies is a member of the partnership today.
fn is_member(view: &View, whose: Whose<'_>) -> Result<bool> {
    let members = view.members(None, false)?;
    Ok(members.into_iter().any(|place| has_any(whose, &[view.node::<Membership>(place).record.agency])))
}

/// Dates of events, earliest first, and then events by their own days where no date of
/// theirs begins on the same day. An agency has to do with what it hosts.
///
/// # Errors
/// When the request has spent its budget.
pub fn events<'v>(view: &'v View, whose: Whose<'_>) -> Result<Vec<Entry<'v>>> {
    let mut entries = Vec::new();
    let mut dated = BTreeSet::new();
    for node in all::<EventOccurrence>(view)? {
        let occurrence = &*node.record;
        let Some(event) = linked::<Event>(view, node.links.event)?.map(|node| &*node.record) else {
            continue;
        };
        dated.insert((event.id, occurrence.when.starts_on));
        let hosts = match &occurrence.host_agencies[..] {
            [] => &event.host_agencies,
            hosts => hosts,
        };
        if !has_any(whose, hosts) {
            continue;
        }
        let mut description: Vec<String> = event.description.iter().cloned().collect();
        description.extend(occurrence.audience.as_ref().map(|audience| format!("For: {audience}")));
        description.extend(hosted_by(view, hosts));
        description.extend(occurrence.when.date_note.clone());
        let (prefix, is_cancelled) = standing(occurrence.status);
        entries.push(Entry {
            id: occurrence.id.to_string(),
            created_at: occurrence.head.created_at,
            told: view.told(occurrence),
            when: occurrence.when.clone(),
            is_cancelled,
            summary: format!("{prefix}{}", named(&event.name, occurrence.name.as_deref())),
            description,
            category: plain(event.kind),
            venue: occurrence.venue.as_deref().or(event.venue.as_deref()),
            url: occurrence.booking_url.as_deref().or(event.website.as_deref()),
            is_private: is_private(node),
            page: format!("event-dates/{}", occurrence.id),
        });
    }
    for node in all::<Event>(view)? {
        let event = &*node.record;
        let shown = event.starts_on.is_none() || dated.contains(&(event.id, event.starts_on));
        if shown || !has_any(whose, &event.host_agencies) {
            continue;
        }
        let mut description: Vec<String> = event.description.iter().cloned().collect();
        description.extend(hosted_by(view, &event.host_agencies));
        entries.push(Entry {
            id: event.id.to_string(),
            created_at: event.head.created_at,
            told: view.told(event),
            when: days(event.starts_on, event.ends_on),
            is_cancelled: false,
            summary: event.name.clone(),
            description,
            category: plain(event.kind),
            venue: event.venue.as_deref(),
            url: event.website.as_deref(),
            is_private: is_private(node),
            page: format!("events/{}", event.id),
        });
    }
    Ok(entries)
}

/// Actions with a due date, earliest first. An agency has to do with what it owns.
///
/// # Errors
/// When the request has spent its budget.
pub fn actions<'v>(view: &'v View, whose: Whose<'_>) -> Result<Vec<Entry<'v>>> {
    let mut entries = Vec::new();
    for node in all::<Action>(view)? {
        let action = &*node.record;
        if action.due_on.is_none() || !has_any(whose, &action.owners) {
            continue;
        }
        let (standing, is_cancelled) = match action.status {
            ActionStatus::Open => ("due", false),
            ActionStatus::Completed => ("completed", false),
            ActionStatus::Duplicate => ("recorded twice", true),
            ActionStatus::Superseded => ("superseded", true),
            ActionStatus::Cancelled => ("cancelled", true),
        };
        let reference = action.reference.as_ref().map(|text| format!("{text} ")).unwrap_or_default();
        let mut description = vec![action.text.clone()];
        if !action.owners.is_empty() {
            description.push(format!("For {}", listed(&names(view, &action.owners))));
        }
        description.extend(action.closure_note.clone());
        entries.push(Entry {
            id: action.id.to_string(),
            created_at: action.head.created_at,
            told: view.told(action),
            when: days(action.due_on, None),
            is_cancelled,
            summary: format!("Action {standing}: {reference}{}", first_line(&action.text)),
            description,
            category: "Action".to_owned(),
            venue: None,
            url: None,
            is_private: is_private(node),
            page: format!("actions/{}", action.id),
        });
    }
    Ok(entries)
}

/// What an entry's name begins with, and whether it counts as cancelled. Many programs show
/// a cancelled entry like any other, so its name says it too.
fn standing(status: OccurrenceStatus) -> (&'static str, bool) {
    match status {
        OccurrenceStatus::Planned | OccurrenceStatus::Held => ("", false),
        OccurrenceStatus::Cancelled => ("Cancelled: ", true),
        // Not on this day, and no other is known.
        OccurrenceStatus::Postponed => ("Postponed: ", true),
    }
}

/// The name of a series, with that of the occurrence when it has its own.
fn named(series: &str, own: Option<&str>) -> String {
    match own {
        Some(own) if own.contains(series) => own.to_owned(),
        Some(own) => format!("{series}: {own}"),
        None => series.to_owned(),
    }
}

fn hosted_by(view: &View, hosts: &[AgencyId]) -> Option<String> {
    (!hosts.is_empty()).then(|| format!("Hosted by {}", listed(&names(view, hosts))))
}

fn days(starts_on: Option<NaiveDate>, ends_on: Option<NaiveDate>) -> When {
    When { starts_on, ends_on, ..When::default() }
}

/// The first line of a text, cut where a calendar would cut it anyhow.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= NAME {
        return line.to_owned();
    }
    let cut: String = line.chars().take(NAME).collect();
    format!("{}…", cut.trim_end())
}

/// The address of an entry's web page, when it is one that a line can hold.
pub fn web_page<'v>(entry: &Entry<'v>) -> Option<&'v str> {
    entry.url.filter(|url| is_web_address(url) && !url.contains(char::is_control))
}
