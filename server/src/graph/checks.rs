//! What an auditor looks for in a plan, beside what the plan lacks (`gaps`).

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::partnership::Places;
use super::view::View;
use crate::clock::london_to_utc;
use crate::error::{Error, Result};
use crate::model::*;

/// What stands for approval of a strategy; having noted it does not.
const APPROVES: [ApprovalOutcome; 3] =
    [ApprovalOutcome::Endorsed, ApprovalOutcome::Adopted, ApprovalOutcome::RolledForward];

impl View {
    /// The editions that are published, whoever approved them.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget, as everything here.
    pub fn published_strategies(&self) -> Result<Places> {
        let all = self.all::<Strategy>()?;
        let is_out = |place: &u32| self.node::<Strategy>(*place).record.state == StrategyState::Published;
        Ok(all.into_iter().filter(is_out).collect())
    }

    /// Those of them that no body has endorsed, adopted or rolled forward.
    pub fn unapproved_strategies(&self) -> Result<Places> {
        let approves = |approval: &Approval| APPROVES.contains(&approval.outcome);
        let has_none = |place: &u32| !self.node::<Strategy>(*place).record.approvals.iter().any(approves);
        Ok(self.published_strategies()?.into_iter().filter(has_none).collect())
    }

    /// The actions that are open, by due date.
    pub fn open_actions(&self) -> Result<Places> {
        let all = self.all::<Action>()?;
        let is_open = |place: &u32| self.node::<Action>(*place).record.status == ActionStatus::Open;
        Ok(all.into_iter().filter(is_open).collect())
    }

    /// Those of them whose day has passed, the longest overdue first.
    pub fn overdue_actions(&self) -> Result<Places> {
        let today = self.lens().today();
        let is_late = |place: &u32| self.node::<Action>(*place).record.is_overdue(today);
        Ok(self.open_actions()?.into_iter().filter(is_late).collect())
    }

    /// The actions, open or closed, that were dated anew so often at least, with how
    /// often: those most often first, then by due date.
    ///
    /// # Errors
    /// When the database fails, too.
    pub async fn redated_actions(&self, at_least: i32) -> Result<Vec<(u32, i32)>> {
        let mut found = Vec::new();
        for place in self.all::<Action>()? {
            let times = self.times_redated(&self.node::<Action>(place).record).await?;
            if times >= at_least.max(1) {
                found.push((place, times));
            }
        }
        found.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        Ok(found)
    }
}

/// The days over which something is looked at: as given, else the year up to today.
///
/// # Errors
/// [`Error::BadRequest`] when they are not in order.
pub fn period(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(NaiveDate, NaiveDate)> {
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to.checked_sub_days(Days::new(365)).unwrap_or(NaiveDate::MIN));
    if to < from {
        return Err(Error::bad_request("to is before from: give the first day and then the last."));
    }
    Ok((from, to))
}

/// The moments at which two days begin and end; nothing after the moment that is looked at.
pub fn moments(
    (from, to): (NaiveDate, NaiveDate),
    as_of: Option<DateTime<Utc>>,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let begins = |day: NaiveDate| london_to_utc(day, NaiveTime::MIN);
    let until = begins(to.succ_opt().unwrap_or(NaiveDate::MAX));
    let seen = as_of.map(|at| at + TimeDelta::microseconds(1));
    (begins(from), seen.map_or(until, |seen| seen.min(until)))
}
