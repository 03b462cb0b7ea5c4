//! What comes next: sittings and dates of events after the period.

use chrono::{Days, Months, NaiveDate};

use super::document::{Body, Cell};
use super::period::Period;
use crate::error::Result;
use crate::graph::read::{linked, names};
use crate::graph::view::{Dated, View};
use crate::model::in_words::{day_of, listed, time_of};
use crate::model::*;

/// How far a paper looks ahead.
const AHEAD: Months = Months::new(3);

/// The sittings and events of the three months after the day on which the paper is judged.
///
/// # Errors
/// When the request has spent its budget, or there are more than a calendar holds.
pub fn write(period: &Period, body: &mut Body) -> Result<()> {
    let view = &*period.now;
    let first = period.judged_on.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    let last = first.checked_add_months(AHEAD).unwrap_or(NaiveDate::MAX);
    body.heading(2, "Coming up");
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    for dated in view.calendar(first, last)? {
        rows.extend(row(view, dated)?);
    }
    if rows.is_empty() {
        body.text(&format!("Nothing is in the calendar from {} to {}.", day_of(first), day_of(last)));
        return Ok(());
    }
    let caption = format!("Meetings and events from {} to {}", day_of(first), day_of(last));
    body.table(caption, [("What", 5), ("When", 5), ("Where and who", 5)], rows);
    Ok(())
}

fn row(view: &View, dated: Dated) -> Result<Option<[Cell; 3]>> {
    let (series, name, when, status, venue, hosts) = match dated {
        Dated::Sitting(place) => {
            let node = view.node::<MeetingOccurrence>(place);
            let Some(meeting) = linked::<Meeting>(view, node.links.meeting)? else { return Ok(None) };
            let sitting = &node.record;
            let (series, venue) = (&meeting.record.name, sitting.venue.as_deref());
            (series, &sitting.name, &sitting.when, sitting.status, venue, Vec::new())
        }
        Dated::Event(place) => {
            let node = view.node::<EventOccurrence>(place);
            let Some(event) = linked::<Event>(view, node.links.event)? else { return Ok(None) };
            let date = &node.record;
            let venue = date.venue.as_deref().or(event.record.venue.as_deref());
            let hosts = match date.host_agencies.is_empty() {
                true => &event.record.host_agencies,
                false => &date.host_agencies,
            };
            (&event.record.name, &date.name, &date.when, date.status, venue, names(view, hosts))
        }
    };
    let what = match name {
        Some(name) => format!("{series}: {name}"),
        None => series.clone(),
    };
    let when = match status {
        OccurrenceStatus::Cancelled => format!("{} (cancelled)", time_of(when)),
        OccurrenceStatus::Postponed => format!("{} (postponed)", time_of(when)),
        _ => time_of(when),
    };
    let mut place: Vec<String> = venue.map(str::to_owned).into_iter().collect();
    place.extend((!hosts.is_empty()).then(|| format!("hosted by {}", listed(&hosts))));
    let place = if place.is_empty() { "Not stated".to_owned() } else { place.join(", ") };
    Ok(Some([what.into(), when.into(), place.into()]))
}
