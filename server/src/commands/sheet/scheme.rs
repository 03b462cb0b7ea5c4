//! A row of schemes.

use super::column::SheetColumn as C;
use super::known::Known;
use super::row::{Row, maybe};
use crate::commands::project::{CreateProjectInput, ProjectFields};
use crate::model::*;

/// A scheme, and where it stands in the plan.
pub struct SchemeRow {
    /// The new scheme, without its links: those are made for all rows together.
    pub input: CreateProjectInput,
    /// The priorities that it stands under.
    pub priorities: Vec<PriorityId>,
    /// The focus areas that it serves.
    pub focus_areas: Vec<FocusAreaId>,
    /// What the register has already that is called the same.
    pub exists: Option<String>,
}

/// What a row says.
pub fn read(row: &mut Row<'_>, known: &Known, reason: Option<&String>) -> SchemeRow {
    let name = row.required(C::Name).to_owned();
    let exists = known.has_project(&name).then(|| "There is a scheme of this name already".to_owned());
    let fields = ProjectFields {
        kind: maybe(row.word(C::Kind)),
        status: maybe(row.word(C::Status)),
        description: row.text(C::Description),
        website: row.text(C::Website),
        lead_agency: row.agency(C::LeadAgency, known),
        lead_post: row.text(C::LeadPost),
        partner_agencies: row.agencies(C::PartnerAgencies, known),
        starts_on: row.date(C::StartsOn),
        ends_on: row.date(C::EndsOn),
        visibility: maybe(row.word(C::Visibility)),
        ..ProjectFields::default()
    };
    let priorities = row.each(C::Priorities, |name| known.priority(name)).unwrap_or_default();
    let focus_areas = row.each(C::FocusAreas, |name| known.focus_area(name)).unwrap_or_default();
    let partnership = known.partnership.to_string().into();
    let input = CreateProjectInput { partnership, name, key: None, reason: reason.cloned(), fields };
    SchemeRow { input, priorities, focus_areas, exists }
}
