//! What is recorded at a case panel: stored restricted, and widened only where that is said.

use async_graphql::MaybeUndefined;

use super::edit::Editor;
use crate::error::Result;
use crate::model::exposure::is_of_panel;
use crate::model::*;
use crate::store::{entity, records};

impl Editor<'_, '_> {
    /// Sets who may see a record, once its links are set; `before` is what it stood under.
    /// Whoever takes it out of what restricts it is not thereby saying that more may see it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_visibility<E: Entity>(
        &mut self,
        noun: &mut E,
        before: &[AnyId],
        field: fn(&mut E) -> &mut Visibility,
        given: &MaybeUndefined<Visibility>,
    ) -> Result<()> {
        self.set("visibility", field(noun), given);
        let record: Record = noun.clone().into();
        let is_said = !given.is_undefined();
        if self.is_of_panel(&record)? {
            // Of a panel that the writer does not see nothing is told.
            if is_said && record.visibility() != Visibility::Restricted && self.sees_above(&record)? {
                self.problems.add("visibility", meeting::OF_PANEL);
            }
            *field(noun) = Visibility::Restricted;
        } else if !is_said && self.was_restricted(&record, before)? {
            *field(noun) = Visibility::Restricted;
        }
        Ok(())
    }

    /// As [`Editor::put_visibility`], for a record of which nothing is said.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn keep_restricted(&mut self, record: &mut Record, before: &[AnyId]) -> Result<()> {
        if self.is_of_panel(record)? || self.was_restricted(record, before)? {
            exposure::restrict(record);
        }
        Ok(())
    }

    fn is_of_panel(&mut self, record: &Record) -> Result<bool> {
        is_of_panel(record, &mut |id| records::find(self.tx.reader(), id))
    }

    fn sees_above(&mut self, record: &Record) -> Result<bool> {
        for id in record.parents() {
            if !self.sees(id)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a record that stands elsewhere now was restricted where it stood.
    fn was_restricted(&mut self, record: &Record, before: &[AnyId]) -> Result<bool> {
        if record.parents() == before {
            return Ok(false);
        }
        let earlier = entity::exposure(self.tx.reader(), record.id())?;
        Ok(earlier.is_some_and(|earlier| earlier.visibility == Visibility::Restricted))
    }

    /// That a panel with sittings stays one: else all that was said there would be for
    /// whoever sees the meeting that it becomes.
    pub(super) fn stays_panel(&mut self, before: &Meeting, after: &Meeting) -> Result<()> {
        if !before.becomes_other_than_panel(after) {
            return Ok(());
        }
        let sittings = records::sittings(self.tx.reader(), after.partnership)?;
        if sittings.iter().any(|sitting| sitting.meeting == after.id) {
            self.problems.add("kind", meeting::STAYS_PANEL);
        }
        Ok(())
    }
}
