//! An agency's return: what it has to say of several of its schemes and actions at once.

mod action;
mod answer;
mod row;

use async_graphql::{ID, InputObject};

pub use action::ReturnActionInput;
pub use row::ReturnRowInput;

use super::done::{Done, Refused};
use super::edit::{Editor, MOST, forbidden, twice};
use super::gate::Command;
use super::update_request;
use crate::auth::policy::Ties;
use crate::clock::london_date;
use crate::error::{Error, Problem, Result};
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::WriteTx;

/// What an agency says of several of its schemes and actions.
#[derive(InputObject, Debug, Clone)]
pub struct SubmitReturnInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// The agency whose return it is, by id or slug; the one that you act for if nothing
    /// is said.
    pub agency: Option<ID>,
    /// The request for updates that it answers, by id. The agency has answered once every
    /// row and action of a return was written.
    pub request: Option<ID>,
    /// The day the progress speaks of, not to come; today if nothing is said.
    pub on: Option<Date>,
    /// The period in words, such as "Q2 2026/27".
    pub period_label: Option<String>,
    /// The schemes; at most 200, each once. None, when the return is about actions or answers a
    /// request of an agency that has none.
    #[graphql(default)]
    pub rows: Vec<ReturnRowInput>,
    /// The agency's actions; at most 200, each once.
    #[graphql(default)]
    pub actions: Vec<ReturnActionInput>,
    /// Whether a row or action that is refused keeps all others from being written. If
    /// not, those that are fine are written together and the others are named.
    #[graphql(default)]
    pub all_or_nothing: bool,
}

/// Takes an agency's return.
pub struct SubmitReturn(pub SubmitReturnInput);

/// Whose return it is, and where.
#[derive(Debug, Clone, Copy)]
struct Whose {
    partnership: PartnershipId,
    agency: AgencyId,
    /// Whether a coordinator enters it for the agency.
    on_behalf: bool,
}

impl Whose {
    /// Acts as whoever may send the agency's return.
    fn permit(self, edit: &mut Editor<'_, '_>) -> Result<()> {
        let ties = Ties { leads: vec![self.agency], ..Ties::of_partnership(self.partnership) };
        edit.permit_with(SubmitReturn::KEY, &ties)
    }
}

impl Command for SubmitReturn {
    type Output = Done;
    const KEY: &'static str = "return.submit";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        self.within_limits()?;
        let mut edit = Editor::new(tx)?;
        let partnership = edit.partnership(&input.partnership)?;
        let whose = self.whose(&mut edit, partnership)?;
        let request = input.request.as_ref().map(|id| update_request::find(&mut edit, id)).transpose()?;
        answer::check(&mut edit, whose, request.as_ref())?;
        self.agrees_with_itself(&mut edit)?;
        let all = edit.tx.mark()?;
        let (mut done, mut forbidden) = (Done::default(), Vec::new());
        for (row, said) in input.rows.iter().enumerate() {
            part(&mut edit, (&mut done, &mut forbidden), "rows", row, |edit| {
                said.take(edit, whose, input).map(AnyId::from)
            })?;
        }
        for (row, said) in input.actions.iter().enumerate() {
            part(&mut edit, (&mut done, &mut forbidden), "actions", row, |edit| {
                said.take(edit, whose).map(AnyId::from)
            })?;
        }
        // Who may do nothing of it is told so of the whole.
        if done.ids.is_empty()
            && forbidden.len() == done.refused.len()
            && let Some(why) = forbidden.pop()
        {
            edit.tx.end(all, false)?;
            return Err(Error::Forbidden(why.into()));
        }
        let keep = done.refused.is_empty() || !input.all_or_nothing;
        if let (true, Some(request)) = (done.refused.is_empty(), &request) {
            answer::note(&mut edit, whose, request)?;
        }
        edit.tx.end(all, keep)?;
        if !keep {
            done.ids.clear();
        }
        Ok(done)
    }
}

