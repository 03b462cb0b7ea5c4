//! Progress updates: dated notes on how something is going.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, entity_basics, leads};
use super::validate::{Problems, TEXT};
use super::*;

/// What a progress update is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProgressSubject {
    /// A project or scheme.
    Project(ProjectId),
    /// A priority of one edition.
    Priority(PriorityId),
    /// A focus area of one edition.
    FocusArea(FocusAreaId),
}

impl From<ProgressSubject> for AnyId {
    fn from(subject: ProgressSubject) -> AnyId {
        match subject {
            ProgressSubject::Project(id) => id.into(),
            ProgressSubject::Priority(id) => id.into(),
            ProgressSubject::FocusArea(id) => id.into(),
        }
    }
}

/// A dated note on a project, a priority or a focus area.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressUpdate {
    /// Its id.
    pub id: ProgressUpdateId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The project it is about; exactly one of the three is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// The priority it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<PriorityId>,
    /// The focus area it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<FocusAreaId>,
    /// The day it speaks of.
    pub on: NaiveDate,
    /// The period in words, such as "Q2 2021/22".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_label: Option<String>,
    /// How it is going.
    pub rating: Rating,
    /// The word of another scale, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_as_published: Option<String>,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// The agency whose report it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<AgencyId>,
    /// Who may see it.
    pub visibility: Visibility,
}

impl ProgressUpdate {
    /// What it is about; none only when it breaks the rule that there is exactly one.
    pub fn subject(&self) -> Option<ProgressSubject> {
        match (self.project, self.priority, self.focus_area) {
            (Some(id), None, None) => Some(ProgressSubject::Project(id)),
            (None, Some(id), None) => Some(ProgressSubject::Priority(id)),
            (None, None, Some(id)) => Some(ProgressSubject::FocusArea(id)),
            _ => None,
        }
    }
}

impl Entity for ProgressUpdate {
    entity_basics!(ProgressUpdateId of partnership);

    fn label(&self) -> String {
        format!("Progress on {}", self.on)
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.reported_by)
    }

    fn owner(&self) -> Option<AgencyId> {
        self.reported_by
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn parents(&self) -> Vec<AnyId> {
        self.subject().map(AnyId::from).into_iter().collect()
    }

    fn facets(&self) -> Facets {
        Facets { status: Some(self.rating.word()), starts_on: Some(self.on), ..Facets::default() }
    }

    fn validate(&self, p: &mut Problems) {
        if self.subject().is_none() {
            p.add("", "must be about exactly one of project, priority and focusArea");
        }
        p.date("on", Some(self.on));
        p.optional_line("periodLabel", self.period_label.as_deref(), 100);
        p.optional_line("ratingAsPublished", self.rating_as_published.as_deref(), 100);
        p.optional_text("narrative", self.narrative.as_deref(), TEXT);
    }
}
