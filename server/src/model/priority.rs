//! Priorities: the numbered headings of a strategy, and what is linked under them.

use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, Told, entity_basics, leads};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// A numbered heading of a strategy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Priority {
    /// Its id.
    pub id: PriorityId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The edition it belongs to.
    pub strategy: StrategyId,
    /// Its number in the edition, from 1.
    pub position: i32,
    /// Its title, if one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How sure the title is.
    pub title_status: TitleStatus,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The published sentence on how it is addressed, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach: Option<String>,
    /// The priority of the earlier edition that it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<PriorityId>,
    /// The agencies that lead on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead_agencies: Vec<AgencyId>,
    /// The meetings linked under it, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingId>,
    /// The events linked under it, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// The projects and schemes linked under it, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<ProjectId>,
    /// What is told of it to those who may not see all that it lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Priority {
    /// A heading that can always be printed: the title when it is verified, else the
    /// number, with a provisional title marked as such.
    pub fn heading(&self) -> String {
        match (&self.title, self.title_status) {
            (Some(title), TitleStatus::Verified) => title.clone(),
            (Some(title), TitleStatus::Provisional) => {
                format!("Priority {} (provisional title: {title})", self.position)
            }
            _ => format!("Priority {}", self.position),
        }
    }
}

impl Entity for Priority {
    entity_basics!(PriorityId of partnership);

    fn label(&self) -> String {
        self.heading()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.lead_agencies)
    }

    fn parents(&self) -> Vec<AnyId> {
        vec![self.strategy.into()]
    }

    fn search_text(&self) -> Option<(String, String)> {
        let rest = [self.summary.clone().unwrap_or_default(), self.approach.clone().unwrap_or_default()];
        Some((self.title.clone().unwrap_or_else(|| self.heading()), rest.join(" ")))
    }

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn validate(&self, p: &mut Problems) {
        p.position("position", self.position);
        p.optional_line("title", self.title.as_deref(), LINE);
        if self.title.is_some() == (self.title_status == TitleStatus::Missing) {
            let wrong = match self.title {
                Some(_) => "is MISSING although there is a title: choose VERIFIED or PROVISIONAL",
                None => "is not MISSING although there is no title: give a title, or choose MISSING",
            };
            p.add("titleStatus", wrong);
        }
        p.optional_text("summary", self.summary.as_deref(), TEXT);
        p.optional_text("approach", self.approach.as_deref(), TEXT);
        p.links("leadAgencies", &self.lead_agencies, 100);
        p.links("meetings", &self.meetings, 1_000);
        p.links("events", &self.events, 1_000);
        p.links("projects", &self.projects, 1_000);
    }
}
