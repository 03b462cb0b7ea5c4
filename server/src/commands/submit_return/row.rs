//! What a return says of one scheme.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::{SubmitReturnInput, Whose};
use crate::clock::london_date;
use crate::commands::edit::Editor;
use crate::commands::progress::{PostProgressInput, ProgressFields};
use crate::error::{Error, Result};
use crate::model::*;

/// What an agency says of one scheme.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnRowInput {
    /// The project, by id; one that the agency leads or takes part in.
    pub project: ID,
    /// The version that you saw; if it has changed since, the row is not written. It guards
    /// the status: what others reported meanwhile changes no project, and stands beside.
    pub version: i32,
    /// Where it stands now. Only those who may change the project change this; alone, and
    /// the same as before, it says that nothing has changed.
    pub status: Option<ProjectStatus>,
    /// How it is going; makes a progress update.
    pub rating: Option<Rating>,
    /// What there is to say; makes a progress update. Do not name or describe individuals.
    pub narrative: Option<String>,
    /// Why, for this row; required when the rating improves from red to green.
    pub note: Option<String>,
    /// That nothing has changed; then the row says nothing else, and the return names no
    /// other day with `on`: it is confirmed as it stands today.
    #[graphql(default)]
    pub no_change: bool,
}

/// An error in the words of a row, whose reason is called a note.
fn of_row(error: Error) -> Error {
    match error {
        Error::Invalid(mut problems) => {
            problems.iter_mut().filter(|p| p.path == "reason").for_each(|p| p.path = "note".to_owned());
            Error::Invalid(problems)
        }
        other => other,
    }
}

impl ReturnRowInput {
    /// Takes what is said of the scheme.
    pub(super) fn take(
        &self,
        edit: &mut Editor<'_, '_>,
        whose: Whose,
        input: &SubmitReturnInput,
    ) -> Result<ProjectId> {
        let before: Project = edit.find(&self.project)?;
        edit.permit("project.confirm", &before.clone().into())?;
        edit.at_version(&before, self.version)?;
        edit.takes_new("project", &before)?;
        let reports = self.rating.is_some() || self.narrative.is_some();
        let is_of_agency = before.agencies().iter().any(|(own, _)| *own == whose.agency);
        if before.partnership != whose.partnership || !is_of_agency {
            edit.problems.add("project", "is not led by the agency, and it takes no part in it");
        }
        if self.no_change && (reports || self.status.is_some()) {
            edit.problems.add("noChange", "is said together with something else: say one of them");
        } else if self.no_change && input.on.is_some_and(|on| on.0 != london_date(edit.tx.now())) {
            let problem = "is said of today, and the return names another day with on: leave on out, or say \
                           how it stood then with a rating or a narrative";
            edit.problems.add("noChange", problem);
        } else if !self.no_change && !reports && self.status.is_none() {
            edit.problems.add("", "says nothing: give status, rating or narrative, or noChange");
        }
        edit.end_of_input()?;
        self.write(edit, &before, reports.then(|| self.report(whose.agency, input))).map_err(of_row)?;
        Ok(before.id)
    }

    fn write(
        &self,
        edit: &mut Editor<'_, '_>,
        before: &Project,
        report: Option<PostProgressInput>,
    ) -> Result<()> {
        let note = self.note.as_deref();
        let mut after = before.clone();
        match self.status.filter(|status| *status != before.status) {
            Some(status) => {
                after.status = status;
                edit.permit("project.update", &before.clone().into())?;
                edit.save("project.update", before, after, note, |_, _| Ok(()))?;
            }
            // The status that it has already says no more than that nothing has changed.
            None if report.is_none() => {
                after.last_confirmed_at = Some(edit.tx.now());
                edit.save("project.confirm", before, after, note, |_, _| Ok(()))?;
            }
            None => {}
        }
        if let Some(report) = report {
            edit.create(&report)?;
        }
        Ok(())
    }

    fn report(&self, agency: AgencyId, input: &SubmitReturnInput) -> PostProgressInput {
        fn given<T>(value: Option<T>) -> MaybeUndefined<T> {
            value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
        }
        PostProgressInput {
            project: Some(self.project.clone()),
            priority: None,
            focus_area: None,
            rating: self.rating.unwrap_or(Rating::NotRated),
            reason: self.note.clone(),
            fields: ProgressFields {
                on: given(input.on),
                period_label: given(input.period_label.clone()),
                narrative: given(self.narrative.clone()),
                reported_by: MaybeUndefined::Value(ID(agency.to_string())),
                ..ProgressFields::default()
            },
        }
    }
}
