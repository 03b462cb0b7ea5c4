//! The checks of an auditor or a coordinator as tables: a row for each finding, with the
//! day and the days on which the check was run.

mod accounts;
mod plan;

use std::sync::Arc;

use chrono::{NaiveDate, SecondsFormat};

use crate::auth::viewer::Viewer;
use crate::commands::account::unused;
use crate::error::Result;
use crate::graph::checks::period;
use crate::graph::register::Register;
use crate::graph::request::{Called, RequestContext};
use crate::graph::view::Lens;
use crate::model::*;

/// How many objects one check may touch: far more than any partnership has.
const BUDGET: u32 = 10_000_000;

/// Which check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Projects without lead or news.
    Schemes,
    /// Overdue and re-dated actions.
    Actions,
    /// Attendance of responsible authorities.
    Attendance,
    /// Strategies without approval.
    Strategies,
    /// Entries made late.
    LateEntries,
    /// Accounts that nobody uses.
    Accounts,
    /// Who held which role on a day.
    Roles,
}

impl Check {
    /// The check of this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "check-schemes" => Check::Schemes,
            "check-actions" => Check::Actions,
            "check-attendance" => Check::Attendance,
            "check-strategies" => Check::Strategies,
            "check-late-entries" => Check::LateEntries,
            "check-accounts" => Check::Accounts,
            "check-roles" => Check::Roles,
            _ => return None,
        })
    }

    /// Whether it is about people and not about a plan.
    pub fn is_of_accounts(self) -> bool {
        matches!(self, Check::Accounts | Check::Roles)
    }

    /// Its columns after those that all have.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Check::Schemes => &["finding", "id", "name", "status", "leadAgency", "lastConfirmedAt"],
            Check::Actions => &[
                "finding",
                "id",
                "reference",
                "text",
                "owners",
                "originalDueOn",
                "dueOn",
                "daysOverdue",
                "timesRedated",
                "status",
            ],
            Check::Attendance => &[
                "agency",
                "basis",
                "sittings",
                "came",
                "present",
                "part",
                "substitute",
                "apologies",
                "absent",
                "notRecorded",
            ],
            Check::Strategies => &["finding", "id", "title", "kind", "startsOn", "endsOn", "approvals"],
            Check::LateEntries => &["kind", "record", "about", "madeAt", "daysLate", "actor", "change"],
            Check::Accounts => &["id", "name", "email", "agency", "roles", "createdAt", "lastUsedAt"],
            Check::Roles => {
                &["user", "email", "role", "partnership", "agency", "grantedAt", "endsOn", "revokedAt"]
            }
        }
    }
}

/// What a check is asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The partnership; none: the register, for checks of accounts.
    pub partnership: Option<PartnershipId>,
    /// The first and the last day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// The day on which roles were held.
    pub on: Option<NaiveDate>,
    /// After how many days something is found.
    pub days: Option<i64>,
}

/// A table: its head and its rows.
pub type Rows = (Vec<&'static str>, Vec<Vec<String>>);

/// Runs a check as somebody; none when they may not, or there is no such plan.
///
/// # Errors
/// [`Error::BadRequest`] for days that are not in order; when the database fails.
pub async fn run(
    register: &Register,
    viewer: Option<Arc<Viewer>>,
    check: Check,
    asked: &Asked,
) -> Result<Option<Rows>> {
    let now = register.clock().now();
    let context = RequestContext::called(viewer.clone(), Called::default(), now, BUDGET);
    let lens = Lens::now(register, &context);
    let (days, found) = match (check.is_of_accounts(), viewer) {
        (true, Some(viewer)) if unused::may_check(&viewer, asked.partnership) => {
            let on = asked.on.unwrap_or(lens.today());
            ((on, on), accounts::findings(&lens, viewer, check, asked).await?)
        }
        (false, _) => {
            let Some(partnership) = asked.partnership else { return Ok(None) };
            let Some(view) = lens.partnership(partnership).await? else { return Ok(None) };
            let days = match check {
                Check::Attendance | Check::LateEntries => period(asked.from, asked.to, lens.today())?,
                _ => (lens.today(), lens.today()),
            };
            let Some(found) = plan::findings(&view, check, days, asked.days).await? else { return Ok(None) };
            (days, found)
        }
        _ => return Ok(None),
    };
    let place = asked.partnership.and_then(|id| lens.directory().partnership(id));
    let place = place.map(|partnership| partnership.slug.clone()).unwrap_or_default();
    let ran = [moment(now), place, days.0.to_string(), days.1.to_string()];
    let rows = found.into_iter().map(|row| ran.iter().cloned().chain(row).collect()).collect();
    let columns = ["ranAt", "partnership", "from", "to"];
    Ok(Some((columns.into_iter().chain(check.columns().iter().copied()).collect(), rows)))
}

fn named(lens: &Lens, id: Option<AgencyId>) -> String {
    id.and_then(|id| lens.directory().agency(id)).map(|agency| agency.name.clone()).unwrap_or_default()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
