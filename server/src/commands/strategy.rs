//! Commands on strategies: their values, their approvals and the state they are in.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::done::Done;
use super::edit::{Creation, Editor, Input, Revision, id_and_version, new_head, put, reason};
use super::gate::Command;
use super::plan::ARCHIVED;
use super::values::{SourceInput, day, put_sources};
use crate::clock::london_date;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::WriteTx;

/// A decision of a body on a strategy.
#[derive(InputObject, Debug, Clone)]
pub struct ApprovalInput {
    /// The body that decided, as it calls itself.
    pub body: String,
    /// The agency that the body belongs to, by id or slug.
    pub agency: Option<ID>,
    /// What it decided.
    pub outcome: ApprovalOutcome,
    /// The day of the decision.
    pub on: Option<Date>,
}

/// What a strategy says, beside its title.
#[derive(InputObject, Debug, Clone, Default)]
pub struct StrategyFields {
    /// What kind of plan it is; a partnership plan if nothing is ever said.
    pub kind: MaybeUndefined<StrategyKind>,
    /// `DRAFT` or `CONSULTATION`: what comes after is `publishStrategy` and
    /// `withdrawStrategy`. Anybody can read what is out for consultation.
    pub state: MaybeUndefined<StrategyState>,
    /// The period in words, such as "2021/22".
    pub period_label: MaybeUndefined<String>,
    /// Which edition it is, in words.
    pub edition_label: MaybeUndefined<String>,
    /// The first day of its period.
    pub starts_on: MaybeUndefined<Date>,
    /// The last day of its period.
    pub ends_on: MaybeUndefined<Date>,
    /// What it says, in short. Plain text; a blank line starts a paragraph.
    pub summary: MaybeUndefined<String>,
    /// The edition that it follows.
    pub supersedes: MaybeUndefined<ID>,
    /// What bodies decided about it; the whole list. `recordApproval` adds one.
    pub approvals: MaybeUndefined<Vec<ApprovalInput>>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new strategy: a draft, seen by the people of the partnership only.
#[derive(InputObject, Debug, Clone)]
pub struct CreateStrategyInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its title.
    pub title: String,
    /// Its key, by which partnership files link it; made of the title if nothing is said.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: StrategyFields,
}

/// New values for a strategy: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateStrategyInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required once it has been published.
    pub reason: Option<String>,
    /// Its title.
    #[graphql(default)]
    pub title: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: StrategyFields,
}

/// A strategy that shall be published.
#[derive(InputObject, Debug, Clone)]
pub struct PublishStrategyInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required.
    pub reason: Option<String>,
}

/// A strategy that shall no longer stand.
#[derive(InputObject, Debug, Clone)]
pub struct WithdrawStrategyInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required.
    pub reason: Option<String>,
}

/// A decision of a body on a strategy, to be added to those recorded.
#[derive(InputObject, Debug, Clone)]
pub struct RecordApprovalInput {
    /// The strategy's id.
    pub id: ID,
    /// The version of the strategy that you saw; if it has changed since, nothing is
    /// written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// The decision.
    #[graphql(flatten)]
    pub approval: ApprovalInput,
}

impl StrategyFields {
    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("kind", &mut strategy.kind, &self.kind);
        self.apply_state(strategy, edit);
        put(&mut strategy.period_label, &self.period_label);
        put(&mut strategy.edition_label, &self.edition_label);
        put(&mut strategy.starts_on, &day(&self.starts_on));
        put(&mut strategy.ends_on, &day(&self.ends_on));
        put(&mut strategy.summary, &self.summary);
        edit.put_link("supersedes", &mut strategy.supersedes, &self.supersedes, strategy.partnership)?;
        if self.supersedes.is_value() && strategy.supersedes != Some(strategy.id) {
            let first = strategy.supersedes.map(AnyId::from);
            edit.no_circle("supersedes", strategy.id.into(), first, |record| match record {
                Record::Strategy(strategy) => strategy.supersedes.map(AnyId::from),
                _ => None,
            })?;
        }
        match &self.approvals {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => strategy.approvals.clear(),
            MaybeUndefined::Value(given) => strategy.approvals = approvals(given, edit)?,
        }
        put_sources(&mut strategy.head.sources, &self.sources);
        Ok(())
    }

    fn apply_state(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) {
        let before = strategy.state;
        edit.set("state", &mut strategy.state, &self.state);
        let open = |state| matches!(state, StrategyState::Draft | StrategyState::Consultation);
        if strategy.state != before && !(open(before) && open(strategy.state)) {
            let problem = "can be set to DRAFT or CONSULTATION before a strategy is published: \
                           use publishStrategy or withdrawStrategy";
            edit.problems.add("state", problem);
        }
    }
}

