//! What comes next: sittings and events, the nearest first.

use maud::{Markup, html};

use super::Part;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names};
use crate::http::pages::words::{is_web_address, listed, when};
use crate::model::occurrence::When;
use crate::model::*;

/// How many dates are shown.
const SHOWN: usize = 20;

/// One date, of a meeting or of an event.
pub struct Coming<'v> {
    /// When it takes place.
    pub when: &'v When,
    /// Whether it does.
    pub status: OccurrenceStatus,
    /// The name of the series.
    pub series: &'v str,
    /// Its own name.
    pub name: Option<&'v str>,
    /// Where it takes place.
    pub venue: Option<&'v str>,
    /// For whom it is.
    pub audience: Option<&'v str>,
    /// Who hosts it.
    pub hosts: Vec<&'v str>,
    /// Where to book.
    pub booking: Option<&'v str>,
    /// Whether it is open to come to, rather than a sitting.
    pub is_event: bool,
}

/// What has not ended before today, and what has no date yet and is planned.
///
/// # Errors
/// When the request has spent its budget.
pub fn list(view: &View) -> Result<Vec<Coming<'_>>> {
    let mut coming = Vec::new();
    for node in all::<MeetingOccurrence>(view)? {
        let sitting = &*node.record;
        let Some(meeting) = linked::<Meeting>(view, node.links.meeting)? else { continue };
        coming.push(Coming {
            when: &sitting.when,
            status: sitting.status,
            series: &meeting.record.name,
            name: sitting.name.as_deref(),
            venue: sitting.venue.as_deref(),
            audience: None,
            hosts: Vec::new(),
            booking: None,
            is_event: false,
        });
    }
    for node in all::<EventOccurrence>(view)? {
        let occurrence = &*node.record;
        let Some(event) = linked::<Event>(view, node.links.event)? else { continue };
        coming.push(Coming {
            when: &occurrence.when,
            status: occurrence.status,
            series: &event.record.name,
            name: occurrence.name.as_deref(),
            venue: occurrence.venue.as_deref().or(event.record.venue.as_deref()),
            audience: occurrence.audience.as_deref(),
            hosts: names(view, &occurrence.host_agencies),
            booking: occurrence.booking_url.as_deref().filter(|url| is_web_address(url)),
            is_event: true,
        });
    }
    coming.retain(|entry| is_to_come(view, entry.when, entry.status));
    coming.sort_by_key(|entry| (entry.when.starts_on.is_none(), entry.when.starts_on, entry.when.start_time));
    Ok(coming)
}

fn is_to_come(view: &View, when: &When, status: OccurrenceStatus) -> bool {
    match when.last_day() {
        Some(last) => last >= view.lens().today() && status != OccurrenceStatus::Held,
        None => status == OccurrenceStatus::Planned,
    }
}

/// The next sittings and events.
pub fn render(view: &View) -> Result<Option<Part>> {
    let coming = list(view)?;
    if coming.is_empty() {
        return Ok(None);
    }
    let content = html! {
        ul class="coming" { @for entry in coming.iter().take(SHOWN) { li { (line(entry)) } } }
        @if let Some(more) = coming.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            p { "The calendar (see “Use this plan as data”) holds " (more) " more." }
        }
    };
    Ok(Some(Part::new("coming", "Coming meetings and events", content)))
}

fn line(entry: &Coming<'_>) -> Markup {
    html! {
        p { strong { (entry.series) @if let Some(name) = entry.name { ": " (name) } } }
        p {
            (when(entry.when))
            @if let Some(venue) = entry.venue { ", " (venue) }
        }
        @match entry.status {
            OccurrenceStatus::Cancelled => p { span class="tag" { "Cancelled" } },
            OccurrenceStatus::Postponed => p { span class="tag" { "Postponed" } },
            _ => {},
        }
        @if let Some(audience) = entry.audience { p { "For: " (audience) } }
        @if !entry.hosts.is_empty() { p { "Hosted by " (listed(&entry.hosts)) } }
        @if let Some(url) = entry.booking { p { a href=(url) { "Book a place at " (entry.name.unwrap_or(entry.series)) } } }
    }
}

/// The next sitting of one meeting, if one is planned.
///
/// # Errors
/// When the request has spent its budget.
pub fn next_of(view: &View, occurrences: &[u32]) -> Result<Markup> {
    let next = view.next_sitting(occurrences)?.and_then(|place| view.at::<MeetingOccurrence>(place));
    Ok(html! { @if let Some(next) = next { p { "Next meeting: " (when(&next.record.when)) "." } } })
}
