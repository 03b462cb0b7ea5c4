//! The checks over a plan.

use chrono::NaiveDate;

use super::{Check, day, moment, named};
use crate::error::{Error, Result};
use crate::graph::attendance::AgencyAttendance;
use crate::graph::checks::moments;
use crate::graph::view::View;
use crate::model::*;
use crate::store::Conn;
use crate::store::change::{actors, late};

/// The findings of a check; none when the viewer may not run it.
///
/// # Errors
/// When the database fails.
pub async fn findings(
    view: &View,
    check: Check,
    days: (NaiveDate, NaiveDate),
    limit: Option<i64>,
) -> Result<Option<Vec<Vec<String>>>> {
    Ok(match check {
        Check::Schemes => Some(schemes(view)?),
        Check::Actions => Some(actions(view).await?),
        Check::Attendance => Some(attendance(view, days)?),
        Check::Strategies => Some(strategies(view)?),
        Check::LateEntries if !view.context().sees_no_history() => {
            Some(late_entries(view, days, limit.unwrap_or(30)).await?)
        }
        _ => None,
    })
}

fn schemes(view: &View) -> Result<Vec<Vec<String>>> {
    let without_lead = view.projects_without_lead()?.into_iter().map(|place| ("without lead", place));
    let without_update = view.stale_projects()?.into_iter().map(|place| ("without update", place));
    let row = |(finding, place): (&str, u32)| {
        let project = &view.node::<Project>(place).record;
        vec![
            finding.to_owned(),
            project.id.to_string(),
            project.name.clone(),
            project.status.word().to_owned(),
            agency(view, project.lead_agency),
            project.last_confirmed_at.map(moment).unwrap_or_default(),
        ]
    };
    Ok(without_lead.chain(without_update).map(row).collect())
}

async fn actions(view: &View) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for place in view.overdue_actions()? {
        let times = view.times_redated(&view.node::<Action>(place).record).await?;
        rows.push(action(view, "overdue", place, times));
    }
    let redated = view.redated_actions(1).await?;
    rows.extend(redated.into_iter().map(|(place, times)| action(view, "re-dated", place, times)));
    Ok(rows)
}

fn action(view: &View, finding: &str, place: u32, times: i32) -> Vec<String> {
    let action = &view.node::<Action>(place).record;
    let today = view.lens().today();
    let late = action.due_on.filter(|_| action.is_overdue(today)).map(|due| (today - due).num_days());
    vec![
        finding.to_owned(),
        action.id.to_string(),
        action.reference.clone().unwrap_or_default(),
        action.text.clone(),
        action.owners.iter().map(|id| agency(view, Some(*id))).collect::<Vec<_>>().join("; "),
        day(action.original_due_on),
        day(action.due_on),
        late.map(|days| days.to_string()).unwrap_or_default(),
        times.to_string(),
        action.status.word().to_owned(),
    ]
}

fn attendance(view: &View, days: (NaiveDate, NaiveDate)) -> Result<Vec<Vec<String>>> {
    let row = |line: &AgencyAttendance| {
        let counts = AttendanceState::ALL.iter().map(|state| line.of(*state));
        let numbers = [line.sittings, line.came()].into_iter().chain(counts).chain([line.not_recorded()]);
        let words = [agency(view, Some(line.agency)), line.basis.word().to_owned()];
        words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
    };
    Ok(view.attendance(days, None)?.agencies.iter().map(row).collect())
}

fn strategies(view: &View) -> Result<Vec<Vec<String>>> {
    let say = |approval: &Approval| format!("{}: {}", approval.body, approval.outcome.word());
    let row = |place: u32| {
        let strategy = &view.node::<Strategy>(place).record;
        vec![
            "without approval".to_owned(),
            strategy.id.to_string(),
            strategy.title.clone(),
            strategy.kind.word().to_owned(),
            day(strategy.starts_on),
            day(strategy.ends_on),
            strategy.approvals.iter().map(say).collect::<Vec<_>>().join("; "),
        ]
    };
    Ok(view.unapproved_strategies()?.into_iter().map(row).collect())
}

async fn late_entries(view: &View, days: (NaiveDate, NaiveDate), limit: i64) -> Result<Vec<Vec<String>>> {
    let (scope, partnership) = (view.context().scope.clone(), view.partnership().id);
    let made = moments(days, None);
    let read = move |conn: &mut Conn| {
        let found = late::entries(conn, &scope, partnership, made, limit)?.found;
        let makers = found.iter().map(|entry| entry.change.actor.id.clone()).collect();
        Ok::<_, Error>((actors::names(conn, &makers)?, found))
    };
    let (names, found) = view.lens().register().store().read(read).await?;
    let row = |entry: &late::LateEntry| {
        let change = &entry.change;
        vec![
            entry.kind.word().to_owned(),
            change.label(),
            entry.about.to_string(),
            moment(change.at),
            entry.days.to_string(),
            actors::name(&change.actor.id, &names).to_owned(),
            format!("change_{}", change.sequence),
        ]
    };
    Ok(found.iter().map(row).collect())
}

fn agency(view: &View, id: Option<AgencyId>) -> String {
    named(view.lens(), id)
}
