//! Schemes of which nothing was heard: stale, or without a report since the last sitting.

use chrono::NaiveDate;

use super::document::{Body, Cell, count};
use super::period::Period;
use crate::clock::london_date;
use crate::error::Result;
use crate::graph::read::names;
use crate::model::in_words::day_of;
use crate::model::*;

/// What is said of schemes that no agency leads.
const NO_LEAD: &str = "No lead agency";

/// The silent schemes by the agency that leads them.
///
/// # Errors
/// When the request has spent its budget.
pub fn write(period: &Period, body: &mut Body) -> Result<()> {
    body.heading(2, "Schemes without news");
    let view = &*period.now;
    let mut rows: Vec<(String, String, [Cell; 4])> = Vec::new();
    let mut lasting = 0;
    for place in view.all::<Project>()? {
        let project = &view.node::<Project>(place).record;
        if project.status.has_ended() {
            continue;
        }
        lasting += 1;
        let said = period.rated(ProgressSubject::Project(project.id))?.now.map(|update| update.on);
        let confirmed = project.last_confirmed_at.map(london_date);
        let news = said.max(confirmed);
        let is_stale = view.is_stale(place)?;
        let Some(why) = silence(period, news, is_stale) else { continue };
        let lead = names(view, project.lead_agency.as_slice()).first().map_or(NO_LEAD, |name| name);
        let heard = news.map_or_else(|| "Never".to_owned(), day_of);
        let cells = [lead.into(), project.name.as_str().into(), heard.into(), why.into()];
        // Those without a lead come last.
        let order = if lead == NO_LEAD { char::MAX.to_string() } else { text::sort_name(lead) };
        rows.push((order, text::sort_name(&project.name), cells));
    }
    if rows.is_empty() {
        body.text(&format!(
            "There has been news of every scheme that is not over since {}.",
            period.since_words
        ));
        return Ok(());
    }
    rows.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    body.text(&format!(
        "{} of {} that are not over have had no progress update and no confirmation since {}.",
        rows.len(),
        count(lasting, "scheme", "schemes"),
        period.since_words
    ));
    let columns = [("Agency", 4), ("Scheme", 5), ("Last news", 3), ("Why it is listed", 4)];
    body.table("Stale or unreported schemes by agency", columns, rows.into_iter().map(|row| row.2).collect());
    Ok(())
}

/// Why a scheme with its last news on a day is listed; none when it is not.
fn silence(period: &Period, news: Option<NaiveDate>, is_stale: bool) -> Option<&'static str> {
    match (is_stale, news) {
        (true, _) => Some("Stale: no news for too long"),
        (false, None) => Some("Never reported"),
        (false, Some(day)) if day <= period.since => Some("No report in this period"),
        _ => None,
    }
}
