//! Bringing in the rows of a spreadsheet: read, tried in the transaction, kept or not.
//!
//! Each row becomes the input of the command that makes such a record, so it meets the
//! same permission and rules. A preview does all of it and gives it up again.

mod action;
mod cell;
pub mod column;
mod known;
mod member;
mod row;
mod scheme;
mod sitting;
mod table;

use std::collections::{BTreeMap, HashSet};

use async_graphql::{ID, InputObject};

use self::column::{SheetColumn, SheetKind};
use self::known::Known;
use self::row::Row;
pub use self::table::MOST_ROWS;
use self::table::Table;
use super::done::Done;
use super::edit::{Creation, Editor, under};
use super::gate::Command;
use crate::error::{Error, Problem, Result};
use crate::model::text::sort_name;
use crate::model::*;
use crate::store::tx::WriteTx;

/// A sheet to be brought in.
#[derive(InputObject, Debug, Clone)]
pub struct ImportSheetInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// What its rows are.
    pub kind: SheetKind,
    /// The sheet as a spreadsheet puts it on the clipboard (cells parted by tabs), or as
    /// CSV. At most 1,000 rows.
    pub text: String,
    /// Whether the first row names the columns.
    #[graphql(default = true)]
    pub has_headings: bool,
    /// What each column means, null for one that is left out; found out from the headings
    /// if nothing is said.
    pub columns: Option<Vec<Option<SheetColumn>>>,
    /// The edition of the plan in which priorities and focus areas are looked for; the one
    /// in force if nothing is said.
    pub strategy_id: Option<ID>,
    /// Priorities of that edition under which all new schemes stand, beside those that
    /// their rows name.
    pub priorities: Option<Vec<ID>>,
    /// Leaves out the rows of which the register has one that is called the same.
    #[graphql(default)]
    pub skip_existing: bool,
    /// Why; it stands in the history of each new record.
    pub reason: Option<String>,
}

/// What a sheet would become.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The headings of the columns, and what each means.
    pub columns: Vec<(String, Option<SheetColumn>)>,
    /// What has to be said and no column means.
    pub missing: Option<SheetColumn>,
    /// The rows.
    pub rows: Vec<SheetRow>,
}

/// What a row would become.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// Its number in the sheet.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// What the register has already that is called the same.
    pub exists: Option<String>,
    /// Whether it is left out because of that.
    pub skipped: bool,
    id: Option<AnyId>,
}

/// Tries a sheet and writes nothing.
pub struct PreviewSheet(pub ImportSheetInput);
/// Brings a sheet in: all rows or none.
pub struct ImportSheet(pub ImportSheetInput);

impl Command for PreviewSheet {
    type Output = Sheet;
    const KEY: &'static str = "sheet.import";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Sheet> {
        let part = tx.mark()?;
        let sheet = write(&self.0, tx);
        tx.end(part, false)?;
        sheet
    }
}

impl Command for ImportSheet {
    type Output = Done;
    const KEY: &'static str = PreviewSheet::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let sheet = write(&self.0, tx)?;
        let mut problems = Vec::new();
        if let Some(column) = sheet.missing {
            problems.push(missing(column));
        }
        for row in &sheet.rows {
            problems.extend(under(&format!("rows[{}]", row.number), row.problems.clone()));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let ids: Vec<AnyId> = sheet.rows.iter().filter_map(|row| row.id).collect();
        if ids.is_empty() {
            let message = "brings in nothing: the register has every row of it already".to_owned();
            return Err(Error::Invalid(vec![Problem { path: "text".to_owned(), message }]));
        }
        Ok(Done::to_all(ids))
    }
}

fn missing(column: SheetColumn) -> Problem {
    let message = format!("no column is the {}: say which one is", column.title().to_lowercase());
    Problem { path: "columns".to_owned(), message }
}

