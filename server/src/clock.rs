//! Time comes from here and nowhere else, so that tests can set it.

use std::sync::Arc;

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Europe::London;
use parking_lot::Mutex;

/// Tells the time in UTC, truncated to microseconds as both databases store it.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock(Source::System)
    }

    /// A clock that stands at `at` until [`Clock::set`] moves it.
    pub fn manual(at: DateTime<Utc>) -> Self {
        Clock(Source::Manual(Arc::new(Mutex::new(at))))
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Manual(at) => at.lock().trunc_subsecs(6),
        }
    }

    /// Moves a manual clock; the machine's clock does not move.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Source::Manual(time) = &self.0 {
            *time.lock() = at;
        }
    }
}

/// The date in London at a moment: what "today" means throughout.
pub fn london_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// The first moment at which the London date is no longer that of `at`.
pub fn next_london_midnight(at: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = london_date(at).checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    london_to_utc(tomorrow, NaiveTime::MIN)
}

/// A civil London date and time as a moment; in the hour that occurs twice the
/// first, in the hour that does not exist the moment an hour later.
pub fn london_to_utc(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let civil = date.and_time(time);
    match London.from_local_datetime(&civil) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => Utc.from_utc_datetime(&civil),
    }
}

/// Whether the clocks skip a civil London time: on a Sunday in March there is none between
/// one and two in the morning.
pub fn is_skipped(date: NaiveDate, time: NaiveTime) -> bool {
    matches!(London.from_local_datetime(&date.and_time(time)), LocalResult::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_london_day_ends_an_hour_earlier_in_summer() {
        assert_eq!(next_london_midnight(utc("2026-07-01T12:00:00Z")), utc("2026-07-01T23:00:00Z"));
        assert_eq!(next_london_midnight(utc("2026-01-01T12:00:00Z")), utc("2026-01-02T00:00:00Z"));
    }

    #[test]
    fn a_summer_evening_in_utc_is_already_tomorrow_in_london() {
        assert_eq!(london_date(utc("2026-07-01T23:30:00Z")).to_string(), "2026-07-02");
    }
}
