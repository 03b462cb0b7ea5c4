//! Strategies: the editions of a partnership's plans.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::document::DocumentObject;
use super::object::{RecordFields, object, objects, record_object};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::scalars::Date;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;

record_object! {
    /// One edition of a plan for a period. A new edition never changes what an old one
    /// says.
    StrategyObject for Strategy
}

/// One edition of a plan for a period. A new edition never changes what an old one
/// says.
#[Object(name = "Strategy")]
impl StrategyObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::seen(self.at())
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may publish it; not while it is published or archived.
    async fn viewer_can_publish(&self) -> bool {
        self.at().record().state != StrategyState::Published
            && Powers::over(self.at()).takes_new("strategy.publish")
    }
    /// Whether you may withdraw it; only what was published or out for consultation.
    async fn viewer_can_withdraw(&self) -> bool {
        let state = self.at().record().state;
        let is_out = matches!(state, StrategyState::Published | StrategyState::Consultation);
        is_out && Powers::over(self.at()).may("strategy.withdraw")
    }
    /// Whether you may roll it forward into the next edition.
    async fn viewer_can_roll_forward(&self) -> bool {
        Powers::over(self.at()).may("strategy.roll_forward")
    }
    /// Whether you may record what a body decided about it; not while it is archived.
    async fn viewer_can_record_approval(&self) -> bool {
        Powers::over(self.at()).takes_new("strategy.record_approval")
    }
    /// Whether you may add, change and reorder its priorities and focus areas.
    async fn viewer_can_edit_priorities(&self) -> bool {
        Powers::over(self.at()).may("priority.create")
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// What kind of plan it is.
    async fn kind(&self) -> StrategyKind {
        self.at().record().kind
    }
    /// Where the edition stands. Drafts are seen by the people of the partnership only.
    async fn state(&self) -> StrategyState {
        self.at().record().state
    }
    /// Its title.
    async fn title(&self) -> &str {
        &self.at().record().title
    }
    /// The period in words, such as "2021/22".
    async fn period_label(&self) -> Option<&str> {
        self.at().record().period_label.as_deref()
    }
    /// Which edition it is, in words.
    async fn edition_label(&self) -> Option<&str> {
        self.at().record().edition_label.as_deref()
    }
    /// The first day of its period.
    async fn starts_on(&self) -> Option<Date> {
        self.at().record().starts_on.map(Date)
    }
    /// The last day of its period.
    async fn ends_on(&self) -> Option<Date> {
        self.at().record().ends_on.map(Date)
    }
    /// What it says, in short. Plain text; a blank line starts a paragraph.
    async fn summary(&self) -> Option<&str> {
        self.at().record().summary.as_deref()
    }
    /// The edition that it follows.
    async fn supersedes(&self) -> Option<StrategyObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().supersedes?))
    }
    /// What bodies decided about it. A strategy can be published and never adopted.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn approvals(&self) -> Vec<ApprovalObject> {
        let approvals = self.at().record().approvals.iter();
        let lens = self.at().view.lens();
        approvals.map(|a| ApprovalObject { lens: Arc::clone(lens), approval: a.clone() }).collect()
    }
    /// Its priorities, in order.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn priorities(&self) -> Result<Vec<PriorityObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Priority>(&at.links().priorities)?))
    }
    /// The documents that belong to it.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn documents(&self) -> Result<Vec<DocumentObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Document>(&at.links().documents)?))
    }
}

/// A dated decision of a body on a strategy.
pub struct ApprovalObject {
    lens: Arc<Lens>,
    approval: Approval,
}

/// A dated decision of a body on a strategy.
#[Object(name = "Approval")]
impl ApprovalObject {
    /// The body that decided, as it calls itself.
    async fn body(&self) -> &str {
        &self.approval.body
    }
    /// The agency that the body belongs to.
    async fn agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(&self.lens, self.approval.agency?)
    }
    /// What it decided.
    async fn outcome(&self) -> ApprovalOutcome {
        self.approval.outcome
    }
    /// The day of the decision.
    async fn on(&self) -> Option<Date> {
        self.approval.on.map(Date)
    }
}
