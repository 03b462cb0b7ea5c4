//! Tables for spreadsheets: lines of comma-separated values.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// A line of a table, each cell disarmed.
///
/// # Errors
/// None in practice: memory takes what is written.
pub fn line<T: AsRef<str>>(cells: &[T]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let cells = cells.iter().map(|cell| disarm(cell.as_ref()).into_owned());
    writer.write_record(cells).map_err(Error::internal)?;
    writer.into_inner().map_err(|e| Error::internal(e.to_string()))
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
