//! Strategies: the editions of a partnership's plans.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, Told, entity_basics};
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
    /// What is told of it to those outside, who may not see the edition it is said to follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Strategy {
    /// Whether it is published and of the kind that stands for such a partnership: a
    /// county's group has its agreement, every other its plan.
    pub fn stands_for(&self, partnership: PartnershipKind) -> bool {
        let kind = match partnership {
            PartnershipKind::CountyStrategyGroup => StrategyKind::CommunitySafetyAgreement,
            _ => StrategyKind::PartnershipPlan,
        };
        self.kind == kind && self.state == StrategyState::Published && !self.head.archived
    }

    /// Whether its period covers a day. Editions without dates cover none.
    pub fn covers(&self, on: NaiveDate) -> bool {
        (self.starts_on.is_some() || self.ends_on.is_some())
            && self.starts_on.is_none_or(|start| start <= on)
            && self.ends_on.is_none_or(|end| on <= end)
    }

    /// What decides between editions that cover the same day: the latest start, then the
    /// latest approval.
    pub fn standing(&self) -> (Option<NaiveDate>, Option<NaiveDate>, StrategyId) {
        let approved =
            self.approvals.iter().filter(|a| a.outcome != ApprovalOutcome::NotAdopted).filter_map(|a| a.on);
        (self.starts_on, approved.max(), self.id)
    }

    /// What decides which edition is the latest when none covers the day.
    pub fn recency(&self) -> (Option<NaiveDate>, Option<NaiveDate>, StrategyId) {
        (self.starts_on.or(self.ends_on), self.standing().1, self.id)
    }

    /// Of a partnership's editions, the one that a question without an edition means: the
    /// one in force on a day, else the latest.
    pub fn current<'a>(
        editions: impl IntoIterator<Item = &'a Strategy>,
        partnership: PartnershipKind,
        on: NaiveDate,
    ) -> Option<&'a Strategy> {
        let main: Vec<&Strategy> = editions.into_iter().filter(|s| s.stands_for(partnership)).collect();
        let in_force = main.iter().filter(|s| s.covers(on)).max_by_key(|s| s.standing());
        in_force.or_else(|| main.iter().max_by_key(|s| s.recency())).copied()
    }
}

impl Entity for Strategy {
    entity_basics!(StrategyId of partnership);

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

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
