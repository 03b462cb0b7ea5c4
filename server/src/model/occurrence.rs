//! When something takes place: a date or a window of days, perhaps with times.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::validate::Problems;
use crate::clock::{is_skipped, london_to_utc};

/// A date or a window of days in London's civil time. Everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The time at which it starts on that day, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "minutes")]
    pub start_time: Option<NaiveTime>,
    /// The last day; none: the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// The time at which it ends on that day, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "minutes")]
    pub end_time: Option<NaiveTime>,
    /// What is known of the date in words, such as "spring 2022".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
}

impl When {
    /// The moment it starts, when day and time are known.
    pub fn starts_at(&self) -> Option<DateTime<Utc>> {
        Some(london_to_utc(self.starts_on?, self.start_time?))
    }

    /// The moment it ends, when day and time are known.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        Some(london_to_utc(self.last_day()?, self.end_time?))
    }

    /// The last day, which is the first when no other is given.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.ends_on.or(self.starts_on)
    }

    /// The date in words, for a label.
    pub fn in_words(&self) -> String {
        match (self.starts_on, &self.date_note) {
            (Some(date), _) => date.format("%-d %B %Y").to_string(),
            (None, Some(note)) => note.clone(),
            (None, None) => "date not known".to_owned(),
        }
    }

    /// Checks that days and times are in order and that no time lacks its day.
    pub fn validate(&self, p: &mut Problems) {
        p.order(("startsOn", self.starts_on), ("endsOn", self.ends_on));
        if self.starts_on.is_none() && (self.start_time.is_some() || self.ends_on.is_some()) {
            p.add("startsOn", "is missing: an end or a time needs the first day");
        }
        if self.start_time.is_none() && self.end_time.is_some() {
            p.add("startTime", "is missing: an end time needs a start time");
        }
        if let (Some(start), Some(end)) = (self.start_time, self.end_time)
            && self.last_day() == self.starts_on
            && end < start
        {
            let (start, end) = (write_time(start), write_time(end));
            p.add("endTime", format!("is {end}, before startTime ({start}) on the same day"));
        }
        for (field, day, time) in
            [("startTime", self.starts_on, self.start_time), ("endTime", self.last_day(), self.end_time)]
        {
            if let (Some(day), Some(time)) = (day, time)
                && is_skipped(day, time)
            {
                p.add(field, format!("does not exist on {day}: the clocks go forward from 01:00 to 02:00"));
            }
        }
        p.optional_line("dateNote", self.date_note.as_deref(), 200);
    }
}

/// Reads a civil time written `HH:MM`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let plain = text.len() == 5 && text.bytes().enumerate().all(|(i, b)| (i == 2) == (b == b':'));
    if plain { NaiveTime::parse_from_str(text, "%H:%M").ok() } else { None }
}

/// Writes a civil time as `HH:MM`.
pub fn write_time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

mod minutes {
    use super::*;
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &Option<NaiveTime>, s: S) -> Result<S::Ok, S::Error> {
        time.map(write_time).serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveTime>, D::Error> {
        let text = Option::<String>::deserialize(d)?;
        text.map(|t| parse_time(&t).ok_or_else(|| serde::de::Error::custom("expected a time such as 14:30")))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitting_at_ten_is_at_nine_utc_in_summer() {
        let when = When {
            starts_on: NaiveDate::from_ymd_opt(2026, 7, 1),
            start_time: parse_time("10:00"),
            ..When::default()
        };
        assert_eq!(when.starts_at().unwrap().to_string(), "2026-07-01 09:00:00 UTC");
    }

    #[test]
    fn an_end_before_the_beginning_is_said_with_both_times() {
        let when = When {
            starts_on: NaiveDate::from_ymd_opt(2026, 7, 1),
            start_time: parse_time("10:00"),
            end_time: parse_time("09:30"),
            ..When::default()
        };
        let mut problems = Problems::default();
        when.validate(&mut problems);
        let said: Vec<String> = problems.into_found().iter().map(ToString::to_string).collect();
        assert_eq!(said, ["endTime: is 09:30, before startTime (10:00) on the same day"]);
    }
}
