//! Links of meetings, events and projects into one edition of a strategy.
//!
//! They stand in the records of the edition's priorities and focus areas, so a list of
//! links in an input replaces those into one edition and never touches another's.

use async_graphql::{ID, MaybeUndefined};

use super::edit::Editor;
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::records;
use crate::store::tx::Deed;

/// Links that an input gives: absent lists keep what is there.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The edition; the one in force if nothing is said.
    pub edition: Option<&'a ID>,
    /// The priorities that the record shall stand under.
    pub priorities: &'a MaybeUndefined<Vec<ID>>,
    /// The focus areas that a project shall serve.
    pub focus_areas: &'a MaybeUndefined<Vec<ID>>,
    /// Why.
    pub reason: Option<&'a str>,
}

impl Editor<'_, '_> {
    /// The edition that a list of links means, or a problem.
    ///
    /// # Errors
    /// When the database fails.
    pub fn edition(&mut self, partnership: PartnershipId, given: Option<&ID>) -> Result<Option<StrategyId>> {
        if let Some(id) = given {
            return self.link("strategyId", id, partnership);
        }
        let current = self.edition_in_force(partnership)?;
        if current.is_none() {
            let problem = "is missing: no edition of the plan is in force, so say which one is meant";
            self.problems.add("strategyId", problem);
        }
        Ok(current)
    }

