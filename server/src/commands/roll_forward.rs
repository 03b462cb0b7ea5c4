//! Rolling a strategy forward: the next edition begins as a draft of the last.

use std::collections::HashSet;

use async_graphql::{ID, InputObject};

use super::done::Done;
use super::edit::{Editor, new_head};
use super::gate::Command;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::{Deed, WriteTx};

/// The edition that follows one.
#[derive(InputObject, Debug, Clone)]
pub struct RollForwardStrategyInput {
    /// The edition that is rolled forward; it stays as it is.
    pub strategy: ID,
    /// The new edition's title.
    pub title: String,
    /// The new period in words, such as "2026/27".
    pub period_label: Option<String>,
    /// The first day of the new period.
    pub starts_on: Option<Date>,
    /// The last day of the new period.
    pub ends_on: Option<Date>,
    /// Priorities that the new edition does not carry on, with their focus areas.
    #[graphql(default)]
    pub drop_priorities: Vec<ID>,
    /// Focus areas that the new edition does not carry on.
    #[graphql(default)]
    pub drop_focus_areas: Vec<ID>,
    /// Why.
    pub reason: Option<String>,
}

/// Makes a draft of the next edition: with the priorities, focus areas and links of the
/// last, each carried from there. Nothing of the last is written.
pub struct RollForwardStrategy(pub RollForwardStrategyInput);

/// What of an edition is carried on: each priority with its focus areas, in order.
type Carried = Vec<(Priority, Vec<FocusArea>)>;

impl Command for RollForwardStrategy {
    type Output = Done;
    const KEY: &'static str = "strategy.roll_forward";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let old: Strategy = edit.find(&self.0.strategy)?;
        edit.permit(Self::KEY, &old.clone().into())?;
        edit.takes_new("strategy", &old)?;
        let carried = self.carried(&old, &mut edit)?;
        let mut new = self.edition(&old);
        new.validate(&mut edit.problems);
        edit.problems.optional_text("reason", self.0.reason.as_deref(), 2_000);
        edit.end_of_input()?;
        edit.name_key(&mut new, &self.0.title)?;
        self.save(new.clone(), &mut edit)?;
        for (place, (priority, areas)) in carried.into_iter().enumerate() {
            self.carry(&new, place as i32 + 1, priority, areas, &mut edit)?;
        }
        Ok(Done::to(new.id))
    }
}

impl RollForwardStrategy {
    fn edition(&self, old: &Strategy) -> Strategy {
        let input = &self.0;
        let (id, head) = new_head(None);
        Strategy {
            id: StrategyId::from_uuid(id),
            head,
            partnership: old.partnership,
            kind: old.kind,
            state: StrategyState::Draft,
            title: input.title.clone(),
            period_label: input.period_label.clone(),
            starts_on: input.starts_on.map(|day| day.0),
            ends_on: input.ends_on.map(|day| day.0),
            summary: old.summary.clone(),
            supersedes: Some(old.id),
            ..Strategy::default()
        }
    }

    fn carried(&self, old: &Strategy, edit: &mut Editor<'_, '_>) -> Result<Carried> {
        let mut carried = Carried::new();
        for priority in edit.priorities_of(old)? {
            let areas = edit.focus_areas_of(&priority)?;
            carried.push((priority, areas));
        }
        let known: HashSet<String> = carried.iter().map(|(priority, _)| priority.id.to_string()).collect();
        check("dropPriorities", "priority", &self.0.drop_priorities, &known, edit);
        let areas = carried.iter().flat_map(|(_, areas)| areas);
        let known: HashSet<String> = areas.map(|area| area.id.to_string()).collect();
        check("dropFocusAreas", "focus area", &self.0.drop_focus_areas, &known, edit);
        let dropped: HashSet<&str> =
            self.0.drop_priorities.iter().chain(&self.0.drop_focus_areas).map(|id| id.as_str()).collect();
        carried.retain(|(p, _)| !p.head.archived && !dropped.contains(p.id.to_string().as_str()));
        for (_, areas) in &mut carried {
            areas.retain(|area| !area.head.archived && !dropped.contains(area.id.to_string().as_str()));
        }
        Ok(carried)
    }

    fn carry(
        &self,
        edition: &Strategy,
        position: i32,
        old: Priority,
        areas: Vec<FocusArea>,
        edit: &mut Editor<'_, '_>,
    ) -> Result<()> {
        let (id, head) = new_head(None);
        let id = PriorityId::from_uuid(id);
        let carried_from = Some(old.id);
        let strategy = edition.id;
        let mut new = Priority { id, head, strategy, position, carried_from, ..old };
        edit.name_key(&mut new, &format!("{} priority {position}", edition.head.key))?;
        let key = new.head.key.clone();
        self.save(new, edit)?;
        for (place, old) in areas.into_iter().enumerate() {
            let (area, head) = new_head(None);
            let position = place as i32 + 1;
            let carried_from = Some(old.id);
            let area = FocusAreaId::from_uuid(area);
            let mut new = FocusArea { id: area, head, priority: id, position, carried_from, ..old };
            edit.name_key(&mut new, &format!("{key} focus {position}"))?;
            self.save(new, edit)?;
        }
        Ok(())
    }

    fn save(&self, record: impl Into<Record>, edit: &mut Editor<'_, '_>) -> Result<()> {
        let deed = Deed { action: ChangeAction::Create, reason: self.0.reason.as_deref() };
        edit.tx.save(None, record, deed).map(drop)
    }
}

fn check(path: &str, noun: &str, given: &[ID], known: &HashSet<String>, edit: &mut Editor<'_, '_>) {
    for (i, id) in given.iter().enumerate().take(1_000) {
        if !known.contains(id.as_str()) {
            let problem = format!("is not a {noun} of this strategy: give the id of one");
            edit.problems.add(&format!("{path}[{i}]"), problem);
        }
    }
    edit.problems.at_most(path, given.len(), 1_000);
}
