//! Calendars of sittings and events (RFC 5545): `calendar.ics` with what is public, and
//! those by a secret address with due dates too.
//!
//! Written here rather than by a library because the bytes must depend on the records
//! alone: the time stamp is that of the record's last change, the id is the record's.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};

use super::content_line::Lines;
use super::entries::{Entry, actions, events, sittings, web_page};
use crate::error::Result;
use crate::graph::view::View;
use crate::model::AgencyId;
use crate::model::occurrence::When;

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

/// How often programs should look again. Some know only the second of these.
const REFRESH: [&str; 2] = ["REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"];

/// The public calendar, sittings first, each earliest first. What has no date cannot be in
/// it.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View) -> Result<Vec<u8>> {
    let mut lines = begin(&view.partnership().name);
    for entry in sittings(view, None)?.iter().chain(&events(view, None)?) {
        write(&mut lines, entry, None);
    }
    Ok(end(lines))
}

/// All that a view shows of a partnership, due dates of actions too. Entries lead to their
/// records below `public_url`.
///
/// # Errors
/// When the request has spent its budget.
pub fn of_partnership(view: &View, public_url: &str) -> Result<Vec<u8>> {
    let mut lines = begin(&view.partnership().name);
    write_all(&mut lines, view, None, public_url)?;
    Ok(end(lines))
}

/// Of each view, what the agencies beside it have to do with.
///
/// # Errors
/// When the request has spent its budget.
pub fn of_agencies(views: &[(Arc<View>, BTreeSet<AgencyId>)], public_url: &str) -> Result<Vec<u8>> {
    let mut lines = begin("My partnerships");
    for (view, agencies) in views {
        write_all(&mut lines, view, Some(agencies), public_url)?;
    }
    Ok(end(lines))
}

fn write_all(
    lines: &mut Lines,
    view: &View,
    whose: Option<&BTreeSet<AgencyId>>,
    public_url: &str,
) -> Result<()> {
    let partnership = view.partnership();
    let place = format!("{}: {public_url}/admin/p/{}", partnership.name, partnership.slug);
    for entries in [sittings(view, whose)?, events(view, whose)?, actions(view, whose)?] {
        entries.iter().for_each(|entry| write(lines, entry, Some(&place)));
    }
    Ok(())
}

fn begin(name: &str) -> Lines {
    let mut lines = Lines::default();
    lines.raw(&["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partnership Register//Calendar//EN"]);
    lines.raw(&["CALSCALE:GREGORIAN"]);
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.raw(&["X-WR-TIMEZONE:Europe/London"]);
    lines.raw(&REFRESH);
    lines.raw(&LONDON);
    lines
}

fn end(mut lines: Lines) -> Vec<u8> {
    lines.raw(&["END:VCALENDAR"]);
    lines.into_bytes()
}

/// Writes an entry; one that is for people who sign in says where the plan is for them.
fn write(lines: &mut Lines, entry: &Entry<'_>, place: Option<&str>) {
    let Some(first) = entry.when.starts_on else { return };
    let stamp = entry.told.updated_at.format("%Y%m%dT%H%M%SZ").to_string();
    lines.raw(&["BEGIN:VEVENT"]);
    lines.put("UID", &format!("{}@partnership-register", entry.id));
    lines.put("DTSTAMP", &stamp);
    lines.put("CREATED", &entry.created_at.format("%Y%m%dT%H%M%SZ").to_string());
    lines.put("LAST-MODIFIED", &stamp);
    lines.put("SEQUENCE", &(entry.told.version - 1).max(0).to_string());
    times(lines, &entry.when, first);
    lines.text("SUMMARY", &entry.summary);
    lines.put("STATUS", if entry.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    if entry.is_private {
        // A program that shows colleagues one's calendar shows them no more than a time.
        lines.raw(&["CLASS:PRIVATE"]);
    }
    lines.text("CATEGORIES", &entry.category);
    let mut description = entry.description.clone();
    description.extend(place.map(|place| format!("{place}/{}", entry.page)));
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description.join("\n\n"));
    }
    if let Some(venue) = entry.venue {
        lines.text("LOCATION", venue);
    }
    if let Some(url) = web_page(entry) {
        lines.put("URL", url);
    }
    // A day of action takes nobody's whole day.
    if entry.when.start_time.is_none() || entry.is_cancelled {
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
