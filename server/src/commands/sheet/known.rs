//! What a sheet can speak of by name: agencies, the plan, what the register has already.

use std::collections::HashMap;

use async_graphql::ID;
use chrono::NaiveDate;

use crate::commands::edit::Editor;
use crate::error::Result;
use crate::model::text::sort_name;
use crate::model::*;
use crate::store::records;

/// Records by what they are called, folded.
#[derive(Default)]
struct Named(HashMap<String, Vec<AnyId>>);

impl Named {
    fn add(&mut self, name: &str, id: impl Into<AnyId>) {
        let (ids, id) = (self.0.entry(sort_name(name)).or_default(), id.into());
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn called(&self, name: &str) -> &[AnyId] {
        self.0.get(&sort_name(name)).map_or(&[], Vec::as_slice)
    }
}

/// The names of a partnership, read once for all rows of a sheet.
pub struct Known {
    /// The partnership.
    pub partnership: PartnershipId,
    /// The edition in which priorities are looked for; none when no plan is in force.
    pub edition: Option<StrategyId>,
    agencies: Named,
    members: Vec<AgencyId>,
    priorities: Named,
    focus_areas: Named,
    projects: Named,
    actions: Named,
    meetings: HashMap<MeetingId, Meeting>,
    sittings: Vec<MeetingOccurrence>,
    /// The place after the last of the members.
    pub next_member: i32,
}

impl Known {
    /// Reads the partnership with this id or slug as the viewer may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::error::Error::NotFound) when there is none; when the
    /// database fails.
    pub fn read(edit: &mut Editor<'_, '_>, partnership: &ID, edition: Option<&ID>) -> Result<Known> {
        let partnership = edit.partnership(partnership)?;
        let edition = match edition {
            Some(id) => edit.edition(partnership, Some(id))?,
            None => edit.edition_in_force(partnership)?,
        };
        edit.end_of_input()?;
        let mut known = Known {
            partnership,
            edition,
            agencies: Named::default(),
            members: Vec::new(),
            priorities: Named::default(),
            focus_areas: Named::default(),
            projects: Named::default(),
            actions: Named::default(),
            meetings: HashMap::new(),
            sittings: Vec::new(),
            next_member: 1,
        };
        let mut of_edition = Vec::new();
        for agency in records::agencies(edit.tx.reader())? {
            known.learn_agency(&agency);
        }
        for record in records::of_partnership(edit.tx.reader(), partnership)? {
            // A name that somebody may not see is not there for them.
            if !record.head().archived && edit.sees(record.id())? {
                known.learn(record, &mut of_edition);
            }
        }
        Ok(known)
    }

    fn learn_agency(&mut self, agency: &Agency) {
        if agency.head.archived {
            return;
        }
        let names = agency.aliases.iter().chain(&agency.former_slugs);
        for name in names.chain([&agency.name, &agency.slug]) {
            self.agencies.add(name, agency.id);
        }
    }

    fn learn(&mut self, record: Record, of_edition: &mut Vec<PriorityId>) {
        match record {
            Record::Membership(member) => {
                self.agencies.add(&member.name_as_published, member.agency);
                self.next_member = self.next_member.max(member.position + 1);
                if member.left_on.is_none() {
                    self.members.push(member.agency);
                }
            }
            Record::Priority(priority) if Some(priority.strategy) == self.edition => {
                of_edition.push(priority.id);
                let numbered = format!("Priority {}", priority.position);
                for name in [&priority.heading(), &numbered].into_iter().chain(&priority.title) {
                    self.priorities.add(name, priority.id);
                }
            }
            Record::FocusArea(focus_area) if of_edition.contains(&focus_area.priority) => {
                self.focus_areas.add(&focus_area.title, focus_area.id);
            }
            Record::Project(project) => self.projects.add(&project.name, project.id),
            Record::Action(action) => self.actions.add(&action.text, action.id),
            Record::Meeting(meeting) => {
                self.meetings.insert(meeting.id, meeting);
            }
            Record::MeetingOccurrence(sitting) => self.sittings.push(sitting),
            _ => {}
        }
    }