/// Takes one part of a return, which is written or refused alone.
fn part(
    edit: &mut Editor<'_, '_>,
    (done, forbidden): (&mut Done, &mut Vec<String>),
    list: &'static str,
    row: usize,
    take: impl FnOnce(&mut Editor<'_, '_>) -> Result<AnyId>,
) -> Result<()> {
    let part = edit.tx.mark()?;
    let result = take(edit);
    edit.tx.end(part, result.is_ok())?;
    edit.problems = Default::default();
    let refused = match result {
        Ok(id) => {
            done.ids.push(id);
            return Ok(());
        }
        Err(Error::Invalid(problems)) => Refused { list, row, problems, conflict: false },
        Err(Error::Conflict(_)) => Refused { list, row, problems: Vec::new(), conflict: true },
        Err(error @ (Error::NotFound(_) | Error::Forbidden(_))) => {
            let message = error.to_string();
            forbidden.extend(matches!(error, Error::Forbidden(_)).then(|| message.clone()));
            let path = if list == "rows" { "project" } else { "action" };
            let problem = Problem { path: path.to_owned(), message };
            Refused { list, row, problems: vec![problem], conflict: false }
        }
        Err(other) => return Err(other),
    };
    done.refused.push(refused);
    Ok(())
}

impl SubmitReturn {
    /// That the return says one thing of each scheme and action, and of days that have
    /// been: otherwise nothing of it can be believed, and no row of it is written.
    fn agrees_with_itself(&self, edit: &mut Editor<'_, '_>) -> Result<()> {
        let input = &self.0;
        let rows = twice("rows", "project", input.rows.iter().map(|row| &row.project));
        let actions = twice("actions", "action", input.actions.iter().map(|said| &said.action));
        for (_, Problem { path, message }) in rows.into_iter().chain(actions) {
            edit.problems.add(&path, message);
        }
        if input.on.is_some_and(|on| on.0 > london_date(edit.tx.now())) {
            edit.problems.add("on", "is a day to come: a return speaks of what has been");
        }
        // Here and not in each row, of which they are no fields.
        edit.problems.date("on", input.on.map(|on| on.0));
        edit.problems.optional_line("periodLabel", input.period_label.as_deref(), 100);
        edit.end_of_input()
    }

    fn within_limits(&self) -> Result<()> {
        for (list, count) in [("rows", self.0.rows.len()), ("actions", self.0.actions.len())] {
            if count > MOST {
                let message = format!("{list} has {count} entries: give at most {MOST}.");
                return Err(Error::limit(list, MOST as u64, message));
            }
        }
        if self.0.rows.is_empty() && self.0.actions.is_empty() && self.0.request.is_none() {
            let message = format!("rows has 0 entries: give 1 to {MOST}, or actions, or a request.");
            return Err(Error::limit("rows", MOST as u64, message));
        }
        Ok(())
    }

    /// The agency whose return it is: for coordinators any, for others one that they act
    /// for.
    fn whose(&self, edit: &mut Editor<'_, '_>, partnership: PartnershipId) -> Result<Whose> {
        let mine = edit.viewer.acts_for(partnership, &[Role::PartnerAdmin, Role::Contributor]);
        let coordinates = edit.viewer.is_in(Role::Coordinator, partnership);
        if mine.is_empty() && !coordinates {
            return Err(forbidden(Self::KEY));
        }
        let agency = match &self.0.agency {
            Some(id) => edit.agency("agency", id)?,
            None if mine.len() == 1 => mine.first().copied(),
            None => {
                edit.problems.add("agency", "is missing: say whose return it is");
                None
            }
        };
        edit.end_of_input()?;
        let agency = agency.ok_or_else(|| forbidden(Self::KEY))?;
        edit.takes_new_at(agency.into(), "agency")?;
        edit.end_of_input()?;
        let whose = Whose { partnership, agency, on_behalf: !mine.contains(&agency) };
        whose.permit(edit)?;
        Ok(whose)
    }
}
