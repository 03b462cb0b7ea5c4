//! Actions: things agreed, with an owner and a date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, entity_basics, leads};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// Something agreed, usually at a sitting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its reference as minuted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What is to be done.
    pub text: String,
    /// The agencies that are to do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<AgencyId>,
    /// The post that is to do it, never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_post: Option<String>,
    /// The day it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// The day it was first due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    pub status: ActionStatus,
    /// The day it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closure_note: Option<String>,
    /// The sitting at which it was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_at: Option<MeetingOccurrenceId>,
    /// The project it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// The priority it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<PriorityId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The action that it repeats; only of a duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<ActionId>,
}

impl Action {
    /// Whether it is open and past its day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.status == ActionStatus::Open && self.due_on.is_some_and(|due| due < today)
    }
}

impl Entity for Action {
    entity_basics!(ActionId of partnership);

    fn label(&self) -> String {
        self.reference.clone().unwrap_or_else(|| self.text.chars().take(80).collect())
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.owners)
    }

    fn owner(&self) -> Option<AgencyId> {
        self.owners.first().copied()
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn parents(&self) -> Vec<AnyId> {
        let parents =
            [self.raised_at.map(AnyId::from), self.project.map(AnyId::from), self.priority.map(AnyId::from)];
        parents.into_iter().flatten().collect()
    }

    fn search_text(&self) -> Option<(String, String)> {
        let rest =
            [self.reference.clone().unwrap_or_default(), self.closure_note.clone().unwrap_or_default()];
        Some((self.text.clone(), rest.join(" ")))
    }

    fn facets(&self) -> Facets {
        Facets {
            status: Some(self.status.word()),
            starts_on: self.due_on,
            ends_on: self.closed_on,
            ..Facets::default()
        }
    }

    fn validate(&self, p: &mut Problems) {
        p.optional_line("reference", self.reference.as_deref(), 100);
        p.text("text", &self.text, TEXT);
        p.links("owners", &self.owners, 100);
        p.optional_line("ownerPost", self.owner_post.as_deref(), LINE);
        p.date("dueOn", self.due_on);
        p.date("originalDueOn", self.original_due_on);
        p.date("closedOn", self.closed_on);
        if self.status == ActionStatus::Open && self.closed_on.is_some() {
            p.add("closedOn", "is given although the action is open");
        }
        p.optional_text("closureNote", self.closure_note.as_deref(), TEXT);
        if self.duplicate_of == Some(self.id) {
            p.add("duplicateOf", "is the action itself: name the one that it repeats");
        } else if self.duplicate_of.is_some() && self.status != ActionStatus::Duplicate {
            p.add("duplicateOf", "is given although the action is not a duplicate");
        }
    }
}
