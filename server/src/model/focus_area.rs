//! Focus areas: what a priority concentrates on.

use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, Told, entity_basics};
use super::validate::{LINE, Problems};
use super::*;

/// What a priority concentrates on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FocusArea {
    /// Its id.
    pub id: FocusAreaId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The priority.
    pub priority: PriorityId,
    /// Its place under the priority, from 1.
    pub position: i32,
    /// Its title.
    pub title: String,
    /// The focus area of the earlier edition that it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<FocusAreaId>,
    /// The projects and schemes that serve it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<ProjectId>,
    /// What is told of it to those who may not see all that it lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Entity for FocusArea {
    entity_basics!(FocusAreaId of partnership);

    fn label(&self) -> String {
        self.title.clone()
    }

    fn parents(&self) -> Vec<AnyId> {
        vec![self.priority.into()]
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.title.clone(), String::new()))
    }

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn validate(&self, p: &mut Problems) {
        p.position("position", self.position);
        p.line("title", &self.title, LINE);
        p.links("projects", &self.projects, 1_000);
    }
}
