//! What a coordinator should look at: what a plan lacks.

use std::collections::HashSet;

use super::partnership::Places;
use super::view::View;
use crate::error::Result;
use crate::model::*;

impl View {
    /// The edition that people work with: the one in force, else the latest; as long as
    /// none was published, the newest draft that the request may see.
    ///
    /// # Errors
    /// [`crate::error::Error::LimitExceeded`] when the request has spent its budget, as
    /// everything here.
    pub fn working_edition(&self) -> Result<Option<u32>> {
        match self.current_strategy()? {
            Some(place) => Ok(Some(place)),
            None => Ok(self.drafts()?.into_iter().max_by_key(|place| {
                let draft = &self.node::<Strategy>(*place).record;
                (draft.recency(), draft.id)
            })),
        }
    }

    /// The editions in preparation.
    pub fn drafts(&self) -> Result<Places> {
        let all = self.all::<Strategy>()?;
        let is_draft = |place: &u32| self.node::<Strategy>(*place).record.state == StrategyState::Draft;
        Ok(all.into_iter().filter(is_draft).collect())
    }

    /// The projects that are not over.
    pub fn lasting_projects(&self) -> Result<Places> {
        let all = self.all::<Project>()?;
        Ok(all.into_iter().filter(|place| !self.node::<Project>(*place).record.status.has_ended()).collect())
    }

    /// Projects that no agency leads.
    pub fn projects_without_lead(&self) -> Result<Places> {
        let has_none = |place: &u32| self.node::<Project>(*place).record.lead_agency.is_none();
        Ok(self.lasting_projects()?.into_iter().filter(has_none).collect())
    }

    /// Projects that serve no focus area of the edition that people work with.
    pub fn projects_without_focus_area(&self) -> Result<Places> {
        let Some(edition) = self.working_edition()? else { return Ok(Places::new()) };
        let priorities = self.seen::<Priority>(&self.node::<Strategy>(edition).links.priorities)?;
        let mut served: HashSet<u32> = HashSet::new();
        for priority in priorities {
            for area in self.seen::<FocusArea>(&self.node::<Priority>(priority).links.focus_areas)? {
                served.extend(&self.node::<FocusArea>(area).links.projects);
            }
        }
        let has_none = |place: &u32| !served.contains(place);
        Ok(self.lasting_projects()?.into_iter().filter(has_none).collect())
    }

    /// Projects of which there has been no news for too long.
    pub fn stale_projects(&self) -> Result<Places> {
        let mut stale = Places::new();
        for place in self.lasting_projects()? {
            if self.is_stale(place)? {
                stale.push(place);
            }
        }
        Ok(stale)
    }

    /// Priorities of the edition that people work with, whose title is not known for sure.
    pub fn untitled_priorities(&self) -> Result<Places> {
        let Some(edition) = self.working_edition()? else { return Ok(Places::new()) };
        let priorities = self.seen::<Priority>(&self.node::<Strategy>(edition).links.priorities)?;
        let unsure = |place: &u32| self.node::<Priority>(*place).record.title_status != TitleStatus::Verified;
        Ok(priorities.into_iter().filter(unsure).collect())
    }

    /// Those listed as members whose agency has ended.
    pub fn ended_members(&self) -> Result<Places> {
        let today = self.lens().today();
        let has_ended =
            |place: &u32| self.directory().has_ended(self.node::<Membership>(*place).record.agency, today);
        Ok(self.members(None, false)?.into_iter().filter(has_ended).collect())
    }
}
