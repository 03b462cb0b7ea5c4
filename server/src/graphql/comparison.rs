//! The history between two moments: what became of a partnership, and how much was done.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use super::change::{ChangeObject, objects};
use super::context::lens;
use super::field_change::{FieldChangeObject, field_changes, removals_of};
use super::node::{NodeInterface, find_node};
use super::partnership::PartnershipObject;
use super::query::find_partnership;
use super::scalars::{Date, DateTime};
use crate::clock::{london_date, london_to_utc};
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::change::compare::{self, Compared, Kind};
use crate::store::change::list::{self, ChangeFilter, ChangeQuery, ChangeSlice};
use crate::store::change::plan_at;
use crate::store::change::stats::{self, Counted};
use crate::store::tx::snapshot;

/// What comparing charges: about two seeks for each record, in work that no time limit
/// can stop.
const COMPARING: u32 = 5_000;
/// How many records may have been written between two moments that are compared.
const COMPARED: usize = 2_000;
/// How many changes of one record a comparison tells.
const TOLD: usize = 10;

/// A partnership at two moments: what came, what changed, what went.
pub struct PlanDiffObject {
    lens: Arc<Lens>,
    partnership: PartnershipId,
    moments: (DateTime, DateTime),
    sequences: (u64, u64),
    found: Vec<Arc<Compared>>,
}

impl PlanDiffObject {
    fn of_kind(&self, kind: Kind) -> Vec<RecordDiffObject> {
        let found = self.found.iter().filter(|compared| compared.kind == kind);
        found
            .map(|compared| RecordDiffObject {
                lens: Arc::clone(&self.lens),
                compared: Arc::clone(compared),
                sequences: self.sequences,
            })
            .collect()
    }
}

/// A partnership at two moments: what came, what changed, what went.
#[Object(name = "PlanDiff")]
impl PlanDiffObject {
    /// The partnership.
    async fn partnership(&self) -> Option<PartnershipObject> {
        PartnershipObject::find(&self.lens, self.partnership)
    }
    /// The earlier moment.
    async fn from(&self) -> DateTime {
        self.moments.0
    }
    /// The later moment.
    async fn to(&self) -> DateTime {
        self.moments.1
    }
    /// The records that were added, taken out of the archive, or shown to you, by type
    /// and name.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn added(&self) -> Vec<RecordDiffObject> {
        self.of_kind(Kind::Added)
    }
    /// The records that say something else, by type and name.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn changed(&self) -> Vec<RecordDiffObject> {
        self.of_kind(Kind::Changed)
    }
    /// The records that were archived, by type and name.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn dropped(&self) -> Vec<RecordDiffObject> {
        self.of_kind(Kind::Dropped)
    }
}

/// A record that differs between two moments.
pub struct RecordDiffObject {
    lens: Arc<Lens>,
    compared: Arc<Compared>,
    sequences: (u64, u64),
}

/// A record that differs between two moments.
#[Object(name = "RecordDiff")]
impl RecordDiffObject {
    /// The type of the record, a word of `EntityType` such as `PROJECT`.
    async fn entity_type(&self) -> &str {
        self.compared.last.entity.entity.word()
    }
    /// The id of the record.
    async fn entity_id(&self) -> ID {
        ID(self.compared.last.entity.to_string())
    }
    /// What the record was called at the later moment.
    async fn entity_label(&self) -> String {
        self.compared.last.label()
    }
    /// The record as it is now.
    async fn node(&self) -> Result<Option<NodeInterface>> {
        find_node(&self.lens, &self.compared.last.entity.to_string()).await
    }
    /// The fields that differ, from the earlier moment to the later.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn fields(&self) -> Result<Vec<FieldChangeObject>> {
        let removals = removals_of(&self.lens, self.compared.fields.iter()).await?;
        Ok(field_changes(&self.compared.fields, &removals))
    }
    /// Who did it and why: the changes between the two moments, the newest first, at
    /// most 10.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn changes(&self) -> Result<Vec<ChangeObject>> {
        self.lens.context().charge(TOLD as u32)?;
        let filter = ChangeFilter { entity: Some(self.compared.last.entity), ..ChangeFilter::default() };
        let query = ChangeQuery { scope: self.lens.context().scope.clone(), filter };
        let (from, to) = self.sequences;
        let slice = ChangeSlice { limit: TOLD, backward: false, after: Some(to + 1), before: Some(from) };
        let read = move |conn: &mut crate::store::Conn| list::page(conn, &query, &slice);
        let page = self.lens.register().store().read_briefly(read).await?;
        Ok(objects(&self.lens, page.changes))
    }
}

/// How long the periods are by which changes are counted.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangePeriod {
    /// Days, in London.
    Day,
    /// Weeks from Monday on, in London.
    Week,
    /// Calendar months, in London.
    Month,
}

/// How many periods are counted at a time.
const PERIODS: usize = 120;

impl ChangePeriod {
    fn begin(self, day: NaiveDate) -> NaiveDate {
        match self {
            ChangePeriod::Day => day,
            ChangePeriod::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            ChangePeriod::Month => day.with_day(1).unwrap_or(day),
        }
    }

    fn next(self, begin: NaiveDate) -> NaiveDate {
        let next = match self {
            ChangePeriod::Day => begin.checked_add_days(Days::new(1)),
            ChangePeriod::Week => begin.checked_add_days(Days::new(7)),
            ChangePeriod::Month => begin.checked_add_months(Months::new(1)),
        };
        next.unwrap_or(NaiveDate::MAX)
    }

