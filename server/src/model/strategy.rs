//! Strategies: the editions of a partnership's plans.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, entity_basics};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// One edition of a plan for a period.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Strategy {
    /// Its id.
    pub id: StrategyId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// What kind of plan it is.
    pub kind: StrategyKind,
    /// Where the edition stands.
    pub state: StrategyState,
    /// Its title.
    pub title: String,
    /// The period in words, such as "2021/22".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_label: Option<String>,
    /// Which edition it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition_label: Option<String>,
    /// The first day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The last day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// What it says, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The edition it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<StrategyId>,
    /// What bodies decided about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
}

impl Entity for Strategy {
    entity_basics!(StrategyId of partnership);

    fn label(&self) -> String {
        self.title.clone()
    }

    fn visibility(&self) -> Visibility {
        match self.state {
            StrategyState::Draft => Visibility::Partners,
            _ => Visibility::Public,
        }
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.title.clone(), self.summary.clone().unwrap_or_default()))
    }

    fn facets(&self) -> Facets {
        Facets {
            kind: Some(self.kind.word()),
            status: Some(self.state.word()),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }

    fn validate(&self, p: &mut Problems) {
        p.line("title", &self.title, LINE);
        p.optional_line("periodLabel", self.period_label.as_deref(), 100);
        p.optional_line("editionLabel", self.edition_label.as_deref(), 100);
        p.order(("startsOn", self.starts_on), ("endsOn", self.ends_on));
        p.optional_text("summary", self.summary.as_deref(), TEXT);
        if self.supersedes == Some(self.id) {
            p.add("supersedes", "is the strategy itself");
        }
        Approval::validate_all(&self.approvals, p);
    }
}
