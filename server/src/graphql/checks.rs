//! Checks that an auditor or a coordinator runs over a plan.

use std::sync::Arc;

use async_graphql::{ID, Object};
use chrono::NaiveDate;

use super::action::ActionObject;
use super::attendance::AttendanceOverObject;
use super::change::{ChangeObject, objects};
use super::object::{At, Object as _};
use super::page::{self, Connection, PageArgs, of_places, page_cost};
use super::project::ProjectObject;
use super::scalars::{Date, DateTime};
use super::strategy::StrategyObject;
use crate::error::{Error, Result};
use crate::graph::calendar::STALE_AFTER;
use crate::graph::checks::{moments, period};
use crate::graph::view::View;
use crate::model::*;
use crate::store::change::late::{self, LateEntries};

/// The checks over one partnership's plan.
pub struct ChecksObject(pub Arc<View>);

/// Checks over one partnership's plan, run when they are asked for, over what you may see.
/// Each says how much it looked at, so that nothing found is not taken for nothing checked.
/// The same as files: `/export/check-schemes.csv` and its like. `accountCheck` and
/// `roleGrants(on:)` are about people.
#[Object(name = "PartnershipChecks")]
impl ChecksObject {
    /// When they were run, or the moment that is looked at.
    async fn ran_at(&self) -> DateTime {
        // Whoever asks again is told the moment of their own asking.
        DateTime(self.0.lens().moment_until(Some(self.0.context().now)))
    }
    /// The day of that in London, by which what is overdue or stale is told.
    async fn on(&self) -> Date {
        Date(self.0.lens().today())
    }
    /// Projects without a lead, or without news for too long.
    async fn schemes(&self) -> SchemesCheckObject {
        SchemesCheckObject(Arc::clone(&self.0))
    }
    /// Actions whose day has passed, or was put off.
    async fn actions(&self) -> ActionsCheckObject {
        ActionsCheckObject(Arc::clone(&self.0))
    }
    /// Which responsible authorities came to sittings, how often.
    async fn attendance(
        &self,
        #[graphql(desc = "The first day; a year before the last if nothing is said.")] from: Option<Date>,
        #[graphql(desc = "The last day; today if nothing is said.")] to: Option<Date>,
        #[graphql(desc = "The sittings of this meeting, by id; of all if nothing is said.")] meeting: Option<
            ID,
        >,
    ) -> Result<AttendanceOverObject> {
        let period = period(from.map(|day| day.0), to.map(|day| day.0), self.0.lens().today())?;
        let meeting = match meeting {
            Some(id) => Some(id.parse().map_err(|_| Error::bad_request("meeting is not the id of one."))?),
            None => None,
        };
        AttendanceOverObject::of(&self.0, period, meeting)
    }
    /// Published strategies that no body approved.
    async fn strategies(&self) -> StrategiesCheckObject {
        StrategiesCheckObject(Arc::clone(&self.0))
    }
    /// Entries about a day that had long passed when they were made. Null for whoever sees
    /// no history.
    async fn late_entries(
        &self,
        #[graphql(desc = "Those made on this day or later; a year before the last if nothing is said.")]
        from: Option<Date>,
        #[graphql(desc = "Those made on this day or earlier; today if nothing is said.")] to: Option<Date>,
        #[graphql(desc = "About a day more than so many days before; from 0 to 3,650.", default = 30)]
        days: i32,
    ) -> Result<Option<LateEntriesObject>> {
        let lens = self.0.lens();
        if lens.context().sees_no_history() {
            return Ok(None);
        }
        if !(0..=3_650).contains(&days) {
            return Err(Error::bad_request("days is out of range: give 0 to 3,650."));
        }
        let period = period(from.map(|day| day.0), to.map(|day| day.0), lens.today())?;
        let (scope, partnership) = (lens.context().scope.clone(), self.0.partnership().id);
        let made = moments(period, lens.as_of());
        lens.note_across();
        let read = move |conn: &mut crate::store::Conn| {
            late::entries(conn, &scope, partnership, made, i64::from(days))
        };
        let found = lens.read_slowly(read).await?;
        lens.context().charge(20 + found.examined.unsigned_abs())?;
        Ok(Some(LateEntriesObject { view: Arc::clone(&self.0), period, days, found }))
    }
}

/// Projects without a lead or without news.
pub struct SchemesCheckObject(Arc<View>);

