//! Commands on priorities, each of one edition.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::done::Done;
use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::gate::Command;
use super::plan::{adds, next_position, revision};
use super::values::{SourceInput, put_sources};
use crate::error::Result;
use crate::model::*;
use crate::store::records;
use crate::store::tx::WriteTx;

/// What a priority says, and what stands under it.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PriorityFields {
    /// Its title, if one is known.
    pub title: MaybeUndefined<String>,
    /// How sure the title is; `PROVISIONAL` if nothing is ever said of a title, and
    /// `MISSING` without one.
    pub title_status: MaybeUndefined<TitleStatus>,
    /// What it is about. Plain text; a blank line starts a paragraph.
    pub summary: MaybeUndefined<String>,
    /// The published sentence on how it is addressed, whole.
    pub approach: MaybeUndefined<String>,
    /// The priority of another edition that it carries on.
    pub carried_from: MaybeUndefined<ID>,
    /// The agencies that lead on it, by id or slug; the whole list.
    pub lead_agencies: MaybeUndefined<Vec<ID>>,
    /// Its meetings, in published order; the whole list. The board is not repeated here.
    pub meetings: MaybeUndefined<Vec<ID>>,
    /// Its events, in published order; the whole list.
    pub events: MaybeUndefined<Vec<ID>>,
    /// Its projects and schemes, in published order; the whole list.
    pub projects: MaybeUndefined<Vec<ID>>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new priority, the last of its strategy.
#[derive(InputObject, Debug, Clone)]
pub struct CreatePriorityInput {
    /// The strategy that it belongs to.
    pub strategy: ID,
    /// Its key, by which partnership files link it; made of the title if nothing is said.
    pub key: Option<String>,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
    /// What it says.
    #[graphql(flatten)]
    pub fields: PriorityFields,
}

/// New values for a priority: what is left out stays, null clears. Links of other
/// editions' priorities stay as they are.
#[derive(InputObject, Debug, Clone)]
pub struct UpdatePriorityInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
    /// What it says.
    #[graphql(flatten)]
    pub fields: PriorityFields,
}

impl PriorityFields {
    fn apply(&self, priority: &mut Priority, edit: &mut Editor<'_, '_>) -> Result<()> {
        let home = priority.partnership;
        put(&mut priority.title, &self.title);
        edit.set("titleStatus", &mut priority.title_status, &self.title_status);
        if self.title_status.is_undefined() {
            priority.title_status = match (&priority.title, priority.title_status) {
                (None, _) => TitleStatus::Missing,
                (Some(_), TitleStatus::Missing) => TitleStatus::Provisional,
                (Some(_), known) => known,
            };
        }
        put(&mut priority.summary, &self.summary);
        put(&mut priority.approach, &self.approach);
        edit.put_link("carriedFrom", &mut priority.carried_from, &self.carried_from, home)?;
        if self.carried_from.is_value() {
            carried_on(priority, edit)?;
        }
        edit.put_agencies("leadAgencies", &mut priority.lead_agencies, &self.lead_agencies)?;
        let before = priority.meetings.clone();
        edit.put_links("meetings", &mut priority.meetings, &self.meetings, home)?;
        no_board(&before, &priority.meetings, edit)?;
        edit.put_links("events", &mut priority.events, &self.events, home)?;
        edit.put_links("projects", &mut priority.projects, &self.projects, home)?;
        put_sources(&mut priority.head.sources, &self.sources);
        Ok(())
    }
}

/// The board stands above all priorities: it is not put under one.
fn no_board(before: &[MeetingId], after: &[MeetingId], edit: &mut Editor<'_, '_>) -> Result<()> {
    for (i, id) in after.iter().enumerate().filter(|(_, id)| !before.contains(id)) {
        if let Some(Record::Meeting(meeting)) = records::find(edit.tx.reader(), (*id).into())?
            && meeting.is_board
        {
            edit.problems.add(&format!("meetings[{i}]"), "is the board, which stands above all priorities");
        }
    }
    Ok(())
}

