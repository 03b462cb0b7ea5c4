//! A pasted sheet as rows of cells.

use crate::error::{Error, Problem, Result};

/// How many rows a sheet has at most, beside its headings.
pub const MOST_ROWS: usize = 1_000;
/// How many columns.
const MOST_COLUMNS: usize = 50;

/// Rows of cells, all of the same width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The first row, when it names the columns.
    pub headings: Vec<String>,
    /// The others that say anything, each with its number in the sheet.
    pub rows: Vec<(usize, Vec<String>)>,
    /// How many columns there are.
    pub width: usize,
}

impl Table {
    /// Reads what a spreadsheet puts on the clipboard, or a CSV file: the mark that parts
    /// its cells is the one that stands most often in the first line.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `text` when it is empty, too large or not such a sheet.
    pub fn read(text: &str, has_headings: bool) -> Result<Table> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(mark(text))
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut rows = Vec::new();
        for (i, record) in reader.records().enumerate() {
            let record = record.map_err(|error| invalid(&format!("is not a sheet: {error}")))?;
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push((i + 1, cells));
            }
            if rows.len() > MOST_ROWS + 1 {
                break;
            }
        }
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        for (_, cells) in &mut rows {
            cells.resize(width, String::new());
        }
        let headings = match has_headings && !rows.is_empty() {
            true => rows.remove(0).1,
            false => vec![String::new(); width],
        };
        match (rows.len(), width) {
            (0, _) => Err(invalid("holds no rows: copy the sheet with its headings and paste it")),
            (rows, _) if rows > MOST_ROWS => Err(invalid("holds more than 1,000 rows: paste it in parts")),
            (_, width) if width > MOST_COLUMNS => {
                Err(invalid("holds more than 50 columns: copy only those that are meant"))
            }
            _ => Ok(Table { headings, rows, width }),
        }
    }
}

/// The mark that parts the cells: whatever stands most often in the first line.
fn mark(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    [b'\t', b';', b','].into_iter().rev().max_by_key(|mark| often(*mark)).unwrap_or(b'\t')
}

fn invalid(message: &str) -> Error {
    Error::Invalid(vec![Problem { path: "text".to_owned(), message: message.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_copies_is_read_with_line_breaks_inside_cells() {
        let table = Table::read("Name\tAbout\nBell Meadow\t\"two\nlines, a comma\"\n\t\nLamps\n", true);
        let table = table.expect("a sheet");
        assert_eq!(table.headings, ["Name", "About"]);
        assert_eq!(
            table.rows,
            [
                (2, vec!["Bell Meadow".to_owned(), "two\nlines, a comma".to_owned()]),
                (4, vec!["Lamps".to_owned(), String::new()]),
            ]
        );
    }

    #[test]
    fn commas_and_semicolons_part_cells_too() {
        for text in ["Name,Status\nLamps,Active", "Name;Status\nLamps;Active"] {
            assert_eq!(Table::read(text, true).expect("a sheet").headings, ["Name", "Status"]);
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(Table::read(" \n\t\n", true).is_err());
        assert!(Table::read("Name\n", true).is_err());
        assert!(Table::read(&"x\n".repeat(1_001), false).is_err());
        assert!(Table::read(&"x\n".repeat(1_000), false).is_ok());
    }
}
