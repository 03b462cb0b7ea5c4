//! Commands on focus areas, each of one edition.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, Input, new_head, reason};
use super::plan::{adds, next_position, revision};
use super::values::{SourceInput, put_sources};
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::records;

/// What a focus area says, beside its title.
#[derive(InputObject, Debug, Clone, Default)]
pub struct FocusAreaFields {
    /// The focus area of another edition that it carries on.
    pub carried_from: MaybeUndefined<ID>,
    /// The projects and schemes that serve it, in order; the whole list.
    pub projects: MaybeUndefined<Vec<ID>>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new focus area, the last of its priority.
#[derive(InputObject, Debug, Clone)]
pub struct CreateFocusAreaInput {
    /// The priority that it belongs to.
    pub priority: ID,
    /// Its title.
    pub title: String,
    /// Its key, by which partnership files link it; made of the title if nothing is said.
    pub key: Option<String>,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: FocusAreaFields,
}

/// New values for a focus area: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateFocusAreaInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
    /// Its title.
    #[graphql(default)]
    pub title: MaybeUndefined<String>,
    /// The priority of the same edition to which it moves; it becomes the last there.
    #[graphql(default)]
    pub priority: MaybeUndefined<ID>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: FocusAreaFields,
}

impl FocusAreaFields {
    fn apply(&self, area: &mut FocusArea, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.put_link("carriedFrom", &mut area.carried_from, &self.carried_from, area.partnership)?;
        if self.carried_from.is_value() {
            carried_on(area, edit)?;
        }
        edit.put_links("projects", &mut area.projects, &self.projects, area.partnership)?;
        put_sources(&mut area.head.sources, &self.sources);
        Ok(())
    }
}

/// What is carried on comes from another edition, and never from what came of itself.
fn carried_on(area: &FocusArea, edit: &mut Editor<'_, '_>) -> Result<()> {
    let Some(from) = area.carried_from else { return Ok(()) };
    let Some(Record::FocusArea(other)) = records::find(edit.tx.reader(), from.into())? else {
        return Err(Error::internal("a focus area that was found is not there"));
    };
    if edit.priority_of(other.priority)?.strategy == edit.priority_of(area.priority)?.strategy {
        let problem = "is of the same strategy: give a focus area of another edition";
        edit.problems.add("carriedFrom", problem);
        return Ok(());
    }
    edit.no_circle("carriedFrom", area.id.into(), Some(from.into()), |record| match record {
        Record::FocusArea(area) => area.carried_from.map(AnyId::from),
        _ => None,
    })
}

impl Input for CreateFocusAreaInput {
    type Noun = FocusArea;
    const KEY: &'static str = "focus_area.create";

    fn apply(&self, area: &mut FocusArea, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(area, edit)?;
        let strategy = edit.priority_of(area.priority)?.strategy;
        edit.keep_published(strategy, self.reason())
    }

    reason!();
}

impl Creation for CreateFocusAreaInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<FocusArea> {
        let priority: Priority = edit.find(&self.priority)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(FocusArea {
            id: FocusAreaId::from_uuid(id),
            head,
            partnership: priority.partnership,
            priority: priority.id,
            position: next_position(&edit.focus_areas_of(&priority)?),
            title: self.title.clone(),
            ..FocusArea::default()
        })
    }
}

impl UpdateFocusAreaInput {
    /// Moves the focus area to another priority of its edition.
    fn shift(&self, area: &mut FocusArea, edit: &mut Editor<'_, '_>) -> Result<()> {
        let mut wanted = Some(area.priority);
        edit.put_link("priority", &mut wanted, &self.priority, area.partnership)?;
        match wanted {
            // A problem has been noted, unless null was given.
            None if self.priority.is_null() => {
                edit.problems.add("priority", "is null: a focus area always has a priority");
            }
            Some(id) if id != area.priority => {
                let (old, new) = (edit.priority_of(area.priority)?, edit.priority_of(id)?);
                if old.strategy != new.strategy {
                    let problem = "is of another edition: a focus area moves within its own";
                    edit.problems.add("priority", problem);
                    return Ok(());
                }
                area.position = next_position(&edit.focus_areas_of(&new)?);
                area.priority = id;
            }
            _ => {}
        }
        Ok(())
    }
}

impl Input for UpdateFocusAreaInput {
    type Noun = FocusArea;
    const KEY: &'static str = "focus_area.update";

    fn apply(&self, area: &mut FocusArea, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = area.clone();
        edit.set("title", &mut area.title, &self.title);
        self.shift(area, edit)?;
        self.fields.apply(area, edit)?;
        if *area != before {
            let strategy = edit.priority_of(area.priority)?.strategy;
            edit.keep_published(strategy, self.reason())?;
        }
        if adds(&before.projects, &area.projects) {
            edit.takes_new("id", area)?;
        }
        Ok(())
    }

    reason!();
}

revision!(UpdateFocusAreaInput);
