//! An agency's return: what it has to say of several of its schemes at once.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::done::{Done, Refused};
use super::edit::{Editor, MOST, forbidden};
use super::gate::Command;
use super::progress::{PostProgressInput, ProgressFields};
use crate::error::{Error, Problem, Result};
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::WriteTx;

/// What an agency says of several of its schemes.
#[derive(InputObject, Debug, Clone)]
pub struct SubmitReturnInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// The agency whose return it is, by id or slug; the one that you act for if nothing
    /// is said.
    pub agency: Option<ID>,
    /// The day the progress speaks of, not to come; today if nothing is said.
    pub on: Option<Date>,
    /// The period in words, such as "Q2 2026/27".
    pub period_label: Option<String>,
    /// The schemes; at most 200.
    pub rows: Vec<ReturnRowInput>,
    /// Whether a row that is refused keeps all others from being written. If not, the
    /// rows that are fine are written together and the others are named.
    #[graphql(default)]
    pub all_or_nothing: bool,
}

/// What an agency says of one scheme.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnRowInput {
    /// The project, by id; one that the agency leads or takes part in.
    pub project: ID,
    /// The version that you saw; if it has changed since, the row is not written.
    pub version: i32,
    /// Where it stands now. Only those who may change the project change this.
    pub status: Option<ProjectStatus>,
    /// How it is going; makes a progress update.
    pub rating: Option<Rating>,
    /// What there is to say; makes a progress update. Do not name or describe individuals.
    pub narrative: Option<String>,
    /// Why, for this row; required when the rating improves from red to green.
    pub note: Option<String>,
    /// That nothing has changed; then the row says nothing else.
    #[graphql(default)]
    pub no_change: bool,
}

/// Takes an agency's return.
pub struct SubmitReturn(pub SubmitReturnInput);

impl Command for SubmitReturn {
    type Output = Done;
    const KEY: &'static str = "return.submit";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        if input.rows.is_empty() || input.rows.len() > MOST {
            let message = format!("rows has {} entries: give 1 to {MOST}.", input.rows.len());
            return Err(Error::limit("rows", MOST as u64, message));
        }
        let mut edit = Editor::new(tx)?;
        let partnership = edit.partnership(&input.partnership)?;
        let agency = self.agency(&mut edit, partnership)?;
        let all = edit.tx.mark()?;
        let mut done = Done::default();
        for (row, said) in input.rows.iter().enumerate() {
            let part = edit.tx.mark()?;
            let result = self.take(&mut edit, partnership, agency, said);
            edit.tx.end(part, result.is_ok())?;
            edit.problems = Default::default();
            let refused = match result {
                Ok(id) => {
                    done.ids.push(id.into());
                    continue;
                }
                Err(Error::Invalid(problems)) => Refused { row, problems, conflict: false },
                Err(Error::Conflict(_)) => Refused { row, problems: Vec::new(), conflict: true },
                Err(Error::NotFound(message)) => {
                    let problem = Problem { path: "project".to_owned(), message: message.into_owned() };
                    Refused { row, problems: vec![problem], conflict: false }
                }
                Err(other) => return Err(other),
            };
            done.refused.push(refused);
        }
        let keep = done.refused.is_empty() || !input.all_or_nothing;
        edit.tx.end(all, keep)?;
        if !keep {
            done.ids.clear();
        }
        Ok(done)
    }
}

impl SubmitReturn {
    /// The agency whose return it is: for coordinators any, for others one that they act
    /// for.
    fn agency(&self, edit: &mut Editor<'_, '_>, partnership: PartnershipId) -> Result<AgencyId> {
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
        agency.filter(|agency| coordinates || mine.contains(agency)).ok_or_else(|| forbidden(Self::KEY))
    }

    /// Takes one row.
    fn take(
        &self,
        edit: &mut Editor<'_, '_>,
        partnership: PartnershipId,
        agency: AgencyId,
        row: &ReturnRowInput,
    ) -> Result<ProjectId> {
        let before: Project = edit.find(&row.project)?;
        edit.permit("project.confirm", &before.clone().into())?;
        edit.at_version(&before, row.version)?;
        let reports = row.rating.is_some() || row.narrative.is_some();
        let is_of_agency = before.agencies().iter().any(|(own, _)| *own == agency);
        if before.partnership != partnership || !is_of_agency {
            edit.problems.add("project", "is not led by the agency, and it takes no part in it");
        }
        if row.no_change && (reports || row.status.is_some()) {
            edit.problems.add("noChange", "is said together with something else: say one of them");
        } else if !row.no_change && !reports && row.status.is_none() {
            edit.problems.add("", "says nothing: give status, rating or narrative, or noChange");
        }
        edit.end_of_input()?;
        let note = row.note.as_deref();
        let mut after = before.clone();
        if row.no_change {
            after.last_confirmed_at = Some(edit.tx.now());
            edit.save("project.confirm", &before, after, note, |_, _| Ok(()))?;
        } else if let Some(status) = row.status.filter(|status| *status != before.status) {
            after.status = status;
            edit.permit("project.update", &before.clone().into())?;
            edit.save("project.update", &before, after, note, |_, _| Ok(()))?;
        }
        if reports {
            edit.create(&self.report(agency, row))?;
        }
        Ok(before.id)
    }

    fn report(&self, agency: AgencyId, row: &ReturnRowInput) -> PostProgressInput {
        fn given<T>(value: Option<T>) -> MaybeUndefined<T> {
            value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
        }
        PostProgressInput {
            project: Some(row.project.clone()),
            priority: None,
            focus_area: None,
            rating: row.rating.unwrap_or(Rating::NotRated),
            reason: row.note.clone(),
            fields: ProgressFields {
                on: given(self.0.on),
                period_label: given(self.0.period_label.clone()),
                narrative: given(row.narrative.clone()),
                reported_by: MaybeUndefined::Value(ID(agency.to_string())),
                ..ProgressFields::default()
            },
        }
    }
}
