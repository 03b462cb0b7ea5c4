//! `calendar.ics`: public sittings and events (RFC 5545).
//!
//! Written here rather than by a library because the bytes must depend on the records
//! alone: the time stamp is that of the record's last change, the id is the record's.

use chrono::{Days, NaiveDate, NaiveTime};

use super::content_line::Lines;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names};
use crate::http::pages::words::{is_web_address, listed, plain};
use crate::model::occurrence::When;
use crate::model::record::Head;
use crate::model::*;

/// Europe/London since summer time has ended with October.
const LONDON: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T010000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// One entry of the calendar.
struct Entry<'v> {
    id: String,
    head: &'v Head,
    when: &'v When,
    status: OccurrenceStatus,
    summary: String,
    description: Vec<String>,
    category: String,
    venue: Option<&'v str>,
    url: Option<&'v str>,
}

/// The calendar, sittings first, each earliest first. What has no date cannot be in it.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View) -> Result<Vec<u8>> {
    let mut lines = Lines::default();
    lines.raw(&["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partnership Register//Calendar//EN"]);
    lines.raw(&["CALSCALE:GREGORIAN"]);
    lines.text("NAME", &view.partnership().name);
    lines.text("X-WR-CALNAME", &view.partnership().name);
    lines.raw(&["X-WR-TIMEZONE:Europe/London", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]);
    lines.raw(&LONDON);
    for entry in sittings(view)?.iter().chain(&events(view)?) {
        write(&mut lines, entry);
    }
    lines.raw(&["END:VCALENDAR"]);
    Ok(lines.into_bytes())
}

fn sittings(view: &View) -> Result<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    for node in all::<MeetingOccurrence>(view)? {
        let sitting = &*node.record;
        let Some(meeting) = linked::<Meeting>(view, node.links.meeting)?.map(|node| &*node.record) else {
            continue;
        };
        entries.push(Entry {
            id: sitting.id.to_string(),
            head: &sitting.head,
            when: &sitting.when,
            status: sitting.status,
            summary: named(&meeting.name, sitting.name.as_deref()),
            description: [&meeting.description, &sitting.summary].into_iter().flatten().cloned().collect(),
            category: "Meeting".to_owned(),
            venue: sitting.venue.as_deref(),
            url: meeting.website.as_deref(),
        });
    }
    Ok(entries)
}

fn events(view: &View) -> Result<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    for node in all::<EventOccurrence>(view)? {
        let occurrence = &*node.record;
        let Some(event) = linked::<Event>(view, node.links.event)?.map(|node| &*node.record) else {
            continue;
        };
        let hosts = match &occurrence.host_agencies[..] {
            [] => &event.host_agencies,
            hosts => hosts,
        };
        let mut description: Vec<String> = event.description.iter().cloned().collect();
        description.extend(occurrence.audience.as_ref().map(|audience| format!("For: {audience}")));
        if !hosts.is_empty() {
            description.push(format!("Hosted by {}", listed(&names(view, hosts))));
        }
        entries.push(Entry {
            id: occurrence.id.to_string(),
            head: &occurrence.head,
            when: &occurrence.when,
            status: occurrence.status,
            summary: named(&event.name, occurrence.name.as_deref()),
            description,
            category: plain(event.kind),
            venue: occurrence.venue.as_deref().or(event.venue.as_deref()),
            url: occurrence.booking_url.as_deref().or(event.website.as_deref()),
        });
    }
    Ok(entries)
}

/// The name of a series, with that of the occurrence when it has its own.
fn named(series: &str, own: Option<&str>) -> String {
    match own {
        Some(own) if own.contains(series) => own.to_owned(),
        Some(own) => format!("{series}: {own}"),
        None => series.to_owned(),
    }
}

fn write(lines: &mut Lines, entry: &Entry<'_>) {
    let Some(first) = entry.when.starts_on else { return };
    let stamp = entry.head.updated_at.format("%Y%m%dT%H%M%SZ").to_string();
    // Many programs show a cancelled entry like any other, so its name says it too.
    let (status, prefix) = match entry.status {
        OccurrenceStatus::Planned | OccurrenceStatus::Held => ("CONFIRMED", ""),
        OccurrenceStatus::Cancelled => ("CANCELLED", "Cancelled: "),
        // Not on this day, and no other is known.
        OccurrenceStatus::Postponed => ("CANCELLED", "Postponed: "),
    };
    lines.raw(&["BEGIN:VEVENT"]);
    lines.put("UID", &format!("{}@partnership-register", entry.id));
    lines.put("DTSTAMP", &stamp);
    lines.put("CREATED", &entry.head.created_at.format("%Y%m%dT%H%M%SZ").to_string());
    lines.put("LAST-MODIFIED", &stamp);
    lines.put("SEQUENCE", &(entry.head.version - 1).max(0).to_string());
    times(lines, entry.when, first);
    lines.text("SUMMARY", &format!("{prefix}{}", entry.summary));
    lines.put("STATUS", status);
    lines.text("CATEGORIES", &entry.category);
    if !entry.description.is_empty() {
        lines.text("DESCRIPTION", &entry.description.join("\n\n"));
    }
    if let Some(venue) = entry.venue {
        lines.text("LOCATION", venue);
    }
    if let Some(url) = entry.url.filter(|url| is_web_address(url) && !url.contains(char::is_control)) {
        lines.put("URL", url);
    }
    // A day of action takes nobody's whole day.
    if entry.when.start_time.is_none() || status == "CANCELLED" {
        lines.raw(&["TRANSP:TRANSPARENT"]);
    }
    lines.raw(&["END:VEVENT"]);
}

/// Start and end: whole days when no time is known, else London's civil time. An end is
/// exclusive; it is left out where it is not known.
fn times(lines: &mut Lines, when: &When, first: NaiveDate) {
    let last = when.last_day().unwrap_or(first);
    let after = last.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    let Some(start) = when.start_time else {
        lines.put("DTSTART;VALUE=DATE", &first.format("%Y%m%d").to_string());
        lines.put("DTEND;VALUE=DATE", &after.format("%Y%m%d").to_string());
        return;
    };
    let civil = |date: NaiveDate, time: NaiveTime| date.and_time(time).format("%Y%m%dT%H%M%S").to_string();
    lines.put("DTSTART;TZID=Europe/London", &civil(first, start));
    match when.end_time {
        Some(end) if (last, end) > (first, start) => {
            lines.put("DTEND;TZID=Europe/London", &civil(last, end));
        }
        None if last > first => lines.put("DTEND;TZID=Europe/London", &civil(after, NaiveTime::MIN)),
        _ => {}
    }
}
