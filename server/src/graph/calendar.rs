//! What a view answers about days: members, sittings, staleness.

use chrono::{Days, NaiveDate};

use super::partnership::{Node, Places};
use super::view::{Dated, Lens, Listed, View};
use crate::clock::{london_date, london_to_utc, next_london_midnight};
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::staleness::Staleness;

/// How many entries a calendar has at most.
const CALENDAR: usize = 1_000;
/// Within how many days a rule names the next day of a meeting: those of five years.
const NEXT_WITHIN: u64 = 5 * 366;
/// After how many days without news a scheme is stale, when the partnership does not say.
pub const STALE_AFTER: i32 = 120;

/// Asks lists for the projects that are stale today, or for those that are not.
pub fn staleness(lens: &Lens, wanted: bool) -> Staleness {
    let partnerships = lens.directory().partnerships().iter();
    let chosen = partnerships.filter_map(|p| Some((p.id, p.stale_after_days?))).collect();
    Staleness { wanted, today: lens.today(), usual: STALE_AFTER, chosen }
}

impl View {
    /// Members in published order: on a day, today if none is given, as far as days are
    /// known. `with_ended` gives those that have left as well, and without a day those that
    /// are to join.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn members(&self, on: Option<NaiveDate>, with_ended: bool) -> Result<Places> {
        let today = on.unwrap_or_else(|| self.lens().today());
        let sits = |m: &Membership| {
            let has_joined = m.joined_on.is_none_or(|joined| joined <= today);
            m.holds_on(today) || with_ended && (has_joined || on.is_none())
        };
        let all = self.all::<Membership>()?;
        Ok(all.into_iter().filter(|place| sits(&self.node::<Membership>(*place).record)).collect())
    }

    /// The first planned sitting that has not yet begun, of these in order of time.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn next_sitting(&self, sittings: &[u32]) -> Result<Option<u32>> {
        let seen = self.seen::<MeetingOccurrence>(sittings)?;
        for place in seen {
            let sitting = &self.node::<MeetingOccurrence>(place).record;
            let (OccurrenceStatus::Planned, Some(day)) = (sitting.status, sitting.when.starts_on) else {
                continue;
            };
            // Without a time, a sitting is still to come until its day is over.
            let begins = sitting.when.starts_at();
            let begins =
                begins.unwrap_or_else(|| next_london_midnight(london_to_utc(day, Default::default())));
            if self.lens().moment_until(None) < begins {
                self.lens().moment_until(Some(begins));
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The day on which a meeting sits next by its rule, counted from one of its sittings;
    /// none when a later one is there already.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn next_by_rule(&self, sitting: u32) -> Result<Option<NaiveDate>> {
        let node = self.node::<MeetingOccurrence>(sitting);
        let (Some(this), Some(series)) = (node.record.when.starts_on, node.links.meeting) else {
            return Ok(None);
        };
        let meeting = self.node::<Meeting>(series);
        let Some(rule) = &meeting.record.recurrence else { return Ok(None) };
        for place in self.seen::<MeetingOccurrence>(&meeting.links.occurrences)? {
            if self.node::<MeetingOccurrence>(place).record.when.starts_on.is_some_and(|day| day > this) {
                return Ok(None);
            }
        }
        let last = this.checked_add_days(Days::new(NEXT_WITHIN)).unwrap_or(NaiveDate::MAX);
        let days = recurrence::days(rule, this, last, 2).unwrap_or_default();
        Ok(days.into_iter().find(|day| *day > this))
    }

    /// Sittings and event dates that touch these days, in order of time; what was put away
    /// takes its days with it.
    ///
    /// # Errors
    /// [`Error::BadRequest`] when the days are not in order; [`Error::LimitExceeded`] when
    /// there are more than 1,000, or the request has spent its budget.
    pub fn calendar(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Dated>> {
        if to < from {
            return Err(Error::bad_request("to is before from: give the first day and then the last."));
        }
        let touches = |when: &occurrence::When| {
            when.starts_on.is_some_and(|first| first <= to)
                && when.last_day().is_some_and(|last| from <= last)
        };
        let mut dated = Vec::new();
        for place in self.all::<MeetingOccurrence>()? {
            let Node { record: sitting, links, .. } = self.node::<MeetingOccurrence>(place);
            if touches(&sitting.when) && !self.is_archived::<Meeting>(links.meeting) {
                dated.push((
                    (sitting.when.starts_on, sitting.when.start_time),
                    AnyId::from(sitting.id),
                    Dated::Sitting(place),
                ));
            }
        }
        for place in self.all::<EventOccurrence>()? {
            let Node { record: event, links, .. } = self.node::<EventOccurrence>(place);
            if touches(&event.when) && !self.is_archived::<Event>(links.event) {
                dated.push((
                    (event.when.starts_on, event.when.start_time),
                    AnyId::from(event.id),
                    Dated::Event(place),
                ));
            }
        }
        if dated.len() > CALENDAR {
            let message = format!(
                "There are {} entries in these days: at most {CALENDAR} are given. Ask for fewer days.",
                dated.len()
            );
            return Err(Error::limit("calendar", CALENDAR as u64, message));
        }
        dated.sort_by_key(|(when, id, _)| (*when, *id));
        Ok(dated.into_iter().map(|(_, _, dated)| dated).collect())
    }

    fn is_archived<T: Listed>(&self, place: Option<u32>) -> bool {
        place.is_some_and(|place| self.node::<T>(place).record.head().archived)
    }

    /// Whether there has been no visible news of a project for longer than the
    /// partnership allows.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn is_stale(&self, place: u32) -> Result<bool> {
        let node = self.node::<Project>(place);
        let project = &node.record;
        if project.status.has_ended() {
            return Ok(false);
        }
        let progress = self.seen::<ProgressUpdate>(&node.links.progress)?;
        let reported = progress.first().map(|place| self.node::<ProgressUpdate>(*place).record.on);
        let confirmed = project.last_confirmed_at.map(london_date);
        let news =
            london_date(project.head.created_at).max(reported.max(confirmed).unwrap_or(NaiveDate::MIN));
        let days = self.partnership().stale_after_days.unwrap_or(STALE_AFTER);
        let limit = news.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0)));
        Ok(limit.is_some_and(|limit| limit < self.lens().today()))
    }
}
