//! Progress updates: dated notes on how something is going.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, entity_basics};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// What a progress update is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressUpdate {
    /// Its id.
    pub id: ProgressUpdateId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// What it is about.
    pub subject: ProgressSubject,
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

impl Entity for ProgressUpdate {
    entity_basics!(ProgressUpdateId of partnership);

    fn label(&self) -> String {
        format!("Progress on {}", self.on)
    }

    fn agencies(&self) -> Vec<AgencyId> {
        self.reported_by.into_iter().collect()
    }

    fn owner(&self) -> Option<AgencyId> {
        self.reported_by
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn parents(&self) -> Vec<AnyId> {
        vec![self.subject.into()]
    }

    fn validate(&self, p: &mut Problems) {
        p.date("on", Some(self.on));
        p.optional_line("periodLabel", self.period_label.as_deref(), 100);
        p.optional_line("ratingAsPublished", self.rating_as_published.as_deref(), 100);
        p.optional_text("narrative", self.narrative.as_deref(), TEXT);
    }
}