/// Writes every row that can be, and says what is wrong with the others.
fn write(input: &ImportSheetInput, tx: &mut WriteTx<'_>) -> Result<Sheet> {
    let mut edit = Editor::new(tx)?;
    let known = Known::read(&mut edit, &input.partnership, input.strategy_id.as_ref())?;
    let table = Table::read(&input.text, input.has_headings)?;
    let columns = meant(input, &table)?;
    let required = input.kind.columns()[0];
    let missing = (!columns.contains(&Some(required))).then_some(required);
    let mut writer = Writer::new(&known, input, &mut edit)?;
    let mut rows = Vec::with_capacity(table.rows.len());
    for (number, cells) in table.rows {
        let row = match missing {
            // Every row would say so.
            Some(_) => Outcome::default(),
            None => writer.write(&mut edit, &columns, &cells)?,
        };
        let Outcome { id, problems, exists, skipped } = row;
        rows.push(SheetRow { number, cells, problems, exists, skipped, id });
    }
    if let Some(message) = writer.refused {
        return Err(Error::Forbidden(message.into()));
    }
    if rows.iter().all(|row| row.problems.is_empty()) {
        writer.link(&mut edit)?;
    }
    let columns = table.headings.into_iter().zip(columns).collect();
    Ok(Sheet { columns, missing, rows })
}

/// What each column means: as the input says, or as its heading does.
fn meant(input: &ImportSheetInput, table: &Table) -> Result<Vec<Option<SheetColumn>>> {
    let Some(said) = &input.columns else { return Ok(input.kind.matched(&table.headings)) };
    let mut problems = Vec::new();
    if said.len() > table.width {
        let message = format!("names {} columns of a sheet that has {}", said.len(), table.width);
        problems.push(Problem { path: "columns".to_owned(), message });
    }
    let mut seen = HashSet::new();
    for (i, column) in said.iter().enumerate() {
        let Some(column) = *column else { continue };
        let wrong = match (input.kind.columns().contains(&column), seen.insert(column)) {
            (false, _) => "is no column of such a sheet",
            (true, false) => "is what another column means already",
            (true, true) => continue,
        };
        problems.push(Problem { path: format!("columns[{i}]"), message: wrong.to_owned() });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let rest = table.width.saturating_sub(said.len());
    Ok(said.iter().copied().chain(std::iter::repeat_n(None, rest)).collect())
}

/// What became of a row.
#[derive(Default)]
struct Outcome {
    id: Option<AnyId>,
    problems: Vec<Problem>,
    exists: Option<String>,
    skipped: bool,
}

/// Writes the rows of one sheet.
struct Writer<'s> {
    known: &'s Known,
    input: &'s ImportSheetInput,
    /// Priorities under which all new schemes stand.
    shared: Vec<PriorityId>,
    /// What the rows before were called, folded.
    said: HashSet<String>,
    /// Why every row so far was refused; none once one was not.
    refused: Option<String>,
    /// Whether a row was let through by the permissions.
    permitted: bool,
    next_member: i32,
    under_priorities: BTreeMap<PriorityId, Vec<ProjectId>>,
    under_focus_areas: BTreeMap<FocusAreaId, Vec<ProjectId>>,
}

impl<'s> Writer<'s> {
    fn new(known: &'s Known, input: &'s ImportSheetInput, edit: &mut Editor<'_, '_>) -> Result<Self> {
        let given = input.priorities.as_deref().unwrap_or_default();
        if !given.is_empty() && input.kind != SheetKind::Schemes {
            edit.problems.add("priorities", "is given for a sheet that is not of schemes: leave it out");
        }
        let shared = edit.links::<PriorityId>("priorities", given, known.partnership)?;
        for (i, id) in shared.iter().enumerate() {
            if !known.has_priority(*id) {
                let problem = "belongs to another edition: name the edition with strategyId";
                edit.problems.add(&format!("priorities[{i}]"), problem);
            }
        }
        edit.problems.optional_text("reason", input.reason.as_deref(), 2_000);
        edit.end_of_input()?;
        Ok(Writer {
            known,
            input,
            shared,
            said: HashSet::new(),
            refused: None,
            permitted: false,
            next_member: known.next_member,
            under_priorities: BTreeMap::new(),
            under_focus_areas: BTreeMap::new(),
        })
    }

