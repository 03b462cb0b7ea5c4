//! `projects.csv`: the public projects and schemes as a table (RFC 4180).

use chrono::SecondsFormat;

use crate::commands::table::disarm;
use crate::error::{Error, Result};
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names, seen};
use crate::model::*;

const COLUMNS: [&str; 14] = [
    "id",
    "key",
    "name",
    "kind",
    "status",
    "leadAgency",
    "leadPost",
    "partnerAgencies",
    "priorities",
    "focusAreas",
    "startsOn",
    "endsOn",
    "website",
    "updatedAt",
];

/// The table, one line per project by name. Names in one cell are separated by "; ";
/// priorities and focus areas are those of the strategy in force, else of the latest.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View) -> Result<Vec<u8>> {
    let mut table =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::with_capacity(8_192));
    table.write_record(COLUMNS).map_err(Error::internal)?;
    let strategy = view.current_strategy()?;
    for node in all::<Project>(view)? {
        let project = &node.record;
        let mut headings = Vec::new();
        for priority in seen::<Priority>(view, &node.links.priorities)? {
            if strategy.is_some() && priority.links.strategy == strategy {
                headings.push(priority.record.heading());
            }
        }
        let mut areas = Vec::new();
        for area in seen::<FocusArea>(view, &node.links.focus_areas)? {
            let priority = linked::<Priority>(view, area.links.priority)?;
            if priority.is_some_and(|p| strategy.is_some() && p.links.strategy == strategy) {
                areas.push(area.record.title.clone());
            }
        }
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            project.id.to_string(),
            project.head.key.clone(),
            project.name.clone(),
            project.kind.word().to_owned(),
            project.status.word().to_owned(),
            names(view, project.lead_agency.as_slice()).concat(),
            project.lead_post.clone().unwrap_or_default(),
            names(view, &project.partner_agencies).join("; "),
            headings.join("; "),
            areas.join("; "),
            day(project.starts_on),
            day(project.ends_on),
            project.website.clone().unwrap_or_default(),
            view.told(&**project).updated_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        ];
        table.write_record(cells.iter().map(|cell| disarm(cell).into_owned())).map_err(Error::internal)?;
    }
    table.into_inner().map_err(|e| Error::internal(e.to_string()))
}
