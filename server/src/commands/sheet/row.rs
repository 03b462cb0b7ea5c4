//! One row of a sheet while it is read.

use std::collections::HashMap;

use async_graphql::{ID, MaybeUndefined};

use super::cell;
use super::column::SheetColumn;
use super::known::Known;
use crate::error::Problem;
use crate::model::Words;
use crate::model::scalars::{Date, TimeOfDay};

/// The cells of a row that say something, by what they mean.
pub struct Row<'a> {
    cells: HashMap<SheetColumn, &'a str>,
    /// What is wrong with them, with the column's field as path.
    pub problems: Vec<Problem>,
}

impl<'a> Row<'a> {
    /// The row as its columns are meant; empty cells say nothing.
    pub fn new(columns: &[Option<SheetColumn>], cells: &'a [String]) -> Self {
        let meant = columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell.as_str())));
        Row { cells: meant.filter(|(_, cell)| !cell.is_empty()).collect(), problems: Vec::new() }
    }

    /// Notes a problem with a column.
    pub fn wrong(&mut self, column: SheetColumn, message: impl Into<String>) {
        self.problems.push(Problem { path: column.field().to_owned(), message: message.into() });
    }

    /// A cell that must say something; empty, with a problem noted, when it does not.
    pub fn required(&mut self, column: SheetColumn) -> &'a str {
        let said = self.cells.get(&column).copied();
        if said.is_none() {
            self.wrong(column, "is empty: each row needs one");
        }
        said.unwrap_or_default()
    }

    /// A cell as it stands.
    pub fn said(&self, column: SheetColumn) -> Option<&'a str> {
        self.cells.get(&column).copied()
    }

    /// A cell as text.
    pub fn text(&self, column: SheetColumn) -> MaybeUndefined<String> {
        maybe(self.said(column).map(str::to_owned))
    }

    /// What `read` makes of a cell; a problem when it makes nothing of it.
    fn read<T>(
        &mut self,
        column: SheetColumn,
        read: impl FnOnce(&str) -> Option<T>,
        expected: impl FnOnce() -> String,
    ) -> Option<T> {
        let said = self.said(column)?;
        let found = read(said);
        if found.is_none() {
            self.wrong(column, format!("cannot be read: “{said}”. {}", expected()));
        }
        found
    }

    /// A day.
    pub fn day(&mut self, column: SheetColumn) -> Option<chrono::NaiveDate> {
        let likely = |text: &str| cell::date(text).filter(|day| cell::is_likely(*day));
        self.read(column, likely, || "Write a day such as 3 March 2026 or 03/03/2026".to_owned())
    }

    /// A day as inputs have it.
    pub fn date(&mut self, column: SheetColumn) -> MaybeUndefined<Date> {
        maybe(self.day(column).map(Date))
    }

    /// A time of day.
    pub fn time(&mut self, column: SheetColumn) -> MaybeUndefined<TimeOfDay> {
        maybe(
            self.read(column, cell::time, || "Write a time such as 14:30 or 2.30pm".to_owned())
                .map(TimeOfDay),
        )
    }

    /// A value of a vocabulary.
    pub fn word<W: Words>(&mut self, column: SheetColumn) -> Option<W> {
        self.read(column, cell::word, || format!("Choose from {}", cell::choices::<W>()))
    }

    /// An agency by name.
    pub fn agency(&mut self, column: SheetColumn, known: &Known) -> MaybeUndefined<ID> {
        let found = self.said(column).map(|name| known.agency(name));
        maybe(self.good(column, found).map(|id| ID(id.to_string())))
    }

    /// Agencies by name; one whose name holds a semicolon is understood alone.
    pub fn agencies(&mut self, column: SheetColumn, known: &Known) -> MaybeUndefined<Vec<ID>> {
        let found = self.each(column, |name| known.agency(name));
        maybe(found.map(|ids| ids.into_iter().map(|id| ID(id.to_string())).collect()))
    }

    /// Several records by name.
    pub fn each<T: PartialEq>(
        &mut self,
        column: SheetColumn,
        find: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let said = self.said(column)?;
        if let Ok(only) = find(said) {
            return Some(vec![only]);
        }
        let mut found = Vec::new();
        for name in cell::names(said) {
            let next = Some(find(name));
            found.extend(self.good(column, next).filter(|next| !found.contains(next)));
        }
        Some(found)
    }

    /// What was found, or a problem.
    pub fn good<T>(&mut self, column: SheetColumn, found: Option<Result<T, String>>) -> Option<T> {
        match found? {
            Ok(found) => Some(found),
            Err(wrong) => {
                self.wrong(column, wrong);
                None
            }
        }
    }
}

/// What was said, or nothing.
pub fn maybe<T>(said: Option<T>) -> MaybeUndefined<T> {
    said.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}