    /// The edition of the plan that is in force today, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn edition_in_force(&mut self, partnership: PartnershipId) -> Result<Option<StrategyId>> {
        let kind = match records::find(self.tx.reader(), partnership.into())? {
            Some(Record::Partnership(found)) => found.kind,
            _ => return Err(Error::internal("a record's partnership is not there")),
        };
        let editions = records::strategies(self.tx.reader(), partnership)?;
        Ok(Strategy::current(&editions, kind, london_date(self.tx.now())).map(|s| s.id))
    }

    /// Puts new projects at the end of a priority, in one change for all of them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_under_priority(
        &mut self,
        id: PriorityId,
        projects: &[ProjectId],
        reason: Option<&str>,
    ) -> Result<()> {
        let before = self.priority_of(id)?;
        let mut after = before.clone();
        after.projects.extend(projects);
        self.save_linked(&before, after, reason)
    }

    /// Puts new projects at the end of a focus area, in one change for all of them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_under_focus_area(
        &mut self,
        id: FocusAreaId,
        projects: &[ProjectId],
        reason: Option<&str>,
    ) -> Result<()> {
        let Some(Record::FocusArea(before)) = records::find(self.tx.reader(), id.into())? else {
            return Err(Error::internal("a focus area that was found is not there"));
        };
        let mut after = before.clone();
        after.projects.extend(projects);
        self.save_linked(&before, after, reason)
    }

    /// Replaces the links of a record into one edition by those given. Those to what was put
    /// away stay: no list shows them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn replace_links(&mut self, id: AnyId, partnership: PartnershipId, given: Given<'_>) -> Result<()> {
        if given.priorities.is_undefined() && given.focus_areas.is_undefined() {
            // A mistake all the same.
            return given
                .edition
                .map_or(Ok(()), |id| self.link::<StrategyId>("strategyId", id, partnership).map(drop));
        }
        let Some(edition) = self.edition(partnership, given.edition)? else { return Ok(()) };
        let of_edition: Vec<Priority> = records::priorities(self.tx.reader(), partnership)?
            .into_iter()
            .filter(|priority| priority.strategy == edition)
            .collect();
        if let Some(wanted) = self.wanted::<PriorityId>("priorities", given.priorities, partnership)? {
            self.all_within("priorities", &wanted, |id| of_edition.iter().any(|p| p.id == *id));
            self.none_archived("priorities", &wanted, &of_edition, |priority| holds(priority, id))?;
            self.end_of_input()?;
            for priority in &of_edition {
                let stays = priority.head.archived && holds(priority, id);
                let wanted = stays || wanted.contains(&priority.id);
                self.link_priority(priority, id, wanted, given.reason)?;
            }
        }
        if let Some(wanted) = self.wanted::<FocusAreaId>("focusAreas", given.focus_areas, partnership)? {
            let all = records::focus_areas(self.tx.reader(), partnership)?;
            let of_edition: Vec<FocusArea> =
                all.into_iter().filter(|f| of_edition.iter().any(|p| p.id == f.priority)).collect();
            self.all_within("focusAreas", &wanted, |id| of_edition.iter().any(|f| f.id == *id));
            let project = ProjectId::from_uuid(id.uuid);
            let holds = |area: &FocusArea| area.projects.contains(&project);
            self.none_archived("focusAreas", &wanted, &of_edition, holds)?;
            self.end_of_input()?;
            for focus_area in &of_edition {
                let stays = focus_area.head.archived && holds(focus_area);
                let wanted = stays || wanted.contains(&focus_area.id);
                self.link_focus_area(focus_area, id, wanted, given.reason)?;
            }
        }
        Ok(())
    }

    fn wanted<I: TypedId>(
        &mut self,
        path: &str,
        given: &MaybeUndefined<Vec<ID>>,
        partnership: PartnershipId,
    ) -> Result<Option<Vec<I>>> {
        match given {
            MaybeUndefined::Undefined => Ok(None),
            MaybeUndefined::Null => Ok(Some(Vec::new())),
            MaybeUndefined::Value(ids) => self.links(path, ids, partnership).map(Some),
        }
    }

    fn all_within<I>(&mut self, path: &str, ids: &[I], is_within: impl Fn(&I) -> bool) {
        for (i, id) in ids.iter().enumerate() {
            if !is_within(id) {
                let problem = "belongs to another edition: name the edition with strategyId";
                self.problems.add(&format!("{path}[{i}]"), problem);
            }
        }
    }

    /// That nothing is newly put under what was put away, with its edition or alone.
    fn none_archived<E: Entity>(
        &mut self,
        path: &str,
        wanted: &[E::Id],
        among: &[E],
        is_linked: impl Fn(&E) -> bool,
    ) -> Result<()> {
        for (i, id) in wanted.iter().enumerate() {
            if let Some(other) = among.iter().find(|other| other.id() == *id && !is_linked(other)) {
                self.takes_new(&format!("{path}[{i}]"), other)?;
            }
        }
        Ok(())
    }

    fn link_priority(
        &mut self,
        before: &Priority,
        id: AnyId,
        wanted: bool,
        reason: Option<&str>,
    ) -> Result<()> {
        let mut after = before.clone();
        self.note("priorities", before.id.into(), (holds(before, id), wanted));
        match id.entity {
            EntityType::Project => put(&mut after.projects, ProjectId::from_uuid(id.uuid), wanted),
            EntityType::Meeting => put(&mut after.meetings, MeetingId::from_uuid(id.uuid), wanted),
            EntityType::Event => put(&mut after.events, EventId::from_uuid(id.uuid), wanted),
            _ => return Err(Error::internal(format!("{id} does not stand under priorities"))),
        }
        self.save_linked(before, after, reason)
    }

    fn link_focus_area(
        &mut self,
        before: &FocusArea,
        id: AnyId,
        wanted: bool,
        reason: Option<&str>,
    ) -> Result<()> {
        let mut after = before.clone();
        let project = ProjectId::from_uuid(id.uuid);
        self.note("focusAreas", before.id.into(), (before.projects.contains(&project), wanted));
        put(&mut after.projects, project, wanted);
        self.save_linked(before, after, reason)
    }

    /// Notes what becomes of a link, for the history of the record that is linked.
    fn note(&mut self, field: &'static str, to: AnyId, (was, wanted): (bool, bool)) {
        let became = match (was, wanted) {
            (false, true) => "added",
            (true, false) => "removed",
            _ => return,
        };
        self.links.entry(field).or_default().entry(became).or_default().push(to.to_string());
    }

    /// Notes what was added to a record and stands under it, for its history.
    pub fn note_added(&mut self, field: &'static str, ids: &[AnyId]) {
        for id in ids {
            self.note(field, *id, (false, true));
        }
    }

    fn save_linked<E: Entity>(&mut self, before: &E, after: E, reason: Option<&str>) -> Result<()> {
        if *before != after {
            let deed = Deed { action: ChangeAction::Update, reason };
            self.tx.save(Some(&before.clone().into()), after, deed)?;
        }
        Ok(())
    }
}

/// Whether a project, meeting or event stands under a priority.
fn holds(priority: &Priority, id: AnyId) -> bool {
    match id.entity {
        EntityType::Project => priority.projects.contains(&ProjectId::from_uuid(id.uuid)),
        EntityType::Meeting => priority.meetings.contains(&MeetingId::from_uuid(id.uuid)),
        _ => priority.events.contains(&EventId::from_uuid(id.uuid)),
    }
}

/// Adds an id at the end of a list, or takes it out; the others keep their order.
fn put<I: PartialEq>(list: &mut Vec<I>, id: I, wanted: bool) {
    match (list.contains(&id), wanted) {
        (false, true) => list.push(id),
        (true, false) => list.retain(|other| *other != id),
        _ => {}
    }
}
