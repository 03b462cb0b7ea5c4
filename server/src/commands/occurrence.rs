//! What inputs of sittings and of occurrences of events have in common: when, and how
//! often again.

use async_graphql::{InputObject, MaybeUndefined};
use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::edit::{Editor, MOST, put};
use super::values::day;
use crate::clock::london_date;
use crate::error::Result;
use crate::model::occurrence::When;
use crate::model::scalars::{Date, TimeOfDay};
use crate::model::{OccurrenceStatus, recurrence};

/// When something takes place, in London's calendar and on its clocks.
#[derive(InputObject, Debug, Clone, Default)]
pub struct WhenFields {
    /// The first day; leave it out while it is not known.
    pub starts_on: MaybeUndefined<Date>,
    /// The time at which it starts on that day.
    pub start_time: MaybeUndefined<TimeOfDay>,
    /// The last day; the first if nothing is said.
    pub ends_on: MaybeUndefined<Date>,
    /// The time at which it ends on the last day.
    pub end_time: MaybeUndefined<TimeOfDay>,
    /// What is known of the date in words, such as "spring 2027".
    pub date_note: MaybeUndefined<String>,
}

/// How often something takes place again.
#[derive(InputObject, Debug, Clone)]
pub struct RepeatInput {
    /// An RFC 5545 rule of days, such as `FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU`; for a
    /// meeting that of the series if nothing is said.
    pub recurrence: Option<String>,
    /// The last day on which it may take place, at most ten years after the first. At most
    /// 200 dates are made.
    pub until: Date,
}

impl WhenFields {
    /// Sets what is given.
    pub fn apply(&self, when: &mut When) {
        put(&mut when.starts_on, &day(&self.starts_on));
        put(&mut when.start_time, &time(&self.start_time));
        put(&mut when.ends_on, &day(&self.ends_on));
        put(&mut when.end_time, &time(&self.end_time));
        put(&mut when.date_note, &self.date_note);
    }

    /// What is given, alone.
    pub fn alone(&self) -> When {
        let mut when = When::default();
        self.apply(&mut when);
        when
    }
}

impl Editor<'_, '_> {
    /// Notes when something is said to have been held on a day to come.
    pub fn has_been(&mut self, status: OccurrenceStatus, when: &When) {
        let today = london_date(self.tx.now());
        if status == OccurrenceStatus::Held && when.starts_on.is_some_and(|day| day > today) {
            self.problems.add("status", "is HELD on a day to come: it has not been held yet");
        }
    }
}

fn time(given: &MaybeUndefined<TimeOfDay>) -> MaybeUndefined<NaiveTime> {
    match given {
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Value(time) => MaybeUndefined::Value(time.0),
    }
}

impl Editor<'_, '_> {
    /// The dates that a rule gives, beginning with the first that it names on the day of
    /// `first` or later. Days in `taken` are left out.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::error::Error::Invalid) when the rule or the days are
    /// wrong, or name no date or too many.
    pub fn repeated(
        &mut self,
        first: &When,
        repeat: &RepeatInput,
        series: Option<&str>,
        taken: &[NaiveDate],
    ) -> Result<Vec<When>> {
        let rule = repeat.recurrence.as_deref().or(series);
        if first.starts_on.is_none() {
            self.problems.add("startsOn", "is missing: say from which day on it takes place");
        }
        if rule.is_none() {
            self.problems.add("repeat.recurrence", "is missing: the series has no rule of its own");
        }
        let (Some(from), Some(rule)) = (first.starts_on, rule) else {
            self.end_of_input()?;
            return Ok(Vec::new());
        };
        if repeat.until.0 > recurrence::horizon(from) {
            let message = format!(
                "is more than {} years after the first day: choose an earlier one",
                recurrence::YEARS
            );
            self.problems.add("repeat.until", message);
            self.end_of_input()?;
        }
        let days = match recurrence::days(rule, from, repeat.until.0, MOST as u16) {
            Ok(days) => days,
            Err(wrong) => {
                self.problems.add("repeat.recurrence", wrong);
                Vec::new()
            }
        };
        if days.len() > MOST {
            let message = format!("lets the rule name more than {MOST} days: choose an earlier one");
            self.problems.add("repeat.until", message);
        }
        self.end_of_input()?;
        let length = first.ends_on.map(|end| end - from).unwrap_or_default();
        let free: Vec<When> =
            days.into_iter().filter(|day| !taken.contains(day)).map(|day| at(first, day, length)).collect();
        if free.is_empty() {
            let message = "gives no day that is not taken already: look at the rule and at `until`";
            self.problems.add("repeat", message);
        }
        self.end_of_input()?;
        Ok(free)
    }
}

/// The same on another day.
fn at(first: &When, day: NaiveDate, length: TimeDelta) -> When {
    let ends_on = first.ends_on.and_then(|_| day.checked_add_signed(length));
    When { starts_on: Some(day), ends_on, ..first.clone() }
}