    fn write(
        &mut self,
        edit: &mut Editor<'_, '_>,
        columns: &[Option<SheetColumn>],
        cells: &[String],
    ) -> Result<Outcome> {
        let mut row = Row::new(columns, cells);
        let (known, reason) = (self.known, self.input.reason.as_ref());
        match self.input.kind {
            SheetKind::Schemes => {
                let scheme = scheme::read(&mut row, known, reason);
                let exists = scheme.exists.or_else(|| self.repeats(&scheme.input.name));
                let outcome = self.create(edit, row, exists, Some(&scheme.input))?;
                if let Some(id) = outcome.id {
                    let id = ProjectId::from_uuid(id.uuid);
                    let named = scheme.priorities.into_iter().filter(|named| !self.shared.contains(named));
                    for priority in self.shared.iter().copied().chain(named) {
                        self.under_priorities.entry(priority).or_default().push(id);
                    }
                    for focus_area in scheme.focus_areas {
                        self.under_focus_areas.entry(focus_area).or_default().push(id);
                    }
                }
                Ok(outcome)
            }
            SheetKind::Actions => {
                let action = action::read(&mut row, known, reason);
                let exists = action.exists.clone().or_else(|| self.repeats(action.text()));
                self.create(edit, row, exists, Some(&action))
            }
            SheetKind::Sittings => {
                let sitting = sitting::read(&mut row, known, reason);
                let exists = sitting.as_ref().and_then(|sitting| {
                    sitting.exists.clone().or_else(|| self.repeats(&sitting.day_of_meeting()?))
                });
                self.create(edit, row, exists, sitting.as_ref())
            }
            SheetKind::Members => {
                let member = member::read(&mut row, known, self.next_member, reason);
                let exists = member
                    .as_ref()
                    .and_then(|member| member.exists.clone().or_else(|| self.repeats(member.agency())));
                let outcome = self.create(edit, row, exists, member.as_ref())?;
                self.next_member += i32::from(outcome.id.is_some());
                Ok(outcome)
            }
        }
    }

    /// That a row before was called the same, if one was.
    fn repeats(&mut self, name: &str) -> Option<String> {
        let folded = sort_name(name);
        let again = !folded.is_empty() && !self.said.insert(folded);
        again.then(|| "A row above says the same".to_owned())
    }

    fn create<I: Creation>(
        &mut self,
        edit: &mut Editor<'_, '_>,
        row: Row<'_>,
        exists: Option<String>,
        input: Option<&I>,
    ) -> Result<Outcome> {
        let skipped = exists.is_some() && self.input.skip_existing;
        let mut outcome = Outcome { exists, skipped, ..Outcome::default() };
        if skipped {
            return Ok(outcome);
        }
        let (Some(input), true) = (input, row.problems.is_empty()) else {
            outcome.problems = row.problems;
            return Ok(outcome);
        };
        match edit.create(input) {
            Ok(id) => outcome.id = Some(id.into()),
            Err(Error::Invalid(problems)) => outcome.problems = problems,
            // Somebody may bring in what their agency leads and not what another does.
            Err(Error::Forbidden(message)) => {
                if !self.permitted {
                    self.refused = Some(message.to_string());
                }
                outcome.problems = vec![Problem { path: String::new(), message: message.into_owned() }];
                return Ok(outcome);
            }
            Err(other) => return Err(other),
        }
        self.permitted = true;
        self.refused = None;
        Ok(outcome)
    }

    /// Puts the new schemes under the plan: one change for each priority and focus area.
    fn link(&self, edit: &mut Editor<'_, '_>) -> Result<()> {
        let reason = self.input.reason.as_deref();
        for (priority, projects) in &self.under_priorities {
            edit.put_under_priority(*priority, projects, reason)?;
        }
        for (focus_area, projects) in &self.under_focus_areas {
            edit.put_under_focus_area(*focus_area, projects, reason)?;
        }
        Ok(())
    }
}
