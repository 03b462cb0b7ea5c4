//! Who leads what: claiming a record that nobody leads, and assigning leads.

use async_graphql::{ID, InputObject};

use super::done::{Done, Notice};
use super::edit::{Editor, MOST, forbidden, in_row, twice, under};
use super::gate::Command;
use crate::auth::policy::{self, Ties};
use crate::error::{Error, Problem, Result, Stale};
use crate::model::*;
use crate::store::tx::{Deed, WriteTx};

/// A project, meeting or event to make one's own.
#[derive(InputObject, Debug, Clone)]
pub struct ClaimInput {
    /// The id of a project, meeting or event that no agency leads, chairs or hosts.
    pub record: ID,
    /// The agency, by id or slug, for those who act for several.
    pub agency: Option<ID>,
    /// Why.
    pub reason: Option<String>,
}

/// Who leads one record.
#[derive(InputObject, Debug, Clone)]
pub struct LeadInput {
    /// The id of a project, meeting or event.
    pub record: ID,
    /// The agency that leads, chairs or hosts it, by id or slug; null: none.
    pub agency: Option<ID>,
    /// The version that you saw; if it has changed since, nothing is written. Any, if
    /// nothing is said.
    pub version: Option<i32>,
}

/// Who leads several records, all or none.
#[derive(InputObject, Debug, Clone)]
pub struct AssignLeadsInput {
    /// The records and their leads; at most 200, each record once.
    pub rows: Vec<LeadInput>,
    /// Why.
    pub reason: Option<String>,
}

/// The project, meeting or event with this id.
fn find_led(edit: &mut Editor<'_, '_>, id: &ID) -> Result<Record> {
    match id.parse::<AnyId>().map(|id| id.entity) {
        Ok(EntityType::Project) => edit.find::<Project>(id).map(Record::from),
        Ok(EntityType::Meeting) => edit.find::<Meeting>(id).map(Record::from),
        Ok(EntityType::Event) => edit.find::<Event>(id).map(Record::from),
        _ => Err(Error::NotFound("There is no project, meeting or event with this id.".into())),
    }
}

/// The record under another lead, chair or host.
fn under_lead(record: &Record, lead: Option<AgencyId>) -> Record {
    let mut after = record.clone();
    match &mut after {
        Record::Project(project) => {
            project.lead_agency = lead;
            project.partner_agencies.retain(|agency| Some(*agency) != lead);
        }
        Record::Meeting(meeting) => meeting.chair_agencies = lead.into_iter().collect(),
        Record::Event(event) => event.host_agencies = lead.into_iter().collect(),
        _ => {}
    }
    after
}

fn save(edit: &mut Editor<'_, '_>, before: &Record, after: Record, reason: Option<&str>) -> Result<()> {
    edit.problems.optional_text("reason", reason, 2_000);
    edit.end_of_input()?;
    if *before != after {
        edit.tx.save(Some(before), after, Deed { action: ChangeAction::Update, reason })?;
    }
    Ok(())
}

/// Makes the agency that somebody acts for the lead of a record that has none.
pub struct Claim(pub ClaimInput);

impl Claim {
    fn agency(&self, edit: &mut Editor<'_, '_>, partnership: PartnershipId) -> Result<AgencyId> {
        let mine = edit.viewer.acts_for(partnership, &[Role::PartnerAdmin]);
        let chosen = match &self.0.agency {
            Some(id) => {
                let agency = edit.agency("agency", id)?;
                edit.end_of_input()?;
                agency.filter(|agency| mine.contains(agency)).ok_or_else(|| forbidden(Self::KEY))?
            }
            None => match (mine.first(), mine.len()) {
                (Some(agency), 1) => *agency,
                _ => {
                    edit.problems.add("agency", "is missing: say for which of your agencies");
                    edit.end_of_input()?;
                    return Err(forbidden(Self::KEY));
                }
            },
        };
        edit.takes_new_at(chosen.into(), "agency")?;
        edit.end_of_input()?;
        Ok(chosen)
    }
}

impl Command for Claim {
    type Output = Done;
    const KEY: &'static str = "record.claim";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let before = find_led(&mut edit, &self.0.record)?;
        let ties = Ties::of(&before);
        let Some(mut actor) = policy::decide(&edit.viewer, Self::KEY, &ties) else {
            return Err(match ties.leads.is_empty() {
                true => forbidden(Self::KEY),
                false => {
                    let message = "An agency leads, hosts, chairs or owns it already: only what has none is claimed. \
                                   To give it to another, ask the partnership's coordinator.";
                    Error::Forbidden(message.into())
                }
            });
        };
        let partnership = ties.partnership.ok_or_else(|| forbidden(Self::KEY))?;
        let agency = self.agency(&mut edit, partnership)?;
        if before.head().archived {
            edit.problems
                .add("record", "is archived: ask the partnership's coordinator to take it out first");
        }
        actor.agency = Some(agency);
        edit.tx.act_as(actor);
        save(&mut edit, &before, under_lead(&before, Some(agency)), self.0.reason.as_deref())?;
        let notice = Notice::Claimed { partnership, record: before.id(), label: before.label(), agency };
        Ok(Done { notices: vec![notice], ..Done::to(before.id()) })
    }
}

/// Says who leads several records, all or none.
pub struct AssignLeads(pub AssignLeadsInput);

impl AssignLeads {
    fn assign(&self, edit: &mut Editor<'_, '_>, row: &LeadInput) -> Result<AnyId> {
        let before = find_led(edit, &row.record)?;
        edit.permit(Self::KEY, &before)?;
        if row.version.is_some_and(|version| version != before.head().version) {
            return Err(Error::Conflict(vec![Stale { path: "version".to_owned(), name: before.label() }]));
        }
        let known: Vec<AgencyId> = before.agencies().into_iter().map(|(agency, _)| agency).collect();
        let lead = match &row.agency {
            Some(id) => edit.standing_agency("agency", id, &known)?,
            None => None,
        };
        edit.end_of_input()?;
        save(edit, &before, under_lead(&before, lead), self.0.reason.as_deref())?;
        Ok(before.id())
    }
}

impl Command for AssignLeads {
    type Output = Done;
    const KEY: &'static str = "record.assign_leads";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let rows = &self.0.rows;
        if rows.is_empty() || rows.len() > MOST {
            let message = format!("rows has {} entries: give 1 to {MOST}.", rows.len());
            return Err(Error::limit("rows", MOST as u64, message));
        }
        let mut edit = Editor::new(tx)?;
        let twice = twice("rows", "record", rows.iter().map(|row| &row.record));
        let mut ids = Vec::with_capacity(rows.len());
        let mut problems = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            if let Some((_, problem)) = twice.iter().find(|(row, _)| *row == i) {
                problems.push(problem.clone());
                continue;
            }
            match self.assign(&mut edit, row) {
                Ok(id) => ids.push(id),
                Err(Error::Invalid(found)) => problems.extend(under(&format!("rows[{i}]"), found)),
                Err(Error::NotFound(why)) => {
                    problems.push(Problem { path: format!("rows[{i}].record"), message: why.to_string() });
                }
                Err(other) => return Err(in_row("rows", i, other)),
            }
        }
        if problems.is_empty() { Ok(Done::to_all(ids)) } else { Err(Error::Invalid(problems)) }
    }
}
