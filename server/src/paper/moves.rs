//! Which schemes finished, started or stalled in a period.

use std::collections::HashMap;

use super::period::Period;
use crate::error::Result;
use crate::graph::read::all;
use crate::model::in_words::plain;
use crate::model::*;

/// What became of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// It was completed.
    Finished,
    /// It became active.
    Started,
    /// It was paused or cancelled.
    Stalled,
}

impl Move {
    /// The word for a table.
    pub fn word(self) -> &'static str {
        match self {
            Move::Finished => "Finished",
            Move::Started => "Started",
            Move::Stalled => "Stalled",
        }
    }
}

/// What became of schemes, and how, in words.
pub type Moves = HashMap<ProjectId, (Move, String)>;

impl Period {
    /// The states in which the schemes were then, of those that were in the plan.
    fn states_then(&self) -> Result<HashMap<ProjectId, ProjectStatus>> {
        let Some(then) = &self.then else { return Ok(HashMap::new()) };
        Ok(all::<Project>(then)?.into_iter().map(|node| (node.record.id, node.record.status)).collect())
    }

    /// What became of the schemes in the period: by the change of their state, and of those
    /// whose state is as it was by the days on which they are said to start and end.
    pub fn moves(&self) -> Result<Moves> {
        let then = self.states_then()?;
        let mut moves = Moves::new();
        for node in all::<Project>(&self.now)? {
            if let Some(found) = self.move_of(&node.record, then.get(&node.record.id).copied()) {
                moves.insert(node.record.id, found);
            }
        }
        Ok(moves)
    }

    fn move_of(&self, project: &Project, then: Option<ProjectStatus>) -> Option<(Move, String)> {
        let now = project.status;
        let kind = match now {
            ProjectStatus::Completed => Move::Finished,
            ProjectStatus::Active => Move::Started,
            ProjectStatus::Paused | ProjectStatus::Cancelled => Move::Stalled,
            ProjectStatus::Proposed | ProjectStatus::NotStated => return None,
        };
        let day = match kind {
            Move::Finished => project.ends_on,
            Move::Started => project.starts_on,
            Move::Stalled => None,
        };
        let in_period = day.is_some_and(|day| self.since < day && day <= self.until);
        let words = match then {
            Some(before) if before == now => plain(now),
            Some(ProjectStatus::NotStated) => format!("Now {}", plain(now).to_lowercase()),
            Some(before) => format!("{}, before: {}", plain(now), plain(before).to_lowercase()),
            None if self.then.is_some() => format!("{}, new in the plan", plain(now)),
            None => plain(now),
        };
        let moved = match then {
            Some(before) => before != now || in_period,
            None => self.then.is_some() || in_period,
        };
        let told = match (kind, day) {
            (Move::Finished, Some(day)) if in_period => {
                format!("{words}; ended on {}", in_words::day_of(day))
            }
            (Move::Started, Some(day)) if in_period => {
                format!("{words}; started on {}", in_words::day_of(day))
            }
            _ => words,
        };
        moved.then_some((kind, told))
    }
}