    /// What is counted when nothing is said of it: twelve periods, the current one last.
    fn usual(self, today: NaiveDate) -> NaiveDate {
        let earlier = match self {
            ChangePeriod::Day => today.checked_sub_days(Days::new(11)),
            ChangePeriod::Week => today.checked_sub_days(Days::new(77)),
            ChangePeriod::Month => today.checked_sub_months(Months::new(11)),
        };
        earlier.unwrap_or(today)
    }

    /// The beginnings of the periods from one day to another, and of the one after.
    fn borders(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>> {
        let mut borders = vec![self.begin(from)];
        while let Some(last) = borders.last().copied().filter(|last| *last <= to) {
            if borders.len() > PERIODS {
                let message = format!(
                    "from and to are more than {PERIODS} periods apart: at most so many are counted."
                );
                return Err(Error::limit("periods", PERIODS as u64, message));
            }
            borders.push(self.next(last));
        }
        Ok(borders)
    }
}

/// How much was changed in one period.
#[derive(SimpleObject)]
#[graphql(name = "ChangeStats")]
pub struct ChangeStatsObject {
    /// The first day of the period.
    starts_on: Date,
    /// How many changes there were.
    changes: i64,
    /// How many of them created a record.
    created: i64,
    /// How many of them changed one.
    updated: i64,
    /// How many of them put one away.
    archived: i64,
    /// How many different people, or parts of the register itself, made them.
    actors: i64,
}

fn told((starts_on, counted): (NaiveDate, Counted)) -> ChangeStatsObject {
    let of = |action: ChangeAction| counted.actions.get(&action).copied().unwrap_or(0);
    ChangeStatsObject {
        starts_on: Date(starts_on),
        changes: counted.actions.values().sum(),
        created: of(ChangeAction::Create),
        updated: of(ChangeAction::Update) + of(ChangeAction::Revert),
        archived: of(ChangeAction::Archive),
        actors: counted.actors,
    }
}

/// What can be asked of two moments of the history.
#[derive(Default)]
pub struct ComparisonQuery;

/// What can be asked of two moments of the history.
#[Object]
impl ComparisonQuery {
    /// What became of a partnership between two moments: the records that were added,
    /// changed or dropped, with who did it and why, as far as you may see them, both as
    /// they were then and as they are now. Null when there is no such partnership, and
    /// for whoever does not read its history, as the public. All of it is given at once: when more than
    /// 2,000 records were written in between, it is refused with LIMIT_EXCEEDED, and moments
    /// that lie nearer together can be compared one after the other.
    async fn diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partnership: its id or slug.")] partnership: ID,
        #[graphql(desc = "The earlier moment.")] from: DateTime,
        #[graphql(desc = "The later moment; now if nothing is said, and at most now.")] to: Option<DateTime>,
    ) -> Result<Option<PlanDiffObject>> {
        let lens = lens(ctx)?;
        let now = lens.context().now;
        let to = DateTime(to.map_or(now, |to| to.0.min(now)));
        if from.0 > now {
            return Err(Error::bad_request("from lies in the future: give a moment that has passed."));
        }
        if from.0 > to.0 {
            return Err(Error::bad_request("from lies after to: give the earlier moment as from."));
        }
        let Some(partnership) = find_partnership(&lens, &partnership).map(|found| found.id) else {
            return Ok(None);
        };
        let scope = lens.context().scope.clone();
        if lens.context().sees_no_history() || !scope.reads_history_of(partnership) {
            return Ok(None);
        }
        lens.note_across();
        lens.context().charge(COMPARING)?;
        let compare = move |conn: &mut crate::store::Conn| {
            snapshot(conn, |conn| {
                let sequences = (plan_at(conn, from.0)?, plan_at(conn, to.0)?);
                Ok((compare::compare(conn, &scope, partnership, sequences, COMPARED)?, sequences))
            })
        };
        let (found, sequences) = lens.read_slowly(compare).await?;
        lens.context().charge(found.len() as u32)?;
        let found = found.into_iter().map(Arc::new).collect();
        Ok(Some(PlanDiffObject { lens, partnership, moments: (from, to), sequences, found }))
    }

    /// How much was changed in each month, week or day, the earliest first: of all that
    /// you may see, or of one partnership. At most 120 periods and 500,000 changes are
    /// counted at a time.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn change_stats(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How long the periods are.", default_with = "ChangePeriod::Month")] by: ChangePeriod,
        #[graphql(desc = "Of the records of this partnership: its id or slug.")] partnership: Option<ID>,
        #[graphql(desc = "From the period of this day on; twelve periods if nothing is said.")] from: Option<
            Date,
        >,
        #[graphql(desc = "Up to the period of this day; today if nothing is said.")] to: Option<Date>,
    ) -> Result<Vec<ChangeStatsObject>> {
        let lens = lens(ctx)?;
        let to = to.map_or_else(|| london_date(lens.context().now), |day| day.0);
        let from = from.map_or_else(|| by.usual(to), |day| day.0);
        if from > to {
            return Err(Error::bad_request("from lies after to: give the earlier day as from."));
        }
        let borders = by.borders(from, to)?;
        let scope = lens.context().scope.clone();
        if lens.context().sees_no_history() {
            return Ok(Vec::new());
        }
        let mut filter = ChangeFilter::default();
        if let Some(partnership) = partnership {
            let Some(found) = find_partnership(&lens, &partnership) else { return Ok(Vec::new()) };
            filter.partnership = Some(found.id);
        }
        lens.note_across();
        lens.context().charge(COMPARING)?;
        let moments: Vec<_> = borders.iter().map(|day| london_to_utc(*day, NaiveTime::MIN)).collect();
        let query = ChangeQuery { scope, filter };
        let counted = lens.read_slowly(move |conn| stats::count(conn, &query, &moments)).await?;
        Ok(borders.into_iter().zip(counted).map(told).collect())
    }
}
