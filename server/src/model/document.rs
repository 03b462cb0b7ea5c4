//! Documents: a title and where to find it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, Told, entity_basics, leads};
use super::validate::{LINE, Problems};
use super::*;

/// A title with a link, which may not be known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its place among the partnership's documents, from 1.
    pub position: i32,
    /// Its title.
    pub title: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Where to find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Which version it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_label: Option<String>,
    /// Its reference number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The date it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_on: Option<NaiveDate>,
    /// The agency it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_agency: Option<AgencyId>,
    /// Its protective marking, such as OFFICIAL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is told of it to those outside, who may not see all that it lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// The strategies it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategies: Vec<StrategyId>,
    /// The priorities it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<PriorityId>,
    /// The projects it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<ProjectId>,
    /// The sittings it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sittings: Vec<MeetingOccurrenceId>,
}

impl Entity for Document {
    entity_basics!(DocumentId of partnership);

    fn label(&self) -> String {
        self.title.clone()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.owner_agency)
    }

    fn owner(&self) -> Option<AgencyId> {
        self.owner_agency
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

    fn parents(&self) -> Vec<AnyId> {
        let strategies = self.strategies.iter().copied().map(AnyId::from);
        let priorities = self.priorities.iter().copied().map(AnyId::from);
        let projects = self.projects.iter().copied().map(AnyId::from);
        let sittings = self.sittings.iter().copied().map(AnyId::from);
        strategies.chain(priorities).chain(projects).chain(sittings).collect()
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.title.clone(), self.reference.clone().unwrap_or_default()))
    }

    fn facets(&self) -> Facets {
        Facets { kind: Some(self.kind.word()), starts_on: self.dated_on, ..Facets::default() }
    }

    fn validate(&self, p: &mut Problems) {
        p.position("position", self.position);
        p.line("title", &self.title, LINE);
        p.url("url", self.url.as_deref());
        p.optional_line("versionLabel", self.version_label.as_deref(), 100);
        p.optional_line("reference", self.reference.as_deref(), 100);
        p.date("datedOn", self.dated_on);
        p.optional_line("marking", self.marking.as_deref(), 100);
        p.links("strategies", &self.strategies, 50);
        p.links("priorities", &self.priorities, 100);
        p.links("projects", &self.projects, 500);
        p.links("sittings", &self.sittings, 100);
    }
}