    /// The agency of this name; of several, the one that is a member here.
    ///
    /// # Errors
    /// What is wrong with the name, as the rest of a sentence.
    pub fn agency(&self, name: &str) -> Result<AgencyId, String> {
        let called: Vec<AgencyId> =
            self.agencies.called(name).iter().map(|id| AgencyId::from_uuid(id.uuid)).collect();
        let members: Vec<AgencyId> = called.iter().copied().filter(|id| self.members.contains(id)).collect();
        match (&members[..], &called[..]) {
            ([only], _) | (_, [only]) => Ok(*only),
            ([], []) => Err(format!(
                "is no agency of this register: “{name}”. Write its name as the register has it, or add the \
                 agency first"
            )),
            _ => Err(format!("is the name of several agencies: “{name}”. Write which one")),
        }
    }

    /// The priority of this heading.
    ///
    /// # Errors
    /// As [`Known::agency`].
    pub fn priority(&self, name: &str) -> Result<PriorityId, String> {
        one(&self.priorities, name, "priority of this plan", "its title, or its number such as “Priority 2”")
            .map(|id| PriorityId::from_uuid(id.uuid))
    }

    /// The focus area of this name.
    ///
    /// # Errors
    /// As [`Known::agency`].
    pub fn focus_area(&self, name: &str) -> Result<FocusAreaId, String> {
        one(&self.focus_areas, name, "focus area of this plan", "its title as the plan has it")
            .map(|id| FocusAreaId::from_uuid(id.uuid))
    }

    /// The scheme of this name.
    ///
    /// # Errors
    /// As [`Known::agency`].
    pub fn project(&self, name: &str) -> Result<ProjectId, String> {
        one(&self.projects, name, "scheme of this partnership", "its name as the register has it")
            .map(|id| ProjectId::from_uuid(id.uuid))
    }

    /// The meeting of this name.
    ///
    /// # Errors
    /// As [`Known::agency`].
    pub fn meeting(&self, name: &str) -> Result<&Meeting, String> {
        let said = sort_name(name);
        let called: Vec<&Meeting> =
            self.meetings.values().filter(|meeting| sort_name(&meeting.name) == said).collect();
        match called[..] {
            [only] => Ok(only),
            [] => Err(format!("is no meeting of this partnership: “{name}”. Add the meeting first")),
            _ => {
                Err(format!("is the name of several meetings: “{name}”. Give them names of their own first"))
            }
        }
    }

    /// The sitting on a day.
    ///
    /// # Errors
    /// As [`Known::agency`].
    pub fn sitting(&self, day: NaiveDate) -> Result<MeetingOccurrenceId, String> {
        let mut on_it = self.sittings.iter().filter(|sitting| sitting.when.starts_on == Some(day));
        match (on_it.next(), on_it.next()) {
            (Some(only), None) => Ok(only.id),
            (None, _) => {
                Err("is a day on which the register has no sitting: bring in the sittings first".to_owned())
            }
            _ => {
                Err("is a day on which several meetings sat: leave it empty and say it afterwards".to_owned())
            }
        }
    }

    /// Whether a priority stands in the edition.
    pub fn has_priority(&self, id: PriorityId) -> bool {
        self.priorities.0.values().flatten().any(|known| *known == id.into())
    }

    /// Whether the register has a scheme of this name already.
    pub fn has_project(&self, name: &str) -> bool {
        !self.projects.called(name).is_empty()
    }

    /// Whether it has an action of this text already.
    pub fn has_action(&self, text: &str) -> bool {
        !self.actions.called(text).is_empty()
    }

    /// Whether an agency is a member already.
    pub fn has_member(&self, agency: AgencyId) -> bool {
        self.members.contains(&agency)
    }

    /// Whether a meeting sits on a day already.
    pub fn has_sitting(&self, meeting: MeetingId, day: NaiveDate) -> bool {
        self.sittings.iter().any(|sitting| sitting.meeting == meeting && sitting.when.starts_on == Some(day))
    }
}

/// The one of this name; `write` is what to write instead.
fn one(of: &Named, name: &str, noun: &str, write: &str) -> Result<AnyId, String> {
    match of.called(name) {
        [only] => Ok(*only),
        [] => Err(format!("is no {noun}: “{name}”. Write {write}")),
        _ => Err(format!(
            "is the name of more than one {noun}: “{name}”. Leave it empty, and say it afterwards"
        )),
    }
}
