//! Projects and schemes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, Told, entity_basics};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// A project or scheme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub name: String,
    /// What kind of project or scheme it is.
    pub kind: ProjectKind,
    /// Where it stands.
    pub status: ProjectStatus,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The agency that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_agency: Option<AgencyId>,
    /// The post that leads it, never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_post: Option<String>,
    /// The agencies that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partner_agencies: Vec<AgencyId>,
    /// The day it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The day it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// When its agency last said that nothing had changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_confirmed_at: Option<DateTime<Utc>>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is told of it to those outside, who may not see all that lists it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl ProjectStatus {
    /// Whether a project in this state is over.
    pub fn has_ended(self) -> bool {
        matches!(self, ProjectStatus::Completed | ProjectStatus::Cancelled)
    }
}

impl Entity for Project {
    entity_basics!(ProjectId of partnership);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        let partners = self.partner_agencies.iter().map(|agency| (*agency, AgencyRole::Partner));
        self.lead_agency.map(|agency| (agency, AgencyRole::Lead)).into_iter().chain(partners).collect()
    }

    fn owner(&self) -> Option<AgencyId> {
        self.lead_agency
    }

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.name.clone(), self.description.clone().unwrap_or_default()))
    }

    fn facets(&self) -> Facets {
        Facets {
            kind: Some(self.kind.word()),
            status: Some(self.status.word()),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }

    fn validate(&self, p: &mut Problems) {
        p.line("name", &self.name, LINE);
        p.optional_text("description", self.description.as_deref(), TEXT);
        p.url("website", self.website.as_deref());
        p.optional_line("leadPost", self.lead_post.as_deref(), LINE);
        p.links("partnerAgencies", &self.partner_agencies, 200);
        if self.lead_agency.is_some_and(|lead| self.partner_agencies.contains(&lead)) {
            p.add("partnerAgencies", "lists the lead agency: it leads, so leave it out here");
        }
        p.order(("startsOn", self.starts_on), ("endsOn", self.ends_on));
    }
}