/// What is carried on comes from another edition, and never from what came of itself.
fn carried_on(priority: &Priority, edit: &mut Editor<'_, '_>) -> Result<()> {
    let Some(from) = priority.carried_from else { return Ok(()) };
    if edit.priority_of(from)?.strategy == priority.strategy {
        let problem = "is of the same strategy: give a priority of another edition";
        edit.problems.add("carriedFrom", problem);
        return Ok(());
    }
    edit.no_circle("carriedFrom", priority.id.into(), Some(from.into()), |record| match record {
        Record::Priority(priority) => priority.carried_from.map(AnyId::from),
        _ => None,
    })
}

impl Input for CreatePriorityInput {
    type Noun = Priority;
    const KEY: &'static str = "priority.create";

    fn apply(&self, priority: &mut Priority, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(priority, edit)?;
        edit.keep_published(priority.strategy, self.reason())?;
        let text = priority.title.clone().unwrap_or_else(|| priority.heading());
        edit.name_key(priority, &text)
    }

    reason!();
}

impl Creation for CreatePriorityInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Priority> {
        let strategy: Strategy = edit.find(&self.strategy)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Priority {
            id: PriorityId::from_uuid(id),
            head,
            partnership: strategy.partnership,
            strategy: strategy.id,
            position: next_position(&edit.priorities_of(&strategy)?),
            title_status: TitleStatus::Missing,
            ..Priority::default()
        })
    }
}

impl Input for UpdatePriorityInput {
    type Noun = Priority;
    const KEY: &'static str = "priority.update";

    fn apply(&self, priority: &mut Priority, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = priority.clone();
        self.fields.apply(priority, edit)?;
        if *priority != before {
            edit.keep_published(priority.strategy, self.reason())?;
        }
        if adds(&before.meetings, &priority.meetings)
            || adds(&before.events, &priority.events)
            || adds(&before.projects, &priority.projects)
        {
            edit.takes_new("id", priority)?;
        }
        Ok(())
    }

    reason!();
}

revision!(UpdatePriorityInput);

impl Editor<'_, '_> {
    /// The priorities of an edition, archived ones too, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn priorities_of(&mut self, strategy: &Strategy) -> Result<Vec<Priority>> {
        let mut all = records::priorities(self.tx.reader(), strategy.partnership)?;
        all.retain(|priority| priority.strategy == strategy.id);
        all.sort_by_key(|priority| (priority.position, priority.id));
        Ok(all)
    }

    /// The focus areas of a priority, archived ones too, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn focus_areas_of(&mut self, priority: &Priority) -> Result<Vec<FocusArea>> {
        let mut all = records::focus_areas(self.tx.reader(), priority.partnership)?;
        all.retain(|area| area.priority == priority.id);
        all.sort_by_key(|area| (area.position, area.id));
        Ok(all)
    }
}

/// The order of the focus areas of one priority.
#[derive(InputObject, Debug, Clone)]
pub struct ReorderFocusAreasInput {
    /// The priority's id.
    pub priority: ID,
    /// Its focus areas in their new order: each that is not archived, once.
    pub focus_areas: Vec<ID>,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
}

/// Puts the focus areas of one priority into another order.
pub struct ReorderFocusAreas(pub ReorderFocusAreasInput);

impl Command for ReorderFocusAreas {
    type Output = Done;
    const KEY: &'static str = "focus_area.reorder";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let priority: Priority = edit.find(&input.priority)?;
        edit.permit(Self::KEY, &priority.clone().into())?;
        edit.keep_published(priority.strategy, input.reason.as_deref())?;
        let list = edit.focus_areas_of(&priority)?;
        edit.arrange("focusAreas", &input.focus_areas, list, input.reason.as_deref())?;
        Ok(Done::to(priority.id))
    }
}
