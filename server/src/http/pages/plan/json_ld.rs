//! The plan for machines that read pages: schema.org as JSON-LD.

use chrono::{NaiveDate, NaiveTime, SecondsFormat};
use chrono_tz::Europe::London;
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

use super::coming::{self, Coming};
use crate::clock::london_to_utc;
use crate::error::{Error, Result};
use crate::graph::view::View;
use crate::http::pages::layout::LICENCE;
use crate::http::pages::read::all;
use crate::model::*;

/// A data block in the page's head. Nothing executes it, so no policy needs to allow it.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View) -> Result<Markup> {
    let graph = json!({
        "@context": "https://schema.org",
        "@graph": [page(view), organisation(view)?],
    });
    let text = serde_json::to_string(&graph).map_err(Error::internal)?;
    Ok(html! { script type="application/ld+json" { (PreEscaped(inert(&text))) } })
}

/// JSON that cannot end the element it stands in, nor begin another.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn page(view: &View) -> Value {
    json!({
        "@type": "WebPage",
        "@id": "",
        "name": view.partnership().name,
        "about": { "@id": "#partnership" },
        "dateModified": view.plan_updated_at().to_rfc3339_opts(SecondsFormat::Secs, true),
        "inLanguage": "en-GB",
        "license": LICENCE,
    })
}

fn organisation(view: &View) -> Result<Value> {
    let partnership = view.partnership();
    let mut organisation = object("GovernmentOrganization", &partnership.name);
    organisation.insert("@id".into(), json!("#partnership"));
    put(&mut organisation, "alternateName", &partnership.aliases);
    put(&mut organisation, "description", &partnership.description);
    put(&mut organisation, "url", &partnership.website);
    put(&mut organisation, "foundingDate", &partnership.started_on);
    put(&mut organisation, "dissolutionDate", &partnership.ended_on);
    let areas: Vec<Value> = partnership
        .areas
        .iter()
        .map(|area| {
            let mut place = object("AdministrativeArea", &area.name);
            put(&mut place, "identifier", &area.code);
            Value::Object(place)
        })
        .collect();
    put(&mut organisation, "areaServed", &areas);
    let members: Vec<Value> =
        super::members::listed_now(view)?.into_iter().map(|m| member(view, m)).collect();
    put(&mut organisation, "member", &members);
    if let Some(board) = all::<Meeting>(view)?.into_iter().find(|node| node.record.is_board) {
        let mut part = object("Organization", &board.record.name);
        put(&mut part, "description", &board.record.description);
        organisation.insert("subOrganization".into(), Value::Object(part));
    }
    let series = all::<Event>(view)?.into_iter().map(|node| event_series(&node.record));
    let dated = coming::list(view)?;
    let dated = dated.iter().filter(|entry| entry.when.starts_on.is_some()).map(dated_event);
    put(&mut organisation, "event", &series.chain(dated).collect::<Vec<_>>());
    Ok(Value::Object(organisation))
}

fn object(kind: &str, name: &str) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("@type".into(), json!(kind));
    map.insert("name".into(), json!(name));
    map
}

/// Adds a value unless there is none.
fn put<T: serde::Serialize>(map: &mut Map<String, Value>, name: &str, value: &T) {
    let value = json!(value);
    if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
        map.insert(name.into(), value);
    }
}

fn member(view: &View, membership: &Membership) -> Value {
    let mut member = object("Organization", &membership.name_as_published);
    if let Some(agency) = view.directory().agency(membership.agency) {
        if agency.name != membership.name_as_published {
            put(&mut member, "alternateName", &agency.name);
        }
        put(&mut member, "url", &agency.website);
        put(&mut member, "dissolutionDate", &agency.ended_on);
    }
    Value::Object(member)
}

fn event_series(event: &Event) -> Value {
    let mut series = object("EventSeries", &event.name);
    put(&mut series, "description", &event.description);
    put(&mut series, "url", &event.website);
    put(&mut series, "startDate", &event.starts_on);
    put(&mut series, "endDate", &event.ends_on);
    if let Some(venue) = &event.venue {
        series.insert("location".into(), Value::Object(object("Place", venue)));
    }
    Value::Object(series)
}

fn dated_event(entry: &Coming<'_>) -> Value {
    let name = entry.name.map_or_else(|| entry.series.to_owned(), |name| format!("{}: {name}", entry.series));
    let mut event = object("Event", &name);
    put(&mut event, "startDate", &entry.when.starts_on.map(|day| moment(day, entry.when.start_time)));
    put(&mut event, "endDate", &entry.when.last_day().map(|day| moment(day, entry.when.end_time)));
    let status = match entry.status {
        OccurrenceStatus::Planned | OccurrenceStatus::Held => "https://schema.org/EventScheduled",
        OccurrenceStatus::Cancelled => "https://schema.org/EventCancelled",
        OccurrenceStatus::Postponed => "https://schema.org/EventPostponed",
    };
    event.insert("eventStatus".into(), json!(status));
    if let Some(venue) = entry.venue {
        event.insert("location".into(), Value::Object(object("Place", venue)));
    }
    if entry.is_event {
        event.insert("superEvent".into(), Value::Object(object("EventSeries", entry.series)));
    }
    event.insert("organizer".into(), json!({ "@id": "#partnership" }));
    Value::Object(event)
}

/// A day, or a moment with London's offset of that day.
fn moment(day: NaiveDate, time: Option<NaiveTime>) -> String {
    match time {
        Some(time) => {
            london_to_utc(day, time).with_timezone(&London).to_rfc3339_opts(SecondsFormat::Secs, false)
        }
        None => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_data_block() {
        let text = serde_json::to_string(&json!("</script><!--&\u{2028}")).unwrap();
        let inert = inert(&text);
        assert!(!inert.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&inert).unwrap(), json!("</script><!--&\u{2028}"));
    }

    #[test]
    fn a_summer_moment_has_the_offset_of_summer_time() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        assert_eq!(moment(day, NaiveTime::from_hms_opt(10, 0, 0)), "2026-07-01T10:00:00+01:00");
        assert_eq!(moment(day, None), "2026-07-01");
    }
}
