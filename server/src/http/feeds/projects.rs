//! `projects.csv`: the public projects and schemes as a table (RFC 4180).

use std::borrow::Cow;

use chrono::SecondsFormat;

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
            project.head.updated_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        ];
        table.write_record(cells.iter().map(|cell| disarm(cell).into_owned())).map_err(Error::internal)?;
    }
    table.into_inner().map_err(|e| Error::internal(e.to_string()))
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before whatever could
/// begin one, also behind blanks that a spreadsheet may drop.
pub fn disarm(cell: &str) -> Cow<'_, str> {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\0');
    let dangerous = cell.starts_with(['\t', '\r', '\n', '\0'])
        || cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).starts_with(begins);
    if dangerous { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whatever_a_spreadsheet_takes_for_a_formula_is_disarmed() {
        for cell in ["=1+1", "+1", "-1", "@x", "\t=1", "\rx", "\0x", " =1", "\n@x", "＝1"] {
            assert_eq!(disarm(cell), format!("'{cell}"));
        }
        for cell in ["", "CCTV", "A&E data sharing", "x=1", "a-b", "'quoted'"] {
            assert_eq!(disarm(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_no_text_is_lost(cell in "[=+@\\-\t\r\n\0 \"',;a-zé]{0,12}") {
            let safe = disarm(&cell);
            let first = safe.chars().next();
            prop_assert!(!first.is_some_and(|c| "=+-@\t\r\n\0".contains(c)), "{safe:?}");
            prop_assert_eq!(safe.strip_prefix('\'').filter(|rest| *rest == cell).unwrap_or(&safe), &cell);
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            writer.write_record([&*safe, "x"]).unwrap();
            let bytes = writer.into_inner().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let row = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(&row[0], &*safe);
            prop_assert_eq!(row.len(), 2);
        }
    }
}