/// Projects without a lead, or without news for too long. Those that are completed or
/// cancelled are left out.
#[Object(name = "SchemesCheck")]
impl SchemesCheckObject {
    /// How many projects were looked at.
    async fn examined(&self) -> Result<i32> {
        Ok(count(self.0.lasting_projects()?.len()))
    }
    /// After how many days without news a project is found.
    async fn stale_after_days(&self) -> i32 {
        self.0.partnership().stale_after_days.unwrap_or(STALE_AFTER)
    }
    /// Those that no agency leads, by name.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn without_lead(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        of_places(&self.0, self.0.projects_without_lead()?, &PageArgs::new(first, after, None, None))
    }
    /// Those of which there has been no update and no confirmation for too long, by name.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn without_update(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ProjectObject>> {
        of_places(&self.0, self.0.stale_projects()?, &PageArgs::new(first, after, None, None))
    }
}

/// Actions that are overdue or were dated anew.
pub struct ActionsCheckObject(Arc<View>);

/// Actions whose day has passed, or was put off.
#[Object(name = "ActionsCheck")]
impl ActionsCheckObject {
    /// How many actions were looked at, open or closed.
    async fn examined(&self) -> Result<i32> {
        Ok(count(self.0.all::<Action>()?.len()))
    }
    /// How many of them are open.
    async fn open(&self) -> Result<i32> {
        Ok(count(self.0.open_actions()?.len()))
    }
    /// Those that are open and past their day, the longest overdue first.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn overdue(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<ActionObject>> {
        of_places(&self.0, self.0.overdue_actions()?, &PageArgs::new(first, after, None, None))
    }
    /// Those that were given another day, open or closed: those most often first.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn redated(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So often at least.", default = 1)] at_least: i32,
    ) -> Result<Connection<ActionObject>> {
        let found = self.0.redated_actions(at_least).await?;
        let object = |place: u32| ActionObject::of(At::new(&self.0, place));
        let id = |place: u32| self.0.node::<Action>(place).record.id.to_string();
        let entries = found.into_iter().map(|(place, _)| (id(place), object(place)));
        page::of_all(entries.collect(), &PageArgs::new(first, after, None, None))
    }
}

/// Published strategies that no body approved.
pub struct StrategiesCheckObject(Arc<View>);

/// Published strategies that no body approved: none has endorsed, adopted or rolled them
/// forward. Having noted one is no approval.
#[Object(name = "StrategiesCheck")]
impl StrategiesCheckObject {
    /// How many published editions were looked at.
    async fn examined(&self) -> Result<i32> {
        Ok(count(self.0.published_strategies()?.len()))
    }
    /// Those without approval, the latest first.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn without_approval(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<StrategyObject>> {
        of_places(&self.0, self.0.unapproved_strategies()?, &PageArgs::new(first, after, None, None))
    }
}

/// Entries that were made late.
pub struct LateEntriesObject {
    view: Arc<View>,
    period: (NaiveDate, NaiveDate),
    days: i32,
    found: LateEntries,
}

/// Entries about a day that had long passed when they were made, as the history tells it:
/// progress, sittings with their attendance, closed actions, approvals.
#[Object(name = "LateEntriesCheck")]
impl LateEntriesObject {
    /// The first day on which the entries were made.
    async fn from(&self) -> Date {
        Date(self.period.0)
    }
    /// The last day on which the entries were made.
    async fn to(&self) -> Date {
        Date(self.period.1)
    }
    /// After how many days an entry is late.
    async fn days(&self) -> i32 {
        self.days
    }
    /// How many entries about a day were looked at.
    async fn examined(&self) -> i32 {
        self.found.examined
    }
    /// Those that were late, the last made first.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn entries(
        &self,
        #[graphql(desc = "At most so many; 20 if nothing is said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<LateEntryObject>> {
        let changes = self.found.found.iter().map(|entry| entry.change.clone()).collect();
        let told = objects(self.view.lens(), changes).into_iter().zip(&self.found.found);
        let entries = told.map(|(change, entry)| {
            let object = LateEntryObject { change, kind: entry.kind, about: entry.about, days: entry.days };
            (entry.change.sequence.to_string(), object)
        });
        page::of_all(entries.collect(), &PageArgs::new(first, after, None, None))
    }
}

/// An entry that was made late.
pub struct LateEntryObject {
    change: ChangeObject,
    kind: DatedEntry,
    about: NaiveDate,
    days: i64,
}

impl page::Node for LateEntryObject {
    const NAME: &'static str = "LateEntry";
}

/// An entry that was made late.
#[Object(name = "LateEntry")]
impl LateEntryObject {
    /// The change that made it: when, by whom, of which record.
    async fn change(&self) -> &ChangeObject {
        &self.change
    }
    /// What it says of the day.
    async fn kind(&self) -> DatedEntry {
        self.kind
    }
    /// The day it is about.
    async fn about(&self) -> Date {
        Date(self.about)
    }
    /// How many days later it was made.
    async fn days_late(&self) -> i64 {
        self.days
    }
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