fn approvals(given: &[ApprovalInput], edit: &mut Editor<'_, '_>) -> Result<Vec<Approval>> {
    let mut all = Vec::with_capacity(given.len());
    for (i, input) in given.iter().enumerate().take(100) {
        all.push(approval(&format!("approvals[{i}].agency"), input, edit)?);
    }
    edit.problems.at_most("approvals", given.len(), 100);
    Ok(all)
}

fn approval(path: &str, input: &ApprovalInput, edit: &mut Editor<'_, '_>) -> Result<Approval> {
    let agency = match &input.agency {
        Some(id) => edit.agency(path, id)?,
        None => None,
    };
    if input.on.is_some_and(|day| day.0 > london_date(edit.tx.now())) {
        let path = path.replace("agency", "on");
        edit.problems.add(&path, "is a day to come: an approval is what a body has decided");
    }
    Ok(Approval { body: input.body.clone(), agency, outcome: input.outcome, on: input.on.map(|day| day.0) })
}

impl Input for CreateStrategyInput {
    type Noun = Strategy;
    const KEY: &'static str = "strategy.create";

    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(strategy, edit)
    }

    reason!();
}

impl Creation for CreateStrategyInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Strategy> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        let id = StrategyId::from_uuid(id);
        let title = self.title.clone();
        let (kind, state) = (StrategyKind::PartnershipPlan, StrategyState::Draft);
        Ok(Strategy { id, head, partnership, kind, state, title, ..Strategy::default() })
    }
}

impl Input for UpdateStrategyInput {
    type Noun = Strategy;
    const KEY: &'static str = "strategy.update";

    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("title", &mut strategy.title, &self.title);
        self.fields.apply(strategy, edit)
    }

    reason!();
}

impl Revision for UpdateStrategyInput {
    id_and_version!();

    fn demands_reason(&self, before: &Strategy, after: &Strategy) -> Option<&'static str> {
        (before != after && before.was_published()).then_some("to change a published strategy")
    }
}

impl Input for PublishStrategyInput {
    type Noun = Strategy;
    const KEY: &'static str = "strategy.publish";

    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        if strategy.head.archived {
            edit.problems.add("id", ARCHIVED);
        }
        if strategy.state == StrategyState::Published {
            edit.problems.add("id", "is published already");
        }
        strategy.state = StrategyState::Published;
        Ok(())
    }

    reason!();
}

impl Revision for PublishStrategyInput {
    id_and_version!();

    fn demands_reason(&self, _before: &Strategy, _after: &Strategy) -> Option<&'static str> {
        Some("to publish a strategy")
    }
}

impl Input for WithdrawStrategyInput {
    type Noun = Strategy;
    const KEY: &'static str = "strategy.withdraw";

    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        match strategy.state {
            StrategyState::Published | StrategyState::Consultation => {}
            StrategyState::Draft => {
                edit.problems.add("id", "is a draft, which nobody outside has seen: archive it instead");
            }
            StrategyState::Withdrawn => edit.problems.add("id", "is withdrawn already"),
        }
        strategy.state = StrategyState::Withdrawn;
        Ok(())
    }

    reason!();
}

impl Revision for WithdrawStrategyInput {
    id_and_version!();

    fn demands_reason(&self, _before: &Strategy, _after: &Strategy) -> Option<&'static str> {
        Some("to withdraw a strategy")
    }
}

impl Input for RecordApprovalInput {
    type Noun = Strategy;
    const KEY: &'static str = "strategy.record_approval";

    fn apply(&self, strategy: &mut Strategy, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.takes_new("id", strategy)?;
        let approval = approval("agency", &self.approval, edit)?;
        edit.problems.line("body", &approval.body, validate::LINE);
        if strategy.approvals.contains(&approval) {
            edit.problems.add("", "is recorded already: this body's decision stands among the approvals");
        }
        // What is wrong has been named once: not again as one of the strategy's approvals.
        if edit.problems.is_empty() {
            strategy.approvals.push(approval);
        }
        Ok(())
    }

    reason!();
}

super::plan::revision!(RecordApprovalInput);

/// The order of the priorities of one edition.
#[derive(InputObject, Debug, Clone)]
pub struct ReorderPrioritiesInput {
    /// The strategy's id.
    pub strategy: ID,
    /// Its priorities in their new order: each that is not archived, once.
    pub priorities: Vec<ID>,
    /// Why; required once the strategy has been published.
    pub reason: Option<String>,
}

/// Puts the priorities of one edition into another order.
pub struct ReorderPriorities(pub ReorderPrioritiesInput);

impl Command for ReorderPriorities {
    type Output = Done;
    const KEY: &'static str = "priority.reorder";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let strategy: Strategy = edit.find(&input.strategy)?;
        edit.permit(Self::KEY, &strategy.clone().into())?;
        edit.keep_published(strategy.id, input.reason.as_deref())?;
        let list = edit.priorities_of(&strategy)?;
        edit.arrange("priorities", &input.priorities, list, input.reason.as_deref())?;
        Ok(Done::to(strategy.id))
    }
}
